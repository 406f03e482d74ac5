"""The side: everything in sight, one row chosen, one way through it by keys."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from archiver.model import Category, CategoryId, Watching
from archiver.wording import Reason
from tests.ui.fake_archive import FakeArchive
from ui import style
from ui.main_window import MainWindow
from ui.side_tree import SideTree
from ui.sidebar import FOLDERS_SEEN
from ui.sidebar_model import Kind


def ready(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.overview is not None and window.results.list.hits.rowCount() == 42)


def look_again(qtbot: QtBot, window: MainWindow) -> None:
    seen = window.overview
    window.bridge.changed.emit()
    qtbot.waitUntil(lambda: window.overview is not seen)


def chosen_rows(window: MainWindow) -> int:
    return len(window.sidebar.papers.selectionModel().selectedIndexes())


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_watched_folders_are_in_sight_below_a_long_scheme(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    archive.shelf.scheme += [Category(CategoryId(n), f"N{n}", f"类别{n}", None) for n in range(20, 40)]
    look_again(qtbot, window)
    side, folders = window.sidebar, window.sidebar.folders
    assert side.papers.verticalScrollBar().maximum() > 0
    for number in (1, 2, 3):
        assert folders.viewport().rect().contains(folders.visualRect(side.rows.find("root", number)))
    assert folders.geometry().bottom() == side.rect().bottom()


def test_many_folders_scroll_among_themselves(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    ready(qtbot, window)
    for number in range(10):
        archive.roots.add(Path(f"/data/第{number}科"))
    look_again(qtbot, window)
    folders = window.sidebar.folders
    assert folders.height() < style.px(32) + (FOLDERS_SEEN + 1) * style.px(27)
    window.sidebar.select("root", 13)
    assert folders.viewport().rect().contains(folders.visualRect(window.sidebar.rows.find("root", 13)).center())


def test_one_row_is_chosen_in_the_whole_side(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    side = window.sidebar
    places: list[tuple[Kind, int]] = [("root", 1), ("category", 4), ("root", 2)]
    for kind, number in places:
        index = side.rows.find(kind, number)
        tree = side.tree_of(index)
        QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=tree.visualRect(index).center())
        row = side.row()
        assert row is not None
        assert (row.kind, row.id, chosen_rows(window)) == (kind, number, 1)


def test_down_and_up_walk_through_the_whole_side(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    side = window.sidebar
    walked = []
    side.papers.setFocus()
    side.select("all")
    every = [*side.papers.shown(), *side.folders.shown()]
    for _ in every[1:]:
        QTest.keyClick(focused(), Qt.Key.Key_Down)
        walked.append(side.papers.currentIndex())
    assert walked == every[1:]
    assert focused() is side.folders
    QTest.keyClick(side.folders, Qt.Key.Key_Down)
    assert side.folders.currentIndex() == every[-1]
    for index in reversed(every[:-1]):
        QTest.keyClick(focused(), Qt.Key.Key_Up)
        assert side.papers.currentIndex() == index
    QTest.keyClick(side.papers, Qt.Key.Key_Up)
    assert side.papers.currentIndex() == every[0]
    assert chosen_rows(window) == 1


def test_the_tab_key_stops_once_in_the_side_where_the_cursor_is(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    side = window.sidebar
    stops: list[tuple[Kind, SideTree, SideTree]] = [
        ("root", side.folders, side.papers), ("category", side.papers, side.folders),
    ]  # fmt: skip
    for kind, here, other in stops:
        side.select(kind, 1)
        assert here.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert not other.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_folder_watched_no_longer_leaves_the_choice_where_it_was(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    window.sidebar.select("root", 2)
    archive.roots.folders = archive.roots.folders[1:]
    look_again(qtbot, window)
    row = window.sidebar.row()
    assert row is not None
    assert (row.kind, row.id, chosen_rows(window)) == ("root", 2, 1)


def test_the_menu_of_a_folder_says_how_it_is_watched_and_lets_it_be_chosen(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    watching = Watching("polling", Reason("watch.is_share"))
    archive.roots.folders = [replace(archive.roots.folders[0], watching=watching), *archive.roots.folders[1:]]
    look_again(qtbot, window)
    index = window.sidebar.rows.find("root", 1)
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith("定时检查：共享文件夹不送出别的电脑上的变动通知。")
    menu = window.sidebar.menu.of(index, window)
    ways = next(action.menu() for action in menu.actions() if action.text() == "监视方式")
    assert isinstance(ways, QMenu)
    assert ways.actions()[0].text() == watching.why.say() and not ways.actions()[0].isEnabled()
    assert [action.text() for action in ways.actions() if action.isChecked()] == ["自动选择"]
    next(action for action in ways.actions() if action.text() == "实时监视").trigger()
    qtbot.waitUntil(lambda: archive.roots.folders[0].mode == "native")
    menu.close()


def test_a_folder_whose_disk_does_not_answer_says_so(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    silent = Watching(None, Reason("watch.no_answer"))
    archive.roots.folders = [replace(archive.roots.folders[0], state="offline", watching=silent), *archive.roots.folders[1:]]
    look_again(qtbot, window)
    index = window.sidebar.rows.find("root", 1)
    assert index.data(Qt.ItemDataRole.DisplayRole).endswith("（未连接）")
    assert index.data(Qt.ItemDataRole.ToolTipRole).endswith(silent.why.say())


def test_the_folders_grow_with_the_text(qtbot: QtBot, app: QApplication, window: MainWindow) -> None:
    ready(qtbot, window)
    before = window.sidebar.folders.height()
    style.apply(app, "light", 1.3)
    app.processEvents()
    folders = window.sidebar.folders
    assert folders.height() > before
    assert folders.verticalScrollBar().maximum() == 0
    style.apply(app, "light")
