"""Two papers compared in a page: both texts side by side, and the box that leaves out what they share."""

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from archiver.errors import ArchiveError
from archiver.model import Comparison, PieceId
from ui import words
from ui.bridge import Bridge
from ui.side_by_side import SideBySide


class Compared(QObject):
    """Asks for the comparison and shows it; where `page` and `differences` stand is for the widget that has them.

    `siblings` are the same paper of two years, and no doubles.
    """

    came = Signal(object)
    """The Comparison, at hand now."""

    def __init__(self, bridge: Bridge, channel: str, parent: QWidget, *, siblings: bool = False) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._channel = channel
        self._siblings = siblings
        self._comparison: Comparison | None = None
        self.page = SideBySide(parent)
        self.differences = QCheckBox(self.tr("只看不同之处"), parent)
        self.differences.setChecked(not siblings)
        self.differences.toggled.connect(self._show_page)

    def ask(self, one: PieceId, other: PieceId) -> None:
        """Compare two papers, off the GUI thread; what was asked before is no longer wanted."""
        compare = partial(self._bridge.archive.doubles.compare, one, other)
        self._bridge.ask(compare, self._show, self._lost, channel=self._channel)

    def drop(self) -> None:
        """What was asked is no longer wanted."""
        self._bridge.drop(self._channel)

    def clear(self) -> None:
        """Show nothing until the next comparison is there."""
        self._comparison = None
        self.page.clear()

    @Slot(object)
    def _show(self, comparison: Comparison) -> None:
        """The two were compared; the same ones again leave the page where it was scrolled to."""
        same = self._comparison is not None and _told(self._comparison) == _told(comparison)
        self._comparison = comparison
        if not same:
            self._show_page()
        self.came.emit(comparison)

    @Slot()
    def _show_page(self) -> None:
        if self._comparison is not None:
            differ = any(not row.same for row in self._comparison.rows)
            self.differences.setEnabled(differ)
            only = self.differences.isChecked() and differ
            self.page.show_comparison(self._comparison, only_differences=only, siblings=self._siblings)

    def _lost(self, trouble: ArchiveError) -> None:
        """One of the two went away."""
        self._comparison = None
        language = words.language()
        self.page.setPlainText(f"{trouble.sentence(language)} {trouble.hint(language)}".strip())


def _told(comparison: Comparison) -> tuple[object, ...]:
    """What the page tells of a comparison."""
    return comparison.left.piece, comparison.right.piece, comparison.rows
