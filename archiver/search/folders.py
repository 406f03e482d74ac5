"""Which folders pieces lie in, as numbers: a file with doubles lies in several."""

import os
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
        self._known = 0
        self._numbers: dict[str, int] = {}
        self._order: list[tuple[str, int]] = []
        self._set = self._folder = np.zeros(0, dtype=np.int64)

    def grow(self, size: int) -> None:
        """Room for pieces up to `size`."""
        self._sets.grow(size)

    def put(self, piece: int, folders: tuple[str, ...]) -> None:
        """The folders of a piece from now on; none for one whose file is gone."""
        self._sets.put(piece, PARTED.join(folders))

    def below(self, folder: str) -> Flags:
        """Flags by piece: which lie in this folder or below it."""
        self._learn_new()
        sets = np.zeros(self._known, dtype=bool)
        sets[self._set[self._folder == self._numbers.get(folder, -1)]] = True
        flags: Flags = sets[self._sets.of]
        return flags

    def counted(self, pieces: NDArray[np.int64]) -> dict[str, int]:
        """How many of these pieces lie in or below each folder, up to the root of the disk; in order of the paths.

        A piece with two files below a folder counts once there.
        """
        self._learn_new()
        times = np.bincount(self._sets.of[pieces], minlength=self._known)
        counts = np.bincount(self._folder, weights=times[self._set], minlength=len(self._numbers)).astype(int).tolist()
        return {folder: counts[number] for folder, number in self._order if counts[number]}

    def _learn_new(self) -> None:
        """Number the folders of the sets that came since, each set with all the folders above its own."""
        names = self._sets.names()
        if self._known == len(names):
            return
        pairs = [
            (place, self._numbers.setdefault(folder, len(self._numbers)))
            for place, name in enumerate(names[self._known :], self._known)
            for folder in sorted(set(_with_parents(name)))
        ]
        new = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        self._set, self._folder = np.append(self._set, new[:, 0]), np.append(self._folder, new[:, 1])
        self._known, self._order = len(names), sorted(self._numbers.items())


def _with_parents(folders: str) -> Iterator[str]:
    for folder in folders.split(PARTED):
        while folder:
            yield folder
            folder = folder.rpartition(os.sep)[0]
