"""The purge: a paper whose secrecy mark was not seen when it was read leaves no trace of its words.

An older version of the program, or of its rules, may have stored the text of a marked paper. When the rules are new,
every stored text is looked at once more; what was stored of a marked one is taken out of the catalogue and its
journal, then out of free pages, log and index. How far that has come stands in the catalogue.
"""

import time
from collections.abc import Callable
from pathlib import Path

from archiver import ingest
from archiver.catalogue import purging
from archiver.catalogue.connection import Catalogue
from archiver.describe.secrecy import SECRECY_VERSION, secrecy_mark
from archiver.following import Follower
from archiver.model import Event, State

PATIENCE = 60.0
"""Seconds until a purge that was hindered (files still open in another program) is tried again."""


class Purge:
    """Works for the holder of the writer lock, a little at a time; `tell` hears of each file that was sealed."""

    def __init__(self, catalogue: Catalogue, follower: Follower, tell: Callable[[Event], None]) -> None:
        self._catalogue = catalogue
        self._follower = follower
        self._tell = tell
        self._not_before = 0.0

    def step(self, *, busy: bool) -> None:
        """Look at some stored texts; remove the traces of what was taken out when no file is being read."""
        if not purging.is_judged(self._catalogue.read(), SECRECY_VERSION):
            self._judge_some()
        elif not busy and time.monotonic() >= self._not_before:
            self._remove_traces()

    def finish(self) -> None:
        """Look at every stored text and remove all traces."""
        while not purging.is_judged(self._catalogue.read(), SECRECY_VERSION):
            self._judge_some()
        self._remove_traces()

    def _judge_some(self) -> None:
        stored = purging.unjudged(self._catalogue.read(), SECRECY_VERSION)
        found = [(each, secrecy_mark(each.text, each.blocks, each.properties)) for each in stored]
        sealed: list[Path] = []
        with self._catalogue.write() as db:
            for each, mark in found:
                if mark and purging.is_in_force(db, each):
                    sealed += ingest.seal(db, each.document, mark)
                elif mark:
                    purging.forget_earlier_text(db, each.revision)
            purging.remember_judged(db, SECRECY_VERSION, stored[-1].revision if stored else None)
        for path in sealed:
            self._tell(Event("failed", path, None, State.SECRET))

    def _remove_traces(self) -> None:
        """The index first: what it holds is words that search could still show."""
        if not purging.is_due(self._catalogue.read()):
            return
        if self._follower.forget_removed() and purging.clean(self._catalogue):
            with self._catalogue.write() as db:
                purging.done(db)
        else:
            self._not_before = time.monotonic() + PATIENCE
