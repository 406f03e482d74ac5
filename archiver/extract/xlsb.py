"""XLSB: a workbook whose parts are binary records instead of XML ([MS-XLSB])."""

import struct
from collections.abc import Iterator

from archiver.extract import drawingml
from archiver.extract.biffvalues import rk_number
from archiver.extract.cellformat import BUILT_IN, GENERAL, Format, parse, show
from archiver.extract.cells import Cells, header_parts, place
from archiver.extract.ooxml import Package
from archiver.extract.package import MEMBER_TROUBLE

_ROW, _RK, _BOOL, _REAL, _TEXT, _SHARED, _RICH_TEXT = 0, 2, 4, 5, 6, 7, 62
_FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL = 8, 9, 10
_CELLS = frozenset({
    _RK, _BOOL, _REAL, _TEXT, _SHARED, _RICH_TEXT, _FORMULA_TEXT, _FORMULA_REAL, _FORMULA_BOOL,
})  # fmt: skip
_SHARED_ITEM, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 19, 44, 47, 617, 618
_SHEET, _BOOK, _HEADERS, _COMMENT, _COMMENT_TEXT = 156, 153, 479, 635, 637


def read_book(package: Package, cells: Cells) -> None:
    """All sheets of the workbook into `cells`. Raises what zips raise, and TooMany."""
    values, targets = _Values(package), {each.id: each.target for each in package.relations(package.main)}
    for kind, data in _records(package.content(package.main)):
        if kind == _BOOK:
            values.since_1904 = bool(data[:1]) and bool(data[0] & 1)
        elif kind == _SHEET:
            relation, after = _string(data, 8)
            cells.begin(_string(data, after)[0])
            _read_sheet(package, targets.pop(relation, ""), cells, values)


def _read_sheet(package: Package, part: str, cells: Cells, values: "_Values") -> None:
    try:
        records = _records(package.content(part)) if part else iter(())
    except MEMBER_TROUBLE:
        cells.lost += 1
        return
    row = 0
    for kind, data in records:
        if kind == _ROW:
            row = int.from_bytes(data[:4], "little")
        elif kind == _HEADERS:
            _read_headers(data, cells)
        elif kind in _CELLS:
            cells.cell(place(row, int.from_bytes(data[:4], "little")), values.shown(kind, data))
    _read_comments(package, part, cells)
    for text in drawingml.drawn(package, part):
        cells.beside("textbox", text)


def _read_headers(data: bytes, cells: Cells) -> None:
    """Header and footer of odd, even and first pages, in turn (2.4.81)."""
    at = 2
    for index in range(6):
        text, at = _string(data, at)
        for part in header_parts(text):
            cells.beside("footer" if index % 2 else "header", part)


def _read_comments(package: Package, part: str, cells: Cells) -> None:
    for comments in package.targets("comments", part):
        where = None
        for kind, data in _records(package.content(comments)):
            if kind == _COMMENT and len(data) >= 20:
                row, column = struct.unpack_from("<I4xI", data, 4)
                where = place(row, column)
            elif kind == _COMMENT_TEXT:
                cells.beside("comment", _string(data, 1)[0], where)


class _Values:
    """What a cell shows: shared strings and number formats of the workbook."""

    def __init__(self, package: Package) -> None:
        self.since_1904 = False
        self.strings = [
            _string(data, 1)[0]
            for part in package.targets("sharedStrings")
            for kind, data in _records(package.content(part))
            if kind == _SHARED_ITEM
        ]
        self.formats = [
            each for part in package.targets("styles") for each in _formats(package.content(part))
        ]

    def shown(self, kind: int, data: bytes) -> str:
        """The value behind the cell's column and style."""
        if kind in (_TEXT, _FORMULA_TEXT, _RICH_TEXT):
            return _string(data, 9 if kind == _RICH_TEXT else 8)[0]
        if kind == _SHARED:
            index = int.from_bytes(data[8:12], "little")
            return self.strings[index] if index < len(self.strings) else ""
        if kind in (_BOOL, _FORMULA_BOOL):
            return "TRUE" if data[8:9] == b"\x01" else "FALSE"
        return self._number(kind, data)

    def _number(self, kind: int, data: bytes) -> str:
        if len(data) < (12 if kind == _RK else 16):
            return ""
        (value,) = struct.unpack_from("<I" if kind == _RK else "<d", data, 8)
        value = rk_number(value) if kind == _RK else value
        style = int.from_bytes(data[4:7], "little")
        format = self.formats[style] if style < len(self.formats) else GENERAL
        return show(value, format, since_1904=self.since_1904)


def _formats(data: bytes) -> Iterator[Format]:
    """The number format of each cell style, in their order."""
    codes, inside = dict(BUILT_IN), False
    for kind, record in _records(data):
        inside = kind == _STYLES_BEGIN or (inside and kind != _STYLES_END)
        if kind == _FORMAT:
            codes[int.from_bytes(record[:2], "little")] = _string(record, 2)[0]
        elif kind == _STYLE and inside:
            yield parse(codes.get(int.from_bytes(record[2:4], "little"), ""))


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of each record: both lengths are numbers of 7 bits a byte (2.1.4)."""
    at = 0
    while at < len(data):
        kind, at = _number_at(data, at, 2)
        size, at = _number_at(data, at, 4)
        yield kind, data[at:at + size]
        at += size


def _number_at(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most so many bytes, and where it ends."""
    number = 0
    for index, byte in enumerate(data[at:at + most]):
        number |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            return number, at + index + 1
    return number, at + most


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A string of UTF-16 units behind its count, and where it ends; a count of all ones is no string."""
    count = int.from_bytes(data[at:at + 4], "little")
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    return data[at + 4:end].decode("utf-16-le", "replace"), end
