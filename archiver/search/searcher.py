"""One answer from the index, the columns and the folded texts: always what a scan of all texts would give.

The index names candidates. Pieces whose words changed after what the index has followed are answered from their
texts, so nothing depends on how far it lags. Literals that their grams do not decide are looked for in the texts:
in display order until the page is full, or all of them where an exact count is asked for.
"""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from archiver.model import FoldedPiece, Sort, WrittenPiece
from archiver.search import best, near, rank
from archiver.search.columns import Columns, Flags, Ids, Narrow
from archiver.search.folder import BrokenIndex
from archiver.search.grams import GramIndex
from archiver.search.looked import NO, UNSEEN, YES, Candidates, Looked
from archiver.search.lookup import FIELDS, Lookup
from archiver.search.matching import Evidence, holds
from archiver.search.nodes import Condition
from archiver.search.query import Query
from archiver.search.ranked import Found, Ranked
from archiver.search.shelf import Shelf
from archiver.search.texts import Texts
from archiver.search.wish import Wish, wish_of

LOOK_FIRST = 25
"""How many texts are looked into at first for a page; twice as many each time that was not enough."""

LOOK_AT_MOST = 1000
"""Texts looked into at one go, some 30 ms; then another question may come in between for GIVE_WAY seconds."""

LOOK_BETWEEN = 100
"""Texts looked into between two looks at whether anybody still waits for the count, some 3 ms."""

GIVE_WAY = 0.001

NO_NARROW = Narrow()
NOTHING_WRITTEN = WrittenPiece("", (), "")
"""Of a piece that is gone by now."""

NO_WORDS = FoldedPiece("", "", "")
T = TypeVar("T")
Stopped = Callable[[], bool]


def _never() -> bool:
    return False


