"""The side of the window: papers and categories, and below them, always in sight, the folders watched."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import style
from ui.dressing import dressed
from ui.overview import Overview
from ui.side_drops import SideDrops
from ui.side_menu import SideMenu
from ui.side_tree import SideTree
from ui.sidebar_delegate import HEADING_PX, ROW_PX
from ui.sidebar_model import Kind, Row, SidebarModel, row_of

FOLDERS_SEEN = 4
"""Folders seen at once; of more, half a row says that there are."""
BELOW_PX = 8


class Sidebar(QFrame):
    """Tells what was chosen and what was asked for; changes nothing itself."""

    chosen = Signal(object)
    """Row, by hand or by keys."""
    rename_category = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = SidebarModel(self)
        self.drops = SideDrops(self)
        self.menu = SideMenu(self)
        self._cursor = QItemSelectionModel(self.rows, self)
        self.papers = SideTree(self.rows, "papers", self._cursor, self.drops, self.menu, self)
        self.folders = SideTree(self.rows, "folders", self._cursor, self.drops, self.menu, self)
        self._lay_out()
        self.rows.renamed.connect(self.rename_category)
        self.menu.rename.connect(self._edit)
        self._cursor.currentChanged.connect(self._tell_chosen)
        for tree in (self.papers, self.folders):
            tree.left.connect(self._step_over)
        self._offer_to_tab()

    def tree_of(self, index: QModelIndex) -> SideTree:
        """The part of the side in which a row stands."""
        return self.folders if self.folders.holds(index) else self.papers

    def show_overview(self, overview: Overview) -> None:
        """Show the library as it is, keeping the choice, the folding and the place.

        While rows come and go Qt moves the cursor to a neighbour; nobody chose that, so nobody is told.
        """
        open_rows = {row.key for row in map(row_of, self._every_index()) if row and self._is_open(row)}
        row, scrolled = self.row(), self.papers.verticalScrollBar().value()
        blocked = self._cursor.blockSignals(True)
        rebuilt = self.rows.show(overview)
        self._cursor.blockSignals(blocked)
        if rebuilt:
            for index in self._every_index():
                below = row_of(index)
                self.papers.setExpanded(index, below is not None and below.key in open_rows)
            self.select(row.kind if row else "all", row.id if row else 0, quiet=True)
            self.papers.verticalScrollBar().setValue(scrolled)
            self._fit_folders()

    def row(self) -> Row | None:
        """The row chosen."""
        return row_of(self._cursor.currentIndex())

    def select(self, kind: Kind, number: int = 0, *, quiet: bool = False) -> None:
        """Choose a row, or 全部 where it is gone; `quiet` tells nobody unless it is gone."""
        index = self.rows.find(kind, number)
        gone = not index.isValid()
        blocked = self._cursor.blockSignals(quiet and not gone)
        chosen = self.rows.find("all") if gone else index
        self._cursor.setCurrentIndex(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._cursor.blockSignals(blocked)
        self._offer_to_tab()
        for tree in (self.papers, self.folders):
            tree.viewport().update()

    def rename(self) -> None:
        """Start typing another name for the category or search chosen."""
        row = self.row()
        if row and row.kind in ("category", "saved"):
            self._edit(self._cursor.currentIndex())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keys are for the part that holds the cursor."""
        self.tree_of(self._cursor.currentIndex()).setFocus(event.reason())

    def _lay_out(self) -> None:
        self.setObjectName("side")
        self.papers.setAccessibleName(self.tr("资料和类别"))
        self.folders.setAccessibleName(self.tr("监视的文件夹"))
        line = QFrame(self)
        line.setObjectName("line")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.papers, 1)
        column.addWidget(line)
        column.addWidget(self.folders)
        dressed(self._fit_rows)

    def _fit_rows(self) -> None:
        """Lay the rows out anew for another text scale."""
        for tree in (self.papers, self.folders):
            tree.scheduleDelayedItemsLayout()
        self._fit_folders()

    def _fit_folders(self) -> None:
        """As high as the folders need, up to FOLDERS_SEEN."""
        count = self.rows.rowCount(self.folders.rootIndex()) - 1
        seen = count if count <= FOLDERS_SEEN else FOLDERS_SEEN + 0.5
        below = BELOW_PX if count <= FOLDERS_SEEN else 0
        self.folders.setFixedHeight(style.px(HEADING_PX) + round(seen * style.px(ROW_PX)) + below)

    def _offer_to_tab(self) -> None:
        """The side is one stop for the Tab key: the part that holds the cursor."""
        here = self.tree_of(self._cursor.currentIndex())
        for tree in (self.papers, self.folders):
            tree.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tree is here else Qt.FocusPolicy.ClickFocus)

    @Slot(int)
    def _step_over(self, step: int) -> None:
        into, rows = (self.folders, self.folders.shown()[:1]) if step > 0 else (self.papers, self.papers.shown()[-1:])
        if rows and into is not self.sender():
            into.setFocus(Qt.FocusReason.OtherFocusReason)
            self._cursor.setCurrentIndex(rows[0], QItemSelectionModel.SelectionFlag.ClearAndSelect)

    @Slot(QModelIndex)
    def _edit(self, index: QModelIndex) -> None:
        self.tree_of(index).edit(index)

    @Slot(QModelIndex)
    def _tell_chosen(self, index: QModelIndex) -> None:
        row = row_of(index)
        if row and row.kind != "hint":
            self._cursor.select(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self._offer_to_tab()
            self.chosen.emit(row)

    def _is_open(self, row: Row) -> bool:
        return self.papers.isExpanded(self.rows.find(row.kind, row.id))

    def _every_index(self, parent: QModelIndex | None = None) -> list[QModelIndex]:
        parent = parent or self.papers.rootIndex()
        found = []
        for number in range(self.rows.rowCount(parent)):
            index = self.rows.index(number, 0, parent)
            found += [index, *self._every_index(index)]
        return found
