"""Values of fields: what rules suggest and what hands choose, side by side, and the card of what is in force."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archiver.catalogue import journal, sequence
from archiver.catalogue.connection import now
from archiver.catalogue.folding import fold
from archiver.model import FIELDS, ON_CARD, Block, By, DocumentId, FieldValue, PieceDraft, PieceId
from archiver.wording import NO_REASON, Reason

NUMERIC = frozenset({"year", "filing_year"})


def suggest(
    db: sqlite3.Connection, document: DocumentId, piece: PieceId, drafted: Iterable[FieldValue], rules: int
) -> None:
    """Put what the rules found in place of what they had found before; what hands gave or taught stays untouched."""
    db.execute("DELETE FROM value WHERE piece = ? AND by = 'rule'", (piece,))
    moment, rows = now(), []
    for given in drafted:
        value = given.value
        if given.field == "category" and value:
            row = db.execute("SELECT id FROM category WHERE code = ? AND removed_at IS NULL", (value,)).fetchone()
            value = str(row[0]) if row else ""
        rows.append(_row(document, piece, given, value, rules, moment))
    db.executemany(_PUT, rows)


def put(db: sqlite3.Connection, document: DocumentId, piece: PieceId | None, given: FieldValue, rules: int) -> None:
    """Write one value down in place of the same giver's older one. A category stands as its id."""
    db.execute(_PUT, _row(document, piece, given, given.value, rules, now()))


_PUT = """
INSERT INTO value (document, piece, field, by, value, confidence, reason, span_start, span_end, rule_version, set_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (document, ifnull(piece, 0), field, by) DO UPDATE SET value = excluded.value,
    confidence = excluded.confidence, reason = excluded.reason, span_start = excluded.span_start,
    span_end = excluded.span_end, rule_version = excluded.rule_version, set_at = excluded.set_at
"""


def _row(
    document: DocumentId, piece: PieceId | None, given: FieldValue, value: str, rules: int, moment: str
) -> tuple[int | float | str | None, ...]:
    start, end = given.span or (None, None)
    reason = given.reason.dump() if given.reason else ""
    return document, piece, given.field, given.by, value, given.confidence, reason, start, end, rules, moment


def hand_value(db: sqlite3.Connection, document: DocumentId, piece: PieceId | None, field: str) -> str | None:
    """What a hand gave for that very piece (or, with None, for the whole document); None where nothing."""
    row = db.execute(
        "SELECT value FROM value WHERE document = ? AND ifnull(piece, 0) = ? AND field = ? AND by = 'hand'",
        (document, piece or 0, field),
    ).fetchone()
    return str(row[0]) if row else None


def set_hand(
    db: sqlite3.Connection, document: DocumentId, piece: PieceId | None, field: str, value: str | None
) -> None:
    """Let a hand choose a value, or with None take its choice back."""
    if value is None:
        db.execute(
            "DELETE FROM value WHERE document = ? AND ifnull(piece, 0) = ? AND field = ? AND by = 'hand'",
            (document, piece or 0, field),
        )
    else:
        put(db, document, piece, FieldValue(field, value, "hand", 1.0), 0)
    refresh_cards(db, document)


def given(db: sqlite3.Connection, document: DocumentId) -> dict[tuple[PieceId | None, str], str]:
    """Everything hands gave a document, by piece (None: the whole document) and field."""
    query = "SELECT piece, field, value FROM value WHERE document = ? AND by = 'hand' ORDER BY ifnull(piece, 0), field"
    return {(row["piece"], row["field"]): row["value"] for row in db.execute(query, (document,))}


def drafted(db: sqlite3.Connection, document: DocumentId) -> list[PieceDraft]:
    """The pieces of a document as drafts: where each stands and what was said of it, but for what hands gave."""
    codes = {str(row[0]): str(row[1]) for row in db.execute("SELECT id, code FROM category")}
    query = 'SELECT start, "end", id FROM piece WHERE document = ? AND ordinal > 0 ORDER BY ordinal'
    rows = db.execute(query, (document,)).fetchall()
    return [PieceDraft(row[0], row[1], tuple(_unchosen(db, document, row[2], codes))) for row in rows]


def _unchosen(
    db: sqlite3.Connection, document: DocumentId, piece: PieceId, codes: Mapping[str, str]
) -> Iterator[FieldValue]:
    """What no hand gave a piece; a category as its code."""
    for value in of_piece(db, document, piece):
        if value.by != "hand":
            yield replace(value, value=codes.get(value.value, "")) if value.field == "category" else value


def has_hand(db: sqlite3.Connection, document: DocumentId) -> bool:
    """Whether a hand filed or corrected anything of the document."""
    query = "SELECT 1 FROM value WHERE document = ? AND by = 'hand' LIMIT 1"
    return db.execute(query, (document,)).fetchone() is not None


def forget(db: sqlite3.Connection, document: DocumentId) -> None:
    """Drop every value of a document."""
    db.execute("DELETE FROM value WHERE document = ?", (document,))


def copy_document(db: sqlite3.Connection, document: DocumentId, twin: DocumentId) -> None:
    """Copy the values given to the document as a whole."""
    _copy(db, "document = ? AND piece IS NULL", document, twin, None)


