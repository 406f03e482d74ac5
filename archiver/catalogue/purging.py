"""Words that must not stay: what the catalogue does so that a marked paper leaves no trace in its files.

`secure_delete` overwrites what is deleted where it stood, but not the copies that SQLite made of it when it moved
rows between pages, nor those in the write-ahead log. So a purge is followed by VACUUM and a truncated log; that it
is still to be done stands in the catalogue itself, in the transaction that took the words out.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.catalogue import documents, journal
from archiver.catalogue.connection import Catalogue
from archiver.model import FIELDS, Block, DocumentId

LOOKED_AT = 50
"""Stored texts that are looked at in one go, so that hints and a pause are heard in between: 200 took up to 2.6 s on
a busy machine."""

SEALED = "sealed"
"""Why the rows of a marked paper's journal say nothing; they can't be taken back."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A text that an older version kept: of the revision in force, or of the one before it."""

    revision: int
    document: DocumentId
    text: str
    blocks: tuple[Block, ...]
    properties: dict[str, str]


def is_due(db: sqlite3.Connection) -> bool:
    """Whether words were taken out whose traces are still to be removed."""
    return db.execute("SELECT 1 FROM meta WHERE key = 'purge'").fetchone() is not None


def ask(db: sqlite3.Connection) -> None:
    """Let the traces of what this transaction takes out be removed, however often the program dies before that."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('purge', 'due')")


def clean(catalogue: Catalogue) -> bool:
    """Write the catalogue anew without its free space and empty its log; False where another program hinders it.

    Readers go on meanwhile, writers wait (measured with 20,000 papers, 219 MB, on a machine under heavy load:
    9 s, in which no reader waited longer than 34 ms).
    """
    db = catalogue.read()
    try:
        db.execute("VACUUM")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return not db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]


def done(db: sqlite3.Connection) -> None:
    """Nothing is left to be removed."""
    db.execute("DELETE FROM meta WHERE key = 'purge'")


def unjudged(db: sqlite3.Connection, rules: int) -> list[Stored]:
    """The next texts that were stored before the secrecy rules of that version; none when all were looked at.

    Only texts that hold the character 密 (in either of its forms) can bear a mark.
    """
    after = _judged(db, rules)
    if after is None:
        return []
    query = (
        "SELECT revision.id, revision.document, revision.properties, text, blocks FROM revision"
        " JOIN revision_text ON revision_text.revision = revision.id WHERE revision.id > ?"
        " AND (instr(text, '密') OR instr(text, '祕') OR instr(properties, '密') OR instr(properties, '祕'))"
        " AND revision.format NOT IN ('zip', '7z', 'rar')"  # lists of names are no papers
        " ORDER BY revision.id LIMIT ?"
    )
    return [
        Stored(
            row["id"], row["document"], row["text"], documents.load_blocks(row["blocks"]), json.loads(row["properties"])
        )
        for row in db.execute(query, (after, LOOKED_AT))
    ]


def is_judged(db: sqlite3.Connection, rules: int) -> bool:
    """Whether every stored text was looked at by the rules of that version."""
    return _judged(db, rules) is None


def _judged(db: sqlite3.Connection, rules: int) -> int | None:
    """The last revision that was looked at; None for all of them."""
    row = db.execute("SELECT value FROM meta WHERE key = 'secrecy'").fetchone()
    version, _, last = str(row[0]).partition(" ") if row else ("", "", "0")
    if version != str(rules):
        return 0
    return None if last == "all" else int(last)


def remember_judged(db: sqlite3.Connection, rules: int, last: int | None) -> None:
    """How far the stored texts were looked at; None for all of them."""
    db.execute("INSERT OR REPLACE INTO meta VALUES ('secrecy', ?)", (f"{rules} {'all' if last is None else last}",))


def is_in_force(db: sqlite3.Connection, stored: Stored) -> bool:
    """Whether that is still what its document holds, and not what it held before."""
    row = db.execute("SELECT revision FROM document WHERE id = ?", (stored.document,)).fetchone()
    return row is not None and row[0] == stored.revision


def forget_earlier_text(db: sqlite3.Connection, revision: int) -> None:
    """Take out what a document held before it was changed."""
    db.execute("DELETE FROM revision_text WHERE revision = ?", (revision,))
    ask(db)


def purge(db: sqlite3.Connection, document: DocumentId) -> None:
    """Take every word of a document out of the catalogue and its journal; only that it was there remains."""
    _silence_journal(db, document)
    documents.purge(db, document)
    ask(db)


def _silence_journal(db: sqlite3.Connection, document: DocumentId) -> None:
    """Take out the values that hands gave to the paper; who did what and when stays.

    The rows after it are chained anew: that is the one change of the append-only journal, and is written down in it.
    """
    rows = list(_rows_with_values(db, list(_subjects(db, document))))
    if not rows:
        return
    guard = db.execute("SELECT sql FROM sqlite_master WHERE name = 'journal_never_changes'").fetchone()[0]
    db.execute("DROP TRIGGER journal_never_changes")
    for row in rows:
        silent = [json.dumps(_silenced(json.loads(row[side])), ensure_ascii=False) for side in ("before", "after")]
        db.execute("UPDATE journal SET before = ?, after = ?, why = ? WHERE id = ?", (*silent, SEALED, row["id"]))
    journal.chain_from(db, rows[0]["id"])
    db.execute(guard)
    entry = journal.Entry("seal", f"document:{document}", None, {"rows": [row["id"] for row in rows]})
    journal.write(db, journal.PROGRAM, [entry])


def _subjects(db: sqlite3.Connection, document: int) -> Iterator[str]:
    """What the journal calls a paper: itself, its pieces, and the documents that a hand said are the same paper."""
    yield f"document:{document}"
    for (piece,) in db.execute("SELECT id FROM piece WHERE document = ?", (document,)):
        yield f"piece:{piece}"
    acts = db.execute(
        "SELECT after FROM journal AS act WHERE action = 'same' AND subject = ? AND undoes IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = act.batch AND action <> ?)",
        (f"document:{document}", journal.LAPSED),
    )
    for (after,) in acts.fetchall():
        taken = json.loads(after).get("taken")
        if taken is not None:
            yield from _subjects(db, taken["document"])


def _rows_with_values(db: sqlite3.Connection, subjects: Sequence[str]) -> Iterator[sqlite3.Row]:
    for row in db.execute("SELECT id, subject, before, after, why FROM journal ORDER BY id").fetchall():
        if row["subject"] in subjects and row["why"] != SEALED:
            said = {**(json.loads(row["before"]) or {}), **(json.loads(row["after"]) or {})}
            if any(field in said for field in FIELDS):
                yield row


def _silenced(values: dict[str, str | None] | None) -> dict[str, str | None] | None:
    return {name: None if name in FIELDS else value for name, value in values.items()} if values else values
