"""A page with nothing to list: a picture, what there is to say, and what to do next."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import icons, style
from ui.dressing import dressed
from ui.labels import Label

WIDEST = 380
"""Of its sentences, px at scale 1."""


class Blank(QWidget):
    """Says calmly why there is nothing here."""

    acted = Signal()
    """The one thing that can be done about it was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._icon = "file"
        super().__init__(parent)
        self._picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self._title = Label(size=15, strong=True, wrap=True)
        self._sentence = Label(tone="second", wrap=True)
        self._hint = Label(wrap=True)
        column = QVBoxLayout(self)
        column.addStretch(2)
        for part in (self._picture, self._title, self._sentence, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._action = QPushButton()
        self._action.clicked.connect(self.acted)
        column.addSpacing(style.px(8))
        column.addWidget(self._action, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        column.setSpacing(style.px(8))
        dressed(self._dress)

    def say(self, icon: str, title: str, sentence: str = "", hint: str = "", action: str = "") -> None:
        """Show an icon of resources/icons and up to three sentences; the last says what to do, `action` does it."""
        self._icon = icon
        for label, words in ((self._title, title), (self._sentence, sentence), (self._hint, hint)):
            label.setText(words)
            label.setVisible(bool(words))
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self.setAccessibleName(" ".join(filter(None, (title, sentence, hint))))
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the sentences where the page is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _dress(self) -> None:
        size = style.px(40)
        self._picture.setPixmap(icons.icon(self._icon, "faint").pixmap(QSize(size, size)))
        self._fit()

    def _fit(self) -> None:
        width = min(style.px(WIDEST), max(style.px(140), self.width() - 2 * style.px(20)))
        for label in (self._title, self._sentence, self._hint):
            label.setFixedWidth(width)
            label.setMinimumHeight(max(0, label.heightForWidth(width)))  # in the middle, a layout gives one line only
