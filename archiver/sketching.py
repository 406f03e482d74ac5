"""Sketching: every new wording is compared once with those it may be like, so that reading never has to."""

import sqlite3
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

from archiver.catalogue import Catalogue, likenesses, sketches
from archiver.catalogue.sketches import ChangedPiece
from archiver.similar.comparing import Words, compare_if_like
from archiver.similar.inverted import Inverted
from archiver.similar.kinds import VERSION
from archiver.similar.sketch import SHORTEST, compact, digest, expected, fingerprints

BATCH = 20
"""Pieces sketched in one transaction, so that an act of the window does not wait for long."""

LOOKED_AT = 64
"""Wordings that share most fingerprints with a new one, whose sizes are looked at."""

COMPARED = 12
"""Wordings that a new one is compared with at most, those first that share most in proportion."""

WORTH_IT = 0.15
"""Share of the fingerprints to be expected of a whole copy from which on a comparison is worth it.

Slips in every line leave fewer fingerprints than words: of a copy with three quarters of its shingles, a third.
"""


HELD = 256
"""Wordings whose words are kept at hand: forms of one office arrive together and are like one another. Preparing
the other text anew was two thirds of a comparison."""

LONGEST_HELD = 20_000
"""Shingles of a wording kept at hand at most, so that all of them take 60 MB at the worst, commonly 8."""


class Sketcher:
    """The writing side of doubles. Only the holder of the library's writer lock has one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: Known | None = None
        with catalogue.write() as db:
            sketches.forget_unused(db)

    def step(self, *, busy: bool = False) -> bool:
        """Sketch some of the pieces whose words changed; False where none are left, or, while `busy`, too few."""
        db = self._catalogue.read()
        if busy and sketches.lag(db) < BATCH:
            return False
        changed = sketches.changed(db, BATCH)
        if not changed:
            return False
        known = self._known or Known(sketches.fingerprints(db))
        self._known = None  # until it is written: the numbers of what a rollback takes back are given out again
        with self._catalogue.write() as db:
            for piece in changed:
                sketch(db, known, piece)
            sketches.remember_followed(db, changed[-1].changed)
        self._known = known
        return True

    def finish(self, stopped: Callable[[], bool]) -> None:
        """Sketch all of them, or as many as there is time for; the next keeper goes on."""
        while not stopped() and self.step():
            pass


class Known:
    """The wordings of the library as its writer needs them: which share fingerprints, and the words of those compared
    last. A wording never changes what it says."""

    def __init__(self, wordings: Iterable[tuple[int, NDArray[np.uint32]]]) -> None:
        self._inverted = Inverted(wordings)
        self._held: OrderedDict[int, Words] = OrderedDict()

    def add(self, db: sqlite3.Connection, name: bytes, text: str, words: Words) -> int:
        """A new wording, compared with those that may be like it; its number."""
        marks = fingerprints(text)
        alike = _candidates(db, self._inverted.sharing(marks), len(words.shingles))
        made = sketches.add(db, name, marks, len(words.shingles))
        self._inverted.add(made, marks)
        for other in alike:
            theirs = self._words_of(db, other)
            if theirs is not None:
                _compare(db, made, words, other, theirs)
        self._hold(made, words)
        return made

    def _words_of(self, db: sqlite3.Connection, wording: int) -> Words | None:
        if wording in self._held:
            self._held.move_to_end(wording)
            return self._held[wording]
        stored = sketches.body_of(db, wording)
        if stored is None or digest(compact(stored[0])) != stored[1]:
            return None  # that piece changed since; it is compared when its turn comes
        self._hold(wording, words := Words(stored[0]))
        return words

    def _hold(self, wording: int, words: Words) -> None:
        if len(words.shingles) <= LONGEST_HELD:
            self._held[wording] = words
        if len(self._held) > HELD:
            self._held.popitem(last=False)


def sketch(db: sqlite3.Connection, known: Known, changed: ChangedPiece) -> None:
    """Give a piece the wording it has now; a new one is compared with those it shares fingerprints with."""
    text = compact(changed.body)
    if len(text) < SHORTEST:
        sketches.forget(db, changed.piece)
        return
    name = digest(text)
    wording = sketches.with_digest(db, name)
    if wording is None:
        wording = known.add(db, name, text, Words(changed.body))
    if wording != sketches.wording_of(db, changed.piece):
        sketches.assign(db, changed.piece, wording)


def _candidates(db: sqlite3.Connection, shared: Counter[int], size: int) -> list[int]:
    """The wordings that share most fingerprints with one of that size, in proportion to the shorter text."""
    sizes = sketches.sizes(db, [wording for wording, _ in shared.most_common(LOOKED_AT)])
    ranked = [(shared[other] / expected(size, theirs), -other) for other, theirs in sizes.items()]
    return [-other for part, other in sorted(ranked, reverse=True)[:COMPARED] if part >= WORTH_IT]


def _compare(db: sqlite3.Connection, wording: int, words: Words, other: int, theirs: Words) -> None:
    likeness = compare_if_like(words, theirs, VERSION)
    if likeness:
        shares, differ = (likeness.within, likeness.holds), (likeness.numbers_differ, likeness.dates_differ)
        likenesses.put(db, wording, other, shares, differ)
