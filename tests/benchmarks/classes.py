"""The classes of query that are measured, and how queries of each are drawn from the papers."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from random import Random

from archiver.library import Library
from tests.benchmarks.peers import Question, han_runs, pairs

SAMPLE = 400
"""Papers whose words tell common from rare."""

COMMON_IN = 0.3
"""Of the papers of the sample a common word stands in so many."""


class Sampler:
    """Draws words from the papers; a word that was drawn is not drawn again, so that each is cold once."""

    def __init__(self, library: Library, papers: int, seed: int) -> None:
        self.random = Random(seed)
        db = library.catalogue.read()
        self._papers = papers
        self._bodies = [self._body(db) for _ in range(SAMPLE)]
        counted = Counter(word for body in self._bodies for word in set(han_runs(body, 2)))
        characters = Counter(character for body in self._bodies for character in set(han_runs(body, 1)))
        self.common = [word for word, count in counted.most_common() if count > SAMPLE * COMMON_IN]
        self.rare = [word for word, count in sorted(counted.items()) if count == 1]
        self.characters = [character for character, _count in characters.most_common(600)]
        self._drawn: set[str] = set()

    def _body(self, db: sqlite3.Connection) -> str:
        piece = self.random.randint(1, self._papers)
        return str(db.execute("SELECT body FROM folded WHERE piece = ?", (piece,)).fetchone()[0])

    def of(self, words: list[str]) -> str:
        """One of these words."""
        return self._new(lambda: self.random.choice(words))

    def run(self, length: int) -> str:
        """So many characters in a row from some paper."""
        return self._new(lambda: self.random.choice(han_runs(self.random.choice(self._bodies), length) or [""]))

    def _new(self, draw: Callable[[], str]) -> str:
        for _ in range(200):
            word = draw()
            if word and word not in self._drawn:
                break
        self._drawn.add(word)
        return word


def _best(sampler: Sampler) -> Question:
    return Question("best", tuple(dict.fromkeys(pairs(sampler.run(12)))))


Maker = Callable[[Sampler], Question]
CLASSES: dict[str, Maker] = {
    "common word": lambda s: Question("literal", (s.of(s.common),)),
    "rare word": lambda s: Question("literal", (s.of(s.rare),)),
    "phrase of 4": lambda s: Question("literal", (s.run(4),)),
    "phrase of 8": lambda s: Question("literal", (s.run(8),)),
    "AND": lambda s: Question("all", (s.run(2), s.of(s.common))),
    "OR": lambda s: Question("any", (s.of(s.common), s.of(s.common))),
    "NOT": lambda s: Question("without", (s.of(s.common), s.of(s.common))),
    "year, category, facets": lambda s: Question("literal", (s.of(s.common),), (2000, 2009), s.random.randint(1, 9), True),
    "ten years, by date": lambda s: Question("literal", (s.run(2),), (2000, 2009)),
    "one character": lambda s: Question("literal", (s.of(s.characters),)),
    "best match": _best,
}
