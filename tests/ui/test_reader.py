"""What one sees of a paper at the right of the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from archiver.model import Block, Hit, Paper, State
from archiver.wording import NO_REASON, Reason
from tests.ui.fake_archive import FakeArchive
from ui import sheet, sheet_layout, states, style
from ui.blank import Blank
from ui.bridge import Bridge
from ui.labels import Label
from ui.open_files import open_original, show_in_folder
from ui.password_dialog import PasswordDialog, ask_password
from ui.reader import Reader
from ui.reader_head import ReaderHead
from ui.sheet import SheetView

QUERY = "森林防火"


@pytest.fixture
def bridge(app: QApplication, archive: FakeArchive) -> Iterator[Bridge]:
    made = Bridge(archive.as_archive())
    yield made
    made.close()


@pytest.fixture
def reader(qtbot: QtBot, bridge: Bridge) -> Reader:
    made = Reader(bridge)
    qtbot.addWidget(made)
    made.resize(608, 717)
    made.show()
    return made


def the_hit(archive: FakeArchive, piece: int = 22) -> Hit:
    return next(hit for hit in archive.search(QUERY).page(0, 50) if hit.card.piece >= piece)


def page_of(reader: Reader) -> SheetView:
    return cast(SheetView, reader.findChild(SheetView))


def header(reader: Reader) -> list[str]:
    head = cast(ReaderHead, reader.findChild(ReaderHead))
    return [str(part.property("text")) for part in head.children() if part.property("visible")]


def read(qtbot: QtBot, reader: Reader, hit: Hit, query: str = QUERY) -> SheetView:
    reader.show_hit(hit, query)
    qtbot.waitUntil(lambda: page_of(reader).isVisible() and hit.card.title in page_of(reader).toPlainText())
    return page_of(reader)


def said(reader: Reader) -> str:
    return cast(Blank, reader.findChild(Blank)).accessibleName()


def notes(reader: Reader) -> list[str]:
    return [label.text() for label in reader.findChildren(Label) if label.isVisible()]


def enlarge(archive: FakeArchive, text: str) -> None:
    """Give every paper this text."""
    for piece, held in archive.shelf.held.items():
        archive.shelf.held[piece] = replace(held, text=f"{held.card.title}\n{text}")


def test_the_paper_is_shown_with_its_first_hit_current(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    page = read(qtbot, reader, the_hit(archive))
    assert "层层落实责任" in page.toPlainText()
    assert page.count == 4
    assert "1 / 4" in header(reader)
    grounds = [mark.format.background().color().name().upper() for mark in page.extraSelections()]
    assert grounds == [style.LIGHT.current_hit] + [style.LIGHT.hit] * 3
    assert {mark.cursor.selectedText() for mark in page.extraSelections()} == {QUERY}


def test_next_and_previous_go_round_at_the_ends(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    page = read(qtbot, reader, the_hit(archive))
    page.step(-1)
    assert "4 / 4" in header(reader)
    page.step(1)
    assert "1 / 4" in header(reader)


def test_without_a_query_nothing_is_marked_and_nothing_counted(
    qtbot: QtBot, reader: Reader, archive: FakeArchive
) -> None:
    page = read(qtbot, reader, the_hit(archive), "")
    assert page.extraSelections() == []
    assert not any("/" in words for words in header(reader))


def test_nothing_selected_says_what_to_do(reader: Reader) -> None:
    assert "在左边选一篇" in said(reader)


def test_a_file_without_text_says_its_state_and_what_to_do(
    qtbot: QtBot, reader: Reader, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit = the_hit(archive)
    card = replace(hit.card, state=State.ENCRYPTED)
    monkeypatch.setattr(archive, "paper", lambda piece: Paper(card, "", (), 0, 1, 1, ()))
    monkeypatch.setattr(archive, "marks", lambda piece, query: [])
    reader.show_hit(hit, "")
    qtbot.waitUntil(lambda: "有密码" in said(reader))
    assert "取消密码" in said(reader)


def test_every_state_has_a_word_a_reason_and_a_thing_to_do(app: QApplication) -> None:
    for state in State:
        reason = states.why(state)
        assert states.word(state)
        assert all(reason.say(language) for language in ("zh", "en"))
        assert state is State.SEARCHABLE or all(reason.hint(language) for language in ("zh", "en"))


def test_a_paper_whose_original_is_gone_is_still_read(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    hit = the_hit(archive)
    gone = replace(hit.card, missing=True, path=None, paths=())
    archive.shelf.held[gone.piece] = replace(archive.shelf.held[gone.piece], card=gone)
    read(qtbot, reader, replace(hit, card=gone))
    assert any("原文件已不在" in words for words in notes(reader))
    buttons = {b.text(): b.isEnabled() for b in reader.findChildren(QPushButton) if b.isVisible()}
    assert buttons == {"打开原文件": False, "所在文件夹": False}


def test_a_paper_read_in_part_says_so_above_its_text(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    hit = the_hit(archive)
    part = replace(hit.card, state=State.PARTIAL, reason=NO_REASON)
    archive.shelf.held[part.piece] = replace(archive.shelf.held[part.piece], card=part)
    read(qtbot, reader, replace(hit, card=part))
    assert any("只读出了一部分" in words for words in notes(reader))


def test_a_paper_that_went_away_meanwhile_is_told_in_its_place(
    qtbot: QtBot, reader: Reader, archive: FakeArchive
) -> None:
    hit = the_hit(archive)
    del archive.shelf.held[hit.card.piece]
    reader.show_hit(hit, QUERY)
    qtbot.waitUntil(lambda: said(reader).startswith("这篇资料打不开"))


def test_selected_words_are_copied(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    page = read(qtbot, reader, the_hit(archive))
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "签订责任书1,280份" in QApplication.clipboard().text()


def test_the_place_is_kept_when_the_library_changes(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    enlarge(archive, "森林防火工作。\n" * 500)
    page = read(qtbot, reader, the_hit(archive))
    page.step(-1)
    at, place = page.current, page.verticalScrollBar().value()
    with qtbot.waitSignal(page.moved):
        reader.reload()
    assert (page.current, page.verticalScrollBar().value()) == (at, place)
    assert place > 0


def test_the_last_hit_of_a_large_paper_is_reached_at_once(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    enlarge(archive, "各村要抓好落实。\n" * 20_000 + "最后说说森林防火\n")
    page = read(qtbot, reader, the_hit(archive))
    page.step(-1)
    place = page.cursorRect()
    assert 0 <= place.top() < page.viewport().height()
    assert page.textCursor().block().text() == "最后说说森林防火"


def test_a_large_paper_comes_in_breaths(
    qtbot: QtBot, reader: Reader, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A breath of AT_ONCE lines was measured at 10 ms; the window must never be held for longer than 50."""
    enlarge(archive, "各村要抓好落实。\n" * 20_000)
    taken: list[int] = []
    append = SheetView._append

    def counted(self: SheetView, some: list[object]) -> None:
        taken.append(len(some))
        append(self, some)  # type: ignore[arg-type]

    monkeypatch.setattr(SheetView, "_append", counted)
    page = read(qtbot, reader, the_hit(archive), "")
    qtbot.waitUntil(lambda: sum(taken) == 20_001)
    assert max(taken) <= sheet.AT_ONCE
    assert page.document().blockCount() == 20_001


