"""The names of papers: what they are called and who wrote them, as they change."""

import sqlite3
from typing import NamedTuple


class Named(NamedTuple):
    """The names of a piece, with what tells which of several is the newest; "" and 0 where unknown."""

    title: str
    organisation: str
    year: int
    date: str


_NAMES = """
SELECT id, live, title, ifnull(organisation, ''), ifnull(year, 0), ifnull(date, ''), card_changed
FROM piece WHERE card_changed > ? ORDER BY card_changed
"""


def changed(db: sqlite3.Connection, since: int) -> tuple[dict[int, Named | None], int]:
    """The names of pieces whose card changed after `since` (None: no longer found), and the point this leads to."""
    rows = db.execute(_NAMES, (since,)).fetchall()
    found = {row[0]: Named(*tuple(row)[2:-1]) if row[1] else None for row in rows}
    return found, rows[-1][-1] if rows else since
