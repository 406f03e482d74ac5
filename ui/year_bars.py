"""The years of the results as small bars: click one, drag over several, or walk along them with the arrow keys."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import style, words
from ui.dressing import dressed

HEIGHT_PX = 34
WORDS_PX = 84
WIDEST_PX = 26
MOST_YEARS = 60
"""A longer stretch leaves out the years without papers: one old paper must not press all others together."""
Years = tuple[int, int]


class YearBars(QWidget):
    """Bars from the first year to the last, those that hold in the stronger colour."""

    chosen = Signal(object)
    """(first, last), both included; None to let go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[int, int] = {}
        self._held: Years | None = None
        self._ends: Years | None = None
        """Where a brush under way began, and where it is now."""
        self.setAccessibleName(self.tr("年度"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        dressed(self.updateGeometry)
        self.hide()

    def show_years(self, counts: Mapping[int | None, int], held: Years | None) -> None:
        """Show how many papers each year has, and which years hold."""
        known = {year: count for year, count in counts.items() if year}
        years = range(min(known, default=0), max(known, default=-1) + 1)
        shown = years if len(years) <= MOST_YEARS else sorted(known)
        self._counts = {year: known.get(year, 0) for year in shown}
        self._held, self._ends = held, None
        self.setVisible(len(known) > 1)
        self._speak()
        self.update()

    def years(self) -> list[int]:
        """The years that have a bar."""
        return list(self._counts)

    def bar(self, year: int) -> QRect:
        """The column a year stands in, over the whole height."""
        place = list(self._counts).index(year)
        width = self._pitch()
        return QRect(round(place * width), 0, max(1, round(width) - style.px(3)), self.height())

    def sizeHint(self) -> QSize:
        """As high as the bars."""
        return QSize(100, style.px(HEIGHT_PX))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to brush."""
        year = self._year_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and year:
            self._brush(year, year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Brush on; the tool tip names the year and its papers."""
        year = self._year_at(event.position().toPoint())
        self.setToolTip(self._said(year) if year else "")
        if self._ends and year and event.buttons() & Qt.MouseButton.LeftButton:
            self._brush(self._ends[0], year)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the years brushed over."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._take()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, with Shift they stretch; Enter takes, Escape lets go."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step and self._counts:
            self._walk(step, stretch=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._take()
        elif event.key() == Qt.Key.Key_Escape and (self._ends or self._held):
            self._ends = None
            self.update()
            if self._held:
                self.chosen.emit(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was walked to and not taken is forgotten."""
        self._ends = None
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars, and beside them the years they stand for."""
        if not self._counts:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        most = max(self._counts.values(), default=1)
        low, high = self._span()
        for year, count in self._counts.items():
            painter.setBrush(style.colour("accent"))
            painter.setOpacity(1.0 if low <= year <= high else 0.3)
            column = self.bar(year)
            tall = max(style.px(2), round(column.height() * count / most)) if count else 1
            column.setTop(self.height() - tall)
            painter.drawRoundedRect(column, 1.5, 1.5)
        painter.setOpacity(1.0)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        left = round(self._pitch() * len(self._counts)) + style.px(8)
        room = QRect(left, 0, self.width() - left, self.height())
        low, high = self._span()
        years = self.years()
        text = f"{years[0]}–{years[-1]}" if low > high else str(low) if low == high else f"{low}–{high}"
        painter.setPen(style.colour("accent" if self.hasFocus() or low <= high else "second"))
        painter.setFont(style.font(12))
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _pitch(self) -> float:
        room = max(1, self.width() - style.px(WORDS_PX))
        return min(style.px(WIDEST_PX), room / max(1, len(self._counts)))

    def _span(self) -> Years:
        """The years shown as chosen; (1, 0) for none."""
        ends = self._ends or self._held or (1, 0)
        return (min(ends), max(ends)) if self._ends else ends

    def _year_at(self, place: QPoint) -> int | None:
        number = int(place.x() / self._pitch())
        return self.years()[number] if self._counts and 0 <= number < len(self._counts) else None

    def _brush(self, first: int, last: int) -> None:
        self._ends = first, last
        self._speak()
        self.update()

    def _walk(self, step: int, *, stretch: bool) -> None:
        years = self.years()
        first, last = self._ends or self._held or (years[0] - step, years[0] - step)
        here = years.index(last) if last in years else -1 if step > 0 else len(years)
        now = years[max(0, min(here + step, len(years) - 1))]
        self._brush(first if stretch and first in years else now, now)

    def _take(self) -> None:
        """Ask for the years brushed; for those that hold already, let go of them."""
        if self._ends:
            span = self._span()
            self._ends = None
            self.chosen.emit(None if span == self._held else span)

    def _speak(self) -> None:
        """What a screen reader says: the year walked to and its papers."""
        self.setAccessibleDescription(self._said(self._ends[1]) if self._ends else "")

    def _said(self, year: int) -> str:
        return self.tr("{year} 年　{n} 篇").format(year=year, n=words.number(self._counts[year]))
