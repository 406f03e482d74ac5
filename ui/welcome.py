"""The first page: which folders, which scheme, begin; or try the samples."""

import json
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import drag, icons, style
from ui.dressing import dressed, stand_on_pane
from ui.flow import Flow
from ui.labels import Elided, Label

SCHEME = Path(__file__).resolve().parent.parent / "resources" / "categories.json"
WIDE_PX = 620
NUMBER_PX = 26


def scheme_names() -> list[str]:
    """The categories of the first level that a new library begins with."""
    return [str(each["name"]) for each in json.loads(SCHEME.read_text(encoding="utf-8"))["categories"]]


class Number(QLabel):
    """The number of a step in a disc."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(str(number), parent)

    def sizeHint(self) -> QSize:
        """A disc for one digit."""
        return QSize(style.px(NUMBER_PX), style.px(NUMBER_PX))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The disc and the digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = self.rect()
        disc.setSize(self.sizeHint())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("wash"))
        painter.drawEllipse(disc)
        painter.setPen(style.colour("accent"))
        painter.setFont(style.font(13, strong=True))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, self.text())


class Chosen(QWidget):
    """A folder that was chosen, and the way to leave it out again."""

    dropped = Signal(object)
    """The path that is not wanted after all."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        picture = QLabel()
        picture.setPixmap(icons.icon("folder").pixmap(style.px(16), style.px(16)))
        away = QToolButton()
        away.setProperty("flat", True)
        away.setStyleSheet("padding: 2px")
        away.setIcon(icons.icon("close"))
        away.setIconSize(QSize(style.px(12), style.px(12)))
        away.setToolTip(self.tr("不选这个文件夹"))
        away.setAccessibleName(self.tr("不选 {path}").format(path=path))
        away.clicked.connect(self._leave_out)
        row.addWidget(picture)
        row.addWidget(Elided(str(path)), 1)
        row.addWidget(away)

    def _leave_out(self) -> None:
        self.dropped.emit(self._path)


class Welcome(QWidget):
    """Greets; nothing happens before 开始 or 试用示例资料."""

    folderChosen = Signal(object)
    """The list of folders (Path) to watch."""
    samplesWanted = Signal()
    """The sample papers, please."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_on_pane(self)
        self.setAccessibleName(self.tr("开始使用文牍"))
        self.setAcceptDrops(True)
        self._paths: list[Path] = []
        self._choose = QPushButton(self.tr("选择文件夹…"))
        self._listed = QWidget()
        self._folders = QVBoxLayout()
        self._begin = QPushButton(self.tr("开始"))
        self._begin.setProperty("primary", True)
        self._samples = QPushButton(self.tr("试用示例资料"))
        self._page = QWidget()
        self._steps = QVBoxLayout(self._page)
        self._lay_out()
        self._choose.clicked.connect(self._ask)
        self._begin.clicked.connect(self._start)
        self._samples.clicked.connect(self.samplesWanted)
        self._show_folders()
        dressed(self._dress)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Folders may be dropped anywhere on the page."""
        if drag.only_folders(drag.files(event.mimeData())):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the folders."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        for path in drag.files(event.mimeData()):
            self._take(str(path))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.viewport().setAutoFillBackground(False)
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.addStretch(1)
        row.addWidget(self._page, 20)
        row.addStretch(1)
        scroll.setWidget(middle)
        middle.setAutoFillBackground(False)
        outer.addWidget(scroll)
        self._steps.addStretch(2)
        for part in self._parts():
            self._steps.addWidget(part)
        self._steps.addStretch(3)

    def _parts(self) -> Iterator[QWidget]:
        yield Label(self.tr("欢迎使用文牍"), size=22, strong=True)
        yield _quiet(self.tr("告诉它资料放在哪里，其中任何一个词都能马上找到。全部在本机完成，不连网。"))
        yield _step(1, self.tr("选择文件夹"), self._first())
        yield _step(2, self.tr("类别方案"), self._second())
        yield _step(3, self.tr("开始"), self._third())

    def _first(self) -> Iterator[QWidget]:
        yield _quiet(self.tr("里面的文件会自动读取，以后有变化也会跟上。可以选几个，也可以把文件夹拖到这里。"))
        self._listed.setLayout(self._folders)
        self._folders.setContentsMargins(0, 0, 0, 0)
        self._folders.setSpacing(0)
        yield self._listed
        yield _left(self._choose)
        yield Label(self.tr("原文件不会被移动或修改。"), tone="good")

    def _second(self) -> Iterator[QWidget]:
        names = scheme_names()
        said = self.tr("先用默认的 {n} 类，资料会自动归类；类别以后随时可以增加、改名、删除。")
        yield _quiet(said.format(n=len(names)))
        chips = QWidget()
        chips.setAccessibleName("、".join(names))
        row = Flow(chips)
        for name in names:
            row.addWidget(Tag(name))
        yield chips

    def _third(self) -> Iterator[QWidget]:
        yield _left(self._begin, self._samples)
        yield _quiet(self.tr("还没有想好？示例资料有二十多篇，一分钟就能试完，不影响你的文件。"))

    def _ask(self) -> None:
        dialog = QFileDialog(self, self.tr("选择资料所在的文件夹（其中的文件不会移动或修改）"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._take)
        dialog.open()

    def _take(self, path: str) -> None:
        if Path(path) not in self._paths:
            self._paths.append(Path(path))
            self._show_folders()
            self._begin.setFocus()

    def _leave_out(self, path: Path) -> None:
        self._paths.remove(path)
        self._show_folders()

    def _show_folders(self) -> None:
        while item := self._folders.takeAt(0):
            row = item.widget()
            if row:
                row.hide()
                row.deleteLater()
        for path in self._paths:
            chosen = Chosen(path)
            chosen.dropped.connect(self._leave_out)
            self._folders.addWidget(chosen)
        self._listed.setVisible(bool(self._paths))
        self._choose.setText(self.tr("再选一个…") if self._paths else self.tr("选择文件夹…"))
        self._begin.setEnabled(bool(self._paths))

    def _start(self) -> None:
        self.folderChosen.emit(list(self._paths))

    def _dress(self) -> None:
        self._page.setMaximumWidth(style.px(WIDE_PX))
        self._steps.setSpacing(style.px(14))
        self._steps.setContentsMargins(style.px(16), style.px(16), style.px(16), style.px(16))
        self._show_folders()


class Tag(Label):
    """A word on a chip that does nothing."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent, tone="second", size=12)
        self.setContentsMargins(style.px(9), style.px(3), style.px(9), style.px(3))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chip, then the word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("chip"))
        painter.drawRoundedRect(self.rect(), self.height() / 2, self.height() / 2)
        painter.end()
        super().paintEvent(event)


def _step(number: int, title: str, parts: Iterator[QWidget]) -> QWidget:
    """A numbered step with what belongs to it below its title."""
    step = QWidget()
    row = QHBoxLayout(step)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(style.px(12))
    row.addWidget(Number(number), 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(style.px(8))
    column.addWidget(Label(title, size=15, strong=True))
    for part in parts:
        column.addWidget(part)
    row.addLayout(column, 1)
    return step


def _quiet(sentence: str) -> Label:
    return Label(sentence, tone="second", wrap=True)


def _left(*widgets: QWidget) -> QWidget:
    """Buttons at the left of a line."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return line
