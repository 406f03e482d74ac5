"""Small Word 97 files for tests ([MS-DOC]): paragraphs of words and pictures set into lines."""

import struct
from pathlib import Path

from tests.core.ole_files import ole

_TEXT_AT, _PAGE = 0x400, 512
_PIECES, _CHARACTER_PAGES = 33, 12


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
    header = bytearray(_TEXT_AT)
    struct.pack_into("<HHHHHH", header, 0, 0xA5EC, 193, 0, 0x0804, 0, 0x0200)
    struct.pack_into("<I", header, 0x4C, len(units))
    struct.pack_into("<II", header, 0x9A + 8 * _PIECES, 0, len(pieces))
    struct.pack_into("<II", header, 0x9A + 8 * _CHARACTER_PAGES, len(pieces), len(pages))
    stream = (bytes(header) + text).ljust(page_at, b"\0") + runs_page
    return ole(path, {"WordDocument": stream, "1Table": pieces + pages, "Data": data})


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
