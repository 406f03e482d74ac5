"""Workbooks: every cell as its reader sees it, whatever the program that wrote it."""

import shutil
import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.extract import cells as limits
from archiver.extract import extract
from archiver.extract.cells import column_of, place
from archiver.extract.isolated import Extractor
from archiver.extract.source import Source
from archiver.model import READ_STATES, Extracted, State
from tests.core.extract_files import SAMPLES, cut_short, recall, with_flipped_bytes
from tests.core.extract_office import biff, book_95, cell, label, odf, row, xlsx

ROSTER = """
干部花名册 江城县档案馆2023年度干部花名册 序号 姓名 出生日期 身份证号 职务 编号
1 欧阳海棠 1985年3月12日 42010119850312001X 保管利用科科长 000017 2 张建国 1979年11月5日 420101197911050033 征集编研科副科长
000018 3 买买提·艾力 1992年7月30日 420101199207300019 信息技术科科员 000203
经费支出 项目 预算（元） 实际支出（元） 执行率 入账时间 库房空调改造 125,000.00 118,650.50 94.9% 2023-06-08 14:30 档案数字化外包
860,000.00 860,000.00 100.0% 2023-11-02 09:05 消防器材更新 32,000.00 29,876.25 93.4% 2023-04-17 16:00 合计 1,017,000.00 1,008,526.75 TRUE
历史沿革 一九八三年十月县档案馆由县委大院迁入现址
"""
"""The cells of the three samples: two sheets, a third that is hidden; an empty fourth is not named."""

BESIDE = ["2023年9月由办公室调入", "本表由人事科每季度核对一次"]
"""The comment of B4 and a text box: formats put them in different places among the cells."""


def shown(found: Extracted) -> dict[str, str]:
    """The cells by their names."""
    return {block.cell or "": found.text[block.start:block.end] for block in found.blocks if block.kind == "cell"}


def said(found: Extracted, kind: str) -> list[str]:
    return [found.text[block.start:block.end] for block in found.blocks if block.kind == kind]


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.xls", "roster.ods"])
def test_a_roster_is_read_whole_by_each_format(name: str) -> None:
    found = extract(SAMPLES / name)
    assert recall(found.text, ROSTER) >= 0.98
    assert sorted(said(found, "comment") + said(found, "textbox")) == BESIDE
    assert said(found, "heading") == ["干部花名册", "经费支出", "历史沿革"]
    assert said(found, "header") == ["江城县档案馆", "内部资料"]
    assert found.properties["title"] == "江城县档案馆2023年度干部花名册"
    assert found.properties["author"] == "李文静"
    assert found.properties["created"].startswith("2023-12-20T09:00:00")
    (comment,) = (block for block in found.blocks if block.kind == "comment")
    assert (comment.sheet, comment.cell) == ("干部花名册", "B4")
    assert not {"第  页", "Sheet4"} & set(found.text.splitlines())


def test_a_workbook_of_wps_is_told_by_its_content(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "roster.xls", tmp_path / "花名册.et")
    assert extract(tmp_path / "花名册.et").format == "xls"


def test_dates_of_a_mac_workbook_count_from_1904(tmp_path: Path) -> None:
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    book = '<workbookPr date1904="1"/>'
    file = xlsx(tmp_path / "a.xlsx", {"表": _data(row(1, cell("A1", "43594", style=1)))}, styles=styles, book=book)
    assert shown(extract(file)) == {"A1": "2023/5/10"}


def test_an_empty_sheet_is_named_if_it_has_a_name_of_its_own(tmp_path: Path) -> None:
    sheets = {"封面": "", "Sheet2": "", "人员": _data(row(1, cell("A1", "7"))), "待填报": "", "Sheet3": ""}
    assert said(extract(xlsx(tmp_path / "a.xlsx", sheets)), "heading") == ["封面", "人员", "待填报"]
    assert extract(xlsx(tmp_path / "b.xlsx", {"封面": ""})).state is State.EMPTY


def _data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


@pytest.mark.parametrize("strict", [False, True])
def test_strings_of_all_kinds_are_read_in_strict_files_too(tmp_path: Path, strict: bool) -> None:
    strings = "<si><t>共享</t></si><si><r><t>加</t></r><r><t>粗</t></r><rPh sb='0'><t>jia</t></rPh></si>"
    rows = row(
        2, cell("A2", "0", "s"), cell("B2", "1", "s"), cell("C2", "行内_x000D_换行", "inlineStr"),
        cell("D2", "公式结果", "str"), cell("E2", "1", "b"), cell("F2", "#DIV/0!", "e"), cell("G2", "7", "s"),
        cell("H2", "2023-05-10T00:00:00", "d"), '<c r="I2"/>',
    )  # fmt: skip
    found = extract(xlsx(tmp_path / "a.xlsx", {"表": _data(rows)}, strings=strings, strict=strict))
    assert found.state is State.SEARCHABLE
    assert shown(found) == {
        "A2": "共享", "B2": "加粗", "C2": "行内\n换行", "D2": "公式结果", "E2": "TRUE", "H2": "2023-05-10",
    }  # fmt: skip


