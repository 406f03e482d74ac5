"""Places: where files lie on disk, and what became of each."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue.connection import now
from archiver.catalogue.paths import inside, to_path, to_text
from archiver.model import ATTENTION_STATES, DocumentId, FileRow, RootId, Seen, State
from archiver.wording import NO_REASON, Reason


@dataclass(frozen=True, slots=True)
class Place:
    """One file as the catalogue knows it: on disk, or inside the file of the place `container`."""

    id: int
    root: RootId
    path: Path
    container: int | None
    size: int
    mtime_ns: int
    file_id: str
    document: DocumentId | None
    state: State
    attempts: int
    interruptions: int

    def looks_like(self, seen: Seen) -> bool:
        """Whether a look at the disk found the file as it was when it was read."""
        return self.size == seen.size and self.mtime_ns == seen.mtime_ns


_PLACES = (
    "SELECT id, root, path, container, size, mtime_ns, file_id, document, state, attempts, interruptions FROM place "
)


def _place(row: sqlite3.Row) -> Place:
    id, root, path, container, size, mtime_ns, file_id, document, state, attempts, interruptions = row
    return Place(
        id, RootId(root), to_path(path), container, size, mtime_ns, file_id, document, State(state), attempts,
        interruptions,
    )  # fmt: skip


def at(db: sqlite3.Connection, path: Path) -> Place | None:
    """The place at that path."""
    row = db.execute(_PLACES + "WHERE path = ?", (to_text(path),)).fetchone()
    return _place(row) if row else None


def below(db: sqlite3.Connection, folder: Path) -> list[Place]:
    """Every file on disk inside a folder."""
    query = _PLACES + "WHERE path >= ? AND path < ? AND container IS NULL ORDER BY path"
    return [_place(row) for row in db.execute(query, inside(folder))]


def packed_in(db: sqlite3.Connection, container: Place) -> list[Place]:
    """Everything that lies in a file, and in the files in it."""
    query = _PLACES + "WHERE path >= ? AND path < ? AND container IS NOT NULL ORDER BY path"
    return [_place(row) for row in db.execute(query, inside(container.path))]


def members(db: sqlite3.Connection, container: int) -> dict[Path, Place]:
    """What lies in a file, by path; what lies in the files in it does not belong here."""
    rows = map(_place, db.execute(_PLACES + "WHERE container = ? ORDER BY path", (container,)))
    return {place.path: place for place in rows}


def of_document(db: sqlite3.Connection, document: DocumentId) -> list[Place]:
    """The places of a document in root order."""
    return [_place(row) for row in db.execute(_PLACES + "WHERE document = ? ORDER BY root, path", (document,))]


def of_file(db: sqlite3.Connection, seen: Seen) -> list[Place]:
    """Places that hold the very file that was seen, by identity, size and time."""
    query = _PLACES + "WHERE file_id = ? AND file_id <> '' AND size = ? AND mtime_ns = ? ORDER BY id"
    return [_place(row) for row in db.execute(query, (seen.file_id, seen.size, seen.mtime_ns))]


def waiting(db: sqlite3.Connection, root: RootId) -> list[Place]:
    """Places that still wait to be read, those that were never interrupted first."""
    query = _PLACES + "WHERE root = ? AND state = 'waiting' ORDER BY interruptions, path"
    return [_place(row) for row in db.execute(query, (root,))]


def arrive(db: sqlite3.Connection, root: RootId, seen: Seen, container: int | None = None) -> None:
    """Write a file down as waiting before it is touched; a known one keeps its document."""
    moment = now()
    db.execute(
        "INSERT INTO place (root, path, container, size, mtime_ns, file_id, state, arrived_at, seen_at)"
        " VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET state = 'waiting', reason = '', attempts = 0, interruptions = 0,"
        " container = excluded.container,"
        " size = excluded.size, mtime_ns = excluded.mtime_ns, file_id = excluded.file_id, seen_at = excluded.seen_at",
        (root, to_text(seen.path), container, seen.size, seen.mtime_ns, seen.file_id, moment, moment),
    )


def begin(db: sqlite3.Connection, path: Path) -> None:
    """Count the reading that begins; `settle` sets the count back if the program lives to see its end."""
    db.execute("UPDATE place SET interruptions = interruptions + 1 WHERE path = ?", (to_text(path),))


def unbegin(db: sqlite3.Connection, path: Path) -> None:
    """The reading was called off by the program itself, which says nothing against the file."""
    query = "UPDATE place SET interruptions = max(0, interruptions - 1) WHERE path = ?"
    db.execute(query, (to_text(path),))


def settle(
    db: sqlite3.Connection, seen: Seen, document: DocumentId | None, state: State, reason: Reason, attempts: int
) -> None:
    """What became of the file at a path that has arrived."""
    db.execute(
        "UPDATE place SET size = ?, mtime_ns = ?, file_id = ?, document = ?, state = ?, reason = ?, attempts = ?,"
        " interruptions = 0, seen_at = ? WHERE path = ?",
        (
            seen.size, seen.mtime_ns, seen.file_id, document, state, reason.dump() if reason else "", attempts,
            now(), to_text(seen.path),
        ),
    )  # fmt: skip


def seal(db: sqlite3.Connection, document: DocumentId, reason: Reason) -> list[Path]:
    """Let every place of a document be that of a marked file; returns their paths."""
    sealed = [place.path for place in of_document(db, document)]
    db.execute(
        "UPDATE place SET document = NULL, state = 'secret', reason = ?, interruptions = 0 WHERE document = ?",
        (reason.dump(), document),
    )
    return sealed


def unlock(db: sqlite3.Connection, document: DocumentId, state: State, reason: Reason) -> None:
    """The password that opened one copy of a paper has opened them all."""
    query = "UPDATE place SET state = ?, reason = ? WHERE document = ? AND state = 'encrypted'"
    db.execute(query, (state, reason.dump() if reason else "", document))


def explain(db: sqlite3.Connection, path: Path, reason: Reason) -> None:
    """The file stays what it is, for a reason that came up afterwards."""
    db.execute("UPDATE place SET reason = ? WHERE path = ?", (reason.dump(), to_text(path)))


def move(db: sqlite3.Connection, place: Place, root: RootId, seen: Seen) -> None:
    """The same file stands at another path now, with all that lies in it."""
    for packed in packed_in(db, place):
        path = seen.path / packed.path.relative_to(place.path)
        db.execute("UPDATE place SET root = ?, path = ? WHERE id = ?", (root, to_text(path), packed.id))
    db.execute(
        "UPDATE place SET root = ?, path = ?, file_id = ?, seen_at = ? WHERE id = ?",
        (root, to_text(seen.path), seen.file_id, now(), place.id),
    )


def remove(db: sqlite3.Connection, place: Place) -> None:
    """The file is no longer there, nor what lies in it."""
    db.execute("DELETE FROM place WHERE id = ?", (place.id,))


def copy_members(db: sqlite3.Connection, source: Place, target: Place) -> list[DocumentId]:
    """Let all that lies in one file lie in another of the same bytes, too; returns the documents it touches."""
    copies = {source.id: target.id}
    touched: dict[DocumentId, None] = {}
    for packed in packed_in(db, source):
        path = to_text(target.path / packed.path.relative_to(source.path))
        row = db.execute(
            "INSERT INTO place (root, path, container, size, mtime_ns, document, state, reason, attempts, arrived_at,"
            " seen_at) SELECT ?, ?, ?, size, mtime_ns, document, state, reason, attempts, ?, ? FROM place WHERE id = ?",
            (target.root, path, copies[packed.container or 0], now(), now(), packed.id),
        )
        copies[packed.id] = row.lastrowid or 0
        if packed.document is not None:
            touched[packed.document] = None
    return list(touched)


def give(db: sqlite3.Connection, places: Iterable[Place], document: DocumentId) -> None:
    """Let places belong to another document."""
    db.executemany("UPDATE place SET document = ? WHERE id = ?", [(document, place.id) for place in places])


def on_disk(db: sqlite3.Connection, path: Path) -> Path:
    """The file on disk that a path means: the outermost container of one that lies in others."""
    query = (
        "WITH RECURSIVE outer (path, container) AS (SELECT path, container FROM place WHERE path = ? UNION"
        " SELECT place.path, place.container FROM place JOIN outer ON place.id = outer.container)"
        " SELECT path FROM outer WHERE container IS NULL"
    )
    row = db.execute(query, (to_text(path),)).fetchone()
    return to_path(row[0]) if row else path


def ask_again(db: sqlite3.Connection, paths: Iterable[Path]) -> int:
    """Let files be read once more from their first attempt; returns how many there are."""
    texts = [(to_text(path),) for path in paths]
    query = "UPDATE place SET state = 'waiting', reason = '', attempts = 0, interruptions = 0 WHERE path = ?"
    return db.executemany(query, texts).rowcount


_LEDGER = """
SELECT place.id, place.path, container.path AS container, place.state, place.reason, place.attempts, place.document,
       place.size, place.mtime_ns, place.seen_at, root.state AS root_state
