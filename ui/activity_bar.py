"""The line at the bottom: what is going on, and what needs a hand."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from archiver.model import Event, Progress
from ui import style, words
from ui.labels import Elided, Label, Tone
from ui.overview import Overview


class Bar(QWidget):
    """How much of the work is done, as a thin bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setAccessibleName(self.tr("进度"))

    def show_part(self, part: float) -> None:
        """Fill so much of it, 0 to 1."""
        self._part = part
        self.setAccessibleDescription(f"{part:.0%}")
        self.update()

    def sizeHint(self) -> QSize:
        """150 × 5 at scale 1."""
        return QSize(style.px(150), style.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track and what is done of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = style.px(5)
        room = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(style.colour("line"))
        painter.drawRoundedRect(room, height / 2, height / 2)
        room.setWidth(max(height, room.width() * self._part))
        painter.setBrush(style.colour("accent"))
        painter.drawRoundedRect(room, height / 2, height / 2)


class ActivityBar(QFrame):
    """Tells that pause or the ledger was asked for; changes nothing itself."""

    pause_pressed = Signal()
    attention_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("activity")
        self._words = Label(tone="second", size=12)
        self._bar = Bar(self)
        self._detail = Elided(tone="second", size=12)
        self._pause = QPushButton(self)
        self._attention = QPushButton(self)
        self._progress: Progress | None = None
        self._overview: Overview | None = None
        self._lay_out()
        self._show()

    def show_overview(self, overview: Overview) -> None:
        """The library at rest, and how many files need a hand."""
        self._overview = overview
        if overview.keeper in ("stopped", "elsewhere"):
            self._progress = None
        self._attention.setText(self.tr("{n} 个文件需要处理 ›").format(n=words.number(overview.attention)))
        self._attention.setVisible(overview.attention > 0)
        self._show()

    @Slot(object)
    def hear(self, event: Event) -> None:
        """What the keeper does now."""
        if event.kind == "progress":
            self._progress = event.progress
        elif event.kind == "idle":
            self._progress = None
        else:
            return
        self._show()

    @property
    def paused(self) -> bool:
        """Whether the work rests because the user asked for it."""
        if self._progress is not None:
            return self._progress.paused
        return self._overview is not None and self._overview.keeper == "paused"

    def said(self) -> str:
        """The words of the line."""
        return "  ".join(label.text() for label in (self._words, self._detail) if label.text())

    def _lay_out(self) -> None:
        self._pause.clicked.connect(self.pause_pressed)
        self._pause.setProperty("small", True)
        self._attention.clicked.connect(self.attention_pressed)
        self._attention.setObjectName("attention")
        self._attention.setCursor(Qt.CursorShape.PointingHandCursor)
        self._attention.setProperty("flat", True)
        self._attention.hide()
        self.setMinimumHeight(style.px(31))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 8, 3)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addWidget(self._pause)  # before the words that change with every file, so that it does not move
        row.addWidget(self._detail, 1)
        row.addWidget(self._attention)

    def _show(self) -> None:
        progress = self._progress
        busy = progress is not None and (progress.done < progress.total or progress.recognising)
        self._bar.setVisible(busy)
        self._pause.setVisible(busy or self.paused)
        self._pause.setText(self.tr("继续") if self.paused else self.tr("暂停"))
        if progress and busy:
            self._bar.show_part(progress.done / max(progress.total, 1))
            self._say(self._doing(progress), self._about(progress))
        else:
            self._say(*self._resting())

    def _say(self, said: str, more: str = "", tone: Tone = "second") -> None:
        self._words.set_tone(tone)
        self._words.setText(said)
        self._detail.setText(more)

    def _doing(self, progress: Progress) -> str:
        if progress.paused:
            said = self.tr("已暂停 {n} / {m}")
        elif progress.recognising:
            said = self.tr("正在识别扫描件 {n} / {m} 页")
        else:
            said = self.tr("正在读取 {n} / {m}")
        return said.format(n=words.number(progress.done), m=words.number(progress.total))

    def _about(self, progress: Progress) -> str:
        """File, rate, time left; how many can be found while paused, or while a library is read for the first time."""
        if progress.paused:
            return self._searchable()
        parts = [self._searchable()] if self._fills(progress) else []
        parts.append(progress.current)
        if progress.rate >= 1:
            parts.append(self.tr("每秒 {n} 个").format(n=round(progress.rate)))
        if progress.seconds_left is not None:
            parts.append(words.duration(progress.seconds_left))
        return " · ".join(part for part in parts if part)

    def _fills(self, progress: Progress) -> bool:
        """Whether this run makes a good part of the library, so that people wait for it: half of what there is."""
        return self._overview is not None and progress.total * 2 > self._overview.total > 0

    def _resting(self) -> tuple[str, str, Tone]:
        """What is so while nothing is read, what to add to it, and the tone."""
        overview = self._overview
        if overview is None or overview.empty:
            return "", "", "second"
        if overview.keeper == "stopped":
            return *self._stopped(overview), "attention"
        if overview.keeper == "elsewhere":
            return self.tr("另一个文牍程序正在读取新文件"), self._searchable(), "second"
        if overview.keeper == "paused":
            return self.tr("已暂停"), self._searchable(), "second"
        away = sum(root.state != "online" for root in overview.watched)
        return self._searchable(), self.tr("{n} 个文件夹未连接").format(n=away) if away else "", "second"

    def _stopped(self, overview: Overview) -> tuple[str, str]:
        language, trouble = words.language(), overview.trouble
        if trouble:
            return trouble.say(language), trouble.hint(language)
        return self.tr("读取新文件的程序已停止，请重新打开文牍"), ""

    def _searchable(self) -> str:
        total = self._overview.total if self._overview else 0
        return self.tr("已可检索 {n} 篇").format(n=words.number(total))
