"""Several segments made one, a stretch of grams at a time: it takes little memory and can be left at any moment."""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
from whoosh.filedb.filestore import FileStorage

from archiver.search import blocks
from archiver.search.postings import Postings, combine
from archiver.search.segment import FIELDS, Segment
from archiver.search.segment_writer import SegmentWriter

STRETCH = 1_000_000
"""Postings merged at once: about 80 MB of memory and 0.2 s."""

RATIO = 3
"""A segment rests while it is this many times larger than all smaller ones together."""

FULL = 65_536
"""Texts in a segment, at most: so many that a step between two of them always fits two bytes."""


def due(segments: Sequence[Segment]) -> list[Segment]:
    """Segments that should be one: small ones beside each other, or one that is mostly deleted. Empty if none."""
    for segment in segments:
        if segment.alive_count * 2 < segment.count:
            return [segment]
    growing = sorted((one for one in segments if one.alive_count < FULL // 2), key=lambda one: one.alive_count)
    sums = list(accumulate(one.alive_count for one in growing))
    together = 0
    for number in range(1, len(growing)):
        if growing[number].alive_count < RATIO * sums[number - 1] and sums[number] <= FULL:
            together = number + 1
    return [segment for segment in segments if segment in growing[:together]]


class Merge:
    """One segment being made of several, while these go on being read and losing texts."""

    def __init__(self, storage: FileStorage, sources: Sequence[Segment]) -> None:
        self.sources = sources
        self._alive = [segment.alive.copy() for segment in sources]
        self._writer = SegmentWriter(storage)
        self._stretches = self._write()

    @property
    def stored(self) -> Any:
        """Whoosh's record of the merged segment."""
        return self._writer.stored

    def step(self) -> bool:
        """Write one stretch; False when nothing is left to do."""
        return next(self._stretches, False)

    def lost_since(self) -> list[int]:
        """Texts of the merged segment that its sources have lost since the merge began."""
        still = [segment.alive[alive] for segment, alive in zip(self.sources, self._alive, strict=True)]
        lost: list[int] = np.flatnonzero(~np.concatenate(still)).tolist()
        return lost

    def close(self) -> None:
        """Leave it; the next commit removes what was written."""
        self._writer.close()

    def _write(self) -> Iterator[bool]:
        numbers, first = [], 0
        for alive in self._alive:
            numbers.append(np.where(alive, np.cumsum(alive) - 1 + first, -1))
            first += int(alive.sum())
        for field in FIELDS:
            for parts in _stretches([Grams(segment, field, first) for segment in self.sources]):
                self._writer.add(field, combine(parts, numbers))
                yield True
        self._writer.finish(self._of_texts("pieces"), self._of_texts("lengths"))

    def _of_texts(self, column: str) -> list[int]:
        columns = [getattr(segment, column)[alive] for segment, alive in zip(self.sources, self._alive, strict=True)]
        merged: list[int] = np.concatenate(columns).tolist()
        return merged


class Grams:
    """The grams of a field of one segment, read in order; `texts` is how many the merged segment will have."""

    def __init__(self, segment: Segment, field: str, texts: int) -> None:
        self._segment = segment
        self._share = max(1, STRETCH * segment.count // max(texts, 1))
        self._items = segment.grams(field)
        self._ahead: deque[tuple[bytes, bytes]] = deque()
        self._ahead_count = 0
        self._is_read = False

    def look_ahead(self) -> bytes | None:
        """The last gram of the share at hand; None where all that is left is at hand."""
        while not self._is_read and self._ahead_count < self._share:
            item = next(self._items, None)
            if item is None:
                self._is_read = True
            else:
                self._ahead.append(item)
                self._ahead_count += blocks.text_count(item[1])
        return None if self._is_read else self._ahead[-1][0]

    def take(self, last: bytes | None) -> Postings:
        """Grams and postings up to and with the gram `last`."""
        taken: list[tuple[bytes, bytes]] = []
        while self._ahead and (last is None or self._ahead[0][0] <= last):
            taken.append(self._ahead.popleft())
            self._ahead_count -= blocks.text_count(taken[-1][1])
        return blocks.decode_all(taken, self._segment.stretch)

    def __bool__(self) -> bool:
        return bool(self._ahead) or not self._is_read


def _stretches(sources: Sequence[Grams]) -> Iterator[list[Postings]]:
    """The postings of all sources, a range of grams at a time."""
    while any(sources):
        ends = [end for end in [source.look_ahead() for source in sources] if end is not None]
        last = min(ends, default=None)
        yield [source.take(last) for source in sources]
