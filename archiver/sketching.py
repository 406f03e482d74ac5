"""Sketching: every new wording is compared once with those it may be like, so that reading never has to."""

import sqlite3
from collections import Counter
from collections.abc import Callable

from archiver.catalogue import Catalogue, likenesses, sketches
from archiver.catalogue.sketches import ChangedPiece
from archiver.similar.comparing import Words, compare
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


class Sketcher:
    """The writing side of doubles. Only the holder of the library's writer lock has one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._inverted: Inverted | None = None
        with catalogue.write() as db:
            sketches.forget_unused(db)

    def step(self) -> bool:
        """Sketch some of the pieces whose words changed; False where none are left."""
        changed = sketches.changed(self._catalogue.read(), BATCH)
        if not changed:
            return False
        if self._inverted is None:
            self._inverted = Inverted(sketches.fingerprints(self._catalogue.read()))
        with self._catalogue.write() as db:
            for piece in changed:
                sketch(db, self._inverted, piece)
            sketches.remember_followed(db, changed[-1].changed)
        return True

    def finish(self, stopped: Callable[[], bool]) -> None:
        """Sketch all of them, or as many as there is time for; the next keeper goes on."""
        while not stopped() and self.step():
            pass


def sketch(db: sqlite3.Connection, inverted: Inverted, changed: ChangedPiece) -> None:
    """Give a piece the wording it has now; a new one is compared with those it shares fingerprints with."""
    text = compact(changed.body)
    if len(text) < SHORTEST:
        sketches.forget(db, changed.piece)
        return
    name = digest(text)
    wording = sketches.with_digest(db, name)
    if wording is None:
        wording = _add(db, inverted, name, text, Words.of(changed.body))
    if wording != sketches.wording_of(db, changed.piece):
        sketches.assign(db, changed.piece, wording)


def _add(db: sqlite3.Connection, inverted: Inverted, name: bytes, text: str, words: Words) -> int:
    marks = fingerprints(text)
    alike = _candidates(db, inverted.sharing(marks), len(words.shingles))
    made = sketches.add(db, name, marks, len(words.shingles))
    inverted.add(made, marks)
    for other in alike:
        _compare(db, made, words, other)
    return made


def _candidates(db: sqlite3.Connection, shared: Counter[int], size: int) -> list[int]:
    """The wordings that share most fingerprints with one of that size, in proportion to the shorter text."""
    sizes = sketches.sizes(db, [wording for wording, _ in shared.most_common(LOOKED_AT)])
    ranked = [(shared[other] / expected(size, theirs), -other) for other, theirs in sizes.items()]
    return [-other for part, other in sorted(ranked, reverse=True)[:COMPARED] if part >= WORTH_IT]


def _compare(db: sqlite3.Connection, wording: int, words: Words, other: int) -> None:
    stored = sketches.body_of(db, other)
    if stored is None or digest(compact(stored[0])) != stored[1]:
        return  # that piece changed since; it is compared when its turn comes
    likeness = compare(words, Words.of(stored[0]))
    if likeness.most >= VERSION:
        shares, differ = (likeness.within, likeness.holds), (likeness.numbers_differ, likeness.dates_differ)
        likenesses.put(db, wording, other, shares, differ)
