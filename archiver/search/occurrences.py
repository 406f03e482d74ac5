"""How often grams stand in texts, all of them counted in many texts at once.

A hundred papers looked into for seventy grams are as many calls of `str.count` as take 30 ms; whole arrays take 4.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
LONGEST = 2
CHARACTERS = 500_000
"""Of texts counted together: some 20 MB of memory."""


class Occurrences:
    """Counts grams of one to LONGEST characters, overlapping ones, too (the index counts them so)."""

    def __init__(self, grams: Sequence[str]) -> None:
        parts = {gram[at : at + size] for gram in grams for size in range(1, LONGEST + 1) for at in range(len(gram))}
        levels = [sorted(part for part in parts if len(part) == size) for size in range(1, LONGEST + 1)]
        self._numbers = [{part: number for number, part in enumerate(level, 1)} for level in levels]
        highest = max(map(ord, levels[0]), default=0)
        self._letters = np.zeros(highest + 2, dtype=np.int32)
        self._letters[[ord(letter) for letter in levels[0]]] = range(1, len(levels[0]) + 1)
        self._longer = [self._pairing(size) for size in range(1, LONGEST)]
        offsets = np.cumsum([0, *(len(level) + 1 for level in levels)])
        self._columns = [int(offsets[len(gram) - 1]) + self._numbers[len(gram) - 1][gram] for gram in grams]

    def _pairing(self, size: int) -> NDArray[np.int32]:
        """The number of a part by those of its two shorter ones, that end and begin a character apart."""
        shorter, longer = self._numbers[size - 1], self._numbers[size]
        table = np.zeros((len(shorter) + 1, len(shorter) + 1), dtype=np.int32)
        for part, number in longer.items():
            table[shorter[part[:-1]], shorter[part[1:]]] = number
        return table

    def in_each(self, texts: Sequence[str]) -> Numbers:
        """How often each gram stands in each text: a row for a text, a column for a gram."""
        counted = [self._count(some) for some in _batches(texts)]
        return np.concatenate(counted) if counted else np.zeros((0, len(self._columns)), dtype=np.int64)

    def _count(self, texts: Sequence[str]) -> Numbers:
        codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le"), dtype=np.uint32)
        text_at = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
        numbers = self._letters[np.minimum(codes, len(self._letters) - 1)]
        places = np.flatnonzero(numbers)
        numbers = numbers[places]
        levels = []
        for size in range(LONGEST):
            if size:
                numbers, places = _grown(numbers, places, self._longer[size - 1])
            width = len(self._numbers[size]) + 1
            counts = np.bincount(text_at[places] * width + numbers, minlength=len(texts) * width)
            levels.append(counts.reshape(len(texts), width))
        return np.asarray(np.hstack(levels)[:, self._columns])


def _grown(
    numbers: NDArray[np.int32], places: Numbers, longer: NDArray[np.int32]
) -> tuple[NDArray[np.int32], Numbers]:
    """Parts that stand a character apart put together to longer ones, and where these begin."""
    apart = np.flatnonzero(places[1:] == places[:-1] + 1)
    grown = longer[numbers[apart], numbers[apart + 1]]
    known = grown > 0
    return grown[known], places[apart[known]]


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts in batches of about CHARACTERS, each of one text at least."""
    start, size = 0, 0
    for at, text in enumerate(texts):
        if size and size + len(text) > CHARACTERS:
            yield texts[start:at]
            start, size = at, 0
        size += len(text)
    if start < len(texts):
        yield texts[start:]
