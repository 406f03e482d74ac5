"""PDF: pages whose words run on, scans, fonts without Unicode, damaged and encrypted files."""

import zlib
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf import Transformation
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from archiver.extract import extract
from archiver.extract.pdfgarbled import is_garbled
from archiver.extract.pdflines import Line, joined, page_texts
from archiver.extract.pdfpage import mended
from archiver.extract.running import running_lines
from archiver.model import State
from tests.core.extract_files import SAMPLES, cut_short, pdf, words

PICTURE = b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
SENTENCE = "This page holds a sentence that is long enough."


def test_a_sentence_runs_over_the_page_edge_past_page_number_and_header() -> None:
    found = extract(SAMPLES / "rules.pdf")
    header, first, second = found.blocks
    assert (header.kind, first.page, second.page) == ("header", 1, 2)
    assert (first.joined, second.joined) == (False, True)
    assert "每日上午九时和下午\n三时各记录一次" in found.text[first.start:second.end]
    assert found.text.count("江城县档案馆制度汇编") == 1
    assert "— 1 —" not in found.text


def test_the_narrow_gap_between_han_characters_and_digits_is_no_space() -> None:
    text = extract(SAMPLES / "rules.pdf").text.replace("\n", "")
    assert all(f"第{number}条规定" in text for number in range(1, 61))


def test_a_pdf_of_pictures_is_a_scan_and_one_with_words_too_is_partial(tmp_path: Path) -> None:
    scan = extract(pdf(tmp_path / "a.pdf", [PICTURE, PICTURE]))
    assert (scan.state, scan.reason.data["pages"], scan.text) == (State.SCAN, 2, "")
    mixed = extract(pdf(tmp_path / "b.pdf", [words(SENTENCE), PICTURE, PICTURE, words(SENTENCE + "Two"), PICTURE]))
    assert (mixed.state, mixed.reason.data["pages"]) == (State.PARTIAL, "2–3, 5")
    assert [block.page for block in mixed.blocks] == [1, 4]


def test_the_mark_of_a_scanning_app_does_not_make_a_scan_readable(tmp_path: Path) -> None:
    assert extract(pdf(tmp_path / "a.pdf", [PICTURE + words("CamScanner")] * 3)).state is State.SCAN


def test_a_page_with_words_on_a_full_picture_is_read(tmp_path: Path) -> None:
    assert extract(pdf(tmp_path / "a.pdf", [PICTURE + words(SENTENCE)])).state is State.SEARCHABLE


def test_text_turned_into_outlines_is_a_scan_and_an_empty_page_is_empty(tmp_path: Path) -> None:
    outlines = b"".join(b"%d 700 m %d 710 l S\n" % (10 * step, 10 * step + 5) for step in range(50))
    assert extract(pdf(tmp_path / "a.pdf", [outlines])).state is State.SCAN
    assert extract(pdf(tmp_path / "b.pdf", [b""])).state is State.EMPTY


def test_a_font_without_unicode_table_is_garbled_and_gives_no_text(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    for item in writer._objects:
        if isinstance(item, DictionaryObject) and item.get("/Type") == "/Font":
            item.pop("/ToUnicode", None)
    writer.write(tmp_path / "a.pdf")
    found = extract(tmp_path / "a.pdf")
    assert (found.state, found.text) == (State.GARBLED, "")


def annotated(path: Path, source: Path) -> Path:
    """The PDF with a stamp, a field filled in, a remark and a link on its first page."""
    writer = pypdf.PdfWriter(clone_from=source)
    page = writer.pages[0]
    resources: Any = page["/Resources"]
    for kind, line, remark in (
        ("/Stamp", b"Received 2011", ""), ("/Widget", b"Zhang Jianguo", ""), ("/Text", b"", "请核对第三条"), ("/Link", b"", "链接")
    ):
        shown = StreamObject()
        shown.set_data(b"BT /F1 12 Tf 2 5 Td (" + line + b") Tj ET")
        box = ArrayObject([FloatObject(0), FloatObject(0), FloatObject(200), FloatObject(20)])
        shown.update({
            NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box, NameObject("/Resources"): resources,
        })
        annotation = DictionaryObject({
            NameObject("/Type"): NameObject("/Annot"), NameObject("/Subtype"): NameObject(kind), NameObject("/Rect"): box,
            NameObject("/F"): NumberObject(4), NameObject("/Contents"): TextStringObject(remark),
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(shown)}),
        })
        writer.add_annotation(0, annotation)
    writer.write(path)
    return path


