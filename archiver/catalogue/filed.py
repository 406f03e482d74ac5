"""What hands have filed and what is suggested beside it: the ground the program learns on."""

import json
import re
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from archiver.catalogue import categories, values
from archiver.catalogue.folding import fold
from archiver.model import CategoryId, DocumentId, FieldValue, PieceId, Suggestion
from archiver.wording import NO_REASON, Reason

_HAN_ONLY = re.compile(r"[\u4e00-\u9fff]+")

READ_OF_BODY = 8000
"""Characters of the folded body that learning looks at."""

_HAND = """
SELECT piece.id, ifnull(own.value, whole.value) FROM piece
LEFT JOIN value AS own ON own.piece = piece.id AND own.field = 'category' AND own.by = 'hand'
LEFT JOIN value AS whole ON whole.document = piece.document AND whole.piece IS NULL
     AND whole.field = 'category' AND whole.by = 'hand'
WHERE piece.ordinal > 0 AND piece.document IN
      (SELECT document FROM value WHERE field = 'category' AND by = 'hand') ORDER BY piece.id
"""

_PAPERS = """
SELECT piece.id, piece.document, folded.title, substr(folded.body, 1, ?), rule.value, rule.confidence, rule.reason,
       learned.value, learned.confidence, piece.words_changed
FROM piece JOIN folded ON folded.piece = piece.id
LEFT JOIN value AS rule ON rule.piece = piece.id AND rule.field = 'category' AND rule.by = 'rule'
LEFT JOIN value AS learned ON learned.piece = piece.id AND learned.field = 'category' AND learned.by = 'learned'
WHERE piece.ordinal > 0 AND
"""


@dataclass(frozen=True, slots=True)
class FiledPaper:
    """A piece as learning sees it: folded words, what the rules say, what was learned of it (None: nothing)."""

    piece: PieceId
    document: DocumentId
    title: str
    body: str
    rule: FieldValue
    learned: tuple[str, float] | None
    sequence: int


def by_hand(db: sqlite3.Connection) -> dict[PieceId, CategoryId]:
    """Where hands filed each piece, 待分类 left out."""
    return {PieceId(piece): CategoryId(int(value)) for piece, value in db.execute(_HAND) if value}


def left_open(db: sqlite3.Connection) -> set[PieceId]:
    """Pieces that hands put under 待分类."""
    return {PieceId(piece) for piece, value in db.execute(_HAND) if value == ""}


def papers(db: sqlite3.Connection, wanted: Sequence[PieceId]) -> list[FiledPaper]:
    """Those pieces, in the order of their ids."""
    of_these = "piece.id IN (SELECT value FROM json_each(?))"  # hands may have filed more than one statement has marks
    rows = db.execute(f"{_PAPERS} {of_these} ORDER BY piece.id", (READ_OF_BODY, json.dumps(wanted)))
    return [_paper(row) for row in rows]


def papers_after(db: sqlite3.Connection, after: int, most: int) -> list[FiledPaper]:
    """The next pieces whose words changed after a point of the catalogue's sequence, in that order."""
    query = f"{_PAPERS} piece.words_changed > ? ORDER BY piece.words_changed LIMIT ?"
    rows = db.execute(query, (READ_OF_BODY, after, most))
    return [_paper(row) for row in rows]


def _paper(row: sqlite3.Row) -> FiledPaper:
    piece, document, title, body, value, confidence, reason, learned, sure, sequence = row
    rule = FieldValue("category", value or "", "rule", confidence or 0.0, Reason.load(reason) if reason else NO_REASON)
    return FiledPaper(piece, document, title, body, rule, None if learned is None else (learned, sure), sequence)


def remember(db: sqlite3.Connection, paper: FiledPaper, learned: FieldValue | None) -> None:
    """Let that be what was learned of a paper, if it is still there; None for nothing."""
    if not db.execute("SELECT 1 FROM piece WHERE id = ? AND ordinal > 0", (paper.piece,)).fetchone():
        return
    db.execute("DELETE FROM value WHERE piece = ? AND field = 'category' AND by = 'learned'", (paper.piece,))
    if learned is not None:
        values.put(db, paper.document, paper.piece, learned, 0)
    values.refresh_cards(db, paper.document)


