"""Papers that are like one another, what a hand decided about them, and new files that may be lost papers."""

from dataclasses import dataclass
from typing import Literal, get_args

from archiver.model.ids import PieceId
from archiver.model.papers import Card
from archiver.wording import Reason

DoubleKind = Literal["same_bytes", "same_text", "near", "contained", "version"]

DOUBLE_KINDS: tuple[DoubleKind, ...] = get_args(DoubleKind)
"""The surest first."""

Verdict = Literal["keep", "version", "newer_first", "newer_second", "hide_first", "hide_second"]
"""What a hand decided about a pair: two papers of their own, versions of one (which of them is the newer, where that
was said), or one of them hidden behind the other.

The first of a pair is the one with the smaller id.
"""

VERSIONS: frozenset[Verdict | None] = frozenset({"version", "newer_first", "newer_second"})

Decision = Literal["keep", "version", "newer", "hide"]
"""What a hand may say of one paper and another: keep both, versions of one, `newer` where the one is the newer of
them, or hide the other behind the one."""


@dataclass(frozen=True, slots=True)
class Double:
    """A paper that is like another one. `within` is the share of that one's words that stand in this one, `holds` the
    share of this one's words that stand in that one; `decided` is what a hand said of the two, if it did."""

    card: Card
    kind: DoubleKind
    within: float
    holds: float
    decided: Verdict | None = None

    @property
    def containment(self) -> float:
        """The share of the one that stands in the other, of whichever it is the larger."""
        return max(self.within, self.holds)

    def newer_than(self, piece: PieceId) -> bool | None:
        """Whether a hand said that this is a newer version than that piece, or an older; None where it said neither."""
        if self.decided not in ("newer_first", "newer_second"):
            return None
        return (self.card.piece < piece) == (self.decided == "newer_first")


@dataclass(frozen=True, slots=True)
class DoublePair:
    """Two pieces that are doubles of each other, of which `one` has more words (or came first) and would stay if the
    other was hidden. `within` is the share of the words of `one` that stand in the `other`, `holds` the share of the
    other's that stand in it; `newer` is the newer version as far as it can be told, `decided` what a hand said of them.

    `kind` is None only for a decided pair whose words are like no longer.
    """

    one: PieceId
    other: PieceId
    kind: DoubleKind | None
    within: float
    holds: float
    newer: PieceId | None = None
    decided: Verdict | None = None

    @property
    def containment(self) -> float:
        """The share of the one that stands in the other, of whichever it is the larger."""
        return max(self.within, self.holds)


@dataclass(frozen=True, slots=True)
class Review:
    """The doubles of a library: those about which no hand has decided, the surest kind first, and the `decided` ones.

    `to_compare` pieces are still to be compared with the others, so that there may be more.
    """

    open: tuple[DoublePair, ...]
    decided: tuple[DoublePair, ...]
    to_compare: int

    @property
    def counts(self) -> dict[DoubleKind, int]:
        """How many open pairs there are of each kind, the surest kind first; every kind is there."""
        return {kind: sum(pair.kind == kind for pair in self.open) for kind in DOUBLE_KINDS}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A paper that a hand filed or corrected whose file is gone, and a new one that may be it, changed and moved.

    `why` says what speaks for it; `kept` is the share of the lost paper's words that stand in the new one, None where
    one of them has no words.
    """

    lost: Card
    found: Card
    why: Reason
    kept: float | None
