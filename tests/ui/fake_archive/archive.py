"""An archive in memory with the methods of `archiver.archive.Archive` that the window uses; deterministic."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from archiver.catalogue.connection import speaking_plainly
from archiver.errors import ArchiveError
from archiver.finding.offering import Offer
from archiver.model import (
    NAMES_SHOWN,
    Act,
    Card,
    CategoryId,
    FieldValue,
    Filters,
    Hit,
    Match,
    Name,
    Paper,
    PieceId,
    Sort,
    State,
)
from archiver.settings import Settings
from archiver.wording import NO_REASON, Reason
from tests.ui.fake_archive.papers import FakePiece, blocks, folders, hit, papers, scheme, spans, trouble
from tests.ui.fake_archive.rooms import (
    FakeDoubles,
    FakeKeeper,
    FakeLedger,
    FakeRoots,
    FakeScheme,
    FakeSearches,
    FakeShelf,
)

if TYPE_CHECKING:
    from archiver.archive import Archive

EVERYTHING = Filters()


@dataclass(frozen=True)
class FakeStatus:
    """What `Archive.status` tells."""

    documents: int
    pieces: int
    by_state: dict[State, int]
    attention: int
    waiting: int
    catalogue_bytes: int = 0
    index_bytes: int = 0
    text_bytes: int = 0


@dataclass
class FakeResults:
    """What `Archive.search` gives."""

    query: str
    found: list[FakePiece]
    facets: dict[str, dict[object, int]]
    interpreted: str = ""
    notice: Reason | None = None
    unsure: int = 0
    best: list[FakePiece] = field(default_factory=list)
    offered: list[Offer] = field(default_factory=list)
    elapsed_ms: float = 9.0
    log: list[tuple[int, int]] = field(default_factory=list)

    @property
    def years(self) -> dict[object, int]:
        return self.facets.get("year", {})

    @property
    def total(self) -> int:
        return len(self.found) + self.unsure

    @property
    def exact(self) -> bool:
        return not self.unsure

    def page(self, offset: int, limit: int) -> list[Hit]:
        self.log.append((offset, limit))
        hits = [hit(piece, self.query) for piece in self.found]
        hits += [replace(hit(piece, self.query), match="best") for piece in self.best]
        return hits[offset : offset + limit]

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        return [piece.card.piece for piece in [*self.found, *self.best][offset : offset + limit]]

    def offers(self) -> list[Offer]:
        return [] if self.found else self.offered

    @property
    def best_total(self) -> int:
        return len(self.best)


SPELT = {"zsyzgzfa": "招商引资工作方案"}
"""What is known by its initials."""


class FakeArchive:
    """Forty-two papers, nine categories and three folders, one of them offline."""

    language = "zh"
    unsure = 0
    """Candidates too many where no exact count is asked for."""
    best: tuple[int, ...] = ()
    """Pieces that are the best matches of any words that none has."""
    offered: list[Offer] = []  # noqa: RUF012 - set whole by the tests

    def __init__(self, library: Path, *, copies: int = 1, empty: bool = False) -> None:
        self.library = library
        self.settings = Settings()
        self.can_recognise = False
        made = [] if empty else papers(copies)
        self.shelf = FakeShelf({piece.card.piece: piece for piece in made}, scheme())
        self.calls = self.shelf.calls
        self.acts = self.shelf.acts
        self.doubles = FakeDoubles(self.shelf)
        self.scheme = FakeScheme(self.shelf)
        self.ledger = FakeLedger(self.shelf, [] if empty else trouble())
        self.roots = FakeRoots(self.shelf, [] if empty else folders())
        self.searches = FakeSearches(lambda query: self.search(query, facets=False).total)
        self.keeper = FakeKeeper(self.shelf)

    def as_archive(self) -> "Archive":
        """The same object under the type the window knows."""
        return cast("Archive", self)

    def search(
        self, query: str, filters: Filters = EVERYTHING, sort: Sort = "relevance", *,
        exact: bool = True, facets: bool = True, as_written: bool = False, fold: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> FakeResults:  # fmt: skip
        self.calls.append(("search", query, filters, sort, exact, as_written))
        words = [word for word in query.split() if not word.startswith("-")]
        matching = [p for p in self.shelf.held.values() if all(w in p.card.title + p.text for w in words)]
        counts: dict[str, dict[object, int]] = {
            "year": dict(Counter(p.card.year for p in matching)),
            "type": dict(Counter(p.card.type or "" for p in matching)),
            "category": dict(Counter(self.shelf.id(p.card.category) for p in matching)),
            "organisation": dict(Counter(p.card.organisation or "" for p in matching)),
            "folder": dict(Counter(folder for p in matching for folder in {path.parent for path in p.card.paths})),
        }
        found = [piece for piece in matching if self._passes(piece, filters)]
        if sort == "date":
            found.sort(key=lambda piece: piece.card.date or "", reverse=True)
        elif sort == "title":
            found.sort(key=lambda piece: piece.card.title)
        unsure = 0 if exact or not query else self.unsure
        best = [one for one in self.shelf.held.values() if one.card.piece in self.best]
        best = [] if found or not query else best
        return FakeResults(query, found, counts, query, None, unsure, best, self.offered if query else [])

    def names(self, typed: str, limit: int = NAMES_SHOWN) -> list[Name]:
        self.calls.append(("names", typed))
        typed = SPELT.get(typed, typed)
        categories = [
            Name("category", one.name, self.shelf.count(one.id), f"类别:{one.name}", category=one.id)
            for one in self.shelf.scheme if typed in one.name and self.shelf.count(one.id)
        ]  # fmt: skip
        writers = Counter(p.card.organisation for p in self.shelf.held.values() if typed in (p.card.organisation or ""))
        organisations = [Name("organisation", str(one), n, f"单位:{one}") for one, n in sorted(writers.items())]
        titles = [
            Name("title", p.card.title, 1, p.card.title, piece=p.card.piece, year=p.card.year)
            for p in self.shelf.held.values() if typed in p.card.title
        ]  # fmt: skip
        return [*categories[:2], *organisations[:2], *titles][:limit]

    def learn_names(self) -> None:
        self.calls.append(("learn_names",))

    def paper(self, piece: PieceId) -> Paper:
        held = self.shelf.held.get(piece)
        if held is None:
            raise ArchiveError("library.no_such_piece", piece=piece)
        card = held.card
        values = (
            FieldValue("title", card.title, "rule", 0.9, NO_REASON, (0, len(card.title))),
            FieldValue("category", card.category or "", card.category_by or "rule", 0.8),
        )
        return Paper(card, held.text, blocks(held.text), 0, 1, held.text.count("\n"), values)

    def cards(self, pieces: Sequence[PieceId]) -> dict[PieceId, Card]:
        return {piece: self.shelf.held[piece].card for piece in pieces if piece in self.shelf.held}

    def marks(
        self, piece: PieceId, query: str, *, as_written: bool = False, match: Match = "exact"
    ) -> list[tuple[int, int]]:
        self.calls.append(("marks", piece, query, as_written))
        pairs = [query[at : at + 2] for at in range(len(query) - 1)] if match == "best" else []
        return spans(self.shelf.held[piece].text, " ".join([query, *pairs]))

    def export_results(
        self, results: FakeResults, target: Path, go_on: Callable[[int, int], bool], *,
        rows: Sequence[range] | None = None,
    ) -> int:  # fmt: skip
        self.calls.append(("export_results", results.query, target, rows))
        count = sum(map(len, rows)) if rows else results.total
        return count if go_on(0, count) else 0

    def on_disk(self, path: Path) -> Path:
        if not path.exists():
            raise ArchiveError("reader.file_gone", path=str(path))
        return path

    def opened_copy(self, path: Path) -> Path:
        return self.on_disk(path)

    def total_count(self) -> int:
        return len(self.shelf.held)

    def unclassified_count(self) -> int:
        return self.shelf.count(CategoryId(0))

    def recent_count(self) -> int:
        return sum(piece.added_day > 0 for piece in self.shelf.held.values())

    def status(self) -> FakeStatus:
        count = len(self.shelf.held)
        return FakeStatus(count, count, {State.SEARCHABLE: count}, len(self.ledger.troubled), 0)

    def file(self, pieces: Sequence[PieceId], category: CategoryId, *, copy: bool = False) -> Act:
        self.calls.append(("file", tuple(pieces), category, copy))
        target = next((each for each in self.shelf.scheme if each.id == category), None)
        name = target.name if target else "待分类"
        label = Reason("filing.label_file", {"category": name, "pieces": len(pieces)})
        act = self.shelf.act("file", len(pieces), label)
        for piece in pieces:
            held = self.shelf.held[piece]
            card = replace(
                held.card, category=target.code if target else None,
                category_name=target.name if target else None, category_by="hand",
            )  # fmt: skip
            self.shelf.held[piece] = replace(held, card=card)
        return act

    def set(self, pieces: Sequence[PieceId], field: str, value: str) -> Act:
        self.calls.append(("set", tuple(pieces), field, value))
        label = Reason("filing.label_set", {"field": field, "pieces": len(pieces)})
        act = self.shelf.act("set", len(pieces), label)
        for piece in pieces:
            held = self.shelf.held[piece]
            if field == "title":
                self.shelf.held[piece] = replace(held, card=replace(held.card, title=value))
        return act

    def undo(self) -> Act | None:
        return self.shelf.undo()

    def undo_label(self) -> Reason | None:
        return self.acts[-1][0].label if self.acts else None

    def save_settings(self, settings: Settings) -> None:
        self.settings = settings

    def speaking_plainly(self) -> AbstractContextManager[None]:
        return speaking_plainly(self.library)

    def close(self) -> None:
        self.keeper.close()

    def _passes(self, piece: FakePiece, filters: Filters) -> bool:
        card = piece.card
        years = filters.years
        return all((
            years is None or (card.year is not None and years[0] <= card.year <= years[1]),
            not filters.no_year or card.year is None,
            filters.type in (None, card.type),
            filters.organisation in (None, card.organisation),
            filters.folder is None or any(path.is_relative_to(filters.folder) for path in card.paths),
            filters.root in (None, piece.root),
            filters.recent_days is None or piece.added_day > 0,
            filters.category is None or card.category in self.shelf.codes(filters.category),
        ))  # fmt: skip
