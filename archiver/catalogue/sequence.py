"""The catalogue's clock: a number that grows with every change a reader outside has to follow."""

import sqlite3


def step(db: sqlite3.Connection) -> int:
    """The next number; what is stamped with it is newer than everything stamped before."""
    row = db.execute("UPDATE meta SET value = value + 1 WHERE key = 'sequence' RETURNING value").fetchone()
    return int(row[0])


def current(db: sqlite3.Connection) -> int:
    """The last number given out."""
    return int(db.execute("SELECT value FROM meta WHERE key = 'sequence'").fetchone()[0])


def library_id(db: sqlite3.Connection) -> str:
    """The name this library was given when it was made; an index of another library is not ours."""
    return str(db.execute("SELECT value FROM meta WHERE key = 'library'").fetchone()[0])
