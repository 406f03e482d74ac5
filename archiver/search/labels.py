"""Short texts that many pieces may share (titles, organisations, numbers), looked through as a whole."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from archiver.text.folding import fold

Flags = NDArray[np.bool_]
GUARD = "甲"
"""Before every label when many are folded at once, so that none folds to nothing."""


class Labels:
    """The label of each piece, as written and folded. Each label is kept once."""

    def __init__(self) -> None:
        self.of = np.zeros(0, dtype=np.int32)
        self._places: dict[str, int] = {"": 0}
        self._written: list[str] = [""]
        self._folded: list[str] = [""]

    def grow(self, size: int) -> None:
        """Room for pieces up to `size`."""
        self.of = np.concatenate((self.of, np.zeros(size - len(self.of), dtype=np.int32)))

    def put(self, piece: int, label: str) -> None:
        """The label of a piece from now on; "" for none."""
        place = self._places.setdefault(label, len(self._written))
        if place == len(self._written):
            self._written.append(label)
        self.of[piece] = place

    def number(self, label: str) -> int:
        """The number of a label in `of`; -1 for one that no piece has."""
        return self._places.get(label, -1)

    def name(self, number: int) -> str:
        """The label of a number in `of`."""
        return self._written[number]

    def names(self) -> Sequence[str]:
        """All labels by number."""
        return self._written

    def having(self, folded: str, written: str = "") -> Flags:
        """Flags by piece: whose label has the folded words, and where given also the written ones."""
        self._fold_new()
        labels = zip(self._folded, self._written, strict=True)
        found = np.fromiter((folded in one and written in other for one, other in labels), dtype=bool)
        found[0] = False
        return found[self.of]

    def all_folded(self) -> list[str]:
        """Every label that was ever put, folded, each once; those that only dead pieces have are among them."""
        self._fold_new()
        return self._folded[1:]

    def _fold_new(self) -> None:
        self._folded += fold_all(self._written[len(self._folded) :])


def fold_all(labels: Sequence[str]) -> list[str]:
    """The folded form of each label, in one go: 50,000 one by one take seconds."""
    if not labels:
        return []
    joined = "\n\n".join(GUARD + " ".join(label.split()) for label in labels)
    return [line.removeprefix(GUARD).strip() for line in fold(joined).split("\n")]
