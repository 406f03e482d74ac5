"""Searches kept by name, and the queries put last."""

from collections.abc import Callable, Sequence

from archiver.catalogue import searches
from archiver.library import Library
from archiver.model import SavedSearch


class Searches:
    """`archive.searches`: what the user asks again. `totals` tells how many pieces each of some queries finds."""

    def __init__(self, library: Library, totals: Callable[[Sequence[str]], Sequence[int]]) -> None:
        self._library = library
        self._totals = totals

    def counted(self) -> list[tuple[SavedSearch, int]]:
        """The searches kept by name, each with how many pieces it finds now: cheap where nothing has changed."""
        saved = searches.saved(self._library.catalogue.read())
        totals = self._totals([one.query for one in saved]) if saved else []
        return list(zip(saved, totals, strict=True))

    def save(self, name: str, query: str) -> None:
        """Keep a query by name, in place of the one that had it. Raises ArchiveError for a name of nothing."""
        with self._library.catalogue.write() as db:
            searches.save(db, name, query)

    def rename(self, name: str, other: str) -> None:
        """Another name for a search. Raises ArchiveError where there is none, or the other name is taken."""
        with self._library.catalogue.write() as db:
            searches.rename(db, name, other)

    def remove(self, name: str) -> None:
        """Keep a search no longer. Raises ArchiveError where there is none."""
        with self._library.catalogue.write() as db:
            searches.remove(db, name)

    def recent(self) -> list[str]:
        """The queries put last in the window, the latest first."""
        return searches.recent(self._library.catalogue.read())

    def remember(self, query: str) -> None:
        """A query was put by hand; kept among the last ones unless the user wants none kept."""
        if self._library.settings.remember_queries and query.strip():
            with self._library.catalogue.write() as db:
                searches.remember(db, query)

    def forget(self) -> None:
        """Keep none of the queries put so far."""
        with self._library.catalogue.write() as db:
            searches.forget(db)
