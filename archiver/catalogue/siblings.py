"""Titles, organisations and years of the pieces of one type: what a series is recognised by."""

import sqlite3
from dataclasses import dataclass

from archiver.model import PieceId


@dataclass(frozen=True, slots=True)
class Titled:
    """What a series is recognised by; "" for what is unknown."""

    piece: PieceId
    title: str
    organisation: str
    type: str


_TITLED = "SELECT id, title, ifnull(organisation, ''), ifnull(type, '') FROM piece WHERE live AND"


def titled(db: sqlite3.Connection, piece: PieceId) -> Titled | None:
    """One piece; None where search does not find it."""
    row = db.execute(f"{_TITLED} id = ?", (piece,)).fetchone()
    return _titled(row) if row else None


def of_type(db: sqlite3.Connection, type_: str, characters: str) -> list[Titled]:
    """The pieces of one type whose titles have these characters (letters and digits) in this order, newest year first,
    then newest date; unknown ones last."""
    query = f"{_TITLED} type IS ? AND title LIKE ? ORDER BY year DESC, date DESC, id"
    return [_titled(row) for row in db.execute(query, (type_ or None, f"%{'%'.join(characters)}%"))]


def _titled(row: sqlite3.Row) -> Titled:
    return Titled(PieceId(row[0]), row[1], row[2], row[3])