def copy_piece(db: sqlite3.Connection, piece: PieceId, twin: DocumentId, copied: PieceId) -> None:
    """Copy the values of one piece to its copy in the twin document."""
    _copy(db, "piece = ?", piece, twin, copied)


def inherit(db: sqlite3.Connection, document: DocumentId, origin: PieceId | None, piece: PieceId) -> None:
    """Give a piece what hands had given the one it is a part of."""
    if origin is not None:
        _copy(db, "by = 'hand' AND piece = ?", origin, document, piece)


def hand_on(
    db: sqlite3.Connection, document: DocumentId, dropped: PieceId, heir: PieceId | None, action: str
) -> list[journal.Entry]:
    """Give what hands gave a dropped piece to its heir, where that has no choice of its own.

    Returns what the journal keeps of it, so that no choice is lost.
    """
    query = "SELECT field, value FROM value WHERE piece = ? AND by = 'hand' ORDER BY field"
    entries = []
    for field, value in db.execute(query, (dropped,)).fetchall():
        entries.append(journal.Entry(action, f"piece:{dropped}", {field: value}, {field: None}))
        if heir is not None and hand_value(db, document, heir, field) is None:
            put(db, document, heir, FieldValue(field, value, "hand", 1.0), 0)
            entries.append(journal.Entry(action, f"piece:{heir}", {field: None}, {field: value}))
    db.execute("DELETE FROM value WHERE piece = ? AND by = 'hand'", (dropped,))
    return entries


def _copy(db: sqlite3.Connection, which: str, key: int, twin: DocumentId, piece: PieceId | None) -> None:
    db.execute(
        "INSERT INTO value (document, piece, field, by, value, confidence, reason, span_start, span_end,"
        " rule_version, set_at) SELECT ?, ?, field, by, value, confidence, reason, span_start, span_end,"
        f" rule_version, set_at FROM value WHERE {which}",
        (twin, piece, key),
    )


_RANKED = (
    " FROM value WHERE document = ? AND (piece = ? OR piece IS NULL)"
    " ORDER BY by = 'hand' DESC, piece IS NULL, by = 'learned' DESC, confidence DESC, by"
)
"""The order of authority: a hand on the piece, a hand on its document, what was learned (which has weighed the rule's
suggestion), the rule."""


def of_piece(db: sqlite3.Connection, document: DocumentId, piece: PieceId) -> list[FieldValue]:
    """Every value that speaks for a piece, the one in force first in each field, fields in their order."""
    query = "SELECT field, value, by, confidence, reason, span_start, span_end" + _RANKED
    rows = db.execute(query, (document, piece))
    return sorted(map(_field_value, rows), key=lambda value: FIELDS.index(value.field))


def _field_value(row: sqlite3.Row) -> FieldValue:
    span = None if row["span_start"] is None else (row["span_start"], row["span_end"])
    reason = Reason.load(row["reason"]) if row["reason"] else NO_REASON
    return FieldValue(row["field"], row["value"], row["by"], row["confidence"], reason, span)


def refresh_cards(db: sqlite3.Connection, document: DocumentId) -> None:
    """Bring the cards of a document's pieces in line with the values in force."""
    removed = {str(row[0]) for row in db.execute("SELECT id FROM category WHERE removed_at IS NOT NULL")}
    for row in db.execute("SELECT * FROM piece WHERE document = ? AND ordinal > 0", (document,)).fetchall():
        ranked = db.execute("SELECT field, value, by" + _RANKED, (document, row["id"]))
        card = _in_force(ranked, removed)
        if any(row[name] != value for name, value in card.items()):
            _write_card(db, row, card)


def _in_force(ranked: Iterable[tuple[str, str, By]], removed: set[str]) -> dict[str, str | int | None]:
    card: dict[str, str | int | None] = dict.fromkeys((*ON_CARD, "category_by"))
    giver: dict[str, By] = {}
    for field, value, by in ranked:
        if field not in ON_CARD or field in giver or (field == "category" and value in removed):
            continue
        giver[field] = by
        numeric = field in NUMERIC or field == "category"
        card[field] = (int(value) if numeric else value) if value else None
    card["title"] = card["title"] or ""
    card["category_by"] = giver.get("category") if card["category"] else None
    return card


def _write_card(db: sqlite3.Connection, row: sqlite3.Row, card: dict[str, str | int | None]) -> None:
    stamp = sequence.step(db)
    is_renamed = row["title"] != card["title"]
    if is_renamed:
        db.execute("UPDATE folded SET title = ? WHERE piece = ?", (fold(str(card["title"])), row["id"]))
    columns = ", ".join(f"{name} = :{name}" for name in card)
    db.execute(
        f"UPDATE piece SET {columns}, card_changed = :stamp, words_changed = :words WHERE id = :id",
        {**card, "id": row["id"], "stamp": stamp, "words": stamp if is_renamed else row["words_changed"]},
    )


def shifted(blocks: Sequence[Block], start: int, end: int) -> tuple[Block, ...]:
    """Blocks of a document as blocks of the piece that stands at `start` to `end` in it."""
    if start == 0 and (not blocks or blocks[-1].end <= end):
        return tuple(blocks)
    return tuple(
        replace(block, start=max(block.start, start) - start, end=min(block.end, end) - start) for block in blocks
    )
