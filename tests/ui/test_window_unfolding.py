"""Papers folded under one result: shown with one click or key, and folded again."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.fake_archive import FakeArchive
from ui.main_window import MainWindow
from ui.result_choice import Chosen
from ui.result_delegate import card_height, same_room, under_height
from ui.result_list import ResultList
from ui.result_model import OPEN
from ui.unfolded import Unfolded


@pytest.fixture
def listed(qtbot: QtBot, window: MainWindow) -> ResultList:
    """The fifth of the papers has two more places."""
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 42)
    return window.results.list


def click_note(listed: ResultList, row: int) -> None:
    index = listed.hits.index(row, 0)
    listed.scrollTo(index)
    hit = listed.hits.hit(row)
    assert hit is not None
    place = same_room(listed.visualRect(index), hit, headed=False).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def paths(listed: ResultList, rows: range) -> list[Path | None]:
    hits = [listed.hits.hit(row) for row in rows]
    return [hit.card.path for hit in hits if hit]


def test_one_click_shows_what_is_folded_under_a_result_and_one_more_hides_it(listed: ResultList) -> None:
    click_note(listed, 4)
    assert listed.hits.rowCount() == 44
    assert paths(listed, range(5, 7)) == [Path("/data/扫描件/二.doc"), Path("/data/扫描件/三.doc")]
    assert [listed.rowHeight(row) for row in (4, 5, 6, 7)] == [
        card_height(), under_height(), under_height(), card_height(),
    ]  # fmt: skip
    assert listed.currentIndex().row() == 0, "unfolding chooses nothing"
    click_note(listed, 4)
    assert (listed.hits.rowCount(), listed.rowHeight(5)) == (42, card_height())


def test_keys_unfold_go_through_what_is_shown_and_fold_again(listed: ResultList) -> None:
    listed.setFocus()
    listed.step(4)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(listed, key)
    hit = listed.hits.hit(listed.currentIndex().row())
    assert hit is not None and hit.card.path == Path("/data/扫描件/三.doc")
    QTest.keyClick(listed, Qt.Key.Key_Left)
    assert (listed.hits.rowCount(), listed.currentIndex().row()) == (42, 4)
    listed.step(-1)
    QTest.keyClick(listed, Qt.Key.Key_Right)
    assert listed.hits.rowCount() == 42, "nothing is folded under this one"


def test_a_change_of_the_library_keeps_what_is_unfolded_and_the_place(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, listed: ResultList
) -> None:
    listed.unfold(4)
    listed.setCurrentIndex(listed.hits.index(20, 0))
    qtbot.waitUntil(lambda: listed.hits.hit(20) is not None)
    hit = listed.hits.hit(20)
    assert hit is not None
    height = listed.rowViewportPosition(20)
    first = next(iter(archive.shelf.held))
    archive.shelf.held.pop(first)
    window.searching.again()
    qtbot.waitUntil(lambda: listed.hits.rowCount() == 43)
    assert [row for row in range(43) if listed.hits.index(row, 0).data(OPEN)] == [3]
    assert (listed.currentIndex().row(), listed.rowViewportPosition(19)) == (19, height)
    assert listed.hits.hit(19) == hit


def test_another_question_unfolds_nothing(qtbot: QtBot, window: MainWindow, listed: ResultList) -> None:
    listed.unfold(4)
    window.search.write("森林")
    qtbot.waitUntil(lambda: listed.hits.rowCount() == 24)
    assert {listed.rowHeight(row) for row in range(24)} == {card_height()}


def test_what_is_chosen_and_exported_are_results_whatever_is_unfolded(listed: ResultList) -> None:
    listed.unfold(4)
    listed.selectAll()
    assert listed.choice.count() == 44
    assert sum(map(len, listed.choice.results())) == 42
    listed.clearSelection()
    listed.setCurrentIndex(listed.hits.index(6, 0))
    assert listed.choice.results() == [range(4, 5)]
    assert [card.path for card in listed.choice.cards_at_hand()] == [Path("/data/扫描件/三.doc")]


def test_all_papers_are_taken_also_those_never_seen(
    qtbot: QtBot, window: MainWindow, listed: ResultList
) -> None:
    listed.unfold(4)
    listed.selectAll()
    taken: list[Chosen] = []
    listed.choice.take(taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert len(taken[0].pieces) == 42


def test_the_paths_of_all_that_are_chosen_are_copied(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, listed: ResultList
) -> None:
    listed.selectAll()
    assert len(listed.choice.hits_at_hand()) < 42, "some were never in sight"
    window.commands.copy_path.trigger()
    qtbot.waitUntil(lambda: window.results.toast.text() == "已复制 42 个路径")
    expected = [str(one.card.path) for one in archive.shelf.held.values()]
    assert sorted(QApplication.clipboard().text().splitlines()) == sorted(expected)


@settings(max_examples=200)
@given(st.dictionaries(st.integers(0, 12), st.integers(1, 3)), st.integers(13, 15), st.integers(0, 30), st.integers(0, 9))
def test_rows_and_results_are_told_apart_as_a_list_of_them_says(
    opened: dict[int, int], total: int, first: int, count: int
) -> None:
    unfolded = Unfolded()
    for number, under in opened.items():
        unfolded.open(number, (None,) * under)  # type: ignore[arg-type]
    rows = [(number, at) for number in range(total) for at in range(1 + opened.get(number, 0))]
    assert [unfolded.place(row) for row in range(len(rows))] == rows
    assert [unfolded.row(number) for number in range(total)] == [rows.index((number, 0)) for number in range(total)]
    some = range(first, min(first + count, len(rows)))
    heads = [number for number, at in rows[some.start : some.stop] if at == 0]
    assert list(unfolded.results(some, with_heads=False)) == heads
    everyone = sorted({number for number, _ in rows[some.start : some.stop]})
    assert list(unfolded.results(some, with_heads=True)) == everyone
