"""The rows of the ledger: a list of numbers, of which only the pages one looks at are fetched."""

from collections.abc import Mapping, Sequence
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from archiver.model import FileOrder, FileRow
from ui import states, words
from ui.bridge import Bridge

Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
PAGE = 100
"""Rows fetched at a time: some 2 ms, five windows full."""

PAGES_KEPT = 60


class Column(IntEnum):
    """The columns of the ledger."""

    FILE = 0
    STATE = 1
    REASON = 2
    ATTEMPTS = 3
    WHEN = 4


ORDERS: dict[Column, FileOrder] = {
    Column.FILE: "path", Column.STATE: "state", Column.REASON: "reason", Column.ATTEMPTS: "attempts",
    Column.WHEN: "seen_at",
}  # fmt: skip


class LedgerModel(QAbstractTableModel):
    """Files with their states. A row that is still being fetched says nothing yet; it is there a moment later."""

    sorted = Signal(str, bool)
    """Another order is wanted: FileOrder, and whether descending."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._ids: Sequence[int] = ()
        self._pages: dict[int, Mapping[int, FileRow]] = {}
        self._asked: set[int] = set()
        self._stale: set[int] = set()
        self._turn = 0

    @property
    def ids(self) -> Sequence[int]:
        """The numbers of the files that are listed."""
        return self._ids

    def show_ids(self, ids: Sequence[int]) -> bool:
        """List these files; says whether they are others. What is known of the same ones is shown until it is new."""
        self._turn += 1
        self._asked.clear()
        if ids == self._ids:
            self._stale = set(self._pages)
            self._tell_changed(0, len(ids) - 1)
            return False
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._stale.clear()
        self.endResetModel()
        return True

    def row(self, number: int) -> FileRow | None:
        """A file; None where it is not fetched yet, which is then asked for, or is gone."""
        page = number // PAGE
        if page not in self._pages or page in self._stale:
            self._ask(page)
        return self._pages.get(page, {}).get(self._ids[number])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a file."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """See Column."""
        return 0 if parent.isValid() else len(Column)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; the core sorts."""
        self.sorted.emit(ORDERS[Column(column)], order == Qt.SortOrder.DescendingOrder)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("文件"), self.tr("状态"), self.tr("原因和办法"), self.tr("次数"), self.tr("时间"))[section]

    def data(self, index: Index, role: int = 0) -> Any:
        """The two lines of a cell joined by a line break; the delegate paints the second quietly."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            row = self.row(index.row())
            return self.lines(row, Column(index.column())) if row else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            row = self.row(index.row())
            whole = index.column() == Column.FILE
            return "" if row is None else str(row.path) if whole else self.lines(row, Column(index.column()))
        return None

    def lines(self, row: FileRow, column: Column) -> str:
        """What a cell says."""
        if column is Column.FILE:
            inside = self.tr("在 {container} 中").format(container=row.container) if row.container else ""
            return f"{row.path.name}\n{inside or row.path.parent}"
        if column is Column.STATE:
            return states.word(row.state)
        if column is Column.ATTEMPTS:
            return words.number(row.attempts)
        if column is Column.WHEN:
            return row.seen_at[:16].replace("T", "\n")
        return f"{row.why.say(words.language())}\n{row.what_to_do.hint(words.language())}".strip()

    def _ask(self, page: int) -> None:
        if page in self._asked:
            return
        self._asked.add(page)
        wanted = self._ids[page * PAGE : (page + 1) * PAGE]
        self._bridge.ask(partial(self._bridge.archive.ledger.rows, wanted), partial(self._take, self._turn, page))

    def _take(self, turn: int, page: int, rows: Mapping[int, FileRow]) -> None:
        """A page was fetched; one of a list that is no longer shown is of no use."""
        if turn != self._turn:
            return
        self._pages[page] = rows
        self._asked.discard(page)
        self._stale.discard(page)
        while len(self._pages) > PAGES_KEPT:
            self._pages.pop(next(iter(self._pages)))
        self._tell_changed(page * PAGE, min(len(self._ids), (page + 1) * PAGE) - 1)

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
