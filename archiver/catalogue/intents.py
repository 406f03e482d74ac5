"""What the program is about to do with a file of the archive folder, written down before it does it."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archiver.catalogue.connection import now
from archiver.catalogue.paths import to_path, to_text

Kind = Literal["copy", "trash"]


@dataclass(frozen=True, slots=True)
class Intent:
    """A copy into the archive folder, or a move of one of its files to the trash."""

    id: int
    kind: Kind
    source: Path
    target: Path
    sha256: str


def write(db: sqlite3.Connection, kind: Kind, source: Path, target: Path, sha256: str) -> int:
    """Write an intent down, in a transaction of its own, before the file system is touched."""
    cursor = db.execute(
        "INSERT INTO intent (kind, source, target, sha256, created_at) VALUES (?, ?, ?, ?, ?)",
        (kind, to_text(source), to_text(target), sha256, now()),
    )
    return cursor.lastrowid or 0


def fulfil(db: sqlite3.Connection, intent: int) -> None:
    """Strike an intent out, in the transaction that makes what it did true."""
    db.execute("DELETE FROM intent WHERE id = ?", (intent,))


def open_ones(db: sqlite3.Connection) -> list[Intent]:
    """Intents whose program did not live to fulfil them, newest first."""
    query = "SELECT id, kind, source, target, sha256 FROM intent ORDER BY id DESC"
    return [
        Intent(row["id"], row["kind"], to_path(row["source"]), to_path(row["target"]), row["sha256"])
        for row in db.execute(query)
    ]
