"""A workbook of Excel 2 to 2003 and of WPS as its records, BIFF2 to BIFF8.

[MS-XLS] describes the last of them, the "Excel file format" paper of OpenOffice.org all.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from archiver.extract import bytestrings
from archiver.extract.biffvalues import Strings
from archiver.extract.cellformat import BUILT_IN, Format, parse

END = 0x0A
_BOF = {0x0009: 2, 0x0209: 3, 0x0409: 4, 0x0809: 8}
_CODE_PAGE, _SINCE_1904, _FILE_PASS = 0x42, 0x22, 0x2F
_SHEET, _SHARED = 0x85, 0xFC
_FORMATS, _STYLES = (0x1E, 0x41E), {0x43: (2, 1), 0x243: (1, 1), 0x443: (1, 1), 0xE0: (2, 2)}
_CHART = 0x20


@dataclass(frozen=True, slots=True)
class Record:
    """One record with those that continue it; `depth` 1 is the sheet itself, 2 a chart in it."""

    kind: int
    chunks: tuple[bytes, ...]
    depth: int = 0

    @property
    def data(self) -> bytes:
        """The record's own content."""
        return self.chunks[0]


@dataclass(slots=True)
class Book:
    """What all sheets share: version, codec of 8-bit strings, strings, number formats, places."""

    stream: bytes
    version: int = 8
    codec: str = "cp1252"
    since_1904: bool = False
    is_encrypted: bool = False
    strings: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    sheets: dict[int, str] = field(default_factory=dict)
    _codes: dict[int, str] = field(default_factory=dict)
    _styles: list[int] = field(default_factory=list)

    def load(self) -> None:
        """Read what stands before the sheets; where none is named (before Excel 5), all is the one sheet."""
        first = next(substream(self.stream, 0), None)
        if first is None or first.kind not in _BOF:
            return
        self.version = _version(first)
        for record in substream(self.stream, 0):
            self._take(record)
        if not self.sheets:
            self.sheets[0] = ""
        codes = BUILT_IN | self._codes if self.version > 4 else self._codes
        self.formats = [parse(codes.get(style, "")) for style in self._styles]

    def text(self, record: Record, size: int, at: int = 0) -> str:
        """The string at `at` of a record, its count in `size` bytes."""
        if self.version >= 8:
            strings = Strings(record.chunks)
            strings.raw(at)
            return strings.string(size)
        data = b"".join(record.chunks)
        count = int.from_bytes(data[at:at + size], "little")
        return bytestrings.decode(data[at + size:at + size + count], self.codec)

    def _take(self, record: Record) -> None:
        if record.kind == _FILE_PASS:
            self.is_encrypted = True
        elif record.kind == _CODE_PAGE:
            self.codec = bytestrings.codec_of(int.from_bytes(record.data[:2], "little"))
        elif record.kind == _SINCE_1904:
            self.since_1904 = record.data[:1] == b"\x01"
        elif record.kind in _FORMATS:
            self._take_format(record)
        elif record.kind in _STYLES:
            self._take_style(record)
        elif record.kind == _SHEET and len(record.data) > 7:
            self.sheets[int.from_bytes(record.data[:4], "little")] = self.text(record, 1, 6)
        elif record.kind == _SHARED:
            self.strings = list(_shared(record))

    def _take_format(self, record: Record) -> None:
        """Versions before 5 give formats no numbers: they count them."""
        if self.version < 5:
            self._codes[len(self._codes)] = self.text(record, 1, 2 if self.version == 4 else 0)
        else:
            number = int.from_bytes(record.data[:2], "little")
            self._codes[number] = self.text(record, 2 if self.version >= 8 else 1, 2)

    def _take_style(self, record: Record) -> None:
        at, size = _STYLES[record.kind]
        number = int.from_bytes(record.data[at:at + size], "little")
        self._styles.append(number & 0x3F if self.version == 2 else number)


def _shared(record: Record) -> Iterator[str]:
    """The strings of the shared table; there can't be more than bytes for them."""
    strings = Strings(record.chunks)
    strings.raw(4)
    for _ in range(strings.number(4)):
        if strings.is_done:
            return
        yield strings.string()


def _version(begin: Record) -> int:
    """2 to 8, by the record a stream begins with; 5 (and 7, the same) is told from 8 inside it."""
    said = _BOF[begin.kind]
    return 5 if said == 8 and begin.data[1:2] == b"\x05" else said


def is_chart(begin: Record) -> bool:
    """Whether what begins here is a chart: its numbers are copies of cells."""
    return int.from_bytes(begin.data[2:4], "little") == _CHART


def substream(stream: bytes, at: int) -> Iterator[Record]:
    """The records from `at` to the end of what begins there, charts inside included."""
    depth = 0
    for record in _records(stream, at):
        depth += record.kind in _BOF
        yield Record(record.kind, record.chunks, depth)
        depth -= record.kind == END
        if depth < 1:
            return


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """Each record with those that continue it, up to the first that is cut short."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        chunks = [stream[at + 4:at + 4 + size]]
        at += 4 + size
        while stream[at:at + 2] == b"\x3c\x00":
            size = int.from_bytes(stream[at + 2:at + 4], "little")
            chunks.append(stream[at + 4:at + 4 + size])
            at += 4 + size
        yield Record(kind, tuple(chunks))
