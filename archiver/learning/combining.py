"""The rules' points and the likeness to what was filed, put together and turned into a confidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from archiver.learning.examples import Scores

LEAST = 0.5
"""The confidence below which nothing is said."""

LEAD = 1.25
"""How many times the second's confidence the first must have; closer ones are left to the archivist."""

LIKES, SHARPS = (1.5, 2.0, 3.0, 5.0, 8.0), (0.8, 1.1, 1.5, 2.0, 3.0, 4.0)
"""What `Mixture.fitted` chooses from; the first `like` and the third `sharp` are the defaults."""

ALONE = 2.5
"""How many times as much likeness counts in a paper that has no word of the rules (a category the user made)."""

CAUTION = 10.0
"""How many papers must bear out another mixture before it is believed half."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A paper that a hand filed, as rules and likeness see it without that filing."""

    points: Scores
    likeness: Scores
    right: int


@dataclass(frozen=True, slots=True)
class Guess:
    """A category, how sure, and the runner-up; `clear` says whether that is enough to say it."""

    category: str
    confidence: float
    second: str
    clear: bool


@dataclass(frozen=True, slots=True)
class Mixture:
    """How much likeness counts beside the rules, and how sharply the sum tells categories apart.

    The square root of the points, since a long paper has many: measured against logarithm and share, it kept
    what rules alone get right in long papers and gained most in short ones.
    """

    like: float = LIKES[0]
    sharp: float = SHARPS[2]

    def shares(self, points: Scores, likeness: Scores) -> Scores:
        """How likely each category is, 0 to 1, one together."""
        highest = float(likeness.max(initial=0.0)) or 1.0
        like = self.like if points.any() else ALONE * self.like
        level = self.sharp * (np.sqrt(points) + like * likeness / highest)
        raised = np.exp(level - level.max(initial=0.0))
        found: Scores = raised / raised.sum()
        return found

    @classmethod
    def fitted(cls, judged: Sequence[Judged]) -> "Mixture":
        """The mixture under which what hands chose was likeliest; the default until enough speaks for another."""
        best, least = cls(), float("inf")
        for like, sharp in product(LIKES, SHARPS):
            mixture = cls(like, sharp)
            loss = sum(-np.log(mixture.shares(one.points, one.likeness)[one.right] + 1e-9) for one in judged)
            loss += CAUTION * (abs(np.log(like / LIKES[0])) + abs(np.log(sharp / SHARPS[2]))) / 2
            if loss < least:
                best, least = mixture, float(loss)
        return best


def guess(categories: Sequence[str], points: Mapping[str, float], likeness: Scores, mixture: Mixture) -> Guess:
    """The likeliest category of a paper; of equals the first in the order of the scheme."""
    shares = mixture.shares(as_scores(categories, points), likeness)
    first, second = (int(place) for place in np.argsort(-shares, kind="stable")[:2])
    clear = shares[first] >= LEAST and shares[first] >= LEAD * shares[second]
    return Guess(categories[first], round(min(0.99, float(shares[first])), 2), categories[second], bool(clear))


def as_scores(categories: Sequence[str], points: Mapping[str, float]) -> Scores:
    """Points by category in the order of the categories."""
    return np.array([points.get(category, 0.0) for category in categories])
