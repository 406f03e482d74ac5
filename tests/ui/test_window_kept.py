"""Searches kept by name stand in the side; the queries put last come with the down key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.fake_archive import FakeArchive
from ui.kept_searches import written_out
from ui.main_window import MainWindow
from ui.searching import Asked


def wait_for_count(qtbot: QtBot, window: MainWindow, count: int) -> None:
    qtbot.waitUntil(lambda: window.results.list.hits.rowCount() == count)


def put(qtbot: QtBot, window: MainWindow, query: str) -> None:
    window.search.write(query)
    QTest.keyClick(window.search.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.kept._recent[:1] == [query])


def test_a_search_is_saved_found_in_the_side_renamed_and_removed(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("防火", True))
    window.search.write("森林防火")
    wait_for_count(qtbot, window, 24)
    window.search.save_wanted.emit()
    qtbot.waitUntil(lambda: window.sidebar.rows.find("saved", 1).isValid())
    assert archive.searches.kept == {"防火": "森林防火"}
    window.search.write("")
    wait_for_count(qtbot, window, 42)
    window.sidebar.select("saved", 1)
    wait_for_count(qtbot, window, 24)
    row = window.sidebar.row()
    assert row is not None
    assert (row.name, row.count, window.search.text(), window.results.place()) == ("防火", 24, "森林防火", "防火")
    window.search.write("专利")
    wait_for_count(qtbot, window, 6)
    assert window.results.place() == "", "other words are not the saved search any more"
    window.sidebar.rows.setData(window.sidebar.rows.find("saved", 1), "林火")
    qtbot.waitUntil(lambda: archive.searches.kept == {"林火": "森林防火"})
    window.sidebar.menu.remove_search.emit("林火")
    qtbot.waitUntil(lambda: not window.sidebar.rows.find("saved", 1).isValid())


def test_the_down_key_in_an_empty_field_shows_the_queries_put_last(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    wait_for_count(qtbot, window, 42)
    put(qtbot, window, "专利")
    put(qtbot, window, "森林防火")
    window.search.write("")
    QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.findChild(QMenu, "history") is not None)
    menu = window.findChild(QMenu, "history")
    assert menu is not None
    assert [action.data() for action in menu.actions()[:2]] == ["森林防火", "专利"]
    menu.actions()[1].trigger()
    qtbot.waitUntil(lambda: window.search.text() == "专利")
    menu.actions()[-1].trigger()
    qtbot.waitUntil(lambda: archive.searches.queries == [])
    menu.close()


def test_without_a_history_the_down_key_goes_to_the_results(qtbot: QtBot, window: MainWindow) -> None:
    wait_for_count(qtbot, window, 42)
    QTest.keyClick(window.search.field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: window.results.list.currentIndex().row() == 1)


def test_the_chips_that_hold_are_saved_as_words() -> None:
    asked = Asked("森林防火", years=(2009, 2012), type="总结", organisation="林业站")
    assert written_out(asked, "党建 工作") == '森林防火 年度:2009-2012 类别:"党建 工作" 文种:总结 单位:林业站'
    assert written_out(Asked("", years=(2011, 2011))) == "年度:2011"
