"""Following with the index: it learns from the catalogue what changed, in batches, and never the other way."""

import contextlib
import time
from collections.abc import Callable

from archiver.catalogue import refolding, shelf
from archiver.library import Library
from archiver.search.folder import BrokenIndex
from archiver.search.grams import GramIndex

BATCH = 2000
"""Pieces the index learns at once; of long ones fewer (shelf.CHARACTERS)."""

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
        self.is_tidy = False

    @property
    def lag(self) -> int:
        """How many pieces the index has still to learn."""
        return shelf.lag(self._catalogue.read(), self._index.sequence)

    @property
    def to_refold(self) -> int:
        """How many pieces an older program folded in another way; they come before all else."""
        return refolding.left(self._catalogue.read()) if self._outdated else 0

    def step(self, *, busy: bool) -> None:
        """Fold anew or learn one batch, if there is reason to; `busy` while files are coming in. Else tidy."""
        if self._refold():
            return
        if busy and time.monotonic() - self._looked < LOOK_EVERY:
            return
        self._looked = time.monotonic()
        if self.lag >= (PATIENCE if busy else 1):
            self._learn(all_of_it=False)
            self.is_tidy = False
        elif not (busy or self.is_tidy):
            self._tidy()

    def finish(self, stopped: Callable[[], bool] = lambda: False) -> None:
        """Learn everything, and tidy unless `stopped`. An index found broken on the way is begun anew."""
        while self._refold():
            pass
        for _ in range(TRIES):
            self._learn(all_of_it=True)
            self.is_tidy = False
            while not (self.is_tidy or stopped()):
                self._tidy()
            if not self.lag:
                break

    def begin_anew(self, stopped: Callable[[], bool]) -> None:
        """Throw the index away and make it from the catalogue."""
        with contextlib.suppress(BrokenIndex):  # thrown away by somebody else at this moment
            self._index.wipe()
        self.finish(stopped)

    def forget_removed(self) -> bool:
        """Leave no word of a removed piece in the index's files; False where that has to be tried again."""
        self.finish()
        try:
            return not self.lag and self._index.expunge()
        except BrokenIndex:  # it is begun anew, and tried again then
            return False

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

    def _tidy(self) -> None:
        """Make few segments of many, for a moment: what comes in meanwhile is heard in between."""
        with contextlib.suppress(BrokenIndex):  # its sequence is 0 now; learning goes on from there
            self.is_tidy = not self._index.merge_on()

    def _learn(self, *, all_of_it: bool) -> None:
        try:
            for entries, removed, sequence in shelf.batches(self._catalogue.read(), self._index.sequence, BATCH):
                self._index.update(entries, removed, sequence)
                if not all_of_it:
                    return
        except BrokenIndex:
            return  # its sequence is 0 now; the next call goes on from there
