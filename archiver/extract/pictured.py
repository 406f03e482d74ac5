"""Pictures of whole pages inside office files: scans pasted into a document, an OFD made by a scanner."""

import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from archiver.extract import jbig2
from archiver.extract.blocks import Collected, clean
from archiver.extract.package import MEMBER_TROUBLE
from archiver.extract.pdflines import Line, lines, page_texts
from archiver.extract.pdfrows import Row
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

Recognised = Mapping[int, Sequence[tuple[str, float, float, float, float]] | None]
"""The fields of the rows of each page to be recognised, by its number; None where that didn't succeed."""

LONG_SIDE = 600
"""Pixels of the longer side of a picture that may be a page: A4 at 51 dpi, where 三号 is 11 pixels high. Measured: a
clean page of that size is read without a mistake. Seals, logos and icons are smaller."""

MOST_PICTURES = 300
"""Of one file that are recognised: at 8 s a page, forty minutes. Of an album with more, the rest is said to be lost."""

HEAD_BYTES = 1024 * 1024
"""Of a picture read for its size; colour profiles and previews of cameras stand before it and take up to 200 KB."""


class Pictured:
    """The page pictures of one file in its order, noted while it is read.

    `recognised` is None at first reading; afterwards it has the rows of each picture by its number from 1.
    """

    def __init__(self, recognised: Recognised | None = None) -> None:
        self.recognised = recognised
        self.parts: list[str] = []
        self._beyond = 0
        numbers = sorted(recognised or {})
        pages = [picture_lines((recognised or {})[number]) for number in numbers]
        self._texts = dict(zip(numbers, page_texts(pages), strict=True))

    def add(self, part: str) -> str:
        """One more picture of the file: what stands on it, "" as long as nobody knows. One shown again is said once."""
        return self._texts.get(self._number(part), "")

    def add_lines(self, part: str) -> list[Line]:
        """As `add`, as lines."""
        return picture_lines((self.recognised or {}).get(self._number(part)))

    def _number(self, part: str) -> int:
        """The number of a picture that is new, 0 for any other."""
        if part in self.parts:
            return 0
        if len(self.parts) == MOST_PICTURES:
            self._beyond += 1
            return 0
        self.parts.append(part)
        return len(self.parts)

    def placed(self, found: Collected, pages: Iterable[tuple[int, str]]) -> Collected:
        """The blocks with the words of pictures between them; of each is told how many blocks stand before it."""
        whole, done = Collected(), 0
        for after, name in pages:
            whole.extend(found.part(done, after))
            runs_on = after == done and bool(whole.blocks) and whole.blocks[-1].kind == "page"
            whole.add("page", self.add(name), joined=runs_on)
            done = after
        whole.extend(found.part(done, len(found.parts)))
        return whole

    def extracted(
        self, format: str, found: Collected, properties: Mapping[str, str], lost: Reason = NO_REASON
    ) -> Extracted:
        """The result of reading the file, of which something else may be `lost`."""
        if self.recognised is not None:
            return self._recognised_as(format, found, properties, lost)
        count = len(self.parts)
        if not found.parts and count:
            return Extracted(format, State.SCAN, Reason("extract.scan", {"pages": count}), properties=dict(properties))
        reason = lost or (Reason("extract.pictures_scanned", {"lost": count}) if count else NO_REASON)
        return found.extracted(format, State.PARTIAL if reason else State.SEARCHABLE, reason, properties)

    def _recognised_as(
        self, format: str, found: Collected, properties: Mapping[str, str], lost: Reason
    ) -> Extracted:
        rows, count = self.recognised or {}, len(self.parts)
        unread = sum(rows[number] is None for number in rows) + self._beyond
        if not found.parts:
            state, code = (State.FAILED, "extract.ocr_failed") if unread else (State.EMPTY, "extract.ocr_no_words")
            return Extracted(format, state, Reason(code, {"pages": count}), properties=dict(properties))
        if unread and not lost:
            lost = Reason("extract.pictures_lost", {"count": count + self._beyond, "lost": unread})
        read = Reason("extract.by_ocr", {"pages": count}) if any(self._texts.values()) else NO_REASON
        return found.extracted(format, State.PARTIAL if lost else State.SEARCHABLE, lost or read, properties)


def picture_lines(rows: Sequence[tuple[str, float, float, float, float]] | None) -> list[Line]:
    """The lines that recognised rows make."""
    return [Line(clean(line.text), line.room, line.carries_on) for line in lines([Row(*row) for row in rows or ()])]


def may_be_page(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether that member is a picture large enough to be read; one whose size stands elsewhere (TIFF) is."""
    try:
        with archive.open(name) as member:
            return is_large(member.read(HEAD_BYTES))
    except MEMBER_TROUBLE:
        return False


def is_large(head: bytes) -> bool:
    """Whether a picture that begins so may be a page."""
    try:
        return max(_size(head)) >= LONG_SIDE
    except struct.error:
        return False


def _size(head: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG, JPEG, BMP, GIF or JBIG2; (0, 0) for what is no picture of points."""
    if head.startswith(b"\x89PNG"):
        return _two(">II", head, 16)
    if head.startswith(b"\xff\xd8"):
        return _size_of_jpeg(head)
    if head.startswith(b"BM"):
        width, height = _two("<ii", head, 18)
        return abs(width), abs(height)  # rows from the top down have a negative height
    if head.startswith(jbig2.MAGIC):
        return jbig2.size(head)
    if head.startswith(b"GIF8"):
        return _two("<HH", head, 6)
    return (LONG_SIDE, LONG_SIDE) if head.startswith((b"II*\0", b"MM\0*")) else (0, 0)


def _size_of_jpeg(head: bytes) -> tuple[int, int]:
    """What its frame header (SOF0 to SOF15, ITU-T T.81 B.2.2) says. Raises struct.error where there is none."""
    at = 2
    while True:
        mark, length = _two(">HH", head, at)
        if 0xFFC0 <= mark <= 0xFFCF and mark not in (0xFFC4, 0xFFC8, 0xFFCC):
            return _two(">HH", head, at + 5)
        at += 1 if mark == 0xFFFF else 2 + length  # a mark may be filled up with FF


def _two(form: str, head: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, head, at)
    return first, second
