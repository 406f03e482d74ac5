"""Sets a few lines of text with marked words, for painting."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine, QTextOption

Spans = Sequence[tuple[int, int]]


def paint(
    painter: QPainter, room: QRectF, text: str, spans: Spans, font: QFont, ink: QColor, mark: QColor,
    leading: float, most: int = 1,
) -> None:  # fmt: skip
    """Paint `text` into `room`, at most so many lines `leading` px apart; the last is cut with …

    `spans` are code points. Marks lie under the words, rounded, so that they read as a highlighter does.
    """
    shown, layout, lines = fitted(text, font, room.width(), leading, most)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mark)
    height = QFontMetricsF(font).height()
    for start, end in utf16(shown, spans):
        for line in lines:
            box = _box(line, start, end, room.topLeft(), height)
            if box is not None:
                painter.drawRoundedRect(box, 2, 2)
    painter.setPen(ink)
    layout.draw(painter, room.topLeft())


def fitted(
    text: str, font: QFont, width: float, leading: float, most: int
) -> tuple[str, QTextLayout, list[QTextLine]]:
    """As much of `text` as stands in `most` lines, ending in … where it is cut, and the lines it is set in."""
    layout = _layout(text, font)
    lines = _lines(layout, width, leading, most + 1)
    if len(lines) > most:
        text = _cut(text, lines[most - 1], font, width)
        layout = _layout(text, font)
        lines = _lines(layout, width, leading)
    return text, layout, lines


def _layout(text: str, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    return layout


def _cut(text: str, last: QTextLine, font: QFont, width: float) -> str:
    """The text up to the end of its `last` line, which ends in …"""
    start, units = last.textStart(), text.encode("utf-16-le")
    before, rest = units[: 2 * start].decode("utf-16-le"), units[2 * start :].decode("utf-16-le")
    line = rest[: last.textLength() + 8]
    return before + QFontMetricsF(font).elidedText(line, Qt.TextElideMode.ElideRight, width)


def utf16(text: str, spans: Spans) -> list[tuple[int, int]]:
    """Spans of code points as Qt counts them: a character beyond U+FFFF counts twice."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return list(spans)
    return [(_units(text, start), _units(text, end)) for start, end in spans]


def _units(text: str, place: int) -> int:
    return place + sum(character > "\uffff" for character in text[:place])


def _lines(layout: QTextLayout, width: float, leading: float, most: int = 1000) -> list[QTextLine]:
    lines: list[QTextLine] = []
    layout.beginLayout()
    while len(lines) < most:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, len(lines) * leading))
        lines.append(line)
    layout.endLayout()
    return lines


def _box(line: QTextLine, start: int, end: int, origin: QPointF, height: float) -> QRectF | None:
    """Where a span lies on a line; None where it does not."""
    first = max(start, line.textStart())
    last = min(end, line.textStart() + line.textLength())
    if first >= last:
        return None
    left, right = _x(line, first), _x(line, last)
    top = line.y() + (line.height() - height) / 2
    return QRectF(origin.x() + left - 0.5, origin.y() + top, right - left + 1, height)


def _x(line: QTextLine, place: int) -> float:
    """PySide gives the place back beside the x."""
    x: float = line.cursorToX(place)[0]  # type: ignore[index]
    return x
