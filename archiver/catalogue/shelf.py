"""The catalogue as search sees it: folded words, changes since a point, and the columns hits are narrowed by."""

import os
import sqlite3
from collections.abc import Iterator, Sequence

from archiver.catalogue import cards, documents, refolding, sequence
from archiver.catalogue.connection import Catalogue
from archiver.model import ColumnRow, Entry, FoldedPiece, PieceId, RootId, WrittenPiece

VARIABLES = 500
"""How many ids go into one query; SQLite of Python 3.11 allows 32,766, short statements stay cached."""

CHARACTERS = 5_000_000
"""Of bodies handed to the index at once: 15 MB of text take 250 MB of memory while they are learnt."""

_COLUMNS = """
SELECT piece.id, piece.live, piece.document, piece.year, ifnull(piece.date, ''), ifnull(piece.category, 0),
       ifnull(piece.category_by, ''), ifnull(piece.type, ''), folded.title,
       piece.title, ifnull(piece.organisation, ''), ifnull(piece.number, ''),
       (SELECT group_concat(path, char(0)) FROM place WHERE place.document = piece.document), piece.card_changed
FROM piece JOIN folded ON folded.piece = piece.id WHERE piece.card_changed > ? ORDER BY piece.card_changed
"""


class CatalogueShelf:
    """Implements archiver.search's Shelf on the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def folded(self, pieces: Sequence[int]) -> dict[int, FoldedPiece]:
        """The folded words of live pieces by id; of those an older program folded, the words folded now."""
        db = self._catalogue.read()
        found: dict[int, FoldedPiece] = {}
        current = refolding.cursor(db)
        for start in range(0, len(pieces), VARIABLES):
            some = list(map(int, pieces[start : start + VARIABLES]))
            if current is not None:
                found.update(refolding.folded_now(db, [piece for piece in some if piece > current]))
                some = [piece for piece in some if piece <= current]
            marks = ", ".join("?" * len(some))
            rows = db.execute(
                "SELECT folded.piece, folded.title, folded.names, folded.body FROM folded"
                f" JOIN piece ON piece.id = folded.piece WHERE piece.live AND folded.piece IN ({marks})",
                tuple(some),
            )
            found.update((row[0], FoldedPiece(row[1], row[2], row[3])) for row in rows)
        return found

    def written(self, pieces: Sequence[int]) -> dict[int, WrittenPiece]:
        """The words of live pieces as they are written, by id."""
        found: dict[int, WrittenPiece] = {}
        with self._catalogue.snapshot() as db:
            for piece in map(PieceId, pieces):
                row = db.execute("SELECT document, title FROM piece WHERE id = ? AND live", (piece,)).fetchone()
                if row is not None:
                    names = tuple(documents.names_of(db, row["document"]))
                    found[piece] = WrittenPiece(row["title"], names, *cards.words(db, piece))
        return found

    def changed_since(self, since: int) -> tuple[list[int], int]:
        """Pieces whose words changed after `since`, dropped ones included, and the sequence now."""
        db = self._catalogue.read()
        now = sequence.current(db)
        # No upper bound: a piece that changes again between the two statements must not be missed.
        query = "SELECT id FROM piece WHERE words_changed > ? ORDER BY words_changed"
        return [row[0] for row in db.execute(query, (since,))], now

    def columns(self, since: int) -> tuple[list[ColumnRow], int]:
        """The columns of pieces whose cards changed after `since`, and the point this brings the reader to."""
        rows = [tuple(row) for row in self._catalogue.read().execute(_COLUMNS, (since,))]
        reached = rows[-1][-1] if rows else since
        return [ColumnRow(*(*row[:-2], _folders(row[-2]))) for row in rows], reached


def _folders(paths: str | None) -> tuple[str, ...]:
    """The folders (or zips, or mails) that files lie in; of paths as the catalogue keeps them, parted by NUL."""
    return tuple(sorted({path.rpartition(os.sep)[0] for path in paths.split("\0")})) if paths else ()


def batches(db: sqlite3.Connection, since: int, size: int) -> Iterator[tuple[list[Entry], list[PieceId], int]]:
    """What an index that has followed up to `since` still has to learn: (entries, removed, sequence) by batch.

    A batch is of at most `size` pieces, and ends with the one that brings it to CHARACTERS.
    """
    while rows := _behind(db, since, size):
        since = rows[-1]["words_changed"]
        entries = [Entry(row["id"], row["title"], row["names"], row["body"]) for row in rows if row["live"]]
        yield entries, [PieceId(row["id"]) for row in rows if not row["live"]], since


def _behind(db: sqlite3.Connection, since: int, size: int) -> list[sqlite3.Row]:
    rows = []
    characters = 0
    for row in db.execute(
        "SELECT piece.id, piece.live, piece.words_changed, folded.title, folded.names, folded.body"
        " FROM piece JOIN folded ON folded.piece = piece.id"
        " WHERE piece.words_changed > ? ORDER BY piece.words_changed LIMIT ?",
        (since, size),
    ):
        rows.append(row)
        characters += len(row["body"])
        if characters > CHARACTERS:
            break
    return rows


def lag(db: sqlite3.Connection, since: int) -> int:
    """How many pieces an index that has followed up to `since` is behind."""
    return int(db.execute("SELECT count(*) FROM piece WHERE words_changed > ?", (since,)).fetchone()[0])


def in_root(db: sqlite3.Connection, root: RootId) -> list[int]:
    """Live pieces with a place in that root."""
    query = (
        "SELECT DISTINCT piece.id FROM place JOIN piece ON piece.document = place.document"
        " WHERE place.root = ? AND piece.live ORDER BY piece.id"
    )
    return [row[0] for row in db.execute(query, (root,))]


def added_since(db: sqlite3.Connection, moment: str) -> list[int]:
    """Live pieces that came in at or after a moment (ISO 8601)."""
    return [row[0] for row in db.execute("SELECT id FROM piece WHERE live AND added_at >= ? ORDER BY id", (moment,))]
