"""Papers and files carried onto categories, and the way back."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from archiver.errors import Lapsed
from archiver.model import CategoryId, PieceId
from tests.ui.fake_archive import FakeArchive
from ui import drag
from ui.main_window import MainWindow
from ui.sidebar_model import Kind

SAFETY = 4
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def ready(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: window.overview is not None and window.results.list.hits.rowCount() == 42)


def place_of(window: MainWindow, category: int) -> QPoint:
    return place_of_row(window, "category", category)


def place_of_row(window: MainWindow, kind: Kind, number: int = 0) -> QPoint:
    index = window.sidebar.rows.find(kind, number)
    return window.sidebar.tree_of(index).visualRect(index).center()


def files(paths: Sequence[Path]) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def drop(
    window: MainWindow, mime: QMimeData, at: QPoint, keys: Qt.KeyboardModifier = NONE, *, folders: bool = False
) -> Qt.DropAction:
    """Carry over the side and let go, as the system does it; gives the answer to the source."""
    actions = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    view = (window.sidebar.folders if folders else window.sidebar.papers).viewport()
    left = Qt.MouseButton.LeftButton
    QApplication.sendEvent(view, QDragEnterEvent(at, actions, mime, left, keys))
    QApplication.sendEvent(view, QDragMoveEvent(at, actions, mime, left, keys))
    event = QDropEvent(QPointF(at), actions, mime, left, keys)
    QApplication.sendEvent(view, event)
    return event.dropAction() if event.isAccepted() else Qt.DropAction.IgnoreAction


def carried(window: MainWindow) -> QMimeData:
    return drag.carry(window.results.list.choice.cards_at_hand())


def test_a_paper_dropped_on_a_category_is_filed_and_stays_where_it_is(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    answer = drop(window, carried(window), place_of(window, SAFETY))
    qtbot.waitUntil(lambda: "已归入" in window.results.toast.text())
    assert answer == Qt.DropAction.CopyAction
    assert ("file", (1,), SAFETY, False) in archive.calls
    assert window.results.toast.text() == "已归入 安全生产与应急 · 1 篇\n文件仍在原处"


def test_the_toast_takes_it_back(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    ready(qtbot, window)
    window.results.list.setCurrentIndex(window.results.list.hits.index(6, 0))
    drop(window, carried(window), place_of(window, SAFETY))
    qtbot.waitUntil(lambda: "已归入" in window.results.toast.text())
    window.results.toast.findChildren(QPushButton)[0].click()
    qtbot.waitUntil(lambda: "已撤销" in window.results.toast.text())
    assert archive.shelf.held[PieceId(7)].card.category is None


def test_the_menu_says_what_undo_would_take_back(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    assert not window.commands.undo.isEnabled()
    drop(window, carried(window), place_of(window, SAFETY))
    qtbot.waitUntil(window.commands.undo.isEnabled)
    assert window.commands.undo.text() == "撤销：归类到“安全生产与应急”（1 篇）"


def test_a_paper_dropped_on_unclassified_loses_its_category_and_gets_it_back(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    drop(window, carried(window), place_of_row(window, "unclassified"))
    qtbot.waitUntil(lambda: window.results.toast.text() == "已归入 待分类 · 1 篇\n文件仍在原处")
    assert archive.shelf.held[PieceId(1)].card.category is None
    qtbot.waitUntil(lambda: window.commands.undo.text() == "撤销：归类到“待分类”（1 篇）")
    window.commands.undo.trigger()
    qtbot.waitUntil(lambda: archive.shelf.held[PieceId(1)].card.category == "AQ")


def test_files_from_outside_on_unclassified_are_added_without_category(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    path = Path("/outside/a.doc")
    assert drop(window, files([path]), place_of_row(window, "unclassified")) == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: ("add", (path,), None) in archive.calls)


def test_the_menu_of_papers_files_under_unclassified_as_well(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    menu = window.chosen.menus.over_results(QPoint(10, 10), window.overview, one=True, reachable=True)
    below = next(action.menu() for action in menu.actions() if action.text() == "归入类别")
    assert isinstance(below, QMenu)
    next(action for action in below.actions() if action.text() == "待分类").trigger()
    menu.close()
    qtbot.waitUntil(lambda: ("file", (1,), 0, False) in archive.calls)


def test_with_ctrl_the_drop_asks_whether_to_copy(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    drop(window, carried(window), place_of(window, SAFETY), CTRL)
    menu = next(menu for menu in window.findChildren(QMenu) if menu.isVisible())
    next(action for action in menu.actions() if "收入档案" in action.text()).trigger()
    menu.close()
    qtbot.waitUntil(lambda: ("file", (1,), SAFETY, True) in archive.calls)


def test_papers_cannot_be_dropped_where_nothing_would_happen(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    at = place_of_row(window, "recent")
    assert drop(window, carried(window), at) == Qt.DropAction.IgnoreAction
    assert not [call for call in archive.calls if call[0] == "file"]


def test_while_carrying_the_window_says_what_would_happen(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    at = place_of(window, SAFETY)
    mime, copy, left = carried(window), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    for event in (QDragEnterEvent(at, copy, mime, left, NONE), QDragMoveEvent(at, copy, mime, left, NONE)):
        QApplication.sendEvent(window.sidebar.papers.viewport(), event)
    assert window.results.toast.text() == "归入“安全生产与应急”"


def test_files_from_outside_on_a_category_are_taken_in_under_it(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    path = Path("/outside/a.doc")
    assert drop(window, files([path]), place_of(window, SAFETY)) == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: ("add", (path,), SAFETY) in archive.calls)
    qtbot.waitUntil(lambda: window.results.toast.text().startswith("已收入 1 个文件"))


def test_files_from_outside_anywhere_else_are_taken_in(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    path = Path("/outside/a.doc")
    left, mime = Qt.MouseButton.LeftButton, files([path])
    at = QPointF(window.results.geometry().center())
    QApplication.sendEvent(window, QDragEnterEvent(at.toPoint(), Qt.DropAction.MoveAction, mime, left, NONE))
    assert "原文件不动" in window.results.toast.text()
    event = QDropEvent(at, Qt.DropAction.MoveAction | Qt.DropAction.CopyAction, mime, left, NONE)
    QApplication.sendEvent(window, event)
    assert event.dropAction() == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: ("add", (path,), None) in archive.calls)


def test_a_folder_dropped_on_the_watched_ones_is_watched(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, tmp_path: Path
) -> None:
    ready(qtbot, window)
    at = place_of_row(window, "root", 1)
    assert drop(window, files([tmp_path]), at, folders=True) == Qt.DropAction.CopyAction
    qtbot.waitUntil(lambda: ("add_root", tmp_path) in archive.calls)


def test_files_copied_elsewhere_are_pasted(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    ready(qtbot, window)
    QGuiApplication.clipboard().setMimeData(files([Path("/outside/b.doc")]))
    window.results.list.setFocus()
    QTest.keyClick(window, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: ("add", (Path("/outside/b.doc"),), None) in archive.calls)


def test_from_the_empty_search_field_the_keys_reach_the_window(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    field = window.search.field
    QTest.keyClick(field, Qt.Key.Key_A, CTRL)
    assert window.results.list.choice.count() == 42
    drop(window, carried(window), place_of(window, SAFETY))
    qtbot.waitUntil(window.commands.undo.isEnabled)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: ("undo",) in archive.calls)
    QGuiApplication.clipboard().setMimeData(files([Path("/outside/c.doc")]))
    QTest.keyClick(field, Qt.Key.Key_V, CTRL)
    qtbot.waitUntil(lambda: ("add", (Path("/outside/c.doc"),), None) in archive.calls)
    assert field.text() == ""


def test_papers_carried_out_are_files_for_other_programs(qtbot: QtBot, window: MainWindow) -> None:
    ready(qtbot, window)
    mime = carried(window)
    assert drag.pieces(mime) == (1,)
    assert [url.toLocalFile() for url in mime.urls()] == ["/data/办公室共享/2008年森林防火工作总结.docx"]


def test_a_category_is_renamed_in_place(qtbot: QtBot, window: MainWindow, archive: FakeArchive) -> None:
    ready(qtbot, window)
    window.sidebar.rows.setData(window.sidebar.rows.find("category", SAFETY), "安全与应急")
    qtbot.waitUntil(lambda: ("rename_category", SAFETY, "安全与应急") in archive.calls)
    qtbot.waitUntil(lambda: window.sidebar.rows.find("category", SAFETY).data() == "安全与应急")


def test_folding_and_place_survive_new_categories(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    window.sidebar.papers.setExpanded(window.sidebar.rows.find("category", 1), True)
    window.sidebar.select("category", SAFETY)
    archive.scheme.add_category("新类别", None)
    window.bridge.changed.emit()
    qtbot.waitUntil(lambda: window.sidebar.rows.find("category", 10).isValid())
    row = window.sidebar.row()
    assert row is not None
    assert row.id == SAFETY
    assert window.sidebar.papers.isExpanded(window.sidebar.rows.find("category", 1))


def test_rows_that_come_and_go_choose_nothing(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    chosen: list[object] = []
    window.sidebar.chosen.connect(chosen.append)
    window.sidebar.setFocus()
    folders, archive.roots.folders = archive.roots.folders, []
    for shown in ([], folders, []):
        archive.roots.folders = shown
        with qtbot.waitSignal(window.results.list.hits.dataChanged):
            window.bridge.changed.emit()
        qtbot.wait(20)
    assert chosen == []


def test_the_menu_of_a_category_below_another_has_a_top_entry_of_its_own(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive
) -> None:
    ready(qtbot, window)
    menu = window.chosen.menus.over_results(QPoint(10, 10), window.overview, one=True, reachable=True)
    below = next(action.menu() for action in menu.actions() if action.text() == "归入类别")
    assert isinstance(below, QMenu)
    party = next(action.menu() for action in below.actions() if action.text() == "党建")
    assert isinstance(party, QMenu)
    party.actions()[0].trigger()
    menu.close()
    qtbot.waitUntil(lambda: ("file", (1,), 1, False) in archive.calls)


def test_an_act_that_can_never_be_undone_is_said_once_and_the_menu_names_the_one_before(
    qtbot: QtBot, window: MainWindow, archive: FakeArchive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.file([PieceId(1)], CategoryId(4))
    archive.file([PieceId(2)], CategoryId(6))
    window.refresh()
    qtbot.waitUntil(lambda: "教育" in window.commands.undo.text())

    def lapse() -> None:
        archive.acts.pop()
        raise Lapsed("filing.changed_since", title="护林总结")

    monkeypatch.setattr(archive, "undo", lapse)
    window.commands.undo.trigger()
    qtbot.waitUntil(lambda: "安全生产与应急" in window.commands.undo.text())
    assert window.results.toast.text().startswith("不能撤销：“护林总结”在那之后又被修改过。")
    assert "更早的操作" in window.results.toast.text()
