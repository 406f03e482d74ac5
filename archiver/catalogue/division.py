"""How a document is divided into pieces now, as one value that can be written down, compared and laid back."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from archiver.catalogue import boundaries, documents, pieces, values
from archiver.model import DocumentId, Extracted, PieceDraft, PieceId


@dataclass(frozen=True, slots=True)
class Division:
    """The pieces of a document in their order, each with the character it begins at, and what hands drew.

    `revision` is the reading whose lines and characters are counted.
    """

    revision: int | None
    begins: tuple[tuple[PieceId, int], ...]
    drawn: Mapping[int, bool]

    def dump(self) -> dict[str, Any]:
        """As the journal keeps it: no word of the paper is in it."""
        drawn = [[line, parts] for line, parts in sorted(self.drawn.items())]
        return {"revision": self.revision, "begins": [list(one) for one in self.begins], "drawn": drawn}

    @classmethod
    def load(cls, kept: Mapping[str, Any]) -> "Division":
        """What `dump` wrote."""
        begins = tuple((PieceId(piece), start) for piece, start in kept["begins"])
        return cls(kept["revision"], begins, {line: bool(parts) for line, parts in kept["drawn"]})


def of(db: sqlite3.Connection, document: DocumentId) -> Division:
    """The division in force."""
    revision = db.execute("SELECT revision FROM document WHERE id = ?", (document,)).fetchone()[0]
    rows = db.execute("SELECT id, start FROM piece WHERE document = ? AND ordinal > 0 ORDER BY ordinal", (document,))
    begins = tuple((PieceId(row["id"]), row["start"]) for row in rows)
    return Division(revision, begins, boundaries.drawn(db, document))


def lay(db: sqlite3.Connection, document: DocumentId, before: Division, wanted: Division) -> None:
    """Divide the text in force like that and no longer as `before`; the rules are to read anew what changed.

    Hand-given values stay.
    """
    kept = documents.kept_of(db, document)
    spans, old = _spans(wanted, kept), _spans(before, kept)
    for gone in old.keys() - spans.keys():
        pieces.drop(db, gone)
    for ordinal, (piece, (start, end)) in enumerate(spans.items(), 1):
        if old.get(piece) == (start, end):
            db.execute("UPDATE piece SET ordinal = ? WHERE id = ?", (ordinal, piece))
        else:
            pieces.lay(db, piece, ordinal, PieceDraft(start, end, ()), kept)
    boundaries.draw(db, document, kept.text, wanted.drawn)
    pieces.set_described(db, document, 0)
    values.refresh_cards(db, document)
    documents.refresh_presence(db, document)


def lay_anew(db: sqlite3.Connection, document: DocumentId, wanted: Division, name: str) -> None:
    """Divide a text that has just come into force like that; the rules are to read all of it anew.

    Until they have, its first line stands for the title of a piece, or the `name` of its file where it has no words.
    """
    kept = documents.kept_of(db, document)
    spans = _spans(wanted, kept)
    for gone in [piece for piece in pieces.ids(db, document) if piece not in spans]:
        pieces.drop(db, gone)
    for ordinal, (piece, (start, end)) in enumerate(spans.items(), 1):
        pieces.lay(db, piece, ordinal, PieceDraft(start, end, ()), kept)
        values.suggest(db, document, piece, boundaries.untitled(kept.text or name, start).values, 0)
    boundaries.move(db, document, kept.text)
    boundaries.draw(db, document, kept.text, wanted.drawn)
    pieces.set_described(db, document, 0)
    values.refresh_cards(db, document)


def _spans(division: Division, kept: Extracted) -> dict[PieceId, tuple[int, int]]:
    ends = [*(start for _, start in division.begins[1:]), len(kept.text)]
    return {piece: (start, end) for (piece, start), end in zip(division.begins, ends, strict=True)}
