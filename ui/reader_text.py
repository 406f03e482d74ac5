"""A paper made ready for reading: its blocks as the lines of a sheet, and where its hits stand on them.

Nothing here touches Qt, so that a paper is set on a worker and the window only inserts the lines.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from archiver.model import Block, Paper

Style = Literal["title", "heading", "body", "plain", "right", "row", "quiet"]

Span = tuple[int, int]

NARROWEST, WIDEST = 16, 60
"""Widths of a page of text, in Han characters; GB/T 9704 has 28. Where the widest line of a block is narrower it is
a list, and where it is wider the lines were not broken for want of room: nothing is joined then."""

SHORT = 2
"""A full line may lack this many characters: punctuation that may not begin the next line takes one along."""

RUNNING = 30
"""A line wider than this (in Han characters) is running text even without a full stop at its end."""

LONGEST = 4000
"""Characters of one shown line; Qt sets a line as a whole, and a megabyte without a break takes a second."""

BAR = " ｜ "
"""What stands between the cells of a row."""

QUIET_KINDS = frozenset({"header", "footer", "note", "comment"})
ENDS = ("。", "；", "：", "！", "？", "”", "…", "）", ".", ";", ":", "!", "?")
NUMERAL = "[一二三四五六七八九十百]"
CHINESE_HEAD = re.compile(rf"{NUMERAL}+、|[（(]{NUMERAL}+[）)]|第(?:{NUMERAL}|\d)+[章编节篇部]")
NUMBERED = re.compile(r"(?:\d{1,2}[.、．]|[（(]\d{1,2}[）)]|[①-⑳●■◆])")
DIGIT = "[0-9〇○零一二三四五六七八九十OX×\\s]"
DATE = re.compile(rf"[（(]?{DIGIT}{{2,6}}年{DIGIT}{{1,4}}月{DIGIT}{{1,5}}日[）)]?")
ASCII_EDGE = re.compile(r"[A-Za-z0-9,.;:]")
UNSETTABLE = re.compile("[\r\x00\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ufdd0\ufdd1\ufffc]")
"""What Qt would take for a break or a picture; one blank stands for one of them, so that offsets hold."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the paper's text, `start` to `end` in code points, and the glue shown before it."""

    start: int
    end: int
    glue: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet, unbroken: how it looks and what of the paper stands in it.

    `level` is that of a heading, `page` the page that begins here; 0 and None otherwise.
    """

    style: Style
    runs: tuple[Run, ...]
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the window inserts: lines with their words, and every hit as spans of UTF-16 units of all lines.

    The lines are joined by one unit each. A hit has several spans where it runs over a joined break.
    """

    lines: tuple[tuple[Line, str], ...]
    hits: tuple[tuple[Span, ...], ...]


def typeset(paper: Paper, marks: Sequence[Span] = ()) -> Sheet:
    """Set a paper; `marks` are the hits in code points of its text, in order."""
    text = UNSETTABLE.sub(" ", paper.text)
    blocks = paper.blocks or (Block("paragraph", 0, len(text)),)
    setter = Setter(text, title_span(paper))
    lines = [part for line in setter.lines(blocks) for part in _shortened(line)]
    lines = _signature_to_the_right(lines, text)
    shown = tuple((line, _words(line, text)) for line in lines)
    return Sheet(shown, _hits(shown, text, marks))


def title_span(paper: Paper) -> Span | None:
    """Where the title stands in the text of the piece, if it was found there."""
    for value in paper.values:
        if value.field == "title" and value.span:
            start, end = (at - paper.start for at in value.span)
            if 0 <= start < end <= len(paper.text):
                return start, end
    return None


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets the blocks of one text; `title` is the span of its title."""

    text: str
    title: Span | None

    def lines(self, blocks: Sequence[Block]) -> Iterator[Line]:
        """The lines of the sheet, each page named where it begins."""
        page: int | None = None
        for line in _joined(self._lines_of_file(blocks), self.text):
            yield replace(line, page=None) if line.page is not None and line.page == page else line
            page = line.page

    def _lines_of_file(self, blocks: Sequence[Block]) -> Iterator[tuple[Line, bool]]:
        """The lines as they stand in the file, each with whether it runs on from the one before."""
        row: list[Block] = []
        full = False
        for block in blocks:
            if block.kind == "residue":
                continue
            if row and (block.kind != "cell" or _row(block) != _row(row[0])):
                yield from self._row_line(row)
                row = []
            if block.kind == "cell":
                row.append(block)
            else:
                full = yield from self._paragraph_lines(block, full and block.joined)
        yield from self._row_line(row)

    def _row_line(self, row: Sequence[Block]) -> Iterator[tuple[Line, bool]]:
        """A row of a table as one line, a bar between its cells."""
        runs: list[Run] = []
        cell = None
        for block in row:
            for start, end in _stripped_lines(self.text, block.start, block.end):
                glue = "" if not runs else " " if block.cell == cell else BAR
                runs.append(Run(start, end, glue))
                cell = block.cell
        if runs:
            yield Line("row", tuple(runs), page=row[0].page), False

    def _paragraph_lines(self, block: Block, full: bool) -> Generator[tuple[Line, bool], None, bool]:
        """The lines of a block; `full`: the line before it (returned: its last) ended for want of room."""
        lines = list(_stripped_lines(self.text, block.start, block.end))
        widest = max((_width(self.text[start:end]) for start, end in lines), default=0.0)
        wrapped = NARROWEST <= widest <= WIDEST
        for start, end in lines:
            words = self.text[start:end]
            yield self._line(block, Run(start, end)), full and not self._begins_anew(block, start, words)
            full = wrapped and _width(words) >= widest - SHORT
        return full

    def _line(self, block: Block, run: Run) -> Line:
        words = self.text[run.start : run.end]
        if block.kind in QUIET_KINDS:
            return Line("quiet", (run,), page=block.page)
        if self.title and run.start < self.title[1] and run.end > self.title[0]:
            return Line("title", (run,), page=block.page)
        if block.kind == "heading":
            return Line("heading", (run,), level=block.level or 1, page=block.page)
        if _is_heading(words):
            return Line("heading", (run,), level=2 if words[0] in "（(" else 1, page=block.page)
        running = _width(words) > RUNNING or words.endswith(("。", "；", ";"))
        style: Style = "body" if running or self._indented(block, run.start) else "plain"
        return Line(style, (run,), page=block.page)

    def _begins_anew(self, block: Block, start: int, words: str) -> bool:
        """Whether a line is the first of a paragraph: set in, numbered, or a heading."""
        return self._indented(block, start) or bool(CHINESE_HEAD.match(words) or NUMBERED.match(words))

    def _indented(self, block: Block, start: int) -> bool:
        return start > block.start and self.text[start - 1] in " \t\u3000"


def _row(block: Block) -> tuple[str | None, str]:
    """Which row of which sheet a cell is in; cells are named as in a spreadsheet, B12."""
    return block.sheet, (block.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _stripped_lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a stretch without the white space about them; empty ones are left out."""
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        words = text[start:stop]
        bare = words.strip()
        if bare:
            begin = start + words.index(bare[0])
            yield begin, begin + len(bare)
        start = stop + 1


