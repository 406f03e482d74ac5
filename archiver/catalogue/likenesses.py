"""Which pieces are like which, as it was measured when they were sketched, and what hands decided about pairs."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from archiver.catalogue import sequence
from archiver.model import DocumentId, PieceId, Verdict

Pair = tuple[PieceId, PieceId]


@dataclass(frozen=True, slots=True)
class Like:
    """A pair of pieces of which a share of the words is the same: of `piece` in `other`, and the other way."""

    piece: PieceId
    other: PieceId
    within: float
    holds: float
    numbers_differ: bool = False
    dates_differ: bool = False
    same_words: bool = False


@dataclass(frozen=True, slots=True)
class CardTraits:
    """What tells two papers of like words apart."""

    document: DocumentId
    sha256: str
    title: str
    name: str
    year: int | None
    date: str
    number: str


def put(
    db: sqlite3.Connection, wording: int, other: int, shares: tuple[float, float], differ: tuple[bool, bool]
) -> None:
    """Write down how like two wordings are: `shares` of the first in the other and of the other in the first,
    whether their numbers and whether their dates `differ`."""
    db.execute("INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?, ?, ?)", (wording, other, *shares, *differ))
    db.execute("INSERT OR REPLACE INTO likeness VALUES (?, ?, ?, ?, ?, ?)", (other, wording, *shares[::-1], *differ))


_LIKE = """
SELECT mine.piece, theirs.piece, within, holds, numbers_differ, dates_differ, 0 FROM sketched AS mine
JOIN likeness ON likeness.wording = mine.wording JOIN sketched AS theirs ON theirs.wording = likeness.other
"""

_SAME = """
SELECT mine.piece, theirs.piece, 1.0, 1.0, 0, 0, 1 FROM sketched AS mine
JOIN sketched AS theirs ON theirs.wording = mine.wording AND theirs.piece <> mine.piece
"""


def of_piece(db: sqlite3.Connection, piece: PieceId) -> list[Like]:
    """The pieces with the same or like words."""
    rows = db.execute(f"{_SAME} WHERE mine.piece = ? UNION ALL {_LIKE} WHERE mine.piece = ?", (piece, piece))
    return [_like(row) for row in rows]


def everywhere(db: sqlite3.Connection) -> list[Like]:
    """Every pair of the library, each once; of pieces with the same words each with the first of them."""
    first = "theirs.piece = (SELECT min(piece) FROM sketched AS all_of WHERE all_of.wording = mine.wording)"
    rows = db.execute(f"{_SAME} WHERE {first} UNION ALL {_LIKE} WHERE mine.piece < theirs.piece")
    return [_like(row) for row in rows]


def _like(row: sqlite3.Row) -> Like:
    piece, other, within, holds, numbers_differ, dates_differ, same = row
    return Like(PieceId(piece), PieceId(other), within, holds, bool(numbers_differ), bool(dates_differ), bool(same))


def everywhere_once(db: sqlite3.Connection) -> list[Like]:
    """Every pair of wordings, and of pieces with the same words each with the first of them: a paper of which there
    are a hundred copies is like another one once. A wording stands for itself by its first piece that no hand hid."""
    gone = set(hidden(db))
    of: dict[int, list[PieceId]] = {}
    for piece, wording in db.execute("SELECT piece, wording FROM sketched ORDER BY piece"):
        if piece not in gone:
            of.setdefault(wording, []).append(PieceId(piece))
    found = [Like(first, other, 1.0, 1.0, same_words=True) for first, *others in of.values() for other in others]
    rows = db.execute("SELECT wording, other, within, holds, numbers_differ, dates_differ FROM likeness")
    for wording, other, within, holds, numbers_differ, dates_differ in rows:
        if wording in of and other in of and of[wording][0] < of[other][0]:
            found.append(
                Like(of[wording][0], of[other][0], within, holds, bool(numbers_differ), bool(dates_differ))
            )
    return found


_DECIDED = """
SELECT verdict.piece, verdict.other, within, holds, numbers_differ, dates_differ, mine.wording = theirs.wording
FROM verdict JOIN sketched AS mine ON mine.piece = verdict.piece JOIN sketched AS theirs ON theirs.piece = verdict.other
LEFT JOIN likeness ON likeness.wording = mine.wording AND likeness.other = theirs.wording
WHERE within NOT NULL OR mine.wording = theirs.wording
"""


def of_decided(db: sqlite3.Connection) -> dict[Pair, Like]:
    """How like the pairs are that hands decided about; those whose words are like no longer are left out."""
    found = {}
    for piece, other, within, holds, numbers_differ, dates_differ, same in db.execute(_DECIDED):
        on = PieceId(piece), PieceId(other)
        within, holds = (1.0, 1.0) if same else (within, holds)
        found[on] = Like(*on, within, holds, bool(numbers_differ), bool(dates_differ), bool(same))
    return found


_TRAITS = """
SELECT piece.id, piece.document, ifnull(revision.sha256, ''), piece.title,
       ifnull((SELECT path FROM place WHERE place.document = piece.document ORDER BY root, path LIMIT 1), ''),
       piece.year, ifnull(piece.date, ''), ifnull(piece.number, '')
