"""Title, author and times of an OLE file, from its summary stream ([MS-OLEPS])."""

import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

import olefile

from archiver.extract.blocks import clean
from archiver.extract.olestorage import Storage

_CODE_PAGE, _CREATED, _SAVED = 1, 12, 13
_WORDS = ((2, "title"), (4, "author"), (3, "subject"), (5, "keywords"))
_SHORT, _BYTES, _UTF16, _TIME = 2, 30, 31, 64
_MOST_PROPERTIES = 64
_CODECS = {936: "gb18030", 950: "big5hkscs", 1200: "utf-16-le", 1252: "cp1252"}
_EPOCH = datetime(1601, 1, 1)


def of(ole: olefile.OleFileIO | Storage) -> dict[str, str]:
    """The properties of an OLE file, none where it has no summary."""
    name = "\x05SummaryInformation"
    return properties(ole.openstream(name).read()) if ole.exists(name) else {}


def properties(stream: bytes) -> dict[str, str]:
    """title, author, subject, keywords, created, modified, as far as they are there; times in ISO 8601, UTC."""
    try:
        said = dict(_values(stream))
    except (struct.error, OverflowError):
        return {}  # a damaged summary is no loss to the paper
    codec = _CODECS.get(int.from_bytes(said.get(_CODE_PAGE, b""), "little"), "utf-8")
    found = {name: _text(said.get(key, b""), codec) for key, name in _WORDS}
    found |= {name: _iso(said.get(key, b"")) for key, name in ((_CREATED, "created"), (_SAVED, "modified"))}
    return {name: value for name, value in found.items() if value}


def _values(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The raw value of each property of the first section. olefile's reader can be sent round for minutes."""
    section = struct.unpack_from("<I", stream, 44)[0]
    count = struct.unpack_from("<I", stream, section + 4)[0]
    for index in range(min(count, _MOST_PROPERTIES)):
        key, offset = struct.unpack_from("<II", stream, section + 8 + 8 * index)
        at = section + offset + 4
        if at + 4 > len(stream):
            continue
        kind, size = struct.unpack_from("<II", stream, at - 4)
        if kind == _SHORT:
            yield key, stream[at:at + 2]
        elif kind == _TIME:
            yield key, stream[at:at + 8]
        elif kind == _BYTES:
            yield key, stream[at + 4:at + 4 + size]
        elif kind == _UTF16:
            yield key, stream[at + 4:at + 4 + 2 * size].decode("utf-16-le", "replace").encode()


def _text(value: bytes, codec: str) -> str:
    return clean(value.decode(codec, "replace").partition("\0")[0]).strip()


def _iso(value: bytes) -> str:
    """A FILETIME: tenths of microseconds since 1601; "" where it is none of our age."""
    ticks = int.from_bytes(value, "little")
    if len(value) < 8 or ticks >> 62:
        return ""
    time = _EPOCH + timedelta(microseconds=ticks // 10)
    return time.replace(microsecond=0).isoformat() if time.year > 1980 else ""
