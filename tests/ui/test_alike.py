"""Papers like the one shown: told below it, compared side by side, decided about, quoted with their source."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from archiver.model import Double, PieceId, Row, Side
from tests.ui.fake_archive import FakeArchive
from ui.alike import Linked
from ui.bridge import Bridge
from ui.comparison_page import SLIT, page
from ui.dialogs.comparison import ComparisonDialog
from ui.facts import Facts
from ui.sections import section
from ui.side_by_side import SideBySide

ONE, OTHER, SIBLING = PieceId(22), PieceId(23), PieceId(24)
ROWS = (
    *(Row(Side(f"第{number}段"), Side(f"第{number}段")) for number in range(6)),
    Row(Side("造林1200亩。", ((4, 6),)), Side("造林12亩。")),
    Row(Side("没有发生火灾。", ((0, 7),)), None),
)


@pytest.fixture
def facts(qtbot: QtBot, app: QApplication, archive: FakeArchive) -> Iterator[Facts]:
    archive.doubles.alike = {ONE: (OTHER,)}
    archive.doubles.siblings = {ONE: (SIBLING,)}
    archive.doubles.rows = ROWS
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


def put_cursor(dialog: ComparisonDialog, text: str) -> None:
    cursor = page_of(dialog).document().find(text)
    cursor.clearSelection()
    page_of(dialog).setTextCursor(cursor)


def press(dialog: ComparisonDialog, name: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == name).click()


def test_doubles_and_siblings_are_told_below_the_paper(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    facts.show_paper(archive.paper(ONE))
    year = archive.shelf.held[SIBLING].card.year
    qtbot.waitUntil(lambda: rows_of(facts) == ["1 份相近", f"{year}（1 篇）"])
    facts.show_paper(archive.paper(OTHER))
    qtbot.waitUntil(lambda: rows_of(facts) == [])


def test_of_an_older_version_the_paper_says_that_there_is_a_newer(
    qtbot: QtBot, facts: Facts, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubles(piece: PieceId) -> list[Double]:
        other = {ONE: OTHER, OTHER: ONE}[piece]
        return [Double(archive.shelf.held[other].card, "version", 0.9, 0.8, "newer_first" if ONE < OTHER else "newer_second")]

    monkeypatch.setattr(archive.doubles, "of", doubles)
    facts.show_paper(archive.paper(OTHER))
    qtbot.waitUntil(lambda: "1 份不同稿 · 有更新的一稿" in rows_of(facts))
    facts.show_paper(archive.paper(ONE))
    qtbot.waitUntil(lambda: "1 份不同稿" in rows_of(facts))


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
    put_cursor(dialog, "造林12亩")
    press(dialog, "复制本段")
    copied = QApplication.clipboard().text()
    card = archive.shelf.held[SIBLING].card
    assert copied.startswith("造林12亩。\n——《" + card.title + "》")
    assert (card.organisation or "") in copied
    QApplication.clipboard().clear()


def test_a_section_is_copied_whole_from_its_own_paper(qtbot: QtBot, facts: Facts, archive: FakeArchive) -> None:
    """Also its paragraphs that stand beside others, or beside nothing; up to the next heading of its level."""
    archive.doubles.rows = (
        Row(Side("一、造林"), Side("一、造林")), Row(Side("甲地造林。", ((0, 5),)), None), Row(None, Side("乙地造林12亩。", ((0, 8),))),
        Row(Side("（一）抚育"), Side("（一）抚育")), Row(None, Side("抚育3亩。", ((0, 5),))), Row(Side("二、防火"), Side("二、防火")),
    )  # fmt: skip
    dialog = open_dialog(qtbot, facts, archive, 1)
    put_cursor(dialog, "乙地造林12亩")
    press(dialog, "复制本节")
    *lines, said_by = QApplication.clipboard().text().split("\n")
    assert lines == ["一、造林", "乙地造林12亩。", "（一）抚育", "抚育3亩。"]
    assert said_by.startswith("——《" + archive.shelf.held[SIBLING].card.title + "》")
    assert page_of(dialog).toPlainText().count("缺这一段") == 0
    QApplication.clipboard().clear()


def test_what_is_selected_over_several_paragraphs_is_of_one_paper(
    qtbot: QtBot, facts: Facts, archive: FakeArchive
) -> None:
    dialog = open_dialog(qtbot, facts, archive, 1)
    table = page_of(dialog).document().find("第1段").currentTable()
    cursor = table.cellAt(1, 1).firstCursorPosition()
    cursor.setPosition(table.cellAt(3, 1).lastPosition(), cursor.MoveMode.KeepAnchor)
    page_of(dialog).setTextCursor(cursor)
    press(dialog, "复制本段")
    assert QApplication.clipboard().text().split("\n")[:-1] == ["第1段", "第2段", "第3段"]
    QApplication.clipboard().clear()


@pytest.mark.parametrize(
    ("at", "lines"), [(0, (0, 1)), (1, (1, 5)), (2, (2, 4)), (3, (2, 4)), (4, (4, 5)), (5, (5, 7)), (6, (5, 7))]
)
def test_a_section_goes_to_the_next_heading_of_its_level(at: int, lines: tuple[int, int]) -> None:
    assert section(["总述", "一、做法", "（一）造林", "1.5 万亩。", "（二）防火", "二、问题", "没有。"], at) == lines


def test_a_lost_number_is_marked_in_both_papers_and_not_copied(
    qtbot: QtBot, facts: Facts, archive: FakeArchive
) -> None:
    archive.doubles.rows = (Row(Side("造林12亩。", ((2, 4),)), Side("造林亩。", ((2, 2),))),)
    dialog = open_dialog(qtbot, facts, archive, 0)
    shown = page_of(dialog)
    assert SLIT in shown.document().toRawText()
    cursor = shown.document().find("亩。", shown.document().find("造林", 8).selectionEnd())
    cursor.setPosition(cursor.block().position())
    cursor.movePosition(cursor.MoveOperation.EndOfBlock, cursor.MoveMode.KeepAnchor)
    shown.setTextCursor(cursor)
    press(dialog, "复制本段")
    assert QApplication.clipboard().text().split("\n")[0] == "造林亩。"
    QApplication.clipboard().clear()


def test_a_page_escapes_what_papers_say() -> None:
    assert "<b>" not in page((Row(Side("<b>1</b>", ((0, 3),)), None),))
