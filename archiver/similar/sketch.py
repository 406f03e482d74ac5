"""Shingles and winnowed fingerprints: how texts that share words are found without comparing all with all.

Winnowing (Schleimer, Wilkerson, Aiken: Winnowing, SIGMOD 2003) is MinHash in a sliding window: the least hash of
every window is kept. Two texts that share a run as long as the window share a fingerprint, however long either is;
that is what a contained paper needs, and what the bottom-k of whole texts can't give.
"""

import hashlib

import numpy as np
from numpy.typing import NDArray

SHINGLE = 8
"""Characters of a shingle: shorter ones are common phrases, of longer ones a changed character takes too many."""

SHORTEST = 30
"""Characters below which a text says too little to be compared; forms and covers are that short."""

LONGEST = 300_000
"""Characters of a text that are compared; only workbooks are longer."""

WINDOW = 64
"""Shingles of a window in a text of 1,024 shingles or more: one fingerprint in about 32 characters."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF, _TO_31_BITS = np.uint64(32), np.uint64(33)

Hashes = NDArray[np.uint64]


def compact(folded: str) -> str:
    """The folded text without its gaps: what is left of it in every format."""
    return folded.replace(" ", "").replace("\n", "")


def digest(text: str) -> bytes:
    """16 bytes that tell one compact text from another."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def hashes(text: str) -> Hashes:
    """A hash for every shingle of a compact text, in their order; none below SHINGLE characters."""
    codes = np.frombuffer(text[:LONGEST].encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    count = len(codes) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    rolled = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        rolled = rolled * _BASE + codes[place : place + count]
    return _mixed(_mixed(rolled))


def _mixed(values: Hashes) -> Hashes:
    values = values ^ (values >> _HALF)
    return values * _MIX


def shingles(text: str) -> Hashes:
    """The set of shingles of a compact text: their hashes, sorted, each once."""
    return _once(hashes(text))


def _once(values: Hashes) -> Hashes:
    """Sorted, each once. numpy's own `unique` hashes first, which took five times as long for texts of this size."""
    values = np.sort(values)
    return values[np.concatenate(([True], values[1:] != values[:-1]))] if len(values) else values


def fingerprints(text: str) -> NDArray[np.uint32]:
    """The winnowed fingerprints of a compact text: numbers of 31 bits, sorted.

    A short text has smaller windows. The least of a window is also the least of every part of it that holds it, so
    the short text keeps at least what a long text keeps of the same words.
    """
    least = hashes(text)
    reach, window = 1, _window(len(least))
    while reach < window:
        least = np.minimum(least[:-reach], least[reach:])
        reach *= 2
    return _once(least >> _TO_31_BITS).astype(np.uint32)


def expected(shingles: int, others: int) -> float:
    """How many fingerprints two texts of so many shingles share where the shorter one stands whole in the longer."""
    return max(1.0, 2 * min(shingles, others) / (_window(max(shingles, others)) + 1))


def _window(count: int) -> int:
    """A power of two: WINDOW for long texts, 8 for the shortest."""
    window = WINDOW
    while window > 8 and count < window * 16:
        window //= 2
    return window if count >= window else 1
