"""PDF: what stands on a page is read as it stands there, in whatever order and pieces the file draws it."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

from archiver.extract import extract
from archiver.text.folding import fold
from resources.samples.paper import Paragraph
from resources.samples.pdf_writer import pdf as written_pdf
from tests.core.extract_files import pdf

HAN = "档案局关于加强全市重点建设项目管理工作的通知各县区人民政府经济开发管委会"

MEANING = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> "
    b"endcodespacerange 1 beginbfchar <0041> <D841DD47> endbfchar endcmap end end"
)
"""A table that says the font's A means the character U+20547."""


def names(**entries: str) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in entries.items()})


def song() -> DictionaryObject:
    """The song font every PDF program knows, not embedded; all its characters here are as wide as high."""
    below = names(Type="Font", Subtype="CIDFontType0", BaseFont="STSong-Light")
    below[NameObject("/CIDSystemInfo")] = DictionaryObject({
        NameObject("/Registry"): TextStringObject("Adobe"),
        NameObject("/Ordering"): TextStringObject("GB1"),
        NameObject("/Supplement"): NumberObject(2),
    })
    below[NameObject("/DW")] = NumberObject(1000)
    font = names(Type="Font", Subtype="Type0", BaseFont="STSong-Light", Encoding="UniGB-UCS2-H")
    font[NameObject("/DescendantFonts")] = ArrayObject([below])
    return font


def han_pdf(path: Path, *pages: list[bytes]) -> Path:
    """A PDF whose pages show those pieces, in that order."""
    writer = pypdf.PdfWriter(clone_from=pdf(path, [b"\n".join(pieces) for pieces in pages]))
    for page in writer.pages:
        resources = cast(DictionaryObject, page["/Resources"])
        cast(DictionaryObject, resources["/Font"])[NameObject("/F1")] = song()
    writer.write(path)
    return path


def shown(text: str, x: float, y: float, *, size: int = 10, matrix: str = "1 0 0 1") -> bytes:
    """PDF operators that show `text` from x, y on."""
    return f"BT /F1 {size} Tf {matrix} {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET".encode()


def lines_of(path: Path) -> list[str]:
    return extract(path).text.splitlines()


def test_quotation_marks_drawn_after_the_line_stand_where_they_are_seen(tmp_path: Path) -> None:
    pieces = [shown("坚持", 50, 700), shown("量力而行", 80, 700), shown("的原", 130, 700), shown("“", 70, 700), shown("”", 120, 700)]
    assert lines_of(han_pdf(tmp_path / "a.pdf", [*pieces, shown("则办事", 50, 685)])) == ["坚持“量力而行”的原", "则办事"]


def test_a_line_drawn_in_pieces_of_several_fonts_is_one_line(tmp_path: Path) -> None:
    pieces = [shown("共", 50, 700), shown("20", 62.5, 700), shown("人", 85, 700), shown("姓名", 150, 700)]
    assert lines_of(han_pdf(tmp_path / "a.pdf", pieces)) == ["共20人 姓名"]


def test_a_rare_character_beyond_the_basic_ones_is_whole_wherever_it_stands(tmp_path: Path) -> None:
    path = han_pdf(tmp_path / "a.pdf", [shown("村民A石", 50, 700), shown("共5人", 110, 700), shown("“", 90, 700)])
    writer = pypdf.PdfWriter(clone_from=path)
    table = StreamObject()
    table.set_data(MEANING)
    fonts = cast(DictionaryObject, cast(DictionaryObject, writer.pages[0]["/Resources"])["/Font"])
    cast(DictionaryObject, fonts["/F1"])[NameObject("/ToUnicode")] = writer._add_object(table)
    writer.write(path)
    assert lines_of(path) == ["村民\U00020547石“ 共5人"]


def test_two_lines_drawn_without_a_break_are_two(tmp_path: Path) -> None:
    pieces = [shown("奋斗目", 50, 700), shown("标以", 50, 688), shown("跨越", 80, 688), shown("“", 70, 688)]
    assert "".join(lines_of(han_pdf(tmp_path / "a.pdf", pieces))) == "奋斗目标以“跨越"


def test_a_stamp_over_the_words_does_not_mix_with_them(tmp_path: Path) -> None:
    stamp = shown("作废存查", 55, 697, size=24)
    text = extract(han_pdf(tmp_path / "a.pdf", [shown(HAN, 50, 700), stamp])).text
    assert HAN in text
    assert "作废存查" in text


@pytest.mark.parametrize("matrix", ["0 1 -1 0", "0 -1 1 0", "-1 0 0 -1"])
def test_turned_writing_keeps_the_order_of_the_file(tmp_path: Path, matrix: str) -> None:
    text = extract(han_pdf(tmp_path / "a.pdf", [shown(HAN[:20], 300, 400, matrix=matrix)])).text
    assert "".join(text.split()) == HAN[:20]


def test_words_set_below_each_other_keep_their_order(tmp_path: Path) -> None:
    pieces = [shown(each, 500, 700 - 10 * row) for row, each in enumerate(HAN[:20])]
    assert "".join(lines_of(han_pdf(tmp_path / "a.pdf", pieces))) == HAN[:20]


def test_a_number_at_the_foot_of_a_full_page_is_not_part_of_its_last_line(tmp_path: Path) -> None:
    page = [shown(HAN, 50, 700 - 15 * row) for row in range(10)]
    assert lines_of(han_pdf(tmp_path / "a.pdf", [*page, shown("12", 290, 30)])) == [HAN] * 10 + ["12"]


def test_text_runs_on_from_column_to_column_and_over_the_page(tmp_path: Path) -> None:
    left = [shown(HAN[:20], 50, 700 - 15 * row) for row in range(5)]
    right = [shown("9家" + HAN[:18], 300, 700), *(shown(HAN[:20], 300, 700 - 15 * row) for row in range(1, 5))]
    found = extract(han_pdf(tmp_path / "a.pdf", left + right, [shown("7项" + HAN[:18], 50, 700)]))
    assert HAN[18:20] + "9家" in fold(found.text, found.blocks)
    assert HAN[18:20] + "7项" in fold(found.text, found.blocks)


def test_cells_of_a_table_do_not_run_into_each_other(tmp_path: Path) -> None:
    row = [shown("合计", 50, 700), shown("2011", 200, 700), shown("青河镇", 350, 700), shown("90", 500, 700)]
    following = [shown("小计", 50, 680), shown("17", 200, 680), shown("白水镇", 350, 680), shown("8", 500, 680)]
    assert fold(extract(han_pdf(tmp_path / "a.pdf", row + following)).text) == "合计 2011 青河镇 90 小计 17 白水镇 8"


def runs(line: str) -> Iterator[str]:
    """Every run of eight characters."""
    return (line[start:start + 8] for start in range(max(1, len(line) - 7)))


wording = st.text(HAN, min_size=6, max_size=30)
between = st.one_of(
    st.integers(0, 99999).map(str),
    st.sampled_from(["kV", "GDP", "，", "。", "（", "）", "“", "”", "%", "3.5"]),
)
paragraphs = st.lists(st.lists(st.tuples(wording, between).map("".join), max_size=12).map("".join), min_size=1, max_size=40)


@settings(max_examples=60)
@given(paragraphs)
def test_any_run_of_characters_within_a_paragraph_is_found(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    path = tmp_path_factory.mktemp("runs") / "a.pdf"
    path.write_bytes(written_pdf([Paragraph("text", text) for text in texts]))
    found = extract(path)
    folded = fold(found.text, found.blocks)
    assert [run for text in texts for run in runs(text) if fold(run) not in folded] == []
