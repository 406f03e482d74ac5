"""Watched folders and the archive folder."""

import sqlite3
from pathlib import Path

from archiver.catalogue import documents
from archiver.catalogue.connection import now
from archiver.catalogue.paths import to_path, to_text
from archiver.errors import ArchiveError
from archiver.model import DocumentId, Root, RootId, RootKind, Watching, WatchMode
from archiver.wording import NO_REASON, Reason

_ROOTS = """
SELECT root.id, root.path, root.kind, root.mode, root.state, root.identity,
       root.watched_by, root.watched_why, (SELECT count(*) FROM place WHERE place.root = root.id) AS files
FROM root
"""


def _root(row: sqlite3.Row) -> Root:
    why = Reason.load(row["watched_why"]) if row["watched_why"] else NO_REASON
    return Root(
        RootId(row["id"]), to_path(row["path"]), row["kind"], row["mode"], row["state"], row["files"],
        row["identity"], Watching(row["watched_by"] or None, why),
    )  # fmt: skip


def all_roots(db: sqlite3.Connection) -> list[Root]:
    """Every root: the watched folders as they were added, then the archive folder."""
    return [_root(row) for row in db.execute(_ROOTS + "ORDER BY root.kind DESC, root.id")]


def paths(db: sqlite3.Connection) -> list[str]:
    """Where every root is, as the catalogue writes it; no file is counted."""
    return [row[0] for row in db.execute("SELECT path FROM root ORDER BY kind DESC, id")]


def by_path(db: sqlite3.Connection, path: Path) -> Root:
    """The root at that very path; ArchiveError where there is none."""
    row = db.execute(_ROOTS + "WHERE root.path = ?", (to_text(path),)).fetchone()
    if row is None:
        raise ArchiveError("library.no_such_root", path=str(path))
    return _root(row)


def by_id(db: sqlite3.Connection, root: RootId) -> Root:
    """The root with that id; ArchiveError where there is none."""
    row = db.execute(_ROOTS + "WHERE root.id = ?", (root,)).fetchone()
    if row is None:
        raise ArchiveError("library.no_such_root", path=str(root))
    return _root(row)


def exists(db: sqlite3.Connection, root: RootId) -> bool:
    """Whether the root is still watched; another program may have removed it."""
    return db.execute("SELECT 1 FROM root WHERE id = ?", (root,)).fetchone() is not None


def add(db: sqlite3.Connection, path: Path, kind: RootKind, mode: WatchMode, identity: str) -> Root:
    """Write a root down; its folder has been checked before."""
    db.execute(
        "INSERT INTO root (path, kind, mode, identity, added_at) VALUES (?, ?, ?, ?, ?)",
        (to_text(path), kind, mode, identity, now()),
    )
    return by_path(db, path)


def set_state(db: sqlite3.Connection, root: RootId, state: str) -> None:
    """`online` or `offline`. Every card of the root changes with it."""
    db.execute("UPDATE root SET state = ? WHERE id = ?", (state, root))


def set_mode(db: sqlite3.Connection, root: RootId, mode: WatchMode) -> None:
    """The way of watching that is asked for; what comes of it is not known yet."""
    db.execute("UPDATE root SET mode = ?, watched_by = '', watched_why = '' WHERE id = ?", (mode, root))


def set_watching(db: sqlite3.Connection, root: RootId, watching: Watching) -> None:
    """The way of watching that the keeper chose."""
    why = watching.why.dump() if watching.why else ""
    db.execute("UPDATE root SET watched_by = ?, watched_why = ? WHERE id = ?", (watching.way or "", why, root))


def passed(db: sqlite3.Connection, root: RootId, identity: str) -> None:
    """A full pass has ended over the folder of that identity, which is the root's own from now on."""
    db.execute("UPDATE root SET passed_at = ?, identity = ? WHERE id = ?", (now(), identity, root))


def remove(db: sqlite3.Connection, root: RootId) -> list[DocumentId]:
    """Forget a root and its places; returns the documents that stood in it. No file is touched."""
    touched = [
        DocumentId(row[0])
        for row in db.execute(
            "SELECT DISTINCT document FROM place WHERE root = ? AND document IS NOT NULL ORDER BY document", (root,)
        )
    ]
    for document in touched:
        documents.remember_path(db, document)
    db.execute("DELETE FROM place WHERE root = ?", (root,))
    db.execute("DELETE FROM root WHERE id = ?", (root,))
    for document in touched:
        documents.refresh_presence(db, document)
    return touched


def archive_path(db: sqlite3.Connection) -> Path | None:
    """Where the archive folder was when the library was last opened; None in a new library."""
    row = db.execute("SELECT path FROM root WHERE kind = 'archive'").fetchone()
    return to_path(row[0]) if row else None


def relocate_archive(db: sqlite3.Connection, path: Path, identity: str) -> None:
    """The library folder was moved as a whole (a portable disk): its archive folder and places follow."""
    root, old = db.execute("SELECT id, path FROM root WHERE kind = 'archive'").fetchone()
    new = to_text(path)
    db.execute("UPDATE root SET path = ?, identity = ? WHERE id = ?", (new, identity, root))
    db.execute("UPDATE place SET path = ? || substr(path, ?) WHERE root = ?", (new, len(old) + 1, root))