def test_the_end_of_a_large_paper_can_be_scrolled_to(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    enlarge(archive, ("各村要抓好落实，" * 20 + "不得有误。\n") * 300 + "全文完\n")
    page = read(qtbot, reader, the_hit(archive), "")
    bar = page.verticalScrollBar()

    def at_the_end() -> bool:
        bar.setValue(bar.maximum())
        bottom = page.cursorForPosition(QPoint(5, page.viewport().height() - 60))
        return bottom.block().text() == "全文完"

    qtbot.waitUntil(at_the_end)


def test_a_line_holds_at_most_forty_two_characters(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    enlarge(archive, "各村要抓好落实，" * 40 + "\n")
    reader.resize(1600, 800)
    page = read(qtbot, reader, the_hit(archive), "")
    layout = page.document().findBlockByNumber(1).layout()
    page.blockBoundingRect(page.document().findBlockByNumber(1))
    assert 38 <= max(layout.lineAt(n).textLength() for n in range(layout.lineCount())) <= 42


def test_dark_and_larger_text_reach_the_paper_that_is_shown(
    qtbot: QtBot, reader: Reader, archive: FakeArchive, app: QApplication
) -> None:
    page = read(qtbot, reader, the_hit(archive))
    before = page.toPlainText()
    style.apply(app, "dark", 1.3)
    assert page.toPlainText() == before
    assert page.document().defaultFont().pixelSize() == style.px(15)
    assert page.extraSelections()[0].format.background().color().name().upper() == style.DARK.current_hit


def test_several_selected_papers_are_counted(reader: Reader, archive: FakeArchive) -> None:
    reader.show_many(archive.search(QUERY).page(0, 12))
    assert "已选 12 篇" in said(reader)


def test_page_numbers_stand_between_the_pages(
    qtbot: QtBot, reader: Reader, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit = the_hit(archive)
    text = hit.card.title + "\n第一页完。\n第二页完。\n"
    first = text.index("第二页")
    blocks = (Block("page", 0, first, page=1), Block("page", first, len(text), page=2, joined=True))
    monkeypatch.setattr(archive, "paper", lambda piece: Paper(hit.card, text, blocks, 0, 1, 1, ()))
    monkeypatch.setattr(archive, "marks", lambda piece, query: [])
    painted: list[int] = []
    monkeypatch.setattr(SheetView, "_paint_page", lambda self, painter, number, area: painted.append(number))
    page = read(qtbot, reader, hit, "")
    heights = [page.blockBoundingRect(page.document().findBlockByNumber(n)).height() for n in (1, 2)]
    assert heights[1] - heights[0] >= sheet_layout.PAGE_GAP
    qtbot.waitUntil(lambda: 2 in painted)


@pytest.mark.parametrize("act", [open_original, show_in_folder])
def test_an_original_that_is_not_there_is_told_and_not_opened(
    qtbot: QtBot, bridge: Bridge, tmp_path: Path, act: Callable[[Bridge, Path], None]
) -> None:
    with qtbot.waitSignal(bridge.failed) as told:
        act(bridge, tmp_path / "没有了.docx")
    assert "没有了.docx" in str(told.args[0])


@pytest.mark.parametrize(("act", "opened"), [(open_original, "通知.txt"), (show_in_folder, "")])
def test_the_original_or_its_folder_is_opened_by_the_system(
    qtbot: QtBot, bridge: Bridge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    act: Callable[[Bridge, Path], None], opened: str,
) -> None:  # fmt: skip
    asked: list[Path] = []
    file = tmp_path / "通知.txt"
    file.write_text("通知", encoding="utf-8")
    monkeypatch.setattr("ui.open_files.sys.platform", "linux")

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr("ui.open_files.QDesktopServices.openUrl", open_url)
    act(bridge, file)
    qtbot.waitUntil(lambda: asked == [tmp_path / opened])




def encrypted(archive: FakeArchive, hit: Hit, code: str = "extract.password") -> Hit:
    """The paper of the hit, locked."""
    piece = archive.shelf.held[hit.card.piece]
    card = replace(piece.card, state=State.ENCRYPTED, reason=Reason(code))
    archive.shelf.held[hit.card.piece] = replace(piece, card=card, text="")
    return replace(hit, card=card)


def the_action(reader: Reader) -> QPushButton:
    return cast(QPushButton, cast(Blank, reader.findChild(Blank)).findChild(QPushButton))


def test_a_locked_paper_is_read_with_the_password_one_gives(
    qtbot: QtBot, reader: Reader, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.keeper.state = "running"
    hit = encrypted(archive, the_hit(archive))
    reader.show_hit(hit, QUERY)
    qtbot.waitUntil(lambda: the_action(reader).isVisible())
    asked: list[str] = []

    def answer(parent: Reader, name: str) -> str:
        asked.append(name)
        return "档案密码"

    monkeypatch.setattr("ui.reader.ask_password", answer)
    with qtbot.waitSignal(reader.message) as told:
        QTest.mouseClick(the_action(reader), Qt.MouseButton.LeftButton)
    assert hit.card.path is not None
    assert asked == [hit.card.path.name]
    assert archive.calls[-1] == ("retry", [hit.card.path], "档案密码")
    assert "档案密码" not in str(told.args)


def test_nobody_asks_for_a_password_that_could_not_help(qtbot: QtBot, reader: Reader, archive: FakeArchive) -> None:
    hit = encrypted(archive, the_hit(archive), "extract.kind.drm")
    reader.show_hit(hit, QUERY)
    qtbot.waitUntil(lambda: "加密软件" in said(reader))
    assert not the_action(reader).isVisible()


def test_a_password_is_not_asked_for_while_nothing_is_read(
    qtbot: QtBot, reader: Reader, archive: FakeArchive
) -> None:
    archive.keeper.state = "paused"
    reader.show_hit(encrypted(archive, the_hit(archive)), QUERY)
    qtbot.waitUntil(lambda: the_action(reader).isVisible())
    with qtbot.waitSignal(reader.message) as told:
        QTest.mouseClick(the_action(reader), Qt.MouseButton.LeftButton)
    assert "继续" in str(told.args)


def test_the_dialog_hides_what_is_typed_and_says_that_it_is_not_kept(qtbot: QtBot, reader: Reader) -> None:
    answers: list[str | None] = []

    def type_and(press: Qt.Key) -> None:
        dialog = cast(PasswordDialog, QApplication.activeModalWidget())
        line = cast(QLineEdit, dialog.findChild(QLineEdit))
        assert line.echoMode() == QLineEdit.EchoMode.Password
        assert any("不会保存" in label.text() for label in dialog.findChildren(Label))
        QTest.keyClicks(line, "Wendu-2026")
        QTest.keyClick(dialog, press)

    for press in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTimer.singleShot(0, reader, lambda press=press: type_and(press))
        answers.append(ask_password(reader, "干部考察.docx"))
    assert answers == ["Wendu-2026", None]
