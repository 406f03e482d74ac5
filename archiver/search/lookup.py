"""What the gram index alone can say of a query: which pieces answer for sure, which may, and their scores."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from archiver.model import FoldedPiece
from archiver.search import rank
from archiver.search.columns import Flags
from archiver.search.grams import GramIndex
from archiver.search.nodes import And, Condition, Literal, Near, Node, Not, OneOf, Span, Wild, Within
from archiver.search.postings import decided_by_grams
from archiver.search.query import Query
from archiver.text.figures import figures
from archiver.text.readings import Reading

FIELDS = ("title", "names", "body")


@dataclass(frozen=True, slots=True)
class Answer:
    """Flags by piece id: `sure` answers by its grams alone, `maybe` could; the sure ones are among them."""

    sure: Flags
    maybe: Flags


class Lookup:
    """Looks up one query. Flags and scores are arrays of `size`, indexed by piece id."""

    def __init__(self, index: GramIndex, query: Query, size: int, matching: Callable[[Condition], Flags]) -> None:
        self.score = np.zeros(size)
        self._index = index
        self._matching = matching
        self._wanted = {literal.text for literal in query.literals}
        self._rarity: dict[str, float] = {}
        self._known: dict[Node, Answer] = {}
        self._cards: dict[Condition, Flags] = {}

    def of(self, node: Node) -> Answer:
        """The answer to a part of the query."""
        if node not in self._known:
            self._known[node] = self._of(node)
        return self._known[node]

    def card(self, condition: Condition) -> Flags:
        """The pieces whose card answers a condition."""
        if condition not in self._cards:
            self._cards[condition] = self._matching(condition)
        return self._cards[condition]

    def _of(self, node: Node) -> Answer:
        if isinstance(node, Literal):
            return self._of_literal(node)
        if isinstance(node, Wild):
            return self._maybe(self._having_all(node.fragments))
        if isinstance(node, Near):
            return self._maybe(self.of(node.left).maybe & self.of(node.right).maybe)
        if isinstance(node, Within | Span | OneOf):
            if isinstance(node, Within) and node.field == "path":
                return self._maybe(self.having("names", node.text))
            return Answer(self.card(node), self.card(node))
        if isinstance(node, Not):
            part = self.of(node.part)
            return Answer(~part.maybe, ~part.sure)
        parts = [self.of(part) for part in node.parts]
        join = np.logical_and if isinstance(node, And) else np.logical_or
        sure, maybe = (np.full(len(self.score), isinstance(node, And)) for _ in range(2))
        for part in parts:
            sure, maybe = join(sure, part.sure), join(maybe, part.maybe)
        return Answer(sure, maybe)

    def _of_literal(self, literal: Literal) -> Answer:
        if not literal.text:  # marks alone, wanted as they are written
            return self._maybe(np.ones(len(self.score), dtype=bool))
        maybe = self._count(literal.text)
        if literal.written:
            return self._maybe(maybe)
        sure = maybe.copy() if decided_by_grams(literal.text) else np.zeros(len(maybe), dtype=bool)
        if literal.reading is not None:
            maybe = maybe | self._read_as(literal.reading)
        return Answer(sure, maybe)

    def _count(self, literal: str) -> Flags:
        """The pieces that may have a literal; what they gain by it is added to their score."""
        maybe = np.zeros(len(self.score), dtype=bool)
        gained = np.zeros(len(self.score)) if literal in self._wanted and literal not in self._rarity else None
        average = self._index.average_length
        for field in FIELDS:
            for pieces, frequencies, lengths in self._index.candidates(field, literal):
                ours = pieces < len(maybe)
                pieces = pieces[ours]
                maybe[pieces] = True
                if gained is not None:
                    gained[pieces] += rank.field_score(field, frequencies[ours], lengths[ours], average)
        if own := figures(literal):
            maybe &= self._having_figures([own])
        if gained is not None:
            gained[~maybe] = 0.0
            self._rarity[literal] = rank.rarity(int(maybe.sum()), self._index.text_count)
            self.score += gained * self._rarity[literal]
        return maybe

    def _read_as(self, reading: Reading) -> Flags:
        """The pieces that may have a date or a number written in another way."""
        return self._having_all(reading.around) & self._having_figures(reading.figures)

    def _having_figures(self, wanted: Iterable[str]) -> Flags:
        """The pieces that have all these years, dates and numbers."""
        found = np.ones(len(self.score), dtype=bool)
        for one in wanted:
            found &= self.having("figures", one)
        return found

    def _having_all(self, words: Iterable[str]) -> Flags:
        """The pieces that have all these words, in whichever fields."""
        found = np.ones(len(self.score), dtype=bool)
        for one in words:
            found &= np.logical_or.reduce([self.having(field, one) for field in FIELDS])
        return found

    def having(self, field: str, words: str) -> Flags:
        """The pieces that may have words in a field."""
        found = np.zeros(len(self.score), dtype=bool)
        for pieces, _frequencies, _lengths in self._index.candidates(field, words):
            found[pieces[pieces < len(found)]] = True
        return found

    def _maybe(self, flags: Flags) -> Answer:
        return Answer(np.zeros(len(self.score), dtype=bool), flags)

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
