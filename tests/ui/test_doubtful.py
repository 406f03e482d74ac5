"""A new file that may be a paper whose file is gone: asked in the side, above the paper and on a page of its own."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QListWidget, QPushButton
from pytestqt.qtbot import QtBot

from archiver.model import Doubt, PieceId, Row, Side
from archiver.wording import Reason
from tests.ui.fake_archive import FakeArchive
from ui.doubtful import Doubtful
from ui.doubting import DoubtStrip
from ui.labels import Label
from ui.main_window import MainWindow
from ui.side_by_side import SideBySide

LOST, FOUND = PieceId(3), PieceId(10)


@pytest.fixture
def doubt(archive: FakeArchive) -> Doubt:
    """A paper filed under 党建 whose file is gone, and another that may be it."""
    held = archive.shelf.held[LOST]
    lost = replace(held.card, category_name="党建", category_by="hand", missing=True, paths=())
    archive.shelf.held[LOST] = replace(held, card=lost)
    made = Doubt(lost, archive.shelf.held[FOUND].card, Reason("doubtful.words", {"percent": 83}), 0.83)
    archive.doubles.doubts = [made]
    archive.doubles.rows = (Row(Side("造林1200亩。", ((2, 6),)), Side("造林12亩。")),)
    return made


def words_of(strip: DoubtStrip) -> str:
    return " ".join(label.text() for label in strip.findChildren(Label))


def press(place: DoubtStrip | Doubtful, name: str) -> None:
    next(button for button in place.findChildren(QPushButton) if button.text() == name).click()


def open_page(qtbot: QtBot, window: MainWindow) -> Doubtful:
    qtbot.waitUntil(lambda: window.sidebar.rows.find("doubtful").isValid())
    window.sidebar.select("doubtful")
    (page,) = window.findChildren(Doubtful)
    qtbot.waitUntil(lambda: "造林12亩" in page.findChildren(SideBySide)[0].toPlainText())
    return page


def strip_above(qtbot: QtBot, window: MainWindow, piece: PieceId) -> DoubtStrip:
    """The strip above a paper that is chosen in the list."""
    (strip,) = window.reader.findChildren(DoubtStrip)
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() > piece)
    window.results.list.selectRow(piece - 1)
    qtbot.waitUntil(strip.isVisible)
    return strip


def test_the_side_names_what_is_doubtful_only_while_there_is_something(
    qtbot: QtBot, doubt: Doubt, archive: FakeArchive, window: MainWindow
) -> None:
    page = open_page(qtbot, window)
    press(page, "是同一份")
    qtbot.waitUntil(lambda: ("same", doubt.lost.document, doubt.found.document) in archive.calls)
    qtbot.waitUntil(lambda: not window.sidebar.rows.find("doubtful").isValid())
    qtbot.waitUntil(window.results.list.isVisible)
    assert "已接回" in window.results.toast.text()


def test_the_page_asks_shows_both_texts_and_takes_a_no(
    qtbot: QtBot, doubt: Doubt, archive: FakeArchive, window: MainWindow
) -> None:
    other = replace(doubt, found=archive.shelf.held[PieceId(11)].card)
    archive.doubles.doubts.append(other)
    window.refresh()
    qtbot.waitUntil(lambda: bool(window.overview and len(window.overview.doubts) == 2))
    page = open_page(qtbot, window)
    said = " ".join(label.text() for label in page.findChildren(Label))
    assert f"像是原来的“{doubt.lost.title}”（已归入 党建，原文件已不在）。是同一份吗？原来的文字有 83%" in said
    (listed,) = page.findChildren(QListWidget)
    listed.setCurrentRow(1)
    press(page, "不是同一份")
    qtbot.waitUntil(lambda: ("different", other.lost.document, other.found.document) in archive.calls)
    qtbot.waitUntil(lambda: listed.count() == 1)
    assert page.isVisible()


@pytest.mark.parametrize(("piece", "said"), [(LOST, "可能已改名、移到别处并改过"), (FOUND, "这份新文件像是原来的")])
def test_both_papers_ask_above_their_text(
    qtbot: QtBot, doubt: Doubt, window: MainWindow, piece: PieceId, said: str
) -> None:
    strip = strip_above(qtbot, window, piece)
    assert said in words_of(strip)
    press(strip, "不是同一份")
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_yes_above_the_new_file_goes_on_in_the_paper_it_is(
    qtbot: QtBot, doubt: Doubt, archive: FakeArchive, window: MainWindow
) -> None:
    strip = strip_above(qtbot, window, FOUND)
    press(strip, "是同一份")
    qtbot.waitUntil(lambda: ("same", doubt.lost.document, doubt.found.document) in archive.calls)
    qtbot.waitUntil(lambda: not strip.isVisible())
    qtbot.waitUntil(lambda: "已接回" in window.results.toast.text())


def test_the_comparison_is_one_click_away_from_the_paper(qtbot: QtBot, doubt: Doubt, window: MainWindow) -> None:
    press(strip_above(qtbot, window, LOST), "对照…")
    (page,) = window.findChildren(Doubtful)
    qtbot.waitUntil(page.isVisible)
    row = window.sidebar.row()
    assert row is not None and row.kind == "doubtful"
