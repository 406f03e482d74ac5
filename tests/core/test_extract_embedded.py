"""Objects of other programs inside office files: what they show is read, what lies behind an icon is not."""

import struct
import zlib
from pathlib import Path

from archiver.extract import extract
from archiver.extract.deck import Deck
from archiver.extract.pptslides import Slides
from archiver.model import Extracted, State
from tests.core import word_files
from tests.core.extract_office import (
    MAIN,
    atom,
    biff,
    book_95,
    cell,
    declared,
    label,
    odf,
    package,
    record,
    row,
    shape,
    xlsx,
)
from tests.core.ole_files import Folder, ole
from tests.core.ppt_files import Saved, entry, text


def blocks(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start:block.end]) for block in found.blocks]


def graph(*records: bytes) -> bytes:
    """The stream of a chart of Microsoft Graph: its own words and its cells, without a list of sheets."""
    return biff(0x809, struct.pack("<HHHH", 0x500, 0x8000, 0, 0)) + biff(0x42, b"\xa8\x03") + b"".join(records) + biff(0x0A)


def test_charts_and_objects_stand_where_a_slide_shows_them_but_not_those_behind_an_icon(tmp_path: Path) -> None:
    page = "<text:p>借阅人次</text:p><table:table><table:table-cell office:value-type='float'><text:p>7</text:p>"
    chart = odf(tmp_path / "chart", "chart", f"{page}</table:table-cell></table:table><text:p>一季度</text:p>").read_bytes()
    title = biff(0x100D, struct.pack("<HB", 0, 6) + "归档量".encode("gbk"))
    stored = [
        ole(tmp_path / "a", {"package_stream": chart}).read_bytes(),
        ole(tmp_path / "b", {"Workbook": graph(title, label(1, 0, "文书科".encode("gbk")))}).read_bytes(),
        ole(tmp_path / "c", {"Workbook": graph(label(0, 0, b"icon"))}).read_bytes(),
        b"no object",
    ]
    listed = [
        atom(0xFC3, struct.pack("<IIIIII", 4 if number == 2 else 1, 0, number, 0, 10 + number, 0))
        for number in range(len(stored))
    ]
    shown = [record(0xF004, record(0xF011, atom(0xBC1, struct.pack("<I", number)))) for number in range(len(stored))]
    saved = Saved()
    saved.save({
        1: record(0x3E8, record(0x409, *(record(0xFCC, each) for each in listed)), record(0xFF0, entry(3, 256))),
        3: record(0x3EE, text("前"), *shown, text("后")),
        10: atom(0x1011, struct.pack("<I", len(stored[0])) + zlib.compress(stored[0]), 1),
        **{10 + number: atom(0x1011, data) for number, data in enumerate(stored) if number},
    })
    deck = Deck()
    Slides(saved.stream, saved.edit, deck).read()
    assert blocks(deck.extracted("ppt", {}, pictures=False)) == [
        ("paragraph", "前"), ("textbox", "借阅人次\n一季度"), ("textbox", "文书科"), ("textbox", "归档量"),
        ("paragraph", "后"),
    ]  # fmt: skip


def test_charts_in_word_and_excel_files_are_read_from_their_storages(tmp_path: Path) -> None:
    """Microsoft Graph keeps the form of a cell in three bytes and the length of its words in one ([MS-OGRAPH])."""
    named = biff(0x4, struct.pack("<HH3xBB", 1, 0, 3, 1) + "归档量".encode("utf-16-le"))
    valued = biff(0x3, struct.pack("<HH3xd", 1, 1, 860))
    title = biff(0x100D, struct.pack("<HBB", 0, 3, 1) + "归档量".encode("utf-16-le"))
    chart: Folder = {"Workbook": biff(0x809, struct.pack("<HH12x", 0x680, 0x8000)) + title + valued + named + biff(0x0A)}
    assert blocks(extract(word_files.with_object(tmp_path / "a.doc", chart))) == [
        ("paragraph", "前后"), ("textbox", "归档量"), ("textbox", "860"),
    ]  # fmt: skip
    behind_icon = chart | {"\x02OlePres000": struct.pack("<5I", 0xFFFFFFFF, 3, 4, 4, 0)}
    assert blocks(extract(word_files.with_object(tmp_path / "b.doc", behind_icon))) == [("paragraph", "前后")]
    broken: Folder = {"Workbook": b"\x09\x08"}
    assert blocks(extract(word_files.with_object(tmp_path / "c.doc", broken))) == [("paragraph", "前后")]

    book = ole(tmp_path / "a.xls", {"Workbook": book_95(label(0, 0, b"7")), "MBD1": chart, "MBD2": behind_icon})
    assert [text for kind, text in blocks(extract(book)) if kind != "heading"] == ["7", "归档量", "860"]


