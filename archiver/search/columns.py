"""What pieces are narrowed, counted and sorted by, as arrays indexed by piece id."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from archiver.model import ColumnRow
from archiver.search.folders import Folders
from archiver.search.labels import Labels
from archiver.search.nodes import Condition, OneOf, Span, Within

Flags = NDArray[np.bool_]
Ids = NDArray[np.int64]
UNKNOWN = 0
MOST_COUNTED = 100_000


@dataclass(frozen=True, slots=True)
class Narrow:
    """What narrows an answer. `years` inclusive, with `no_year` also (or only) unknown ones; `categories` are ids,
    0 for none; `organisation` and `type` "" for none; `folder` as the catalogue writes it; `within` and `without` piece
    ids. None is no restriction."""

    years: tuple[int, int] | None = None
    no_year: bool = False
    categories: frozenset[int] | None = None
    by: str | None = None
    type: str | None = None
    organisation: str | None = None
    folder: str | None = None
    within: Sequence[int] | Ids | None = None
    without: Sequence[int] | Ids = ()


class Columns:
    """All pieces of the catalogue, dead ones with `live` False; grows with the highest id."""

    def __init__(self) -> None:
        self.since = 0
        self.live = np.zeros(0, dtype=bool)
        self.year = np.zeros(0, dtype=np.int32)
        self.date = np.zeros(0, dtype=np.int64)
        self.category = np.zeros(0, dtype=np.int64)
        self.by = np.zeros(0, dtype=np.int32)
        self.type = np.zeros(0, dtype=np.int32)
        self.titles: list[str] = []
        self._labels = {"title": Labels(), "organisation": Labels(), "number": Labels()}
        self._folders = Folders()
        self._names: dict[str, int] = {"": 0}
        self._orders: dict[str, Ids] = {}

    def __len__(self) -> int:
        return len(self.live)

    def take(self, rows: Iterable[ColumnRow], since: int) -> None:
        """Take over changed cards; `since` is the point of the catalogue that they bring us to."""
        rows = list(rows)
        self.since = since
        if not rows:
            return
        self._grow(max(row.piece for row in rows) + 1)
        self._orders.clear()
        for row in rows:
            self._put(row)

    def _put(self, row: ColumnRow) -> None:
        piece = row.piece
        self.live[piece] = row.live
        self.year[piece] = row.year or UNKNOWN
        self.date[piece] = _date_number(row.date)
        self.category[piece] = row.category
        self.by[piece] = self._number(row.by)
        self.type[piece] = self._number(row.type)
        self.titles[piece] = row.title
        self._labels["title"].put(piece, row.written_title)
        self._labels["organisation"].put(piece, row.organisation)
        self._labels["number"].put(piece, row.number)
        self._folders.put(piece, row.folders)

    def _number(self, name: str) -> int:
        return self._names.setdefault(name, len(self._names))

    def _grow(self, size: int) -> None:
        missing = max(size, len(self)) - len(self)
        if missing:
            missing += len(self) // 4
            for name in ("live", "year", "date", "category", "by", "type"):
                old: NDArray[Any] = getattr(self, name)
                setattr(self, name, np.concatenate((old, np.zeros(missing, dtype=old.dtype))))
            self.titles += [""] * missing
            for labels in self._labels.values():
                labels.grow(len(self))
            self._folders.grow(len(self))

    def allowed(self, narrow: Narrow) -> Flags:
        """Live pieces that `narrow` lets through."""
        return self.in_years(narrow) & self.allowed_in_any_year(narrow)

    def in_years(self, narrow: Narrow) -> Flags:
        """Pieces of the years that `narrow` lets through."""
        if narrow.years is None and not narrow.no_year:
            return np.ones(len(self), dtype=bool)
        low, high = narrow.years or (1, 0)
        flags: Flags = (self.year >= low) & (self.year <= high) & (self.year != UNKNOWN)
        return flags | (self.year == UNKNOWN) if narrow.no_year else flags

    def allowed_in_any_year(self, narrow: Narrow) -> Flags:
        """Live pieces that everything else in `narrow` lets through."""
        allowed = self.live.copy()
        if narrow.categories is not None:
            allowed &= np.isin(self.category, list(narrow.categories))
        if narrow.by is not None:
            allowed &= self.by == self._names.get(narrow.by, -1)
        if narrow.type is not None:
            allowed &= self.type == self._names.get(narrow.type, -1)
        if narrow.organisation is not None:
            organisations = self._labels["organisation"]
            allowed &= organisations.of == organisations.number(narrow.organisation)
        if narrow.folder is not None:
            allowed &= self._folders.below(narrow.folder)
        if narrow.within is not None:
            allowed &= self.marked(np.asarray(narrow.within, dtype=np.int64))
        if len(narrow.without):
            allowed &= ~self.marked(np.asarray(narrow.without, dtype=np.int64))
        return allowed

    def matching(self, condition: Condition) -> Flags:
        """Pieces, dead ones among them, whose card answers a condition (on their path none does: see the names)."""
        if isinstance(condition, Within):
            return self._labels[condition.field].having(condition.text, condition.written)
        if isinstance(condition, Span):
            column = self.year.astype(np.int64) if condition.field == "year" else self.date
            flags: Flags = column >= (condition.low or UNKNOWN + 1)
            return flags if condition.high is None else flags & (column <= condition.high)
        return self._one_of(condition)

    def _one_of(self, condition: OneOf) -> Flags:
        if condition.field == "category":
            return np.isin(self.category, list(map(int, condition.values)))
        return np.isin(self.type, [self._names.get(name, -1) for name in map(str, condition.values)])

    def all_labels(self) -> list[str]:
        """The titles and organisations in use or used before, folded, each once."""
        return [*self._labels["title"].all_folded(), *self._labels["organisation"].all_folded()]

    def marked(self, pieces: Ids) -> Flags:
        """Flags that are True for these pieces; ids beyond ours are left out."""
        flags = np.zeros(len(self), dtype=bool)
        flags[pieces[pieces < len(self)]] = True
        return flags

    def order(self, sort: Literal["date", "title"]) -> Ids:
        """All pieces in that order; ties by date, newest first and unknown last, then by id."""
        if sort not in self._orders:
            by_date = np.lexsort((np.arange(len(self)), -self.date))
            self._orders[sort] = by_date if sort == "date" else np.array(
                sorted(by_date.tolist(), key=self.titles.__getitem__), dtype=np.int64
            )
        return self._orders[sort]

    def years(self, pieces: Ids) -> dict[int | None, int]:
        """How many of these pieces each year (None: unknown) has."""
        return {(year or None): count for year, count in _counted(self.year[pieces])}

    def facets(self, pieces: Ids) -> dict[str, dict[Any, int]]:
        """How many of these pieces each year (None: unknown), category id, type, organisation and folder has."""
        names, organisations = list(self._names), self._labels["organisation"]
        return {
            "year": self.years(pieces),
            "category": dict(_counted(self.category[pieces])),
            "type": {names[number]: count for number, count in _counted(self.type[pieces])},
            "organisation": {
                organisations.name(number): count for number, count in _counted(organisations.of[pieces])
            },
            "folder": self._folders.counted(pieces),
        }


def _counted(values: NDArray[Any]) -> list[tuple[int, int]]:
    """Each value with how often it is there. Years and ids are small: counting in place needs no sorting."""
    if not len(values) or values.min() < 0 or values.max() > MOST_COUNTED:
        found, counts = np.unique(values, return_counts=True)
    else:
        every = np.bincount(values)
        found = np.flatnonzero(every)
        counts = every[found]
    return list(zip(found.tolist(), counts.tolist(), strict=True))


def _date_number(date: str) -> int:
    """An ISO date, also one without day or month, as a number that sorts like it; 0 where unknown."""
    return int(date.replace("-", "").ljust(8, "0")) if date else UNKNOWN
