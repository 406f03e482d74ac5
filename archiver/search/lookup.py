"""What the gram index alone can say of a query: which pieces answer for sure, which may, and their scores."""

from dataclasses import dataclass

import numpy as np

from archiver.model import FoldedPiece
from archiver.search import rank
from archiver.search.columns import Flags
from archiver.search.grams import GramIndex
from archiver.search.postings import decided_by_grams
from archiver.search.query import And, Literal, Node, Not, Query

FIELDS = ("title", "names", "body")


@dataclass(frozen=True, slots=True)
class Answer:
    """Flags by piece id: `sure` answers by its grams alone, `maybe` could; the sure ones are among them."""

    sure: Flags
    maybe: Flags


class Lookup:
    """Looks up one query. Flags and scores are arrays of `size`, indexed by piece id."""

    def __init__(self, index: GramIndex, query: Query, size: int) -> None:
        self.score = np.zeros(size)
        self._index = index
        self._wanted = {literal.text for literal in query.literals}
        self._rarity: dict[str, float] = {}
        self._known: dict[str, Answer] = {}

    def of(self, node: Node) -> Answer:
        """The answer to a part of the query."""
        if isinstance(node, Literal):
            if node.text not in self._known:
                self._known[node.text] = self._of_literal(node.text)
            return self._known[node.text]
        if isinstance(node, Not):
            part = self.of(node.part)
            return Answer(~part.maybe, ~part.sure)
        parts = [self.of(part) for part in node.parts]
        join = np.logical_and if isinstance(node, And) else np.logical_or
        sure, maybe = (np.full(len(self.score), isinstance(node, And)) for _ in range(2))
        for part in parts:
            sure, maybe = join(sure, part.sure), join(maybe, part.maybe)
        return Answer(sure, maybe)

    def _of_literal(self, literal: str) -> Answer:
        maybe = np.zeros(len(self.score), dtype=bool)
        gained = np.zeros(len(self.score)) if literal in self._wanted else None
        average = self._index.average_length
        for field in FIELDS:
            for pieces, frequencies, lengths in self._index.candidates(field, literal):
                ours = pieces < len(maybe)
                pieces = pieces[ours]
                maybe[pieces] = True
                if gained is not None:
                    gained[pieces] += rank.field_score(field, frequencies[ours], lengths[ours], average)
        if gained is not None:
            self._rarity[literal] = rank.rarity(int(maybe.sum()), self._index.text_count)
            self.score += gained * self._rarity[literal]
        return Answer(maybe if decided_by_grams(literal) else np.zeros(len(maybe), dtype=bool), maybe)

    def score_of(self, piece: FoldedPiece) -> float:
        """The score of a piece that the index does not know yet, from its words."""
        total = 0.0
        for literal in self._wanted:
            rarity = self._rarity.get(literal, rank.rarity(0, self._index.text_count))
            for field in FIELDS:
                count = np.array([getattr(piece, field).count(literal)])
                length = np.array([len(piece.body)])
                total += rarity * float(rank.field_score(field, count, length, self._index.average_length)[0])
        return total
