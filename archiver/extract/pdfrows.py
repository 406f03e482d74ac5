"""The rows of a page of a PDF: what stands side by side without a gap, as text with its box."""

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from archiver.extract.pdfglyphs import (
    WIDE_GAP,
    Glyph,
    fine_gaps,
    glyph,
    glyphs,
    has_han,
    in_lines,
    whole,
    written,
)

_LINE_END = re.compile("\r\n|\r|\n")
_BLANK = "\0 \t\r\n\f\v\xa0\u3000"


COLUMN_GAP = 1.5
"""Heights of a gap from which another column begins."""


class Row(NamedTuple):
    """The text of a row and its box in points, y upwards.

    The box is that of the last column, up to its last word: punctuation may hang over the right margin.
    """

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    @property
    def height(self) -> float:
        return self.top - self.bottom


class _Piece(NamedTuple):
    """What PDFium takes for a line: indices, text, first, last and last word glyph, and has it holes?"""

    start: int
    end: int
    text: str
    first: Glyph
    last: Glyph
    last_word: Glyph
    has_holes: bool


def rows(textpage: Any, page: str) -> list[Row]:
    """The rows of a page in the order of the file; blank ones are left out.

    `page` is a character for each index of PDFium, U+0000 for those to be left out.
    """
    breaks = [*_LINE_END.finditer(page)]
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(page)]
    pieces = [
        _piece(textpage, page[start:end], start)
        for start, end in zip(starts, ends, strict=True)
        if page[start:end].strip(_BLANK)
    ]
    return [row for group in _side_by_side(pieces) for row in _rows(textpage, page, group)]


def _piece(textpage: Any, text: str, start: int) -> _Piece:
    """The piece that begins at index `start` of the page."""
    start_of_ink, end_of_ink = len(text) - len(text.lstrip()), len(text.rstrip()) - 1
    end_of_words = next((index for index in range(end_of_ink, -1, -1) if text[index].isalnum()), end_of_ink)
    first = glyph(textpage, text[start_of_ink], start + start_of_ink)
    last = glyph(textpage, text[end_of_ink], start + end_of_ink)
    word = last if end_of_words == end_of_ink else glyph(textpage, text[end_of_words], start + end_of_words)
    fine = fine_gaps(textpage, text, start) if has_han(text) else []
    return _Piece(start, start + len(text), _without(text, fine or []), first, last, word, fine is None)


def _without(text: str, places: list[int]) -> str:
    kept = (text[before + 1:place] for before, place in pairwise([-1, *places, len(text)]))
    return "".join(kept).replace("\0", "")


def _side_by_side(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    """The pieces in groups that stand in one line. PDFium breaks lines of several fonts in narrow columns."""
    groups = [[piece] for piece in pieces[:1]]
    for before, piece in pairwise(pieces):
        near = piece.first.left - before.last.right < WIDE_GAP * before.last.height
        if near and _are_level(before.last, piece.first) and has_han(before.text + piece.text):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return groups


def _are_level(one: Glyph, other: Glyph) -> bool:
    middles = (one.bottom + one.top) / 2, (other.bottom + other.top) / 2
    return other.bottom < middles[0] < other.top and one.bottom < middles[1] < one.top


def _rows(textpage: Any, page: str, group: list[_Piece]) -> list[Row]:
    """The rows that the pieces make. All their places are asked only if they are several or have holes."""
    if len(group) > 1 or group[0].has_holes:
        start, end = group[0].start, group[-1].end
        lines = in_lines([*glyphs(textpage, page[start:end], start)])
        if lines:
            return [_boxed(written(line), _last_column(line)) for line in lines]
    return [_boxed(piece.text, [piece.first, piece.last_word]) for piece in group]


def _last_column(line: list[Glyph]) -> list[Glyph]:
    """The glyphs after the last wide gap."""
    inked = [each for each in line if not each.character.isspace()] or line
    wide = COLUMN_GAP * median(each.height for each in inked)
    starts = [at for at, (before, after) in enumerate(pairwise(inked), 1) if after.left - before.right > wide]
    return inked[starts[-1] if starts else 0:]


def _boxed(text: str, inked: Sequence[Glyph]) -> Row:
    """The row of that text with the box around these glyphs."""
    words = [each for each in inked if each.character.isalnum()] or inked
    return Row(
        whole(text),
        min(each.left for each in inked),
        max(each.right for each in words),
        min(each.bottom for each in inked),
        max(each.top for each in inked),
    )
