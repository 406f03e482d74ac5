"""What the pages that take the place of results and reader have in common: their ground, and being dressed anew."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import style
from ui.labels import stamp


class Page(QWidget):
    """A page is dressed by its `_dress`, which keeps the stamp, whenever the application looks otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._stamp = stamp()
        super().__init__(parent)

    def changeEvent(self, event: QEvent) -> None:
        """The measures and colours of another text scale or theme."""
        super().changeEvent(event)
        if stamp() != self._stamp:
            self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a pane."""
        QPainter(self).fillRect(self.rect(), style.colour("pane"))

    def _dress(self) -> None:
        raise NotImplementedError
