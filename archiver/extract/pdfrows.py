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
"""Heights of a line from which the gap beside a Han character is a space (a column, a tabulator)."""

WORD_GAP = 0.15
"""Heights from which the gap between two letters is a space in a row that had to be put in order."""

FINE_GAP = 0.3
"""Heights up to which a gap is fine spacing. A wider one may be the place of something drawn later: the
narrowest quotation marks of usual fonts take 0.33."""

OVERLAP = 0.6
"""Heights that neighbours may overlap: full-width punctuation set tight does by half an em."""

_SQUARE = re.compile("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LINE_END = re.compile("\r\n|\r|\n")
_INNER_SPACE = re.compile(r"(?<=\S) (?=\S)")


class Glyph(NamedTuple):
    """A character, its box in points (y upwards), and whether PDFium guessed a space before it."""

    character: str
    left: float
    right: float
    bottom: float
    top: float
    after_guess: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom


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
    """The row that begins at index `start` of the page.

    A box costs 3 µs, so all characters are only asked for theirs where Han characters have holes between them.
    """
    inked = text.strip()
    if not inked:
        return Row(text)
    if _SQUARE.search(text) and _has_holes(textpage, text, start):
        ordered = _in_order([*_glyphs(textpage, text, range(start, start + len(text)))])
        return _boxed(_written(ordered), ordered)
    first = text.index(inked)
    ends = _glyphs(textpage, text, start, (first, first + len(inked) - 1))
    return _boxed(shown, [*ends])
