"""Best matches: papers that share the most telling grams with a question, whether or not they hold all of it.

First all papers are scored by BM25 over the most telling pairs of characters, title and names above the body; then the
best of them are looked into, for single characters, for runs of three and more characters in common and for words in
headings, which tell more than pairs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from archiver.model import FoldedPiece
from archiver.search import rank
from archiver.search.grams import GramIndex
from archiver.search.occurrences import Occurrences
from archiver.search.wish import Wish, cohesion

Floats = NDArray[np.float64]
Ids = NDArray[np.int64]
Counts = NDArray[np.int64]

FIELD_WEIGHTS: Mapping[str, float] = {"body": 1.0, "names": 1.0, "title": 2.0}
"""How often a gram in the title or in a file's name counts as one in the body (BM25F)."""

MOST_LOOKED_UP = 24
"""Pairs that are looked up in the index, the most telling ones: each costs a millisecond of the processor on 50,000
papers. With 32 the measured questions were answered no better, with 12 a little worse."""

RUN_WEIGHT = 0.35
"""What a pair of neighbouring grams that stand together counts, in parts of their own rarity."""

HEADING_WEIGHT = 0.15
"""What a gram in a heading gains, in parts of its rarity."""

HEADING_LENGTH = 40
"""A line of the folded text up to so many characters is a heading: the paragraphs of office papers are longer."""

LOOKED_INTO = 100
"""Papers that are looked into; of those beyond none was among the first ten of the measured questions."""


class BestMatch:
    """The grams of one wish, weighed by one index. Raises BrokenIndex where its files turn out to be damaged.

    `scores` are by the heaviest pairs, an array of `size` by piece id: whole arrays are quicker than picking from
    them, for the pairs of a question stand in many papers. What the rest adds is told by the texts.
    """

    def __init__(self, index: GramIndex, wish: Wish, size: int) -> None:
        self._index = index
        self.wish = wish
        self._having = {gram: self._count(gram) for gram in {*wish.grams(), *"".join(wish.words)}}
        self.weights = self._weighed(wish.grams())
        pairs = sorted((gram for gram in self.weights if len(gram) == 2), key=self.weights.__getitem__, reverse=True)
        unknown = [gram for gram in pairs if not self._having[gram]]  # to the index: they cost nothing
        self._looked_up = [gram for gram in pairs if self._having[gram]][:MOST_LOOKED_UP] + unknown
        self._telling = {gram for gram, wished in wish.grams().items() if len(gram) == 2 and wished >= 1}
        self._runs = self._weighed_runs()
        self._occurrences = Occurrences([*self.weights, *self._runs])
        self.scores = self._by_index(size)

    def _weighed(self, wished: Mapping[str, float]) -> dict[str, float]:
        """The weight of each gram, by how many papers have it and its characters."""
        texts = max(self._index.text_count, 1)
        weights: dict[str, float] = {}
        for gram, times in wished.items():
            having = self._having[gram]
            weights[gram] = times * rank.rarity(having, texts)
            if len(gram) == 2:
                weights[gram] *= cohesion(having, self._having[gram[0]], self._having[gram[1]], texts)
        return weights

    def _count(self, gram: str) -> int:
        return max(self._index.count(field, gram) for field in FIELD_WEIGHTS)

    def _by_index(self, size: int) -> Floats:
        """The scores by the pairs that are looked up; 0 for a piece with none that tells."""
        pieces, alive, lengths = self._index.texts()
        norm, related = self._norm_of(lengths), np.zeros(len(pieces), dtype=bool)
        scores = np.zeros(len(pieces))
        for gram in self._looked_up:
            having, frequency = self._index.frequencies(FIELD_WEIGHTS, gram)
            scores[having] += self.weights[gram] * _gained(frequency, norm[having])
            if gram in self._telling:
                related[having] = True
        ours = alive & related & (pieces < size)
        by_piece = np.zeros(size)
        by_piece[pieces[ours]] = scores[ours]
        return by_piece

    def _norm_of(self, length: Floats) -> Floats:
        """How much its length is held against a piece."""
        average = max(self._index.average_length, 1.0)
        return np.asarray(rank.K1 * (1 - rank.B + rank.B * length / average))

    def _weighed_runs(self) -> dict[str, float]:
        """The runs of three characters of the wish, each with the weight of the pairs in it."""
        runs: dict[str, float] = defaultdict(float)
        for words in self.wish.words:
            for at in range(len(words) - 2):
                pairs = words[at : at + 2], words[at + 1 : at + 3]
                runs[words[at : at + 3]] += sum(self.weights.get(pair, 0.0) for pair in pairs)
        return dict(runs)

    def scores_of(self, pieces: Sequence[FoldedPiece]) -> Floats:
        """What `scores` would have for pieces that the index does not know yet."""
        times = _as_counted(self._times(pieces))
        related = np.any(times * self._row(dict.fromkeys(self._telling, 1.0)), axis=1)
        looked_up = {gram: self.weights[gram] for gram in self._looked_up}
        return np.asarray(related * self._gained_by_text(pieces, times, looked_up))

    def closeness(self, pieces: Sequence[FoldedPiece]) -> Floats:
        """What pieces gain by the grams not looked up, by whole runs in common with the wish, and by what their
        titles and headings have of it."""
        times = self._times(pieces)
        rest = {gram: weight for gram, weight in self.weights.items() if gram not in self._looked_up}
        pairs = {gram: weight for gram, weight in self.weights.items() if len(gram) == 2}
        runs = times["body"] + times["title"] > 0
        headings = times["title"] + self._occurrences.in_each([_headings(piece.body) for piece in pieces]) > 0
        return np.asarray(
            self._gained_by_text(pieces, _as_counted(times), rest)
            + RUN_WEIGHT * (runs @ self._row(self._runs)) / 2
            + HEADING_WEIGHT * (headings @ self._row(pairs))
        )

    def _times(self, pieces: Sequence[FoldedPiece]) -> dict[str, Counts]:
        """How often each gram stands in each field of each piece."""
        return {
            field: self._occurrences.in_each([getattr(piece, field) for piece in pieces]) for field in FIELD_WEIGHTS
        }

    def _gained_by_text(self, pieces: Sequence[FoldedPiece], times: Floats, weights: Mapping[str, float]) -> Floats:
        """The scores by the grams that have a weight."""
        norm = self._norm_of(np.array([len(piece.body) for piece in pieces], dtype=np.float64))
        return np.asarray(_gained(times, norm[:, np.newaxis]) @ self._row(weights))

    def _row(self, weights: Mapping[str, float]) -> Floats:
        """A weight for each gram that is counted in texts; runs come after the grams of the wish."""
        return np.array([weights.get(gram, 0.0) for gram in [*self.weights, *self._runs]])


def _gained(frequency: Floats, norm: Floats) -> Floats:
    """BM25's share of a gram: nothing where it is not, and less for each time more."""
    return np.asarray(frequency * (rank.K1 + 1) / (frequency + norm))


def _as_counted(times: Mapping[str, Counts]) -> Floats:
    """How often each gram stands in each piece, as FIELD_WEIGHTS count it."""
    return np.asarray(sum(each * times[field] for field, each in FIELD_WEIGHTS.items()))


def _headings(body: str) -> str:
    return "\n".join(line for line in body.split("\n") if len(line) <= HEADING_LENGTH)


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
