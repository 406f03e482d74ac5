"""How a row of the ledger is painted."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import states, style
from ui.ledger_model import Column, Index, LedgerModel

ROW_PX = 46
DOT_PX = 8


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
            row = model.row(index.row())
            room = self._paint_dot(painter, room, states.tone(row.state)) if row else room
        first, _, second = str(index.data()).partition("\n")
        cut = Qt.TextElideMode.ElideMiddle if index.column() == Column.FILE else Qt.TextElideMode.ElideRight
        painter.setFont(font)
        self._paint_lines(painter, room, first, second, cut)
        painter.setPen(style.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines high, whatever it says."""
        return QSize(style.px(60), style.px(ROW_PX))

    def _paint_lines(self, painter: QPainter, room: QRect, first: str, second: str, cut: Qt.TextElideMode) -> None:
        half = QRect(room.left(), room.top() + style.px(4), room.width(), (room.height() - style.px(8)) // 2)
        self._paint_line(painter, half if second else room, first, "text", cut)
        self._paint_line(painter, half.translated(0, half.height()), second, "second", cut)

    def _paint_line(self, painter: QPainter, room: QRect, line: str, tone: str, cut: Qt.TextElideMode) -> None:
        painter.setPen(style.colour(tone))
        shown = painter.fontMetrics().elidedText(line, cut, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

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