def test_stamps_fields_and_remarks_on_a_page_are_read_and_links_are_not(tmp_path: Path) -> None:
    for content, state in ((words(SENTENCE), State.SEARCHABLE), (PICTURE, State.PARTIAL)):
        found = extract(annotated(tmp_path / "a.pdf", pdf(tmp_path / "b.pdf", [content])))
        beside = [(block.kind, found.text[block.start:block.end]) for block in found.blocks if block.kind != "page"]
        assert " ".join(said for kind, said in beside if kind == "textbox").split() == ["Received", "2011", "Zhang", "Jianguo"]
        assert [said for kind, said in beside if kind == "comment"] == ["请核对第三条"]
        assert found.state is state


@pytest.mark.parametrize(("written", "shown"), [(0, 90), (90, 0), (90, 90), (180, 180), (270, 90)])
def test_a_page_lying_on_its_side_or_head_is_read_like_an_upright_one(tmp_path: Path, written: int, shown: int) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    for page in writer.pages:
        page.add_transformation(Transformation().translate(-297, -421).rotate(written).translate(421, 421))
        page.mediabox.upper_right = (842, 842)
        page.rotate(shown)
    writer.write(tmp_path / "a.pdf")
    assert extract(tmp_path / "a.pdf").text == extract(SAMPLES / "rules.pdf").text


@pytest.mark.parametrize(("count", "state"), [(24, State.PARTIAL), (2400, State.GARBLED)])
def test_one_font_without_unicode_table_costs_its_words_and_a_page_of_little_else(
    tmp_path: Path, count: int, state: State
) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    for page in writer.pages:
        resources: Any = page["/Resources"]
        fonts = resources["/Font"]
        mute = DictionaryObject(next(font for font in fonts.values() if "/ToUnicode" in font))
        del mute["/ToUnicode"]
        fonts[NameObject("/Mute")] = writer._add_object(mute)
        drawn = StreamObject()
        shapes = "".join(f"{1 + index % 24:02x}" for index in range(count))
        drawn.set_data(f"BT /Mute 5 Tf 72 20 Td <{shapes}> Tj ET".encode())
        page[NameObject("/Contents")] = ArrayObject([page.raw_get("/Contents"), writer._add_object(drawn)])
    writer.write(tmp_path / "a.pdf")
    found, whole = extract(tmp_path / "a.pdf"), extract(SAMPLES / "rules.pdf")
    assert found.state is state
    assert found.reason.code == ("extract.pages_garbled" if state is State.PARTIAL else "extract.garbled_pdf")
    assert found.text == (whole.text if state is State.PARTIAL else "")


