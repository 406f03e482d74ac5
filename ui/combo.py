"""A box that drops down a list, with a chevron in the colour of the theme; a style sheet can't colour one."""

from string import Template

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui import icons, style

SHEET = """
QComboBox { combobox-popup: 0; padding-right: $beside; }
QComboBox::drop-down { border: 0; width: 0; }
QComboBox::down-arrow { image: none; }
"""
"""With Fusion's own popup a hundred categories would fill the screen from top to bottom."""
SEEN = 14
"""Choices seen at once."""
ARROW_PX = 12


class Combo(QComboBox):
    """As QComboBox."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet(Template(SHEET).substitute(beside=f"{style.px(8 + ARROW_PX + 6)}px"))
        self.setMaxVisibleItems(SEEN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the chevron."""
        super().paintEvent(event)
        size = style.px(ARROW_PX)
        left = self.width() - size - style.px(8)
        icons.icon("chevron-down").paint(QPainter(self), left, (self.height() - size) // 2, size, size)
