"""Two papers side by side."""

from dataclasses import dataclass

from archiver.model.papers import Card


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph in a comparison; `spans` are the code points of it that the other side has not, end exclusive.

    Of two paragraphs beside one another each span has its partner in the other: an empty one where that one lacks it.
    """

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Two paragraphs that stand side by side; None where the other has nothing like it."""

    left: Side | None
    right: Side | None

    @property
    def same(self) -> bool:
        """Whether both sides say the same."""
        return bool(self.left and self.right and not self.left.spans and not self.right.spans)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers paragraph by paragraph."""

    left: Card
    right: Card
    rows: tuple[Row, ...]
