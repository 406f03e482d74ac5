"""Chips: pills side by side in one line, those that have no room under 更多."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from ui import style
from ui.dressing import dressed
from ui.searching import Asked

GAP = 6


class Chip(QPushButton):
    """A pill. `asked` is what is asked when it is pressed; None for one that opens a menu."""

    def __init__(self, text: str, asked: Asked | None, *, holds: bool = False) -> None:
        super().__init__(text)
        self.asked = asked
        self.setProperty("chip", "holds" if holds else "offers")
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class ChipLine(QWidget):
    """One line of chips; those that have no room stand under 更多."""

    asked = Signal(object)
    """Asked, with a chip more or less."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: list[Chip] = []
        self._more = Chip(self.tr("更多 ▾"), None)
        self._more.setParent(self)
        self._more.clicked.connect(self._open_more)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        dressed(self._dress)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these in place of those before."""
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = list(chips)
        for chip in self._chips:
            chip.setParent(self)
            if chip.asked is not None:
                chip.clicked.connect(self._press)
        self._arrange()

    def _dress(self) -> None:
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
        self.open_menu(self._more, [(chip.text(), chip.asked) for chip in hidden if chip.asked])

    def open_menu(self, chip: Chip, choices: Sequence[tuple[str, Asked]]) -> QMenu:
        """A menu of choices below a chip."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, asked in choices:
            menu.addAction(text).setData(asked)
        menu.triggered.connect(self._choose)
        menu.popup(chip.mapToGlobal(QPoint(0, chip.height() + 2)))
        return menu

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), Asked):
            self.asked.emit(action.data())
