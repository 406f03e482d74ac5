"""PDF: one block for each page, through PDFium; pages without characters are scans."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from archiver.extract.blocks import Collected, clean
from archiver.extract.commonness import ordinary_share
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

READING_SECONDS = 20.0
"""After this no further page is begun; what was read by then counts. Measured: 2–5 ms a page."""

COVERED = 0.7
"""Share of the page under pictures from which a page of hardly any characters is taken for a scan."""

FEW_CHARACTERS = 16
"""What a scanning app prints into its scans at most (a name, a page number)."""

MANY_SHAPES = 40
"""Drawn shapes from which a page without characters is text turned into outlines, not a line or two."""

_HYPHEN_AT_LINE_END = re.compile("(?<=[A-Za-z])[\ufffe\x02](?:\r?\n)?(?=[a-z])")
_SPACES = re.compile(r"[ \xa0]{2,}")
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class _Page:
    number: int
    text: str = ""
    is_scan: bool = False
    is_broken: bool = False


def read(path: Path) -> Extracted:
    """The text of a PDF, page by page."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        return _refused(path, str(error))
    try:
        properties = _properties(document)
        return _result(list(_pages(document)), len(document), properties)
    finally:
        document.close()


def _refused(path: Path, said: str) -> Extracted:
    path.stat()
    if "password" in said.casefold():
        return Extracted("pdf", State.ENCRYPTED, Reason("extract.password"))
    if "security" in said.casefold():
        return Extracted("pdf", State.ENCRYPTED, Reason("extract.pdf_security"))
    return Extracted("pdf", State.FAILED, Reason("extract.damaged", {"detail": said}))


def _pages(document: Any) -> Iterator[_Page]:
    """Every page until the time is over."""
    start = time.monotonic()
    for index in range(len(document)):
        if time.monotonic() - start > READING_SECONDS:
            return
        yield _page(document, index)


def _page(document: Any, index: int) -> _Page:
    """One page; a damaged one doesn't take the others along."""
    try:
        page = document[index]
        try:
            text = _mended(_characters(page))
            few = len("".join(text.split())) < FEW_CHARACTERS
            return _Page(index + 1, text, is_scan=few and _is_picture(page, blank=not text.strip()))
        finally:
            page.close()
    except (pypdfium2.PdfiumError, UnicodeError, AssertionError):
        # pypdfium2 asserts on counts that PDFium gives differently for broken pages.
        return _Page(index + 1, is_broken=True)


def _characters(page: Any) -> str:
    textpage = page.get_textpage()
    try:
        text: str = textpage.get_text_range()
        return text
    finally:
        textpage.close()


def _mended(text: str) -> str:
    """PDFium puts U+FFFE (or U+0002) for a hyphen at a line's end, and runs of spaces for wide gaps."""
    joined = _HYPHEN_AT_LINE_END.sub("", text)
    return _SPACES.sub(" ", joined.replace("\ufffe", "-").replace("\x02", "-"))


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


def _result(pages: list[_Page], count: int, properties: dict[str, str]) -> Extracted:
    """State and text by what the pages gave."""
    words = "".join(page.text for page in pages)
    scans = [page.number for page in pages if page.is_scan]
    broken = [page.number for page in pages if page.is_broken]
    if scans and len(scans) + len(broken) == len(pages):
        return Extracted("pdf", State.SCAN, Reason("extract.scan", {"pages": count}), properties=properties)
    if broken and len(broken) == len(pages):
        damaged = Reason("extract.damaged", {"detail": "no page can be read"})
        return Extracted("pdf", State.FAILED, damaged, properties=properties)
    if is_garbled(words):
        return Extracted("pdf", State.GARBLED, Reason("extract.garbled_pdf"), properties=properties)
    state, reason = _judge(scans, broken, len(pages), count)
    return _collect(pages).extracted("pdf", state, reason, properties)


def _judge(scans: list[int], broken: list[int], read: int, count: int) -> tuple[State, Reason]:
    if read < count:
        return State.PARTIAL, Reason("extract.pages_left", {"read": read, "count": count})
    if broken:
        return State.PARTIAL, Reason("extract.pages_broken", {"pages": _listed(broken), "count": count})
    if scans:
        return State.PARTIAL, Reason("extract.pages_scanned", {"pages": _listed(scans), "count": count})
    return State.SEARCHABLE, NO_REASON


def _listed(numbers: list[int]) -> str:
    """Page numbers as a person writes them: 1–3, 7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs[:12]]
    return ", ".join(shown) + ("…" if len(runs) > 12 else "")


def is_garbled(text: str) -> bool:
    """Whether the characters are not what the page shows: a font without a Unicode table.

    Then PDFium gives control and private-use characters, or Han characters nobody writes.
    """
    characters = "".join(text.split())
    if len(characters) < FEW_CHARACTERS:
        return False
    wrong = len(_NOT_TEXT.findall(characters))
    return wrong * 5 > len(characters) or ordinary_share(characters) < 0.6


def _collect(pages: list[_Page]) -> Collected:
    """One block a page; words run on from one page to the next."""
    found = Collected()
    for page in pages:
        found.add("page", page.text, page=page.number, joined=bool(found.blocks))
    return found


def _properties(document: Any) -> dict[str, str]:
    names = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified"}
    try:
        said = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeError):
        said = {}
    found = {
        name: _iso(said[key]) if "Date" in key else clean(said[key]).strip()
        for key, name in names.items()
        if key in said
    }
    return {name: value for name, value in found.items() if value} | {"pages": str(len(document))}


def _iso(date: str) -> str:
    """`D:20111208093000+08'00'` (ISO 32000 7.9.4) as 2011-12-08T09:30:00; "" where it is no date."""
    digits = re.sub(r"\D", "", date.removeprefix("D:")[:14])
    try:
        return datetime.strptime(digits[:14].ljust(14, "0"), "%Y%m%d%H%M%S").isoformat()
    except ValueError:
        return ""
