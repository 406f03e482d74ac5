"""Which papers are described by older rules, or were divided by hand since they were described."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue import division, documents, pieces, places, values
from archiver.catalogue.division import Division
from archiver.model import DocumentId, Extracted, PieceDraft

_OUTDATED = (
    " FROM document JOIN revision_text ON revision_text.revision = document.revision WHERE document.described < ?"
)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A paper to be described anew: what was read of it, its path, and how it is divided now."""

    document: DocumentId
    path: Path
    extracted: Extracted
    division: Division

    @property
    def starts(self) -> tuple[int, ...]:
        """Where its pieces begin, if hands had a say in it; else the rules decide anew."""
        return tuple(start for _, start in self.division.begins) if self.division.drawn else ()


def left(db: sqlite3.Connection, rules: int) -> int:
    """How many papers are still to be described by that version of the rules."""
    return int(db.execute(f"SELECT count(*){_OUTDATED}", (rules,)).fetchone()[0])


def some(db: sqlite3.Connection, rules: int, size: int) -> list[Outdated]:
    """The next `size` of them."""
    rows = db.execute(f"SELECT document.id{_OUTDATED} ORDER BY document.id LIMIT ?", (rules, size)).fetchall()
    return [_outdated(db, DocumentId(row[0])) for row in rows]


def _outdated(db: sqlite3.Connection, document: DocumentId) -> Outdated:
    here = places.of_document(db, document)
    path = here[0].path if here else documents.last_path(db, document)
    return Outdated(document, path, documents.kept_of(db, document), division.of(db, document))


def keep(db: sqlite3.Connection, one: Outdated, drafts: tuple[PieceDraft, ...], rules: int) -> None:
    """Put what the rules say now in place of what they said; nothing of a paper that was changed meanwhile.

    Without drafts (the rules did not come to an end) what was said before stays. A paper that is divided the same
    keeps its words as they are, so that search has nothing to learn.
    """
    if division.of(db, one.document) != one.division:
        return
    if not drafts:
        pieces.set_described(db, one.document, rules)
    elif [draft.start for draft in drafts] != [start for _, start in one.division.begins]:
        pieces.rematch(db, one.document, one.extracted.text, one.extracted, drafts, rules)
        documents.refresh_presence(db, one.document)
    else:
        for (piece, _), draft in zip(one.division.begins, drafts, strict=True):
            values.suggest(db, one.document, piece, draft.values, rules)
        pieces.set_described(db, one.document, rules)
        values.refresh_cards(db, one.document)


def ask_for_reading(db: sqlite3.Connection, extractor: int) -> None:
    """Let every file that an older extractor read be read once more; once for each version of the extractor."""
    row = db.execute("SELECT value FROM meta WHERE key = 'extractor'").fetchone()
    if row and row[0] == str(extractor):
        return
    db.execute(
        "UPDATE place SET state = 'waiting', reason = '', attempts = 0, interruptions = 0 WHERE container IS NULL"
        " AND state <> 'secret' AND document IN (SELECT document.id FROM document"
        " JOIN revision ON revision.id = document.revision WHERE revision.extractor < ?)",
        (extractor,),
    )
    db.execute("INSERT OR REPLACE INTO meta VALUES ('extractor', ?)", (str(extractor),))
