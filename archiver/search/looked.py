"""What looking into texts has told of the queries put last, so that no text is looked into twice for the same one."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archiver.search.columns import Flags
from archiver.search.lookup import Lookup
from archiver.search.nodes import Node

QUERIES_KEPT = 32
UNSEEN, NO, YES = 0, 1, 2
"""What is known of a piece: nothing yet, or whether it answers the query."""

Verdicts = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Candidates:
    """What may answer the query `root`, what is known of each piece, and what index and cards say of it.

    Those that may answer in the years that hold are among those of any year, which are counted along with them.
    """

    root: Node
    maybe: Flags
    of_any_year: Flags
    verdicts: Verdicts
    lookup: Lookup


class Looked:
    """Verdicts by query, each an array indexed by piece id."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Node, Verdicts] = OrderedDict()

    def of(self, root: Node, size: int) -> Verdicts:
        """What is known of a query, for as many pieces; whoever looks on writes into it."""
        verdicts = self._kept.pop(root, None)
        if verdicts is None:
            verdicts = np.zeros(size, dtype=np.uint8)
        self._kept[root] = verdicts
        if len(self._kept) > QUERIES_KEPT:
            self._kept.popitem(last=False)
        return verdicts

    def forget(self, pieces: Sequence[int], size: int) -> None:
        """Drop what was known of pieces that have changed since; `size` is how many pieces there are by now."""
        if not pieces and all(len(verdicts) == size for verdicts in self._kept.values()):
            return
        gone = np.array(pieces, dtype=np.int64)
        for root, verdicts in self._kept.items():
            grown = np.zeros(size, dtype=np.uint8)
            grown[: len(verdicts)] = verdicts
            grown[gone[gone < size]] = UNSEEN
            self._kept[root] = grown
