"""A line of other words to look for, over best matches where no paper has the words that were typed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from archiver.finding.offering import Offer
from ui.flow import Flow
from ui.no_hits import Step, other_words
from ui.searching import Asked


class Offered(QWidget):
    """Hidden while there is nothing to offer."""

    asked = Signal(object)
    """Asked: the query with another word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Flow(self)
        self._steps: list[Step] = []
        self.hide()

    def show_offers(self, asked: Asked, offers: Sequence[Offer]) -> None:
        """Offer these instead of `asked`."""
        for step in self._steps:
            self._flow.removeWidget(step)
            step.deleteLater()
        self._steps = [Step(text, other) for text, other in other_words(asked, offers)]
        for step in self._steps:
            step.clicked.connect(self._press)
            self._flow.addWidget(step)
        self.setVisible(bool(self._steps))

    @Slot()
    def _press(self) -> None:
        step = self.sender()
        if isinstance(step, Step):
            self.asked.emit(step.asked)