def judged_by(db: sqlite3.Connection, piece: PieceId, value: FieldValue, rules: int) -> None:
    """Let the scheme as it is now say this of a piece, if that is still there; the category stands as its code."""
    row = db.execute("SELECT document FROM piece WHERE id = ? AND ordinal > 0", (piece,)).fetchone()
    if row is not None:
        category = {code: number for number, code in categories.codes(db).items()}.get(value.value, "")
        values.put(db, row[0], piece, replace(value, value=str(category)), rules)
        values.refresh_cards(db, row[0])


def read_pieces(db: sqlite3.Connection, after: int, most: int) -> list[PieceId]:
    """The next pieces of documents that gave text, by id."""
    query = (
        "SELECT piece.id FROM piece JOIN document ON document.id = piece.document"
        " JOIN revision_text ON revision_text.revision = document.revision"
        " WHERE piece.ordinal > 0 AND piece.id > ? ORDER BY piece.id LIMIT ?"
    )
    return [PieceId(row[0]) for row in db.execute(query, (after, most))]


def count_read_pieces(db: sqlite3.Connection, after: int) -> int:
    """How many pieces `read_pieces` has still to give."""
    query = (
        "SELECT count(*) FROM piece JOIN document ON document.id = piece.document"
        " JOIN revision_text ON revision_text.revision = document.revision WHERE piece.ordinal > 0 AND piece.id > ?"
    )
    return int(db.execute(query, (after,)).fetchone()[0])


@dataclass(frozen=True, slots=True)
class Touched:
    """A piece that a change of the scheme may move: title, code of its category ("" for none), whether it is found."""

    piece: PieceId
    document: DocumentId
    title: str
    code: str
    live: int


def touched(db: sqlite3.Connection, words: Collection[str] | None, kept: Collection[str]) -> list[Touched]:
    """Pieces that hold one of these words, or whose category is not `kept` any more; with None all. By id.

    Blanks and signs are passed over, so more pieces are found than hold the words as rules read them, never fewer.
    """
    tight = [fold(word).replace(" ", "").replace("\n", "") for word in words or ()]
    held = " OR ".join(_holding(word, number) for number, word in enumerate(tight)) or ("1" if words is None else "0")
    named = {f"word{number}": word for number, word in enumerate(tight)}
    marks = ", ".join(f":code{number}" for number in range(len(kept)))
    query = (
        "SELECT piece.id, piece.document, piece.title, ifnull(category.code, ''), piece.live = 1 FROM piece"
        " JOIN folded ON folded.piece = piece.id JOIN document ON document.id = piece.document"
        " JOIN revision_text ON revision_text.revision = document.revision"
        " LEFT JOIN category ON category.id = piece.category"
        f" WHERE piece.ordinal > 0 AND (category.code NOT IN ({marks}) OR {held}) ORDER BY piece.id"
    )
    codes = {f"code{number}": code for number, code in enumerate(kept)}
    return [Touched(*row) for row in db.execute(query, {**named, **codes})]


def _holding(word: str, number: int) -> str:
    """The condition that a piece holds a word; between Chinese characters folding has left no blank."""
    title, body = (
        f"folded.{name}" if _HAN_ONLY.fullmatch(word) else f"replace(replace(folded.{name}, ' ', ''), char(10), '')"
        for name in ("title", "body")
    )
    return f"instr({body}, :word{number}) OR instr({title}, :word{number})"


def last_act(db: sqlite3.Connection) -> int:
    """The number of the journal's last row: whoever has seen it knows of every choice."""
    return int(db.execute("SELECT ifnull(max(id), 0) FROM journal").fetchone()[0])


def touches_filing(db: sqlite3.Connection, after: int) -> bool:
    """Whether anything that a hand may have filed, taken back or changed in the scheme came after that row."""
    query = "SELECT 1 FROM journal WHERE id > ? AND action NOT IN ('added', 'changed', 'move', 'remove') LIMIT 1"
    return db.execute(query, (after,)).fetchone() is not None


def suggested(db: sqlite3.Connection, above: float) -> list[Suggestion]:
    """Live pieces that no hand has filed whose category is suggested with at least that confidence, surest first."""
    query = (
        "SELECT piece.id, piece.document, piece.title, category.id, category.code, category.name, piece.category_by,"
        " max(value.confidence) AS sure FROM piece JOIN category ON category.id = piece.category"
        " JOIN value ON value.piece = piece.id AND value.field = 'category' AND value.by = piece.category_by"
        " WHERE piece.live AND piece.category IS NOT NULL AND piece.category_by <> 'hand'"
        " GROUP BY piece.id HAVING sure >= ? ORDER BY sure DESC, piece.id"
    )
    return [Suggestion(*row) for row in db.execute(query, (above,))]
