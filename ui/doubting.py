"""A paper whose file is gone and a new one that may be it: what is asked, the two answers, the strip that asks."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from archiver.model import Act, Card, Doubt
from ui import style, words
from ui.bridge import Bridge
from ui.labels import Label


class Answering(QObject):
    """Gives the archivist's answer to the archive."""

    done = Signal(object, bool, str)
    """The Doubt that was settled, whether the two are the same, and what to say of it."""

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge

    def same(self, doubt: Doubt) -> None:
        """The new file is the paper."""
        said = self.tr("已接回“{title}”，类别和更正都在").format(title=doubt.lost.title)
        self._ask(self._bridge.archive.doubles.same, partial(self._tell, doubt, True, said), doubt)

    def different(self, doubt: Doubt) -> None:
        """The new file is another paper."""
        said = self.tr("已记下不是同一份，不再询问")
        self._ask(self._bridge.archive.doubles.different, partial(self._tell, doubt, False, said), doubt)

    def _ask(self, act: Callable[..., Act], tell: Callable[[Act], None], doubt: Doubt) -> None:
        self._bridge.ask(partial(act, doubt.lost.document, doubt.found.document), tell)

    def _tell(self, doubt: Doubt, same: bool, said: str, _: Act) -> None:
        self.done.emit(doubt, same, said)


class DoubtStrip(QWidget):
    """Asks above the paper shown, whether it is the lost one or the new one."""

    done = Signal(object, bool, str)
    """As `Answering.done`."""
    comparison_wanted = Signal(object)
    """The Doubt whose two texts are to be seen side by side."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._doubts: Sequence[Doubt] = ()
        self._card: Card | None = None
        self._doubt: Doubt | None = None
        self._answering = Answering(bridge, self)
        self._answering.done.connect(self.done)
        self._words = Label(tone="attention", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.px(16), style.px(6), style.px(16), style.px(6))
        row.setSpacing(style.px(8))
        row.addWidget(self._words, 1)
        for name, act in (
            (self.tr("对照…"), self._compare), (self.tr("不是同一份"), self._no), (self.tr("是同一份"), self._yes),
        ):  # fmt: skip
            button = QPushButton(name)
            button.clicked.connect(act)
            row.addWidget(button)
        self.hide()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Other pairs are doubtful now."""
        self._doubts = doubts
        self.show_card(self._card)

    def show_card(self, card: Card | None) -> None:
        """Ask about this paper if it is one of a pair; of several pairs about the likest."""
        self._card = card
        number = card.document if card else None
        mine = [each for each in self._doubts if number in (each.lost.document, each.found.document)]
        self._doubt = mine[0] if mine else None
        self.setVisible(bool(mine))
        if self._doubt is not None:
            said = question(self._doubt, new=number == self._doubt.found.document)
            self._words.setText(said)
            self._words.setAccessibleName(said)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a pane, a line below, and the edge that marks what waits for a hand."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour("pane"))
        painter.setPen(style.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.fillRect(0, 0, style.px(3), self.height(), style.colour("attention"))

    @Slot()
    def _yes(self) -> None:
        if self._doubt:
            self._answering.same(self._doubt)

    @Slot()
    def _no(self) -> None:
        if self._doubt:
            self._answering.different(self._doubt)

    @Slot()
    def _compare(self) -> None:
        if self._doubt:
            self.comparison_wanted.emit(self._doubt)


def question(doubt: Doubt, *, new: bool) -> str:
    """What is asked above the paper that is lost, or the `new` one."""
    translate, lost = QCoreApplication.translate, doubt.lost
    why = doubt.why.say(words.language())
    if not new:
        said = translate("DoubtStrip", "可能已改名、移到别处并改过，现在是“{name}”。是同一份吗？{why}。")
        return said.format(name=doubt.found.path.name if doubt.found.path else doubt.found.title, why=why)
    if lost.category_by == "hand" and lost.category_name:
        said = translate(
            "DoubtStrip", "这份新文件像是原来的“{title}”（已归入 {category}，原文件已不在）。是同一份吗？{why}。"
        )
        return said.format(title=lost.title, category=lost.category_name, why=why)
    said = translate("DoubtStrip", "这份新文件像是原来的“{title}”（原文件已不在）。是同一份吗？{why}。")
    return said.format(title=lost.title, why=why)
