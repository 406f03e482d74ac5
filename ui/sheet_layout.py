"""How the lines of a sheet are set: height, indents, centring, and room for the numbers of pages."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QTextBlock, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from ui import style
from ui.reader_text import Line, Style

TEXT_PX = 15
LINE_HEIGHT = 1.85
PADDING = 34
"""Between the edge of the sheet and its text, px at scale 1."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a style of line is set; px at scale 1, `indent` in characters."""

    size: float = TEXT_PX
    strong: bool = False
    before: float = 0
    after: float = 7
    indent: int = 0
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft
    tone: str = "text"


LOOKS: dict[Style, Look] = {
    "title": Look(18, strong=True, before=6, after=12, align=Qt.AlignmentFlag.AlignHCenter),
    "heading": Look(strong=True, before=6, after=5),
    "body": Look(indent=2),
    "plain": Look(after=3),
    "right": Look(align=Qt.AlignmentFlag.AlignRight),
    "row": Look(14, after=2),
    "quiet": Look(12.5, after=2, tone="second"),
}

PAGE_GAP = 26
"""Room above the first line of a page for its number, px at scale 1."""


class SheetLayout(QPlainTextDocumentLayout):
    """Sets one block when it is asked for; `room` is the width of the whole sheet in px."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.lines: list[Line] = []
        self.room = 0
        self._edition = 0
        self._heights: dict[int, float] = {}
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(self._tell_size)

    def set_anew(self) -> None:
        """What is laid out is no longer right: another width, another font, other lines."""
        self._edition += 1
        self._heights.clear()

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """The block with the space above and below it; asked for some hundred times at every step."""
        number = block.blockNumber()
        if not 0 <= number < len(self.lines):
            return super().blockBoundingRect(block)
        layout = block.layout()
        if number not in self._heights or block.userState() != self._edition or not layout.lineCount():
            self._heights[number] = self._set(block, layout, LOOKS[self.lines[number].style])
        return QRectF(0, 0, self.room, self._heights[number])

    def _set(self, block: QTextBlock, layout: QTextLayout, look: Look) -> float:
        """Break the block into lines and place them; gives the height."""
        option = QTextOption(look.align)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        bottom = self._place_lines(layout, look, self._top(block, look))
        layout.endLayout()
        block.setUserState(self._edition)
        if block.lineCount() != layout.lineCount():
            block.setLineCount(layout.lineCount())
            self._grown.start()
        last = not block.next().isValid()
        return bottom + style.px(look.after) + (style.px(PADDING) if last else 0)

    def _place_lines(self, layout: QTextLayout, look: Look, top: float) -> float:
        left = style.px(PADDING)
        natural = QFontMetricsF(self.document().defaultFont()).height()
        spread = max(0.0, style.px(TEXT_PX) * LINE_HEIGHT / natural - 1) / 2
        indent = look.indent * style.px(look.size)
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, self.room - 2 * left - indent))
            leading = line.height() * spread
            line.setPosition(QPointF(left + indent, top + leading))
            top += line.height() + 2 * leading
            indent = 0
        return top

    def _top(self, block: QTextBlock, look: Look) -> float:
        number = block.blockNumber()
        page = self.lines[number].page
        first = style.px(PADDING) * 0.6 if number == 0 else 0.0
        return first + style.px(look.before) + (style.px(PAGE_GAP) if page and number else 0)

    def _tell_size(self) -> None:
        """Let the scroll bar know, once for all blocks; told while setting, it would ask for more."""
        self.documentSizeChanged.emit(self.documentSize())
