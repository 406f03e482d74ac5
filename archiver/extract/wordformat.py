"""How stretches of a Word 97 file are formatted: what its FKP pages say of paragraphs and characters."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from archiver.extract.symbols import sign
from archiver.extract.wordfile import CHARACTER_PAGES, FONTS, PARAGRAPH_PAGES, WordFile

LIST, LIST_DEPTH, OUTLINE, IN_TABLE, ROW_END, INNER_CELL = 0x460B, 0x260A, 0x2640, 0x2416, 0x2417, 0x244B
_REMOVED, _SYMBOL = 0x0800, 0x6A09
_PICTURE, _IS_DATA, _IS_OBJECT = 0x6A03, 0x0806, 0x080A
"""Modifiers (sprms) that matter here ([MS-DOC] 2.6): of paragraphs, and of characters."""

_PAGE = 512
_OPERAND_SIZES = (1, 1, 2, 4, 2, 2, 0, 3)
_TABLE_DEFINITION, _TABS = 0xD608, 0xC615
_PLAIN_MARKS = frozenset((0x07, 0x13, 0x14, 0x15))
_DROPPED = 0xFFFF


def modifiers(grpprl: bytes) -> dict[int, bytes]:
    """The operands of a list of property modifiers by their codes, the last of each."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 2 < len(grpprl):
        code = int.from_bytes(grpprl[at:at + 2], "little")
        at += 2
        size = _OPERAND_SIZES[code >> 13]
        if not size:
            if at >= len(grpprl):
                return found
            size = grpprl[at]
            at += 1
            if code == _TABLE_DEFINITION:
                size = size + (grpprl[at] << 8 if at < len(grpprl) else 0)
            elif code == _TABS and size == 255:
                return found
        found[code] = grpprl[at:at + size]
        at += size
    return found


@dataclass(frozen=True, slots=True)
class ParagraphForm:
    """The style (its index) and the modifiers of one paragraph."""

    style: int
    modifiers: dict[int, bytes]

    def number(self, code: int) -> int | None:
        """The operand as a number without sign, None where it isn't set."""
        operand = self.modifiers.get(code)
        return int.from_bytes(operand, "little") if operand else None


PLAIN = ParagraphForm(0, {})


class Formats:
    """Answers what form the paragraph that ends at a position has."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        runs = sorted(_runs(word, PARAGRAPH_PAGES, 13), key=lambda run: run[0])
        self._starts = [start for start, _, _ in runs]
        self._runs = runs

    def paragraph(self, mark: int) -> ParagraphForm:
        """The form of the paragraph whose end mark stands at position `mark`."""
        offset = self._word.offset_of(mark)
        index = bisect_right(self._starts, offset) - 1 if offset is not None else -1
        if index < 0 or offset is None or offset >= self._runs[index][1]:
            return PLAIN
        papx = self._runs[index][2]
        return ParagraphForm(int.from_bytes(papx[:2], "little"), modifiers(papx[2:])) if papx else PLAIN


def mend_characters(word: WordFile) -> None:
    """Take out characters marked as deleted, put Unicode signs for those of symbol fonts, and note pictures.

    Positions stay: a character taken out becomes U+FFFF, which no reader lets through.
    """
    fonts = dict(enumerate(_font_names(word.table(FONTS))))
    for start, end, grpprl in _runs(word, CHARACTER_PAGES, 1):
        found = modifiers(grpprl)
        if found.get(_REMOVED) == b"\x01":
            for position in _positions(word, start, end):
                if word.units[position] not in _PLAIN_MARKS:
                    word.units[position] = _DROPPED
        elif _SYMBOL in found and len(found[_SYMBOL]) == 4:
            font, code = struct.unpack("<HH", found[_SYMBOL])
            for position in _positions(word, start, end):
                word.units[position] = ord(sign(fonts.get(font, ""), code) or chr(_DROPPED))
        elif len(found.get(_PICTURE, b"")) == 4:
            kept, mark = _kept(word, found)
            shown = (position for position in _positions(word, start, end) if word.units[position] == mark)
            kept |= dict.fromkeys(shown, int.from_bytes(found[_PICTURE], "little"))


def _kept(word: WordFile, found: dict[int, bytes]) -> tuple[dict[int, int], int]:
    """Where the number of a picture, of a field of a form or of an object is kept, and the character that bears it."""
    if found.get(_IS_OBJECT) == b"\x01":
        return word.objects, 0x14  # the mark in the middle of its field
    return word.forms if found.get(_IS_DATA) == b"\x01" else word.pictures, 0x01


def _font_names(table: bytes) -> Iterator[str]:
    """The names in the font table ([MS-DOC] 2.9.286): each a length, 39 bytes, and UTF-16 up to a NUL."""
    at = 4
    while at < len(table):
        name = table[at + 40:at + 1 + table[at]].decode("utf-16-le", "ignore")
        yield name.partition("\0")[0]
        at += 1 + table[at]


def _positions(word: WordFile, start: int, end: int) -> Iterator[int]:
    """Positions of the characters that stand between two offsets of the stream."""
    for piece in word.pieces:
        first = max(start, piece.offset)
        last = min(end, piece.offset + (piece.end - piece.start) * piece.width)
        if first < last:
            begin = piece.start + (first - piece.offset) // piece.width
            yield from range(begin, piece.start + (last - piece.offset) // piece.width)


def _runs(word: WordFile, table: int, entry: int) -> Iterator[tuple[int, int, bytes]]:
    """Start, end (offsets in the stream) and properties of each run on the pages a table names."""
    plc = word.table(table)
    count = (len(plc) - 4) // 8
    for index in range(count):
        number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        page = word.stream[number * _PAGE:(number + 1) * _PAGE]
        if len(page) == _PAGE:
            yield from _page_runs(page, entry)


def _page_runs(page: bytes, entry: int) -> Iterator[tuple[int, int, bytes]]:
    """Runs of one page: offsets first, then an entry each whose first byte says where its properties stand."""
    count = page[-1]
    if 4 * (count + 1) + entry * count > _PAGE - 1:
        return
    offsets = struct.unpack_from(f"<{count + 1}I", page)
    for index in range(count):
        at = page[4 * (count + 1) + entry * index] * 2
        yield offsets[index], offsets[index + 1], _properties(page, at, paragraph=entry > 1)


def _properties(page: bytes, at: int, *, paragraph: bool) -> bytes:
    """Length-prefixed; of a paragraph the length counts words, and 0 means that the next byte has it."""
    if not at:
        return b""
    size = page[at]
    if not paragraph:
        return page[at + 1:at + 1 + size]
    if size:
        return page[at + 1:at + 2 * size]
    return page[at + 2:at + 2 + 2 * page[at + 1]] if at + 1 < _PAGE else b""