class Searcher:
    """Answers queries from any thread, one at a time; one that counts on lets others go first."""

    def __init__(self, index: GramIndex, shelf: Shelf) -> None:
        self._index = index
        self._shelf = shelf
        self._columns = Columns()
        self._lock = threading.Lock()
        self._seen = 0
        self._texts = Texts(shelf)
        self._looked = Looked()

    def search(
        self,
        query: Query,
        narrow: Narrow = NO_NARROW,
        sort: Sort = "relevance",
        offset: int = 0,
        limit: int = 20,
        exact: bool = True,
        facets: bool = False,
        stopped: Stopped = _never,
    ) -> Found:
        """The pieces from `offset` on, at most `limit`, of what answers `query` under `narrow`.

        A count (`exact`) ends early, and is not exact, as soon as it is `stopped`: nobody waits for it any more.
        """
        while True:
            with self._lock:
                answer = self._answer(query, narrow)
                ranked = self._ranked(answer, sort)
                whole = self._look(answer, ranked, len(ranked) if exact else offset + limit, stopped)
                if whole and exact and facets:
                    whole = self._look_into_all(answer, answer.of_any_year, stopped)
                if whole or stopped():
                    return self._page(answer, ranked, offset, offset + limit, facets)
            time.sleep(GIVE_WAY)  # a count may take long; what is typed meanwhile goes first

    def total(self, query: Query, narrow: Narrow = NO_NARROW) -> int:
        """How many pieces answer `query` under `narrow`; nothing is put in order for it."""
        while True:
            with self._lock:
                answer = self._answer(query, narrow)
                if self._look_into_all(answer, answer.maybe, _never):
                    return int((answer.maybe & (answer.verdicts == YES)).sum())
            time.sleep(GIVE_WAY)

    def best(self, query: Query, narrow: Narrow = NO_NARROW, limit: int = 50) -> list[tuple[int, float]]:
        """Pieces that answer `query` best among those that do not hold all its words, with their scores.

        Under `narrow` and every condition, quotation and -word of the query; empty where nothing may be missed.
        """
        wish = wish_of(query)
        if wish is None:
            return []
        with self._lock:
            return self._safely(lambda: self._best(query, wish, narrow, limit))

    def _best(self, query: Query, wish: Wish, narrow: Narrow, limit: int) -> list[tuple[int, float]]:
        changed = self._catch_up()
        allowed = self._columns.allowed(narrow)
        lookup = Lookup(self._index, query, len(allowed), self._columns.matching)
        maybe = lookup.of(wish.required).maybe & allowed
        maybe[changed] = allowed[changed]
        match = best.BestMatch(self._index, wish, len(allowed))
        for batch in self._texts.batches(changed[allowed[changed]].tolist()):
            match.scores[[piece for piece, _ in batch]] = match.scores_of([words or NO_WORDS for _, words in batch])
        factor = rank.recency(self._columns.year, int(self._columns.year.max(initial=0)))
        some = best.first(np.flatnonzero(maybe & (match.scores > 0)), match.scores * factor, best.LOOKED_INTO)
        scores: dict[int, float] = {}
        looked_into = [(piece, words) for piece, words in self._texts.of(some.tolist()) if words]
        closeness = match.closeness([words for _, words in looked_into])
        for (piece, words), close in zip(looked_into, closeness.tolist(), strict=True):
            evidence = self._evidence(piece, words, lookup.card)
            if holds(wish.required, evidence) and not holds(query.root, evidence):
                scores[piece] = round(float((match.scores[piece] + close) * factor[piece]), rank.DIGITS)
        dates = self._columns.date
        return sorted(scores.items(), key=lambda found: (-found[1], -dates[found[0]], found[0]))[:limit]

    def near(self, query: Query, word: str) -> list[str]:
        """Words that papers have near to `word` (folded), which none has; at most near.MOST by writing and as many by
        sound."""
        with self._lock:
            self._catch_up()
            lookup = Lookup(self._index, query, len(self._columns), self._columns.matching)
            papers = near.Papers(lookup.having, FIELDS, self._columns.live, self._texts)
            return self._safely(lambda: near.near_words(word, papers, self._columns.all_labels()))

    def _safely(self, ask: Callable[[], T]) -> T:
        """Ask once more, without the index, where its files turn out to be damaged."""
        try:
            return ask()
        except BrokenIndex:
            self._index.give_up()
            return ask()

    def _answer(self, query: Query, narrow: Narrow) -> Candidates:
        """All that may answer, as far as index, cards and what was looked into before tell."""
        return self._safely(lambda: self._looked_up(query, narrow))

    def _looked_up(self, query: Query, narrow: Narrow) -> Candidates:
        changed = self._catch_up()
        allowed = self._columns.allowed_in_any_year(narrow)
        changed = changed[allowed[changed]]
        lookup = Lookup(self._index, query, len(allowed), self._columns.matching)
        found = lookup.of(query.root)
        sure, maybe = found.sure & allowed, found.maybe & allowed
        sure[changed] = maybe[changed] = False
        for piece, words in self._texts.of(changed.tolist()):
            if words and holds(query.root, self._evidence(piece, words, lookup.card)):
                sure[piece] = maybe[piece] = True
                lookup.score[piece] = lookup.score_of(words)
        verdicts = self._looked.of(query.root, len(allowed))
        verdicts[sure] = YES
        maybe &= verdicts != NO
        return Candidates(query.root, maybe & self._columns.in_years(narrow), maybe, verdicts, lookup)

    def _ranked(self, answer: Candidates, sort: Sort) -> Ranked:
        """What may answer in display order, with the scores that order it."""
        pieces = self._columns.order("title" if sort == "title" else "date")
        pieces = pieces[answer.maybe[pieces]]
        return Ranked(pieces, self._scores(pieces, answer.lookup.score[pieces]), sort == "relevance")

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
        self._texts.forget(anew)
        self._looked.forget([*anew, *(row.piece for row in rows)], len(self._columns))
        pieces = np.array(changed, dtype=np.int64)
        return pieces[pieces < len(self._columns)]

    def _scores(self, pieces: Ids, score: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scores as they are shown and compared: newer pieces gain a little."""
        years = self._columns.year
        return np.round(score * rank.recency(years[pieces], int(years.max(initial=0))), rank.DIGITS)

    def _page(self, answer: Candidates, ranked: Ranked, start: int, end: int, facets: bool) -> Found:
        found = ranked.only(answer.verdicts != NO)
        page = found.first(end)
        of_any_year = np.flatnonzero(answer.of_any_year & (answer.verdicts != NO)) if facets else found.pieces
        return Found(
            page.pieces[start:end].tolist(),
            page.scores[start:end].tolist(),
            len(found),
            bool((answer.verdicts[of_any_year] == YES).all()),
            self._columns.facets(found.pieces) if facets else {},
            self._columns.years(of_any_year) if facets else {},
        )

    def _look(self, answer: Candidates, ranked: Ranked, enough: int, stopped: Stopped) -> bool:
        """Look into the texts of pieces not sure yet, in display order, until `enough` of them hold the query.

        False where that was not reached with LOOK_AT_MOST texts, or was stopped; what they told is remembered.
        """
        verdicts = answer.verdicts
        looked, left = max(enough, LOOK_FIRST), LOOK_AT_MOST
        while True:
            some = ranked.first(looked).pieces
            unseen = some[verdicts[some] == UNSEEN]
            self._look_into(answer, unseen[:left], stopped)
            left -= len(unseen)
            if left < 0 or stopped():
                return False
            if looked >= len(ranked) or (verdicts[some] == YES).sum() >= enough:
                return True
            looked *= 2

    def _look_into_all(self, answer: Candidates, flags: Flags, stopped: Stopped) -> bool:
        """Look into all of these that are not sure yet; False as in `_look`."""
        unseen = np.flatnonzero(flags & (answer.verdicts == UNSEEN))
        self._look_into(answer, unseen[:LOOK_AT_MOST], stopped)
        return len(unseen) <= LOOK_AT_MOST and not stopped()

    def _look_into(self, answer: Candidates, pieces: Ids, stopped: Stopped) -> None:
        """Look into the texts of these pieces, as long as it is not stopped."""
        for start in range(0, len(pieces), LOOK_BETWEEN):
            if stopped():
                return
            some = pieces[start : start + LOOK_BETWEEN]
            answer.verdicts[some] = [
                YES if words and holds(answer.root, self._evidence(piece, words, answer.lookup.card)) else NO
                for piece, words in self._texts.of(some.tolist())
            ]
