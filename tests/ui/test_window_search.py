"""Searching as one types, and reading what was found."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTextBrowser, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from archiver.finding.offering import Offer
from archiver.model import Filters, PieceId
from tests.ui.fake_archive import FakeArchive, FakeResults
from tests.waiting import PATIENCE
from ui.dialogs.help import HelpDialog
from ui.main_window import MainWindow


def searched(archive: FakeArchive) -> list[object]:
    return [call[1] for call in archive.calls if call[0] == "search"]


def wait_for_count(qtbot: QtBot, window: MainWindow, count: int) -> None:
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == count)


def press(where: QWidget, text: str) -> None:
    next(button for button in where.findChildren(QPushButton) if button.text() == text).click()


def test_the_window_opens_with_everything_and_the_cursor_in_the_field(
    qtbot: QtBot, window: MainWindow
) -> None:
    wait_for_count(qtbot, window, 42)
    assert window.results.count() == "42 篇"
    assert QApplication.focusWidget() is window.search.field


def test_typing_searches_once_after_a_rest(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    wait_for_count(qtbot, window, 42)
    QTest.keyClicks(window.search.field, "312")
    wait_for_count(qtbot, window, 6)
    assert searched(archive) == ["", "312"]


def test_words_being_composed_are_not_searched(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    field = window.search.field
    for preedit in ("s", "se", "sen", "sen lin"):
        QApplication.sendEvent(field, QInputMethodEvent(preedit, []))
    qtbot.wait(250)
    assert searched(archive) == [""]
    committed = QInputMethodEvent("", [])
    committed.setCommitString("森林")
    QApplication.sendEvent(field, committed)
    wait_for_count(qtbot, window, 24)
    assert searched(archive) == ["", "森林"]


def test_composing_over_chosen_words_does_not_show_everything_meanwhile(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    window.search.field.selectAll()
    QApplication.sendEvent(window.search.field, QInputMethodEvent("zh", []))
    qtbot.wait(250)
    assert window.results.count() == "24 篇"
    assert "" not in searched(archive)[1:]


def test_the_field_says_how_many_and_how_fast(qtbot: QtBot, window: MainWindow) -> None:
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    assert window.search.found() == "24 篇 · 9 毫秒"


def test_escape_clears_and_then_leaves_the_field(qtbot: QtBot, window: MainWindow) -> None:
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    QTest.keyClick(window.search.field, Qt.Key.Key_Escape)
    wait_for_count(qtbot, window, 42)
    assert window.search.text() == ""
    QTest.keyClick(window.search.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.results.list


def test_up_and_down_move_through_the_results_while_typing(qtbot: QtBot, window: MainWindow) -> None:
    wait_for_count(qtbot, window, 42)
    for _ in range(3):
        QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    QTest.keyClick(window.search.field, Qt.Key.Key_Up)
    assert window.results.list.currentIndex().row() == 2
    assert QApplication.focusWidget() is window.search.field


def test_a_letter_typed_in_the_results_goes_on_searching(qtbot: QtBot, window: MainWindow) -> None:
    wait_for_count(qtbot, window, 42)
    window.results.list.setFocus()
    QTest.keyClicks(window.results.list, "3")
    assert QApplication.focusWidget() is window.search.field
    assert window.search.text() == "3"


def test_a_row_of_the_side_narrows_and_is_named(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.overview is not None)
    window.sidebar.select("category", 4)
    wait_for_count(qtbot, window, 18)
    assert window.results.place() == "安全生产与应急"
    window.search.write("纪要")
    wait_for_count(qtbot, window, 6)


def test_a_chip_narrows_and_its_cross_lets_go(qtbot: QtBot, window: MainWindow) -> None:
    wait_for_count(qtbot, window, 42)
    press(window.results.filters, "总结 6")
    wait_for_count(qtbot, window, 6)
    assert "总结" in window.results.filters.texts()
    press(window.results.filters, "总结")
    wait_for_count(qtbot, window, 42)


def test_another_word_is_offered_over_the_best_matches_and_goes_into_the_field(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    archive.best = (1, 2)
    archive.offered = [Offer("words", "专利申请", Filters(), 6, "专利申请")]
    window.search.write("专力申请")
    wait_for_count(qtbot, window, 2)
    assert window.results.count() == "0 篇"
    assert window.results.list.hits.heading(0) == 2
    assert window.results.offered.isVisibleTo(window)
    archive.best = ()
    press(window.results.offered, "是不是要找“专利申请”：6 篇")
    wait_for_count(qtbot, window, 6)
    assert window.search.text() == "专利申请"
    assert not window.results.offered.isVisibleTo(window)


def test_no_hits_offers_to_let_go_of_what_narrows(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.overview is not None)
    window.sidebar.select("category", 6)
    wait_for_count(qtbot, window, 6)
    window.search.write("专利")
    wait_for_count(qtbot, window, 0)
    assert window.results.no_hits.steps() == ["在全部资料中查找"]
    press(window.results.no_hits, "在全部资料中查找")
    wait_for_count(qtbot, window, 6)
    row = window.sidebar.row()
    assert row is not None
    assert row.kind == "all"


def test_the_order_is_asked_of_the_archive(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    window.results.sorted.emit("date")
    qtbot.waitUntil(lambda: archive.calls[-1][0] == "search" and archive.calls[-1][3] == "date")


def test_new_papers_come_in_without_moving_the_eye(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    chosen = window.results.list
    chosen.step(10)
    qtbot.waitUntil(lambda: chosen.currentIndex().data() is not None)
    chosen.verticalScrollBar().setValue(700)
    title, place = chosen.currentIndex().data(), chosen.visualRect(chosen.currentIndex()).y()
    first = next(iter(archive.shelf.held))
    del archive.shelf.held[first]
    window.bridge.changed.emit()
    wait_for_count(qtbot, window, 41)
    assert chosen.currentIndex().data() == title
    assert chosen.visualRect(chosen.currentIndex()).y() == place


def put_before(archive: FakeArchive, count: int) -> None:
    """Papers that stand before all others in the results."""
    one = next(iter(archive.shelf.held.values()))
    more = {PieceId(n): replace(one, card=replace(one.card, piece=PieceId(n))) for n in range(1000, 1000 + count)}
    archive.shelf.held = {**more, **archive.shelf.held}


def test_papers_that_come_in_leave_what_is_read_and_what_is_chosen(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    chosen = window.results.list
    qtbot.waitUntil(lambda: not chosen.untold)
    chosen.step(2)
    chosen.selectionModel().select(chosen.hits.index(3, 0), QItemSelectionModel.SelectionFlag.Select)
    pieces = {card.piece for card in chosen.choice.cards_at_hand()}
    place = chosen.visualRect(chosen.currentIndex()).y()
    read: list[object] = []
    chosen.current.connect(read.append)
    for count in (120, 300):
        qtbot.waitUntil(lambda: not window.bridge._asked)  # or an answer to what was asked before is half of each
        put_before(archive, count)
        window.bridge.changed.emit()
        wait_for_count(qtbot, window, 42 + count)
        assert {card.piece for card in chosen.choice.cards_at_hand()} == pieces
        assert chosen.currentIndex().row() == count + 2
        assert chosen.visualRect(chosen.currentIndex()).y() == place
        assert all(chosen.hits.hit(row) for row in chosen.eye().rows), "nothing is blank for a moment"
    assert read == []


def test_where_nothing_is_chosen_in_sight_the_first_paper_in_sight_stays(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    listed = window.results.list
    listed.verticalScrollBar().setValue(20 * listed.rowHeight(0))
    qtbot.waitUntil(lambda: listed.indexAt(QPoint(5, 5)).data() is not None)
    title = listed.indexAt(QPoint(5, 5)).data()
    put_before(archive, 7)
    window.bridge.changed.emit()
    wait_for_count(qtbot, window, 49)
    assert listed.indexAt(QPoint(5, 5)).data() == title
    assert listed.currentIndex().row() == 7


def test_the_paper_after_one_that_left_the_results_is_next(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    listed = window.results.list
    listed.step(5)
    following = listed.hits.index(6, 0).data()
    del archive.shelf.held[PieceId(6)]
    window.bridge.changed.emit()
    wait_for_count(qtbot, window, 41)
    assert (listed.currentIndex().row(), listed.currentIndex().data()) == (5, following)
    assert listed.choice.count() == 1


@pytest.fixture
def gate(archive: FakeArchive, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A large library where counting waits until it may go on."""
    gate, search = Event(), archive.search
    archive.unsure = 3

    def slow(query: str, *rest: Any, exact: bool = True, **how: Any) -> FakeResults:
        if exact and query:
            gate.wait(PATIENCE)
        return search(query, *rest, exact=exact, **how)

    monkeypatch.setattr(archive, "search", slow)
    yield gate
    gate.set()


