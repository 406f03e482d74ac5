"""DOCX: every word of a document, with the numbers Word puts before its paragraphs."""

import zipfile
from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.extract.numerals import numeral
from archiver.model import Extracted, State
from tests.core.extract_files import SAMPLES, cut_short, docx, level, numbering, paragraph, styles


def lines(found: Extracted) -> list[str]:
    return found.text.splitlines()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_headers_notes_comments_and_footers_are_read_once_each(tmp_path: Path) -> None:
    note = '<w:footnotes><w:footnote w:id="2">' + paragraph("脚注") + "</w:footnote></w:footnotes>"
    found = extract(
        docx(
            tmp_path / "a.docx",
            paragraph("正文"),
            header=f"<w:hdr>{paragraph('页眉')}</w:hdr>",
            header_2=f"<w:hdr>{paragraph('页眉')}</w:hdr>",
            footer=f"<w:ftr>{paragraph('页脚')}</w:ftr>",
            footnotes=note,
            endnotes=f"<w:endnotes><w:endnote>{paragraph('尾注')}</w:endnote></w:endnotes>",
            comments=f"<w:comments><w:comment>{paragraph('批注')}</w:comment></w:comments>",
        )
    )
    assert [(found.text[block.start:block.end], block.kind) for block in found.blocks] == [
        ("页眉", "header"), ("正文", "paragraph"), ("脚注", "note"), ("尾注", "note"), ("批注", "comment"),
        ("页脚", "footer"),
    ]  # fmt: skip


def test_a_strict_document_is_read_like_any_other(tmp_path: Path) -> None:
    found = extract(
        docx(tmp_path / "a.docx", paragraph("正文"), strict=True, header=f"<w:hdr>{paragraph('页眉')}</w:hdr>")
    )
    assert lines(found) == ["页眉", "正文"]


def test_text_boxes_are_read_once_though_they_stand_in_two_branches(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('红头')}{paragraph('文件')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = extract(docx(tmp_path / "a.docx", paragraph("锚", more=both) + paragraph("后")))
    assert lines(found) == ["锚", "红头", "文件", "后"]
    assert [block.kind for block in found.blocks] == ["paragraph", "textbox", "textbox", "paragraph"]


def test_a_cell_is_one_block_and_a_table_in_it_has_its_own(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('内')}</w:tc></w:tr></w:tbl>"
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('姓')}{paragraph('名')}</w:tc><w:tc>{paragraph('欧阳')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('外')}{inner}{paragraph('')}</w:tc></w:tr></w:tbl>"
    )
    found = extract(docx(tmp_path / "a.docx", table))
    blocks = [(found.text[block.start:block.end], block.kind) for block in found.blocks]
    assert blocks == [("姓\n名", "cell"), ("欧阳", "cell"), ("外", "cell"), ("内", "cell")]


def test_insertions_are_read_and_deletions_field_codes_and_phonetic_guides_are_not(tmp_path: Path) -> None:
    inside = (
        f"<w:ins>{run('增')}</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>"
        "<w:r><w:instrText> DATE </w:instrText></w:r>"
        f"<w:fldSimple w:instr='PAGE'>{run('域')}</w:fldSimple><w:hyperlink>{run('链')}</w:hyperlink>"
        f"<w:sdt><w:sdtContent>{run('控')}</w:sdtContent></w:sdt>"
        f"<w:r><w:ruby><w:rt>{run('pin')}</w:rt><w:rubyBase>{run('拼')}</w:rubyBase></w:ruby></w:r>"
    )
    found = extract(docx(tmp_path / "a.docx", paragraph("原", more=inside)))
    assert lines(found) == ["原增移来域链控拼"]


