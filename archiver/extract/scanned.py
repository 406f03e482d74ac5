"""The text of a scan, whose pages were recognised, as one paper: joined as the lines of any PDF are."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pypdfium2

from archiver.extract import doc, docx, jbig2, odp, odt, ofd, olepictures, pdf, ppt, pptx
from archiver.extract.package import read_member
from archiver.extract.pdflines import Line
from archiver.extract.pdfpage import Page
from archiver.extract.pictured import Pictured, Recognised, picture_lines
from archiver.extract.sniff import sniff
from archiver.extract.source import Content
from archiver.extract.zipflags import open_zip
from archiver.model import Extracted, State
from archiver.wording import Reason

_PICTURED: dict[str, Callable[[Content, Pictured], Extracted]] = {
    "doc": doc.read, "docx": docx.read, "odp": odp.read, "odt": odt.read, "ofd": ofd.read, "ppt": ppt.read,
    "pptx": pptx.read,
}  # fmt: skip
"""Office files whose pages may be pictures."""


def is_pictured(kind: str) -> bool:
    """Whether files of this kind hold pictures of pages among their words."""
    return kind in _PICTURED


def page_pictures(content: Content, kind: str) -> list[str]:
    """The pictures of pages that such a file holds, by their names in it, or their places."""
    pictured = Pictured()
    _PICTURED[kind](content, pictured)
    return pictured.parts


def page_picture(content: Content, kind: str, number: int) -> BytesIO:
    """Picture `number` (from 1) of those, one in JBIG2 as a PDF. Raises what damaged files raise."""
    name = page_pictures(content, kind)[number - 1]
    data = olepictures.picture(content, name) if kind in ("doc", "ppt") else _member(content, name)
    return BytesIO(jbig2.as_pdf(data) if data.startswith(jbig2.MAGIC) else data)


def _member(content: Content, name: str) -> bytes:
    with open_zip(content) as archive:
        return read_member(archive, name)


def with_recognised(content: Content, kind: str, recognised: Recognised) -> Extracted:
    """The text of such a file with the words of its pictures where these stand."""
    return _PICTURED[kind](content, Pictured(recognised))


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
        pages = [Page(number, _lines(rows)) for number, rows in sorted(recognised.items())]
        return _extracted("image", pages, len(pages), recognised, {"pages": str(len(pages))})
    document = pypdfium2.PdfDocument(path, password=password or None)
    try:
        pages = [
            replace(page, lines=_lines(recognised[page.number]), is_scan=False) if page.number in recognised else page
            for page in pdf.read_pages(document)
        ]
        return _extracted("pdf", pages, len(document), recognised, pdf.properties(path, document))
    finally:
        document.close()


def _lines(rows: Sequence[tuple[str, float, float, float, float]] | None) -> tuple[Line, ...]:
    return tuple(picture_lines(rows))


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