def test_cells_without_names_follow_one_another(tmp_path: Path) -> None:
    rows = '<row r="3"><c t="str"><v>甲</v></c><c t="str"><v>乙</v></c></row>'
    assert shown(extract(xlsx(tmp_path / "a.xlsx", {"表": _data(rows)}))) == {"A3": "甲", "B3": "乙"}


def test_comments_threads_drawings_headers_and_footers_stand_beside_the_cells(tmp_path: Path) -> None:
    beside = {
        "xl/comments1.xml": (
            "comments",
            '<comments><commentList><comment ref="A1"><text><t>旧</t></text></comment>'
            '<comment ref="B1"><text><t>[线程批注] 旧版本看不到</t></text></comment></commentList></comments>',
        ),
        "xl/threaded.xml": ("threadedComment", '<T><threadedComment ref="B1"><text>新</text></threadedComment></T>'),
        "xl/drawing1.xml": ("drawing", "<p:wsDr><a:txBody><a:p><a:r><a:t>框</a:t></a:r></a:p></a:txBody></p:wsDr>"),
    }
    margins = "<headerFooter><oddHeader>&amp;L&amp;\"宋体,常规\"&amp;12机密&amp;&amp;要件&amp;R&amp;D</oddHeader>"
    margins += "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>"
    sheet = _data(row(1, cell("A1", "正文", "str"))) + margins
    found = extract(xlsx(tmp_path / "a.xlsx", {"表": sheet}, beside=beside))
    kinds = ("header", "comment", "textbox")
    assert {kind: said(found, kind) for kind in kinds} == {
        "header": ["机密&要件"], "comment": ["新", "旧"], "textbox": ["框"]
    }  # fmt: skip


def test_a_workbook_without_words_is_empty_and_one_of_pictures_is_a_scan(tmp_path: Path) -> None:
    assert extract(xlsx(tmp_path / "a.xlsx", {"Sheet1": _data()})).state is State.EMPTY
    beside = {"xl/media/image1.jpeg": ("image", "<x/>")}
    assert extract(xlsx(tmp_path / "b.xlsx", {"Sheet1": _data()}, beside=beside)).state is State.SCAN
    assert extract(odf(tmp_path / "c.ods", "spreadsheet", "<office:spreadsheet/>")).state is State.EMPTY


def test_a_damaged_sheet_leaves_the_others_readable(tmp_path: Path) -> None:
    whole = _data(row(1, cell("A1", "好的", "str")))
    broken = _data(row(1, cell("A1", "读到的", "str")), row(2, "<c>"))
    found = extract(xlsx(tmp_path / "a.xlsx", {"甲": broken, "乙": whole}))
    assert (found.state, found.reason.code) == (State.PARTIAL, "extract.sheets_lost")
    assert "好的" in said(found, "cell")


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.xls", "roster.ods"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_workbook_cut_short_says_so_unless_all_its_words_are_left(tmp_path: Path, name: str, share: float) -> None:
    found = extract(cut_short(tmp_path, SAMPLES / name, share))
    assert found.reason.say() if found.state is not State.SEARCHABLE else recall(found.text, ROSTER) >= 0.98
    assert found.format in (name.partition(".")[2], "damaged-ole")


@pytest.mark.parametrize("name", ["roster.xlsx", "roster.xls", "roster.ods"])
@pytest.mark.parametrize("seed", range(12))
def test_a_workbook_with_flipped_bytes_ends_in_a_state(tmp_path: Path, name: str, seed: int) -> None:
    found = extract(with_flipped_bytes(tmp_path, SAMPLES / name, seed))
    assert found.reason or found.state is State.SEARCHABLE


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    rows = row(1, cell("A1", "首", "str")) + row(1048576, cell("XFD1048576", "末", "str"))
    with Extractor() as extractor:
        found = extractor.extract(Source(xlsx(tmp_path / "a.xlsx", {"表": _data(rows)})))
    assert shown(found) == {"A1": "首", "XFD1048576": "末"}


