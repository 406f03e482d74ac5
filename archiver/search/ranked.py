"""Pieces in display order, sorted only as far as they are shown: sorting 50,000 takes longer than finding them."""

from dataclasses import dataclass

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
