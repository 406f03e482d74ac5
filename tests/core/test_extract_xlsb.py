"""XLSB: workbooks whose parts are binary records."""

import struct
from pathlib import Path

from archiver.extract import extract
from archiver.model import State
from tests.core.extract_office import package


def record(kind: int, data: bytes = b"") -> bytes:
    """A record; its kind and length are numbers of 7 bits a byte."""
    head = bytes((kind,)) if kind < 0x80 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size = bytes((len(data),)) if len(data) < 0x80 else bytes((len(data) & 0x7F | 0x80, len(data) >> 7))
    return head + size + data


def words(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def at(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def xlsb(path: Path, sheet: bytes, comments: bytes = b"") -> Path:
    """A workbook of one sheet, with the shared string 共享 and a date as its style 1."""
    book = record(153, struct.pack("<I", 0)) + record(156, struct.pack("<II", 0, 1) + words("R1") + words("人员"))
    styles = record(44, struct.pack("<H", 170) + words("yyyy-mm-dd")) + record(47, bytes(16)) + record(617)
    styles += record(47, struct.pack("<HH12x", 0, 0)) + record(47, struct.pack("<HH12x", 0, 170)) + record(618)
    parts = {
        "xl/workbook.bin": book, "xl/sheet1.bin": sheet, "xl/styles.bin": styles,
        "xl/strings.bin": record(159) + record(19, b"\0" + words("共享")), "xl/comments.bin": comments,
    }  # fmt: skip
    kinds = {"xl/sheet1.bin": "worksheet", "xl/styles.bin": "styles", "xl/strings.bin": "sharedStrings"}
    related = {"xl/workbook.bin": kinds, "xl/sheet1.bin": {"xl/comments.bin": "comments"}}
    return package(path, "xl/workbook.bin", parts, related)


def test_cells_comments_and_headers_of_an_xlsb_are_read(tmp_path: Path) -> None:
    sheet = (
        record(0, struct.pack("<I13x", 4)) + record(7, at(0) + struct.pack("<I", 0)) + record(6, at(1) + words("行内"))
        + record(2, at(2) + struct.pack("<I", 25 << 2 | 2)) + record(5, at(3, 1) + struct.pack("<d", 45056.0))
        + record(0, struct.pack("<I13x", 6)) + record(8, at(0) + words("公式") + b"\0\0") + record(10, at(1) + b"\1\0\0")
        + record(9, at(2) + struct.pack("<d", 2.5)) + record(62, at(3) + b"\0" + words("加粗")) + record(3, at(4) + b"\7")
        + record(479, b"\0\0" + words("&C页眉") + words("&C第&P页") + b"\xff" * 16)
    )  # fmt: skip
    comments = record(635, struct.pack("<IIIII16x", 0, 6, 6, 0, 0)) + record(637, b"\0" + words("批注"))
    found = extract(xlsb(tmp_path / "a.xlsb", sheet, comments))
    assert (found.format, found.state) == ("xlsx", State.SEARCHABLE)
    assert [(block.kind, block.cell, found.text[block.start:block.end]) for block in found.blocks] == [
        ("heading", None, "人员"), ("cell", "A5", "共享"), ("cell", "B5", "行内"), ("cell", "C5", "25"),
        ("cell", "D5", "2023-05-10"), ("cell", "A7", "公式"), ("cell", "B7", "TRUE"), ("cell", "C7", "2.5"),
        ("cell", "D7", "加粗"), ("header", None, "页眉"), ("comment", "A7", "批注"),
    ]  # fmt: skip


def test_records_cut_short_or_of_no_sense_end_in_a_state(tmp_path: Path) -> None:
    for sheet in (b"\xff" * 40, record(0, b"\1"), record(6, at(0) + b"\xff\xff\xff\x7f"), record(2, b"1"), b"\x87"):
        assert extract(xlsb(tmp_path / "a.xlsb", sheet)).state in (State.EMPTY, State.SEARCHABLE)