FROM json_each(?) AS wanted JOIN piece ON piece.id = wanted.value
JOIN document ON document.id = piece.document LEFT JOIN revision ON revision.id = document.revision
WHERE live
"""


def traits(db: sqlite3.Connection, pieces: Iterable[PieceId]) -> dict[PieceId, CardTraits]:
    """What tells these pieces apart; those that search does not find are left out."""
    found = {}
    for row in db.execute(_TRAITS, (json.dumps(list(dict.fromkeys(pieces))),)):
        piece, document, sha256, title, path, *rest = row
        found[PieceId(piece)] = CardTraits(DocumentId(document), sha256, title, _stem(path), *rest)
    return found


def sizes(db: sqlite3.Connection, pieces: Iterable[PieceId]) -> dict[PieceId, int]:
    """How many shingles each of these pieces has; those that were not sketched are left out."""
    query = (
        "SELECT piece, size FROM json_each(?) AS wanted JOIN sketched ON piece = wanted.value"
        " JOIN wording ON wording.id = sketched.wording"
    )
    return {PieceId(row[0]): row[1] for row in db.execute(query, (json.dumps(list(dict.fromkeys(pieces))),))}


def _stem(path: str) -> str:
    """The name of the file without its ending."""
    return PureWindowsPath(PurePosixPath(path).name).stem


def pair(one: PieceId, other: PieceId) -> Pair:
    """Two pieces as the pair that verdicts are given on."""
    return (one, other) if one < other else (other, one)


def pair_of(subject: str) -> Pair:
    """The pair that a journal row names."""
    _, one, other = subject.split(":")
    return PieceId(int(one)), PieceId(int(other))


def verdicts(db: sqlite3.Connection) -> dict[Pair, Verdict]:
    """Everything hands decided about pairs."""
    rows = db.execute("SELECT piece, other, verdict FROM verdict")
    return {(PieceId(row[0]), PieceId(row[1])): row[2] for row in rows}


def verdict(db: sqlite3.Connection, on: Pair) -> Verdict | None:
    """What a hand decided about a pair."""
    row = db.execute("SELECT verdict FROM verdict WHERE piece = ? AND other = ?", on).fetchone()
    return row[0] if row else None


def set_verdict(db: sqlite3.Connection, on: Pair, verdict: Verdict | None) -> None:
    """Let a hand decide about a pair; None takes the decision back."""
    if verdict is None:
        db.execute("DELETE FROM verdict WHERE piece = ? AND other = ?", on)
    else:
        db.execute("INSERT OR REPLACE INTO verdict VALUES (?, ?, ?)", (*on, verdict))
    sequence.step(db)


def hidden(db: sqlite3.Connection) -> list[PieceId]:
    """Pieces a hand hid behind others that search still finds."""
    query = (
        "SELECT iif(verdict = 'hide_first', verdict.piece, other) AS hidden FROM verdict"
        " JOIN piece ON piece.id = iif(verdict = 'hide_first', other, verdict.piece)"
        " WHERE verdict IN ('hide_first', 'hide_second') AND live GROUP BY hidden ORDER BY hidden"
    )
    return [PieceId(row[0]) for row in db.execute(query)]


def is_hidden(db: sqlite3.Connection, piece: PieceId) -> bool:
    """Whether a hand hid a piece behind another that search still finds."""
    query = (
        "SELECT 1 FROM verdict JOIN piece ON piece.id = verdict.other"
        " WHERE verdict.piece = ?1 AND verdict = 'hide_first' AND live"
        " UNION ALL SELECT 1 FROM verdict JOIN piece ON piece.id = verdict.piece"
        " WHERE verdict.other = ?1 AND verdict = 'hide_second' AND live"
    )
    return db.execute(query, (piece,)).fetchone() is not None