def test_no_more_cells_and_characters_are_read_than_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [row(number, cell(f"A{number}", "0", "s")) for number in range(1, 31)]
    file = xlsx(tmp_path / "a.xlsx", {"表": _data(*rows)}, strings=f"<si><t>{'长' * 100}</t></si>")
    monkeypatch.setattr(limits, "MAX_CELLS", 20)
    found = extract(file)
    assert (found.state, found.reason) == (State.PARTIAL, found.reason)
    assert (found.reason.code, found.reason.data) == ("extract.cells_left", {"count": 20})
    monkeypatch.setattr(limits, "MAX_CHARACTERS", 1000)
    assert len(extract(file).text) <= 1000


def test_a_workbook_that_unpacks_to_far_too_much_is_not_read(tmp_path: Path) -> None:
    file = xlsx(tmp_path / "a.xlsx", {"表": _data(row(1, cell("A1", "0" * 40_000_000, "str")))})
    assert extract(file).reason.code == "extract.bomb"


def test_a_sheet_named_a_thousand_times_is_read_once(tmp_path: Path) -> None:
    many = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="R1"/>' for n in range(1000))
    sheet = _data(row(1, cell("A1", "一次", "str")))
    file = xlsx(tmp_path / "a.xlsx", {"表": sheet}, book=f"<sheets>{many}</sheets>")
    assert said(extract(file), "cell") == ["一次"]


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    strings = "<si><t>前&x;后</t></si>"
    file = xlsx(tmp_path / "a.xlsx", {"表": _data(row(1, cell("A1", "0", "s")))}, strings=strings)
    assert "机密" not in extract(file).text


@given(st.integers(0, 16383), st.integers(0, 1048575))
def test_the_name_of_a_cell_tells_its_column(column: int, row: int) -> None:
    name = place(row, column)
    assert column_of(name.rstrip("0123456789")) == column
    assert name.endswith(str(row + 1))


def test_cells_of_excel_5_are_read_in_gbk_and_in_reading_order(tmp_path: Path) -> None:
    records = (
        label(1, 1, "海棠".encode("gbk")), label(0, 0, "姓名".encode("gbk")),
        biff(0x27E, struct.pack("<HHHI", 1, 2, 0, 150 << 2 | 3)), biff(0x203, struct.pack("<HHHd", 1, 3, 0, 7.25)),
        biff(0xBD, struct.pack("<HHHIHIH", 2, 0, 0, 1 << 2 | 2, 0, 2 << 2 | 2, 1)),
        biff(0x6, struct.pack("<HHH6BHHIH", 3, 0, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0)),
        biff(0x207, struct.pack("<H", 4) + "合计".encode("gbk")),
        biff(0x6, struct.pack("<HHH6BHHIH", 3, 1, 0, 1, 0, 1, 0, 0, 0, 0xFFFF, 0, 0, 0)),
        biff(0x205, struct.pack("<HHHBB", 3, 2, 0, 7, 1)),
        biff(0x1C, struct.pack("<HHH", 0, 0, 4) + "批注".encode("gbk")),
        biff(0x14, bytes((8,)) + "&C页眉".encode("gbk")),
        biff(0x809, struct.pack("<HH4x", 0x500, 0x20)), label(9, 9, b"chart"), biff(0x0A),
    )  # fmt: skip
    file = tmp_path / "a.xls"
    file.write_bytes(book_95(*records))
    found = extract(file)
    assert found.format == "xls"
    assert list(shown(found).items()) == [
        ("A1", "姓名"), ("B2", "海棠"), ("C2", "1.5"), ("D2", "7.25"), ("A3", "1"), ("B3", "2"), ("A4", "合计"),
        ("B4", "TRUE"),
    ]  # fmt: skip
    assert (said(found, "heading"), said(found, "comment"), said(found, "header")) == (["人员"], ["批注"], ["页眉"])


