"""Pieces (篇): the unit that is described, filed and found."""

import sqlite3
from collections.abc import Sequence

from archiver.catalogue import boundaries, journal, sequence, sketches, values
from archiver.catalogue.connection import now
from archiver.catalogue.folding import fold
from archiver.model import DocumentId, Extracted, PieceDraft, PieceId


def ids(db: sqlite3.Connection, document: DocumentId) -> list[PieceId]:
    """The document's pieces in their order, dropped ones left out."""
    query = "SELECT id FROM piece WHERE document = ? AND ordinal > 0 ORDER BY ordinal"
    return [PieceId(row[0]) for row in db.execute(query, (document,))]


def document_of(db: sqlite3.Connection, piece: PieceId) -> DocumentId | None:
    """The document a piece belongs to; None where there is no such piece."""
    row = db.execute("SELECT document FROM piece WHERE id = ? AND ordinal > 0", (piece,)).fetchone()
    return DocumentId(row[0]) if row else None


def home_of(db: sqlite3.Connection, piece: PieceId) -> DocumentId | None:
    """As `document_of`, for a dropped piece too."""
    row = db.execute("SELECT document FROM piece WHERE id = ?", (piece,)).fetchone()
    return DocumentId(row[0]) if row else None


def rematch(
    db: sqlite3.Connection,
    document: DocumentId,
    text_before: str,
    extracted: Extracted,
    drafts: Sequence[PieceDraft],
    rules: int,
) -> None:
    """Lay the drafts over the pieces that are there: each keeps the id of the old piece it overlaps most.

    Boundaries that hands drew stand above the drafts. A piece that is new was a part of an old one: what hands gave
    that one holds for it too.
    """
    divided = boundaries.lay_over(drafts, extracted.text, boundaries.move(db, document, extracted.text))
    is_described = [(draft.start, draft.end) for draft in divided] == [(draft.start, draft.end) for draft in drafts]
    drafts = divided
    old = db.execute(
        'SELECT id, start, "end" FROM piece WHERE document = ? AND ordinal > 0 ORDER BY ordinal', (document,)
    ).fetchall()
    old_texts = {PieceId(row["id"]): text_before[row["start"] : row["end"]] for row in old}
    new_texts = [extracted.text[draft.start : draft.end] for draft in drafts]
    kept = _best_pairs(old_texts, new_texts)
    heirs: list[tuple[PieceId, int | None]] = []
    for dropped in sorted(old_texts.keys() - set(kept.values())):
        drop(db, dropped)
        heirs.append((dropped, _heir(old_texts[dropped], new_texts)))
    for number, draft in enumerate(drafts):
        piece = kept.get(number)
        if piece is None:
            piece = kept[number] = create(db, document)
            values.inherit(db, document, _origin(old_texts, new_texts[number]), piece)
        lay(db, piece, number + 1, draft, extracted)
        values.suggest(db, document, piece, draft.values, rules)
    for dropped, heir in heirs:
        given = values.hand_on(db, document, dropped, None if heir is None else kept[heir], "merge")
        journal.write(db, journal.PROGRAM, given)
    set_described(db, document, rules if is_described else 0)
    values.refresh_cards(db, document)


def set_described(db: sqlite3.Connection, document: DocumentId, rules: int) -> None:
    """By which version of the rules all pieces of a document are described; 0: they are to be described anew."""
    db.execute("UPDATE document SET described = ? WHERE id = ?", (rules, document))


def _best_pairs(old: dict[PieceId, str], new: list[str]) -> dict[int, PieceId]:
    """Which old piece each new one continues, by shared lines; a document of one piece always keeps it."""
    if len(old) == 1 and len(new) == 1:
        return {0: next(iter(old))}
    old_lines = {piece: _lines(text) for piece, text in old.items()}
    shared = [
        (len(old_lines[piece] & _lines(text)), -number, -piece)
        for number, text in enumerate(new)
        for piece in old
    ]
    pairs: dict[int, PieceId] = {}
    for common, number, piece in sorted(shared, reverse=True):
        if common and -number not in pairs and -piece not in pairs.values():
            pairs[-number] = PieceId(-piece)
    left = [piece for piece in old if piece not in pairs.values()]
    for number in range(len(new)):
        if number not in pairs and left:
            pairs[number] = left.pop(0)
    return pairs


def _origin(old: dict[PieceId, str], text: str) -> PieceId | None:
    """The old piece that most lines of a new one stood in; None where it held none of them."""
    lines = _lines(text)
    shared = {piece: len(lines & _lines(before)) for piece, before in old.items()}
    most = max(shared.values(), default=0)
    return next((piece for piece in old if shared[piece] == most), None) if most else None


