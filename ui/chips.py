"""Chips: pills side by side in one line, those that have no room under 更多."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui import icons, style
from ui.dressing import dressed
from ui.searching import Asked

GAP = 6


@dataclass(frozen=True, slots=True)
class Chip:
    """What a pill says, and what is asked when it is pressed; None for one that opens a menu."""

    text: str
    asked: Asked | None
    holds: bool = False
    tip: str = ""
    spoken: str = ""


class Pill(QPushButton):
    """Shows one chip after the other: making a button takes longer than finding what stands on it."""

    def __init__(self, parent: QWidget, *, holds: bool) -> None:
        super().__init__(parent)
        self.chip = Chip("", None)
        self._holds = holds
        self.setProperty("chip", "holds" if holds else "offers")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if holds:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self.dress()

    def show_chip(self, chip: Chip) -> None:
        """Stand for that chip from now on."""
        if chip != self.chip:
            self.chip = chip
            self.setText(chip.text)
            self.setToolTip(chip.tip)
            self.setAccessibleName(chip.spoken)

    def dress(self) -> None:
        """The colours and measures in force."""
        if self._holds:
            self.setIcon(icons.icon("close", "accent"))
            self.setIconSize(QSize(style.px(10), style.px(10)))


class ChipLine(QWidget):
    """One line of chips; those that have no room stand under 更多. Only what is shown is made."""

    asked = Signal(object)
    """Asked, with a chip more or less."""
    menu_wanted = Signal(object)
    """Pill, whose chip opens a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._coming: Iterator[Chip] = iter(())
        self._pills: dict[bool, list[Pill]] = {True: [], False: []}
        self._shown = 0
        self._more = Pill(self, holds=False)
        self._more.setText(self.tr("更多 ▾"))
        self._more.clicked.connect(self._open_more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        dressed(self._dress)

    def show_chips(self, chips: Iterable[Chip]) -> None:
        """Show these in place of those before; they are drawn from `chips` as far as there is room."""
        self._chips, self._coming = [], iter(chips)
        self._arrange()

    @property
    def empty(self) -> bool:
        """Whether there is no chip at all."""
        return self._chip(0) is None

    def texts(self) -> list[str]:
        """The words of the chips, of those under 更多 as well."""
        return [chip.text for chip in self._from(0)]

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(100, style.px(24))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips come and go with the room."""
        super().resizeEvent(event)
        self._arrange()

    def _dress(self) -> None:
        """The measures of another text scale, the colours of another theme."""
        for pill in (*self._pills[True], *self._pills[False]):
            pill.dress()
        self.updateGeometry()
        self._arrange()

    def _chip(self, number: int) -> Chip | None:
        while len(self._chips) <= number:
            chip = next(self._coming, None)
            if chip is None:
                return None
            self._chips.append(chip)
        return self._chips[number]

    def _from(self, number: int) -> Iterator[Chip]:
        while chip := self._chip(number):
            yield chip
            number += 1

    def _arrange(self) -> None:
        """Pills side by side; the first chip that has no room and all after it go under 更多."""
        left, height, more = 0, style.px(22), self._more.sizeHint().width()
        used = {True: 0, False: 0}
        self._shown = 0
        for chip in self._from(0):
            pill = self._pill(used[chip.holds], holds=chip.holds)
            pill.show_chip(chip)
            width = pill.sizeHint().width()
            reserve = more + GAP if self._chip(self._shown + 1) else 0
            if left + width + reserve > self.width():
                break
            pill.setGeometry(left, 0, width, height)
            pill.show()
            left += width + GAP
            used[chip.holds] += 1
            self._shown += 1
        for holds, pills in self._pills.items():
            for pill in pills[used[holds] :]:
                pill.hide()
        self._more.setVisible(self._chip(self._shown) is not None)
        self._more.setGeometry(left, 0, more, height)

    def _pill(self, number: int, *, holds: bool) -> Pill:
        """The pill of that number among those that hold, or offer; a new one takes its place in the order of keys."""
        pills = self._pills[holds]
        if number == len(pills):
            pills.append(Pill(self, holds=holds))
            pills[-1].clicked.connect(self._press)
            for before, after in pairwise((*self._pills[True], *self._pills[False], self._more)):
                QWidget.setTabOrder(before, after)
        return pills[number]

    @Slot()
    def _press(self) -> None:
        pill = self.sender()
        if not isinstance(pill, Pill):
            return
        if pill.chip.asked:
            self.asked.emit(pill.chip.asked)
        else:
            self.menu_wanted.emit(pill)

    @Slot()
    def _open_more(self) -> None:
        self.open_menu(self._more, [(chip.text, chip.asked) for chip in self._from(self._shown) if chip.asked])

    def open_menu(self, pill: Pill, choices: Sequence[tuple[str, Asked]]) -> QMenu:
        """A menu of choices below a pill."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, asked in choices:
            menu.addAction(text).setData(asked)
        menu.triggered.connect(self._choose)
        menu.popup(pill.mapToGlobal(QPoint(0, pill.height() + 2)))
        return menu

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), Asked):
            self.asked.emit(action.data())
