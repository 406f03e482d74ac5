"""Finding: a question of the user's, asked of the index and the catalogue together."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from archiver.catalogue import cards, categories, likenesses, roots, sequence, shelf
from archiver.catalogue.connection import days_ago
from archiver.catalogue.paths import inside, to_path, to_text
from archiver.doubles import Folding
from archiver.library import Library
from archiver.model import Card, Category, CategoryId, Filters, Hit, Paper, PieceId, Sort
from archiver.offering import Offer, offers
from archiver.search.best import shared_runs
from archiver.search.columns import Narrow
from archiver.search.conditions import Scheme
from archiver.search.grams import GramIndex
from archiver.search.nodes import Literal
from archiver.search.query import Query, parse
from archiver.search.searcher import Found, Searcher
from archiver.search.snippets import highlights, snippet
from archiver.search.wish import Wish, wish_of
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
    upper bounds. `best_total` pieces that miss some of the words follow the `total` that have all.
    """

    query: str
    interpreted: str
    notice: Reason | None
    total: int
    exact: bool
    elapsed_ms: float
    facets: dict[str, dict[Any, int]]
    codes: dict[int, str]
    best_total: int
    _find: Callable[[int, int], Found]
    _show: Callable[[Found], list[Hit]]
    _best: Best
    _offers: Callable[[], list[Offer]]

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
        by_code = {self.codes.get(key, ""): count for key, count in self.facets.get("category", {}).items()}
        return {**self.facets, "category": by_code}


Folded = dict[PieceId, list[PieceId]]
"""Hits that stand for others, each with those under it."""


