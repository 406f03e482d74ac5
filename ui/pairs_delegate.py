"""How a pair of the review is painted: kind and reason, then each paper's title and the place where it lies."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archiver.model import Card
from ui import style
from ui.pairs_model import Index, PairsModel

HEAD_PX, TITLE_PX, PLACE_PX = 22, 19, 17
ROW_PX = HEAD_PX + 2 * (TITLE_PX + PLACE_PX) + 20


class PairsDelegate(QStyledItemDelegate):
    """Five lines of fixed height."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a pair."""
        area, state = option.rect, option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, style.colour("wash" if chosen else "hover"))
        model = index.model()
        assert isinstance(model, PairsModel)
        room = area.adjusted(style.px(12), style.px(8), -style.px(12), 0)
        pair, cards = model.pairs[index.row()], model.cards(index.row())
        self._paint_head(painter, room, model.kind(pair.kind), model.reason(pair, cards))
        room.setTop(room.top() + style.px(HEAD_PX + 2))
        for card in cards or ():
            self._paint_paper(painter, room, card)
            room.setTop(room.top() + style.px(TITLE_PX + PLACE_PX))
        painter.setPen(style.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), style.colour("accent"))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The same for all."""
        return QSize(style.px(120), style.px(ROW_PX))

    def _paint_head(self, painter: QPainter, room: QRect, kind: str, reason: str) -> None:
        painter.setFont(style.font(11.5))
        width = painter.fontMetrics().horizontalAdvance(kind) + style.px(12)
        box = QRectF(room.left() + 0.5, room.top() + 0.5, width, style.px(18))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(style.colour("line"))
        painter.setBrush(style.colour("pane"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(style.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, kind)
        beside = QRect(room.left() + width + style.px(8), room.top(), room.width() - width - style.px(8), style.px(19))
        self._paint_line(painter, beside, reason, "second", Qt.TextElideMode.ElideRight)

    def _paint_paper(self, painter: QPainter, room: QRect, card: Card) -> None:
        title = QRect(room.left(), room.top(), room.width(), style.px(TITLE_PX))
        painter.setFont(style.font())
        self._paint_line(painter, title, card.title, "text", Qt.TextElideMode.ElideRight)
        place = QRect(room.left(), title.bottom(), room.width(), style.px(PLACE_PX))
        painter.setFont(style.font(11.5))
        self._paint_line(painter, place, where(card), "second", Qt.TextElideMode.ElideMiddle)

    def _paint_line(self, painter: QPainter, room: QRect, line: str, tone: str, cut: Qt.TextElideMode) -> None:
        painter.setPen(style.colour(tone))
        shown = painter.fontMetrics().elidedText(line, cut, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def where(card: Card) -> str:
    """`办公室共享/2011/总结.docx`: the end of the path, which tells places apart."""
    if card.path is None:
        return ""
    return "/".join(card.path.parts[-3:]).lstrip("/")
