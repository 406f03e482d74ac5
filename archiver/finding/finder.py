"""Finding: a question of the user's, asked of the index and the catalogue together."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from archiver.catalogue import categories, sequence
from archiver.doubles.pairs import Folding
from archiver.finding.narrowing import in_roots, narrow_of, scheme_of
from archiver.finding.offering import Offer, offers
from archiver.finding.showing import Folded, best_hits_of, hits_of, marking_runs
from archiver.library import Library
from archiver.model import Filters, Hit, Match, Paper, PieceId, Sort
from archiver.search.columns import Narrow
from archiver.search.grams import GramIndex
from archiver.search.nodes import Node
from archiver.search.query import Query, parse
from archiver.search.ranked import Found
from archiver.search.searcher import Searcher
from archiver.search.snippets import highlights
from archiver.search.wish import wish_of
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class Best:
    """Pieces that answer best among those that miss some of the words, with how to show them."""

    pieces: list[int]
    scores: list[float]
    show: Callable[[Found], list[Hit]]

    def page(self, first: int, end: int) -> list[Hit]:
        """Their hits from `first` up to `end`."""
        some = Found(self.pieces[first:end], self.scores[first:end], len(self.pieces), True)
        return self.show(some) if some.pieces else []


@dataclass(frozen=True, slots=True)
class Results:
    """An answer: how the question was understood, how many pieces there are, and pages of hits.

    `facets` count pieces by year (None: unknown), category id (0: 待分类), type, organisation ("": unknown) and
    folder (Path; each watched folder and all below it that hold papers). Where `exact` is False the numbers are
    upper bounds. `years` count the pieces of every year, also of those outside the years that hold, so that others
    can be chosen instead. `best_total` pieces that miss some of the words follow the `total` that have all.
    """

    query: str
    interpreted: str
    notice: Reason | None
    total: int
    exact: bool
    elapsed_ms: float
    facets: dict[str, dict[Any, int]]
    years: dict[int | None, int]
    best_total: int
    _find: Callable[[int, int], Found]
    _show: Callable[[Found], list[Hit]]
    _best: Best
    _offers: Callable[[], list[Offer]]
    _codes: Callable[[], dict[int, str]]

    def offers(self) -> list[Offer]:
        """What to ask instead where no paper has all the words; call it away from the window's thread."""
        return [] if self.total or not self.query.strip() else self._offers()

    def page(self, offset: int, limit: int) -> list[Hit]:
        """The hits from `offset` on, at most `limit`, with snippets; call it away from the window's thread."""
        hits = self._show(self._find(offset, limit)) if offset < self.total else []
        return hits + self._best.page(*self._of_best(offset, limit))

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        """The pieces from `offset` on, at most `limit`, without anything to show of them."""
        pieces = self._find(offset, limit).pieces if offset < self.total else []
        first, end = self._of_best(offset, limit)
        return [PieceId(piece) for piece in [*pieces, *self._best.pieces[first:end]]]

    def _of_best(self, offset: int, limit: int) -> tuple[int, int]:
        """Which of the best matches stand in these rows."""
        return max(0, offset - self.total), max(0, offset + limit - self.total)

    def facets_by_code(self) -> dict[str, dict[Any, int]]:
        """The facets with category codes in place of ids; "" is unknown or 待分类."""
        codes = self._codes()
        by_code = {codes.get(key, ""): count for key, count in self.facets.get("category", {}).items()}
        return {**self.facets, "category": by_code}