def test_in_a_large_library_the_exact_count_follows_the_first_hits(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, gate: Event
) -> None:
    wait_for_count(qtbot, window, 42)
    window.searching.large = True
    window.search.write("森林")
    wait_for_count(qtbot, window, 27)
    assert window.results.count() == "约 27 篇"
    assert window.search.found() == "约 27 篇 · 9 毫秒"
    resets: list[bool] = []
    window.results.list.hits.modelReset.connect(lambda: resets.append(True))
    window.results.list.step(4)
    gate.set()
    qtbot.waitUntil(lambda: window.results.count() == "24 篇")
    assert window.search.found() == "24 篇 · 9 毫秒"
    assert (window.results.list.currentIndex().row(), resets) == (4, [])


def test_a_count_that_was_overtaken_is_not_told(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, gate: Event
) -> None:
    wait_for_count(qtbot, window, 42)
    window.searching.large = True
    told: list[str] = []
    window.searching.answered.connect(lambda answer: told.append(answer.asked.query))
    window.search.write("森林")
    wait_for_count(qtbot, window, 27)
    window.search.write("312")
    wait_for_count(qtbot, window, 9)
    gate.set()
    qtbot.waitUntil(lambda: window.results.count() == "6 篇")
    assert told == ["森林", "312", "312"]


