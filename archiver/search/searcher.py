"""One answer from the index, the columns and the folded texts: always what a scan of all texts would give.

The index names candidates. Pieces whose words changed after what the index has followed are answered from their
texts, so nothing depends on how far it lags. Literals that their grams do not decide are looked for in the texts:
in display order until the page is full, or all of them where an exact count is asked for.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from archiver.model import ColumnRow, FoldedPiece, Sort, WrittenPiece
from archiver.search import best, near, rank
from archiver.search.columns import Columns, Flags, Ids, Narrow
from archiver.search.folder import BrokenIndex
from archiver.search.grams import GramIndex
from archiver.search.lookup import Lookup
from archiver.search.matching import Evidence, holds
from archiver.search.nodes import Condition, Node, Wild
from archiver.search.query import Query
from archiver.search.ranked import Ranked
from archiver.search.texts import Texts
from archiver.search.wish import Wish, wish_of

QUERIES_KEPT = 32
UNSEEN, NO, YES = 0, 1, 2
"""What looking into a text has told."""

LOOK_FIRST = 25
"""How many texts are looked into at first for a page; twice as many each time that was not enough."""

LOOK_AT_MOST = 1000
"""Texts looked into at one go, some 30 ms; then another question may come in between for GIVE_WAY seconds."""

GIVE_WAY = 0.001

NO_NARROW = Narrow()
NOTHING_WRITTEN = WrittenPiece("", (), "")
"""Of a piece that is gone by now."""

NO_WORDS = FoldedPiece("", "", "")
Verdicts = NDArray[np.uint8]


class Shelf(Protocol):
    """What search needs of the catalogue."""

    def folded(self, pieces: Sequence[int]) -> dict[int, FoldedPiece]:
        """Folded words by piece; pieces that are gone are left out."""

    def written(self, pieces: Sequence[int]) -> dict[int, WrittenPiece]:
        """Words as they are written, by piece; pieces that are gone are left out."""

    def changed_since(self, since: int) -> tuple[list[int], int]:
        """Pieces whose words changed after `since`, removed ones included, and the sequence now."""

    def columns(self, since: int) -> tuple[list[ColumnRow], int]:
        """The columns of pieces whose card changed after `since`, and the point this brings the reader to."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of an answer. `total` and `facets` are upper bounds where `exact` is False."""

    pieces: list[int]
    scores: list[float]
    total: int
    exact: bool
    facets: dict[str, dict[Any, int]] = field(default_factory=dict)


