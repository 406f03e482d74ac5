"""Best matches: papers that share the most telling grams with a question, whether or not they hold all of it.

First all papers are scored by BM25 over the grams of the index, title and names above the body; then the best of them
are looked into, for runs of three and more characters in common and for words in headings tell more than grams.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from archiver.model import FoldedPiece
from archiver.search import rank
from archiver.search.grams import GramIndex
from archiver.search.wish import Wish, cohesion

Floats = NDArray[np.float64]

FIELD_WEIGHTS: Mapping[str, float] = {"body": 1.0, "names": 1.0, "title": 2.0}
"""How often a gram in the title or in a file's name counts as one in the body (BM25F)."""

RUN_WEIGHT = 0.35
"""What a pair of neighbouring grams that stand together counts, in parts of their own rarity."""

HEADING_WEIGHT = 0.15
"""What a gram in a heading gains, in parts of its rarity."""

HEADING_LENGTH = 40
"""A line of the folded text up to so many characters is a heading: the paragraphs of office papers are longer."""

LOOKED_INTO = 100
"""Papers that are looked into; of those beyond none was among the first ten of the measured questions."""


class BestMatch:
    """The grams of one wish, weighed by one index. Raises BrokenIndex where its files turn out to be damaged."""

    def __init__(self, index: GramIndex, wish: Wish, size: int) -> None:
        self._index = index
        self._texts = max(index.text_count, 1)
        self._average = max(index.average_length, 1.0)
        self._size = size
        self._known: dict[str, int] = {}
        self.wish = wish
        self.weights: dict[str, float] = {}
        self.scores = np.zeros(size)
        for gram, wished in wish.grams().items():
            self._count(gram, wished)

    def _count(self, gram: str, wished: float) -> None:
        """Weigh a gram and give the pieces that have it their score."""
        frequency, length = np.zeros(self._size), np.zeros(self._size)
        for field, weight in FIELD_WEIGHTS.items():
            for pieces, frequencies, lengths in self._index.candidates(field, gram):
                ours = pieces < self._size
                frequency[pieces[ours]] += weight * frequencies[ours]
                length[pieces[ours]] = lengths[ours]
        having = np.flatnonzero(frequency)
        self.weights[gram] = wished * self._weight(gram, len(having))
        self.scores[having] += self.weights[gram] * self._gained(frequency[having], length[having])

    def _weight(self, gram: str, having: int) -> float:
        rarity = rank.rarity(having, self._texts)
        if len(gram) < 2 or not having:
            return rarity
        return rarity * cohesion(having, self._having(gram[0]), self._having(gram[1]), self._texts)

    def _having(self, character: str) -> int:
        """How many texts have a character."""
        if character not in self._known:
            found = self._index.candidates("body", character)
            self._known[character] = sum(len(pieces) for pieces, _frequencies, _lengths in found)
        return self._known[character]

    def _gained(self, frequency: Floats, length: Floats) -> Floats:
        norm = rank.K1 * (1 - rank.B + rank.B * length / self._average)
        return np.asarray(frequency * (rank.K1 + 1) / (frequency + norm))

    def score_of(self, piece: FoldedPiece) -> float:
        """The score by grams of a piece that the index does not know yet."""
        total = 0.0
        length = np.array([float(len(piece.body))])
        for gram, weight in self.weights.items():
            times = sum(each * getattr(piece, field).count(gram) for field, each in FIELD_WEIGHTS.items())
            total += weight * float(self._gained(np.array([times]), length)[0]) if times else 0.0
        return total

    def closeness(self, piece: FoldedPiece) -> float:
        """What a piece gains by whole runs in common with the wish, and by grams in its title and headings."""
        runs = 0.0
        for words in self.wish.words:
            for at in range(len(words) - 2):
                if words[at : at + 3] in piece.body or words[at : at + 3] in piece.title:
                    runs += self.weights.get(words[at : at + 2], 0.0) + self.weights.get(words[at + 1 : at + 3], 0.0)
        headings = "\n".join([piece.title, *(line for line in piece.body.split("\n") if len(line) <= HEADING_LENGTH)])
        in_headings = sum(weight for gram, weight in self.weights.items() if gram in headings)
        return RUN_WEIGHT * runs / 2 + HEADING_WEIGHT * in_headings


def first(pieces: NDArray[np.int64], scores: Floats, count: int) -> NDArray[np.int64]:
    """Those of `pieces`, in no order, that have the highest scores: at least `count` where there are."""
    if len(pieces) <= count:
        return pieces
    lowest = np.partition(scores[pieces], -count)[-count]
    return pieces[scores[pieces] >= lowest][: 2 * count]


def shared_runs(wish: Wish, texts: Sequence[str]) -> list[str]:
    """The longest runs of the wish that stand in one of the texts, of two characters at least, each once."""
    found: dict[str, None] = {}
    for words in wish.words:
        at = 0
        while at < len(words) - 1:
            end = at + 2
            while end <= len(words) and any(words[at:end] in text for text in texts):
                end += 1
            if end - 1 - at >= 2:
                found[words[at : end - 1]] = None
            at = max(at + 1, end - 2)
    return list(found)
