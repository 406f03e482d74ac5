"""Pieces in display order, sorted only as far as they are shown: sorting 50,000 takes longer than finding them."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.search.columns import Flags, Ids


@dataclass(frozen=True, slots=True)
class Ranked:
    """`pieces` stand in the order of equal scores; where `by_score`, higher scores come first."""

    pieces: Ids
    scores: NDArray[np.float64]
    by_score: bool

    def __len__(self) -> int:
        return len(self.pieces)

    def only(self, flags: Flags) -> "Ranked":
        """Those whose flag by piece id is set."""
        kept = flags[self.pieces]
        return Ranked(self.pieces[kept], self.scores[kept], self.by_score)

    def first(self, count: int) -> "Ranked":
        """The first `count` in display order, or a few more; all where there are fewer."""
        if not self.by_score:
            return Ranked(self.pieces[:count], self.scores[:count], by_score=False)
        places = np.arange(len(self))
        if 0 < count < len(self):
            lowest = np.partition(self.scores, len(self) - count)[len(self) - count]
            places = np.flatnonzero(self.scores >= lowest)
        places = places[np.argsort(-self.scores[places], kind="stable")]
        return Ranked(self.pieces[places], self.scores[places], by_score=True)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of an answer. `total` and the counts are upper bounds where `exact` is False.

    `years` are of every year, whatever years hold; like `facets` only where these are asked for.
    """

    pieces: list[int]
    scores: list[float]
    total: int
    exact: bool
    facets: dict[str, dict[Any, int]] = field(default_factory=dict)
    years: dict[int | None, int] = field(default_factory=dict)
