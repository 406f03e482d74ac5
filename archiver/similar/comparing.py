"""The exact comparison of two texts: what share of each stands in the other, and whether their numbers differ."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from archiver.similar.sketch import Hashes, compact, shingles

NUMBERS_DIFFER = 0.3
"""Share of the numbers of a paper that the other has not, from which on they tell of different things.

Numbers that one of them only lacks (lost digits) don't count.
"""

FEWEST_NUMBERS = 4
"""Numbers that must differ on each side; fewer are slips of the pen."""


SENTENCES_SAME = 0.08
"""How much more of the words must be shared without the numbers than with them: the sentences are the same."""

HEAD = 400
"""Characters at the beginning of a law in which it says when it was passed and amended."""

_DIGITS = re.compile(r"\d+")
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


class Words:
    """A folded text prepared for comparing it with several others; what not every comparison needs is made once
    it is asked for."""

    def __init__(self, folded: str) -> None:
        self._folded = folded
        self.text = compact(folded)
        self.shingles = shingles(self.text)

    @cached_property
    def shingles_but_for_numbers(self) -> Hashes:
        """The shingles of the text with its numbers left out."""
        return shingles(_DIGITS.sub("", self.text))

    @cached_property
    def numbers(self) -> Counter[str]:
        """How often each number stands in the text."""
        return Counter(_DIGITS.findall(self._folded))

    @cached_property
    def latest(self) -> tuple[int, ...]:
        """Year, month and day of the last date in its HEAD; () where there is none."""
        dates = [tuple(map(int, match.groups())) for match in _DATE.finditer(self._folded[:HEAD])]
        return max(dates, default=())


def compare(one: Words, other: Words) -> Likeness:
    """How like two texts are."""
    return _likeness(one, other, *_shares(one.shingles, other.shingles))


def compare_if_like(one: Words, other: Words, least: float) -> Likeness | None:
    """How like two texts are; None where neither has at least that share in the other, which is known soonest."""
    within, holds = _shares(one.shingles, other.shingles)
    return _likeness(one, other, within, holds) if max(within, holds) >= least else None


def _likeness(one: Words, other: Words, within: float, holds: float) -> Likeness:
    dates_differ = bool(one.latest and other.latest and one.latest != other.latest)
    differ = _numbers_are_replaced(one, other) and _but_for_numbers(one, other) - max(within, holds) >= SENTENCES_SAME
    return Likeness(within, holds, differ, dates_differ)


def _shares(one: Hashes, other: Hashes) -> tuple[float, float]:
    """The share of each that stands in the other."""
    both = np.concatenate((one, other))
    both.sort(kind="stable")  # two sorted runs, which are only merged
    shared = int(np.count_nonzero(both[1:] == both[:-1]))  # each of the two has every hash once
    return (shared / len(one), shared / len(other)) if shared else (0.0, 0.0)


def _numbers_are_replaced(one: Words, other: Words) -> bool:
    """Whether both have many numbers that the other has not; of a contained text its own numbers decide."""
    fewest = min(one.numbers.total(), other.numbers.total())
    replaced = min((one.numbers - other.numbers).total(), (other.numbers - one.numbers).total())
    return replaced >= FEWEST_NUMBERS and replaced / fewest >= NUMBERS_DIFFER


def _but_for_numbers(one: Words, other: Words) -> float:
    """The share of the one that stands in the other, of whichever it is the larger, numbers left out."""
    return max(_shares(one.shingles_but_for_numbers, other.shingles_but_for_numbers))
