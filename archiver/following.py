"""Following with the index: it learns from the catalogue what changed, in batches, and never the other way."""

import time

from archiver.catalogue import refolding, shelf
from archiver.library import Library
from archiver.search.grams import BrokenIndex, GramIndex

BATCH = 1000
"""Pieces the index learns at once. Fewer make more segments, more take more memory (measured: 2,000 take 300 MB)."""

PATIENCE = 1000
"""Pieces that may wait for the index while files come in; until then search reads them one by one."""

LOOK_EVERY = 1.0
"""Seconds between two looks at the lag while files come in."""

REFOLD_AT_ONCE = 200
"""Pieces folded anew in one transaction: some 0.2 s, in which no other program writes."""

TRIES = 3
"""How often a pass over everything is begun again when the index breaks under it; search is right all the while."""


class Follower:
    """The writing side of the index. Only the holder of the library's writer lock has one."""

    def __init__(self, library: Library) -> None:
        self._catalogue = library.catalogue
        self._index = GramIndex.open(library.paths.index, library.id)
        self._looked = 0.0
        self._outdated = refolding.cursor(self._catalogue.read()) is not None

    @property
    def lag(self) -> int:
        """How many pieces the index has still to learn."""
        return shelf.lag(self._catalogue.read(), self._index.sequence)

    @property
    def to_refold(self) -> int:
        """How many pieces an older program folded in another way; they come before all else."""
        return refolding.left(self._catalogue.read()) if self._outdated else 0

    def step(self, *, busy: bool) -> None:
        """Fold anew or learn one batch, if there is reason to; `busy` while files are coming in."""
        if self._refold():
            return
        if busy and time.monotonic() - self._looked < LOOK_EVERY:
            return
        self._looked = time.monotonic()
        if self.lag >= (PATIENCE if busy else 1):
            self._learn(all_of_it=False)

    def finish(self) -> None:
        """Learn everything. An index that turns out to be broken on the way is begun anew."""
        while self._refold():
            pass
        for _ in range(TRIES):
            if self.lag:
                self._learn(all_of_it=True)

    def begin_anew(self) -> None:
        """Throw the index away and make it from the catalogue."""
        self._index.wipe()
        self.finish()

    def forget_removed(self) -> bool:
        """Leave no word of a removed piece in the index's files; False where that has to be tried again."""
        self.finish()
        return not self.lag and self._index.expunge()

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def _refold(self) -> bool:
        """Fold a batch anew; whether there was one."""
        if not self._outdated:
            return False
        with self._catalogue.write() as db:
            refolding.step(db, REFOLD_AT_ONCE)
            self._outdated = refolding.cursor(db) is not None
        return self._outdated

    def _learn(self, *, all_of_it: bool) -> None:
        try:
            for entries, removed, sequence in shelf.batches(self._catalogue.read(), self._index.sequence, BATCH):
                self._index.update(entries, removed, sequence)
                if not all_of_it:
                    return
        except BrokenIndex:
            return  # its sequence is 0 now; the next call goes on from there
