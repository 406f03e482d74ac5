"""RTF as Word, WPS and smaller programs write it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.extract import extract
from archiver.extract.rtftext import Reading
from archiver.model import Extracted, State

SENTENCE = "关于朱镕基总理视察档案馆的报告，共３件。"
TRADITIONAL = "關於檔案館功能許可的報告"
FONTS = rb"{\fonttbl{\f0\fnil\fcharset0 Times New Roman;}{\f1\fnil\fcharset134 SimSun;}{\f2\fnil\fcharset136 MingLiU;}{\f3\fnil\fcharset2 Wingdings;}}"


def read(folder: Path, inside: bytes, start: bytes = rb"\ansi\ansicpg1252\deff0" + FONTS) -> Extracted:
    file = folder / "报告.doc"
    file.write_bytes(b"{\\rtf1" + start + inside + b"}")
    found = extract(file)
    assert found.format == "rtf"
    return found


def escaped(data: bytes) -> bytes:
    return b"".join(b"\\'%02x" % byte for byte in data)


def unicode(text: str, fallback: bytes = b"?") -> bytes:
    units = text.encode("utf-16-le")
    codes = [int.from_bytes(units[at:at + 2], "little") for at in range(0, len(units), 2)]
    return b"".join(b"\\u%d%s" % (code - 65536 if code > 32767 else code, fallback) for code in codes)


@pytest.mark.parametrize(
    ("start", "inside"),
    [
        (rb"\ansi\ansicpg936", escaped(SENTENCE.encode("gbk"))),
        (rb"\ansi", escaped(SENTENCE.encode("gbk"))),
        (rb"\ansi\ansicpg936", SENTENCE.encode("gbk")),
        (rb"\ansi", SENTENCE.encode("gbk")),
        (rb"\ansi\ansicpg1252", SENTENCE.encode("gbk")),
        (rb"\ansi", SENTENCE.encode()),
        (rb"\ansi\ansicpg1252" + FONTS, rb"\f1 " + escaped(SENTENCE.encode("gbk"))),
        (rb"\ansi\ansicpg936" + FONTS, rb"\f0 " + escaped(SENTENCE.encode("gbk"))),
        (rb"\ansi\ansicpg1252\uc1", unicode(SENTENCE)),
        (rb"\ansi\uc0", unicode(SENTENCE, b"")),
        (rb"\ansi\ansicpg936\uc2", unicode(SENTENCE, b"\\'d6\\'d0")),
    ],
)
def test_chinese_is_read_however_the_program_wrote_it(tmp_path: Path, start: bytes, inside: bytes) -> None:
    assert read(tmp_path, inside + b"\\par", start).text == SENTENCE + "\n"


@pytest.mark.parametrize(
    ("start", "inside"),
    [
        (rb"\ansi\ansicpg950", escaped(TRADITIONAL.encode("big5"))),
        (rb"\ansi\ansicpg1252" + FONTS, rb"\f2 " + escaped(TRADITIONAL.encode("big5"))),
        (rb"\ansi\ansicpg950", TRADITIONAL.encode("big5")),
    ],
)
def test_big5_is_read_too_where_half_a_character_looks_like_a_backslash(
    tmp_path: Path, start: bytes, inside: bytes
) -> None:
    assert b"\\" in TRADITIONAL.encode("big5")
    assert read(tmp_path, inside + b"\\par", start).text == TRADITIONAL + "\n"


def test_raw_gbk_whose_second_halves_look_like_braces(tmp_path: Path) -> None:
    text = "王瀤与李珅勘察亄庄村，同行者亅。"
    raw = text.encode("gbk")
    assert read(tmp_path, raw + b"\\par " + "第二段".encode("gbk"), rb"\ansi\ansicpg936").text == f"{text}\n第二段\n"


def test_the_second_byte_of_a_character_may_stand_as_a_letter(tmp_path: Path) -> None:
    assert read(tmp_path, rb"\f1 " + b"\\'82S\\'83\\'6f\\par").text == b"\x82S\x83\x6f".decode("gbk") + "\n"


def test_characters_of_europe_are_not_taken_for_chinese(tmp_path: Path) -> None:
    assert read(tmp_path, rb"Caf\'e9 cr\'e8me \'e0 3 \'80\par").text == "Café crème à 3 €\n"


def test_two_stand_in_bytes_where_one_was_announced_leave_nothing_behind(tmp_path: Path) -> None:
    found = read(tmp_path, rb"\f1\uc1\u26723\'b5\'b5\u26696\'b0\'b8 end\par")
    assert found.text == "档案 end\n"


def test_a_character_beyond_the_first_plane_and_a_lone_half(tmp_path: Path) -> None:
    assert read(tmp_path, unicode("𠮷田") + rb"\u-10240 ?x\par").text == "𠮷田�x\n"


def test_paragraphs_cells_headings_breaks_and_signs(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rb"{\stylesheet{\s1\outlinelevel0 biaoti;}{\s2 heading 2;}}\pard\s1 One\par\pard\s2 Two\par"
        rb"\pard\plain a\line b\tab c\~d\_e\emdash f\ldblquote g\rdblquote\par"
        rb"\trowd\pard\intbl x\par y\cell z\cell\row\pard after{\f3\'fe}\par",
    )
    assert found.text == "One\nTwo\na\nb\tc d-e—f“g”\nx\ny\nz\nafter☑\n"
    assert [(block.kind, block.level) for block in found.blocks] == [
        ("heading", 1), ("heading", 2), ("paragraph", 0), ("cell", 0), ("cell", 0), ("paragraph", 0),
    ]  # fmt: skip


def test_a_table_in_a_cell_stands_between_the_words_around_it(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rb"\pard\intbl before\par\pard\intbl\itap2 p\nestcell q\nestcell{\*\nesttableprops\trowd\nestrow}"
        rb"{\nonesttables\par}\pard\intbl after\cell\row\pard end\par",
    )
    assert found.text == "before\np\nq\nafter\nend\n"
    assert [block.kind for block in found.blocks] == ["cell"] * 4 + ["paragraph"]


def test_headers_notes_boxes_and_comments_have_their_places(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rb"{\header head\par}{\footer foot\par}{\headerl head\par}\pard body{\super\chftn{\footnote\pard note}}"
        rb"{\*\atnid W}{\*\atnauthor W}\chatn{\*\annotation{\*\atnref 1}remark}"
        rb"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt\pard box\par}}{\shprslt{\*\do{\dptxbxtext box\par}}}}"
        rb" goes on\par next\par",
    )
    assert [(block.kind, found.text[block.start:block.end]) for block in found.blocks] == [
        ("header", "head"), ("paragraph", "body goes on"), ("textbox", "box"), ("paragraph", "next"),
        ("note", "note"), ("comment", "remark"), ("footer", "foot"),
    ]  # fmt: skip


def test_the_words_of_word_art_in_a_header_are_read(tmp_path: Path) -> None:
    art = rb"{\shp{\*\shpinst{\sp{\sn gtextUNICODE}{\sv " + unicode("秘密") + rb"}}}}"
    found = read(tmp_path, rb"{\header\pard " + art + rb"\par}body\par")
    assert found.text == "秘密\nbody\n"
    assert found.blocks[0].kind == "header"


def test_what_is_not_shown_is_not_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rb"{\colortbl;\red0;}{\*\generator Msftedit;}{\info{\title T}{\author A}{\company C}"
        rb"{\creatim\yr2011\mo12\dy8\hr9\min30}}{\pict\pngblip 89504e47}{\*\unknown{x}y}"
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}}{\deleted gone}{\upr{ansi}{\*\ud real}}\par",
    )
    assert found.text == "shownreal\n"
    assert found.properties == {"title": "T", "author": "A", "created": "2011-12-08T09:30:00"}


def test_a_field_without_result_shows_the_words_of_its_code(tmp_path: Path) -> None:
    def field(code: bytes, result: bytes = b"") -> bytes:
        return rb"{\field{\*\fldinst {\rtlch " + code + rb"}}{\fldrslt " + result + rb"}}"

    circled = field(rb" eq \\o\\ac(" + unicode("○") + rb"," + unicode("三") + rb")")
    shown = circled + field(rb"MACROBUTTON x text", rb"result") + field(rb'SYMBOL 82 \\f "Wingdings 2"') + field(rb"PAGE")
    assert read(tmp_path, b"a" + shown + rb"b\par").text == "a○三result☑b\n"


def test_the_number_of_a_list_stands_before_its_paragraph(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        rb"{\listtext\pard\plain " + unicode("一、") + rb"\tab}" + unicode("范围") + rb"\par"
        rb"{\pntext 2.\tab}two\par{\listtext\f3\'6c\tab}dot\par",
    )
    assert found.text == "一、范围\n2. two\ndot\n"


def test_binary_data_between_the_words_is_stepped_over(tmp_path: Path) -> None:
    found = read(tmp_path, rb"a{\pict\bin7 }}}{{{\}b\bin3 }}}c\par")
    assert found.text == "abc\n"


@pytest.mark.parametrize("levels", [10, 5_000, 100_000])
def test_deep_nesting_costs_nothing(tmp_path: Path, levels: int) -> None:
    assert read(tmp_path, b"{" * levels + b"deep" + b"}" * levels + rb"\par end").text == "deep\nend\n"


def test_a_megabyte_in_one_paragraph_is_read_at_once(tmp_path: Path) -> None:
    raw = "关于档案\r\n".encode("gbk") * 150_000
    assert len(read(tmp_path, raw, rb"\ansi\ansicpg936").text) == 600_001


def test_a_file_cut_short_gives_what_it_has_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.rtf"
    file.write_bytes(rb"{\rtf1\ansi first\par sec" + b"ond")
    found = extract(file)
    assert (found.state, found.reason.code, found.text) == (State.RECOVERED, "extract.cut_short", "first\nsecond\n")


def test_a_brace_that_is_missing_or_too_many_loses_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, rb"{a\par b").state is State.SEARCHABLE
    assert read(tmp_path, rb"a}}\par b").text == "a\nb\n"


def test_a_file_of_pictures_alone_says_it_has_no_words(tmp_path: Path) -> None:
    assert read(tmp_path, rb"{\pict\pngblip 89504e47}\par").state is State.EMPTY


def test_rtf_after_a_mark_or_blank_lines_is_still_rtf(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"\r\n {\\rtf1\\ansi words\\par}")
    assert extract(file).format == "rtf"


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_no_bytes_stop_the_reader(data: bytes) -> None:
    Reading(b"{\\rtf1" + data).read()


@settings(max_examples=200)
@given(st.text("档案馆一二〇年度报告镕喆亜，。ab 1", min_size=1), st.sampled_from(["raw", "escaped", "unicode"]))
def test_any_line_comes_out_as_it_went_in(text: str, way: str) -> None:
    ways = {"raw": text.encode("gbk"), "escaped": escaped(text.encode("gbk")), "unicode": unicode(text)}
    found = Reading(b"{\\rtf1\\ansi\\ansicpg936 x" + ways[way] + b"x\\par}").read()
    assert found.text == f"x{text}x\n"
