"""The rows of characters on a page of a PDF: in the order they stand there, with true spaces only.

PDFium gives characters as the file draws them and guesses spaces from gaps. LibreOffice draws the quotation
marks of a line after its other characters, and all office programs leave a gap between Han characters and
digits: words with either inside would not be found as they are read.
"""

import ctypes
import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

WIDE_GAP = 0.5
"""Ems from which the gap beside a Han character is a space (a column, a tabulator), not fine spacing."""

WORD_GAP = 0.15
"""Ems from which the gap between two letters is a space in a row that had to be put in order."""

STEP_BACK = 0.3
"""Ems a character may stand left of the one before it (an accent, fine spacing) without being out of order."""

OVERLAP = 0.6
"""Ems that neighbours may overlap: full-width punctuation set tight does by half an em."""

_SQUARE = re.compile("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LINE_END = re.compile("\r\n|\r|\n")


class Glyph(NamedTuple):
    """A character, its box in points (y upwards), and whether PDFium or we see a gap before it."""

    character: str
    left: float
    right: float
    bottom: float
    top: float
    gap: bool = False


class Row(NamedTuple):
    """The text of a row and the box around it in points, y upwards."""

    text: str
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    top: float = 0.0

    @property
    def height(self) -> float:
        return self.top - self.bottom


def rows(textpage: Any) -> list[Row]:
    """The rows of a page in the order of the file."""
    characters = _characters(textpage)
    breaks = [*_LINE_END.finditer(characters)]
    starts = [0, *(found.end() for found in breaks)]
    ends = [*(found.start() for found in breaks), len(characters)]
    return [_row(textpage, characters[start:end], start) for start, end in zip(starts, ends, strict=True)]


def _characters(textpage: Any) -> str:
    """The text, one character for each index of PDFium.

    The quick call leaves out characters without a Unicode value; asking for each one takes ten times as long.
    """
    text: str = textpage.get_text_range()
    count = textpage.count_chars()
    if len(text) == count:
        return text
    return "".join(chr(pdfium_c.FPDFText_GetUnicode(textpage, index)) for index in range(count))


def _row(textpage: Any, text: str, start: int) -> Row:
    """The row that begins at index `start` of the page. Only those with Han characters are looked at closely."""
    inked = [index for index, character in enumerate(text) if not character.isspace()]
    if not inked:
        return Row(text)
    if _SQUARE.search(text):
        ordered = _in_order([*_glyphs(textpage, text, start)])
        return _boxed(_written(ordered), ordered)
    ends = [_glyph(textpage, text[index], start + index) for index in (inked[0], inked[-1])]
    return _boxed(text.replace("\0", ""), ends)


def _glyphs(textpage: Any, text: str, start: int) -> Iterator[Glyph]:
    """The characters of a row without the spaces PDFium guessed."""
    gap = False
    for index, character in enumerate(text, start):
        if character == " " and pdfium_c.FPDFText_IsGenerated(textpage, index) == 1:
            gap = True
        elif character != "\0":
            yield _glyph(textpage, character, index, gap=gap)
            gap = False


def _glyph(textpage: Any, character: str, index: int, *, gap: bool = False) -> Glyph:
    box = pdfium_c.FS_RECTF()
    pdfium_c.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(box))
    return Glyph(character, box.left, box.right, box.bottom, box.top, gap)


def _boxed(text: str, glyphs: list[Glyph]) -> Row:
    inked = [glyph for glyph in glyphs if not glyph.character.isspace()] or glyphs
    return Row(
        text,
        min(glyph.left for glyph in inked),
        max(glyph.right for glyph in inked),
        min(glyph.bottom for glyph in inked),
        max(glyph.top for glyph in inked),
    )


def _in_order(glyphs: list[Glyph]) -> list[Glyph]:
    """The glyphs from left to right, where that makes a readable row; else as the file has them.

    It doesn't for vertical or turned writing, for scripts from right to left, and for a stamp over the words.
    """
    em = _em(glyphs)
    if all(after.left >= before.left - STEP_BACK * em for before, after in pairwise(glyphs)):
        return glyphs
    ordered = sorted(glyphs, key=lambda glyph: glyph.left)
    inked = [glyph for glyph in ordered if not glyph.character.isspace()]
    apart = all(after.left >= before.right - OVERLAP * em for before, after in pairwise(inked))
    if not apart or not _level(inked) or any(_RIGHT_TO_LEFT.match(glyph.character) for glyph in inked):
        return glyphs
    spaced = [after._replace(gap=after.left - before.right > WORD_GAP * em) for before, after in pairwise(ordered)]
    return ordered[:1] + spaced


def _level(glyphs: list[Glyph]) -> bool:
    """Whether the middle of each glyph is level with the tallest one."""
    tallest = max(glyphs, key=lambda glyph: glyph.top - glyph.bottom)
    return all(tallest.bottom < (glyph.bottom + glyph.top) / 2 < tallest.top for glyph in glyphs)


def _written(glyphs: list[Glyph]) -> str:
    """The characters with a space for each gap that is one.

    Word and LibreOffice set 2011年 a quarter of a character apart and write no space; with one, a search for
    2011年 wouldn't find it. Gaps of half a character and more (columns) are spaces.
    """
    em = _em(glyphs)
    parts = [glyphs[0].character]
    for before, after in pairwise(glyphs):
        beside_han = _SQUARE.match(before.character) or _SQUARE.match(after.character)
        if after.gap and not (beside_han and abs(after.left - before.right) < WIDE_GAP * em):
            parts.append(" ")
        parts.append(after.character)
    return "".join(parts)


def _em(glyphs: list[Glyph]) -> float:
    """The width of a Han character of the row in points."""
    widths = [glyph.right - glyph.left for glyph in glyphs if _SQUARE.match(glyph.character)]
    return median(widths) if widths else 0.0
