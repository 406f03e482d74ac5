"""The page in place of an empty list: why there is nothing, and the next step."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from archiver.finding.offering import Offer
from archiver.model import Filters
from ui import words
from ui.blank import Blank
from ui.overview import Overview
from ui.searching import Asked


class Step(QPushButton):
    """A next step: what to ask instead."""

    def __init__(self, text: str, asked: Asked) -> None:
        super().__init__(text)
        self.asked = asked


class NoHits(QWidget):
    """Offers to let go of what narrows, and says how many files are not read yet."""

    asked = Signal(object)
    """Asked: the query again with less to narrow it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._blank = Blank(self)
        self._steps: list[Step] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 0, 16, 16)
        self._column.addStretch(2)
        self._column.addWidget(self._blank)
        self._column.addStretch(3)

    def explain(self, asked: Asked, overview: Overview | None, offers: Sequence[Offer] = ()) -> None:
        """Say why there is nothing for `asked`, and what one could ask instead."""
        for step in self._steps:
            step.deleteLater()
        self._steps = [Step(text, less) for text, less in [*other_words(asked, offers), *self._less(asked)]]
        for number, step in enumerate(self._steps):
            step.clicked.connect(self._press)
            self._column.insertWidget(2 + number, step, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._blank.say(*self._words(asked, overview.waiting if overview else 0))

    def steps(self) -> list[str]:
        """The words of the steps offered."""
        return [step.text() for step in self._steps]

    def _less(self, asked: Asked) -> list[tuple[str, Asked]]:
        offered = []
        if asked.as_written and asked.query:
            offered.append((self.tr("不限原文写法"), replace(asked, as_written=False)))
        if asked.years or asked.no_year:
            offered.append((self.tr("不限年度"), replace(asked, years=None, no_year=False)))
        if asked.type:
            offered.append((self.tr("不限文种"), replace(asked, type=None)))
        if asked.query and asked.shelf != Filters():
            less = replace(asked.without_chips(), shelf=Filters())
            offered.append((self.tr("在全部资料中查找"), less))
        return offered

    def _words(self, asked: Asked, waiting: int) -> tuple[str, str, str, str]:
        unread = self.tr("还有 {n} 个文件尚未读完，读完的会自动出现在这里。").format(n=words.number(waiting))
        if asked.query:
            title = self.tr("没有找到“{words}”").format(words=shortened(asked.query))
            hint = self.tr("少输几个字试试；几个词之间用空格隔开。")
            return "search", title, unread if waiting else "", hint
        if asked.shelf.category:
            hint = self.tr("把结果拖到左边的类别上，即可归类。")
            return "tag", self.tr("这个类别还没有资料"), "", hint
        title = self.tr("正在读取资料") if waiting else self.tr("这里还没有资料")
        return "file", title, unread if waiting else "", ""

    @Slot()
    def _press(self) -> None:
        step = self.sender()
        if isinstance(step, Step):
            self.asked.emit(step.asked)


def other_words(asked: Asked, offers: Sequence[Offer]) -> list[tuple[str, Asked]]:
    """The same question with a word that papers have, as it is said and asked."""
    mended = [offer for offer in offers if offer.kind == "words"]
    return [(offer.say.say(words.language()), replace(asked, query=offer.query)) for offer in mended]


def shortened(query: str, most: int = 30) -> str:
    """A pasted paragraph need not be said again in full."""
    return query if len(query) <= most else query[: most - 1] + "…"
