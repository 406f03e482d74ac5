"""The records of drawings and presentations of Office 97–2003 ([MS-ODRAW] 2.2.1, [MS-PPT] 2.3.1), and their pictures."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_TAG_DATA = 0x138B
_STORE, _ENTRY, _FIRST_BLIP, _LAST_BLIP = 0xF001, 0xF007, 0xF018, 0xF117
_SHAPE, _OPTIONS, _PICTURE_SHOWN = 0xF00A, 0xF00B, 0x104
_TWO_DIGESTS = frozenset({0x46B, 0x6E3, 0x6E1, 0x6E5})
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


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a picture lies: in the stream of drawings itself or in the one that keeps pictures, from byte to byte."""

    is_apart: bool
    start: int
    end: int


def kept(stream: bytes, within: Record, apart: bytes) -> list[Picture | None]:
    """The pictures of the store within a record, in its order (2.2.20); `apart` is the stream that keeps most."""
    store = next((each for each in inside(stream, within) if each.kind == _STORE), None)
    entries = records(stream, store.start, store.end) if store is not None else iter(())
    return [_picture(stream, entry, apart) for entry in entries]


def _picture(stream: bytes, entry: Record, apart: bytes) -> Picture | None:
    if entry.kind != _ENTRY or entry.end - entry.start < 36:
        return None
    for start, end in blips(stream, entry.start - 8, entry.end):
        return Picture(False, start, end)
    (at,) = struct.unpack_from("<I", stream, entry.start + 28)
    found = record_at(apart, at)
    return Picture(True, *_content(found)) if found is not None and _is_blip(found) else None


def blips(stream: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where the pictures among these records begin and end; one kept in an entry stands behind the entry's 36 bytes and
    its name."""
    end = min(end, len(stream))
    while start + 8 <= end:
        record = next(records(stream, start, end))
        if record.kind == _ENTRY and record.end - record.start > 36:
            start = record.start + 36 + stream[record.start + 33]
            continue
        if _is_blip(record):
            yield _content(record)
        start = record.end


def shape_of(stream: bytes, shape: Record) -> tuple[int, int]:
    """The number of a shape, and which picture of the store it shows (from 1, 0 for none)."""
    number = picture = 0
    for each in records(stream, shape.start, shape.end):
        if each.kind == _SHAPE and each.end - each.start >= 4:
            (number,) = struct.unpack_from("<I", stream, each.start)
        elif each.kind == _OPTIONS:
            count = min(each.instance, (each.end - each.start) // 6)
            options = (struct.unpack_from("<HI", stream, each.start + 6 * index) for index in range(count))
            picture = next((value for name, value in options if name & 0x3FFF == _PICTURE_SHOWN), picture)
    return number, picture


def _is_blip(record: Record) -> bool:
    return _FIRST_BLIP <= record.kind <= _LAST_BLIP


def _content(record: Record) -> tuple[int, int]:
    digests = 2 if record.instance in _TWO_DIGESTS else 1
    return record.start + 16 * digests + 1, record.end
