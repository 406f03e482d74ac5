"""Folded texts turned into grams: which single characters and which adjacent pairs stand in which text, how often.

Grams never hold a gap: white space parts them. Done with whole arrays at once, for a loop over 2,600 characters a
paper costs ten times as much.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Integers = NDArray[np.integer]
GAP = 32
"""Folded text has no character up to the space but the space and the line break."""

TEXT_BITS, POINT_BITS = 22, 21
"""A gram in a text is one number: two code points of 21 bits and the place of the text in 22."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Grams in code point order; those of gram i are the texts `ids[starts[i]:starts[i + 1]]`, ascending."""

    grams: list[str]
    starts: Numbers
    ids: Integers
    frequencies: Integers


def gather(texts: Sequence[str]) -> Postings:
    """The grams of up to four million texts; ids are places in `texts`."""
    keys = _keys(texts)
    keys.sort()
    first = np.concatenate(([True], keys[1:] != keys[:-1])) if len(keys) else np.zeros(0, dtype=bool)
    places = np.flatnonzero(first)
    frequencies = np.diff(np.append(places, len(keys)))
    keys = keys[places]
    ids = (keys & ((1 << TEXT_BITS) - 1)).astype(np.int32)
    keys >>= np.uint64(TEXT_BITS)
    starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))) if len(keys) else np.zeros(0, np.int64)
    return Postings(_names(keys[starts]), np.append(starts, len(keys)), ids, frequencies)


def combine(parts: Sequence[Postings], numbers: Sequence[Numbers]) -> Postings:
    """Several postings as one; `numbers` are the new places of the texts of each part, -1 where one is gone."""
    names = sorted(set().union(*(part.grams for part in parts)))
    places = {name: place for place, name in enumerate(names)}
    rows: list[tuple[Integers, Integers, Integers]] = []
    for part, new in zip(parts, numbers, strict=True):
        own = np.fromiter(map(places.__getitem__, part.grams), dtype=np.int32, count=len(part.grams))
        ids = new.astype(np.int32)[part.ids]
        kept = ids >= 0
        rows.append((np.repeat(own, np.diff(part.starts))[kept], ids[kept], part.frequencies[kept]))
    grams, ids, frequencies = (np.concatenate(columns) for columns in zip(*rows, strict=True))
    order = np.argsort(grams, kind="stable")
    counts = np.bincount(grams, minlength=len(names))
    starts = np.concatenate(([0], np.cumsum(counts[counts > 0])))
    return Postings([names[i] for i in np.flatnonzero(counts)], starts, ids[order], frequencies[order])


def _keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    """One number for each character and each adjacent pair of each text."""
    codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le"), dtype=np.uint32)
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.int64)
    text_numbers = np.repeat(np.arange(len(texts), dtype=np.uint32), lengths)
    solid = codes > GAP
    paired = solid[:-1] & solid[1:]
    single_count = int(solid.sum())
    keys = np.empty(single_count + int(paired.sum()), dtype=np.uint64)
    keys[:single_count] = codes[solid]
    keys[single_count:] = codes[:-1][paired]
    keys <<= np.uint64(POINT_BITS)
    keys[single_count:] |= codes[1:][paired]
    keys <<= np.uint64(TEXT_BITS)
    keys[:single_count] |= text_numbers[solid]
    keys[single_count:] |= text_numbers[:-1][paired]
    return keys


def _names(keys: NDArray[np.uint64]) -> list[str]:
    """The grams as strings of one or two characters."""
    points = np.empty((len(keys), 2), dtype=np.uint32)
    points[:, 0] = keys >> np.uint64(POINT_BITS)
    points[:, 1] = keys & np.uint64((1 << POINT_BITS) - 1)
    text = points.tobytes().decode("utf-32-le")
    return [text[i : i + 2].rstrip("\0") for i in range(0, len(text), 2)]


def grams_of(literal: str, most: int = 48) -> list[str]:
    """The grams a text must have to hold the folded `literal`: all, or `most` spread evenly over a long one."""
    found: dict[str, None] = {}
    for run in literal.split():
        pairs = [run[i : i + 2] for i in range(len(run) - 1)] or [run]
        found.update(dict.fromkeys(pairs))
    grams = list(found)
    step = max(1, -(-len(grams) // most))
    return grams[::step]


def decided_by_grams(literal: str) -> bool:
    """Whether having its gram is the same as holding the literal: one gram says all of it."""
    return len(literal) == 1 or (len(literal) == 2 and " " not in literal)
