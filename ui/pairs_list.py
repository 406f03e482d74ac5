"""The list of the pairs of a review: keeps what is selected, and goes on where a decided pair left it."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QListView, QWidget

from archiver.model import DoublePair
from ui.pairs_delegate import PairsDelegate
from ui.pairs_model import PairsModel


class PairsList(QListView):
    """A QListView of a PairsModel, of which many may be selected."""

    def __init__(self, model: PairsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = model
        self.setModel(model)
        self.setItemDelegate(PairsDelegate(self))
        self.setAccessibleName(self.tr("重复与相近的资料"))
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)

    def show_pairs(self, pairs: Sequence[DoublePair]) -> None:
        """List these; the same ones stay selected, or else the one that took the place of the current one."""
        keys, row = {_key(pair) for pair in self.chosen()}, self.currentIndex().row()
        bar = self.verticalScrollBar().value()
        self._pairs.show_pairs(pairs)
        if pairs and not self.selectionModel().hasSelection():
            rows = [number for number, pair in enumerate(pairs) if _key(pair) in keys]
            self._select(rows or [min(max(0, row), len(pairs) - 1)])
        self.verticalScrollBar().setValue(bar)
        self.scrollTo(self.currentIndex())

    def chosen(self) -> list[DoublePair]:
        """The selected pairs from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._pairs.pairs[row] for row in rows]

    def current(self) -> DoublePair | None:
        """The pair to be compared: of the selected ones that of the cursor, or else the first."""
        chosen, row = self.chosen(), self.currentIndex().row()
        pair = self._pairs.pairs[row] if 0 <= row < len(self._pairs.pairs) else None
        return pair if pair in chosen else next(iter(chosen), None)

    def step(self, step: int) -> None:
        """The next pair, or with -1 the one before."""
        row = self.currentIndex().row() + step
        if 0 <= row < len(self._pairs.pairs):
            self.setCurrentIndex(self._pairs.index(row))

    def _select(self, rows: Sequence[int]) -> None:
        selection = self.selectionModel()
        selection.setCurrentIndex(self._pairs.index(rows[0]), QItemSelectionModel.SelectionFlag.NoUpdate)
        for row in rows:
            selection.select(self._pairs.index(row), QItemSelectionModel.SelectionFlag.Select)


def _key(pair: DoublePair) -> frozenset[int]:
    return frozenset((pair.one, pair.other))
