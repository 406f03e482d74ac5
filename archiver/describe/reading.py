"""A paper as the rules read it: its lines, without what only repeats on every page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from archiver.describe.plain import plain
from archiver.model import Block, BlockKind

MARGIN_KINDS = frozenset({"header", "footer", "note", "comment"})
"""Blocks that stand beside the paper, not in it."""

_SPACE = re.compile(r"\s+")
_ENUMERATED = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]{1,3}[部章节条]分?|[一二三四五六七八九十]{1,3}[、.:,]|"
    r"\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:[、.:](?!\d)|\)))"
)
_SENTENCE_END = re.compile(r"[。;,!?:]$")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something; `start` and `end` are code points of the original, outer space cut off.

    `text` is plain; `tight` is `text` without any white space, since offices spread words ("通　知").
    `apart` says that a blank line or a block's edge stands before it.
    """

    start: int
    end: int
    text: str
    tight: str
    kind: BlockKind
    level: int
    apart: bool

    @property
    def enumerated(self) -> bool:
        """Whether it begins with 一、 (一) 1. 第一章 and the like."""
        return bool(_ENUMERATED.match(self.tight))

    @property
    def prose(self) -> bool:
        """Whether it is running text rather than a title, a name or a date."""
        return len(self.tight) > 60 or (len(self.tight) > 8 and bool(_SENTENCE_END.search(self.tight)))

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


@dataclass(frozen=True)
class Reading:
    """The original text, its plain form, the lines of the paper, of its margins, and what a web site left there."""

    original: str
    plain: str
    lines: tuple[Line, ...]
    margins: tuple[Line, ...] = field(default=())
    residue: tuple[Line, ...] = field(default=())

    @cached_property
    def body(self) -> str:
        """The plain text with broken lines joined and the space inside words gone; one line a paragraph."""
        parts: list[str] = []
        for before, line in zip((None, *self.lines), self.lines, strict=False):
            if before is not None and not _runs_on(before, line):
                parts.append("\n")
            parts.append(line.tight)
        return "".join(parts)

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """What stands over its parts: marked headings, and short lines that begin with a number."""
        return tuple(head for line in self.lines if (head := _heading(line)))

    def part(self, start: int, end: int) -> "Reading":
        """The lines that begin between two places, as a paper of its own."""
        return Reading(self.original, self.plain, tuple(line for line in self.lines if start <= line.start < end))

    def written(self, line: Line, start: int = 0, end: int | None = None) -> str:
        """The characters `start` to `end` of `line.tight` as the paper itself writes them."""
        pairs = zip(self.original[line.start : line.end], line.text, strict=True)
        return "".join(character for character, smooth in pairs if not smooth.isspace())[start:end]


def read(text: str, blocks: Sequence[Block] = ()) -> Reading:
    """Lay the text out in lines, each knowing which kind of block it stands in."""
    smooth = plain(text)
    lines: list[Line] = []
    margins: list[Line] = []
    residue: list[Line] = []
    for block in blocks or (Block("paragraph", 0, len(text)),):
        found = residue if block.kind == "residue" else margins if block.kind in MARGIN_KINDS else lines
        found.extend(_lines(smooth, block))
    return Reading(text, smooth, tuple(lines), tuple(margins), tuple(residue))


def _lines(smooth: str, block: Block) -> list[Line]:
    """The lines of one block that are not blank."""
    found: list[Line] = []
    start, apart = block.start, not block.joined
    for raw in smooth[block.start : block.end].splitlines(keepends=True):
        text = raw.strip()
        if tight := _SPACE.sub("", text):
            first = start + raw.index(text)
            found.append(Line(first, first + len(text), text, tight, block.kind, block.level, apart))
        apart = not tight
        start += len(raw)
    return found


def _runs_on(before: Line, line: Line) -> bool:
    """Whether a sentence goes on over the end of a line; a short line is one of its own."""
    return not line.apart and len(before.tight) >= 15 and "\u4e00" <= before.tight[-1] <= "\u9fff"


def _heading(line: Line) -> str:
    if line.level:
        return line.tight
    if not line.enumerated:
        return ""
    head = re.split(r"[。;:]", line.tight, maxsplit=1)[0]
    return head if len(head) <= 30 else ""
