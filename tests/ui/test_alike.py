"""Papers like the one shown: told below it, compared side by side, decided about, quoted with their source."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from archiver.model import PieceId, Row, Side
from tests.ui.fake_archive import FakeArchive
from ui.alike import Linked
from ui.bridge import Bridge
from ui.dialogs.comparison import ComparisonDialog
from ui.facts import Facts
from ui.side_by_side import SideBySide, page

ONE, OTHER, SIBLING = PieceId(22), PieceId(23), PieceId(24)
ROWS = (
    *(Row(Side(f"第{number}段"), Side(f"第{number}段")) for number in range(6)),
    Row(Side("造林1200亩。", ((4, 6),)), Side("造林12亩。")),
    Row(Side("没有发生火灾。", ((0, 7),)), None),
)


@pytest.fixture
def facts(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[Facts]:
    archive.alike = {ONE: (OTHER,)}
    archive.siblings = {ONE: (SIBLING,)}
    archive.rows = ROWS
    bridge = Bridge(archive.as_archive())
    made = Facts(bridge)
    qtbot.addWidget(made)
    made.resize(608, 200)
    made.show()
    yield made
    bridge.close()


def rows_of(facts: Facts) -> list[str]:
    return [row.value.text() for row in facts.findChildren(Linked) if row.isVisible()]


def open_dialog(qtbot: QtBot, facts: Facts, archive: FakeArchive, row: int) -> ComparisonDialog:
    facts.show_paper(archive.paper(ONE))
    qtbot.waitUntil(lambda: len(rows_of(facts)) == 2)
    facts.findChildren(Linked)[row].value.click()
    (dialog,) = facts.findChildren(ComparisonDialog)
    qtbot.waitUntil(lambda: "造林" in page_of(dialog).toPlainText())
    return dialog


def page_of(dialog: ComparisonDialog) -> SideBySide:
    (shown,) = dialog.findChildren(SideBySide)
    return shown


def press(dialog: ComparisonDialog, name: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == name).click()


def test_doubles_and_siblings_are_told_below_the_paper(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    facts.show_paper(archive.paper(ONE))
    year = archive.held[SIBLING].card.year
    qtbot.waitUntil(lambda: rows_of(facts) == ["1 份相近", f"{year}（1 篇）"])
    facts.show_paper(archive.paper(OTHER))
    qtbot.waitUntil(lambda: rows_of(facts) == [])


def test_doubles_show_only_what_differs_and_can_be_decided_about(
    qtbot: QtBot, facts: Facts, archive: FakeArchive
) -> None:
    dialog = open_dialog(qtbot, facts, archive, 0)
    shown = page_of(dialog).toPlainText()
    assert "相同的 5 段" in shown
    assert "第0段" not in shown
    press(dialog, "标为不同稿")
    qtbot.waitUntil(lambda: ("decide", ONE, OTHER, "version") in archive.calls)


def test_a_paragraph_of_a_sibling_is_copied_with_its_source(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    dialog = open_dialog(qtbot, facts, archive, 1)
    side_by_side = page_of(dialog)
    assert "第0段" in side_by_side.toPlainText()
    assert not [button for button in dialog.findChildren(QPushButton) if button.text() == "隐藏右边这份"]
    cursor = side_by_side.document().find("造林12亩")
    cursor.clearSelection()
    side_by_side.setTextCursor(cursor)
    press(dialog, "复制并注明出处")
    copied = QApplication.clipboard().text()
    card = archive.held[SIBLING].card
    assert copied.startswith("造林12亩。\n——《" + card.title + "》")
    assert (card.organisation or "") in copied
    QApplication.clipboard().clear()


def test_a_page_escapes_what_papers_say() -> None:
    assert "<b>" not in page((Row(Side("<b>1</b>", ((0, 3),)), None),), only_differences=False)
