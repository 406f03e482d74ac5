"""The words of one category in the window: what speaks for it, what does not count, what counts elsewhere."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from archiver.scheme.edit import EditedCategory, Exclusion, SchemeEdit, Weight
from archiver.wording import Reason
from ui import style
from ui.combo import Combo
from ui.word_panel import WordPanel

WIDE_TO = 9
"""Characters of a category's name that are seen in the choice; its list shows all."""


class RulesPanels(QWidget):
    """Four lists on an edited scheme; a child category has the first only."""

    edited = Signal()

    def __init__(self, edit: SchemeEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._edit = edit
        self._category = edit.categories()[0]
        self._to = Combo(self)
        self._to.setAccessibleName(self.tr("改归哪一类"))
        self._to.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._to.setMinimumContentsLength(WIDE_TO)
        self.strong = self._word_panel("strong", self.tr("出现这些词就归这里"), "")
        self.weak = self._word_panel(
            "weak", self.tr("这些词可作参考"), self.tr("别的类别也可能用到的词；得分少一些。")
        )
        self.masks = WordPanel(
            self.tr("这些说法不算"), self.tr("如“继续教育”不算“教育”；对所有类别都不算。"),
            add=self._add_mask, remove=self._remove_mask, parent=self,
        )  # fmt: skip
        self.exclusions = WordPanel(
            self.tr("这些说法改归别处"), self.tr("说法里有本类的词，得分却给另一类，或哪一类都不给。"),
            add=self._add_exclusion, remove=self._remove_exclusion, beside=self._to, parent=self,
        )  # fmt: skip
        self._lay_out()
        for panel in (self.strong, self.weak, self.masks, self.exclusions):
            panel.edited.connect(self._show)
            panel.edited.connect(self.edited)

    def show_category(self, category: EditedCategory) -> None:
        """Edit that one from now on."""
        self._category = category
        self._to.clear()
        self._to.addItem(self.tr("哪一类都不归"), "")
        for other in self._edit.categories():
            if not other.parent and other.code != category.code:
                self._to.addItem(self.tr("归 {name}").format(name=other.name), other.code)
        for panel in (self.strong, self.weak, self.masks, self.exclusions):
            panel.forget()
        self._make_room(is_top=not category.parent)
        self._show()

    def _make_room(self, *, is_top: bool) -> None:
        for panel in (self.weak, self.masks, self.exclusions):
            panel.setVisible(is_top)
        self._grid.setColumnStretch(1, int(is_top))
        self._grid.setRowStretch(1, int(is_top))
        told = self.tr("一看便知的词，每出现一次得满分。") if is_top else self.tr("哪个下级的词最多，就归哪个下级。")
        self.strong.tell(told)

    def _show(self) -> None:
        code = self._category.code
        self.strong.show_words(self._edit.words(code))
        by_name = self.tr("没有写词时，按名称“{name}”找").format(name=self._category.name)
        self.strong.field.setPlaceholderText(self.tr("写一个词，按回车添加") if self._edit.words(code) else by_name)
        if not self._category.parent:
            self.weak.show_words(self._edit.words(code, "weak"))
            self.masks.show_words(self._edit.masks(code))
            self.exclusions.show_words([self._said(one) for one in self._edit.exclusions(code)])

    def _said(self, exclusion: Exclusion) -> str:
        """党风廉政、廉洁 → 纪检监察; a pattern that is more than phrases as it is written."""
        names = {category.code: category.name for category in self._edit.categories()}
        what = "、".join(exclusion.phrases) or exclusion.pattern
        where = names.get(exclusion.to) or self.tr("哪一类都不归")
        return f"{what} → {where}"

    def _word_panel(self, weight: Weight, title: str, told: str) -> WordPanel:
        return WordPanel(
            title, told, add=partial(self._add_word, weight), remove=partial(self._remove_word, weight),
            change=partial(self._change_word, weight), parent=self,
        )  # fmt: skip

    def _lay_out(self) -> None:
        for panel in (self.weak, self.masks):
            panel.field.setPlaceholderText(self.tr("写好后按回车添加；按 Delete 删除选中的"))
        self.exclusions.field.setPlaceholderText(self.tr("写完整的说法，按回车添加"))
        self.exclusions.list.in_lines()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(style.px(18))
        grid.setVerticalSpacing(style.px(10))
        for place, panel in enumerate((self.strong, self.weak, self.masks, self.exclusions)):
            grid.addWidget(panel, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setRowStretch(0, 1)

    def _add_word(self, weight: Weight, word: str) -> Reason:
        return self._edit.add_word(self._category.code, word, weight)

    def _change_word(self, weight: Weight, place: int, word: str) -> Reason:
        code = self._category.code
        return self._edit.change_word(code, self._edit.words(code, weight)[place], word, weight)

    def _remove_word(self, weight: Weight, place: int) -> None:
        code = self._category.code
        self._edit.remove_word(code, self._edit.words(code, weight)[place], weight)

    def _add_mask(self, phrase: str) -> None:
        self._edit.add_mask(self._category.code, phrase)

    def _remove_mask(self, place: int) -> None:
        self._edit.remove_mask(self._edit.masks(self._category.code)[place])

    def _add_exclusion(self, phrase: str) -> None:
        self._edit.add_exclusion(self._category.code, [phrase], self._to.currentData())

    def _remove_exclusion(self, place: int) -> None:
        self._edit.remove_exclusion(self._category.code, place)