def workbook(path: Path, words: str) -> bytes:
    """A workbook of one cell."""
    return xlsx(path, {"表": f"<sheetData>{row(1, cell('A1', words, 'inlineStr'))}</sheetData>"}).read_bytes()


def test_a_piece_of_a_workbook_is_read_in_slides_and_sheets(tmp_path: Path) -> None:
    objects: dict[str, str | bytes] = {
        "ppt/a.xlsx": workbook(tmp_path / "a", "预算表"),
        "ppt/b.bin": ole(tmp_path / "b", {"Package": workbook(tmp_path / "c", "决算表")}).read_bytes(),
        "ppt/c.xlsx": workbook(tmp_path / "d", "图标背后"),
        "ppt/d.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 damaged",
    }
    shown = "".join(f'<p:oleObj r:id="R{number}" showAsIcon="{int(number == 3)}"/>' for number in (1, 1, 2, 3, 4))
    slide = f"<p:sld><p:spTree>{shape('经费')}<p:graphicFrame>{shown}</p:graphicFrame></p:spTree></p:sld>"
    main = '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="R1"/></p:sldIdLst></p:presentation>'
    parts = objects | {MAIN["pptx"]: declared(main), "ppt/slide1.xml": declared(slide)}
    related = {MAIN["pptx"]: {"ppt/slide1.xml": "slide"}, "ppt/slide1.xml": dict.fromkeys(objects, "package")}
    found = extract(package(tmp_path / "a.pptx", MAIN["pptx"], parts, related))
    assert found.state is State.SEARCHABLE
    assert blocks(found) == [("paragraph", "经费"), ("textbox", "预算表"), ("textbox", "决算表")]

    book = declared('<workbook><sheets><sheet name="封面" r:id="R1"/></sheets></workbook>')
    sheet = declared('<worksheet><oleObjects><oleObject r:id="R1"/><oleObject dvAspect="DVASPECT_ICON" r:id="R3"/></oleObjects></worksheet>')
    parts = objects | {MAIN["xlsx"]: book, "xl/sheet1.xml": sheet}
    related = {MAIN["xlsx"]: {"xl/sheet1.xml": "worksheet"}, "xl/sheet1.xml": dict.fromkeys(objects, "package")}
    found = extract(package(tmp_path / "a.xlsx", MAIN["xlsx"], parts, related))
    assert blocks(found) == [("heading", "封面"), ("textbox", "预算表")]


def deck_with(path: Path, words: str, inside: bytes) -> bytes:
    """A presentation of one slide that shows another file."""
    slide = f'<p:sld><p:spTree>{shape(words)}<p:oleObj r:id="R1"/></p:spTree></p:sld>'
    main = '<p:presentation><p:sldIdLst><p:sldId id="256" r:id="R1"/></p:sldIdLst></p:presentation>'
    parts: dict[str, str | bytes] = {"ppt/a.pptx": inside}
    parts |= {MAIN["pptx"]: declared(main), "ppt/slide1.xml": declared(slide)}
    related = {MAIN["pptx"]: {"ppt/slide1.xml": "slide"}, "ppt/slide1.xml": {"ppt/a.pptx": "package"}}
    return package(path, MAIN["pptx"], parts, related).read_bytes()


def test_objects_inside_an_object_are_left_for_a_hostile_one_holds_itself(tmp_path: Path) -> None:
    deepest = deck_with(tmp_path / "a", "第三层", b"")
    deck_with(tmp_path / "c.pptx", "第一层", deck_with(tmp_path / "b", "第二层", deepest))
    assert blocks(extract(tmp_path / "c.pptx")) == [("paragraph", "第一层"), ("textbox", "第二层")]
