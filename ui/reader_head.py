"""The line above a paper: its title, which hit one is at, and the ways to the original."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from ui import icons, style, words
from ui.dressing import dressed
from ui.labels import Elided, Label


class ReaderHead(QWidget):
    """Title, ‹ 3 / 12 ›, 打开原文件, 所在文件夹."""

    stepped = Signal(int)
    """To the next hit (1) or the previous (-1)."""
    opened = Signal()
    """The original, please."""
    shown = Signal()
    """Its folder, please."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Elided(size=14, strong=True)
        self._where = Label(tone="second")
        self._previous = self._arrow("chevron-left", self.tr("上一处"), self._go_back)
        self._next = self._arrow("chevron-right", self.tr("下一处"), self._go_on)
        self._open = QPushButton(self.tr("打开原文件"))
        self._open.setToolTip(self.tr("用系统里的程序打开"))
        self._open.clicked.connect(self.opened)
        self._folder = QPushButton(self.tr("所在文件夹"))
        self._folder.setToolTip(self.tr("打开所在文件夹"))
        self._folder.clicked.connect(self.shown)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title, 1)
        for widget in (self._previous, self._where, self._next, self._open, self._folder):
            self._row.addWidget(widget)
        dressed(self._dress)
        self.show_hits(-1, 0)

    def show_title(self, title: str) -> None:
        """The title of the paper in the list."""
        self._title.setText(title)
        self._title.setAccessibleName(title)

    def show_hits(self, current: int, count: int) -> None:
        """Which of how many hits is the current one; nothing without hits."""
        for widget in (self._previous, self._where, self._next):
            widget.setVisible(count > 0)
        self._where.setText(f"{words.number(current + 1)} / {words.number(count)}")
        spoken = self.tr("第 {n} 处，共 {count} 处").format(n=current + 1, count=count)
        self._where.setAccessibleName(spoken)

    def allow_original(self, there: bool) -> None:
        """Whether there is an original to open."""
        self._open.setEnabled(there)
        self._folder.setEnabled(there)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour("pane"))
        painter.setPen(style.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())

    def _arrow(self, icon: str, name: str, slot: object) -> QToolButton:
        button = QToolButton()
        button.setProperty("flat", True)
        button.setStyleSheet("padding: 0")
        button.setProperty("icon_name", icon)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.clicked.connect(slot)
        return button

    def _go_back(self) -> None:
        self.stepped.emit(-1)

    def _go_on(self) -> None:
        self.stepped.emit(1)

    def _dress(self) -> None:
        self.setFixedHeight(style.px(45))
        self._row.setContentsMargins(style.px(16), 0, style.px(16), 0)
        self._row.setSpacing(style.px(6))
        for button in (self._previous, self._next):
            button.setIcon(icons.icon(str(button.property("icon_name"))))
            button.setIconSize(QSize(style.px(14), style.px(14)))
            button.setFixedSize(style.px(24), style.px(26))
