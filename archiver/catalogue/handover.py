"""What a paper takes over from another document that is the same paper, and gives back where that is taken back.

No word stays with the document that was taken in, so that what is sealed later leaves no trace there.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archiver.catalogue import division, documents, pieces, places, scans, values
from archiver.catalogue.division import Division
from archiver.model import DocumentId


@dataclass(frozen=True, slots=True)
class Handover:
    """What was taken over, in numbers: from which document, how it was divided, and which rows it had.

    `pages` are digests of pages that were recognised.
    """

    document: DocumentId
    division: Division
    revisions: tuple[int, ...]
    boundaries: tuple[int, ...]
    pages: tuple[str, ...]

    def dump(self) -> dict[str, Any]:
        """As the journal keeps it: no word of the paper is in it."""
        rows = {"revisions": list(self.revisions), "boundaries": list(self.boundaries), "pages": list(self.pages)}
        return {"document": self.document, "division": self.division.dump(), **rows}

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> "Handover":
        """What `dump` wrote."""
        rows = (tuple(kept[name]) for name in ("revisions", "boundaries", "pages"))
        return cls(DocumentId(kept["document"]), Division.load(kept["division"]), *rows)


def take(db: sqlite3.Connection, document: DocumentId, other: DocumentId) -> Handover:
    """Let a document have the files and the content of another, as a new revision of its own.

    Its pieces keep their ids where they overlap. The other keeps its number and those of its pieces, nothing else;
    what hands gave it is for the caller to pass on.
    """
    before, text_before = division.of(db, document), documents.text_of(db, document)
    extracted, drafts = documents.kept_of(db, other), values.drafted(db, other)
    rules = db.execute("SELECT described FROM document WHERE id = ?", (other,)).fetchone()[0]
    taken = Handover(other, division.of(db, other), *_rows_of(db, other, document))
    values.forget(db, other)
    pieces.forget_words(db, other)
    _move_rows(db, taken, other, document)
    scans.forget_pages(db, other)
    _put_in_force(db, other, None)
    _put_in_force(db, document, taken.division.revision)
    places.give(db, places.of_document(db, other), document)
    pieces.rematch(db, document, text_before, extracted, drafts, rules)
    _keep_texts(db, document, (taken.division.revision, before.revision))
    documents.refresh_presence(db, document)
    return taken


def give_back(
    db: sqlite3.Connection, document: DocumentId, before: Division, gone_at: str | None, taken: Handover
) -> None:
    """Let both be what they were before `take`, but for what hands gave; `gone_at` is when the file was missed."""
    name = documents.last_path(db, document).stem
    _move_rows(db, taken, document, taken.document)
    _put_in_force(db, taken.document, taken.division.revision)
    _put_in_force(db, document, before.revision)
    here = places.of_document(db, document)
    places.give(db, here, taken.document)
    division.lay_anew(db, document, before, name)
    division.lay_anew(db, taken.document, taken.division, here[0].path.stem if here else name)
    db.execute("UPDATE document SET gone_at = ? WHERE id = ?", (gone_at, document))
    for each in (document, taken.document):
        documents.refresh_presence(db, each)


def is_taken_in(db: sqlite3.Connection, taken: Handover) -> bool:
    """Whether the document is still as it was left when it was taken in."""
    row = db.execute("SELECT revision FROM document WHERE id = ?", (taken.document,)).fetchone()
    return row is not None and row[0] is None and not places.of_document(db, taken.document)


def gone_at(db: sqlite3.Connection, document: DocumentId) -> str | None:
    """When the last file of a document was believed to be gone; None while it has one."""
    row = db.execute("SELECT gone_at FROM document WHERE id = ?", (document,)).fetchone()
    return str(row[0]) if row and row[0] else None


def _rows_of(db: sqlite3.Connection, other: DocumentId, document: DocumentId) -> Iterator[tuple[Any, ...]]:
    """Revisions, boundaries, and the pages that `document` has not."""
    known = "SELECT digest FROM recognised_page WHERE document = :document"
    for query in (
        "SELECT id FROM revision WHERE document = :other ORDER BY id",
        "SELECT id FROM boundary WHERE document = :other ORDER BY id",
        f"SELECT digest FROM recognised_page WHERE document = :other AND digest NOT IN ({known}) ORDER BY digest",
    ):
        yield tuple(row[0] for row in db.execute(query, {"other": other, "document": document}))


def _move_rows(db: sqlite3.Connection, taken: Handover, source: DocumentId, target: DocumentId) -> None:
    """Let the rows that were taken over belong to the target."""
    for table, key, rows in (
        ("revision", "id", taken.revisions), ("boundary", "id", taken.boundaries),
        ("recognised_page", "digest", taken.pages),
    ):  # fmt: skip
        move = f"UPDATE {table} SET document = ? WHERE document = ? AND {key} = ?"
        db.executemany(move, [(target, source, row) for row in rows])


def _put_in_force(db: sqlite3.Connection, document: DocumentId, revision: int | None) -> None:
    db.execute("UPDATE document SET revision = ? WHERE id = ?", (revision, document))


def _keep_texts(db: sqlite3.Connection, document: DocumentId, kept: Sequence[int | None]) -> None:
    """Drop the texts of all other revisions: of two papers there would be more than of one."""
    db.execute(
        "DELETE FROM revision_text WHERE revision IN (SELECT id FROM revision WHERE document = ?)"
        " AND revision IS NOT ? AND revision IS NOT ?",
        (document, *kept),
    )
