"""What is asked and what answers: filters, hits, names offered, searches kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archiver.model.ids import CategoryId, PieceId, RootId
from archiver.model.papers import Card

Sort = Literal["relevance", "date", "title"]
Match = Literal["exact", "best"]
"""Whether a piece answers a query, or is among those that come nearest."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a query. `years` inclusive; `no_year` asks for papers of unknown year.

    `category` is an id (its children included), 0 for 待分类; `type` and `organisation` "" ask for those without;
    `folder` takes what lies below it; `root` and `recent_days` narrow to a watched folder and to papers first seen
    within that many days.
    """

    years: tuple[int, int] | None = None
    no_year: bool = False
    category: CategoryId | None = None
    category_by: Literal["hand", "rule", "learned"] | None = None
    type: str | None = None
    organisation: str | None = None
    folder: Path | None = None
    root: RootId | None = None
    recent_days: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A piece that answers a query. Spans are code points of the string beside them, end exclusive.

    `same` are its doubles that answer the query too and stand under this hit.
    """

    card: Card
    score: float
    match: Match
    title_highlights: tuple[tuple[int, int], ...]
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    same: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept by name; put anew each time, so it always tells of the library as it is."""

    id: int
    name: str
    query: str


NameKind = Literal["category", "organisation", "title"]

NAMES_SHOWN = 8
"""Names offered at once: what is taken in at one look."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the library that may be meant by what is typed; `count` papers have it.

    `query` asks for them in the words of the query language. `category` is the id of a category; `piece` the newest
    paper of a title and `year` that paper's. `spans` are the code points of the name that matched, end exclusive.
    """

    kind: NameKind
    text: str
    count: int
    query: str
    category: CategoryId | None = None
    piece: PieceId | None = None
    year: int | None = None
    spans: tuple[tuple[int, int], ...] = ()