def _heir(dropped: str, new: Sequence[str]) -> int | None:
    """The new piece in which most of a dropped one lives on; None where it went with its words."""
    lines = _lines(dropped)
    shared = [len(lines & _lines(text)) for text in new]
    most = max(shared, default=0)
    return shared.index(most) if lines and most * 2 >= len(lines) else None


def _lines(text: str) -> frozenset[str]:
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def create(db: sqlite3.Connection, document: DocumentId) -> PieceId:
    """A new piece of the document, without words yet."""
    stamp = sequence.step(db)
    cursor = db.execute(
        'INSERT INTO piece (document, ordinal, start, "end", start_line, end_line, added_at, words_changed,'
        " card_changed) VALUES (?, 1, 0, 0, 1, 1, ?, ?, ?)",
        (document, now(), stamp, stamp),
    )
    db.execute("INSERT INTO folded (piece) VALUES (?)", (cursor.lastrowid,))
    return PieceId(cursor.lastrowid or 0)


def lay(db: sqlite3.Connection, piece: PieceId, ordinal: int, draft: PieceDraft, extracted: Extracted) -> None:
    """Let a piece stand where its draft does, with the words it has there."""
    text = extracted.text[draft.start : draft.end]
    blocks = [block for block in extracted.blocks if block.start < draft.end and block.end > draft.start]
    body = fold(text, values.shifted(blocks, draft.start, draft.end))
    start_line = extracted.text.count("\n", 0, draft.start) + 1
    end_line = start_line + text.rstrip("\n").count("\n")
    db.execute(
        'UPDATE piece SET ordinal = ?, start = ?, "end" = ?, start_line = ?, end_line = ?, words_changed = ?'
        " WHERE id = ?",
        (ordinal, draft.start, draft.end, start_line, end_line, sequence.step(db), piece),
    )
    db.execute("UPDATE folded SET body = ? WHERE piece = ?", (body, piece))


def drop(db: sqlite3.Connection, piece: PieceId) -> None:
    """A piece that no longer exists; its row stays (ordinal 0) so that every reader learns that it is gone."""
    stamp = sequence.step(db)
    db.execute(
        "UPDATE piece SET ordinal = 0, live = 0, words_changed = ?, card_changed = ? WHERE id = ?",
        (stamp, stamp, piece),
    )


def copy_all(db: sqlite3.Connection, document: DocumentId, twin: DocumentId) -> None:
    """Give the twin a copy of every piece, its words and all its values."""
    for piece in ids(db, document):
        copied = create(db, twin)
        db.execute(
            'UPDATE piece SET (ordinal, start, "end", start_line, end_line) ='
            ' (SELECT ordinal, start, "end", start_line, end_line FROM piece AS o WHERE o.id = ?) WHERE id = ?',
            (piece, copied),
        )
        db.execute(
            "UPDATE folded SET (title, names, body) = (SELECT title, names, body FROM folded AS o WHERE o.piece = ?)"
            " WHERE piece = ?",
            (piece, copied),
        )
        values.copy_piece(db, piece, twin, copied)
    values.refresh_cards(db, twin)


def set_presence(db: sqlite3.Connection, document: DocumentId, *, live: bool, names: str) -> None:
    """Let the document's pieces be found, or not, and by which folded names.

    Every card is stamped: a file that went to another root keeps its names, but lies in another folder.
    """
    db.execute(
        "UPDATE piece SET card_changed = ? WHERE document = ? AND ordinal > 0", (sequence.step(db), document)
    )
    changed = db.execute(
        "SELECT piece.id FROM piece JOIN folded ON folded.piece = piece.id"
        " WHERE document = ? AND ordinal > 0 AND (live <> ? OR names <> ?)",
        (document, live, names),
    ).fetchall()
    for (piece,) in changed:
        stamp = sequence.step(db)
        db.execute(
            "UPDATE piece SET live = ?, words_changed = ?, card_changed = ? WHERE id = ?", (live, stamp, stamp, piece)
        )
        db.execute("UPDATE folded SET names = ? WHERE piece = ?", (names, piece))


def forget_words(db: sqlite3.Connection, document: DocumentId) -> None:
    """Take every word of the pieces, dropped ones included, out of the catalogue and out of search."""
    for (piece,) in db.execute("SELECT id FROM piece WHERE document = ?", (document,)).fetchall():
        db.execute("UPDATE folded SET title = '', names = '', body = '' WHERE piece = ?", (piece,))
        sketches.forget(db, PieceId(piece))
        db.execute(
            "UPDATE piece SET title = '', year = NULL, filing_year = NULL, date = NULL, organisation = NULL,"
            " number = NULL, type = NULL, category = NULL, category_by = NULL WHERE id = ?",
            (piece,),
        )
        drop(db, piece)
