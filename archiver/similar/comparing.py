"""The exact comparison of two texts: what share of each stands in the other, and whether their numbers differ."""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from archiver.similar.sketch import Hashes, compact, shingles

NUMBERS_DIFFER = 0.3
"""Share of the numbers of a paper that the other has not, from which on they tell of different things.

Numbers that one of them only lacks (lost digits) don't count.
"""

FEWEST_NUMBERS = 4
"""Numbers that must differ on each side; fewer are slips of the pen."""


HEAD = 400
"""Characters at the beginning of a law in which it says when it was passed and amended."""

_DATE = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two texts are: `within` is the share of the first one's shingles that stand in the other, `holds` the
    share of the other's that stand in the first; `numbers_differ` where the same sentences tell other numbers,
    `dates_differ` where the last dates at their beginnings do (laws say there when they were amended)."""

    within: float
    holds: float
    numbers_differ: bool = False
    dates_differ: bool = False

    @property
    def most(self) -> float:
        """The share of the one that stands in the other, of whichever it is the larger."""
        return max(self.within, self.holds)

    @property
    def least(self) -> float:
        """The share of the one that stands in the other, of whichever it is the smaller."""
        return min(self.within, self.holds)

    def turned(self) -> "Likeness":
        """The same, seen from the other text."""
        return Likeness(self.holds, self.within, self.numbers_differ, self.dates_differ)


@dataclass(frozen=True, slots=True)
class Words:
    """A folded text prepared for comparing it with several others."""

    shingles: Hashes
    numbers: Counter[str]
    latest: tuple[int, ...]

    @classmethod
    def of(cls, folded: str) -> "Words":
        """The words of a folded text."""
        dates = [tuple(map(int, match.groups())) for match in _DATE.finditer(folded[:HEAD])]
        return cls(shingles(compact(folded)), Counter(re.findall(r"\d+", folded)), max(dates, default=()))


def compare(one: Words, other: Words) -> Likeness:
    """How like two texts are."""
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    return Likeness(
        _share(shared, len(one.shingles)),
        _share(shared, len(other.shingles)),
        _numbers_differ(one, other),
        bool(one.latest and other.latest and one.latest != other.latest),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _numbers_differ(one: Words, other: Words) -> bool:
    """Whether both have many numbers that the other has not; of a contained text its own numbers decide."""
    fewest = min(one.numbers.total(), other.numbers.total())
    replaced = min((one.numbers - other.numbers).total(), (other.numbers - one.numbers).total())
    return replaced >= FEWEST_NUMBERS and replaced / fewest >= NUMBERS_DIFFER
