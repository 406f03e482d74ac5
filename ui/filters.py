"""The chips under the count: what narrows the results now, and what could."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui import icons, style, words
from ui.searching import Asked

GAP = 6


class Chip(QPushButton):
    """A pill. `asked` is what is asked when it is pressed; None for one that opens a menu."""

    def __init__(self, text: str, asked: Asked | None, *, holds: bool = False) -> None:
        super().__init__(text)
        self.asked = asked
        self.setProperty("chip", "holds" if holds else "offers")
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class Filters(QWidget):
    """One line of chips; those that have no room stand under 更多."""

    asked = Signal(object)
    """Asked, with a chip more or less."""
    range_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = Asked()
        self._facets: Mapping[str, Mapping[Any, int]] = {}
        self._chips: list[Chip] = []
        self._more = Chip(self.tr("更多 ▾"), None)
        self._more.setParent(self)
        self._more.clicked.connect(self._open_more)
        self.setAccessibleName(self.tr("筛选"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_facets(self, asked: Asked, facets: Mapping[str, Mapping[Any, int]]) -> None:
        """Show what holds and what the results offer to narrow by."""
        if (asked, facets) == (self._asked, self._facets) and self._chips:
            return
        self._asked, self._facets = asked, facets
        for chip in self._chips:
            chip.deleteLater()
        self._chips = [*self._holding(), *self._offering()]
        for chip in self._chips:
            chip.setParent(self)
            chip.clicked.connect(self._year_menu if chip.asked is None else self._press)
        self.setVisible(bool(self._chips))
        self._arrange()

    def years(self) -> list[int]:
        """The years the results offer, latest first."""
        return sorted((year for year in self._facets.get("year", {}) if year), reverse=True)

    def dress(self) -> None:
        """The measures of another text scale."""
        self.updateGeometry()
        self._arrange()

    def texts(self) -> list[str]:
        """The words of the chips."""
        return [chip.text() for chip in self._chips]

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(100, style.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips come and go with the room."""
        super().resizeEvent(event)
        self._arrange()

    def _holding(self) -> list[Chip]:
        asked, held = self._asked, []
        if asked.years:
            first, last = asked.years
            text = str(first) if first == last else f"{first}–{last}"
            held.append(Chip(text, replace(asked, years=None), holds=True))
        if asked.no_year:
            held.append(Chip(self.tr("年度不明"), replace(asked, no_year=False), holds=True))
        if asked.type:
            held.append(Chip(asked.type, replace(asked, type=None), holds=True))
        for chip in held:
            chip.setIcon(icons.icon("close", "accent"))
            chip.setIconSize(QSize(style.px(10), style.px(10)))
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setToolTip(self.tr("不再按此筛选"))
            chip.setAccessibleName(self.tr("取消筛选 {name}").format(name=chip.text()))
        return held

    def _offering(self) -> list[Chip]:
        offered = []
        if not self._asked.years and not self._asked.no_year and self._year_choices():
            offered.append(Chip(self.tr("年度 ▾"), None))
        types = self._types()
        if not self._asked.type and len(types) > 1:
            for name, count in types:
                offered.append(Chip(f"{name} {words.number(count)}", replace(self._asked, type=name)))
        return offered

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

    def _arrange(self) -> None:
        """Chips side by side; the first that has no room and all after it go under 更多."""
        left, height = 0, style.px(22)
        self._more.adjustSize()
        room = self.width()
        full = False
        for number, chip in enumerate(self._chips):
            width = chip.sizeHint().width()
            last = number == len(self._chips) - 1
            reserve = 0 if last else self._more.sizeHint().width() + GAP
            full = full or left + width + reserve > room
            chip.setVisible(not full)
            if not full:
                chip.setGeometry(left, 0, width, height)
                left += width + GAP
        self._more.setVisible(full)
        self._more.setGeometry(left, 0, self._more.sizeHint().width(), height)

    @Slot()
    def _press(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip) and chip.asked:
            self.asked.emit(chip.asked)

    @Slot()
    def _open_more(self) -> None:
        hidden = [chip for chip in self._chips if chip.isHidden()]
        self._open(self._more, [(chip.text(), chip.asked) for chip in hidden if chip.asked])

    @Slot()
    def _year_menu(self) -> None:
        chip = self.sender()
        if isinstance(chip, Chip):
            self._open(chip, self._year_choices(), years=True)

    def _open(self, chip: Chip, choices: list[tuple[str, Asked]], *, years: bool = False) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if years and len(choices) > 2:
            menu.addAction(self.tr("选择一段年份…")).triggered.connect(self.range_wanted)
            menu.addSeparator()
        for text, asked in choices:
            menu.addAction(text).setData(asked)
        menu.triggered.connect(self._choose)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), Asked):
            self.asked.emit(action.data())
