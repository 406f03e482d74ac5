"""Best matches: papers that share the most telling grams with a question, whether or not they hold all of it.

First all papers are scored by BM25 over the most telling pairs of characters, title and names above the body; then the
best of them are looked into, for single characters and for words in headings.

Measured and left out, for no set of questions gained by them or some lost: runs of three and more characters in
common, two characters near each other though not together, the densest stretch of a paper, the share of the wish a
paper covers, words of the first papers found (relevance feedback), other k1 and b.
"""

from collections.abc import Collection, Mapping, Sequence

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

MOST_COUNTED = 96
"""Grams that are counted in the texts looked into, the most telling ones."""

HEADING_WEIGHT = 0.1
"""What a gram in a heading gains, in parts of its rarity."""

HEADING_LENGTH = 40
"""A line of the folded text up to so many characters that has another below it is a heading: the paragraphs of
office papers are longer."""

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
        wished = wish.grams()
        having = {gram: self._count(gram) for gram in {*wished, *"".join(wished)}}
        self.weights = self._weighed(wished, having)
        known = [gram for gram in self.weights if having[gram]][:MOST_COUNTED]
        self._looked_up = [gram for gram in known if len(gram) == 2][:MOST_LOOKED_UP]
        self._rest = [gram for gram in known if gram not in self._looked_up]
        self._unknown = [gram for gram in self.weights if len(gram) == 2 and not having[gram]]
        self._counted = [*known, *self._unknown]
        self._occurrences = Occurrences(self._counted)
        self.scores = self._by_index(size)

    def _weighed(self, wished: Mapping[str, float], having: Mapping[str, int]) -> dict[str, float]:
        """The weight of each gram, by how many papers have it and its characters, the heaviest first."""
        texts = max(self._index.text_count, 1)
        weights: dict[str, float] = {}
        for gram, times in wished.items():
            weights[gram] = times * rank.rarity(having[gram], texts)
            if len(gram) == 2:
                weights[gram] *= cohesion(having[gram], having[gram[0]], having[gram[1]], texts)
        return dict(sorted(weights.items(), key=lambda weighed: -weighed[1]))

    def _count(self, gram: str) -> int:
        """In how many papers a gram stands, by the first field where it does: few are in titles only."""
        return next((count for field in FIELD_WEIGHTS if (count := self._index.count(field, gram))), 0)

    def _by_index(self, size: int) -> Floats:
        """The scores by the pairs that are looked up; 0 for a piece with none of them."""
        pieces, alive, lengths = self._index.texts()
        norm, scores = self._norm_of(lengths), np.zeros(len(pieces))
        for gram in self._looked_up:
            having, frequency = self._index.frequencies(FIELD_WEIGHTS, gram)
            scores[having] += self.weights[gram] * _gained(frequency, norm[having])
        ours = alive & (pieces < size)
        by_piece = np.zeros(size)
        by_piece[pieces[ours]] = scores[ours]
        return by_piece

    def _norm_of(self, length: Floats) -> Floats:
        """How much its length is held against a piece."""
        average = max(self._index.average_length, 1.0)
        return np.asarray(rank.K1 * (1 - rank.B + rank.B * length / average))

    def scores_of(self, pieces: Sequence[FoldedPiece]) -> Floats:
        """What `scores` would have for pieces that the index does not know yet."""
        return self._gained_by_text(pieces, self._times(pieces), [*self._looked_up, *self._unknown])

    def closeness(self, pieces: Sequence[FoldedPiece]) -> Floats:
        """What pieces gain by the grams not looked up, and by what their titles and headings have of the wish."""
        times = self._times(pieces)
        headings = times["title"] + self._occurrences.in_each([_headings(piece.body) for piece in pieces]) > 0
        pairs = [gram for gram in self._counted if len(gram) == 2]
        return np.asarray(
            self._gained_by_text(pieces, times, self._rest) + HEADING_WEIGHT * (headings @ self._row(pairs))
        )

    def _times(self, pieces: Sequence[FoldedPiece]) -> dict[str, Counts]:
        """How often each gram stands in each field of each piece."""
        return {
            field: self._occurrences.in_each([getattr(piece, field) for piece in pieces]) for field in FIELD_WEIGHTS
        }

    def _gained_by_text(
        self, pieces: Sequence[FoldedPiece], times: Mapping[str, Counts], grams: Sequence[str]
    ) -> Floats:
        """The scores by some of the grams."""
        norm = self._norm_of(np.array([len(piece.body) for piece in pieces], dtype=np.float64))
        counted = np.asarray(sum(each * times[field] for field, each in FIELD_WEIGHTS.items()))
        return np.asarray(_gained(counted, norm[:, np.newaxis]) @ self._row(grams))

    def _row(self, grams: Collection[str]) -> Floats:
        """The weights of some of the grams, 0 for the others, as columns of what is counted."""
        return np.array([self.weights[gram] * (gram in grams) for gram in self._counted])


def _gained(frequency: Floats, norm: Floats) -> Floats:
    """BM25's share of a gram: nothing where it is not, and less for each time more."""
    return np.asarray(frequency * (rank.K1 + 1) / (frequency + norm))


def _headings(body: str) -> str:
    """The short lines that have another below them."""
    return "\n".join(line for line in body.split("\n")[:-1] if len(line) <= HEADING_LENGTH)


def first(pieces: Ids, scores: Floats, count: int) -> Ids:
    """The `count` of `pieces`, in no order, that have the highest scores; of equal ones those that come first."""
    if len(pieces) <= count:
        return pieces
    lowest = np.partition(scores[pieces], -count)[-count]
    above, level = pieces[scores[pieces] > lowest], pieces[scores[pieces] == lowest]
    return np.concatenate((above, level[: count - len(above)]))


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
