"""The text of a scan, whose pages were recognised, as one paper: joined as the lines of any PDF are."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pypdfium2

from archiver.extract import pdf
from archiver.extract.blocks import clean
from archiver.extract.pdflines import Line, lines
from archiver.extract.pdfpage import Page
from archiver.extract.pdfrows import Row
from archiver.extract.sniff import sniff
from archiver.model import Extracted, State
from archiver.wording import Reason

Recognised = Mapping[int, Sequence[tuple[str, float, float, float, float]] | None]
"""The fields of the rows of each page to be recognised, by its number; None where that didn't succeed."""


def scanned_pages(path: Path, password: str = "") -> tuple[int, ...]:
    """The numbers of the pages of a PDF that are pictures without words. Raises PdfiumError where it is locked."""
    document = pypdfium2.PdfDocument(path, password=password or None)
    try:
        return tuple(page.number for page in pdf.read_pages(document) if page.is_scan)
    finally:
        document.close()


def extract_recognised(path: Path, recognised: Recognised, password: str = "") -> Extracted:
    """The text of a scanned PDF or a picture file; pages with words of their own keep them."""
    if sniff(path) != "pdf":
        pages = [_page(number, rows) for number, rows in sorted(recognised.items())]
        return _extracted("image", pages, len(pages), recognised, {"pages": str(len(pages))})
    document = pypdfium2.PdfDocument(path, password=password or None)
    try:
        pages = [
            _page(page.number, recognised[page.number]) if page.number in recognised else page
            for page in pdf.read_pages(document)
        ]
        return _extracted("pdf", pages, len(document), recognised, pdf.properties(path, document))
    finally:
        document.close()


def _page(number: int, rows: Sequence[tuple[str, float, float, float, float]] | None) -> Page:
    return Page(number, tuple(_clean(line) for line in lines([Row(*row) for row in rows or ()])))


def _clean(line: Line) -> Line:
    return Line(clean(line.text), line.room, line.carries_on)


def _extracted(
    format: str, pages: list[Page], count: int, recognised: Recognised, properties: dict[str, str]
) -> Extracted:
    lost = [number for number, rows in sorted(recognised.items()) if rows is None]
    if not any(page.text.strip() for page in pages):
        state, code = (State.FAILED, "extract.ocr_failed") if lost else (State.EMPTY, "extract.ocr_no_words")
        return Extracted(format, state, Reason(code, {"pages": count}), properties=properties)
    state, reason = _judge(pages, count, recognised, lost)
    return pdf.collect(pages).extracted(format, state, reason, properties)


def _judge(pages: list[Page], count: int, recognised: Recognised, lost: list[int]) -> tuple[State, Reason]:
    """What else is wrong with the paper comes first; then the pages lost; all well else, and read by machine."""
    if lost:
        return State.PARTIAL, Reason("extract.ocr_pages_lost", {"pages": pdf.listed(lost), "count": count})
    state, reason = pdf.judge(pages, count)
    return (state, reason) if reason else (state, Reason("extract.by_ocr", {"pages": len(recognised)}))
