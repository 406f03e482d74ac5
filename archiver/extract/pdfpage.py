"""One page of a PDF through PDFium: its characters, and whether they are what the page shows."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from archiver.extract.blocks import clean
from archiver.extract.commonness import ordinary_share
from archiver.extract.pdflines import Line, lines
from archiver.extract.pdfrows import rows
from archiver.extract.pdfturned import upright_text

COVERED = 0.7
"""Share of the page under pictures from which a page of hardly any characters is taken for a scan."""

FEW_CHARACTERS = 16
"""What a scanning app prints into its scans at most (a name, a page number)."""

MANY_SHAPES = 40
"""Drawn shapes from which a page without characters is text turned into outlines, not a line or two."""

SAMPLED_CHARACTERS = 300
"""Characters of a page asked for their Unicode mapping (1 µs each)."""

_HYPHEN = re.compile("(?<=[A-Za-z])[\ufffe\x02](?=[a-z])")
_SPACES = re.compile("[ \xa0]{2,}")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number (from 1): its text, or why there is none."""

    number: int
    lines: tuple[Line, ...] = ()
    is_scan: bool = False
    is_garbled: bool = False
    is_broken: bool = False

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


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
    textpage = upright_text(page)
    try:
        found = lines(rows(textpage))
        unmapped = _unmapped_share(textpage)
        silent = not textpage.count_chars() and _has_text_objects(page)
    finally:
        textpage.close()
    text = "\n".join(line.text for line in found)
    if silent or is_garbled(text, unmapped):
        return Page(number, is_garbled=True)
    few = len("".join(text.split())) < FEW_CHARACTERS
    shown = tuple(replace(line, text=clean(mended(line.text))) for line in found)
    return Page(number, shown, is_scan=few and _is_picture(page, blank=not text.strip()))


def mended(text: str) -> str:
    """`text` without U+FFFE (or U+0002) for a hyphen at a line's end and runs of spaces for wide gaps."""
    whole = _HYPHEN.sub("", text)
    return _SPACES.sub(" ", whole.replace("\ufffe", "-").replace("\x02", "-")).replace("\xa0", " ")


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