FROM place JOIN root ON root.id = place.root LEFT JOIN place AS container ON container.id = place.container
"""


def ledger(db: sqlite3.Connection, state: State | None = None, *, attention: bool = False) -> list[FileRow]:
    """The files of the ledger by path, those of a root that is away as `offline`."""
    rows = (_file_row(row) for row in db.execute(_LEDGER + "ORDER BY place.path"))
    wanted = ATTENTION_STATES if attention else None
    return [
        row for row in rows if (state is None or row.state is state) and (wanted is None or row.state in wanted)
    ]


def ledger_rows(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, FileRow]:
    """The files at up to 500 places, by place."""
    query = f"{_LEDGER} WHERE place.id IN ({', '.join('?' * len(ids))})"
    return {row["id"]: _file_row(row) for row in db.execute(query, tuple(ids))}


def _file_row(row: sqlite3.Row) -> FileRow:
    """Why a file was not read says nothing while its folder is away."""
    state = State.OFFLINE if row["root_state"] == "offline" else State(row["state"])
    return FileRow(
        path=to_path(row["path"]),
        container=to_path(row["container"]) if row["container"] else None,
        state=state,
        reason=Reason.load(row["reason"]) if row["reason"] and state is not State.OFFLINE else NO_REASON,
        attempts=row["attempts"],
        document=row["document"],
        size=row["size"],
        mtime_ns=row["mtime_ns"],
        seen_at=row["seen_at"],
    )


def count_by_state(db: sqlite3.Connection) -> dict[State, int]:
    """How many files on disk are in each state."""
    query = (
        "SELECT CASE root.state WHEN 'offline' THEN 'offline' ELSE place.state END AS state, count(*)"
        " FROM place JOIN root ON root.id = place.root WHERE place.container IS NULL GROUP BY 1 ORDER BY 1"
    )
    return {State(state): count for state, count in db.execute(query)}


def count_members(db: sqlite3.Connection) -> int:
    """How many files stand inside another one (a zip, a mail)."""
    return int(db.execute("SELECT count(*) FROM place WHERE container IS NOT NULL").fetchone()[0])
