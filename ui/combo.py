"""A box that drops down a list, with a chevron in the colour of the theme; a style sheet can't colour one."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from ui import icons, style


class Combo(QComboBox):
    """As QComboBox."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setStyleSheet("QComboBox::drop-down { border: 0; width: 0; } QComboBox::down-arrow { image: none; }")

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, then the chevron."""
        super().paintEvent(event)
        size = style.px(12)
        left = self.width() - size - style.px(8)
        icons.icon("chevron-down").paint(QPainter(self), left, (self.height() - size) // 2, size, size)
