"""Dividing by hand: pieces split, joined, their boundary moved, written so that it can be taken back."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archiver import filing
from archiver.catalogue import boundaries, division, documents, journal, pieces, values
from archiver.catalogue.boundaries import Lines
from archiver.catalogue.division import Division
from archiver.errors import ArchiveError, Lapsed
from archiver.model import Act, DocumentId, PieceId


def split(db: sqlite3.Connection, piece: PieceId, lines: Iterable[int]) -> Act:
    """Let a new piece begin at each of these lines, counted from 1 in the text of the whole document.

    What hands gave the piece holds for every part. ArchiveError for a line that is blank or not inside the piece.
    """
    document, now = _opened(db, piece)
    laid = Lines.of(documents.text_of(db, document))
    begins, drawn = list(now.begins), dict(now.drawn)
    inside = _lines_inside(now, piece, laid)
    for line in sorted(set(lines)):
        if line not in inside:
            raise ArchiveError("dividing.no_such_line", line=line)
        part = pieces.create(db, document)
        values.inherit(db, document, piece, part)
        values.suggest(db, document, part, boundaries.untitled(documents.text_of(db, document), inside[line]).values, 0)
        begins.append((part, inside[line]))
        drawn[line] = True
    if len(begins) == len(now.begins):
        raise ArchiveError("filing.nothing_given")
    return _lay(db, document, now, replace(now, begins=_in_order(begins), drawn=drawn), "split", [])


def join(db: sqlite3.Connection, piece: PieceId, other: PieceId) -> Act:
    """Let two neighbours be one piece, which keeps the id of the upper one and what hands gave it.

    It takes over what hands gave the lower one where it has no choice of its own. ArchiveError where they are no
    neighbours.
    """
    document, now = _opened(db, piece)
    ids = [one for one, _ in now.begins]
    if other not in ids or abs(ids.index(piece) - ids.index(other)) != 1:
        raise ArchiveError("dividing.no_neighbours", piece=f"p{piece}", other=f"p{other}")
    upper, lower = sorted((piece, other), key=ids.index)
    line = _line_of(db, document, dict(now.begins)[lower])
    begins = tuple(one for one in now.begins if one[0] != lower)
    wanted = replace(now, begins=begins, drawn={**now.drawn, line: False})
    given = values.hand_on(db, document, lower, upper, "join")
    return _lay(db, document, now, wanted, "join", given)


def move(db: sqlite3.Connection, piece: PieceId, line: int) -> Act:
    """Let a piece begin at another line, within it or within the piece above. ArchiveError for any other line."""
    document, now = _opened(db, piece)
    ids = [one for one, _ in now.begins]
    at = ids.index(piece)
    if at == 0:
        raise ArchiveError("dividing.first_piece")
    laid = Lines.of(documents.text_of(db, document))
    inside = {**_lines_inside(now, ids[at - 1], laid), **_lines_inside(now, piece, laid)}
    if line not in inside:
        raise ArchiveError("dividing.no_such_line", line=line)
    old = _line_of(db, document, now.begins[at][1])
    begins = tuple((one, inside[line] if one == piece else start) for one, start in now.begins)
    wanted = replace(now, begins=begins, drawn={**now.drawn, old: False, line: True})
    return _lay(db, document, now, wanted, "move_boundary", [])


def unmake(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Divide a document as it was before an act; Lapsed where it was read or divided anew since."""
    document = DocumentId(int(entry.subject.partition(":")[2]))
    now = division.of(db, document)
    if now.dump() != entry.after["pieces"]:
        target = filing.Target(document, None)
        raise Lapsed("filing.changed_since", title=filing.title_of(db, target))
    division.lay(db, document, now, Division.load(entry.before["pieces"]))


def next_line(db: sqlite3.Connection, piece: PieceId, by: int) -> int:
    """The line at which a piece begins if its beginning is moved by that many lines that say something.

    ArchiveError where a neighbour would lose its last line.
    """
    document, now = _opened(db, piece)
    at = [one for one, _ in now.begins].index(piece)
    if at == 0:
        raise ArchiveError("dividing.first_piece")
    laid = Lines.of(documents.text_of(db, document))
    here = laid.numbers.index(_line_of(db, document, now.begins[at][1])) + by
    allowed = {**_lines_inside(now, now.begins[at - 1][0], laid), **_lines_inside(now, piece, laid)}
    if not 0 <= here < len(laid.numbers) or laid.numbers[here] not in allowed:
        raise ArchiveError("dividing.no_further")
    return laid.numbers[here]


def _lay(
    db: sqlite3.Connection, document: DocumentId, now: Division, wanted: Division, action: str,
    given: Sequence[journal.Entry],
) -> Act:  # fmt: skip
    """Divide, and write down how it was; `pieces` comes last, for undoing begins with it."""
    division.lay(db, document, now, wanted)
    made = journal.Entry(action, f"document:{document}", {"pieces": now.dump()}, {"pieces": wanted.dump()})
    batch = journal.write(db, journal.user(), [*given, made])
    return filing.act_of(db, journal.read(db, batch))


def _opened(db: sqlite3.Connection, piece: PieceId) -> tuple[DocumentId, Division]:
    document = filing.target_of_piece(db, piece).document
    return document, division.of(db, document)


def _lines_inside(now: Division, piece: PieceId, laid: Lines) -> dict[int, int]:
    """The lines of a piece at which another could begin, its first one left out, with their first characters."""
    starts = [start for _, start in now.begins]
    at = [one for one, _ in now.begins].index(piece)
    end = starts[at + 1] if at + 1 < len(starts) else None
    found = [
        (number, start)
        for number, start in zip(laid.numbers, laid.starts, strict=True)
        if start >= starts[at] and (end is None or start < end)
    ]
    return dict(found[1:])


def _line_of(db: sqlite3.Connection, document: DocumentId, start: int) -> int:
    return documents.text_of(db, document).count("\n", 0, start) + 1


def _in_order(begins: Iterable[tuple[PieceId, int]]) -> tuple[tuple[PieceId, int], ...]:
    return tuple(sorted(begins, key=lambda one: one[1]))
