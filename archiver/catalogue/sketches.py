"""Wordings: what the pieces of the library say, each once, with its fingerprints and what it is like.

Pieces of the same words share a wording, so a thousand copies cost one. Fingerprints are traces of words: they go
with them.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archiver.catalogue import sequence
from archiver.model import PieceId


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A piece whose words changed: `body` is its folded text, "" where search no longer finds it."""

    piece: PieceId
    body: str
    changed: int


def changed(db: sqlite3.Connection, limit: int) -> list[ChangedPiece]:
    """The next pieces that are still to be sketched, oldest change first."""
    query = (
        "SELECT piece.id, piece.words_changed, CASE WHEN live THEN folded.body ELSE '' END FROM piece"
        " JOIN folded ON folded.piece = piece.id WHERE words_changed > ? ORDER BY words_changed LIMIT ?"
    )
    return [ChangedPiece(PieceId(row[0]), row[2], row[1]) for row in db.execute(query, (followed(db), limit))]


def followed(db: sqlite3.Connection) -> int:
    """Up to where in the catalogue's sequence the pieces are sketched."""
    return int(db.execute("SELECT value FROM meta WHERE key = 'sketched'").fetchone()[0])


def remember_followed(db: sqlite3.Connection, reached: int) -> None:
    """The pieces are sketched up to there."""
    db.execute("UPDATE meta SET value = ? WHERE key = 'sketched'", (reached,))


def lag(db: sqlite3.Connection) -> int:
    """How many pieces are still to be sketched."""
    return int(db.execute("SELECT count(*) FROM piece WHERE words_changed > ?", (followed(db),)).fetchone()[0])


def with_digest(db: sqlite3.Connection, digest: bytes) -> int | None:
    """The wording with that digest."""
    row = db.execute("SELECT id FROM wording WHERE digest = ?", (digest,)).fetchone()
    return int(row[0]) if row else None


def add(db: sqlite3.Connection, digest: bytes, fingerprints: NDArray[np.uint32], size: int) -> int:
    """A new wording of so many shingles."""
    cursor = db.execute(
        "INSERT INTO wording (digest, fingerprints, size) VALUES (?, ?, ?)",
        (digest, fingerprints.astype("<u4").tobytes(), size),
    )
    return cursor.lastrowid or 0


def fingerprints(db: sqlite3.Connection) -> Iterator[tuple[int, NDArray[np.uint32]]]:
    """Every wording with its fingerprints."""
    for wording, packed in db.execute("SELECT id, fingerprints FROM wording ORDER BY id"):
        yield wording, np.frombuffer(packed, dtype="<u4")


def sizes(db: sqlite3.Connection, wordings: Iterable[int]) -> dict[int, int]:
    """How many shingles each of these wordings has; those that are gone are left out."""
    wanted = tuple(wordings)
    marks = ", ".join("?" * len(wanted))
    return {row[0]: row[1] for row in db.execute(f"SELECT id, size FROM wording WHERE id IN ({marks})", wanted)}


def body_of(db: sqlite3.Connection, wording: int) -> tuple[str, bytes] | None:
    """The folded text of a piece with that wording, and the digest it had when it was sketched."""
    row = db.execute(
        "SELECT folded.body, wording.digest FROM sketched JOIN folded ON folded.piece = sketched.piece"
        " JOIN wording ON wording.id = sketched.wording WHERE sketched.wording = ? LIMIT 1",
        (wording,),
    ).fetchone()
    return (row[0], row[1]) if row else None


def wording_of(db: sqlite3.Connection, piece: PieceId) -> int | None:
    """The wording of a piece; None for one that says too little or is still to be sketched."""
    row = db.execute("SELECT wording FROM sketched WHERE piece = ?", (piece,)).fetchone()
    return int(row[0]) if row else None


def assign(db: sqlite3.Connection, piece: PieceId, wording: int) -> None:
    """Let a piece have that wording."""
    forget(db, piece)
    db.execute("INSERT INTO sketched VALUES (?, ?)", (piece, wording))
    sequence.step(db)


def forget(db: sqlite3.Connection, piece: PieceId) -> None:
    """Take the sketch of a piece out."""
    wording = wording_of(db, piece)
    if wording is None:
        return
    db.execute("DELETE FROM sketched WHERE piece = ?", (piece,))
    sequence.step(db)
    if db.execute("SELECT 1 FROM sketched WHERE wording = ?", (wording,)).fetchone() is None:
        _drop(db, wording)


def forget_unused(db: sqlite3.Connection) -> None:
    """Take out what is left of pieces whose cards were dropped."""
    unused = "SELECT id FROM wording WHERE NOT EXISTS (SELECT 1 FROM sketched WHERE sketched.wording = wording.id)"
    for (wording,) in db.execute(unused).fetchall():
        _drop(db, wording)


def _drop(db: sqlite3.Connection, wording: int) -> None:
    """Take every trace of a wording out that no piece has any more."""
    others = db.execute("SELECT other FROM likeness WHERE wording = ?", (wording,)).fetchall()
    db.executemany("DELETE FROM likeness WHERE wording = ? AND other = ?", ((row[0], wording) for row in others))
    db.execute("DELETE FROM likeness WHERE wording = ?", (wording,))
    db.execute("DELETE FROM wording WHERE id = ?", (wording,))
