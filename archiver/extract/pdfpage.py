"""One page of a PDF through PDFium: its characters, and whether they are what the page shows."""

import re
from dataclasses import dataclass, replace
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from archiver.extract.blocks import clean
from archiver.extract.pdfgarbled import readable
from archiver.extract.pdfglyphs import characters
from archiver.extract.pdflines import Line, lines
from archiver.extract.pdfrows import rows
from archiver.extract.pdfturned import upright_text

COVERED = 0.7
"""Share of the page under pictures from which a page of hardly any characters is taken for a scan."""

FEW_CHARACTERS = 16
"""What a scanning app prints into its scans at most (a name, a page number)."""

MANY_SHAPES = 40
"""Drawn shapes from which a page without characters is text turned into outlines, not a line or two."""

_HYPHEN = re.compile("(?<=[A-Za-z])[\ufffe\x02](?=[a-z])")
_SPACES = re.compile("[ \xa0]{2,}")


@dataclass(frozen=True, slots=True)
class Page:
    """A page by its number (from 1): its text, or why there is none, or not all of it."""

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
        whole = characters(textpage)
        text = readable(textpage, whole)
        found = lines(rows(textpage, text or ""))
    finally:
        textpage.close()
    if text != whole or (not whole and _has_text_objects(page)):
        return Page(number, _shown(found), is_garbled=True)
    few = sum(len("".join(line.text.split())) for line in found) < FEW_CHARACTERS
    return Page(number, _shown(found), is_scan=few and _is_picture(page, blank=not found))


def _shown(found: list[Line]) -> tuple[Line, ...]:
    return tuple(replace(line, text=clean(mended(line.text))) for line in found)


def mended(text: str) -> str:
    """`text` without U+FFFE (or U+0002) for a hyphen at a line's end and runs of spaces for wide gaps."""
    whole = _HYPHEN.sub("", text)
    return _SPACES.sub(" ", whole.replace("\ufffe", "-").replace("\x02", "-")).replace("\xa0", " ")


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
