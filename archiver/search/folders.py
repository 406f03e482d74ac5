"""Which folders pieces lie in, as numbers: a file with doubles lies in several."""

import os
from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from archiver.search.labels import Labels

Flags = NDArray[np.bool_]
PARTED = "\0"
"""Between the folders of one piece; no path can hold it."""


class Folders:
    """The set of folders of each piece. Each set is kept once: thousands of papers share a few hundred."""

    def __init__(self) -> None:
        self._sets = Labels()

    def grow(self, size: int) -> None:
        """Room for pieces up to `size`."""
        self._sets.grow(size)

    def put(self, piece: int, folders: tuple[str, ...]) -> None:
        """The folders of a piece from now on; none for one whose file is gone."""
        self._sets.put(piece, PARTED.join(folders))

    def below(self, folder: str) -> Flags:
        """Flags by piece: which lie in this folder or below it."""
        sets = np.array([folder in set(_with_parents(name)) for name in self._sets.names()], dtype=bool)
        flags: Flags = sets[self._sets.of]
        return flags

    def counted(self, pieces: NDArray[np.int64]) -> dict[str, int]:
        """How many of these pieces lie in or below each folder, up to the root of the disk; in order of the paths.

        A piece with two files below a folder counts once there.
        """
        counts: Counter[str] = Counter()
        numbers, times = np.unique(self._sets.of[pieces], return_counts=True)
        for number, count in zip(numbers.tolist(), times.tolist(), strict=True):
            for folder in set(_with_parents(self._sets.name(number))):
                counts[folder] += count
        return dict(sorted(counts.items()))


def _with_parents(folders: str) -> Iterator[str]:
    for folder in folders.split(PARTED):
        while folder:
            yield folder
            folder = folder.rpartition(os.sep)[0]
