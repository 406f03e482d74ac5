"""Wendu's own search as one side of the comparison, asked as its window asks: the first page, the count later."""

from collections.abc import Sequence
from pathlib import Path

from archiver.library import Library
from archiver.search.columns import Narrow
from archiver.search.grams import GramIndex
from archiver.search.query import parse
from archiver.search.searcher import Searcher
from tests.benchmarks.peers import PAGE, Page, Question


class Ours:
    """The catalogue, the index in `folder` and a searcher over both."""

    name = "ours"

    def __init__(self, library: Library, folder: Path) -> None:
        self.library = library
        self.index = GramIndex.open(folder, library.id)
        self.searcher = Searcher(self.index, library.shelf)
        self.searcher.search(parse("一"), limit=PAGE, exact=False)

    def answer(self, question: Question) -> Page:
        """The first page, newest first; of best matches the best first."""
        if question.kind == "best":
            return Page(self._cards(self._best(question)), {})
        joint = {"any": " OR ", "without": " -"}.get(question.kind, " ")
        narrow = Narrow(years=question.years, categories=_one(question.category))
        found = self.searcher.search(
            parse(joint.join(question.words)), narrow, "date", 0, PAGE, exact=False, facets=question.facets
        )
        counts = {name: found.facets[name] for name in ("year", "category")} if question.facets else {}
        return Page(self._cards(found.pieces), counts)

    def _best(self, question: Question) -> list[int]:
        """What the window shows: papers that have all the words, then the best matches."""
        query = parse(" ".join(question.words))
        shown = self.searcher.search(query, limit=PAGE, exact=False).pieces
        best = self.searcher.best(query, limit=PAGE) if len(shown) < PAGE else []
        return (shown + [piece for piece, _score in best])[:PAGE]

    def _cards(self, pieces: Sequence[int]) -> list[tuple[int, int, int, int]]:
        marks = ", ".join("?" * len(pieces))
        query = f"SELECT id, year, date, category FROM piece WHERE id IN ({marks})"
        rows = {row[0]: row for row in self.library.catalogue.read().execute(query, tuple(pieces))}
        return [card(rows[piece]) for piece in pieces]


def _one(category: int | None) -> frozenset[int] | None:
    return None if category is None else frozenset({category})


def card(row: Sequence[object]) -> tuple[int, int, int, int]:
    """Piece, year, date and category as numbers, 0 where unknown."""
    piece, year, date, category = row
    return int(str(piece)), int(str(year or 0)), int(str(date or "0").replace("-", "")), int(str(category or 0))
