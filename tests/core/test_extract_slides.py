"""Presentations: slides in the order they are shown, with notes, comments and what the master shows."""

import shutil
import struct
from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.extract.deck import Deck
from archiver.extract.pptslides import Slides
from archiver.extract.sniff import sniff
from archiver.model import Extracted, State
from tests.core.extract_files import SAMPLES, cut_short, recall, with_flipped_bytes
from tests.core.extract_office import atom, odf, pptx, record, shape
from tests.core.ppt_files import Saved, entry, text

TRAINING = """
2023年档案库房安全培训 库房温度控制在14℃至24℃，相对湿度控制在45%至60% 非工作人员进入库房须经分管领导批准并登记
讲到这里请播放去年演练的录像 湿度上限请按新标准核对 消防器材检查情况 检查部位 存在问题 三号库房 两具灭火器压力不足，已于当日更换
整改期限：十一月底前 江城县档案馆安全教育
"""
"""What the three samples say: two slides, the first with notes and a comment, the second with a table."""


def blocks(found: Extracted) -> list[tuple[str, str, int | None]]:
    return [(block.kind, found.text[block.start:block.end], block.page) for block in found.blocks]


@pytest.mark.parametrize("name", ["training.pptx", "training.ppt", "training.odp"])
def test_a_training_is_read_whole_by_each_format(name: str) -> None:
    found = extract(SAMPLES / name)
    assert recall(found.text, TRAINING) >= 0.98
    read = blocks(found)
    assert ("heading", "2023年档案库房安全培训", 1) in read
    assert ("heading", "消防器材检查情况", 2) in read
    assert ("note", "讲到这里请播放去年演练的录像", 1) in read
    assert ("comment", "湿度上限请按新标准核对", 1) in read
    assert read[-1] == ("textbox", "江城县档案馆安全教育", None)
    assert found.properties == {"title": "档案库房安全培训", "author": "张建国"}


def test_a_presentation_of_wps_is_told_by_its_content(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "training.ppt", tmp_path / "培训.dps")
    assert extract(tmp_path / "培训.dps").format == "ppt"


@pytest.mark.parametrize("strict", [False, True])
def test_slides_come_in_the_order_they_are_shown(tmp_path: Path, strict: bool) -> None:
    slides = [shape("第二张"), shape("第三张"), shape("第一张", place="ctrTitle")]
    found = extract(pptx(tmp_path / "a.pptx", slides, order=[3, 1, 2, 1], strict=strict))
    assert blocks(found) == [("heading", "第一张", 1), ("paragraph", "第二张", 2), ("paragraph", "第三张", 3)]


def test_a_presentation_that_holds_a_workbook_is_still_a_presentation(tmp_path: Path) -> None:
    assert sniff(pptx(tmp_path / "a.pptx", [shape("图表")])) == "pptx"


def test_tables_groups_breaks_footers_and_slide_numbers(tmp_path: Path) -> None:
    table = (
        "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>姓</a:t></a:r></a:p><a:p><a:r><a:t>名</a:t></a:r>"
        "</a:p></a:txBody></a:tc><a:tc><a:p><a:r><a:t>欧阳</a:t></a:r></a:p></a:tc></a:tr></a:tbl></p:graphicFrame>"
    )
    broken = (
        "<p:sp><p:txBody><a:p><a:r><a:t>上</a:t></a:r><a:br/><a:r><a:t>下</a:t></a:r>"
        "<a:fld type='slidenum'><a:t>9</a:t></a:fld></a:p></p:txBody></p:sp>"
    )
    new = shape("新")
    both = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{new}</mc:Fallback></mc:AlternateContent>"
    slide = f"<p:grpSp>{broken}</p:grpSp>{table}{both}{shape('办公室', place='ftr')}"
    found = extract(pptx(tmp_path / "a.pptx", [slide, shape("办公室", place="ftr")]))
    assert blocks(found) == [
        ("paragraph", "上\n下", 1), ("cell", "姓\n名", 1), ("cell", "欧阳", 1), ("paragraph", "新", 1),
        ("footer", "办公室", None),
    ]  # fmt: skip


def test_notes_comments_charts_and_diagrams_belong_to_their_slide(tmp_path: Path) -> None:
    words = "<a:p><a:r><a:t>{}</a:t></a:r></a:p>"
    beside = {
        "ppt/notes.xml": ("notesSlide", f"<p:notes>{shape('备注', place='body')}{shape('页眉', place='hdr')}</p:notes>"),
        "ppt/comments.xml": ("comments", "<p:cmLst><p:cm><p:text>旧批注</p:text></p:cm></p:cmLst>"),
        "ppt/modern.xml": ("comments", f"<p:cmLst><p:cm><p:txBody>{words.format('新批注')}</p:txBody></p:cm></p:cmLst>"),
        "ppt/chart.xml": (
            "chart", f"<c>{words.format('图题')}<strCache><pt><v>一季度</v></pt><pt><v>一季度</v></pt></strCache></c>"
        ),
        "ppt/data.xml": ("diagramData", f"<d>{words.format('流程')}</d>"),
    }  # fmt: skip
    found = extract(pptx(tmp_path / "a.pptx", [shape("正文"), shape("后")], beside=beside))
    assert blocks(found) == [
        ("paragraph", "正文", 1), ("textbox", "流程", 1), ("textbox", "图题", 1), ("textbox", "一季度", 1),
        ("note", "备注", 1), ("comment", "旧批注", 1), ("comment", "新批注", 1), ("paragraph", "后", 2),
    ]  # fmt: skip


