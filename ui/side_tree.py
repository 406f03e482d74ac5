"""One part of the side as a tree: its rows, their marks, and what is carried over them."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from ui import drag, style
from ui.side_drops import SideDrops
from ui.side_menu import SideMenu
from ui.sidebar_delegate import SidebarDelegate, add_mark, fold_mark, row_adds
from ui.sidebar_model import CATEGORIES, Section, SidebarModel, row_of

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SideTree(QTreeView):
    """Shows a section of the rows. The cursor is one for all sections, so that one row is chosen in the side."""

    left = Signal(int)
    """The cursor wants to go on beyond the last (1) or the first (-1) row."""

    def __init__(
        self, rows: SidebarModel, section: Section, cursor: QItemSelectionModel, drops: SideDrops, menu: SideMenu,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._rows = rows
        self._section = section
        self._drops = drops
        self._menu = menu
        self._delegate = SidebarDelegate(self)
        self.setModel(rows)
        unused = self.selectionModel()
        self.setSelectionModel(cursor)
        unused.deleteLater()
        self.setRootIndex(rows.top(section))
        self.setItemDelegate(self._delegate)
        self._shape()

    def holds(self, index: QModelIndex) -> bool:
        """Whether a row stands in this part."""
        while index.parent().isValid():
            index = index.parent()
        return index.isValid() and index == self.rootIndex()

    def shown(self) -> list[QModelIndex]:
        """The rows that can be chosen and are not folded away, from the top."""
        found = []
        index = self._rows.index(0, 0, self.rootIndex())
        while index.isValid():
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                found.append(index)
            index = self.indexBelow(index)
        return found

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the row under the pointer, or of the chosen one by the menu key."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        at = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self._menu.of(index, self).popup(self.viewport().mapToGlobal(at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go on into the other part of the side."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        step = STEPS.get(Qt.Key(event.key()))
        if step and self.currentIndex() == before:
            self.left.emit(step)

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
        words = self._drops.would(event, row_of(index))
        self._mark(index if words else QModelIndex())
        self._scroll_at_edge(event.position().toPoint())
        self._drops.hovered.emit(words)
        if words:
            _accept(event)
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self._mark(QModelIndex())
        self._drops.hovered.emit("")

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what was dropped; answered with a copy always, or the source would delete its file."""
        row = row_of(self.indexAt(event.position().toPoint()))
        self._mark(QModelIndex())
        self._drops.hovered.emit("")
        if row is None or not self._drops.would(event, row):
            event.ignore()
            return
        _accept(event)
        self._drops.take(event, row)

    def _shape(self) -> None:
        self.setObjectName("side")
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
        room.setRight(self.width() - 1)
        if row_adds(row) and add_mark(room).adjusted(-8, -6, 8, 6).contains(at):
            self._add_under(row.id)
            return True
        if row.kind == "hint":
            self._menu.add_folder.emit()
            return True
        if self._rows.hasChildren(index) and fold_mark(room, row).adjusted(-6, -8, 3, 8).contains(at):
            self.setExpanded(index, not self.isExpanded(index))
            return True
        return False

    def _add_under(self, heading: int) -> None:
        if heading == CATEGORIES:
            self._menu.add_category.emit(0)
        else:
            self._menu.add_folder.emit()


def _accept(event: QDropEvent) -> None:
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
