"""The characters of a PDF's line with their places: put in order, and written with true spaces only.

PDFium gives characters as the file draws them and guesses spaces from gaps. LibreOffice draws the quotation
marks of a line after its other characters, and all office programs leave a gap between Han characters and
digits: words with either inside would not be found as they are read.
"""

import ctypes
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

WIDE_GAP = 0.5
"""Heights of a line from which the gap beside a Han character is a space (a column, a tabulator)."""

WORD_GAP = 0.15
"""Heights from which the gap between two letters is a space in a line that had to be put in order."""

FINE_GAP = 0.3
"""Heights up to which a gap is fine spacing. A wider one may be the place of something drawn later: the
narrowest quotation marks of usual fonts take 0.33."""

OVERLAP = 0.6
"""Heights that neighbours may overlap: full-width punctuation set tight does by half an em."""

NEAR_LINES = 8
"""Lines back to which something drawn later can belong."""

# One box for all calls: PDFium allows but one thread, and making a box takes as long as asking for it.
_BOX = pdfium_c.FS_RECTF()
_REFERENCE = ctypes.byref(_BOX)

_SQUARE = re.compile("[\u2e80-\u2fdf\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\ud800-\udfff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
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


def characters(textpage: Any) -> str:
    """The text of a page, one UTF-16 unit for each index of PDFium; rare Han characters take two.

    The quick call leaves out characters without a Unicode value; asking for each one takes ten times as long.
    """
    text: str = textpage.get_text_range()
    count = textpage.count_chars()
    if len(text) < count:
        text = "".join(map(chr, memoryview(text.encode("utf-16-le", "surrogatepass")).cast("H")))
    if len(text) == count:
        return text
    return "".join(chr(pdfium_c.FPDFText_GetUnicode(textpage, index)) for index in range(count))


def whole(text: str) -> str:
    """`text` with the UTF-16 units of rare characters put together."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def has_han(text: str) -> bool:
    """Whether there are Han characters, or punctuation of their width."""
    return bool(_SQUARE.search(text))


def glyph(textpage: Any, character: str, index: int, *, after_guess: bool = False) -> Glyph:
    """The character at that index of the page; 2 µs."""
    pdfium_c.FPDFText_GetLooseCharBox(textpage, index, _REFERENCE)
    return Glyph(character, _BOX.left, _BOX.right, _BOX.bottom, _BOX.top, after_guess)


def glyphs(textpage: Any, text: str, start: int) -> Iterator[Glyph]:
    """The characters of `text`, which begins at index `start`, without the white space PDFium guessed."""
    after_guess = False
    for index, character in enumerate(text, start):
        if character.isspace() and _is_guessed(textpage, index):
            after_guess = True
        elif character != "\0":
            yield glyph(textpage, character, index, after_guess=after_guess)
            after_guess = False


def fine_gaps(textpage: Any, text: str, start: int) -> list[int] | None:
    """Where in `text` PDFium took fine spacing beside a Han character for a space.

    None if some guess is a hole or a leap back, so that all characters must be looked at. (None of 22,000
    lines of 19 programs was out of order without one.)
    """
    found: list[int] = []
    for space in _INNER_SPACE.finditer(text):
        index = space.start()
        if not _is_guessed(textpage, start + index):
            continue
        before, after = (glyph(textpage, text[at], start + at) for at in (index - 1, index + 1))
        if abs(after.left - before.right) > FINE_GAP * before.height:
            return None
        if _is_beside_han(before, after):
            found.append(index)
    return found


def _is_guessed(textpage: Any, index: int) -> bool:
    return bool(pdfium_c.FPDFText_IsGenerated(textpage, index) == 1)


def in_lines(found: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs in the lines they stand in, each from left to right; none where that makes nothing readable.

    It doesn't for vertical or turned writing, for scripts from right to left, and for a stamp over the words.
    """
    lines: list[list[Glyph]] = []
    for each in found:
        line = next((line for line in reversed(lines[-NEAR_LINES:]) if _is_level(line[0], each)), None)
        if line is None:
            lines.append([each])
        else:
            line.append(each)
    ordered = [_in_order(line) for line in lines]
    return ordered if 2 * len(lines) <= len(found) and all(map(_is_readable, ordered)) else []


def _is_level(one: Glyph, other: Glyph) -> bool:
    """Whether the middle of one is level with the other."""
    middles = (one.bottom + one.top) / 2, (other.bottom + other.top) / 2
    return other.bottom < middles[0] < other.top or one.bottom < middles[1] < one.top


def _in_order(line: list[Glyph]) -> list[Glyph]:
    height = median(each.height for each in line)
    if all(after.left >= before.left - FINE_GAP * height for before, after in pairwise(line)):
        return line
    ordered = sorted(line, key=lambda each: each.left)
    return ordered[:1] + [
        after._replace(after_guess=after.left - before.right > WORD_GAP * height)
        for before, after in pairwise(ordered)
    ]


def _is_readable(line: Sequence[Glyph]) -> bool:
    """Whether the glyphs stand beside each other and are no script from right to left."""
    inked = [each for each in line if not each.character.isspace()]
    reach = OVERLAP * median(each.height for each in line)
    return all(after.left >= before.right - reach for before, after in pairwise(inked)) and not any(
        _RIGHT_TO_LEFT.match(each.character) for each in inked
    )


def written(line: Sequence[Glyph]) -> str:
    """The characters with a space for each gap that is one.

    Word and LibreOffice set 2011年 a quarter of a character apart and write no space; with one, a search for
    2011年 wouldn't find it. Gaps of half a character and more (columns) are spaces.
    """
    parts = [line[0].character]
    for before, after in pairwise(line):
        narrow = _is_beside_han(before, after) and abs(after.left - before.right) < WIDE_GAP * before.height
        parts.append(" " + after.character if after.after_guess and not narrow else after.character)
    return "".join(parts)


def _is_beside_han(before: Glyph, after: Glyph) -> bool:
    return bool(_SQUARE.match(before.character) or _SQUARE.match(after.character))
