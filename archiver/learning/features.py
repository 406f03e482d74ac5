"""A paper as a bag of hashed n-grams of one to three Chinese characters."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BUCKETS = 1 << 16
"""Places n-grams are hashed to. A paper of 1,500 characters fills some 2,500 of them."""

TITLE, HEADING, BODY = 2.0, 2.0, 1.0
"""How much an n-gram counts in title, headings and body (measured: with 4 or 6 for the title fewer were right)."""

READ, HEADED = 1500, 8000
"""Characters of the body that are read whole, and those in which headings are looked for."""

_HEADING = re.compile(r"(?:^|\W)[一二三四五六七八九十]{1,3}\W{1,2}([㐀-鿿]{2,24})(?!\w)")
_MULTIPLIERS = np.array([2654435761, 40503, 2246822519], dtype=np.uint64)
_FIRST, _LAST = 0x3400, 0x9FFF


@dataclass(frozen=True, slots=True)
class Features:
    """`places` are buckets in rising order, `weights` what stands in each, of length one together (L2)."""

    places: NDArray[np.uint16]
    weights: NDArray[np.float32]


def features(title: str, body: str) -> Features:
    """The n-grams of a plain or folded paper: title and headings count more, often repeated ones little more."""
    headings = "\n".join(_headings(body[READ:HEADED]))
    zones = ((title, TITLE), (headings, HEADING), (body[:READ], BODY))
    weight = np.repeat([weight for _, weight in zones], [len(text) + 1 for text, _ in zones])
    found = grams("\n".join(text for text, _ in zones))  # none runs over the break between two zones
    buckets = np.concatenate([buckets for _, buckets in found]).astype(np.uint16)
    order = np.argsort(buckets, kind="stable")  # by radix, for 16 bits: a fifth of the time of `np.unique`
    buckets = buckets[order]
    firsts = np.flatnonzero(np.concatenate(([True], buckets[1:] != buckets[:-1]))[: len(buckets)])
    counted = np.add.reduceat(np.concatenate([weight[starts] for starts, _ in found])[order], firsts)
    weights = np.log1p(counted)
    length = float(np.sqrt(np.square(weights).sum())) or 1.0
    return Features(buckets[firsts], (weights / length).astype(np.float32))


def grams(text: str) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """For each length one to three: where n-grams begin in `text`, and the bucket of each; none with a break in it."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    is_han = (codes >= _FIRST) & (codes <= _LAST)
    multiplied = codes * _MULTIPLIERS[0]
    whole, found = is_han, []
    for length in (1, 2, 3):
        starts = np.flatnonzero(whole)
        hashed = np.full(len(starts), length, dtype=np.uint64)
        for offset in range(length):
            hashed = hashed * _MULTIPLIERS[2] + multiplied[starts + offset]
        mixed = (hashed ^ (hashed >> np.uint64(29))) * _MULTIPLIERS[0]
        found.append((starts, ((mixed >> np.uint64(20)) % np.uint64(BUCKETS)).astype(np.int64)))
        whole = whole[:-1] & is_han[length:]
    return found


def _headings(text: str) -> list[str]:
    """What follows 一 or the like, up to the next sign."""
    return _HEADING.findall(text)
