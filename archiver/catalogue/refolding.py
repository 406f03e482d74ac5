"""Folding anew what an older program folded in another way, a little at a time.

Pieces up to the cursor are done. Those behind it are folded from their original words whenever search asks for
them; the index made with the older folding is not used, so every answer is right meanwhile.
"""

import sqlite3
from collections.abc import Sequence

from archiver.catalogue import cards, documents, sequence
from archiver.catalogue.folding import fold
from archiver.model import DocumentId, FoldedPiece, PieceId
from archiver.text.version import VERSION

DONE, CURSOR = "folding", "folding_cursor"
"""Keys of `meta`: the version all pieces are folded in; the version and last piece of a pass under way."""


def begin_new(db: sqlite3.Connection) -> None:
    """Note the folding of a catalogue that has no pieces yet."""
    if db.execute("SELECT 1 FROM piece LIMIT 1").fetchone() is None:
        _note(db, DONE, VERSION)


def cursor(db: sqlite3.Connection) -> int | None:
    """The last piece that is folded in the present version; None where all are."""
    noted = dict(db.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", (DONE, CURSOR)).fetchall())
    if noted.get(DONE) == VERSION:
        return None
    version, _, piece = noted.get(CURSOR, "").partition(" ")
    return int(piece) if version == VERSION else 0


def left(db: sqlite3.Connection) -> int:
    """How many pieces are still to be folded anew."""
    done = cursor(db)
    return 0 if done is None else int(db.execute("SELECT count(*) FROM piece WHERE id > ?", (done,)).fetchone()[0])


def step(db: sqlite3.Connection, size: int) -> int:
    """Fold the next `size` pieces anew, within the transaction that is open; returns how many there were."""
    done = cursor(db)
    if done is None:
        return 0
    rows = db.execute(
        "SELECT id, document, title, ordinal FROM piece WHERE id > ? ORDER BY id LIMIT ?", (done, size)
    ).fetchall()
    for row in rows:
        if row["ordinal"] > 0:
            _refold(db, row)
    if len(rows) < size:
        _note(db, DONE, VERSION)
    else:
        _note(db, CURSOR, f"{VERSION} {rows[-1]['id']}")
    return len(rows)


def folded_now(db: sqlite3.Connection, pieces: Sequence[int]) -> dict[int, FoldedPiece]:
    """The words of live pieces, folded from the original ones."""
    marks = ", ".join("?" * len(pieces))
    rows = db.execute(f"SELECT id, document, title FROM piece WHERE live AND id IN ({marks})", tuple(pieces))
    return {row["id"]: _fold(db, row) for row in rows.fetchall()}


def _fold(db: sqlite3.Connection, row: sqlite3.Row) -> FoldedPiece:
    names = documents.folded(documents.names_of(db, DocumentId(row["document"])))
    return FoldedPiece(fold(row["title"]), names, fold(*cards.words(db, PieceId(row["id"]))))


def _refold(db: sqlite3.Connection, row: sqlite3.Row) -> None:
    words, stamp = _fold(db, row), sequence.step(db)
    db.execute(
        "UPDATE folded SET title = ?, names = ?, body = ? WHERE piece = ?",
        (words.title, words.names, words.body, row["id"]),
    )
    db.execute("UPDATE piece SET words_changed = ?, card_changed = ? WHERE id = ?", (stamp, stamp, row["id"]))


def _note(db: sqlite3.Connection, key: str, value: str) -> None:
    db.execute("INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value))