class Finder:
    """The reading side of search; one for a process, from any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._index: GramIndex | None = None
        self._folding: tuple[int, Folding] | None = None
        self._totals: dict[Node, tuple[int, int]] = {}

    def search(
        self, typed: str, filters: Filters, sort: Sort, *, exact: bool, facets: bool,
        as_written: bool, fold: bool = False, stopped: Callable[[], bool] = lambda: False,
    ) -> Results:  # fmt: skip
        """Find pieces; the first page is ready in the result. With `fold` doubles stand under the first of them."""
        started = time.perf_counter()
        searcher, query, narrow = self._ready(), self._understand(typed, as_written), narrow_of(self._library, filters)
        folded, under = self._fold(searcher, query, narrow, sort) if fold else ({}, [])
        narrow = replace(narrow, without=[*narrow.without, *under])
        first = searcher.search(query, narrow, sort, 0, FIRST_PAGE, exact, facets, stopped)
        best = self._best(searcher, query, narrow) if first.total < FEW else NO_BEST
        elapsed = (time.perf_counter() - started) * 1000

        def find(offset: int, limit: int) -> Found:
            if offset + limit <= FIRST_PAGE:
                return _cut(first, offset, limit)
            return searcher.search(query, narrow, sort, offset, limit, False, False)

        return Results(
            typed, query.interpreted, query.notice, first.total, first.exact, elapsed,
            in_roots(self._library, first.facets), first.years, len(best.pieces),
            find, partial(hits_of, self._library, query, folded), best,
            partial(self._offers, searcher, query, filters, as_written), self._codes,
        )  # fmt: skip

    def _codes(self) -> dict[int, str]:
        return {one.id: one.code for one in categories.outline(self._library.catalogue.read())}

    def totals(self, typed: Sequence[str]) -> list[int]:
        """How many pieces answer each query; asked anew only where the library has changed since the last time."""
        now = sequence.current(self._library.catalogue.read())
        scheme = scheme_of(self._library)
        queries = [parse(one, scheme) for one in typed]
        totals = {query.root: self._total(query, now) for query in queries}
        self._totals = totals  # of this call: another thread may be asking for other queries
        return [totals[query.root][1] for query in queries]

    def _total(self, query: Query, now: int) -> tuple[int, int]:
        known = self._totals.get(query.root)
        if known is not None and known[0] == now:
            return known
        return now, self._ready().total(query, narrow_of(self._library, Filters()))

    def _fold(self, searcher: Searcher, query: Query, narrow: Narrow, sort: Sort) -> tuple[Folded, list[PieceId]]:
        """Hits that others stand under, and what is not counted by itself: those others, and of the years that do not
        hold those that would stand under others there. Only what has doubles is looked at."""
        folding = self._current_folding()
        if not folding.pieces:
            return {}, []
        alike = set(folding.pieces) if narrow.within is None else set(folding.pieces) & set(map(int, narrow.within))

        def hits(narrow: Narrow) -> list[PieceId]:
            found = searcher.search(query, replace(narrow, within=sorted(alike)), sort, 0, len(alike), False, False)
            return [PieceId(piece) for piece in found.pieces]

        held = hits(narrow)
        folded = elsewhere = folding.fold(held)
        if narrow.years or narrow.no_year:
            seen = set(held)
            others = [piece for piece in hits(replace(narrow, years=None, no_year=False)) if piece not in seen]
            elsewhere = {**folded, **folding.fold(others)}
        return folded, [piece for some in elsewhere.values() for piece in some]

    def _current_folding(self) -> Folding:
        """Read once for every state of the library."""
        db = self._library.catalogue.read()
        now = sequence.current(db)
        with self._lock:
            if self._folding is None or self._folding[0] != now:
                self._folding = now, Folding(db)
            return self._folding[1]

    def _offers(self, searcher: Searcher, query: Query, filters: Filters, as_written: bool) -> list[Offer]:
        def count(typed: str, filters: Filters) -> int:
            return searcher.total(self._understand(typed, as_written), narrow_of(self._library, filters))

        return offers(query, filters, count, partial(searcher.near, query))

    def marks(self, paper: Paper, typed: str, *, as_written: bool, match: Match) -> list[tuple[int, int]]:
        """Where the words of a query stand in a paper's text; of a best match also the longest runs that it has."""
        query = self._understand(typed, as_written)
        wish = wish_of(query) if match == "best" else None
        words = self._library.shelf.folded([paper.card.piece]).get(paper.card.piece) if wish else None
        return highlights(paper.text, paper.blocks, marking_runs(query, wish, words) if wish and words else query)

    def close(self) -> None:
        """Let go of the index."""
        if self._index is not None:
            self._index.close()

    def _ready(self) -> Searcher:
        with self._lock:
            if self._searcher is None:
                self._index = GramIndex.open(self._library.paths.index, self._library.id)
                self._searcher = Searcher(self._index, self._library.shelf)
            return self._searcher

    def _understand(self, typed: str, as_written: bool) -> Query:
        return parse(typed, scheme_of(self._library), exactly=as_written)

    def _best(self, searcher: Searcher, query: Query, narrow: Narrow) -> Best:
        wish = wish_of(query)
        if wish is None:
            return NO_BEST
        found = searcher.best(query, narrow, BEST_AT_MOST)
        show = partial(best_hits_of, self._library, query, wish)
        return Best([piece for piece, _ in found], [score for _, score in found], show)


FIRST_PAGE = 25
"""Hits that are looked for together with the count."""

FEW = 20
"""Best matches follow where fewer pieces than this, a first page, have all the words."""

BEST_AT_MOST = 50
NO_BEST = Best([], [], lambda _found: [])


def _cut(found: Found, offset: int, limit: int) -> Found:
    end = offset + limit
    return Found(found.pieces[offset:end], found.scores[offset:end], found.total, found.exact)
