"""What is chosen in the list of results, as rows, as results and as papers."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QItemSelectionModel, QModelIndex

from archiver.model import Card, Hit, PieceId
from ui.bridge import Bridge
from ui.result_model import ResultModel
from ui.searching import Results


@dataclass(frozen=True, slots=True)
class Chosen:
    """Rows of the list taken together: their piece ids, and the cards that were at hand."""

    pieces: tuple[PieceId, ...]
    cards: tuple[Card, ...]


class Choice:
    """Reads the selection of a list whose rows may never have been seen: there may be a hundred thousand of them."""

    def __init__(self, bridge: Bridge, hits: ResultModel, selection: QItemSelectionModel) -> None:
        self._bridge = bridge
        self._hits = hits
        self._selection = selection

    def count(self) -> int:
        """How many rows are chosen."""
        return sum(len(rows) for rows in self.rows())

    def rows(self) -> list[range]:
        """The rows chosen, as runs in the order they were chosen."""
        chosen = self._selection.selection()
        parts = [chosen.at(number) for number in range(chosen.count())]
        return [range(part.top(), part.bottom() + 1) for part in parts]

    def results(self) -> list[range]:
        """The results chosen, by their numbers, as runs; of papers shown under a result, that one."""
        runs = [self._hits.unfolded.results(rows, with_heads=True) for rows in self.rows()]
        if not self._hits.unfolded:
            return runs
        return [range(number, number + 1) for number in sorted(set(chain.from_iterable(runs)))]

    def at_hand(self) -> list[QModelIndex]:
        """The chosen rows that were seen already."""
        return [self._hits.index(row, 0) for rows in self.rows() for row in self._hits.at_hand(rows)]

    def hits_at_hand(self) -> list[Hit]:
        """The hits of chosen rows that were seen already."""
        rows = [row for part in self.rows() for row in self._hits.at_hand(part)]
        return [hit for hit in map(self._hits.hit, rows) if hit]

    def cards_at_hand(self) -> tuple[Card, ...]:
        """The cards of chosen rows that were seen already."""
        return tuple(hit.card for hit in self.hits_at_hand())

    def take(self, answer: Callable[[Chosen], None]) -> None:
        """Give the chosen papers to `answer`; rows never seen are looked up off the GUI thread."""
        cards, results = self.cards_at_hand(), self._hits.results
        pieces, missing = tuple(card.piece for card in cards), self._never_seen()
        if not missing or results is None:
            answer(Chosen(pieces, cards))
            return
        self._bridge.ask(_look_up(results, pieces, cards, missing), answer)

    def _never_seen(self) -> list[range]:
        """Runs of results, of which at least one was never seen."""
        unseen = [rows for rows in self.rows() if len(self._hits.at_hand(rows)) < len(rows)]
        return [self._hits.unfolded.results(rows, with_heads=False) for rows in unseen]


def _look_up(
    results: Results, pieces: tuple[PieceId, ...], cards: tuple[Card, ...], missing: list[range]
) -> Callable[[], Chosen]:
    def read() -> Chosen:
        found = dict.fromkeys(pieces)
        for rows in missing:
            found.update(dict.fromkeys(results.pieces(rows.start, len(rows))))
        return Chosen(tuple(found), cards)

    return read
