"""What is seen under the pointer while papers are carried."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ui import style


def tag(text: str) -> QPixmap:
    """The words carried, on a small tag."""
    font = style.font(12)
    ratio = QApplication.primaryScreen().devicePixelRatio()
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, style.px(240))
    width, height = metrics.horizontalAdvance(shown) + style.px(20), style.px(28)
    drawn = QPixmap(round(width * ratio), round(height * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    painter.setPen(style.colour("accent"))
    painter.setBrush(style.colour("wash"))
    painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 6, 6)
    painter.setPen(style.colour("text"))
    painter.drawText(0, 0, width, height, Qt.AlignmentFlag.AlignCenter, shown)
    painter.end()
    return drawn
