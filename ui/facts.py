"""The facts of a paper below its text: each value, what it rests on, and corrected where it stands."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import BY_HAND, ON_CARD, Act, Card, Category, FieldValue, Hit, Paper
from ui import style, words
from ui.alike import Alike
from ui.bridge import Bridge
from ui.dressing import dressed
from ui.fact import Choice, Fact
from ui.labels import Label
from ui.places import Places

TWO_COLUMNS = 450
"""From this width on, px at scale 1."""

ORDER = (
    "category", "year", "organisation", "type", "date", "filing_year", "title", "number",
    "addressees", "period", "urgency", "marking", "pieces",
)  # fmt: skip
"""Fields as they are shown; those that no list shows only where something is known of them."""


class Facts(QWidget):
    """What is known of the paper shown; a click on a value corrects it."""

    changed = Signal()
    """A value was corrected, and the archive has it."""
    message = Signal(str)
    """Why a correction was refused."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("资料信息"))
        self._bridge = bridge
        self._paper: Paper | None = None
        self._columns = 0
        self._fields: tuple[str, ...] = ON_CARD
        self._facts = {field: Fact(field, name, self) for field, name in self._names().items()}
        for fact in self._facts.values():
            fact.asked.connect(self._offer)
            fact.given.connect(self._save)
        self._places = Places(bridge, self.tr("位置"), self)
        self._alike = Alike(bridge, self)
        self._many = Label(tone="second", wrap=True)
        self._grid = QGridLayout()
        self._lay_out()
        dressed(self._align)
        self.show_paper(None)

    def show_paper(self, paper: Paper | None) -> None:
        """Show the facts of a paper; a value being corrected is left alone while the paper is the same."""
        same = bool(paper and self._paper and paper.card.piece == self._paper.card.piece)
        self._paper = paper
        self._many.hide()
        self.setVisible(paper is not None)
        self._show_fields(paper)
        for field, fact in self._facts.items():
            if paper and not (same and fact.editing):
                self._fill(field, fact, paper)
        self._alike.show_paper(paper)
        self._places.show_paths(paper.card.paths if paper else (), missing=bool(paper and paper.card.missing))

    def _show_fields(self, paper: Paper | None) -> None:
        """Give room to what every paper has and to what is known of this one besides."""
        known = {value.field for value in paper.values if value.value} if paper else set()
        fields = tuple(field for field in ORDER if field in ON_CARD or field in known)
        if fields != self._fields:
            self._fields, self._columns = fields, 0
            self._lay_out()
        for field, fact in self._facts.items():
            fact.setVisible(paper is not None and field in fields)

    def show_many(self, hits: Sequence[Hit], count: int | None = None) -> None:
        """Say how many papers are selected and what they are, and what can be done with them.

        `count` is how many there are where `hits` are only those seen so far; what they are is not said then.
        """
        self.show_paper(None)
        self.setVisible(bool(hits))
        self._many.setText("\n".join(self._summary([hit.card for hit in hits], count or len(hits))))
        self._many.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two have no room."""
        super().resizeEvent(event)
        self._lay_out()

    def _names(self) -> dict[str, str]:
        return {
            "category": self.tr("类别"), "year": self.tr("年度"),
            "organisation": self.tr("单位"), "type": self.tr("文种"),
            "date": self.tr("成文日期"), "filing_year": self.tr("归档年度"),
            "title": self.tr("标题"), "number": self.tr("文号"),
            "addressees": self.tr("主送"), "period": self.tr("期间"),
            "urgency": self.tr("紧急程度"), "marking": self.tr("标注"), "pieces": self.tr("分篇"),
        }  # fmt: skip

    def _lay_out(self) -> None:
        columns = 2 if self.width() >= style.px(TWO_COLUMNS) else 1
        if columns == self._columns:
            return
        self._columns = columns
        if self.layout() is None:
            column = QVBoxLayout(self)
            column.setContentsMargins(style.px(18), style.px(10), style.px(18), style.px(10))
            column.addWidget(self._many)
            column.addLayout(self._grid)
            self._grid.setHorizontalSpacing(style.px(20))
            self._grid.setVerticalSpacing(0)
        for n, field in enumerate(self._fields):
            self._grid.addWidget(self._facts[field], n // columns, n % columns)
        self._grid.addWidget(self._places, len(ORDER), 0, 1, columns)
        self._grid.addWidget(self._alike, len(ORDER) + 1, 0, 1, columns)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2 if columns == 2 else 0)

    def _align(self) -> None:
        """Let all values of a column begin in one line, whatever the language calls them."""
        width = max(fact.name_width for fact in self._facts.values())
        for fact in self._facts.values():
            fact.align(width)
        self._places.align(width)
        self._alike.align(width)

    def _fill(self, field: str, fact: Fact, paper: Paper) -> None:
        values = [value for value in paper.values if value.field == field]
        said = values[0].value if values else ""
        suggested = next((value for value in values if value.by != "hand"), None)
        by_hand = bool(values and values[0].by == "hand")
        why = self._why(values[0] if values else None)
        shown = self._shown(field, paper.card) if field in ON_CARD else said
        fact.show_value(shown, why, by_hand=by_hand)
        fact.tell_suggestion(suggested.value if suggested and field != "category" else "")

    def _shown(self, field: str, card: Card) -> str:
        held = card.category_name if field == "category" else getattr(card, field)
        if field == "category":
            return held or self.tr("待分类")
        return "" if held is None else str(held)

    def _why(self, value: FieldValue | None) -> str:
        """What a value rests on, in a few words."""
        if value is None or not value.value:
            return ""
        if value.by == "hand":
            return self.tr("手工")
        return value.reason.say(words.language())

    def _summary(self, cards: Sequence[Card], count: int) -> list[str]:
        """How many, of which years and categories, and what to do with them."""
        do = self.tr("拖到左边的类别上，可以一起归类；Ctrl+Z 撤销。")
        said = self.tr("已选 {n} 篇").format(n=words.number(count))
        if count > len(cards):
            return [said, do]
        years = sorted({card.year for card in cards if card.year})
        span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else ""
        unfiled = self.tr("待分类")
        kinds = Counter(card.category_name or unfiled for card in cards).most_common(4)
        parts = [said, span, "、".join(f"{name} {n}" for name, n in kinds)]
        return [" · ".join(filter(None, parts)), do]

    def _offer(self, field: str) -> None:
        """Open the editor of a value; what there is to choose from is asked of the archive first."""
        fact = self._facts[field]
        if field not in BY_HAND:
            return
        if field == "category":
            self._bridge.ask(self._bridge.archive.scheme.categories, self._offer_categories, channel="facts.choices")
        elif field == "type":
            self._bridge.ask(self._bridge.archive.scheme.types, self._offer_types, channel="facts.choices")
        else:
            fact.edit()

    def _offer_categories(self, categories: list[Category]) -> None:
        depth: dict[int | None, int] = {None: -1}
        choices = []
        for each in categories:
            depth[each.id] = depth.get(each.parent, -1) + 1
            choices.append(Choice(each.code, each.name, depth[each.id]))
        self._facts["category"].choose(choices, self._paper.card.category or "" if self._paper else "")

    def _offer_types(self, types: tuple[str, ...]) -> None:
        now = self._paper.card.type or "" if self._paper else ""
        self._facts["type"].choose([Choice(name, name) for name in types], now)

    def _save(self, field: str, value: str) -> None:
        """Give the value to the archive; "" takes back what the hand had given."""
        if self._paper is None:
            return
        piece = self._paper.card.piece
        archive = self._bridge.archive
        self._bridge.ask(lambda: archive.set([piece], field, value), self._saved, self._refused)

    def _saved(self, _: Act) -> None:
        for fact in self._waiting():
            fact.finish()
        self._bridge.look_again()
        self.changed.emit()

    def _refused(self, trouble: ArchiveError) -> None:
        """Leave what was typed where it is, and say what is wrong with it."""
        for fact in self._waiting():
            fact.refuse()
        language = words.language()
        self.message.emit(f"{trouble.sentence(language)} {trouble.hint(language)}".strip())

    def _waiting(self) -> list[Fact]:
        return [fact for fact in self._facts.values() if fact.waiting]
