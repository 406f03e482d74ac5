"""Small Word 97 files for tests ([MS-DOC]): paragraphs of words and pictures set into lines."""

import struct
from itertools import accumulate
from pathlib import Path

from tests.core.ole_files import Folder, ole

_TEXT_AT, _PAGE = 0x400, 512
_PIECES, _CHARACTER_PAGES, _FLOATING, _DRAWINGS = 33, 12, 40, 50


def floating(path: Path, *content: str | bytes, width: float = 15.2) -> Path:
    """As `document`, each picture in a shape of its own that is anchored in an empty paragraph."""
    pictures = [each for each in content if isinstance(each, bytes)]
    units = "".join((each if isinstance(each, str) else "\x08") + "\r" for each in content)
    text = units.encode("utf-16-le")
    blips = [struct.pack("<HHI", 0x6E00, 0xF01E, 17 + len(png)) + bytes(17) + png for png in pictures]
    places = list(accumulate(map(len, blips), initial=_TEXT_AT + len(text)))
    store = _art(0xF000, _art(0xF001, *(_art(0xF007, bytes(28) + struct.pack("<II", at, 0)) for at in places[:-1])))
    shapes = (
        _art(0xF004, _art(0xF00A, struct.pack("<II", number, 0)), _art(0xF00B, struct.pack("<HI", 0x4104, number), instance=1))
        for number in range(1, len(pictures) + 1)
    )
    drawings = store + b"\0" + _art(0xF002, _art(0xF003, *shapes))
    side = round(width * 567)
    anchors = struct.pack(f"<{len(pictures) + 1}I", *(at for at, unit in enumerate(units) if unit == "\x08"), len(units))
    for number in range(1, len(pictures) + 1):
        anchors += struct.pack("<I4iHI", number, 0, 0, side, side * 297 // 210, 0, 0)
    pieces = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(units), 0, _TEXT_AT, 0)
    tables = {_PIECES: pieces, _FLOATING: anchors, _DRAWINGS: drawings}
    stream = _header(len(units), tables) + text + b"".join(blips)
    return ole(path, {"WordDocument": stream, "1Table": b"".join(tables.values())})


