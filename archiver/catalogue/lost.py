"""Papers that hands filed or corrected whose files are gone, and files that came since: what reuniting looks at."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue.paths import to_path
from archiver.model import DocumentId, PieceId


@dataclass(frozen=True, slots=True)
class Standing:
    """A document, its reading in force, and where it lies or lay; `moment` is when its last file was missed, or when
    it came in (ISO 8601)."""

    document: DocumentId
    revision: int
    path: Path
    moment: str


_GONE = """
SELECT id, revision, last_path, gone_at FROM document WHERE gone_at IS NOT NULL AND revision IS NOT NULL
AND EXISTS (SELECT 1 FROM piece WHERE piece.document = document.id AND live) ORDER BY id
"""

_COME = """
SELECT id, revision, (SELECT path FROM place WHERE place.document = document.id ORDER BY root, path LIMIT 1) AS path,
       created_at FROM document
WHERE gone_at IS NULL AND revision IS NOT NULL AND created_at >= ? AND path IS NOT NULL ORDER BY id
"""


def gone(db: sqlite3.Connection) -> list[Standing]:
    """The papers whose files are gone and that search finds still, as a hand filed or corrected them."""
    return list(map(_standing, db.execute(_GONE)))


def come_since(db: sqlite3.Connection, moment: str) -> list[Standing]:
    """The papers that came in at or after a moment and have a file."""
    return list(map(_standing, db.execute(_COME, (moment,))))


def _standing(row: sqlite3.Row) -> Standing:
    return Standing(DocumentId(row["id"]), row["revision"], to_path(row[2]), row[3])


def body(db: sqlite3.Connection, document: DocumentId) -> str:
    """The folded words of a document, piece after piece."""
    query = (
        "SELECT body FROM folded JOIN piece ON piece.id = folded.piece WHERE document = ? AND ordinal > 0"
        " ORDER BY ordinal"
    )
    return "\n".join(row[0] for row in db.execute(query, (document,)))


def said_by_rules(db: sqlite3.Connection, piece: PieceId) -> dict[str, str]:
    """What the rules say of a piece, whatever hands corrected: only that can be compared with a paper no hand saw."""
    query = "SELECT field, value FROM value WHERE piece = ? AND by = 'rule'"
    return {row[0]: row[1] for row in db.execute(query, (piece,))}


def decided(db: sqlite3.Connection) -> set[frozenset[int]]:
    """Pairs of documents of which a hand has said what they are to each other."""
    query = (
        "SELECT one.document, two.document FROM verdict JOIN piece AS one ON one.id = verdict.piece"
        " JOIN piece AS two ON two.id = verdict.other"
    )
    return {frozenset((row[0], row[1])) for row in db.execute(query)}
