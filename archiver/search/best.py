"""Best matches: papers that share the most telling grams with a question, whether or not they hold all of it.

First all papers are scored by BM25 over the grams of the index, title and names above the body; then the best of them
are looked into, for runs of three and more characters in common and for words in headings tell more than grams.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from archiver.model import FoldedPiece
from archiver.search import rank
from archiver.search.grams import GramIndex
from archiver.search.wish import Wish, cohesion

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]

FIELD_WEIGHTS: Mapping[str, float] = {"body": 1.0, "names": 1.0, "title": 2.0}
"""How often a gram in the title or in a file's name counts as one in the body (BM25F)."""

SINGLE_FIELDS = ("body", "title")

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
        self._length = np.zeros(size)
        self.wish = wish
        self.weights: dict[str, float] = {}
        self.scores = np.zeros(size)
        self._related = np.zeros(size, dtype=bool)
        self._characters = {one: self._frequency(one, SINGLE_FIELDS) for one in {*"".join(wish.words)} - {" "}}
        self._wished = wish.grams()
        for gram, wished in self._wished.items():
            self._count(gram, wished)
        self.scores[~self._related] = 0.0

    def _frequency(self, gram: str, fields: Iterable[str]) -> tuple[Ids, Floats]:
        """The pieces that have a gram, and how often; once in the title is more than once."""
        frequency = np.zeros(len(self.scores))
        for field in fields:
            for pieces, frequencies, lengths in self._index.candidates(field, gram):
                ours = pieces < len(frequency)
                frequency[pieces[ours]] += FIELD_WEIGHTS[field] * frequencies[ours]
                self._length[pieces[ours]] = lengths[ours]
        having = np.flatnonzero(frequency)
        return having, frequency[having]

    def _count(self, gram: str, wished: float) -> None:
        """Weigh a gram and give the pieces that have it their score."""
        having, frequency = self._characters[gram] if len(gram) == 1 else self._frequency(gram, FIELD_WEIGHTS)
        rarity = rank.rarity(len(having), self._texts)
        if len(gram) == 2:
            left, right = (len(self._characters[one][0]) for one in gram)
            rarity *= cohesion(len(having), left, right, self._texts)
        self.weights[gram] = wished * rarity
        if _tells(gram, wished):
            self._related[having] = True
        self.scores[having] += self.weights[gram] * self._gained(frequency, self._length[having])

    def _gained(self, frequency: Floats, length: Floats) -> Floats:
        norm = rank.K1 * (1 - rank.B + rank.B * length / self._average)
        return np.asarray(frequency * (rank.K1 + 1) / (frequency + norm))

    def score_of(self, piece: FoldedPiece) -> float:
        """The score by grams of a piece that the index does not know yet."""
        total, related = 0.0, False
        length = np.array([float(len(piece.body))])
        for gram, weight in self.weights.items():
            times = sum(each * getattr(piece, field).count(gram) for field, each in FIELD_WEIGHTS.items())
            total += weight * float(self._gained(np.array([times]), length)[0]) if times else 0.0
            related |= times > 0 and _tells(gram, self._wished[gram])
        return total if related else 0.0

    def closeness(self, piece: FoldedPiece) -> float:
        """What a piece gains by whole runs in common with the wish, and by grams in its title and headings."""
        runs = 0.0
        for words in self.wish.words:
            for at in range(len(words) - 2):
                if words[at : at + 3] in piece.body or words[at : at + 3] in piece.title:
                    runs += self.weights.get(words[at : at + 2], 0.0) + self.weights.get(words[at + 1 : at + 3], 0.0)
        headings = "\n".join([piece.title, *(line for line in piece.body.split("\n") if len(line) <= HEADING_LENGTH)])
        in_headings = sum(weight for gram, weight in self.weights.items() if len(gram) == 2 and gram in headings)
        return RUN_WEIGHT * runs / 2 + HEADING_WEIGHT * in_headings


def _tells(gram: str, wished: float) -> bool:
    """Whether a paper that has this gram has something to do with the question: one character alone says nothing."""
    return len(gram) == 2 and wished >= 1


def first(pieces: Ids, scores: Floats, count: int) -> Ids:
    """Those of `pieces`, in no order, that have the highest scores: at least `count` where there are."""
    if len(pieces) <= count:
        return pieces
    lowest = np.partition(scores[pieces], -count)[-count]
    return np.asarray(pieces[scores[pieces] >= lowest][: 2 * count])


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
