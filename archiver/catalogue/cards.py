"""Cards: what lists show of pieces, read in one go for a page of them."""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from archiver.catalogue import documents, values
from archiver.catalogue.paths import to_path
from archiver.errors import ArchiveError
from archiver.model import Block, Card, DocumentId, Paper, PieceId, State
from archiver.wording import NO_REASON, Reason

_CARDS = """
SELECT piece.id, piece.document, piece.ordinal, piece.title, piece.year, piece.filing_year, piece.date,
       piece.organisation, piece.number, piece.type, piece.category_by, category.code, category.name,
       revision.format, revision.state, revision.reason, document.last_path,
       (SELECT count(*) FROM piece AS other WHERE other.document = piece.document AND other.ordinal > 0) AS pieces
FROM piece JOIN document ON document.id = piece.document
LEFT JOIN revision ON revision.id = document.revision
LEFT JOIN category ON category.id = piece.category
WHERE piece.ordinal > 0 AND piece.id IN
"""


AT_ONCE = 500
"""Pieces asked for in one statement; SQLite takes 32,766 variables, short statements stay cached."""


class _Place(NamedTuple):
    """One place of a document: its path, the file it lies in, and whether its root can be reached."""

    path: Path
    container: Path | None
    online: bool


def of_pieces(db: sqlite3.Connection, wanted: Sequence[PieceId]) -> dict[PieceId, Card]:
    """The cards of pieces by id; those that no longer exist are left out."""
    rows = db.execute(f"{_CARDS} ({_marks(wanted)})", tuple(wanted)).fetchall()
    places = _places(db, sorted({row["document"] for row in rows}))
    return {PieceId(row["id"]): _card(row, places.get(row["document"], [])) for row in rows}


def of_many(db: sqlite3.Connection, wanted: Sequence[PieceId]) -> dict[PieceId, Card]:
    """The cards of any number of pieces, in that order; those that no longer exist are left out."""
    found: dict[PieceId, Card] = {}
    for start in range(0, len(wanted), AT_ONCE):
        found |= of_pieces(db, wanted[start : start + AT_ONCE])
    return {piece: found[piece] for piece in wanted if piece in found}


def _marks(values: Collection[int]) -> str:
    return ", ".join("?" * len(values))


def _places(db: sqlite3.Connection, of: Sequence[int]) -> dict[int, list[_Place]]:
    """Where documents lie, what can be reached first, in root order."""
    query = (
        "SELECT place.document, place.path, container.path, root.state FROM place"
        " JOIN root ON root.id = place.root LEFT JOIN place AS container ON container.id = place.container"
        f" WHERE place.document IN ({_marks(of)}) ORDER BY root.state = 'offline', root.id, place.path"
    )
    found: dict[int, list[_Place]] = {}
    for document, path, container, state in db.execute(query, tuple(of)):
        place = _Place(to_path(path), to_path(container) if container else None, state == "online")
        found.setdefault(document, []).append(place)
    return found


def _card(row: sqlite3.Row, places: list[_Place]) -> Card:
    state = State(row["state"]) if row["state"] else State.WAITING
    if places and not places[0].online:
        state = State.OFFLINE
    paths = tuple(place.path for place in places)
    gone = to_path(row["last_path"]) if row["last_path"] else None
    return Card(
        piece=PieceId(row["id"]),
        document=DocumentId(row["document"]),
        ordinal=row["ordinal"],
        pieces=row["pieces"],
        title=row["title"],
        year=row["year"],
        filing_year=row["filing_year"],
        date=row["date"],
        organisation=row["organisation"],
        number=row["number"],
        type=row["type"],
        category=row["code"],
        category_name=row["name"],
        category_by=row["category_by"],
        format=row["format"] or "",
        state=state,
        reason=Reason.load(row["reason"]) if row["reason"] else NO_REASON,
        path=paths[0] if paths else gone,
        paths=paths,
        container=places[0].container if places else None,
        missing=not paths,
    )


def paper(db: sqlite3.Connection, piece: PieceId) -> Paper:
    """A piece opened for reading; ArchiveError where it no longer exists."""
    card = of_pieces(db, [piece]).get(piece)
    if card is None:
        raise ArchiveError("library.no_such_piece", piece=piece)
    return paper_of(db, card)


def paper_of(db: sqlite3.Connection, card: Card) -> Paper:
    """The piece of a card opened for reading."""
    row = db.execute("SELECT start, start_line, end_line FROM piece WHERE id = ?", (card.piece,)).fetchone()
    others = db.execute("SELECT id FROM piece WHERE document = ? AND ordinal > 0 ORDER BY ordinal", (card.document,))
    text, blocks = words(db, card.piece)
    return Paper(
        card=card,
        text=text,
        blocks=blocks,
        start=row["start"],
        start_line=row["start_line"],
        end_line=row["end_line"],
        values=tuple(values.of_piece(db, card.document, card.piece)),
        siblings=tuple(PieceId(other[0]) for other in others),
    )


Words = tuple[str, tuple[Block, ...]]
"""The text of a piece and the blocks in it, counted from its own beginning."""

NO_WORDS: Words = "", ()


def words(db: sqlite3.Connection, piece: PieceId) -> Words:
    """The words of a piece; none of one that is gone."""
    return words_of(db, [piece]).get(piece, NO_WORDS)


def words_of(db: sqlite3.Connection, wanted: Sequence[PieceId]) -> dict[PieceId, Words]:
    """The words of at most AT_ONCE pieces; a file with several of them is read once."""
    stretches: dict[int, list[tuple[PieceId, int, int]]] = {}
    for piece, revision, start, end in db.execute(
        'SELECT piece.id, document.revision, piece.start, piece."end" FROM piece'
        f" JOIN document ON document.id = piece.document WHERE piece.id IN ({_marks(wanted)})",
        tuple(wanted),
    ):
        stretches.setdefault(revision, []).append((PieceId(piece), start, end))
    query = f"SELECT revision, text, blocks FROM revision_text WHERE revision IN ({_marks(stretches)})"
    found: dict[PieceId, Words] = {}
    for revision, text, dumped in db.execute(query, tuple(stretches)):
        blocks = documents.load_blocks(dumped)
        found |= {piece: _stretch(text, blocks, start, end) for piece, start, end in stretches[revision]}
    return found


def _stretch(text: str, blocks: Sequence[Block], start: int, end: int) -> Words:
    within = [block for block in blocks if block.start < end and block.end > start]
    return text[start:end], values.shifted(within, start, end)


def counts(db: sqlite3.Connection) -> tuple[int, int, int]:
    """Documents in the library, live pieces, and bytes of text in force."""
    documents_here = db.execute("SELECT count(DISTINCT document) FROM piece WHERE live").fetchone()[0]
    live = db.execute("SELECT count(*) FROM piece WHERE live").fetchone()[0]
    size = db.execute(
        "SELECT ifnull(sum(revision.text_bytes), 0) FROM document JOIN revision ON revision.id = document.revision"
        " WHERE EXISTS (SELECT 1 FROM piece WHERE piece.document = document.id AND live)"
    ).fetchone()[0]
    return documents_here, live, size


def count_unclassified(db: sqlite3.Connection) -> int:
    """Live pieces without a category."""
    return int(db.execute("SELECT count(*) FROM piece WHERE live AND category IS NULL").fetchone()[0])


def count_since(db: sqlite3.Connection, moment: str) -> int:
    """Live pieces that came in at or after a moment (ISO 8601)."""
    return int(db.execute("SELECT count(*) FROM piece WHERE live AND added_at >= ?", (moment,)).fetchone()[0])
