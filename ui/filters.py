"""The chips under the count: what narrows the results now, and what could."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui import words
from ui.chips import Chip, ChipLine, Pill
from ui.searching import Asked


class Filters(ChipLine):
    """One line of chips: first what holds, then what the results offer."""

    range_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = Asked()
        self._facets: Mapping[str, Mapping[Any, int]] = {}
        self._names: Mapping[int, str] = {}
        self._types_offered = True
        self.setAccessibleName(self.tr("筛选"))
        self.menu_wanted.connect(self._year_menu)

    def show_facets(
        self, asked: Asked, facets: Mapping[str, Mapping[Any, int]], names: Mapping[int, str] | None = None
    ) -> None:
        """Show what holds and what the results offer to narrow by; `names` are of the categories, by id."""
        names = self._names if names is None else names
        if (asked, facets, names) == (self._asked, self._facets, self._names) and not self.empty:
            return
        self._asked, self._facets, self._names = asked, facets, names
        self._show()

    def offer_types(self, *, offered: bool) -> None:
        """Whether the types are offered here; not while the panel offers them."""
        self._types_offered = offered
        self._show()

    def years(self) -> list[int]:
        """The years the results offer, latest first."""
        return sorted((year for year in self._facets.get("year", {}) if year), reverse=True)

    def _show(self) -> None:
        self.show_chips(chain(self._holding(), self._offering()))
        self.setVisible(not self.empty)

    def _holding(self) -> Iterator[Chip]:
        tip, spoken = self.tr("不再按此筛选"), self.tr("取消筛选 {name}")
        for text, less in self._held():
            yield Chip(text, less, holds=True, tip=tip, spoken=spoken.format(name=text))

    def _held(self) -> list[tuple[str, Asked]]:
        """What holds, and what is asked without it."""
        asked, held = self._asked, []
        if asked.years:
            first, last = asked.years
            text = str(first) if first == last else f"{first}–{last}"
            held.append((text, replace(asked, years=None)))
        if asked.no_year:
            held.append((self.tr("年度不明"), replace(asked, no_year=False)))
        if asked.category is not None:
            name = self._names.get(asked.category) or self.tr("待分类")
            held.append((name, replace(asked, category=None)))
        if asked.type is not None:
            held.append((asked.type or self.tr("文种不明"), replace(asked, type=None)))
        if asked.organisation is not None:
            held.append((asked.organisation or self.tr("单位不明"), replace(asked, organisation=None)))
        if asked.folder is not None:
            held.append((asked.folder.name or str(asked.folder), replace(asked, folder=None)))
        return held

    def _offering(self) -> Iterator[Chip]:
        if not self._asked.years and not self._asked.no_year and self.years():
            yield Chip(self.tr("年度 ▾"), None)
        types = self._types() if self._types_offered else []
        if self._asked.type is None and len(types) > 1:
            for name, count in types:
                yield Chip(f"{name} {words.number(count)}", replace(self._asked, type=name))

    def _types(self) -> list[tuple[str, int]]:
        counts = self._facets.get("type", {})
        return sorted(((name, n) for name, n in counts.items() if name), key=lambda pair: (-pair[1], pair[0]))

    def _year_choices(self) -> list[tuple[str, Asked]]:
        counts = self._facets.get("year", {})
        line = self.tr("{year}　{n} 篇")
        choices = [
            (line.format(year=year, n=words.number(counts[year])), replace(self._asked, years=(year, year)))
            for year in self.years()
        ]
        unknown = counts.get(None, 0)
        if unknown and choices:
            text = line.format(year=self.tr("年度不明"), n=words.number(unknown))
            choices.append((text, replace(self._asked, no_year=True)))
        return choices

    @Slot(object)
    def _year_menu(self, pill: Pill) -> None:
        choices = self._year_choices()
        menu = self.open_menu(pill, choices)
        if len(choices) > 2:
            stretch = QAction(self.tr("选择一段年份…"), menu)
            stretch.triggered.connect(self.range_wanted)
            menu.insertAction(menu.actions()[0], stretch)
            menu.insertSeparator(menu.actions()[1])
