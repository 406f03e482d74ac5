"""PDF: one block for each page, through PDFium; pages without characters are scans."""

from pathlib import Path
from time import monotonic
from typing import Any

import pypdfium2

from archiver.extract.blocks import Collected
from archiver.extract.pdflines import page_texts
from archiver.extract.pdfpage import Page, read_page
from archiver.extract.pdfproperties import read_properties
from archiver.extract.running import running_lines
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

READING_SECONDS = 20.0
"""After this no further page is begun; what was read by then counts. Measured: 3–15 ms a page."""


def read(path: Path, password: str = "") -> Extracted:
    """The text of a PDF, page by page."""
    try:
        document = pypdfium2.PdfDocument(path, password=password or None)
    except pypdfium2.PdfiumError:
        return _refused(path, _reason(path, password), password)
    try:
        return _result(read_pages(document), len(document), properties(path, document))
    finally:
        document.close()


def read_pages(document: Any) -> list[Page]:
    """The pages, until the time is over."""
    start = monotonic()
    pages: list[Page] = []
    while len(pages) < len(document) and monotonic() - start <= READING_SECONDS:
        pages.append(read_page(document, len(pages)))
    return pages


def _reason(path: Path, password: str) -> str:
    """What PDFium says of a file that it doesn't open. Where it has nothing to say it repeats what it said of the file
    before, which may have been an encrypted one: so a file of nothing is that file."""
    said = ""
    for content in (b"-", path):
        try:
            pypdfium2.PdfDocument(content, password=password or None).close()
        except pypdfium2.PdfiumError as error:
            said = str(error)
    return said


def _refused(path: Path, said: str, password: str) -> Extracted:
    """Why PDFium didn't open the file. (pypdf opened none of 56 damaged files that PDFium refused.)"""
    path.stat()  # a file that is gone is no damaged one
    if "password" in said.casefold():
        return Extracted("pdf", State.ENCRYPTED, Reason("extract.wrong_password" if password else "extract.password"))
    if "security" in said.casefold():
        return Extracted("pdf", State.ENCRYPTED, Reason("extract.pdf_security"))
    return Extracted("pdf", State.FAILED, Reason("extract.damaged", {"detail": said}))


def _result(pages: list[Page], count: int, properties: dict[str, str]) -> Extracted:
    """State and text by what the pages gave."""
    if not any(page.beside or (page.text.strip() and not page.is_scan) for page in pages):
        return _wordless(pages, count, properties)
    state, reason = judge(pages, count)
    return collect(pages).extracted("pdf", state, reason, properties)


def _wordless(pages: list[Page], count: int, properties: dict[str, str]) -> Extracted:
    """The state of a file of which no page gave words: the gravest thing said of a page."""
    if any(page.is_garbled for page in pages):
        state, reason = State.GARBLED, Reason("extract.garbled_pdf")
    elif any(page.is_scan for page in pages):
        state, reason = State.SCAN, Reason("extract.scan", {"pages": count})
    elif any(page.is_broken for page in pages) or not pages:
        state, reason = State.FAILED, Reason("extract.damaged", {"detail": "no page can be read"})
    else:
        state, reason = State.EMPTY, Reason("extract.no_words")
    return Extracted("pdf", state, reason, properties=properties)


def judge(pages: list[Page], count: int) -> tuple[State, Reason]:
    """The state of a file of which some pages gave words: the gravest thing said of the others."""
    if len(pages) < count:
        return State.PARTIAL, Reason("extract.pages_left", {"read": len(pages), "count": count})
    for code, concerned in (
        ("extract.pages_broken", [page.number for page in pages if page.is_broken]),
        ("extract.pages_garbled", [page.number for page in pages if page.is_garbled]),
        ("extract.pages_scanned", [page.number for page in pages if page.is_scan]),
    ):
        if concerned:
            return State.PARTIAL, Reason(code, {"pages": listed(concerned), "count": count, "lost": len(concerned)})
    return State.SEARCHABLE, NO_REASON


def listed(numbers: list[int]) -> str:
    """Page numbers as a person writes them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:12]]
    return ", ".join(shown) + ("…" if len(runs) > 12 else "")


def collect(pages: list[Page]) -> Collected:
    """Headers once, one block a page, whose words run on from one page to the next, what is laid over them, footers
    once."""
    running = running_lines([[line.text for line in page.lines] for page in pages])
    found = Collected()
    for line in running.headers:
        found.add("header", line)
    own = [page.lines[kept.start:kept.stop] for page, kept in zip(pages, running.kept, strict=True)]
    first = len(found.blocks)
    for page, text in zip(pages, page_texts(own), strict=True):
        found.add("page", text, page=page.number, joined=len(found.blocks) > first)
    for page in pages:
        for kind, words in page.beside:
            found.add(kind, words, page=page.number)
    for line in running.footers:
        found.add("footer", line)
    return found


def properties(path: Path, document: Any) -> dict[str, str]:
    """What the file says of itself, and the number of its pages."""
    try:
        info = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeError):
        info = {}
    return read_properties(path, info) | {"pages": str(len(document))}
