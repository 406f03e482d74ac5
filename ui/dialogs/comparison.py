"""Two papers side by side: doubles to be decided about, or the same paper of another year to be read and quoted."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import Act, Card, Comparison, Decision, Double
from ui import style, words
from ui.bridge import Bridge
from ui.combo import Combo
from ui.compared import Compared
from ui.labels import Elided


class ComparisonDialog(QDialog):
    """The paper shown at the left, one of those like it at the right."""

    def __init__(
        self, bridge: Bridge, card: Card, others: Sequence[Double] | Sequence[Card], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._card = card
        self._others = [other.card if isinstance(other, Double) else other for other in others]
        self._doubles = [other for other in others if isinstance(other, Double)]
        self.setWindowTitle(self.tr("相近资料") if self._doubles else self.tr("往年同类"))
        self._choice = Combo(self)
        self._choice.setAccessibleName(self.tr("与哪一份对照"))
        for number, other in enumerate(self._others):
            self._choice.addItem(self._name(number, other))
        self._compared = Compared(bridge, "comparison", self, siblings=not self._doubles)
        self._said = Elided(tone="second")
        self._lay_out()
        self._choice.currentIndexChanged.connect(self._ask)
        self._compared.came.connect(self._say_how_alike)
        self._ask()

    def _name(self, number: int, card: Card) -> str:
        """What the choice calls a paper: its year, title, file, and how like it is."""
        if not self._doubles:
            return _called(card)
        share = self.tr("重合 {n}%").format(n=round(self._doubles[number].containment * 100))
        return f"{_called(card)} · {share}"

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(style.px(14), style.px(12), style.px(14), style.px(10))
        top.setSpacing(style.px(14))
        left = Elided(tone="text", strong=True)
        left.setText(_called(self._card))
        top.addWidget(left, 1)
        top.addWidget(self._choice, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(style.px(14), style.px(10), style.px(14), style.px(12))
        bottom.setSpacing(style.px(8))
        bottom.addWidget(self._compared.differences)
        bottom.addWidget(self._said, 1)
        for button in self._buttons():
            bottom.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._compared.page, 1)
        column.addLayout(bottom)
        self.resize(style.px(1040), style.px(680))

    def _buttons(self) -> list[QPushButton]:
        copy = QPushButton(self.tr("复制本段"), self)
        copy.setToolTip(self.tr("复制选中的文字，没有选中时复制光标所在的一段；附上出处"))
        copy.clicked.connect(self._copy)
        section = QPushButton(self.tr("复制本节"), self)
        section.setToolTip(self.tr("复制光标所在的一节，从“一、”这样的小标题起，到下一个同级小标题前；附上出处"))
        section.clicked.connect(self._copy_section)
        close = QPushButton(self.tr("关闭"), self)
        close.clicked.connect(self.reject)
        for button in (copy, section, close):
            button.setAutoDefault(False)
        return [*(self._decisions() if self._doubles else []), copy, section, close]

    def _decisions(self) -> list[QPushButton]:
        named: dict[Decision, str] = {
            "keep": self.tr("两份都保留"), "version": self.tr("标为不同稿"), "hide": self.tr("隐藏右边这份")
        }  # fmt: skip
        buttons = []
        for decision, name in named.items():
            button = QPushButton(name, self)
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._decide, decision))
            buttons.append(button)
        return buttons

    def _other(self) -> Card:
        return self._others[self._choice.currentIndex()]

    @Slot()
    def _ask(self) -> None:
        """The comparison with the paper chosen, off the GUI thread."""
        self._said.setText(self._decided())
        self._compared.ask(self._card.piece, self._other().piece)

    def _decided(self) -> str:
        """What a hand had decided of the two."""
        if not self._doubles:
            return ""
        said = {
            "keep": self.tr("已定：两份都保留"), "version": self.tr("已定：不同稿"),
            "hide_first": self.tr("已定：隐藏其中一份"), "hide_second": self.tr("已定：隐藏其中一份"),
        }  # fmt: skip
        chosen = self._doubles[self._choice.currentIndex()]
        newer = chosen.newer_than(self._card.piece)
        if newer is not None:
            return self.tr("已定：右边是新稿") if newer else self.tr("已定：左边是新稿")
        return said.get(chosen.decided or "", "")

    @Slot(object)
    def _say_how_alike(self, comparison: Comparison) -> None:
        if not self._said.text():
            self._said.setText(self._how_alike(sum(not row.same for row in comparison.rows)))

    def _how_alike(self, differ: int) -> str:
        if not differ:
            return self.tr("文字完全相同")
        if not self._doubles:
            return self.tr("两份都有的段落为灰色，改动之处有底色")
        return self.tr("{n} 段不同").format(n=words.number(differ))

    def _decide(self, decision: Decision) -> None:
        archive, one, other = self._bridge.archive, self._card.piece, self._other().piece
        self._bridge.ask(lambda: archive.doubles.decide(one, other, decision), self._acted, self._refused)

    def _acted(self, act: Act) -> None:
        """It is done and in the journal; the menu of the window takes it back."""
        self._said.setText(self.tr("已记下：{what}（可以撤销）").format(what=act.label.say(words.language())))
        self._bridge.look_again()

    def _refused(self, trouble: ArchiveError) -> None:
        self._said.setText(trouble.sentence(words.language()))

    @Slot()
    def _copy(self) -> None:
        self._say_copied(self._compared.page.copy_with_source())

    @Slot()
    def _copy_section(self) -> None:
        self._say_copied(self._compared.page.copy_section())

    def _say_copied(self, copied: str) -> None:
        lines = len(copied.splitlines()) - 1  # the last is the source
        said = self.tr("已复制 {n} 段，并注明出处").format(n=words.number(lines))
        self._said.setText(said if copied else self.tr("请先点一下要复制的段落"))


def _called(card: Card) -> str:
    """`2011 · 森林防火工作总结 · 总结.docx`."""
    parts = (str(card.year or ""), card.title, card.path.name if card.path else "")
    return " · ".join(part for part in parts if part)
