"""Folded texts as search looks into them, the last ones kept in memory."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

from archiver.model import FoldedPiece
from archiver.search.shelf import Shelf

AT_ONCE = 200
"""How many texts are fetched together."""

CHARACTERS_KEPT = 16_000_000
"""At most 32 MB in memory: 6,000 papers of usual length, so that the next key typed finds them there."""


class Texts:
    """Folded texts by piece id."""

    def __init__(self, source: Shelf) -> None:
        self._source = source
        self._kept: OrderedDict[int, FoldedPiece] = OrderedDict()
        self._size = 0

    def of(self, pieces: Sequence[int]) -> Iterator[tuple[int, FoldedPiece | None]]:
        """Each of `pieces`, in order, with its words; None where it is gone."""
        for batch in self.batches(pieces):
            yield from batch

    def batches(self, pieces: Sequence[int]) -> Iterator[list[tuple[int, FoldedPiece | None]]]:
        """The same, AT_ONCE together."""
        for start in range(0, len(pieces), AT_ONCE):
            some = pieces[start : start + AT_ONCE]
            missing = [piece for piece in some if piece not in self._kept]
            fetched = self._source.folded(missing) if missing else {}
            yield [(piece, fetched.get(piece) or self._kept.get(piece)) for piece in some]
            self._keep(fetched)

    def forget(self, pieces: Iterable[int]) -> None:
        """Drop texts that have changed."""
        for piece in pieces:
            dropped = self._kept.pop(piece, None)
            self._size -= len(dropped.body) if dropped else 0

    def _keep(self, fetched: dict[int, FoldedPiece]) -> None:
        self._kept.update(fetched)
        self._size += sum(len(words.body) for words in fetched.values())
        while self._size > CHARACTERS_KEPT:
            _piece, dropped = self._kept.popitem(last=False)
            self._size -= len(dropped.body)
