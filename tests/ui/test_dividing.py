"""Dividing a file by hand in the window: the menu over its lines, the strip that names the piece, one undo."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from archiver.archive import Archive
from archiver.keeper import Keeper
from archiver.model import Hit
from ui.bridge import Bridge
from ui.dividing import PieceStrip
from ui.reader import Reader
from ui.sheet import SheetView

LINES = ["2019年防汛工作总结", "今年汛期没有发生险情，水库全部安全度汛，各乡镇按预案巡查。", "2020年防火工作总结",
         "林区坚持昼夜巡查，清理可燃物，全年没有发生森林火灾和伤亡事故。"]  # fmt: skip


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    """A real library with one file that holds two papers nobody has divided."""
    folder = tmp_path / "资料"
    folder.mkdir()
    (folder / "两份.txt").write_text("\n".join(LINES), encoding="utf-8")
    with closing(Archive.open(tmp_path / "library")) as archive:
        archive.roots.add(folder)
        with closing(Keeper(archive.opened, lambda event: None)) as keeper:
            keeper.scan()
        yield archive


@pytest.fixture(name="reader")
def _reader(app: QApplication, qtbot: QtBot, archive: Archive) -> Iterator[Reader]:
    bridge = Bridge(archive)
    made = Reader(bridge)
    qtbot.addWidget(made)
    made.resize(608, 717)
    made.show()
    yield made
    bridge.close()


def sheet(reader: Reader) -> SheetView:
    return cast(SheetView, reader.findChild(SheetView))


def hits(archive: Archive) -> list[Hit]:
    return list(archive.search("").page(0, 10))


def read(qtbot: QtBot, reader: Reader, hit: Hit) -> None:
    reader.show_hit(hit, "")
    qtbot.waitUntil(lambda: sheet(reader).toPlainText().startswith(hit.card.title))


def menu_over(qtbot: QtBot, reader: Reader, words: str) -> dict[str, QAction]:
    """The menu that opens over these words of the sheet, which joins lines that were broken for want of room."""
    view = sheet(reader)
    cursor = view.document().find(words)
    assert not cursor.isNull()
    cursor.setPosition(cursor.position() - 1)
    view.customContextMenuRequested.emit(view.cursorRect(cursor).center())
    return opened(qtbot)


def opened(qtbot: QtBot) -> dict[str, QAction]:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = cast(QMenu, QApplication.activePopupWidget())
    return {action.text(): action for action in menu.actions()}


def choose(qtbot: QtBot, actions: dict[str, QAction], text: str) -> None:
    action = actions[text]
    assert action.isEnabled()
    action.trigger()
    cast(QMenu, QApplication.activePopupWidget()).close()


def strip(reader: Reader) -> PieceStrip:
    return cast(PieceStrip, reader.findChild(PieceStrip))


def begins(archive: Archive) -> list[tuple[int, int]]:
    """The pieces by their first lines."""
    papers = [archive.paper(hit.card.piece) for hit in hits(archive)]
    return sorted((paper.start_line, paper.card.piece) for paper in papers)


def test_a_paper_is_split_at_a_line_and_the_strip_names_the_piece(
    qtbot: QtBot, archive: Archive, reader: Reader
) -> None:
    read(qtbot, reader, hits(archive)[0])
    assert strip(reader).isHidden()
    said: list[tuple[str, bool]] = []
    reader.acted.connect(lambda text, more, undo: said.append((text, undo)))
    choose(qtbot, menu_over(qtbot, reader, LINES[2]), "从这里分成两篇")
    qtbot.waitUntil(lambda: strip(reader).isVisible())
    assert said == [("已从这里分成两篇", True)]
    assert begins(archive) == [(1, 1), (3, 2)]
    qtbot.waitUntil(lambda: LINES[2] not in sheet(reader).toPlainText())
    archive.undo()
    reader.reload()
    qtbot.waitUntil(lambda: strip(reader).isHidden())
    assert begins(archive) == [(1, 1)]


def test_the_first_line_begins_its_piece_already(qtbot: QtBot, archive: Archive, reader: Reader) -> None:
    read(qtbot, reader, hits(archive)[0])
    actions = menu_over(qtbot, reader, LINES[0])
    assert not actions["从这里分成两篇"].isEnabled()
    assert "与上一篇合并" not in actions
    cast(QMenu, QApplication.activePopupWidget()).close()


def test_boundaries_are_moved_and_taken_away_from_the_strip(qtbot: QtBot, archive: Archive, reader: Reader) -> None:
    archive.split(hits(archive)[0].card.piece, [3])
    lower = next(hit for hit in hits(archive) if hit.card.piece == 2)
    read(qtbot, reader, lower)
    button = cast(QPushButton, strip(reader).findChild(QPushButton))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    actions = opened(qtbot)
    assert not actions["与下一篇合并"].isEnabled()
    choose(qtbot, actions, "开头的分界上移一段")
    qtbot.waitUntil(lambda: sheet(reader).toPlainText().startswith("今年汛期"))
    assert begins(archive) == [(1, 1), (2, 2)]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    choose(qtbot, opened(qtbot), "与上一篇合并")
    qtbot.waitUntil(lambda: strip(reader).isHidden())
    assert sheet(reader).toPlainText().startswith(LINES[0])
    assert begins(archive) == [(1, 1)]
