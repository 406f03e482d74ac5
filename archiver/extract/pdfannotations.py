"""Words laid over a page of a PDF: text boxes, stamps, what a form was filled in with, and remarks (ISO 32000-1, 12.5).

People write a mark or a number on a finished PDF this way. It is no part of the page's own text.
"""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from archiver.extract.pdfgarbled import is_garbled
from archiver.extract.pdfglyphs import characters, whole
from archiver.model import BlockKind

MOST = 1000
"""Annotations of a page looked at; a page of contents has a link for each line."""

_SHOWN = frozenset((pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP, pdfium_c.FPDF_ANNOT_WIDGET))
_NO_REMARK = _SHOWN | {pdfium_c.FPDF_ANNOT_LINK, pdfium_c.FPDF_ANNOT_POPUP}


def annotations(document: Any, index: int, page: Any) -> list[tuple[BlockKind, str]]:
    """What is laid over page `index` (from 0), and the remarks on it; nothing of the page itself."""
    kinds = list(_kinds(page))
    found: list[tuple[BlockKind, str]] = []
    if any(kind in _SHOWN for kind, _ in kinds):
        found += [("textbox", line) for line in _laid_over(document, index)]
    return found + [("comment", remark) for kind, remark in kinds if kind not in _NO_REMARK and remark.strip()]


def _kinds(page: Any) -> Iterator[tuple[int, str]]:
    """The kind of each annotation and what was written to it."""
    for number in range(min(MOST, pdfium_c.FPDFPage_GetAnnotCount(page))):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, number)
        if annotation:
            kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
            yield kind, "" if kind in _NO_REMARK else _contents(annotation)
            pdfium_c.FPDFPage_CloseAnnot(annotation)


def _contents(annotation: Any) -> str:
    size = pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium_c.FPDFAnnot_GetStringValue(annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(pdfium_c.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _laid_over(document: Any, index: int) -> list[str]:
    """The lines that a page has more than before once its annotations are made part of it, in memory only."""
    before = _text(document[index])
    page = document[index]
    flattened = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY)
    page.close()
    text = _text(document[index]) if flattened == pdfium_c.FLATTEN_SUCCESS else ""
    more = whole(text[len(before):]) if text.startswith(before) else ""
    return [] if is_garbled(more) else [line for line in more.splitlines() if line.strip()]


def _text(page: Any) -> str:
    textpage = page.get_textpage()
    try:
        return characters(textpage)
    finally:
        textpage.close()
        page.close()
