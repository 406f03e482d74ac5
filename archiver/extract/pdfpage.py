"""One page of a PDF through PDFium: its characters, and whether they are what the page shows."""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from archiver.extract.commonness import ordinary_share

COVERED = 0.7
"""Share of the page under pictures from which a page of hardly any characters is taken for a scan."""

FEW_CHARACTERS = 16
"""What a scanning app prints into its scans at most (a name, a page number)."""

MANY_SHAPES = 40
"""Drawn shapes from which a page without characters is text turned into outlines, not a line or two."""

SAMPLED_CHARACTERS = 300
"""Characters of a page asked for their Unicode mapping (1 µs each)."""

_HYPHEN_AT_LINE_END = re.compile("(?<=[A-Za-z])[\ufffe\x02](?:\r?\n)?(?=[a-z])")
_SPACES = re.compile("[ \xa0]{2,}")
_HAN = "\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_HAN_GAP = re.compile(f"(?<=[{_HAN}]) (?=\\S)|(?<=\\S) (?=[{_HAN}])")
_MIXED_EDGE = re.compile("[\u3400-\u9fff][0-9A-Za-z]|[0-9A-Za-z%％][\u3400-\u9fff]")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number (from 1): its text, or why there is none."""

    number: int
    text: str = ""
    is_scan: bool = False
    is_garbled: bool = False
    is_broken: bool = False


def read_page(document: Any, index: int) -> Page:
    """One page (from 0); a damaged one doesn't take the others along."""
    try:
        page = document[index]
        try:
            return _read(page, index + 1)
        finally:
            page.close()
    except (pypdfium2.PdfiumError, UnicodeError, AssertionError):
        # pypdfium2 asserts on counts that PDFium gives differently for broken pages.
        return Page(index + 1, is_broken=True)


def _read(page: Any, number: int) -> Page:
    textpage = page.get_textpage()
    try:
        text = mended(_without_narrow_gaps(textpage, textpage.get_text_range()))
        unmapped = _unmapped_share(textpage)
        silent = not textpage.count_chars() and _has_text_objects(page)
    finally:
        textpage.close()
    if silent or is_garbled(text, unmapped):
        return Page(number, is_garbled=True)
    few = len("".join(text.split())) < FEW_CHARACTERS
    return Page(number, text, is_scan=few and _is_picture(page, blank=not text.strip()))


def _without_narrow_gaps(textpage: Any, text: str) -> str:
    """`text` without the spaces that PDFium made of the narrow gap between Han characters and digits.

    Word and LibreOffice set 2011年 a quarter of a character apart and write no space; with one, a search for
    2011年 wouldn't find it. Gaps of half a character and more (columns) stay.
    """
    if any(ord(character) > 0xFFFF for character in text):
        return text
    narrow = [gap.start() for gap in _HAN_GAP.finditer(text) if _is_narrow(textpage, gap.start())]
    kept = (text[start + 1:end] for start, end in zip([-1, *narrow], [*narrow, len(text)], strict=True))
    return "".join(kept)


def _is_narrow(textpage: Any, position: int) -> bool:
    """Whether the space at that place of the text is PDFium's own and less than half a character wide."""
    at = pdfium_c.FPDFText_GetCharIndexFromTextIndex(textpage, position)
    if at < 1 or pdfium_c.FPDFText_IsGenerated(textpage, at) != 1:
        return False
    _, bottom, right, top = textpage.get_charbox(at - 1, loose=True)
    following = textpage.get_charbox(at + 1, loose=True)[0]
    return bool(abs(following - right) < 0.5 * (top - bottom))


def mended(text: str) -> str:
    """PDFium puts U+FFFE (or U+0002) for a hyphen at a line's end, and runs of spaces for wide gaps."""
    joined = _HYPHEN_AT_LINE_END.sub("", text)
    return _SPACES.sub(" ", joined.replace("\ufffe", "-").replace("\x02", "-")).replace("\xa0", " ")


def unwrapped(text: str) -> str:
    """`text` with lines joined where a full line ended between a Han character and a digit or letter.

    Between two Han characters a line break counts for nothing in a search, between two words for a space;
    第⏎3条 would be neither 第3条 nor 第 3条 as people type it.
    """
    lines = text.split("\n")
    full = 0.8 * max(map(_width, lines))
    joined = lines[:1]
    for before, line in pairwise(lines):
        if _width(before) >= full and _MIXED_EDGE.fullmatch(before[-1:] + line[:1]):
            joined[-1] += line
        else:
            joined.append(line)
    return "\n".join(joined)


def _width(line: str) -> int:
    return sum(2 if character > "\u2e7f" else 1 for character in line)


def is_garbled(text: str, unmapped: float = 0.0) -> bool:
    """Whether the characters are not what the page shows: a font that doesn't say what its shapes mean.

    Then PDFium gives numbers of shapes: control and private-use characters, or Han characters nobody writes.
    `unmapped` is the share of characters that PDFium itself found no Unicode for.
    """
    characters = "".join(text.split())
    if len(characters) < FEW_CHARACTERS and unmapped < 0.5:
        return False
    wrong = len(_NOT_TEXT.findall(characters))
    return unmapped > 0.15 or wrong * 6 > len(characters) or ordinary_share(characters) < 0.6


def _unmapped_share(textpage: Any) -> float:
    count = textpage.count_chars()
    asked = range(0, count, max(1, count // SAMPLED_CHARACTERS))
    failed = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage, index) == 1 for index in asked)
    return failed / len(asked) if asked else 0.0


def _has_text_objects(page: Any) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=4))


def _is_picture(page: Any, *, blank: bool) -> bool:
    """Whether the page shows a picture (or, `blank` of characters, outlines) where its words should be."""
    width, height = page.get_size()
    covered, shapes = 0.0, 0
    for shape in page.get_objects(max_depth=4):
        shapes += 1
        if shape.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = shape.get_bounds()
            covered += max(0, min(right, width) - max(left, 0)) * max(0, min(top, height) - max(bottom, 0))
    return covered >= COVERED * width * height or (blank and (shapes >= MANY_SHAPES or covered > 0))