def test_masters_give_their_own_words_and_not_the_prompts_of_placeholders(tmp_path: Path) -> None:
    layout = shape("单击此处编辑标题", place="title") + shape("县档案馆")
    master = shape("单击此处编辑母版文本样式", place="body") + shape("县档案馆") + shape("内部培训")
    found = extract(pptx(tmp_path / "a.pptx", [shape("正文")], layout=layout, master=master))
    assert blocks(found)[1:] == [("textbox", "县档案馆", None), ("textbox", "内部培训", None)]


def test_a_damaged_slide_leaves_the_others_readable(tmp_path: Path) -> None:
    found = extract(pptx(tmp_path / "a.pptx", [shape("正文"), "<p:sp>"]))
    assert (found.state, found.reason.code, found.text) == (State.PARTIAL, "extract.slides_lost", "正文\n")


def test_a_presentation_of_pictures_is_a_scan_and_one_without_anything_is_empty(tmp_path: Path) -> None:
    assert extract(pptx(tmp_path / "a.pptx", [""])).state is State.EMPTY
    beside = {"ppt/media/image1.png": ("image", "<x/>")}
    assert extract(pptx(tmp_path / "b.pptx", [""], beside=beside)).state is State.SCAN


def test_layouts_that_lead_in_circles_and_bombs_end_in_a_state(tmp_path: Path) -> None:
    itself = {"ppt/slide1.xml": ("slideLayout", f"<p:sld>{shape('正文')}</p:sld>")}
    assert extract(pptx(tmp_path / "a.pptx", [""], beside=itself)).state is State.SEARCHABLE
    bomb = extract(pptx(tmp_path / "b.pptx", [shape("正文"), shape("字" * 20_000_000)]))
    assert (bomb.state, bomb.reason.code) == (State.PARTIAL, "extract.slides_lost")
    deep = extract(pptx(tmp_path / "c.pptx", ["<p:grpSp>" * 5000 + "</p:grpSp>" * 5000]))
    assert deep.state is State.FAILED


@pytest.mark.parametrize("name", ["training.pptx", "training.ppt", "training.odp"])
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_presentation_cut_short_says_so_unless_all_its_words_are_left(
    tmp_path: Path, name: str, share: float
) -> None:
    found = extract(cut_short(tmp_path, SAMPLES / name, share))
    assert found.reason.say() if found.state is not State.SEARCHABLE else recall(found.text, TRAINING) >= 0.98
    assert found.format in (name.partition(".")[2], "damaged-ole")


@pytest.mark.parametrize("name", ["training.pptx", "training.ppt", "training.odp"])
@pytest.mark.parametrize("seed", range(12))
def test_a_presentation_with_flipped_bytes_ends_in_a_state(tmp_path: Path, name: str, seed: int) -> None:
    found = extract(with_flipped_bytes(tmp_path, SAMPLES / name, seed))
    assert found.reason or found.state is State.SEARCHABLE


def read(saved: Saved) -> list[tuple[str, str, int | None]]:
    """What the slides of a stream hold."""
    deck = Deck()
    Slides(saved.stream, saved.edit, deck).read()
    return blocks(deck.extracted("ppt", {}, pictures=False))


def test_only_what_was_saved_last_is_read_and_the_outline_fills_the_shapes() -> None:
    outline = entry(3, 256) + text("标题", 0) + text("第一条\r第二条") + text("没有形状")
    document = record(0x3E8, record(0xFF0, outline), record(0xFD9, atom(0xFBA, "页脚".encode("utf-16-le"), 2)))
    references = [record(0xF004, record(0xF00D, atom(0xF9E, struct.pack("<I", index)))) for index in (0, 1)]
    saved = Saved()
    saved.save({1: document, 3: record(0x3EE, text("旧的内容"))})
    saved.save({3: record(0x3EE, *references, text("*"), text("上\v下", 4))})
    assert read(saved) == [
        ("heading", "标题", 1), ("paragraph", "第一条", 1), ("paragraph", "第二条", 1), ("paragraph", "上\n下", 1),
        ("paragraph", "没有形状", 1), ("footer", "页脚", None),
    ]  # fmt: skip


def test_a_stream_without_a_list_of_slides_gives_every_text_in_it() -> None:
    saved = Saved()
    saved.stream = record(0x3EE, atom(0xFA8, "工作总结".encode("gbk")), atom(0xFA8, b"24\xb0C"))
    assert read(saved) == [("paragraph", "工作总结", None), ("paragraph", "24°C", None)]


def test_savings_that_lead_in_circles_and_endless_depth_are_left() -> None:
    saved = Saved()
    saved.save({1: record(0x3E8, record(0xFF0, entry(3, 256)))})
    circle = bytearray(saved.stream)
    struct.pack_into("<I", circle, saved.edit + 16, saved.edit)
    saved.stream = bytes(circle)
    assert read(saved) == []
    nested = b""
    for _ in range(3000):
        nested = record(0x3EE, nested)
    saved = Saved()
    saved.stream = nested
    assert read(saved) == []


def test_prompts_and_margins_of_an_odp_are_not_read(tmp_path: Path) -> None:
    def frame(text: str, more: str = "") -> str:
        return f"<draw:frame {more}><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"

    page = (
        frame("题目", 'presentation:class="title"') + frame("请输入", 'presentation:placeholder="true"')
        + frame("页码", 'presentation:class="page-number"') + frame("正文")
        + "<presentation:notes>" + frame("备注", 'presentation:class="notes"') + "</presentation:notes>"
    )  # fmt: skip
    footer = "<presentation:footer-decl>页脚</presentation:footer-decl>"
    body = f"<office:presentation>{footer}<draw:page>{page}</draw:page></office:presentation>"
    found = extract(odf(tmp_path / "a.odp", "presentation", body))
    assert blocks(found) == [
        ("heading", "题目", 1), ("paragraph", "正文", 1), ("note", "备注", 1), ("footer", "页脚", None)
    ]  # fmt: skip