def with_object(path: Path, storage: Folder) -> Path:
    """A document of one line in which an object of another program stands, kept in that storage."""
    units = "前\x13 EMBED \x14\x01\x15后\r"
    number = struct.pack("<HIHB", 0x6A03, 7, 0x080A, 1)
    text = units.encode("utf-16-le")
    page_at = -(-(_TEXT_AT + len(text)) // _PAGE) * _PAGE
    pieces = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(units), 0, _TEXT_AT, 0)
    tables = {_PIECES: pieces, _CHARACTER_PAGES: struct.pack("<III", _TEXT_AT, _TEXT_AT + len(text), page_at // _PAGE)}
    runs = _runs_page([(units.index("\x14"), number)], len(units))
    stream = (_header(len(units), tables) + text).ljust(page_at, b"\0") + runs
    streams: Folder = {"WordDocument": stream, "1Table": b"".join(tables.values()), "ObjectPool": {"_7": storage}}
    return ole(path, streams)


def form(path: Path, *bits: int, entries: tuple[str, ...] = ()) -> Path:
    """A document of fields of a form, each with what its bits say and with these entries to choose from ([MS-DOC] 2.9.78)."""
    names = {1: "FORMCHECKBOX", 2: "FORMDROPDOWN"}
    units, runs, data = "", list[tuple[int, bytes]](), b""
    listed = struct.pack("<3H", 0xFFFF, len(entries), 0)
    listed += b"".join(struct.pack("<H", len(each)) + each.encode("utf-16-le") for each in entries)
    for said in bits:
        units += f"\x13 {names[said & 3]} "
        runs.append((len(units), struct.pack("<HIHB", 0x6A03, len(data), 0x0806, 1)))
        units += "\x01\x14\x15、"
        data += bytes(68) + struct.pack("<IHHHHHHH", 0xFFFFFFFF, said, 0, 0, 0, 0, 1, 0) + bytes(18) + listed
    text = (units + "\r").encode("utf-16-le")
    page_at = -(-(_TEXT_AT + len(text)) // _PAGE) * _PAGE
    pieces = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(units) + 1, 0, _TEXT_AT, 0)
    tables = {_PIECES: pieces, _CHARACTER_PAGES: struct.pack("<III", _TEXT_AT, _TEXT_AT + len(text), page_at // _PAGE)}
    stream = (_header(len(units) + 1, tables) + text).ljust(page_at, b"\0") + _runs_page(runs, len(units) + 1)
    return ole(path, {"WordDocument": stream, "1Table": b"".join(tables.values()), "Data": data})


def document(path: Path, *content: str | bytes, width: float = 15.2) -> Path:
    """A document of typed paragraphs and pasted PNG pictures, as many centimetres wide, each of the shape of A4."""
    data, units, runs = b"", "", list[tuple[int, bytes]]()
    for each in content:
        if isinstance(each, bytes):
            runs.append((len(units), struct.pack("<HIHB", 0x6A03, len(data), 0x0855, 1)))
            data += _picture(each, round(width * 567))
        units += (each if isinstance(each, str) else "\x01") + "\r"
    text = units.encode("utf-16-le")
    page_at = -(-(_TEXT_AT + len(text)) // _PAGE) * _PAGE
    runs_page = _runs_page(runs, len(units))
    pieces = b"\x02" + struct.pack("<I", 16) + struct.pack("<IIHIH", 0, len(units), 0, _TEXT_AT, 0)
    pages = struct.pack("<III", _TEXT_AT, _TEXT_AT + len(text), page_at // _PAGE)
    tables = {_PIECES: pieces, _CHARACTER_PAGES: pages}
    stream = (_header(len(units), tables) + text).ljust(page_at, b"\0") + runs_page
    return ole(path, {"WordDocument": stream, "1Table": pieces + pages, "Data": data})


def _header(count: int, tables: dict[int, bytes]) -> bytes:
    """The header (FIB) of a document of so many characters, with the places of its tables (2.5.1)."""
    header = bytearray(_TEXT_AT)
    struct.pack_into("<HHHHHH", header, 0, 0xA5EC, 193, 0, 0x0804, 0, 0x0200)
    struct.pack_into("<I", header, 0x4C, count)
    start = 0
    for index, table in tables.items():
        struct.pack_into("<II", header, 0x9A + 8 * index, start, len(table))
        start += len(table)
    return bytes(header)


def _art(kind: int, *inside: bytes, instance: int = 0) -> bytes:
    """A record of a drawing ([MS-ODRAW] 2.2.1); those from F000 to F004 hold others."""
    data = b"".join(inside)
    return struct.pack("<HHI", instance << 4 | (0xF if kind < 0xF005 else 0), kind, len(data)) + data


def _runs_page(runs: list[tuple[int, bytes]], count: int) -> bytes:
    """A page of character runs (2.9.33): a run for each picture and one for what stands before, between and after."""
    starts, properties = [0], [b""]
    for at, grpprl in runs:
        starts += [at, at + 1]
        properties += [grpprl, b""]
    page = bytearray(_PAGE)
    struct.pack_into(f"<{len(starts) + 1}I", page, 0, *(_TEXT_AT + 2 * at for at in (*starts, count)))
    free = _PAGE - 2
    for index, grpprl in enumerate(properties):
        if grpprl:
            free = (free - 1 - len(grpprl)) // 2 * 2
            page[free:free + 1 + len(grpprl)] = bytes((len(grpprl),)) + grpprl
            page[4 * (len(starts) + 1) + index] = free // 2
    page[-1] = len(starts)
    return bytes(page)


def _picture(png: bytes, width: int) -> bytes:
    """A picture in the stream of data (2.9.190): its size in twips, an empty shape, and an entry that holds it."""
    blip = struct.pack("<HHI", 0x6E00, 0xF01E, 17 + len(png)) + bytes(17) + png
    entry = struct.pack("<HHI", 0x62, 0xF007, 36 + len(blip)) + bytes(36) + blip
    shape = struct.pack("<HHI", 0xF, 0xF004, 0)
    header = bytearray(68)
    struct.pack_into("<IHH", header, 0, 68 + len(shape) + len(entry), 68, 0x64)
    struct.pack_into("<HHHH", header, 28, width, width * 297 // 210, 1000, 1000)
    return bytes(header) + shape + entry
