"""A word after an act, over the results, with the way back; the same pill says what a drag would do."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style

READ_MS = 5000
UNDO_MS = 10000
"""Long enough to look up from the list and reach the way back."""


class Toast(QWidget):
    """Stands over `host`, low and in its middle; fades by itself, waits while the pointer is on it."""

    acted = Signal(str)
    """Its button was pressed: `undo` or `copy`."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._act = ""
        self._text = QLabel(self)
        self._more = QLabel(self)
        self._button = QPushButton(self)
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.timeout.connect(self.hide)
        self._lay_out()
        host.installEventFilter(self)
        self.hide()

    def stand_over(self, host: QWidget) -> None:
        """From now on be said over another part of the window; what was said goes."""
        if host is not self._host:
            self._host.removeEventFilter(self)
            self._host = host
            self.setParent(host)
            host.installEventFilter(self)

    def say(self, text: str, more: str = "", *, undo: bool = False, copy: bool = False) -> None:
        """Show a sentence and, smaller, what to add; with 撤销, or 复制详情 for trouble."""
        self._act = "undo" if undo else "copy" if copy else ""
        self._button.setText(self.tr("撤销") if undo else self.tr("复制详情"))
        self._show(text, more)
        self._gone.start(UNDO_MS if self._act else READ_MS)

    def hint(self, text: str) -> None:
        """Say what a drag would do here; "" when it left."""
        if not text:
            self.hide()
            return
        self._act = ""
        self._gone.stop()
        self._show(text, "")

    def text(self) -> str:
        """What it says, all of it."""
        return "\n".join(part for part in (self._text.text(), self._more.text()) if part)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the results, also while another page hides them."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        """Take its place when the page it was said on comes into sight; until then that page has no size."""
        super().showEvent(event)
        self._place()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while it is read."""
        self._gone.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Go soon."""
        if self._act:
            self._gone.start(READ_MS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dark pill on light, a light one on dark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("toast"))
        painter.drawRoundedRect(self.rect(), 8, 8)

    def _lay_out(self) -> None:
        self.setAccessibleName(self.tr("消息"))
        self.setObjectName("toast")
        self._more.setObjectName("more")
        for label in (self._text, self._more):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._button.setCursor(Qt.CursorShape.PointingHandCursor)
        self._button.clicked.connect(self._press)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._text)
        column.addWidget(self._more)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(18, 9, 14, 9)
        row.setSpacing(18)
        row.addLayout(column, 1)
        row.addWidget(self._button)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 60))
        self.setGraphicsEffect(shadow)

    def _show(self, text: str, more: str) -> None:
        self._text.setText(text)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self._button.setVisible(bool(self._act))
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """As wide as its words want and the results allow."""
        room = self._host.width() - 2 * style.px(16)
        labels = (self._text, self._more)
        wanted = max(label.fontMetrics().horizontalAdvance(label.text()) for label in labels)
        beside = 36 + (self._button.sizeHint().width() + 18 if self._act else 0)
        width = min(room, wanted + beside)
        self._text.setMinimumWidth(0)
        self.setFixedWidth(max(width, style.px(120)))
        self._row.invalidate()
        tall = self._row.heightForWidth(self.width()) if self._row.hasHeightForWidth() else -1
        self.setFixedHeight(tall if tall > 0 else self._row.sizeHint().height())
        left = (self._host.width() - self.width()) // 2
        self.move(left, self._host.height() - self.height() - style.px(14))

    @Slot()
    def _press(self) -> None:
        self.hide()
        self.acted.emit(self._act)
