"""Words in the window in one of the tones of the colour table, cut with … where the room ends."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui import style
from ui.dressing import dressed

TEXT_ROLE = QPalette.ColorRole.WindowText
Tone = Literal["text", "second", "accent", "attention", "trouble", "good"]

FEWEST = 4
"""Characters of a cut text, with its dots, below which it says nothing and is not shown."""


class Label(QLabel):
    """A label that keeps tone and size through changes of theme and text scale. `size` in px at scale 1."""

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *,
        tone: Tone = "text", size: float = 13, strong: bool = False, wrap: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(text, parent)
        self.setProperty("tone", tone)  # the style sheet colours it; a palette of its own would outlive a theme
        self._size = size
        self._strong = strong
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        dressed(self._dress)

    def set_tone(self, tone: Tone) -> None:
        """Speak in another tone from now on."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def _dress(self) -> None:
        self.setFont(style.font(self._size, strong=self._strong))


class Elided(Label):
    """A label of one line that ends in … where it is too long; the whole is its tool tip."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as one may wish."""
        return QSize(self.fontMetrics().averageCharWidth() * 3, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say the whole on hovering only where it is cut."""
        super().resizeEvent(event)
        self._tell_whole()

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what there is room for."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        if len(shown) < FEWEST and shown != self.text():
            return
        painter.setPen(self.palette().color(TEXT_ROLE))
        painter.drawText(room, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tell_whole(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")
