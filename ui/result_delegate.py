"""Paints a result as a card: title, what it is, two lines of it with the words marked."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archiver.model import Card, Hit, State
from ui import marked_text, states, style, words
from ui.result_model import HEADING, HIT, OPEN, UNDER

GUTTER = 16
PAD = 10
TITLE_PX = 24
META_PX = 19
LINE_PX = 20
HEADING_PX = 34
UNDER_PX = 46
CARD_PX = PAD + TITLE_PX + META_PX + 2 * LINE_PX + PAD

Index = QModelIndex | QPersistentModelIndex


def card_height() -> int:
    """The height of every card at the text scale in force."""
    return style.px(CARD_PX)


def heading_height() -> int:
    """What a heading adds above the card of its row."""
    return style.px(HEADING_PX)


def under_height() -> int:
    """The height of a paper shown under the result it is folded under."""
    return style.px(UNDER_PX)


def same_room(card: QRect, hit: Hit, *, headed: bool) -> QRect:
    """Where on a card stand the words that tell of papers folded under it; empty where there are none."""
    if not others(hit):
        return QRect()
    top = card.top() + (heading_height() if headed else 0) + style.px(PAD + TITLE_PX) - style.px(4)
    width = QFontMetrics(style.font(12)).horizontalAdvance(_note(hit, False)[0]) + style.px(GUTTER)
    return QRect(card.right() - style.px(GUTTER) - width, top, width + style.px(GUTTER), style.px(META_PX + 8))


def others(hit: Hit) -> int:
    """How many places and doubles are folded under a result."""
    return len(hit.same) + max(0, len(hit.card.paths) - 1)


class ResultDelegate(QStyledItemDelegate):
    """Cards of one height, drawn straight from the hit."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One size for all."""
        return QSize(0, card_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """One card, or its outline while it is on its way."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(HEADING) is not None:
            _heading(painter, QRect(option.rect.topLeft(), QSize(option.rect.width(), heading_height())))
            option.rect.setTop(option.rect.top() + heading_height())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(option.rect, style.colour("wash" if chosen else "window" if hover else "pane"))
        room = option.rect.adjusted(style.px(GUTTER), style.px(PAD), -style.px(GUTTER), 0)
        hit = index.data(HIT)
        if isinstance(hit, Hit) and index.data(UNDER):
            _under(painter, option.rect, hit)
        elif isinstance(hit, Hit):
            _card(painter, room, hit, bool(index.data(OPEN)))
        else:
            _outline(painter, room)
        painter.fillRect(
            QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1), style.colour("line")
        )
        if option.state & QStyle.StateFlag.State_HasFocus or chosen:
            painter.fillRect(QRect(0, option.rect.top(), 3, option.rect.height()), _edge(option))
        painter.restore()


def _heading(painter: QPainter, room: QRect) -> None:
    """The words that part best matches from the papers that have every word."""
    painter.fillRect(room, style.colour("window"))
    painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), style.colour("line"))
    line = room.adjusted(style.px(GUTTER), 0, -style.px(GUTTER), 0)
    said = QCoreApplication.translate("ResultDelegate", "较相关的资料（不是每个词都有）")
    painter.setFont(style.font(12, strong=True))
    painter.setPen(style.colour("second"))
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)


def _edge(option: QStyleOptionViewItem) -> QColor:
    return style.colour("accent" if option.state & QStyle.StateFlag.State_Selected else "faint")


def _under(painter: QPainter, row: QRect, hit: Hit) -> None:
    """A paper like the one above it: its title, and where it lies."""
    painter.fillRect(QRect(row.left() + style.px(GUTTER), row.top(), style.px(2), row.height()), style.colour("line"))
    room = row.adjusted(style.px(GUTTER) * 2, style.px(6), -style.px(GUTTER), 0)
    kind = _kind(painter, room, hit.card)
    title = QRectF(room.left(), room.top(), room.width() - kind - style.px(10), style.px(18))
    ink, mark = style.colour("text"), style.colour("hit")
    marked_text.paint(painter, title, hit.card.title, (), style.font(), ink, mark, 0)
    line = QRect(room.left(), room.top() + style.px(19), room.width(), style.px(16))
    painter.setFont(style.font(12))
    painter.setPen(style.colour("second"))
    where = str(hit.card.path or "")
    shown = painter.fontMetrics().elidedText(where, Qt.TextElideMode.ElideLeft, line.width())
    painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _card(painter: QPainter, room: QRect, hit: Hit, is_open: bool) -> None:
    kind = _kind(painter, room, hit.card)
    title = QRectF(room.left(), room.top(), room.width() - kind - style.px(10), style.px(TITLE_PX))
    strong, mark, ink = style.font(14, strong=True), style.colour("hit"), style.colour("text")
    marked_text.paint(painter, title, hit.card.title, hit.title_highlights, strong, ink, mark, 0)
    _meta(painter, room.adjusted(0, style.px(TITLE_PX), 0, 0), hit, is_open)
    below = QRectF(room.adjusted(0, style.px(TITLE_PX + META_PX), 0, 0))
    text, spans = (hit.snippet, hit.highlights) if hit.snippet else (hit.card.reason.say(words.language()), ())
    if not spans:
        text = text.removeprefix(hit.card.title).lstrip()
    leading, ink = style.px(LINE_PX), style.colour("second")
    marked_text.paint(painter, below, text, spans, style.font(), ink, mark, leading, 2)


def _kind(painter: QPainter, room: QRect, card: Card) -> int:
    """The kind of file in its box at the right; gives the width taken."""
    font = style.font(11)
    painter.setFont(font)
    text = _ending(card)
    width = QFontMetrics(font).horizontalAdvance(text) + style.px(12)
    box = QRectF(room.right() - width, room.top() + 0.5, width, style.px(19))
    painter.setPen(style.colour("line"))
    painter.setBrush(style.colour("pane"))  # on the wash of a chosen card the line alone is lost
    painter.drawRoundedRect(box, 3, 3)
    painter.setPen(style.colour("second"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def _ending(card: Card) -> str:
    """What people call the kind of a file: its ending; what it really is where that is none."""
    ending = card.path.suffix[1:].lower() if card.path else ""
    return ending if 0 < len(ending) <= 5 else card.format


def _meta(painter: QPainter, room: QRect, hit: Hit, is_open: bool) -> None:
    """`2011 · 总结 · 安全生产与应急 · 林业站` and, at the right, what is particular about it."""
    card = hit.card
    line = QRect(room.left(), room.top(), room.width(), style.px(META_PX) - 2)
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    note, tone = _note(hit, is_open)
    painter.setFont(style.font(12))
    painter.setPen(style.colour(tone))
    painter.drawText(line, right, note)
    if note:
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(note) - style.px(12))
    if card.year:
        painter.setFont(style.font(12, strong=True))
        painter.setPen(style.colour("text"))
        painter.drawText(line, left, str(card.year))
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(str(card.year)))
        painter.setFont(style.font(12))
    parts = [part for part in (card.type, card.category_name, card.organisation) if part]
    text = " · ".join(["", *parts] if card.year and parts else parts)
    painter.setPen(style.colour("second"))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, left, elided)


def _note(hit: Hit, is_open: bool) -> tuple[str, str]:
    """The one thing to know about a card beyond what it is, and its tone."""
    card = hit.card
    if card.missing:
        return QCoreApplication.translate("ResultDelegate", "原文件已不在"), "attention"
    if card.state is not State.SEARCHABLE:
        return states.word(card.state), states.tone(card.state)
    if others(hit):
        said = QCoreApplication.translate("ResultDelegate", "另有 {n} 份相同")
        return said.format(n=others(hit)) + (" ▴" if is_open else " ▾"), "accent"
    if card.pieces > 1:
        said = QCoreApplication.translate("ResultDelegate", "第 {i} 篇 / 共 {n} 篇")
        return said.format(i=card.ordinal, n=card.pieces), "accent"
    return "", "second"


def _outline(painter: QPainter, room: QRect) -> None:
    """Grey bars where the words will stand."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.colour("chip"))
    for top, part in ((4, 0.5), (TITLE_PX + 4, 0.35), (TITLE_PX + META_PX + 4, 0.95)):
        bar = QRectF(room.left(), room.top() + style.px(top), room.width() * part, style.px(11))
        painter.drawRoundedRect(bar, 3, 3)
