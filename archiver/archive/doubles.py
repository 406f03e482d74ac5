"""Papers that are like one another: doubles, versions, other years, and new files that may be lost papers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from archiver.catalogue import Catalogue
from archiver.doubles import reuniting, series
from archiver.model import Act, Comparison, Decision, DocumentId, Double, Doubt, PieceId, Review, Series

if TYPE_CHECKING:
    from archiver.doubles.doubtful import Doubts


class Doubles:
    """`archive.doubles`: what is like a paper, and what a hand decides about it.

    What compares brings numpy and is imported when it is first asked: a window opens without it.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._doubts: Doubts | None = None

    def of(self, piece: PieceId) -> list[Double]:
        """Papers of the same or nearly the same words, parts of it, and its versions."""
        from archiver.doubles.pairs import of_piece

        with self._catalogue.snapshot() as db:
            return of_piece(db, piece)

    def series(self, piece: PieceId) -> Series:
        """The same paper of other years (往年同类)."""
        with self._catalogue.snapshot() as db:
            return series.of_piece(db, piece, [one.card.piece for one in self.of(piece)])

    def compare(self, one: PieceId, other: PieceId) -> Comparison:
        """Two papers paragraph by paragraph, what differs marked."""
        from archiver.doubles.pairs import compare

        with self._catalogue.snapshot() as db:
            return compare(db, one, other)

    def review(self) -> Review:
        """The doubles of the whole library (重复与相近): those still to be decided about, and the decided ones."""
        from archiver.doubles.reviewing import review

        with self._catalogue.snapshot() as db:
            return review(db)

    def decide(self, one: PieceId, other: PieceId, decision: Decision) -> Act:
        """Decide about two doubles: keep both, mark them as versions, or hide `other` behind `one`."""
        return self.decide_all([(one, other)], decision)

    def decide_all(self, pairs: Sequence[tuple[PieceId, PieceId]], decision: Decision) -> Act:
        """Decide the same about many pairs of doubles, as one act."""
        from archiver.doubles.pairs import decide

        with self._catalogue.write() as db:
            return decide(db, pairs, decision)

    def doubtful(self) -> list[Doubt]:
        """Papers that a hand filed or corrected whose files are gone, each with a new file that may be it."""
        from archiver.doubles.doubtful import Doubts

        self._doubts = self._doubts or Doubts(self._catalogue)
        return self._doubts.pairs()

    def same(self, lost: DocumentId, found: DocumentId) -> Act:
        """Let a new file be the one of a paper whose file is gone: its content is a new revision of that paper."""
        with self._catalogue.write() as db:
            return reuniting.same(db, lost, found)

    def different(self, lost: DocumentId, found: DocumentId) -> Act:
        """Remember that a new file is another paper; nobody is asked about the two again."""
        from archiver.doubles import doubtful

        with self._catalogue.write() as db:
            return doubtful.different(db, lost, found)
