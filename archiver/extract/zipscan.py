"""The members of a zip found by their own headers (APPNOTE 4.3.7), where its directory is missing or its data damaged."""

import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from mmap import mmap

from archiver.errors import ArchiveError
from archiver.extract.package import MAX_MEMBER_BYTES, MAX_TOTAL_BYTES, swells

_MAGIC = b"PK\x03\x04"
_HEADER = struct.Struct("<4x2xHH4xIIIHH")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_STORED, _DEFLATED = 0, 8
_UNKNOWN = (0, 0xFFFFFFFF)
_CHUNK = 16 * 1024


@dataclass(frozen=True, slots=True)
class Saved:
    """A member as far as it could be had; whole where it ends as it should and its checksum fits."""

    name: str
    data: bytes
    is_whole: bool


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    start: int

    @property
    def end(self) -> int | None:
        """Where the member ends by what its header says; None where the size follows the data."""
        return None if self.flags & _SIZES_FOLLOW or self.packed in _UNKNOWN else self.start + self.packed


def scan(data: bytes | mmap, is_wanted: Callable[[str], bool]) -> Iterator[Saved]:
    """The wanted members in the order they lie in the file. Raises `extract.bomb` at the limits of a package."""
    spent = 0
    at = data.find(_MAGIC)
    while at >= 0:
        header = _header(data, at)
        behind = at + len(_MAGIC)
        if header is not None:
            wanted = is_wanted(header.name)
            body, end, is_whole = _body(data, header, wanted)
            spent += len(body)
            if spent > MAX_TOTAL_BYTES:
                raise ArchiveError("extract.bomb", megabytes=spent // 1024**2)
            if wanted:
                yield Saved(header.name, body, is_whole)
            behind = max(behind, end)
        at = data.find(_MAGIC, behind)


def _header(data: bytes | mmap, at: int) -> _Header | None:
    """The header that begins there; None where the file ends in it."""
    raw = data[at:at + _HEADER.size]
    if len(raw) < _HEADER.size:
        return None
    flags, method, checksum, packed, _, name_length, extra_length = _HEADER.unpack(raw)
    start = at + _HEADER.size + name_length + extra_length
    name = data[at + _HEADER.size:at + _HEADER.size + name_length]
    if len(name) < name_length or start > len(data):
        return None
    return _Header(name.decode("utf-8", "replace"), flags, method, checksum, packed, start)


def _body(data: bytes | mmap, header: _Header, wanted: bool) -> tuple[bytes, int, bool]:
    """The bytes of a member, where to look for the next one, and whether the member is whole."""
    if header.flags & _ENCRYPTED or header.method not in (_STORED, _DEFLATED):
        return b"", header.end or header.start, False
    if not wanted and header.end is not None:
        return b"", header.end, False
    if header.method == _STORED:
        body, end, is_ended = _stored(data, header)
    else:
        body, end, is_ended = _inflated(data, header)
    return (body if wanted else b""), end, is_ended and _fits(data, header, body, end)


def _stored(data: bytes | mmap, header: _Header) -> tuple[bytes, int, bool]:
    end = header.end
    if end is None:
        following = [place for place in (data.find(mark, header.start) for mark in (_MAGIC, b"PK\x07\x08")) if place >= 0]
        end = min(following, default=len(data))
    if end - header.start > MAX_MEMBER_BYTES:
        raise ArchiveError("extract.bomb", megabytes=(end - header.start) // 1024**2)
    return data[header.start:end], end, end <= len(data)


def _inflated(data: bytes | mmap, header: _Header) -> tuple[bytes, int, bool]:
    """As far as the stream goes. After damage the next header is looked for behind the place of it."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    size, at = 0, header.start
    while at < len(data) and not stream.eof:
        chunk = data[at:at + _CHUNK]
        before = stream.copy()
        try:
            parts.append(stream.decompress(chunk))
        except zlib.error:
            parts.append(_up_to_damage(before, chunk))
            return b"".join(parts), _behind_damage(data, header, at), False
        size, at = size + len(parts[-1]), at + len(chunk)
        if size > MAX_MEMBER_BYTES or swells(size, at - header.start):
            raise ArchiveError("extract.bomb", megabytes=size // 1024**2)
    parts.append(stream.flush())
    return b"".join(parts), at - len(stream.unused_data), stream.eof


def _up_to_damage(stream: "zlib._Decompress", chunk: bytes) -> bytes:
    """What the stream gives byte by byte: a call that fails gives nothing of what went before the damage."""
    parts = []
    try:
        for place in range(len(chunk)):
            parts.append(stream.decompress(chunk[place:place + 1]))
    except zlib.error:
        return b"".join(parts)
    return b"".join(parts)


def _behind_damage(data: bytes | mmap, header: _Header, at: int) -> int:
    """The end the header names, if another part of the zip begins there."""
    end = header.end
    return end if end is not None and data[end:end + 2] == b"PK" else at


def _fits(data: bytes | mmap, header: _Header, body: bytes, end: int) -> bool:
    """Whether the checksum fits: that of the header, or of the descriptor behind the data, with or without mark."""
    if not header.flags & _SIZES_FOLLOW:
        return zlib.crc32(body) == header.checksum
    behind = data[end:end + 8]
    return zlib.crc32(body).to_bytes(4, "little") in (behind[:4], behind[4:])
