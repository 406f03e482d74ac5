"""Searches kept by name, and the queries put last."""

import sqlite3

from archiver.catalogue.connection import now
from archiver.errors import ArchiveError
from archiver.model import SavedSearch

MOST_RECENT = 20
"""Queries that are remembered; older ones are forgotten."""


def saved(db: sqlite3.Connection) -> list[SavedSearch]:
    """The searches kept, as they were saved."""
    return [SavedSearch(*row) for row in db.execute("SELECT id, name, query FROM saved_search ORDER BY id")]


def save(db: sqlite3.Connection, name: str, query: str) -> None:
    """Keep a query under a name, in place of the one that had it. Raises ArchiveError for a name of nothing."""
    name = " ".join(name.split())
    if not name:
        raise ArchiveError("library.search_without_name")
    db.execute(
        "INSERT INTO saved_search (name, query) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET query = excluded.query",
        (name, query),
    )


def rename(db: sqlite3.Connection, name: str, other: str) -> None:
    """Another name for a search. Raises ArchiveError where there is none, or the other name is taken or nothing."""
    other = " ".join(other.split())
    if not other:
        raise ArchiveError("library.search_without_name")
    if other != name and any(one.name == other for one in saved(db)):
        raise ArchiveError("library.search_name_taken", name=other)
    _refuse_none(db.execute("UPDATE saved_search SET name = ? WHERE name = ?", (other, name)), name)


def remove(db: sqlite3.Connection, name: str) -> None:
    """Keep a search no longer. Raises ArchiveError where there is none of that name."""
    _refuse_none(db.execute("DELETE FROM saved_search WHERE name = ?", (name,)), name)


def _refuse_none(changed: sqlite3.Cursor, name: str) -> None:
    if not changed.rowcount:
        raise ArchiveError("library.no_such_search", name=name)


def remember(db: sqlite3.Connection, query: str) -> None:
    """A query was put; it is the latest from now on."""
    db.execute("INSERT OR REPLACE INTO recent_query (query, at) VALUES (?, ?)", (query, now()))
    db.execute(
        "DELETE FROM recent_query WHERE id NOT IN (SELECT id FROM recent_query ORDER BY id DESC LIMIT ?)",
        (MOST_RECENT,),
    )


def recent(db: sqlite3.Connection) -> list[str]:
    """The queries put last, the latest first."""
    return [row[0] for row in db.execute("SELECT query FROM recent_query ORDER BY id DESC")]


def forget(db: sqlite3.Connection) -> None:
    """No query is remembered any more."""
    db.execute("DELETE FROM recent_query")