def field(code: str, result: str | None = None, form: str = "") -> str:
    def mark(kind: str, inside: str = "") -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'

    shown = "" if result is None else mark("separate") + run(result)
    return mark("begin", form) + f"<w:r><w:instrText>{code}</w:instrText></w:r>" + shown + mark("end")


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        (field(r" eq \o\ac(○,三) "), "○三"),
        (field(r' EQ \* jc0 \* "Font:宋体" \* hps10 \o \ad(\s \up 9(dàng),档)'), "档"),
        (field(r"EQ \f(1,2)"), "1/2"),
        (field(" MACROBUTTON NoMacro [填写单位名称] "), "[填写单位名称]"),
        (field(r' SYMBOL 82 \f "Wingdings 2" \s 12 '), "☑"),
        (field(" MACROBUTTON x 代码", "结果"), "结果"),
        (field(r' HYPERLINK "x" ', "链接"), "链接"),
        (field(" PAGE "), ""),
        (field(" FORMCHECKBOX ", form='<w:ffData><w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox></w:ffData>'), "☑"),
        (field(" FORMCHECKBOX ", form='<w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData>'), "□"),
        (field(" FORMDROPDOWN ", form='<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="一般"/>'
               '<w:listEntry w:val="重要"/></w:ddList></w:ffData>'), "重要"),
    ],
)  # fmt: skip
def test_a_field_without_result_shows_the_words_of_its_code(tmp_path: Path, inside: str, shown: str) -> None:
    found = extract(docx(tmp_path / "a.docx", paragraph("前", more=inside + run("后"))))
    assert lines(found) == [f"前{shown}后"]


def test_tabs_breaks_hyphens_and_signs_of_symbol_fonts(tmp_path: Path) -> None:
    inside = (
        "<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FE"/><w:t>同意\uf0a8不同意</w:t></w:r>'
    )
    assert lines(extract(docx(tmp_path / "a.docx", paragraph("", more=inside)))) == ["甲\t乙", "丙-☑同意□不同意"]


OFFICIAL = (
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCountingThousand", "（%2）")
    + level(2, "decimal", "%3.") + level(3, "decimal", "（%4）") + level(4, "decimalEnclosedCircle", "%5")
)  # fmt: skip


def numbered(tmp_path: Path, body: str, *lists: str, instances: str = "") -> list[str]:
    return lines(extract(docx(tmp_path / "a.docx", body, numbering=numbering(*lists, instances=instances))))


def test_the_five_levels_of_an_official_paper_are_counted_and_restart(tmp_path: Path) -> None:
    depths = [0, 1, 1, 2, 2, 3, 4, 4, 0, 1, 2]
    body = "".join(paragraph("项", num=1, depth=depth) for depth in depths)
    assert numbered(tmp_path, body, OFFICIAL) == [
        "一、项", "（一）项", "（二）项", "1. 项", "2. 项", "（1）项", "①项", "②项", "二、项", "（一）项", "1. 项",
    ]  # fmt: skip


def test_numbers_of_chapters_come_from_styles_and_are_arabic_below(tmp_path: Path) -> None:
    chapters = level(0, "chineseCounting", "第%1章", more='<w:pStyle w:val="1"/>') + level(
        1, "decimal", "%1.%2", more='<w:pStyle w:val="2"/><w:isLgl/>'
    )
    heading = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:name w:val="heading {0}"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(paragraph("题", style=style) for style in ("1", "2", "2", "1", "2"))
    file = docx(
        tmp_path / "a.docx",
        body,
        numbering=numbering(chapters),
        styles=styles(heading.format(1) + heading.format(2)),
    )
    found = extract(file)
    assert lines(found) == ["第一章题", "1.1 题", "1.2 题", "第二章题", "2.1 题"]
    assert [(block.kind, block.level) for block in found.blocks][:2] == [("heading", 1), ("heading", 2)]