def test_gbk_is_read_where_a_file_says_it_is_latin_but_a_degree_sign_stays_one(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(book_95(label(0, 0, "温度记录".encode("gbk")), label(0, 1, b"24\xb0C"), code_page=1252))
    assert shown(extract(file)) == {"A1": "温度记录", "B1": "24°C"}


def test_the_shared_strings_of_a_workbook_run_over_many_records(tmp_path: Path) -> None:
    """The third is cut after its first character, which stands in two bytes; the rest in one."""
    strings = [struct.pack("<HB", 2, 1) + "一二".encode("utf-16-le"), struct.pack("<HBH", 2, 8, 1) + b"abRUNS"]
    cut = struct.pack("<HB", 4, 1) + "三".encode("utf-16-le")
    table = biff(0xFC, struct.pack("<II", 3, 3) + b"".join(strings) + cut) + biff(0x3C, b"\0xyz")
    start = biff(0x809, struct.pack("<HH12x", 0x600, 5)) + table
    name = struct.pack("<BB", 2, 1) + "名册".encode("utf-16-le")
    place_of_sheet = len(start) + 4 + 6 + len(name) + 4
    sheet = biff(0x809, struct.pack("<HH12x", 0x600, 0x10))
    sheet += b"".join(biff(0xFD, struct.pack("<HHHI", 0, index, 0, index)) for index in range(4))
    file = tmp_path / "a.xls"
    file.write_bytes(
        start + biff(0x85, struct.pack("<IBB", place_of_sheet, 0, 0) + name) + biff(0x0A) + sheet + biff(0x0A)
    )
    assert shown(extract(file)) == {"A1": "一二", "B1": "ab", "C1": "三xyz"}


def test_an_excel_2_file_is_one_sheet(tmp_path: Path) -> None:
    records = biff(0x4, struct.pack("<HH3xB", 0, 0, 4) + "旧表".encode("gbk"))
    records += biff(0x3, struct.pack("<HH3xd", 0, 1, 1987.0)) + biff(0x2, struct.pack("<HH3xH", 1, 0, 42))
    file = tmp_path / "a.xls"
    file.write_bytes(biff(0x9, struct.pack("<HH", 2, 0x10)) + biff(0x42, b"\xa8\x03") + records + biff(0x0A))
    assert shown(extract(file)) == {"A1": "旧表", "B1": "1987", "A2": "42"}


def test_a_workbook_with_a_password_is_encrypted_and_not_failed(tmp_path: Path) -> None:
    file = tmp_path / "a.xls"
    file.write_bytes(biff(0x809, struct.pack("<HH12x", 0x600, 5)) + biff(0x2F, bytes(6)) + biff(0x0A))
    assert extract(file).state is State.ENCRYPTED
    locked = odf(tmp_path / "a.ods", "spreadsheet", "", manifest="<encryption-data/>")
    assert extract(locked).state is State.ENCRYPTED


def test_repeated_cells_and_rows_of_an_ods_keep_their_places_and_are_bounded(tmp_path: Path) -> None:
    def filled(text: str, times: str = "1") -> str:
        repeated = f'table:number-columns-repeated="{times}"'
        return f"<table:table-cell {repeated}><text:p>{text}</text:p></table:table-cell>"

    empty = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = (
        f"<table:table-row>{filled('甲', '2')}<table:table-cell/>{filled('乙')}{empty}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="1048000">{empty}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="999999999">{filled("满", "999999999")}</table:table-row>'
    )
    body = f'<office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet>'
    found = extract(odf(tmp_path / "a.ods", "spreadsheet", body))
    cells = shown(found)
    assert (cells["A1"], cells["B1"], cells["D1"], cells["A1048002"]) == ("甲", "甲", "乙", "满")
    assert len(cells) == 3 + 256 * 256
    assert found.state in READ_STATES


def test_the_values_of_an_ods_are_shown_as_the_file_wrote_them(tmp_path: Path) -> None:
    def typed(kind: str, value: str, text: str) -> str:
        name = "date-value" if kind == "date" else "value"
        note = "<office:annotation><dc:creator>李</dc:creator><text:p>注</text:p></office:annotation>"
        inside = f"<text:p>{text}</text:p>{note}"
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">{inside}</table:table-cell>'

    row = (
        typed("float", "1234.5", "1,234.50") + typed("percentage", "0.125", "12.5%") + typed("float", "17", "0017")
        + typed("date", "2023-05-10T00:00:00", "2023年5月10日") + typed("date", "2023-05-10T14:30:00", "23/5/10 14:30")
        + typed("currency", "66.666667", "￥66.67") + typed("float", "66.666667", "66.67")
        + typed("string", "", "甲<text:s/>乙")
    )  # fmt: skip
    sheet = f'<table:table table:name="表"><table:table-row>{row}</table:table-row></table:table>'
    body = f"<office:spreadsheet>{sheet}</office:spreadsheet>"
    found = extract(odf(tmp_path / "a.ods", "spreadsheet", body))
    assert list(shown(found).values()) == [
        "1,234.50", "12.5%", "0017", "2023年5月10日", "23/5/10 14:30", "￥66.67", "66.67", "甲 乙",
    ]  # fmt: skip
    assert said(found, "comment") == ["注"] * 8
