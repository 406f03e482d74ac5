"""The papers whose suggested category waits to be accepted, each with a box to tick."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal

from archiver.model import CategoryId, PieceId, Suggestion
from ui import style

Index = QModelIndex | QPersistentModelIndex
TITLE, CATEGORY, SURE = range(3)

ROW = 30
"""Height of a row, px at scale 1."""


class SuggestionsModel(QAbstractTableModel):
    """Suggestions, the surest first; those above a threshold are shown, ticked unless the user took the tick away."""

    ticked = Signal()

    def __init__(self, found: Sequence[Suggestion]) -> None:
        super().__init__()
        self._all = list(found)
        self._shown = len(self._all)
        self._refused: set[PieceId] = set()

    def show_above(self, confidence: float) -> None:
        """Show only what is suggested with at least that confidence."""
        self.beginResetModel()
        self._shown = sum(one.confidence >= confidence for one in self._all)
        self.endResetModel()
        self.ticked.emit()

    def chosen(self) -> dict[PieceId, CategoryId]:
        """The papers shown with a tick, each with its category."""
        shown = self._all[: self._shown]
        return {one.piece: one.category for one in shown if one.piece not in self._refused}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else self._shown

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("题名"), self.tr("建议的类别"), self.tr("把握"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        ticks = Qt.ItemFlag.ItemIsUserCheckable if index.column() == TITLE else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | ticks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self._all[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (one.title, one.category_name, f"{one.confidence:.0%}")[index.column()]
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, style.px(ROW))
        if role == Qt.ItemDataRole.ToolTipRole:
            return one.title
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == TITLE:
            return Qt.CheckState.Unchecked if one.piece in self._refused else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        piece = self._all[index.row()].piece
        if Qt.CheckState(value) is Qt.CheckState.Checked:
            self._refused.discard(piece)
        else:
            self._refused.add(piece)
        self.dataChanged.emit(index, index, [role])
        self.ticked.emit()
        return True