def test_two_uses_of_a_list_count_on_unless_one_says_where_to_start(tmp_path: Path) -> None:
    more = (
        '<w:num w:numId="8"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    body = "".join(paragraph("项", num=num) for num in (1, 1, 8, 9, 9, 0))
    shown = numbered(tmp_path, body, OFFICIAL, instances=more)
    assert shown == ["一、项", "二、项", "三、项", "五、项", "六、项", "项"]


def test_a_bullet_is_no_number_and_an_empty_paragraph_counts(tmp_path: Path) -> None:
    body = paragraph("点", num=2) + paragraph("一项", num=1) + paragraph("", num=1) + paragraph("三项", num=1)
    assert numbered(tmp_path, body, OFFICIAL, level(0, "bullet", "●")) == ["点", "一、一项", "三、三项"]


@pytest.mark.parametrize(
    ("format", "number", "shown"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCounting", 100, "一○○"),
        ("chineseCountingThousand", 101, "一百零一"), ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1001, "一千零一"), ("chineseCountingThousand", 10010, "一万零一十"),
        ("japaneseCounting", 101, "百一"), ("ideographDigital", 10, "一○"),
        ("chineseLegalSimplified", 25, "贰拾伍"), ("ideographLegalTraditional", 12, "壹拾貳"),
        ("ideographTraditional", 3, "丙"), ("ideographZodiac", 12, "亥"), ("ideographZodiacTraditional", 60, "癸亥"),
        ("decimalEnclosedCircle", 20, "⑳"), ("decimalEnclosedParen", 2, "⑵"), ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"), ("upperRoman", 1994, "MCMXCIV"), ("lowerLetter", 28, "bb"),
        ("decimal", 0, "0"), ("somethingNew", 4, "4"), ("bullet", 3, ""),
        ("ordinal", 1, "1st"), ("ordinal", 11, "11th"), ("ordinal", 22, "22nd"), ("ordinal", 103, "103rd"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_word_writes_it(format: str, number: int, shown: str) -> None:
    assert numeral(number, format) == shown


@pytest.mark.parametrize("chunk", [
    "<html><body><p>由系统导出的正文</p></body></html>",
    "{\\rtf1" + "".join(f"\\u{ord(each)}?" for each in "由系统导出的正文") + "\\par}",
    "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>由系统导出的正文</p>",
])
def test_a_file_put_into_a_document_whole_is_read(tmp_path: Path, chunk: str) -> None:
    assert lines(extract(docx(tmp_path / "a.docx", "<w:altChunk/>", aFChunk=chunk))) == ["由系统导出的正文"]


def test_a_document_of_pasted_scans_is_a_scan_and_not_empty(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", paragraph(""))
    assert extract(file).state is State.EMPTY
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/media/image1.jpeg", b"\xff\xd8\xff")
    assert extract(file).state is State.SCAN


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", paragraph("字" * 20_000_000))
    found = extract(file)
    assert (found.state, found.reason.code) == (State.FAILED, "extract.bomb")


def test_entities_are_not_followed(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", "")
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    evil = (
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]><w:document xmlns:w="w"><w:body><w:p><w:r>'
        "<w:t>前&x;后</w:t></w:r></w:p></w:body></w:document>"
    )
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", evil)
    assert "机密" not in extract(file).text


def test_a_hostile_depth_of_elements_fails_and_does_not_crash(tmp_path: Path) -> None:
    file = docx(tmp_path / "a.docx", "<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    assert extract(file).state is State.FAILED


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_document_cut_short_is_a_recovered_docx_and_not_an_unknown_file(tmp_path: Path, share: float) -> None:
    found = extract(cut_short(tmp_path, SAMPLES / "notice.docx", share))
    assert (found.format, found.state, found.reason.code) == ("docx", State.RECOVERED, "extract.cut_short")


def test_a_damaged_side_part_leaves_the_body_readable(tmp_path: Path) -> None:
    found = extract(docx(tmp_path / "a.docx", paragraph("正文"), header="<w:hdr><w:p></w:hdr>"))
    assert (found.state, found.text) == (State.PARTIAL, "正文\n")
