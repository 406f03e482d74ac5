"""The menu of a row of the side."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.sidebar_model import Row, row_of


class SideMenu(QObject):
    """Builds the menu and tells what was asked for; changes nothing itself."""

    add_category = Signal(int)
    """Id of the parent, 0 for none."""
    rename = Signal(QModelIndex)
    """Begin to type another name in this row."""
    remove_category = Signal(int)
    edit_rules = Signal(int)
    """By which words papers find this category."""
    remove_search = Signal(str)
    """Name of the saved search."""
    add_folder = Signal()
    remove_folder = Signal(object)
    """Row of the folder."""
    watch_otherwise = Signal(int, str)
    """Id of the folder, and how it is to be watched: auto, native or polling."""
    rescan = Signal()
    open_folder = Signal(Path)

    def of(self, index: QModelIndex, parent: QWidget) -> QMenu:
        """What can be done with a row, or where there is none."""
        row = row_of(index)
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setProperty("row", QPersistentModelIndex(index))
        if row and row.kind == "category":
            self._entry(menu, "plus", self.tr("新建下级类别…"), "category_below")
            self._entry(menu, "rename", self.tr("重命名"), "rename").setShortcut("F2")
            self._entry(menu, "tag", self.tr("编辑规则…"), "edit_rules")
            self._entry(menu, "trash", self.tr("删除类别"), "remove_category")
        elif row and row.kind == "saved":
            self._entry(menu, "rename", self.tr("重命名"), "rename").setShortcut("F2")
            self._entry(menu, "trash", self.tr("删除这个查找"), "remove_search")
        elif row and row.kind == "root":
            self._entry(menu, "open", self.tr("打开文件夹"), "open_folder").setEnabled(row.online)
            self._entry(menu, "rescan", self.tr("重新扫描"), "rescan")
            self._ways(menu, row)
            self._entry(menu, "close", self.tr("不再监视…"), "remove_folder")
        menu.addSeparator()
        self._entry(menu, "plus", self.tr("新建类别…"), "category")
        self._entry(menu, "folder-add", self.tr("添加文件夹…"), "folder")
        menu.triggered.connect(self._do)
        return menu

    def _ways(self, menu: QMenu, row: Row) -> None:
        """How the folder is watched and why, and what may be chosen instead."""
        ways = menu.addMenu(icons.icon("clock"), self.tr("监视方式"))
        if row.how:
            ways.addAction(row.how).setEnabled(False)
            ways.addSeparator()
        group = QActionGroup(ways)
        for mode, text in (
            ("auto", self.tr("自动选择")),
            ("native", self.tr("实时监视")),
            ("polling", self.tr("定时检查")),
        ):
            action = group.addAction(ways.addAction(text))
            action.setCheckable(True)
            action.setChecked(row.mode == mode)
            action.setData(mode)

    def _entry(self, menu: QMenu, icon: str, text: str, what: str) -> QAction:
        action = menu.addAction(icons.icon(icon), text)
        action.setData(what)
        return action

    def _do(self, action: QAction) -> None:
        index = QModelIndex(self.sender().property("row"))
        row = row_of(index) or Row("all", "")
        match action.data():
            case "category_below":
                self.add_category.emit(row.id)
            case "rename":
                self.rename.emit(index)
            case "remove_category":
                self.remove_category.emit(row.id)
            case "edit_rules":
                self.edit_rules.emit(row.id)
            case "remove_search":
                self.remove_search.emit(row.name)
            case "open_folder":
                self.open_folder.emit(row.path)
            case "auto" | "native" | "polling" as mode:
                self.watch_otherwise.emit(row.id, mode)
            case "rescan":
                self.rescan.emit()
            case "remove_folder":
                self.remove_folder.emit(row)
            case "category":
                self.add_category.emit(0)
            case "folder":
                self.add_folder.emit()
