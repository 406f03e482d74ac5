"""The records of a PowerPoint 97–2003 file ([MS-PPT] 2.3.1), and where its newest saving keeps each part."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_USER_EDIT, _DIRECTORY, _TAG_DATA = 0x0FF5, 0x1772, 0x138B
DEEPEST = 40
"""Records lie in records about ten deep; deeper ones only a hostile file has."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record: its kind, its place among others of the kind, and where its content lies in the stream."""

    kind: int
    instance: int
    start: int
    end: int
    is_container: bool


def records(stream: bytes, start: int, end: int) -> Iterator[Record]:
    """The records that follow one another from `start`; one cut short ends where the stream does."""
    end = min(end, len(stream))
    while start + 8 <= end:
        version, kind, size = struct.unpack_from("<HHI", stream, start)
        stop = min(start + 8 + size, end)
        # What PowerPoint 2000 and later added lies in records inside one that doesn't say it holds any.
        yield Record(kind, version >> 4, start + 8, stop, version & 0xF == 0xF or kind == _TAG_DATA)
        start = stop


def record_at(stream: bytes, at: int) -> Record | None:
    """The one record that begins at `at`."""
    return next(records(stream, at, len(stream)), None)


def inside(stream: bytes, record: Record, depth: int = 0) -> Iterator[Record]:
    """All records below, each before what it holds."""
    for below in records(stream, record.start, record.end):
        yield below
        if below.is_container and depth < DEEPEST:
            yield from inside(stream, below, depth + 1)


def places(stream: bytes, newest_edit: int) -> tuple[dict[int, int], int]:
    """Where each persistent object lies, by its number, and the number of the document (2.3.3 to 2.3.5).

    Each saving only names what changed and points at the saving before; 0 where no document is named.
    """
    found: dict[int, int] = {}
    document, seen = 0, set[int]()
    while newest_edit not in seen:
        seen.add(newest_edit)
        edit = record_at(stream, newest_edit)
        if edit is None or edit.kind != _USER_EDIT or edit.end - edit.start < 20:
            break
        before, directory, number = struct.unpack_from("<III", stream, edit.start + 8)
        document = document or number
        found = _directory(stream, directory) | found
        if not before:
            break
        newest_edit = before
    return found, document


def _directory(stream: bytes, at: int) -> dict[int, int]:
    found: dict[int, int] = {}
    record = record_at(stream, at)
    if record is None or record.kind != _DIRECTORY:
        return found
    at = record.start
    while at + 4 <= record.end:
        head = int.from_bytes(stream[at:at + 4], "little")
        first, count = head & 0xFFFFF, min(head >> 20, (record.end - at - 4) // 4)
        for index, offset in enumerate(struct.unpack_from(f"<{count}I", stream, at + 4)):
            found.setdefault(first + index, offset)
        at += 4 + 4 * count
        if not count:
            break
    return found
