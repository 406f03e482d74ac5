"""Two papers of a pair side by side: what each is, how alike they are, and what differs."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from archiver.model import Card, Comparison, DoublePair, PieceId, Row
from ui import style, words
from ui.bridge import Bridge
from ui.compared import Compared
from ui.comparison_page import Differences, differences
from ui.labels import Elided, Label
from ui.pairs_delegate import where
from ui.pairs_model import percent


class PairView(QWidget):
    """The one that stays at the left, the other at the right; they can change places."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pair: DoublePair | None = None
        self._shown: tuple[PieceId, PieceId] | None = None
        self._heads = [_Head(self), _Head(self)]
        self._said = Label(tone="second", wrap=True)
        self._compared = Compared(bridge, "pair", self)
        self._lay_out()
        self._compared.came.connect(self._show)

    def show_pair(self, pair: DoublePair | None) -> None:
        """Compare another pair. The same one is compared anew only where it is no longer as alike as it was."""
        before, self._pair = self._pair, pair
        if pair is None:
            self._compared.drop()
            return
        if pair == before:
            return
        wanted = (pair.one, pair.other)
        if self._shown is None or set(self._shown) != set(wanted):
            self._shown = wanted
            self._compared.clear()
        self._compare()

    @property
    def shown(self) -> tuple[PieceId, PieceId] | None:
        """The papers at the left and at the right."""
        return self._shown

    @Slot()
    def swap(self) -> None:
        """Let the two change places."""
        if self._shown:
            self._shown = (self._shown[1], self._shown[0])
            self._compare()

    def _lay_out(self) -> None:
        heads = QGridLayout()
        heads.setContentsMargins(style.px(10), style.px(10), style.px(10), style.px(6))
        heads.setHorizontalSpacing(style.px(8))
        for number, head in enumerate(self._heads):
            heads.addWidget(head, 0, number)
            heads.setColumnStretch(number, 1)
        line = QHBoxLayout()
        line.setContentsMargins(style.px(10), 0, style.px(14), style.px(8))
        line.addWidget(self._said, 1)
        line.addWidget(self._compared.differences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heads)
        column.addLayout(line)
        column.addWidget(self._compared.page, 1)

    def _compare(self) -> None:
        if self._shown:
            self._compared.ask(*self._shown)

    @Slot(object)
    def _show(self, comparison: Comparison) -> None:
        """Say what was found above the texts."""
        for head, card, rows in zip(self._heads, (comparison.left, comparison.right), _sides(comparison), strict=True):
            head.show_paper(card, rows)
        self._said.setText(self._how_alike(differences(comparison.rows)))

    def _how_alike(self, found: Differences) -> str:
        """`左边 95%、右边 97% 的文字在对方里：3 段有改动（其中 2 段数字不同），右边缺 4 段。`"""
        if self._pair is None or self._shown is None or found == Differences(0, 0, 0, 0):
            return self.tr("文字完全相同，只是文件不同。")
        shares = (self._pair.within, self._pair.holds)
        left, right = shares if self._shown[0] == self._pair.one else shares[::-1]
        shared = self.tr("左边 {left}%、右边 {right}% 的文字在对方里：")
        return shared.format(left=percent(left), right=percent(right)) + self._what_differs(found)

    def _what_differs(self, found: Differences) -> str:
        parts = []
        if found.changed:
            said = self.tr("{n} 段有改动").format(n=words.number(found.changed))
            numbers = self.tr("（其中 {n} 段数字不同）").format(n=words.number(found.numbers))
            parts.append(said + (numbers if found.numbers else ""))
        for count, said in ((found.only_left, self.tr("右边缺 {n} 段")), (found.only_right, self.tr("左边缺 {n} 段"))):
            if count:
                parts.append(said.format(n=words.number(count)))
        return self.tr("，").join(parts) + self.tr("。")


class _Head(QWidget):
    """What a paper is and where it lies."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Elided(size=14, strong=True)
        self._place = Elided(tone="second", size=12)
        self._facts = Elided(tone="second", size=12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(2))
        for label in (self._title, self._place, self._facts):
            column.addWidget(label)

    def show_paper(self, card: Card, lines: Sequence[str]) -> None:
        """Another paper."""
        self._title.setText(card.title)
        self._place.setText(where(card))
        signs = self.tr("{n} 字").format(n=words.number(sum(len("".join(line.split())) for line in lines)))
        place = self.tr("第 {n} 篇 / 共 {all} 篇").format(n=card.ordinal, all=card.pieces) if card.pieces > 1 else ""
        parts = (signs, card.date or str(card.year or ""), card.organisation, card.number, place)
        self._facts.setText(" · ".join(part for part in parts if part))


def _sides(comparison: Comparison) -> tuple[list[str], list[str]]:
    rows: Sequence[Row] = comparison.rows
    return [row.left.text for row in rows if row.left], [row.right.text for row in rows if row.right]
