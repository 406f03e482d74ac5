"""What search asks of the catalogue."""

from collections.abc import Sequence
from typing import Protocol

from archiver.model import ColumnRow, FoldedPiece, WrittenPiece


class Shelf(Protocol):
    """What search needs of the catalogue."""

    def folded(self, pieces: Sequence[int]) -> dict[int, FoldedPiece]:
        """Folded words by piece; pieces that are gone are left out."""

    def written(self, pieces: Sequence[int]) -> dict[int, WrittenPiece]:
        """Words as they are written, by piece; pieces that are gone are left out."""

    def changed_since(self, since: int) -> tuple[list[int], int]:
        """Pieces whose words changed after `since`, removed ones included, and the sequence now."""

    def columns(self, since: int) -> tuple[list[ColumnRow], int]:
        """The columns of pieces whose card changed after `since`, and the point this brings the reader to."""
