"""The table of the ledger: keeps what is selected and what one looks at while the files change."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import style
from ui.dressing import dressed
from ui.ledger_delegate import ROW_PX, LedgerDelegate
from ui.ledger_model import Column, LedgerModel

KEPT = 2000
"""Selected files that are found again after a refresh; more than that were taken with Ctrl+A."""

NARROW_PX = 640
"""Below this width the table says nothing of attempts and time."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where one looks: the file at the top and how far it is scrolled out, and what is selected."""

    top: int | None
    offset: int
    selected: tuple[int, ...]
    all_selected: bool


class LedgerTable(QTableView):
    """A QTableView whose rows are files by their numbers."""

    def __init__(self, model: LedgerModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = model
        self.setObjectName("ledger")
        self.setModel(model)
        self.setItemDelegate(LedgerDelegate(self))
        self.setAccessibleName(self.tr("文件台账"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._make_header()
        dressed(self._dress)

    def rows(self) -> list[int]:
        """The selected rows from top to bottom."""
        ranges = sorted((part.top(), part.bottom()) for part in self.selectionModel().selection().toList())
        return [row for top, bottom in ranges for row in range(top, bottom + 1)]

    def show_ids(self, ids: Sequence[int], *, stay: bool) -> None:
        """List these files; with `stay` nothing jumps, otherwise the list begins at its top, nothing selected."""
        place = self._place()
        if self._files.show_ids(ids) and stay:
            self._return_to(place)
        elif not stay:
            self.clearSelection()
            self.scrollToTop()

    def _dress(self) -> None:
        """The measures and colours of another text scale or theme."""
        self.verticalHeader().setDefaultSectionSize(style.px(ROW_PX))
        for column, width in ((Column.STATE, 96), (Column.ATTEMPTS, 56), (Column.WHEN, 96)):
            self.setColumnWidth(column, style.px(width))
        pane, line = style.current().pane, style.current().line
        self.setStyleSheet(
            f"QTableView {{ border: 0; background: {pane}; }}"
            f"QHeaderView::section {{ background: {pane}; border: 0; border-bottom: 1px solid {line};"
            f" padding: {style.px(5)}px {style.px(10)}px; color: {style.current().second}; }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        narrow = self.width() < style.px(NARROW_PX)
        for column in (Column.ATTEMPTS, Column.WHEN):
            self.setColumnHidden(column, narrow)

    def _make_header(self) -> None:
        header = self.horizontalHeader()
        # Left with the table's own, it asks every row whether its column is selected: a second after Ctrl+A.
        header.setSelectionModel(QItemSelectionModel(self._files, header))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for narrow in (Column.STATE, Column.ATTEMPTS, Column.WHEN):
            header.setSectionResizeMode(narrow, QHeaderView.ResizeMode.Fixed)
        header.setSortIndicator(Column.FILE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _place(self) -> Place:
        bar, height = self.verticalScrollBar().value(), max(1, self.verticalHeader().defaultSectionSize())
        first = bar // height
        top = self._files.ids[first] if bar and first < len(self._files.ids) else None
        selected = [self._files.ids[row] for row in self.rows()]
        whole = bool(selected) and len(selected) == len(self._files.ids)
        return Place(top, bar - first * height, tuple(selected) if len(selected) <= KEPT else (), whole)

    def _return_to(self, place: Place) -> None:
        rows = {number: row for row, number in enumerate(self._files.ids)} if place.top or place.selected else {}
        if place.all_selected:
            self.selectAll()
        else:
            self._select([rows[number] for number in place.selected if number in rows])
        if place.top in rows:
            height = self.verticalHeader().defaultSectionSize()
            self.updateGeometries()  # so that the scroll bar knows how long the list is now
            self.verticalScrollBar().setValue(rows[place.top] * height + place.offset)

    def _select(self, rows: list[int]) -> None:
        if not rows:
            return
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._files.index(row, 0), self._files.index(row, len(Column) - 1))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.Select)
        current = self._files.index(rows[0], 0)
        self.selectionModel().setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)
