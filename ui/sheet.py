"""The sheet of paper in the reading pane: any number of lines, laid out only where one looks.

A QPlainTextEdit asks its layout for one block at a time, and only for those in view; a layout of our own
gives these the line height, indents and centring of a printed paper. A megabyte is inserted in 30 ms.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit, QWidget

from ui import style
from ui.citing import cited
from ui.dressing import dressed
from ui.reader_text import Line, Run, Sheet
from ui.sheet_layout import LOOKS, PADDING, PAGE_GAP, TEXT_PX, Look, SheetLayout

LINE_CHARS = 42
DESK = 16
"""Around the sheet, px at scale 1."""
AT_ONCE = 1000
"""Lines inserted before the window gets a breath: about 10 ms."""
PAPER_OF_THE_DARK = "#292E35"
"""A little lighter than the pane; white paper in a dark room dazzles."""


class SheetView(QPlainTextEdit):
    """The paper on its sheet, hits marked; read and copied from, never written to."""

    moved = Signal()
    """Another hit is the current one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAccessibleName(self.tr("资料正文"))
        self.setReadOnly(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sheet = Sheet((), ())
        self.source = ""
        """The line that goes below words that are copied."""
        self._current = -1
        self._marked: tuple[object, ...] = ()
        self._going = False
        self._coming: Iterator[tuple[Line, str]] = iter(())
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._insert_more)
        self._document, self._layout = self._blank()
        self.verticalScrollBar().valueChanged.connect(self._mark_what_shows)
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        dressed(self._dress)

    @property
    def count(self) -> int:
        """How many hits stand on the sheet."""
        return len(self._sheet.hits)

    @property
    def current(self) -> int:
        """The current hit, from 0; -1 where there is none."""
        return self._current

    def show_sheet(self, sheet: Sheet, *, keep_place: bool = False) -> None:
        """Show a paper from its first hit on; with `keep_place`, from where one was."""
        if sheet.lines != self._sheet.lines:
            keep_place = False
            self._insert(sheet)
        self._sheet = sheet
        if not keep_place or self._current >= self.count:
            self._current = 0 if sheet.hits else -1
            self._reach_current()
        self._mark_what_shows()
        self.moved.emit()

    def run_at(self, at: QPoint) -> Run | None:
        """The stretch of the paper's text at a point of the viewport: of a joined paragraph, the line of the file."""
        cursor = self.cursorForPosition(at)
        if cursor.blockNumber() >= len(self._layout.lines):
            return None
        runs = self._layout.lines[cursor.blockNumber()].runs
        words = cursor.block().text().encode("utf-16-le", "surrogatepass")[: 2 * cursor.positionInBlock()]
        before = len(words.decode("utf-16-le", "replace"))
        for run in runs:
            before -= len(run.glue) + run.end - run.start
            if before < 0:
                return run
        return runs[-1]

    def step(self, by: int) -> None:
        """Go to the next or the previous hit, round at the ends."""
        if self.count:
            self._current = (self._current + by) % self.count
            self._reach_current()
            self._mark_what_shows()
            self.moved.emit()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Words copied or carried away keep where they come from."""
        return cited(self.textCursor().selection().toPlainText(), self.source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sheet in the middle and its lines short enough to read."""
        self._fit()
        super().resizeEvent(event)
        self._mark_what_shows()

    def event(self, event: QEvent) -> bool:
        """Paint the desk about the sheet, and the sheet's edge."""
        done = super().event(event)
        if event.type() == QEvent.Type.Paint:
            self._paint_desk()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the numbers of the pages above their first lines."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setFont(style.font(11.5))
        painter.setPen(style.colour("faint"))
        block = self.firstVisibleBlock()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if area.top() > event.rect().bottom():
                break
            self._paint_page(painter, block.blockNumber(), area)
            block = block.next()

    def _paint_page(self, painter: QPainter, number: int, area: QRectF) -> None:
        page = self._layout.lines[number].page if 0 < number < len(self._layout.lines) else None
        if page:
            strip = QRectF(area.left(), area.top(), area.width(), style.px(PAGE_GAP - 6))
            painter.drawText(strip, Qt.AlignmentFlag.AlignCenter, self.tr("第 {page} 页").format(page=page))

    def _paint_desk(self) -> None:
        painter = QPainter(self)
        painter.setClipRegion(self.visibleRegion().subtracted(self.viewport().geometry()))
        painter.fillRect(self.rect(), style.colour("side"))
        painter.setPen(style.colour("line"))
        painter.drawRect(self.viewport().geometry().adjusted(-1, -1, 0, 0))

    def _blank(self) -> tuple[QTextDocument, SheetLayout]:
        """An empty document of our layout in place of what was shown."""
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(style.serif(TEXT_PX))
        layout = SheetLayout(document)
        document.setDocumentLayout(layout)
        layout.room = self.viewport().width()
        self.setDocument(document)
        return document, layout

    def _insert(self, sheet: Sheet) -> None:
        """Begin to insert a sheet's lines; what has no room in this breath follows in the next."""
        before = self._document
        self._sheet = sheet
        self._document, self._layout = self._blank()
        before.deleteLater()
        self._coming = iter(sheet.lines)
        self._insert_more()

    def _insert_more(self) -> None:
        """Insert the next AT_ONCE lines, and look again whether the current hit can be reached."""
        some = list(islice(self._coming, AT_ONCE))
        if some:
            self._append(some)
            self._next.start()
            self._mark_what_shows()
        else:
            self._next.stop()

    def _append(self, some: Sequence[tuple[Line, str]]) -> None:
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        lead = "\n" if self._layout.lines else ""
        for kind, lines in groupby(some, key=lambda each: each[0].style):
            cursor.insertText(lead + "\n".join(words for _, words in lines), self._format(LOOKS[kind]))
            lead = "\n"
        self._layout.lines.extend(line for line, _ in some)
        self._layout.set_anew()
        cursor.endEditBlock()

    def _format(self, look: Look) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setFont(style.serif(look.size))
        made.setFontWeight(QFont.Weight.Bold if look.strong else QFont.Weight.Normal)
        if look.tone != "text":
            made.setForeground(style.colour(look.tone))
        return made

    def _reach_current(self) -> None:
        """Bring the current hit into view, inserting as far as it."""
        if self._current < 0:
            self.verticalScrollBar().setValue(0)
            return
        start, end = self._sheet.hits[self._current][0]
        while self._document.characterCount() <= end and self._next.isActive():
            self._insert_more()
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        self._going = True
        self.setTextCursor(cursor)
        if not self._well_in_view(self.cursorRect(cursor)):
            self.centerCursor()
        self._going = False

    def _well_in_view(self, place: QRect) -> bool:
        edge = place.height() * 2
        return edge <= place.top() and place.bottom() <= self.viewport().height() - edge

    def _mark_what_shows(self) -> None:
        """Mark the hits in view; QPlainTextEdit looks through all marks for every line it paints."""
        if self._going:
            return
        top = self.firstVisibleBlock().position()
        bottom = self.cursorForPosition(self.viewport().rect().bottomRight()).position()
        first = max(0, bisect_left(self._sheet.hits, ((top, 0),)) - 1)
        last = bisect_left(self._sheet.hits, ((bottom + 1, 0),))
        length = self._document.characterCount()
        wanted = (self._document, length, self._sheet.hits, self._current, first, last, style.current())
        if wanted != self._marked:
            self._marked = wanted
            self.setExtraSelections([mark for n in range(first, last) for mark in self._marks(n)])

    def _marks(self, number: int) -> list[QTextEdit.ExtraSelection]:
        ground = style.colour("current_hit" if number == self._current else "hit")
        limit = self._document.characterCount() - 1
        return [self._mark(start, end, ground) for start, end in self._sheet.hits[number] if end <= limit]

    def _mark(self, start: int, end: int, ground: QColor) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._document)
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format.setBackground(ground)
        return mark

    def _fit(self) -> None:
        """Margins that leave at most LINE_CHARS characters a line, with the scroll bar or without."""
        desk = style.px(DESK)
        widest = LINE_CHARS * style.px(TEXT_PX) + 2 * style.px(PADDING) + 2
        bar = self.verticalScrollBar()
        side = max(desk, (self.width() - widest) // 2)
        shown = bar.sizeHint().width() if bar.maximum() else 0
        self.setViewportMargins(side, desk, side - shown, desk)
        room = max(120, self.width() - 2 * side)
        if room != self._layout.room:
            self._layout.room = room
            self._layout.set_anew()

    def _dress(self) -> None:
        """The colours and fonts in force, also for what is already on the sheet."""
        colours = style.current()
        paper = PAPER_OF_THE_DARK if colours is style.DARK else colours.pane
        self.setStyleSheet(f"#sheet {{ background: {paper}; border: 0; padding: 0; }}")
        self.setFont(style.serif(TEXT_PX))
        self._fit()
        place = self.verticalScrollBar().value()
        self._insert(self._sheet)
        self.verticalScrollBar().setValue(place)
        self._mark_what_shows()