class Searcher:
    """Answers queries from any thread, one at a time; one that counts on lets others go first."""

    def __init__(self, index: GramIndex, shelf: Shelf) -> None:
        self._index = index
        self._shelf = shelf
        self._columns = Columns()
        self._lock = threading.Lock()
        self._seen = 0
        self._texts = Texts(shelf)
        self._looked: OrderedDict[Node, Verdicts] = OrderedDict()

    def search(
        self,
        query: Query,
        narrow: Narrow = NO_NARROW,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 20,
        exact: bool = True,
        facets: bool = False,
    ) -> Found:
        """The pieces from `offset` on, at most `limit`, of what answers `query` under `narrow`."""
        while True:
            with self._lock:
                try:
                    ordered = self._ordered(query, narrow, sort)
                except BrokenIndex:
                    self._index.give_up()
                    ordered = self._ordered(query, narrow, sort)
                if self._look(query.root, ordered, len(ordered.ranked) if exact else offset + limit):
                    return self._page(query.root, ordered.ranked, offset, offset + limit, facets)
            time.sleep(GIVE_WAY)  # a count may take long; what is typed meanwhile goes first

    def best(self, query: Query, narrow: Narrow = NO_NARROW, limit: int = 50) -> list[tuple[int, float]]:
        """Pieces that answer `query` best among those that do not hold all its words, with their scores.

        Under `narrow` and every condition, quotation and -word of the query; empty where nothing may be missed.
        """
        wish = wish_of(query)
        if wish is None:
            return []
        with self._lock:
            try:
                return self._best(query, wish, narrow, limit)
            except BrokenIndex:
                self._index.give_up()
                return self._best(query, wish, narrow, limit)

    def _best(self, query: Query, wish: Wish, narrow: Narrow, limit: int) -> list[tuple[int, float]]:
        changed = self._catch_up()
        allowed = self._columns.allowed(narrow)
        lookup = Lookup(self._index, query, len(allowed), self._columns.matching)
        maybe = lookup.of(wish.required).maybe & allowed
        maybe[changed] = allowed[changed]
        match = best.BestMatch(self._index, wish, len(allowed))
        for piece, words in self._texts.of(changed[allowed[changed]].tolist()):
            match.scores[piece] = match.score_of(words) if words else 0.0
        factor = rank.recency(self._columns.year, int(self._columns.year.max(initial=0)))
        some = best.first(np.flatnonzero(maybe & (match.scores > 0)), match.scores * factor, best.LOOKED_INTO)
        scores: dict[int, float] = {}
        for piece, words in self._texts.of(some.tolist()):
            evidence = self._evidence(piece, words or NO_WORDS, lookup.card)
            if words and holds(wish.required, evidence) and not holds(query.root, evidence):
                close = match.scores[piece] + match.closeness(words)
                scores[piece] = round(float(close * factor[piece]), rank.DIGITS)
        dates = self._columns.date
        return sorted(scores.items(), key=lambda found: (-found[1], -dates[found[0]], found[0]))[:limit]

    def near(self, query: Query, word: str) -> list[str]:
        """Words near to `word` (folded) that papers have; at most near.MOST by writing and as many by sound."""
        with self._lock:
            self._catch_up()
            labels = self._columns.all_labels()
            try:
                lookup = Lookup(self._index, query, len(self._columns), self._columns.matching)
                written = near.written_near(word, self._written_near(word, lookup))
            except BrokenIndex:
                self._index.give_up()
                written = []
            return list(dict.fromkeys([*written, *near.sounding(word, labels)]))

    def _written_near(self, word: str, lookup: Lookup) -> Iterator[tuple[Wild, FoldedPiece]]:
        """The papers that may have a near way to write a word, with their texts."""
        for way in near.ways(word):
            pieces = np.flatnonzero(lookup.of(way).maybe & self._columns.live)[-near.LOOKED_INTO :]
            for _piece, words in self._texts.of(pieces.tolist()):
                if words:
                    yield way, words

    def _ordered(self, query: Query, narrow: Narrow, sort: Sort) -> "_Ordered":
        """All that may answer, with the scores that order them."""
        changed = self._catch_up()
        allowed = self._columns.allowed(narrow)
        changed = changed[allowed[changed]]
        lookup = Lookup(self._index, query, len(allowed), self._columns.matching)
        answer = lookup.of(query.root)
        sure, maybe = answer.sure & allowed, answer.maybe & allowed
        sure[changed] = maybe[changed] = False
        for piece, words in self._texts.of(changed.tolist()):
            if words and holds(query.root, self._evidence(piece, words, lookup.card)):
                sure[piece] = maybe[piece] = True
                lookup.score[piece] = lookup.score_of(words)
        verdicts = self._verdicts(query.root)
        verdicts[sure] = YES
        pieces = self._columns.order("title" if sort == "title" else "date")
        pieces = pieces[(maybe & (verdicts != NO))[pieces]]
        ranked = Ranked(pieces, self._scores(pieces, lookup.score[pieces]), sort == "relevance")
        return _Ordered(ranked, lookup.card)

    def _evidence(self, piece: int, words: FoldedPiece, card: Callable[[Condition], Flags]) -> Evidence:
        """What is known of a piece; its original is fetched where the folded words do not say enough."""

        def original() -> WrittenPiece:
            return self._shelf.written([piece]).get(piece, NOTHING_WRITTEN)

        return Evidence(words, original, lambda condition: bool(card(condition)[piece]))

    def _catch_up(self) -> Ids:
        """Follow index and catalogue; returns the pieces that the index has yet to follow."""
        self._index.refresh()
        changed, now = self._shelf.changed_since(self._index.followed)
        anew, self._seen = self._shelf.changed_since(self._seen) if self._seen else ([], now)
        rows, since = self._shelf.columns(self._columns.since)
        self._columns.take(rows, since)
        self._forget(anew, [row.piece for row in rows])
        pieces = np.array(changed, dtype=np.int64)
        return pieces[pieces < len(self._columns)]

    def _forget(self, anew: list[int], cards: list[int]) -> None:
        """Drop what was known of texts and cards that have changed since."""
        self._texts.forget(anew)
        if not (anew or cards) and all(len(verdicts) == len(self._columns) for verdicts in self._looked.values()):
            return
        gone = np.array([*anew, *cards], dtype=np.int64)
        for root, verdicts in self._looked.items():
            grown = np.zeros(len(self._columns), dtype=np.uint8)
            grown[: len(verdicts)] = verdicts
            grown[gone[gone < len(grown)]] = UNSEEN
            self._looked[root] = grown

    def _verdicts(self, root: Node) -> Verdicts:
        """What looking into texts has told of this query so far."""
        verdicts = self._looked.pop(root, None)
        if verdicts is None:
            verdicts = np.zeros(len(self._columns), dtype=np.uint8)
        self._looked[root] = verdicts
        if len(self._looked) > QUERIES_KEPT:
            self._looked.popitem(last=False)
        return verdicts

    def _scores(self, pieces: Ids, score: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scores as they are shown and compared: newer pieces gain a little."""
        years = self._columns.year
        return np.round(score * rank.recency(years[pieces], int(years.max(initial=0))), rank.DIGITS)

    def _page(self, root: Node, ranked: Ranked, start: int, end: int, facets: bool) -> Found:
        verdicts = self._verdicts(root)
        found = ranked.only(verdicts != NO)
        page = found.first(end)
        return Found(
            page.pieces[start:end].tolist(),
            page.scores[start:end].tolist(),
            len(found),
            bool((verdicts[found.pieces] == YES).all()),
            self._columns.facets(found.pieces) if facets else {},
        )

    def _look(self, root: Node, ordered: "_Ordered", enough: int) -> bool:
        """Look into the texts of pieces not sure yet, in display order, until `enough` of them hold the query.

        False where that was not reached with LOOK_AT_MOST texts; what they told is remembered.
        """
        ranked, verdicts = ordered.ranked, self._verdicts(root)
        looked, left = max(enough, LOOK_FIRST), LOOK_AT_MOST
        while True:
            some = ranked.first(looked).pieces
            unseen = some[verdicts[some] == UNSEEN].tolist()
            verdicts[unseen[:left]] = [
                YES if words and holds(root, self._evidence(piece, words, ordered.card)) else NO
                for piece, words in self._texts.of(unseen[:left])
            ]
            left -= len(unseen)
            if left < 0:
                return False
            if looked >= len(ranked) or (verdicts[some] == YES).sum() >= enough:
                return True
            looked *= 2


@dataclass(frozen=True, slots=True)
class _Ordered:
    """What may answer, and what the cards say to each field condition of the query."""

    ranked: Ranked
    card: Callable[[Condition], Flags]
