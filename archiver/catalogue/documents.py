"""Documents and their revisions: what was read at a place, and what becomes of it when places come and go."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

from archiver.catalogue import boundaries, pieces, places, scans, values
from archiver.catalogue.connection import days_ago, now
from archiver.catalogue.folding import fold
from archiver.catalogue.paths import to_path
from archiver.catalogue.places import Place
from archiver.model import Block, DocumentId, Extracted, PieceDraft, State

CARD_KEPT_DAYS = 30
"""How long the card of a paper that is gone and was never filed is kept, in case it comes back."""

_IN_FORCE = "revision JOIN document ON document.id = revision.document AND document.revision = revision.id"
"""Revisions in force with their documents, in a form that lets SQLite begin with the index of digests."""

_BLOCK_FIELDS = tuple(one.name for one in fields(Block))

TEXTS_KEPT = 2
"""Of how many revisions the text is kept: the one in force and the one before it."""


def create(db: sqlite3.Connection) -> DocumentId:
    """A document with nothing in it yet."""
    cursor = db.execute("INSERT INTO document (created_at) VALUES (?)", (now(),))
    return DocumentId(cursor.lastrowid or 0)


def with_digest(db: sqlite3.Connection, sha256: str) -> DocumentId | None:
    """The document whose revision in force has these bytes; one that is here before one that is gone."""
    row = db.execute(
        f"SELECT document.id FROM {_IN_FORCE}"
        " WHERE revision.sha256 = ? ORDER BY document.gone_at IS NOT NULL, document.id LIMIT 1",
        (sha256,),
    ).fetchone()
    return DocumentId(row[0]) if row else None


def with_former_digest(db: sqlite3.Connection, sha256: str) -> DocumentId | None:
    """The document that held these bytes last, before it was given others."""
    row = db.execute(
        "SELECT document FROM revision WHERE sha256 = ? ORDER BY id DESC LIMIT 1", (sha256,)
    ).fetchone()
    return DocumentId(row[0]) if row else None


def all_with_digest(db: sqlite3.Connection, sha256: str) -> list[DocumentId]:
    """Every document whose revision in force has these bytes."""
    query = (
        f"SELECT document.id FROM {_IN_FORCE}"
        " WHERE revision.sha256 = ? ORDER BY document.id"
    )
    return [DocumentId(row[0]) for row in db.execute(query, (sha256,))]


def revision_in_force(db: sqlite3.Connection, document: DocumentId) -> sqlite3.Row | None:
    """sha256, bytes, format, state, reason and extractor of what the document holds now."""
    row: sqlite3.Row | None = db.execute(
        "SELECT revision.* FROM document JOIN revision ON revision.id = document.revision WHERE document.id = ?",
        (document,),
    ).fetchone()
    return row


def revise(
    db: sqlite3.Connection,
    document: DocumentId,
    sha256: str,
    size: int,
    extracted: Extracted,
    extractor: int,
    drafts: Sequence[PieceDraft],
    rules: int,
) -> None:
    """Give the document new content. Piece ids stay where the pieces overlap, and with them what hands gave.

    Its new pieces are found by name only after `refresh_presence`, which is to follow.
    """
    text_before = text_of(db, document)
    cursor = db.execute(
        "INSERT INTO revision (document, sha256, bytes, format, state, reason, properties, extractor, text_bytes,"
        " created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            document, sha256, size, extracted.format, extracted.state,
            extracted.reason.dump() if extracted.reason else "",
            json.dumps(dict(extracted.properties), ensure_ascii=False), extractor,
            len(extracted.text.encode("utf-8", "surrogatepass")), now(),
        ),
    )  # fmt: skip
    revision = cursor.lastrowid
    db.execute(
        "INSERT INTO revision_text VALUES (?, ?, ?)", (revision, extracted.text, dump_blocks(extracted.blocks))
    )
    db.execute("UPDATE document SET revision = ? WHERE id = ?", (revision, document))
    db.execute(
        "DELETE FROM revision_text WHERE revision IN"
        " (SELECT id FROM revision WHERE document = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (document, TEXTS_KEPT),
    )
    pieces.rematch(db, document, text_before, extracted, drafts, rules)


def kept_of(db: sqlite3.Connection, document: DocumentId) -> Extracted:
    """What is kept of the reading in force, as the reader gave it; nothing of a paper that was never read."""
    row = db.execute(
        "SELECT format, state, properties, text, blocks FROM document JOIN revision ON revision.id = document.revision"
        " JOIN revision_text ON revision_text.revision = revision.id WHERE document.id = ?",
        (document,),
    ).fetchone()
    if row is None:
        return Extracted("", State.WAITING)
    blocks, properties = load_blocks(row["blocks"]), json.loads(row["properties"])
    return Extracted(row["format"], State(row["state"]), text=row["text"], blocks=blocks, properties=properties)


def text_of(db: sqlite3.Connection, document: DocumentId) -> str:
    """The text of the revision in force; "" where there is none."""
    row = db.execute(
        "SELECT text FROM revision_text JOIN document ON document.revision = revision_text.revision"
        " WHERE document.id = ?",
        (document,),
    ).fetchone()
    return str(row[0]) if row else ""


def blocks_of(db: sqlite3.Connection, document: DocumentId) -> tuple[Block, ...]:
    """The blocks of the revision in force."""
    row = db.execute(
        "SELECT blocks FROM revision_text JOIN document ON document.revision = revision_text.revision"
        " WHERE document.id = ?",
        (document,),
    ).fetchone()
    return load_blocks(row[0]) if row else ()


def dump_blocks(blocks: Sequence[Block]) -> str:
    """Blocks as one line; what stands at its default at the end of each is left out."""
    rows = []
    for block in blocks:
        row = [getattr(block, name) for name in _BLOCK_FIELDS]
        while len(row) > 3 and row[-1] in (None, 0, False):
            row.pop()
        rows.append(row)
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def load_blocks(line: str) -> tuple[Block, ...]:
    """The blocks that `dump_blocks` wrote."""
    return tuple(Block(*row) for row in json.loads(line))


def copy(db: sqlite3.Connection, document: DocumentId) -> DocumentId:
    """A second document with the same content in force and a copy of every choice made for the first."""
    twin = create(db)
    described = db.execute("SELECT described FROM document WHERE id = ?", (document,)).fetchone()[0]
    pieces.set_described(db, twin, described)
    revision = db.execute(
        "INSERT INTO revision (document, sha256, bytes, format, state, reason, properties, extractor, text_bytes,"
        " created_at) SELECT ?, sha256, bytes, format, state, reason, properties, extractor, text_bytes, ?"
        " FROM revision WHERE id = (SELECT revision FROM document WHERE id = ?)",
        (twin, now(), document),
    ).lastrowid
    db.execute(
        "INSERT INTO revision_text SELECT ?, text, blocks FROM revision_text"
        " WHERE revision = (SELECT revision FROM document WHERE id = ?)",
        (revision, document),
    )
    db.execute("UPDATE document SET revision = ? WHERE id = ?", (revision, twin))
    values.copy_document(db, document, twin)
    boundaries.copy(db, document, twin)
    pieces.copy_all(db, document, twin)
    return twin


def purge(db: sqlite3.Connection, document: DocumentId) -> None:
    """Take every word of a document out of its rows; `purging.purge` sees to all other traces of it."""
    db.execute(
        "DELETE FROM revision_text WHERE revision IN (SELECT id FROM revision WHERE document = ?)", (document,)
    )
    db.execute("UPDATE document SET revision = NULL, gone_at = ?, last_path = '' WHERE id = ?", (now(), document))
    db.execute("DELETE FROM revision WHERE document = ?", (document,))
    scans.forget_pages(db, document)
    boundaries.forget(db, document)
    values.forget(db, document)
    pieces.forget_words(db, document)


def remember_path(db: sqlite3.Connection, document: DocumentId) -> None:
    """Keep the first path of a document that is about to lose it, to be shown when no place is left."""
    db.execute(
        "UPDATE document SET last_path = (SELECT path FROM place WHERE place.document = document.id"
        " ORDER BY place.root, place.path LIMIT 1) WHERE id = ? AND EXISTS"
        " (SELECT 1 FROM place WHERE place.document = document.id)",
        (document,),
    )


def leave(db: sqlite3.Connection, place: Place) -> None:
    """The file at a place is gone, with all that lies in it: each document stays or leaves search as it deserves."""
    left = [one.document for one in (place, *places.packed_in(db, place)) if one.document is not None]
    for document in left:
        remember_path(db, document)
    places.remove(db, place)
    for document in left:
        refresh_presence(db, document)


def is_gone(db: sqlite3.Connection, document: DocumentId) -> bool:
    """Whether no file of the document is left; then what hands gave decides whether it stays in search."""
    return db.execute("SELECT gone_at FROM document WHERE id = ?", (document,)).fetchone()[0] is not None


def last_path(db: sqlite3.Connection, document: DocumentId) -> Path:
    """Where the document was last seen."""
    return to_path(db.execute("SELECT last_path FROM document WHERE id = ?", (document,)).fetchone()[0])


def refresh_presence(db: sqlite3.Connection, document: DocumentId) -> None:
    """Decide anew whether the document is here, gone but kept in search, or gone; and how it is found by name.

    Without any place it stays searchable if a hand filed or corrected it (原文件已不在), else it leaves search.
    """
    paths = _paths(db, document)
    live = bool(paths) or values.has_hand(db, document)
    db.execute(
        "UPDATE document SET gone_at = CASE WHEN ? THEN NULL ELSE ifnull(gone_at, ?) END WHERE id = ?",
        (bool(paths), now(), document),
    )
    names = folded(_names(db, document, paths))
    pieces.set_presence(db, document, live=live, names=names)


def names_of(db: sqlite3.Connection, document: DocumentId) -> list[str]:
    """The names of files and folders by which a document is found, as they are written."""
    return _names(db, document, _paths(db, document))


def _names(db: sqlite3.Connection, document: DocumentId, paths: Sequence[tuple[Path, Path]]) -> list[str]:
    if not paths:
        gone = last_path(db, document)
        paths = [(gone, gone.parent.parent.parent)]
    return [part for path, above in paths for part in _spoken_names(path, above)]


def folded(names: Iterable[str]) -> str:
    """Names as search compares them, each on a line."""
    return "\n".join(dict.fromkeys(map(_fold_name, names)))


def _paths(db: sqlite3.Connection, document: DocumentId) -> list[tuple[Path, Path]]:
    """The places of a document, each with the folder below which its names are spoken.

    A watched folder is spoken of by its own name. The archive folder is called 档案 by the program, in every library:
    that would be a word of all papers in it.
    """
    rows = db.execute(
        "SELECT place.path, root.path AS root, root.kind FROM place JOIN root ON root.id = place.root"
        " WHERE place.document = ? ORDER BY place.root, place.path",
        (document,),
    )
    places_and_roots = [(to_path(row["path"]), to_path(row["root"]), row["kind"]) for row in rows]
    return [(path, root if kind == "archive" else root.parent) for path, root, kind in places_and_roots]


@lru_cache(maxsize=4096)
def _fold_name(name: str) -> str:
    """Folders come back with every file in them: folding their names anew took a fifth of keeping a file."""
    return fold(name)


def _spoken_names(path: Path, above: Path) -> list[str]:
    """The folder and file names by which a paper is found: those below `above`."""
    try:
        return list(path.relative_to(above).parts)
    except ValueError:
        return [path.parent.name, path.name]


def forget_old(db: sqlite3.Connection) -> int:
    """Drop the cards of papers that have been gone for longer than CARD_KEPT_DAYS; returns how many."""
    gone = db.execute(
        "SELECT id FROM document WHERE gone_at < ? AND NOT EXISTS"
        " (SELECT 1 FROM piece WHERE piece.document = document.id AND live)",
        (days_ago(CARD_KEPT_DAYS),),
    ).fetchall()
    for (document,) in gone:
        db.execute("UPDATE document SET revision = NULL WHERE id = ?", (document,))
        db.execute("DELETE FROM document WHERE id = ?", (document,))
    return len(gone)