class Finder:
    """The reading side of search; one for a process, from any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._searcher: Searcher | None = None
        self._index: GramIndex | None = None
        self._folding: tuple[int, Folding] | None = None
        self._totals: dict[Query, tuple[int, int]] = {}

    def search(
        self, typed: str, filters: Filters, sort: Sort, *, exact: bool, facets: bool,
        as_written: bool, fold: bool = False,
    ) -> Results:  # fmt: skip
        """Find pieces; the first page is ready in the result. With `fold` doubles stand under the first of them."""
        started = time.perf_counter()
        searcher, query, narrow = self._ready(), self._understand(typed, as_written), self._narrow(filters)
        folded = self._fold(searcher, query, narrow, sort) if fold else {}
        under = [piece for some in folded.values() for piece in some]
        narrow = replace(narrow, without=[*narrow.without, *under])
        first = searcher.search(query, narrow, sort, 0, FIRST_PAGE, exact, facets)
        best = self._best(searcher, query, narrow) if first.total < FEW else NO_BEST
        elapsed = (time.perf_counter() - started) * 1000

        def find(offset: int, limit: int) -> Found:
            if offset + limit <= FIRST_PAGE:
                return _cut(first, offset, limit)
            return searcher.search(query, narrow, sort, offset, limit, False, False)

        return Results(
            typed, query.interpreted, query.notice, first.total, first.exact, elapsed,
            self._in_roots(first.facets), self._codes(), len(best.pieces), find,
            partial(self._hits, query, folded), best, partial(self._offers, searcher, query, filters, as_written),
        )  # fmt: skip

    def totals(self, typed: Sequence[str]) -> list[int]:
        """How many pieces answer each query; asked anew only where the library has changed since the last time."""
        now = sequence.current(self._library.catalogue.read())
        scheme = self._scheme()
        queries = [parse(one, scheme) for one in typed]
        self._totals = {query: self._total(query, now) for query in queries}
        return [self._totals[query][1] for query in queries]

    def _total(self, query: Query, now: int) -> tuple[int, int]:
        known = self._totals.get(query)
        if known is not None and known[0] == now:
            return known
        return now, self._ready().total(query, self._narrow(Filters()))

    def _fold(self, searcher: Searcher, query: Query, narrow: Narrow, sort: Sort) -> Folded:
        """Hits that others stand under: only what has doubles is looked at."""
        folding = self._current_folding()
        if not folding.pieces:
            return {}
        alike = set(folding.pieces) if narrow.within is None else set(folding.pieces) & set(map(int, narrow.within))
        found = searcher.search(query, replace(narrow, within=sorted(alike)), sort, 0, len(alike), False, False)
        return folding.fold([PieceId(piece) for piece in found.pieces])

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
            return searcher.total(self._understand(typed, as_written), self._narrow(filters))

        return offers(query, filters, count, partial(searcher.near, query))

    def marks(self, paper: Paper, typed: str, *, as_written: bool) -> list[tuple[int, int]]:
        """Where the words of a query stand in a paper's text."""
        return highlights(paper.text, paper.blocks, self._understand(typed, as_written))

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
        return parse(typed, self._scheme(), exactly=as_written)

    def _scheme(self) -> Scheme:
        """The names that a query may use."""
        tree = categories.tree(self._library.catalogue.read())
        named = tuple((one.code, one.name, _with_children(one.id, tree)) for one in tree)
        nothing = self._library.unclassified
        named += ((nothing["code"], nothing["name"], frozenset({0})),)
        return Scheme(self._library.types, named)

    def _narrow(self, filters: Filters) -> Narrow:
        db = self._library.catalogue.read()
        within = None
        if filters.root is not None:
            within = shelf.in_root(db, filters.root)
        if filters.recent_days is not None:
            recent = shelf.added_since(db, days_ago(filters.recent_days))
            within = recent if within is None else sorted(set(within) & set(recent))
        return Narrow(
            filters.years, filters.no_year, self._and_children(filters.category), filters.category_by, filters.type,
            filters.organisation, to_text(filters.folder) if filters.folder else None, within,
            likenesses.hidden(db),
        )  # fmt: skip

    def _in_roots(self, facets: dict[str, dict[Any, int]]) -> dict[str, dict[Any, int]]:
        """The counts of folders from the watched ones downwards: what lies above them is not the user's concern."""
        if "folder" not in facets:
            return facets
        tops = [(to_text(root.path), *inside(root.path)) for root in roots.all_roots(self._library.catalogue.read())]
        folders = {
            to_path(name): count
            for name, count in facets["folder"].items()
            if any(name == top or first <= name < beyond for top, first, beyond in tops)
        }
        return {**facets, "folder": folders}

    def _and_children(self, category: CategoryId | None) -> frozenset[int] | None:
        if category is None:
            return None
        return _with_children(category, categories.tree(self._library.catalogue.read()))

    def _codes(self) -> dict[int, str]:
        return {category.id: category.code for category in categories.tree(self._library.catalogue.read())}

    def _hits(self, query: Query, folded: Folded, found: Found) -> list[Hit]:
        db = self._library.catalogue.read()
        wanted = [PieceId(piece) for piece in found.pieces]
        under = {piece: folded[piece] for piece in wanted if piece in folded}
        known = cards.of_pieces(db, [*wanted, *(piece for some in under.values() for piece in some)])
        return [
            self._hit(query, known[piece], score, tuple(known[one] for one in under.get(piece, ()) if one in known))
            for piece, score in zip(wanted, found.scores, strict=True)
            if piece in known
        ]

    def _hit(self, query: Query, card: Card, score: float, same: tuple[Card, ...]) -> Hit:
        shown = snippet(*cards.words(self._library.catalogue.read(), card.piece), query)
        marked = tuple(highlights(card.title, (), query, title=True))
        return Hit(card, score, "exact", marked, shown.text, tuple(shown.highlights), same)

    def _best(self, searcher: Searcher, query: Query, narrow: Narrow) -> Best:
        wish = wish_of(query)
        found = searcher.best(query, narrow, BEST_AT_MOST) if wish else []
        show = partial(self._best_hits, query, wish) if wish else NO_BEST.show
        return Best([piece for piece, _ in found], [score for _, score in found], show)

    def _best_hits(self, query: Query, wish: Wish, found: Found) -> list[Hit]:
        """Hits with the longest stretches of the question marked that each paper has."""
        words = self._library.shelf.folded(found.pieces)
        scores = dict(zip(found.pieces, found.scores, strict=True))
        hits: list[Hit] = []
        for piece in found.pieces:
            runs = shared_runs(wish, [words[piece].title, words[piece].body]) if piece in words else []
            marks = query.marks + tuple(Literal(run, run) for run in runs)
            alone = Found([piece], [scores[piece]], 1, True)
            hits += self._hits(replace(query, marks=marks, title_marks=marks), {}, alone)
        return [replace(hit, match="best") for hit in hits]


def _with_children(category: CategoryId, tree: Sequence[Category]) -> frozenset[int]:
    return frozenset({category, *(child.id for child in tree if child.parent == category)})


FIRST_PAGE = 25
"""Hits that are looked for together with the count."""

FEW = 20
"""Best matches follow where fewer pieces than this, a first page, have all the words."""

BEST_AT_MOST = 50
NO_BEST = Best([], [], lambda _found: [])


def _cut(found: Found, offset: int, limit: int) -> Found:
    end = offset + limit
    return Found(found.pieces[offset:end], found.scores[offset:end], found.total, found.exact)
