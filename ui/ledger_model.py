"""The rows of the ledger and how they are painted; only those in view cost anything."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archiver.model import FileRow
from ui import states, style, words

Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
SAYING = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
ROW_PX = 46
DOT_PX = 8


class Column(IntEnum):
    """The columns of the ledger."""

    FILE = 0
    STATE = 1
    REASON = 2
    ATTEMPTS = 3


class LedgerModel(QAbstractTableModel):
    """Files with their states; sentences are made only for the rows one sees."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._rows: Sequence[FileRow] = ()

    @property
    def rows(self) -> Sequence[FileRow]:
        """What is listed now."""
        return self._rows

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """List other files."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """One row a file."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """See Column."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("文件"), self.tr("状态"), self.tr("原因和办法"), self.tr("读取次数"))[section]

    def data(self, index: Index, role: int = 0) -> Any:
        """The two lines of a cell joined by a line break; the delegate paints the second quietly."""
        if role in SAYING:
            return self.lines(self._rows[index.row()], Column(index.column()))
        return None

    def lines(self, row: FileRow, column: Column) -> str:
        """What a cell says."""
        if column is Column.FILE:
            return f"{row.path.name}\n{row.path.parent}"
        if column is Column.STATE:
            return states.word(row.state)
        if column is Column.ATTEMPTS:
            return words.number(row.attempts)
        reason = states.why(row.state, row.reason)
        return f"{reason.say(self._language)}\n{reason.hint(self._language)}".strip()


class LedgerDelegate(QStyledItemDelegate):
    """Paints a cell: a line, a quieter line, and before the state a dot of its colour."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell of fixed height."""
        area, state, font = _parts(option)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, style.colour("wash"))
        room = area.adjusted(style.px(10), 0, -style.px(8), 0)
        model = index.model()
        if isinstance(model, LedgerModel) and index.column() == Column.STATE:
            room = self._paint_dot(painter, room, states.tone(model.rows[index.row()].state))
        first, _, second = str(index.data()).partition("\n")
        painter.setFont(font)
        self._paint_lines(painter, room, first, second)
        painter.setPen(style.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high, whatever it says."""
        return QSize(style.px(60), style.px(ROW_PX))

    def _paint_lines(self, painter: QPainter, room: QRect, first: str, second: str) -> None:
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        half = QRect(room.left(), room.top() + style.px(4), room.width(), (room.height() - style.px(8)) // 2)
        self._paint_line(painter, half if second else room, first, "text", middle)
        self._paint_line(painter, half.translated(0, half.height()), second, "second", middle)

    def _paint_line(
        self, painter: QPainter, room: QRect, line: str, tone: str, where: Qt.AlignmentFlag
    ) -> None:
        painter.setPen(style.colour(tone))
        cut = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, where, cut)

    def _paint_dot(self, painter: QPainter, room: QRect, tone: str) -> QRect:
        size = style.px(DOT_PX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour(tone))
        painter.drawEllipse(room.left(), room.center().y() - size // 2, size, size)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        return room.adjusted(size + style.px(7), 0, 0, 0)


def _parts(option: QStyleOptionViewItem) -> tuple[QRect, QStyle.StateFlag, QFont]:
    """The rect, state and font of an option; PySide's stubs do not know its fields."""
    return option.rect, option.state, option.font
