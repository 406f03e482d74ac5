"""Names below the search field while one types."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archiver.model import CategoryId, Name
from tests.ui.fake_archive import FakeArchive
from ui.main_window import MainWindow
from ui.name_list import NameList
from ui.name_offers import query_with


@pytest.fixture
def names(qtbot: QtBot, window: MainWindow) -> NameList:
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 42)
    return window.names.list


def commit(window: MainWindow, text: str) -> None:
    """Words as an input method hands them over."""
    committed = QInputMethodEvent("", [])
    committed.setCommitString(text)
    QApplication.sendEvent(window.search.field, committed)


def typed(qtbot: QtBot, window: MainWindow, text: str) -> list[str]:
    commit(window, text)
    qtbot.waitUntil(window.names.list.isVisible)
    return [name.text for name in window.names.list.names()]


def test_names_are_shown_at_a_key_before_the_papers_are_searched(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    window.search._pause.setInterval(60_000)
    shown = typed(qtbot, window, "党建")
    assert shown[0] == "党建"
    assert ("search", "党建") not in [call[:2] for call in archive.calls]
    assert names.width() == window.search.width()


def test_down_and_enter_take_a_category_as_a_filter(qtbot: QtBot, window: MainWindow, names: NameList) -> None:
    typed(qtbot, window, "党建")
    QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    QTest.keyClick(window.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 6)
    assert (window.search.text(), names.isVisible()) == ("", False)
    assert window.results.filters.texts()[0] == "党建"


def test_an_organisation_is_asked_for_by_its_field(qtbot: QtBot, window: MainWindow, names: NameList) -> None:
    typed(qtbot, window, "林业")
    QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    QTest.keyClick(window.search.field, Qt.Key.Key_Return)
    assert window.search.text() == "单位:林业站"
    assert not names.isVisible()


def test_a_name_takes_the_place_of_the_word_typed_last() -> None:
    written = Name("organisation", "林业站", 3, "单位:林业站")
    assert query_with("防火 总结 ly", written) == "防火 总结 单位:林业站"
    assert query_with("防火 dj", Name("category", "党建", 3, "类别:党建", CategoryId(1))) == "防火"
    assert query_with("防火 dj", Name("title", "党建要点", 1, '标题:"党建要点"')) == '标题:"党建要点"'


def test_a_title_opens_its_paper(qtbot: QtBot, window: MainWindow, names: NameList) -> None:
    shown = typed(qtbot, window, "zsyzgzfa")
    assert "2010年招商引资工作方案" in shown
    place = names.visualItemRect(names.item(shown.index("2010年招商引资工作方案"))).center()
    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 1)
    hit = window.results.list.hits.hit(0)
    assert hit is not None and hit.card.title == "2010年招商引资工作方案"
    assert not names.isVisible()


def test_titles_that_hold_the_characters_typed_stand_in_the_results_and_not_over_them(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    assert [name.kind for name in archive.names("2010年招商")] == ["title"]
    commit(window, "2010年招商")
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 1)
    assert ("names", "2010年招商") in archive.calls and not names.isVisible()


def test_a_question_that_is_put_by_other_means_closes_the_names(
    qtbot: QtBot, window: MainWindow, names: NameList
) -> None:
    typed(qtbot, window, "党建")
    window.search.write("森林防火")
    assert not names.isVisible()


def test_escape_closes_the_names_first_and_then_clears(qtbot: QtBot, window: MainWindow, names: NameList) -> None:
    typed(qtbot, window, "党建")
    QTest.keyClick(window.search.field, Qt.Key.Key_Escape)
    assert (names.isVisible(), window.search.text()) == (False, "党建")
    QTest.keyClick(window.search.field, Qt.Key.Key_Escape)
    assert window.search.text() == ""


def test_past_the_last_name_the_keys_go_to_the_results(qtbot: QtBot, window: MainWindow, names: NameList) -> None:
    shown = typed(qtbot, window, "党建")
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() < 42)
    for _ in shown:
        QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    assert names.isVisible() and names.currentRow() == len(shown) - 1
    QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    assert not names.isVisible()


def test_words_being_composed_show_no_names(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    typed(qtbot, window, "党")
    for preedit in ("j", "ji", "jian"):
        QApplication.sendEvent(window.search.field, QInputMethodEvent(preedit, []))
    assert not names.isVisible()
    commit(window, "建")
    qtbot.waitUntil(names.isVisible)
    assert [call[1] for call in archive.calls if call[0] == "names"] == ["党", "党建"]


def test_words_written_by_the_program_show_no_names(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    window.search.write("森林")
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == 24)
    assert "names" not in [call[0] for call in archive.calls]


def test_the_names_are_learnt_anew_after_a_change_with_the_next_key(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    def learnt() -> int:
        return archive.calls.count(("learn_names",))

    qtbot.waitUntil(lambda: learnt() == 1)
    typed(qtbot, window, "党")
    window.bridge.changed.emit()
    assert learnt() == 1
    typed(qtbot, window, "建")
    qtbot.waitUntil(lambda: learnt() == 2)


def test_names_that_came_into_the_library_are_shown_without_another_key(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, names: NameList
) -> None:
    window.bridge.changed.emit()
    archive.learn_names = lambda: archive.shelf.scheme.append(replace(archive.shelf.scheme[0], name="党建新篇"))  # type: ignore[method-assign]
    typed(qtbot, window, "党建")
    qtbot.waitUntil(lambda: "党建新篇" in [name.text for name in names.names()])
