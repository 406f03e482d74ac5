"""The journal: an append-only account of every change, and the ground on which undo stands."""

import getpass
import hashlib
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from archiver.catalogue.connection import now

UNDOABLE = ("file", "set", "add", "accept", "split", "join", "move_boundary", "category_add", "category_rename",
            "category_remove", "category_rules", "pair", "same")  # fmt: skip
"""Actions a person takes and may take back."""

DIVIDING = ("split", "join", "move_boundary")
LAPSED = "lapse"
"""The action of a row that says of an act that it can never be taken back; its `undoes` names the act."""

PROGRAM = "wendu"
"""Who, where the program did something by itself."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One change of one thing: JSON-able values before and after."""

    action: str
    subject: str
    before: Any
    after: Any
    why: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one act changed, in the order it was done."""

    id: int
    at: str
    who: str
    action: str
    entries: tuple[Entry, ...]
    undoes: int | None


def user() -> str:
    """Who is sitting at the machine, as the system knows them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


def write(
    db: sqlite3.Connection, who: str, entries: list[Entry], undoes: int | None = None, batch: int | None = None
) -> int:
    """Append one act, or more of the act `batch`; returns its number. Every row carries the hash of the one before."""
    batch = batch or _last_id(db) + 1
    for entry in entries:
        db.execute(
            "INSERT INTO journal (batch, at, who, action, subject, before, after, why, undoes, previous_hash)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                batch, now(), who, entry.action, entry.subject, _json(entry.before), _json(entry.after), entry.why,
                undoes, _last_hash(db),
            ),
        )  # fmt: skip
    return batch


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _last_id(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT ifnull(max(id), 0) FROM journal").fetchone()[0])


def _last_hash(db: sqlite3.Connection) -> str:
    row = db.execute("SELECT * FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return row_hash(row) if row else ""


def row_hash(row: sqlite3.Row) -> str:
    """SHA-256 over every column of a row, so that a row changed later breaks the chain after it."""
    return hashlib.sha256(_json(list(row)).encode("utf-8", "surrogatepass")).hexdigest()


def chain_from(db: sqlite3.Connection, first: int) -> None:
    """Give every row after `first` the hash of the row before it as that one is now."""
    before = db.execute("SELECT * FROM journal WHERE id = ?", (first,)).fetchone()
    for (number,) in db.execute("SELECT id FROM journal WHERE id > ? ORDER BY id", (first,)).fetchall():
        db.execute("UPDATE journal SET previous_hash = ? WHERE id = ?", (row_hash(before), number))
        before = db.execute("SELECT * FROM journal WHERE id = ?", (number,)).fetchone()


def is_unbroken(db: sqlite3.Connection) -> bool:
    """Whether every row still carries the hash of the row before it."""
    expected = ""
    for row in db.execute("SELECT * FROM journal ORDER BY id"):
        if row["previous_hash"] != expected:
            return False
        expected = row_hash(row)
    return True


def last_undoable(db: sqlite3.Connection) -> Batch | None:
    """The newest act of a person that has not been taken back, and that no other act has built upon since.

    Acts of several programs interleave: of two that gave one paper a category, the later giver goes first. Where
    each has built upon another, the newest.
    """
    marks = ", ".join("?" * len(UNDOABLE))
    rows = db.execute(
        f"SELECT id, batch, subject, before, after FROM journal AS act WHERE action IN ({marks}) AND undoes IS NULL"
        " AND why <> 'sealed'"
        " AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = act.batch) ORDER BY id DESC",
        UNDOABLE,
    )
    changed_last: dict[tuple[str, str], int] = {}
    begun: set[int] = set()  # acts of which the first row is still to come: what stands further down is older
    built_upon: set[int] = set()
    newest: int | None = None
    for number, batch, subject, before, after in rows:
        newest = newest or batch
        begun.add(batch)
        if any(changed_last.setdefault((subject, what), batch) != batch for what in _changed(before, after)):
            built_upon.add(batch)
        if number == batch:  # an act is numbered by its first row
            begun.remove(batch)
            if batch not in built_upon:
                return read(db, batch)
            if not begun:
                break
    return read(db, newest) if newest else None


def lapse(db: sqlite3.Connection, batch: Batch) -> None:
    """Write down that an act can never be taken back, so that those before it can be.

    With it go the older divisions of the same papers: they count the lines of a reading that is no longer in force.
    """
    marks = ", ".join("?" * len(DIVIDING))
    older = (
        f"SELECT DISTINCT batch FROM journal AS act WHERE subject = ? AND action IN ({marks}) AND undoes IS NULL"
        " AND batch < ? AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = act.batch)"
    )
    gone = {batch.id: batch.entries[0].subject}
    for entry in batch.entries:
        if entry.action in DIVIDING:
            gone |= {row[0]: entry.subject for row in db.execute(older, (entry.subject, *DIVIDING, batch.id))}
    for each in sorted(gone):
        write(db, PROGRAM, [Entry(LAPSED, gone[each], None, None)], undoes=each)


def _changed(before: str, after: str) -> set[str]:
    return {*(json.loads(before) or {}), *(json.loads(after) or {})}


def read(db: sqlite3.Connection, batch: int) -> Batch:
    """One act whole."""
    rows = db.execute("SELECT * FROM journal WHERE batch = ? ORDER BY id", (batch,)).fetchall()
    entries = tuple(
        Entry(row["action"], row["subject"], json.loads(row["before"]), json.loads(row["after"]), row["why"])
        for row in rows
    )
    first = rows[0]
    return Batch(batch, first["at"], first["who"], first["action"], entries, first["undoes"])


def recent(db: sqlite3.Connection, limit: int = 100) -> list[Batch]:
    """The newest acts of people, newest first, undoings among them."""
    marks = ", ".join("?" * len(UNDOABLE))
    query = (
        f"SELECT batch FROM journal WHERE action IN ({marks}) OR undoes IS NOT NULL"
        " GROUP BY batch ORDER BY batch DESC LIMIT ?"
    )
    return [read(db, row[0]) for row in db.execute(query, (*UNDOABLE, limit)).fetchall()]