def _is_heading(words: str) -> bool:
    return len(words) <= RUNNING and not words.endswith(ENDS[:5]) and bool(CHINESE_HEAD.match(words))


def _joined(lines: Iterable[tuple[Line, bool]], text: str) -> Iterator[Line]:
    """Lines that were broken only because the paper was full, put together again."""
    held: Line | None = None
    for line, runs_on in lines:
        if held and runs_on and held.style in ("body", "plain") and line.style in ("body", "plain"):
            run = line.runs[0]
            joint = replace(run, glue=_glue(text, held, run))
            held = replace(held, style=_stronger(held, line), runs=(*held.runs, joint))
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _stronger(first: Line, second: Line) -> Style:
    """Joined lines are running text if either is."""
    return "body" if "body" in (first.style, second.style) or len(first.runs) > 1 else first.style


def _glue(text: str, held: Line, run: Run) -> str:
    """A blank between two words of Latin letters, nothing between Han characters."""
    last, first = text[held.runs[-1].end - 1], text[run.start]
    return " " if ASCII_EDGE.match(last) and ASCII_EDGE.match(first) else ""


def _shortened(line: Line) -> Iterator[Line]:
    """The line itself, or its parts where it is longer than LONGEST."""
    if sum(run.end - run.start for run in line.runs) <= LONGEST:
        yield line
        return
    page = line.page
    for run in line.runs:
        for start in range(run.start, run.end, LONGEST):
            yield replace(line, runs=(Run(start, min(start + LONGEST, run.end)),), page=page)
            page = None


def _signature_to_the_right(lines: list[Line], text: str) -> list[Line]:
    """A date alone near the end, and the short line above it, stand at the right as on paper."""
    for at in range(max(1, len(lines) - 4), len(lines)):
        if lines[at].style in ("plain", "body") and DATE.fullmatch(_words(lines[at], text)):
            lines[at] = replace(lines[at], style="right")
            above = lines[at - 1]
            words = _words(above, text)
            if above.style in ("plain", "body") and len(words) <= 24 and not words.endswith(ENDS):
                lines[at - 1] = replace(above, style="right")
    return lines


def _words(line: Line, text: str) -> str:
    return "".join(run.glue + text[run.start : run.end] for run in line.runs)


def _hits(
    lines: Sequence[tuple[Line, str]], text: str, marks: Sequence[Span]
) -> tuple[tuple[Span, ...], ...]:
    """Each mark as the spans it has on the sheet; a mark of nothing but white space has none."""
    length = len if units(text) == len(text) else units  # of most papers both are the same, and one is at hand
    placed = sorted(_placed(lines, text, length))
    starts = [start for start, _, _ in placed]
    ends = [end for _, end, _ in placed]
    touched = ((a, b, placed[bisect_right(ends, a) : bisect_left(starts, b)]) for a, b in marks)
    hits = (tuple(_spans(runs, text, a, b, length)) for a, b, runs in touched)
    return tuple(hit for hit in hits if hit)


def _placed(
    lines: Sequence[tuple[Line, str]], text: str, length: Callable[[str], int]
) -> Iterator[tuple[int, int, int]]:
    """Every run: start and end in the text, and the UTF-16 unit of the sheet at which it begins."""
    at = 0
    for line, words in lines:
        inside = at
        for run in line.runs:
            inside += len(run.glue)
            yield run.start, run.end, inside
            inside += length(text[run.start : run.end])
        at += length(words) + 1


def _spans(
    placed: Sequence[tuple[int, int, int]], text: str, start: int, end: int, length: Callable[[str], int]
) -> Iterator[Span]:
    for run_start, run_end, at in placed:
        first, last = max(start, run_start), min(end, run_end)
        if first < last:
            before = at + length(text[run_start:first])
            yield before, before + length(text[first:last])


def units(words: str) -> int:
    """How long a string is for Qt: UTF-16 units."""
    return len(words) if words.isascii() else len(words.encode("utf-16-le", "surrogatepass")) // 2


def _width(words: str) -> float:
    """Width in Han characters; an ASCII character is half of one, as in GB18030."""
    return len(words.encode("gb18030", "replace")) / 2
