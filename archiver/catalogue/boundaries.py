"""Boundaries between pieces that a hand drew or took away. They stand above what the rules find.

Each is kept with the lines about it, its anchor. When the paper is read anew it is looked for by them, so that it
stands where it was meant to however the text has moved; one whose lines are gone waits until they come back.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archiver.model import DocumentId, FieldValue, PieceDraft
from archiver.wording import Reason

CONTEXT = 2
"""Lines above and below a boundary by which it is found again: a line alone (附件) may stand there many times."""

LONGEST_TITLE = 40
"""Characters of the first line that stand in for a title until the rules have read the new piece."""

Drawn = Mapping[int, bool]
"""Lines of a text, counted from 1, at which a piece begins by hand (True) or does not (False)."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a text that say something: number, where the first character stands, and the words, space gone."""

    numbers: tuple[int, ...]
    starts: tuple[int, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Lay a text out; only \\n ends a line."""
        found, at = [], 0
        for number, raw in enumerate(text.split("\n"), 1):
            if bare := raw.strip():
                found.append((number, at + raw.index(bare[0]), "".join(bare.split())))
            at += len(raw) + 1
        numbers, starts, words = zip(*found, strict=True) if found else ((), (), ())
        return cls(numbers, starts, words)

    def anchor(self, index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The lines above that line, nearest first, and itself with those below."""
        above = self.words[max(0, index - CONTEXT) : index][::-1]
        return above, self.words[index : index + CONTEXT]

    def find(self, line: int, above: Sequence[str], below: Sequence[str]) -> int | None:
        """The number of the line that an anchor names now; of equals the one nearest to where it was.

        Two of its lines have to be there, or the one at its edge where that stands in the text only once.
        """
        often = Counter(self.words)
        fits = ((self._fit(index, above, below, often), number) for index, number in enumerate(self.numbers))
        return max(
            ((fit, -abs(number - line), number) for fit, number in fits if fit), default=(0, 0, None)
        )[2]

    def _fit(self, index: int, above: Sequence[str], below: Sequence[str], often: Mapping[str, int]) -> int:
        """How many lines of an anchor stand about that place; 0 where they are too few."""
        edges = {self.words[index]} & set(below[:1]) | set(self.words[max(0, index - 1) : index]) & set(above[:1])
        if not edges:
            return 0
        here = self.anchor(index)
        same = sum(a == b for mine, kept in zip(here, (above, below), strict=True)
                   for a, b in zip(mine, kept, strict=False))  # fmt: skip
        return same if same > 1 or often[edges.pop()] == 1 else 0


def drawn(db: sqlite3.Connection, document: DocumentId) -> dict[int, bool]:
    """Where hands drew a boundary in the text in force, or took one away."""
    query = "SELECT line, parts FROM boundary WHERE document = ? AND stands ORDER BY line"
    return {row["line"]: bool(row["parts"]) for row in db.execute(query, (document,))}


def draw(db: sqlite3.Connection, document: DocumentId, text: str, lines: Drawn) -> None:
    """Let these be the boundaries that stand in the text in force; those that wait for their lines stay."""
    db.execute("DELETE FROM boundary WHERE document = ? AND stands", (document,))
    laid = Lines.of(text)
    for line, parts in sorted(lines.items()):
        above, below = laid.anchor(laid.numbers.index(line))
        db.execute(
            "INSERT INTO boundary (document, line, parts, stands, above, below) VALUES (?, ?, ?, 1, ?, ?)",
            (document, line, parts, "\n".join(above), "\n".join(below)),
        )


def move(db: sqlite3.Connection, document: DocumentId, text: str) -> dict[int, bool]:
    """Look for every boundary in a text that is new; returns those that stand in it."""
    laid, standing = Lines.of(text), dict[int, bool]()
    rows = db.execute("SELECT * FROM boundary WHERE document = ? ORDER BY stands DESC, id", (document,)).fetchall()
    for row in rows:
        line = laid.find(row["line"], row["above"].split("\n"), row["below"].split("\n"))
        stands = line is not None and line not in standing
        if line is not None and stands:
            standing[line] = bool(row["parts"])
        values = (stands, line if stands else row["line"], row["id"])
        db.execute("UPDATE boundary SET stands = ?, line = ? WHERE id = ?", values)
    return standing


def lay_over(drafts: Sequence[PieceDraft], text: str, lines: Drawn) -> list[PieceDraft]:
    """The drafts of the rules as hands want them divided; a part that begins nowhere new keeps what is said of it."""
    if not lines or not drafts:
        return list(drafts)
    laid = Lines.of(text)
    starts = dict(zip(laid.numbers, laid.starts, strict=True))
    by_line = {text.count("\n", 0, draft.start) + 1: draft for draft in drafts[1:]}
    wanted = {line for line in {*by_line, *lines} if lines.get(line, True) and line in starts}
    begins = [(0, drafts[0])]
    for line in sorted(wanted):
        draft = by_line.get(line)
        begins.append((draft.start if draft else starts[line], draft or untitled(text, starts[line])))
    ends = [*(start for start, _ in begins[1:]), len(text)]
    return [PieceDraft(start, end, draft.values) for (start, draft), end in zip(begins, ends, strict=True)]


def untitled(text: str, start: int) -> PieceDraft:
    """A piece of which nothing is known yet but its first line."""
    title = text[start:].split("\n", 1)[0].strip()[:LONGEST_TITLE]
    span = (start, start + len(title))
    value = FieldValue("title", title, "rule", 0.3, Reason("describe.title_opening"), span)
    return PieceDraft(start, len(text), (value,))


def copy(db: sqlite3.Connection, document: DocumentId, twin: DocumentId) -> None:
    """Give the twin the same boundaries."""
    db.execute(
        "INSERT INTO boundary (document, line, parts, stands, above, below)"
        " SELECT ?, line, parts, stands, above, below FROM boundary WHERE document = ? ORDER BY id",
        (twin, document),
    )


def forget(db: sqlite3.Connection, document: DocumentId) -> None:
    """Drop them with the words they stand between."""
    db.execute("DELETE FROM boundary WHERE document = ?", (document,))