def test_a_count_that_was_overtaken_is_told_to_stop(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, gate: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    wait_for_count(qtbot, window, 42)
    window.searching.large = True
    counts: list[Callable[[], bool]] = []
    search = archive.search

    def listening(query: str, *rest: Any, exact: bool = True, **how: Any) -> FakeResults:
        counts.extend([how["stopped"]] if exact else [])
        return search(query, *rest, exact=exact, **how)

    monkeypatch.setattr(archive, "search", listening)
    window.search.write("森林")
    qtbot.waitUntil(lambda: len(counts) == 1)
    assert not counts[0]()
    window.search.write("312")
    assert counts[0]()


def test_the_paper_of_an_answer_is_read_once(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    def is_shown() -> bool:
        return not (window.results.list.untold or window.reader.waiting)

    wait_for_count(qtbot, window, 42)
    qtbot.waitUntil(is_shown)  # a paper of the answer before that is told late is read with the words of this one
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    qtbot.waitUntil(is_shown)
    assert len([call for call in archive.calls if call[0] == "marks"]) == 1


def test_in_a_small_library_the_first_count_is_exact(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    archive.unsure = 3
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    assert window.results.count() == "24 篇"


def test_a_library_that_changes_all_the_time_is_still_shown(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, gate: Event
) -> None:
    gate.set()
    window.search.write("森林")
    wait_for_count(qtbot, window, 24)
    gate.clear()
    window.bridge.changed.emit()
    put_before(archive, 5)
    window.bridge.changed.emit()
    gate.set()
    wait_for_count(qtbot, window, 29)


def test_words_as_written_are_asked_for_with_the_switch_and_marked_so(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    window.search.write("312")
    wait_for_count(qtbot, window, 6)
    window.search.want_written(wanted=True)
    qtbot.waitUntil(lambda: [call for call in archive.calls if call[0] == "search"][-1][-1] is True)
    qtbot.waitUntil(lambda: window.searching.asked.as_written)
    window.results.list.step(1)
    qtbot.waitUntil(lambda: any(call[0] == "marks" and call[-1] is True for call in archive.calls))


def test_nothing_found_as_written_offers_to_look_in_any_form(qtbot: QtBot, window: MainWindow) -> None:
    window.search.want_written(wanted=True)
    window.search.write("哪里也没有")
    qtbot.waitUntil(lambda: "不限原文写法" in window.results.no_hits.steps())
    press(window.results.no_hits, "不限原文写法")
    qtbot.waitUntil(lambda: not window.searching.asked.as_written)
    qtbot.waitUntil(lambda: "不限原文写法" not in window.results.no_hits.steps())


def test_how_a_query_was_read_stands_over_the_results(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = archive.search

    def understood(query: str, *rest: Any, **options: Any) -> FakeResults:
        return replace(search(query, *rest, **options), interpreted="标题有“森林”" if query else "全部")

    monkeypatch.setattr(archive, "search", understood)
    assert window.results.understood() == ""
    window.search.write("森林")
    qtbot.waitUntil(lambda: window.results.understood() == "查找：标题有“森林”")
    window.search.write("")
    qtbot.waitUntil(lambda: window.results.understood() == "")


def test_the_question_mark_explains_how_to_ask(qtbot: QtBot, window: MainWindow) -> None:
    mark = window.search.findChild(QToolButton, "ask")
    assert mark is not None
    mark.click()
    dialog = window.pages.findChild(HelpDialog)
    page = dialog and dialog.findChild(QTextBrowser)
    assert dialog and page and "NEAR/10" in page.toPlainText()
    dialog.reject()
