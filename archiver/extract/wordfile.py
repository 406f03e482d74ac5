"""A Word 97–2003 file ([MS-DOC]): the stream of characters behind its piece table, and its tables."""

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import olefile

from archiver.errors import ArchiveError
from archiver.extract.commonness import score
from archiver.extract.olestorage import Storage

WORD_97 = 193
"""nFib of Word 97 ([MS-DOC] 2.5.1); below stand Word 6 (101) and 95 (104)."""

MAX_STREAM_BYTES = 256 * 1024 * 1024
STORIES = ("body", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header boxes")
"""The stretches of characters, in the order they follow one another; `ccp…` fields give their lengths."""

PIECES, HEADER_STARTS = 33, 11
FLOATING, DRAWINGS = 40, 50
STYLES, CHARACTER_PAGES, PARAGRAPH_PAGES, FONTS, LISTS, LIST_OVERRIDES = 1, 12, 13, 15, 73, 74
"""Places of tables in FibRgFcLcb97, each an offset and a length in the table stream."""

_TRAIL = 0xFFFF
"""Stands for the second byte of a two-byte character, so that character positions stay as they are."""

_DOUBLE_BYTE = {0x0804: "gb18030", 0x1004: "gb18030", 0x0404: "cp950", 0x0C04: "cp950", 0x1404: "cp950"}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters `start` to `end`, found at `offset` in the WordDocument stream, in bytes of `width` each."""

    start: int
    end: int
    offset: int
    width: int


class WordFile:
    """The streams of a file, its header, and its characters as UTF-16 units by position."""

    def __init__(self, ole: olefile.OleFileIO | Storage) -> None:
        self.stream = _stream(ole, "WordDocument")
        if len(self.stream) < 0x200:
            raise ArchiveError("extract.damaged", detail="WordDocument stream too short")
        self.version, flags = self._number(2, 2), self._number(10, 2)
        self.language, self.far_east_language = self._number(6, 2), self._number(0x3C, 2)
        self.is_encrypted = bool(flags & 0x0100)
        self._table_name = "1Table" if flags & 0x0200 else "0Table"
        self._ole = ole
        self._table = b""
        self.pieces: list[Piece] = []
        self.units: array[int] = array("H")
        self.pictures: dict[int, int] = {}
        """Of the characters that stand for a picture the place of it in the stream of data; see `mend_characters`."""
        self.forms: dict[int, int] = {}
        """Of the characters that stand for a field of a form the place of it in the stream of data."""
        self.objects: dict[int, int] = {}
        """Of the characters that stand for an object of another program its number."""
        self.floating: dict[int, tuple[int, float]] = {}
        """Of the characters that anchor a shape its number, and the square twips it takes."""

    def load(self) -> None:
        """Read tables and characters. Raises ArchiveError where the tables can't be followed."""
        if self.version < WORD_97:
            self._load_word_95()
            return
        self._table = _stream(self._ole, self._table_name)
        self.pieces = list(self._pieces())
        for piece in self.pieces:
            self._read_piece(piece)
        self.floating = dict(self._anchors())

    def stories(self) -> Iterator[tuple[str, int, int]]:
        """Name, start and end of each stretch of characters that is there."""
        start = 0
        for index, name in enumerate(STORIES):
            # Word 95 counts in another way where characters have two bytes: all of it is taken for the body.
            counted = self._number(0x4C + 4 * index) if self.version >= WORD_97 else len(self.units)
            length = min(counted, len(self.units) - start)
            yield name, start, start + length
            start += length

    def table(self, index: int) -> bytes:
        """The table at that place of the header, empty where there is none."""
        if self.version < WORD_97:
            return b""
        start, end = self.span(index)
        return self._table[start:end]

    def tables(self) -> tuple[str, bytes]:
        """The stream of tables, by its name."""
        return self._table_name, self._table

    def span(self, index: int) -> tuple[int, int]:
        """Where that table begins and ends in the stream of tables."""
        offset, length = self._number(0x9A + 8 * index), self._number(0x9E + 8 * index)
        return offset, offset + length

    def table_from(self, index: int) -> bytes:
        """The table stream from the start of that table on (some have data behind their end)."""
        offset = self._number(0x9A + 8 * index)
        return self._table[offset:] if self.table(index) else b""

    def offset_of(self, position: int) -> int | None:
        """Where the character at `position` stands in the stream; None beyond the last."""
        low, high = 0, len(self.pieces)
        while low < high:
            middle = (low + high) // 2
            if self.pieces[middle].end <= position:
                low = middle + 1
            else:
                high = middle
        if low == len(self.pieces):
            return None
        piece = self.pieces[low]
        return piece.offset + (position - piece.start) * piece.width

    def data(self) -> bytes:
        """The stream of pictures, empty where there is none."""
        return _stream(self._ole, "Data") if self._ole.exists("Data") else b""

    def object_words(self) -> list[str]:
        """What the objects of other programs show, in their order; in an object none is looked for."""
        if not self.objects or isinstance(self._ole, Storage):
            return []
        from archiver.extract.embedded import words_in  # with the readers of other formats; few papers show an object

        pool = (Storage(self._ole, f"ObjectPool/_{number}") for _, number in sorted(self.objects.items()))
        return [words for storage in pool for words in words_in(storage)]

    def has_pictures(self) -> bool:
        """Whether a picture or drawing is anchored among the characters (U+0001, U+0008)."""
        return 0x01 in self.units or 0x08 in self.units

    def _number(self, at: int, length: int = 4) -> int:
        return int.from_bytes(self.stream[at:at + length], "little")

    def _pieces(self) -> Iterator[Piece]:
        """From the Pcdt behind the Prcs of the Clx (2.9.38); without one, all characters in a row."""
        clx, at = self.table(PIECES), 0
        while clx[at:at + 1] == b"\x01":
            at += 3 + int.from_bytes(clx[at + 1:at + 3], "little")
        if clx[at:at + 1] != b"\x02":
            raise ArchiveError("extract.damaged", detail="no piece table")
        plc = clx[at + 5:at + 5 + int.from_bytes(clx[at + 1:at + 5], "little")]
        for index, (start, end) in enumerate(spans(plc, 8)):
            where = struct.unpack_from("<I", plc, 4 * (len(plc) // 12 + 1) + 8 * index + 2)[0]
            if where & 0x4000_0000:
                yield Piece(start, end, (where & 0x3FFF_FFFF) // 2, 1)
            else:
                yield Piece(start, end, where, 2)

    def _anchors(self) -> Iterator[tuple[int, tuple[int, float]]]:
        """The shapes of the body by the positions they are anchored at: number and box in twips (2.9.253)."""
        plc = self.table(FLOATING)
        first = 4 * ((len(plc) - 4) // 30 + 1)
        for index, (position, _) in enumerate(spans(plc, 26)):
            number, left, top, right, bottom = struct.unpack_from("<I4i", plc, first + 26 * index)
            yield position, (number, float((right - left) * (bottom - top)))

    def _read_piece(self, piece: Piece) -> None:
        length = (piece.end - piece.start) * piece.width
        data = self.stream[piece.offset:piece.offset + length]
        if piece.start != len(self.units) or not 0 <= length <= len(data):
            raise ArchiveError("extract.damaged", detail="a piece lies outside the file")
        self.units.extend(array("H", data) if piece.width == 2 else self._units_of_bytes(data))

    def _units_of_bytes(self, data: bytes) -> "array[int]":
        """8-bit pieces are Windows-1252; some writers put GBK or Big5 there, as the language tells."""
        western = data.decode("cp1252", "replace")
        codec = _DOUBLE_BYTE.get(self.far_east_language) or _DOUBLE_BYTE.get(self.language)
        if not data.isascii() and codec and score(data.decode(codec, "replace")) > score(western):
            return _double_byte_units(data, codec)
        return array("H", western.encode("utf-16-le"))

    def _load_word_95(self) -> None:
        """Word 6 and 95: one run of 8-bit characters; their fast-saved files aren't followed."""
        if self._number(10, 2) & 0x0004 or self.version <= 0x60:
            raise ArchiveError("extract.old_format")
        first, last = self._number(0x18), self._number(0x1C)
        data = self.stream[first:last]
        codec = _DOUBLE_BYTE.get(self.language, "gb18030")
        double = score(data.decode(codec, "replace")) > score(data.decode("cp1252", "replace"))
        self.units = _double_byte_units(data, codec) if double else _western_units(data)
        self.pieces = [Piece(0, len(self.units), first, 1)]


def spans(plc: bytes, size: int) -> Iterator[tuple[int, int]]:
    """The stretches a PLC is about: positions, rising, then data of `size` bytes each ([MS-DOC] 2.2.2)."""
    count = (len(plc) - 4) // (4 + size) if len(plc) >= 4 else -1
    positions = struct.unpack_from(f"<{count + 1}I", plc)
    yield from pairwise(positions)


def _stream(ole: olefile.OleFileIO | Storage, name: str) -> bytes:
    if not ole.exists(name):
        raise ArchiveError("extract.damaged", detail=f"no stream {name}")
    if ole.get_size(name) > MAX_STREAM_BYTES:
        raise ArchiveError("extract.bomb", megabytes=ole.get_size(name) // 1024**2)
    data: bytes = ole.openstream(name).read()
    return data


def _western_units(data: bytes) -> "array[int]":
    return array("H", data.decode("cp1252", "replace").encode("utf-16-le"))


def _double_byte_units(data: bytes, codec: str) -> "array[int]":
    units = array("H")
    at = 0
    while at < len(data):
        pair = data[at:at + 2]
        if pair[0] < 0x80 or len(pair) < 2:
            units.append(pair[0])
            at += 1
            continue
        units.append(ord(pair.decode(codec, "replace")[0]) & 0xFFFF)
        units.append(_TRAIL)
        at += 2
    return units
