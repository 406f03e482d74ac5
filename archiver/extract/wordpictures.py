"""Which pictures in a Word 97–2003 document stand for pages: those set into a line ([MS-DOC] 2.9.190)."""

import struct
from collections.abc import Iterator

from archiver.extract.blocks import Collected
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import Pictured, is_large
from archiver.extract.wordfile import WordFile

_HEADER_BYTES, _SHAPE, _LINKED = 68, 0x64, 0x66
_FBSE, _FIRST_BLIP, _LAST_BLIP = 0xF007, 0xF018, 0xF117
_TWO_DIGESTS = frozenset({0x46B, 0x6E3, 0x6E1, 0x6E5})
_ROOM = (11906 - 2880) * (16838 - 2880)
"""Square twips between margins of an inch on A4, which all but few papers have."""

_HEAD_BYTES = 1024 * 1024


def with_pictures(word: WordFile, body: Collected, met: list[tuple[int, int]], pictured: Pictured) -> Collected:
    """The body with the words of its page pictures between its blocks; which are pages is told as in DOCX.

    `met` are the places of pictures in the stream of data, each with how many blocks stand before it.
    """
    if not met:
        return body
    few = sum(len("".join(part.split())) for part in body.parts) < FEW_CHARACTERS
    data = word.data()
    return pictured.placed(body, _pages(data, met, 0.0 if few else COVERED * _ROOM))


def _pages(data: bytes, met: list[tuple[int, int]], least: float) -> Iterator[tuple[int, str]]:
    for after, at in met:
        for start, end in _blips(data, at) if _area(data, at) >= least else ():
            if is_large(data[start:min(end, start + _HEAD_BYTES)]):
                yield after, f"{start}:{end}"


def picture(word: WordFile, name: str) -> bytes:
    """The bytes of the picture that `with_pictures` called so."""
    start, _, end = name.partition(":")
    return word.data()[int(start):int(end)]


def _area(data: bytes, at: int) -> float:
    """Square twips that the picture takes: its size, stretched by so many thousandths."""
    if at < 0 or at + _HEADER_BYTES > len(data):
        return -1.0
    width, height, across, down = struct.unpack_from("<hhHH", data, at + 28)
    return float(width * (across or 1000) * height * (down or 1000)) / 1e6


def _blips(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    """Where the pictures of one place begin and end, behind its header and the shape that holds them."""
    size, header, kind = struct.unpack_from("<IHH", data, at)
    end = min(at + size, len(data))
    at += header
    if kind == _LINKED and at < end:
        at += 1 + data[at]
    while at + 8 <= end and kind in (_SHAPE, _LINKED):
        instance, record, length = struct.unpack_from("<HHI", data, at)
        if record == _FBSE:
            # A picture kept in its entry: behind the entry's 36 bytes and its name.
            at += 8 + 36 + (data[at + 8 + 33] if at + 42 <= end else 0)
            continue
        if _FIRST_BLIP <= record <= _LAST_BLIP:
            digests = 2 if instance >> 4 in _TWO_DIGESTS else 1
            yield at + 8 + 16 * digests + 1, min(at + 8 + length, end)
        at += 8 + length