@pytest.mark.parametrize(
    ("text", "garbled"),
    [
        ("关于二〇一一年档案工作总结的报告，请审阅。", False),
        ("Internal report on the year 2011.", False),
        ("연간 업무 보고서를 다음과 같이 제출합니다.", False),
        ("\x03\x04\x05\x06\x07\x08\x0e\x0f" * 4, True),
        ("\ue001\ue002\ue003\ue004" * 8, True),
        ("駎鱻龘齉爩鸞籲灥厵滟靐龗麤灪爨癵驫" * 2, True),
    ],
)
def test_characters_nobody_writes_are_told_from_words(text: str, garbled: bool) -> None:
    assert is_garbled(text) is garbled


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    writer.encrypt("密码", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    found = extract(tmp_path / "a.pdf")
    assert (found.state, found.reason.code) == (State.ENCRYPTED, "extract.password")


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    writer.encrypt("", "主人", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert extract(tmp_path / "a.pdf").state is State.SEARCHABLE


@pytest.mark.parametrize("share", [0.02, 0.4, 0.8])
def test_a_pdf_cut_short_ends_in_a_state(tmp_path: Path, share: float) -> None:
    found = extract(cut_short(tmp_path, SAMPLES / "rules.pdf", share))
    assert found.format == "pdf"
    assert found.state in (State.FAILED, State.PARTIAL, State.RECOVERED, State.EMPTY)


def test_pages_not_reached_in_time_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(0, 100, 7))
    monkeypatch.setattr("archiver.extract.pdf.monotonic", lambda: next(clock))
    found = extract(pdf(tmp_path / "a.pdf", [words(SENTENCE)] * 9))
    assert (found.state, found.reason.code) == (State.PARTIAL, "extract.pages_left")
    assert found.reason.data == {"read": 2, "count": 9}


def test_words_hyphenated_at_a_line_end_are_whole_and_ranges_keep_their_hyphen() -> None:
    assert mended("infor\ufffemation 2011\ufffe2012") == "information 2011-2012"


def test_a_full_line_that_ends_between_han_and_digit_goes_on() -> None:
    lines = [
        Line("为加强档案库房温湿度管理第", room=0.4),
        Line("3条规定", room=10, carries_on=True),
        Line("2.另一条共", room=0.2, carries_on=True),
        Line("5 款"),
    ]
    assert joined(lines) == "为加强档案库房温湿度管理第3条规定\n2.另一条共\n5 款"


def test_a_number_broken_over_two_lines_is_whole_only_in_a_full_line_of_chinese() -> None:
    assert joined([Line("项目总投资50", room=0.5), Line("00万元", carries_on=True)]) == "项目总投资5000万元"
    assert joined([Line("项目总投资50", room=1.5), Line("00万元", carries_on=True)]) == "项目总投资50\n00万元"
    assert joined([Line("the archive", room=0.1), Line("holds it", carries_on=True)]) == "the archive\nholds it"


def test_a_word_broken_over_the_page_edge_stands_where_it_began() -> None:
    pages = [[Line("全县有近100", room=0.3)], [Line("家企业落户", room=0.3)], [], [Line("2011年年底", room=9)]]
    assert page_texts(pages) == ["全县有近100家", "企业落户2011年", "", "年底"]
    assert page_texts([[Line("目录", room=20)], [Line("2011年", room=20)]]) == ["目录", "2011年"]


def test_lines_every_page_repeats_are_told_from_lines_that_only_look_alike() -> None:
    pages = [["年报", "", "正文一", "第 1 页 共 3 页"], ["年报", "正文二", "第 2 页 共 3 页", ""], ["年报", "正文三", "第 3 页 共 3 页"]]
    found = running_lines(pages)
    own = [page[kept.start:kept.stop] for page, kept in zip(pages, found.kept, strict=True)]
    assert (own, found.headers, found.footers) == ([["正文一"], ["正文二"], ["正文三"]], ["年报"], [])
    tables = [["第1条 总则", "甲", "12"], ["第9条 附则", "乙", "17"]]
    assert running_lines(tables).kept == [range(3), range(3)]


def test_compressed_streams_are_read(tmp_path: Path) -> None:
    assert SENTENCE in extract(pdf(tmp_path / "a.pdf", [b""], compress=zlib.compress(words(SENTENCE)))).text


def test_a_damaged_file_after_an_encrypted_one_is_damaged(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=SAMPLES / "rules.pdf")
    writer.encrypt("geheim", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    damaged = tmp_path / "b.pdf"
    damaged.write_bytes(pdf(damaged, [words(SENTENCE)]).read_bytes().replace(b"/Pages", b"/Pxges"))
    assert extract(tmp_path / "a.pdf").state is State.ENCRYPTED
    assert extract(damaged).state is State.FAILED
