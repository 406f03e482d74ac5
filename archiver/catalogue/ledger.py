"""The ledger as one turns its pages: which files in which order, how many in each state, and the rows of a page.

A page is asked for by the ids of its places, so that a list of 100,000 files is a list of numbers until it is seen.
"""

import sqlite3
from collections.abc import Sequence

from archiver.catalogue import places
from archiver.model import ATTENTION_STATES, FileRow, FilesWanted, State

_STATE = "CASE root.state WHEN 'offline' THEN 'offline' ELSE place.state END"
_FROM = " FROM place JOIN root ON root.id = place.root"
_ORDERS = {
    "path": "place.path", "state": _STATE, "reason": "place.reason", "attempts": "place.attempts",
    "seen_at": "place.seen_at",
}  # fmt: skip


def ids(db: sqlite3.Connection, wanted: FilesWanted) -> tuple[int, ...]:
    """The places that are wanted, in their order; those that are equal in it by path."""
    conditions, values = _with_words(wanted.words)
    states = sorted(ATTENTION_STATES) if wanted.attention else [wanted.state] if wanted.state else []
    if states:
        conditions.append(f"{_STATE} IN ({', '.join('?' * len(states))})")
    where = " WHERE " + " AND ".join(conditions) if conditions else ""
    way = " DESC" if wanted.descending else ""
    query = f"SELECT place.id{_FROM}{where} ORDER BY {_ORDERS[wanted.order]}{way}, place.path{way}"
    return tuple(row[0] for row in db.execute(query, (*values, *states)))


def counts(db: sqlite3.Connection, words: str = "") -> dict[State, int]:
    """How many files on disk whose path has those words are in each state; what lies in a zip or mail is no file."""
    conditions, values = _with_words(words)
    where = " WHERE " + " AND ".join(["place.container IS NULL", *conditions])
    query = f"SELECT {_STATE} AS state, count(*){_FROM}{where} GROUP BY 1 ORDER BY 1"
    return {State(state): count for state, count in db.execute(query, values)}


def rows(db: sqlite3.Connection, wanted: Sequence[int]) -> dict[int, FileRow]:
    """The files at these places, by place; those that are gone by now are missing."""
    found: dict[int, FileRow] = {}
    for start in range(0, len(wanted), 500):
        found |= places.ledger_rows(db, wanted[start : start + 500])
    return found


def _with_words(words: str) -> tuple[list[str], list[str]]:
    """Conditions that the path has every word, whatever the case of its Latin letters."""
    escaped = [word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for word in words.split()]
    return ["place.path LIKE ? ESCAPE '\\'"] * len(escaped), [f"%{word}%" for word in escaped]
