"""From a fingerprint to the texts that have it, in memory: what the one writer needs to find candidates.

It is made anew from the fingerprints that stand with each wording. As a table of the catalogue it was 65 MB for
50,000 pieces, and every new piece wrote to 90 pages of it all over the file.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

AT_MOST = 32
"""Texts that are looked at for one fingerprint; phrases that every paper has are in thousands."""

UNSORTED = 200_000
"""New fingerprints held beside the sorted ones until they are sorted in; some 2,000 papers."""

Numbers = NDArray[np.uint32]


class Inverted:
    """Two sorted columns for what was there at the beginning, a dict for what came since. 8 bytes an entry."""

    def __init__(self, known: Iterable[tuple[int, Numbers]]) -> None:
        texts, columns = [], []
        for text, fingerprints in known:
            texts.append(np.full(len(fingerprints), text, dtype=np.uint32))
            columns.append(fingerprints)
        self._hashes: Numbers = np.concatenate(columns) if columns else np.zeros(0, dtype=np.uint32)
        self._texts: Numbers = np.concatenate(texts) if texts else np.zeros(0, dtype=np.uint32)
        self._sort()
        self._new: dict[int, list[int]] = {}
        self._count = 0

    def add(self, text: int, fingerprints: Numbers) -> None:
        """A new text with its fingerprints."""
        for each in fingerprints.tolist():
            self._new.setdefault(each, []).append(text)
        self._count += len(fingerprints)
        if self._count > UNSORTED:
            self._take_in()

    def sharing(self, fingerprints: Numbers) -> Counter[int]:
        """Texts with the number of these fingerprints that each has; of a common one only the first AT_MOST."""
        begins = np.searchsorted(self._hashes, fingerprints, "left")
        lengths = np.minimum(np.searchsorted(self._hashes, fingerprints, "right") - begins, AT_MOST)
        places = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        found = Counter(self._texts[places].tolist())
        for each in fingerprints.tolist():
            found.update(self._new.get(each, ())[:AT_MOST])
        return found

    def _take_in(self) -> None:
        hashes = np.fromiter((each for each, texts in self._new.items() for _ in texts), dtype=np.uint32)
        texts = np.fromiter((text for texts in self._new.values() for text in texts), dtype=np.uint32)
        self._hashes, self._texts = np.concatenate((self._hashes, hashes)), np.concatenate((self._texts, texts))
        self._sort()
        self._new, self._count = {}, 0

    def _sort(self) -> None:
        order = np.argsort(self._hashes, kind="stable")
        self._hashes, self._texts = self._hashes[order], self._texts[order]
