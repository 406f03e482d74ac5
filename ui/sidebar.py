"""The side of the window: choose what to see, drop papers on categories, tend folders."""

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTreeView, QWidget

from ui import drag, icons, style
from ui.overview import Overview
from ui.sidebar_delegate import SidebarDelegate, add_mark, fold_mark, row_adds
from ui.sidebar_model import CATEGORIES, FOLDERS, Kind, Row, SidebarModel, row_of


class Sidebar(QTreeView):
    """Tells what was chosen and what was asked for; changes nothing itself."""

    chosen = Signal(object)
    """Row, by hand or by keys."""
    pieces_dropped = Signal(int, bool)
    """Papers of this window on a category: its id, whether Ctrl asks for the menu of ways."""
    files_dropped = Signal(object, int)
    """Files from outside: paths, id of the category."""
    folders_dropped = Signal(object)
    """Folders from outside, on the watched ones: paths."""
    hovered = Signal(str)
    """What would happen if the drag ended here; "" where it left."""
    add_category = Signal(int)
    """Id of the parent, 0 for none."""
    rename_category = Signal(int, str)
    remove_category = Signal(int)
    add_folder = Signal()
    remove_folder = Signal(object)
    """Row of the folder."""
    rescan = Signal()
    open_folder = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SidebarModel(self)
        self._delegate = SidebarDelegate(self)
        self.setModel(self.rows)
        self.setItemDelegate(self._delegate)
        self.setObjectName("side")
        self.setAccessibleName(self.tr("资料、类别和监视的文件夹"))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.rows.renamed.connect(self.rename_category)
        self.selectionModel().currentChanged.connect(self._tell_chosen)

    def show_overview(self, overview: Overview) -> None:
        """Show the library as it is, keeping the choice, the folding and the place.

        While rows come and go Qt moves the cursor to a neighbour; nobody chose that, so nobody is told.
        """
        open_rows = {row.key for row in map(row_of, self._every_index()) if row and self._is_open(row)}
        row, scrolled = self.row(), self.verticalScrollBar().value()
        blocked = self.selectionModel().blockSignals(True)
        rebuilt = self.rows.show(overview)
        self.selectionModel().blockSignals(blocked)
        if rebuilt:
            for index in self._every_index():
                below = row_of(index)
                self.setExpanded(index, below is not None and below.key in open_rows)
            self.select(row.kind if row else "all", row.id if row else 0, quiet=True)
            self.verticalScrollBar().setValue(scrolled)

    def row(self) -> Row | None:
        """The row chosen."""
        return row_of(self.currentIndex())

    def select(self, kind: Kind, number: int = 0, *, quiet: bool = False) -> None:
        """Choose a row, or 全部 where it is gone; `quiet` tells nobody unless it is gone."""
        index = self.rows.find(kind, number)
        gone = not index.isValid()
        blocked = self.selectionModel().blockSignals(quiet and not gone)
        self.setCurrentIndex(self.rows.find("all") if gone else index)
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()

    def rename(self) -> None:
        """Start typing another name for the category chosen."""
        row = self.row()
        if row and row.kind == "category":
            self.edit(self.currentIndex())

    def dress(self) -> None:
        """Lay the rows out anew for another text scale."""
        self.scheduleDelayedItemsLayout()

    def menu_of(self, row: Row | None) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        if row and row.kind == "category":
            self._entry(menu, "plus", self.tr("新建下级类别…"), "category_below")
            self._entry(menu, "rename", self.tr("重命名"), "rename").setShortcut("F2")
            self._entry(menu, "trash", self.tr("删除类别"), "remove_category")
        elif row and row.kind == "root":
            self._entry(menu, "open", self.tr("打开文件夹"), "open_folder").setEnabled(row.online)
            self._entry(menu, "rescan", self.tr("重新扫描"), "rescan")
            self._entry(menu, "close", self.tr("不再监视…"), "remove_folder")
        menu.addSeparator()
        self._entry(menu, "plus", self.tr("新建类别…"), "category")
        self._entry(menu, "folder-add", self.tr("添加文件夹…"), "folder")
        menu.triggered.connect(self._do)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer, or of the chosen one by the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        menu = self.menu_of(row_of(index))
        menu.setProperty("row", QPersistentModelIndex(index))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        at = self.visualRect(index).bottomLeft() if by_key else event.pos()
        menu.popup(self.viewport().mapToGlobal(at))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Folding marks and plus signs are painted, so they are felt for here."""
        if event.button() == Qt.MouseButton.LeftButton and self._press_mark(event.position().toPoint()):
            return
        if event.button() == Qt.MouseButton.RightButton:
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold."""
        index = self.indexAt(event.position().toPoint())
        self.setExpanded(index, not self.isExpanded(index))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take papers and files; what is over which row is answered while moving."""
        if drag.holds_pieces(event.mimeData()) or drag.holds_files(event.mimeData()):
            _accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Mark the row and say what would happen."""
        index = self.indexAt(event.position().toPoint())
        words = self._would(event, row_of(index))
        self._mark(index if words else QModelIndex())
        self._scroll_at_edge(event.position().toPoint())
        self.hovered.emit(words)
        if words:
            _accept(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._mark(QModelIndex())
        self.hovered.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped; answered with a copy always, or the source would delete its file."""
        row = row_of(self.indexAt(event.position().toPoint()))
        self._mark(QModelIndex())
        self.hovered.emit("")
        if row is None or not self._would(event, row):
            event.ignore()
            return
        _accept(event)
        if drag.holds_pieces(event.mimeData()):
            self.pieces_dropped.emit(row.id, bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif _of_folders(row):
            self.folders_dropped.emit(drag.files(event.mimeData()))
        else:
            self.files_dropped.emit(drag.files(event.mimeData()), row.id)

    def _would(self, event: QDropEvent, row: Row | None) -> str:
        """What a drop on this row would do, "" for nothing."""
        if row is None:
            return ""
        if drag.holds_pieces(event.mimeData()):
            return self.tr("归入“{name}”").format(name=row.name) if row.takes_pieces else ""
        if _of_folders(row):
            paths = drag.files(event.mimeData())
            return self.tr("监视这个文件夹，原文件不动") if drag.only_folders(paths) else ""
        if row.kind == "category":
            return self.tr("复制到档案，归入“{name}”").format(name=row.name)
        return self.tr("复制到档案，自动归类")

    def _mark(self, index: QModelIndex) -> None:
        self._delegate.target = QPersistentModelIndex(index)
        self.viewport().update()

    def _scroll_at_edge(self, at: QPoint) -> None:
        """A long scheme scrolls while papers are carried over its edge."""
        bar, edge = self.verticalScrollBar(), style.px(24)
        if at.y() < edge:
            bar.setValue(bar.value() - 8)
        elif at.y() > self.viewport().height() - edge:
            bar.setValue(bar.value() + 8)

    def _press_mark(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        row = row_of(index)
        if row is None:
            return False
        room = self.visualRect(index)
        room.setRight(self.viewport().width() - 1)
        if row_adds(row) and add_mark(room).adjusted(-8, -6, 8, 6).contains(at):
            self._add_under(row.id)
            return True
        if row.kind == "hint":
            self.add_folder.emit()
            return True
        if self.rows.hasChildren(index) and fold_mark(room, row).adjusted(-6, -8, 3, 8).contains(at):
            self.setExpanded(index, not self.isExpanded(index))
            return True
        return False

    def _add_under(self, heading: int) -> None:
        if heading == CATEGORIES:
            self.add_category.emit(0)
        elif heading == FOLDERS:
            self.add_folder.emit()

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
                self.edit(index)
            case "remove_category":
                self.remove_category.emit(row.id)
            case "open_folder":
                self.open_folder.emit(row.path)
            case "rescan":
                self.rescan.emit()
            case "remove_folder":
                self.remove_folder.emit(row)
            case "category":
                self.add_category.emit(0)
            case "folder":
                self.add_folder.emit()

    def _tell_chosen(self, index: QModelIndex) -> None:
        row = row_of(index)
        if row and row.kind == "hint":
            return
        if row:
            self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.chosen.emit(row)

    def _is_open(self, row: Row) -> bool:
        return self.isExpanded(self.rows.find(row.kind, row.id))

    def _every_index(self, parent: QModelIndex | None = None) -> list[QModelIndex]:
        parent = parent or QModelIndex()
        found = []
        for number in range(self.rows.rowCount(parent)):
            index = self.rows.index(number, 0, parent)
            found += [index, *self._every_index(index)]
        return found


def _of_folders(row: Row) -> bool:
    return row.kind in ("root", "hint") or (row.kind == "heading" and row.id == FOLDERS)


def _accept(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
