"""OpenDocument text."""

import zipfile
from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.model import Extracted, State

_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
        ("svg", "svg-compatible"), ("meta", "meta"),
    ]
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'  # fmt: skip


def odt(path: Path, body: str, *, styles: str = "", automatic: str = "", parts: dict[str, str] | None = None) -> Path:
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": f"<office:document-content {_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {_SPACES}>{styles}</office:document-styles>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | (parts or {})).items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else None)
    return path


def read(folder: Path, body: str, *, styles: str = "", automatic: str = "", parts: dict[str, str] | None = None) -> Extracted:
    found = extract(odt(folder / "报告.odt", body, styles=styles, automatic=automatic, parts=parts))
    assert found.format == "odt"
    return found


def said(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start:block.end]) for block in found.blocks]


def test_headings_spaces_tabs_breaks_and_fields(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '<text:h text:outline-level="2">概况</text:h><text:p>甲<text:s text:c="2"/>乙<text:tab/>丙<text:line-break/>'
        "<text:span>丁\n   <text:date>2011年</text:date></text:span><text:title>题名</text:title>"
        "<text:ruby><text:ruby-base>瀤</text:ruby-base><text:ruby-text>huai</text:ruby-text></text:ruby></text:p>",
    )
    assert found.text == "概况\n甲  乙\t丙\n丁 2011年题名瀤\n"
    assert [(block.kind, block.level) for block in found.blocks] == [("heading", 2), ("paragraph", 0)]


def test_tables_boxes_notes_and_comments(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '<text:p>正文<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>脚注</text:p></text:note-body></text:note><office:annotation><dc:creator>王</dc:creator>"
        "<dc:date>2011-12-08</dc:date><text:p>批注</text:p></office:annotation><draw:frame><svg:title>图题</svg:title>"
        "<draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>接着</text:p>"
        "<table:table><table:table-row><table:table-cell><text:p>负</text:p><text:p>责人</text:p></table:table-cell>"
        "<table:table-cell><text:p>外</text:p><table:table><table:table-row><table:table-cell><text:p>内</text:p>"
        "</table:table-cell></table:table-row></table:table></table:table-cell></table:table-row></table:table>"
        "<draw:custom-shape><text:p>图形</text:p></draw:custom-shape>",
    )
    assert said(found) == [
        ("paragraph", "正文接着"), ("textbox", "框内"), ("cell", "负\n责人"), ("cell", "外"), ("cell", "内"),
        ("textbox", "图形"), ("note", "脚注"), ("comment", "批注"),
    ]  # fmt: skip


def test_deleted_words_and_the_patterns_of_indexes_are_not_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:table-of-content><text:table-of-content-source>"
        "<text:index-title-template>模板</text:index-title-template></text:table-of-content-source><text:index-body>"
        '<text:p>第一章</text:p></text:index-body></text:table-of-content><text:p>保<text:change text:change-id="a"/>留</text:p>',
    )
    assert found.text == "第一章\n保留\n"


def test_headers_and_footers_once(tmp_path: Path) -> None:
    page = (
        "<style:master-page><style:header><text:p>页眉</text:p></style:header>"
        "<style:footer><text:p>页脚</text:p></style:footer></style:master-page>"
    )
    found = read(tmp_path, "<text:p>正文</text:p>", styles=f"<office:master-styles>{page}{page}</office:master-styles>")
    assert said(found) == [("header", "页眉"), ("paragraph", "正文"), ("footer", "页脚")]


def level(number: int, more: str) -> str:
    return f'<text:list-level-style-number text:level="{number}" {more}/>'


LIST = (
    '<text:list-style style:name="L">'
    + level(1, 'style:num-format="一, 二, 三, ..." loext:num-list-format="%1%、"')
    + level(2, 'style:num-format="1" style:num-suffix="." text:display-levels="1" text:start-value="3"')
    + level(3, 'style:num-format="1" style:num-prefix="(" style:num-suffix=")" text:display-levels="2"')
    + '<text:list-level-style-bullet text:level="4" text:bullet-char="•"/></text:list-style>'
)


def items(*inside: str, more: str = "") -> str:
    listed = "".join(f"<text:list-item>{each}</text:list-item>" for each in inside)
    return f'<text:list text:style-name="L"{more}>{listed}</text:list>'


def test_the_numbers_of_lists_stand_before_their_paragraphs(tmp_path: Path) -> None:
    inner = items("<text:p>丙</text:p>" + items("<text:p>丁</text:p>" + items("<text:p>戊</text:p>")))
    found = read(
        tmp_path,
        items("<text:p>甲</text:p><text:p>同条</text:p>", "<text:p>乙</text:p>" + inner)
        + "<text:p>隔开</text:p>"
        + items("<text:p>己</text:p>", more=' text:continue-numbering="true"')
        + items("<text:p>庚</text:p>")
        + '<text:list text:style-name="L"><text:list-item text:start-value="9"><text:p>辛</text:p></text:list-item>'
        "<text:list-header><text:p>无号</text:p></text:list-header></text:list>",
        automatic=LIST,
    )
    assert found.text.splitlines() == [
        "一、甲", "同条", "二、乙", "3. 丙", "(3.1) 丁", "戊", "隔开", "三、己", "一、庚", "九、辛", "无号",
    ]  # fmt: skip


def test_numbered_headings(tmp_path: Path) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="一, 二, 三, ..." '
        'style:num-prefix="第" style:num-suffix="章"/></text:outline-style>'
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'
    found = read(tmp_path, heading.format("总则") + heading.format("附则"), styles=outline)
    assert found.text == "第一章总则\n第二章附则\n"


def test_properties(tmp_path: Path) -> None:
    meta = (
        f"<office:document-meta {_SPACES}><office:meta><dc:title>年报</dc:title><meta:initial-creator>王"
        "</meta:initial-creator><meta:creation-date>2011-12-08T09:30:00</meta:creation-date></office:meta>"
        "</office:document-meta>"
    )
    found = read(tmp_path, "<text:p>文</text:p>", parts={"meta.xml": meta})
    assert found.properties == {"title": "年报", "author": "王", "created": "2011-12-08T09:30:00"}


@pytest.mark.parametrize(
    "parts",
    [
        {"META-INF/manifest.xml": "<manifest:encryption-data xmlns:manifest='m'/>", "content.xml": "\x01\x02"},
        {"encrypted-package": "x"},
    ],
)
def test_a_password_is_said(tmp_path: Path, parts: dict[str, str]) -> None:
    assert read(tmp_path, "", parts=parts).state is State.ENCRYPTED


@pytest.mark.parametrize("kind", ["text", "spreadsheet", "presentation"])
def test_the_words_of_charts_and_formulas_are_read(tmp_path: Path, kind: str) -> None:
    cells = '<table:table-cell office:value-type="{}"><text:p>{}</text:p></table:table-cell>'
    chart = (
        f"<office:document-content {_SPACES}><office:body><text:p>各科室接收进馆档案</text:p>"
        f'{cells.format("string", "保管科")}{cells.format("float", "128")}{cells.format("string", "保管科")}'
        "</office:body></office:document-content>"
    )
    formula = "<math xmlns='m'><mi>合格率</mi><mo>=</mo><mn>1</mn><annotation>{合格率}=1</annotation></math>"
    parts = {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "Object 1/content.xml": chart, "Object 2/content.xml": formula,
    }  # fmt: skip
    found = extract(odt(tmp_path / "a.odt", "", parts=parts))
    assert said(found) == [("textbox", "各科室接收进馆档案\n保管科"), ("textbox", "合格率=1")]


def test_broken_side_parts_are_told_and_a_broken_body_is_damaged(tmp_path: Path) -> None:
    lost = read(tmp_path, "<text:p>正文</text:p>", parts={"styles.xml": "<broken"})
    assert (lost.state, lost.reason.code, lost.text) == (State.PARTIAL, "extract.parts_lost", "正文\n")
    assert read(tmp_path, "", parts={"content.xml": "<broken"}).state is State.FAILED


def test_a_document_of_pictures_alone_is_a_scan(tmp_path: Path) -> None:
    assert read(tmp_path, "<text:p/>", parts={"Pictures/1.jpg": "x"}).state is State.SCAN
    assert read(tmp_path, "<text:p/>").state is State.EMPTY


def test_entities_are_not_followed_and_bombs_are_not_unpacked(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    file = odt(tmp_path / "a.odt", "<text:p>x</text:p>")
    content = zipfile.ZipFile(file).read("content.xml").decode()
    hostile = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{secret.as_uri()}">]>' + content.replace(">x<", ">x&e;<")
    assert "机密" not in read(tmp_path, "", parts={"content.xml": hostile}).text
    bomb = read(tmp_path, "", parts={"content.xml": " " * 100_000_000})
    assert (bomb.state, bomb.reason.code) == (State.FAILED, "extract.bomb")


@pytest.mark.parametrize(("share", "state"), [(0.3, State.FAILED), (0.6, State.RECOVERED), (0.95, State.RECOVERED)])
def test_a_file_cut_short_ends_in_a_state_with_a_reason(tmp_path: Path, share: float, state: State) -> None:
    data = odt(tmp_path / "a.odt", "<text:p>正文</text:p>" * 500).read_bytes()
    file = tmp_path / "b.odt"
    file.write_bytes(data[: int(len(data) * share)])
    found = extract(file)
    assert found.reason.say()
    assert (found.format, found.state) == ("odt", state)


def test_a_document_of_openoffice_1_is_read_too(tmp_path: Path) -> None:
    note = "<text:footnote><text:footnote-citation>1</text:footnote-citation><text:footnote-body><text:p>脚注</text:p></text:footnote-body></text:footnote>"
    body = f"<text:p>题目<text:tab-stop/>后{note}</text:p><text:ordered-list><text:list-item><text:p>一条</text:p></text:list-item></text:ordered-list>"
    old = {
        "mimetype": "application/vnd.sun.xml.writer",
        "content.xml": f'<!DOCTYPE office:document-content PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "office.dtd">'
        f"<office:document-content {_SPACES}><office:body>{body}</office:body></office:document-content>",
    }
    assert said(read(tmp_path, "", parts=old)) == [("paragraph", "题目\t后"), ("paragraph", "一条"), ("note", "脚注")]


@pytest.mark.parametrize("manifest", ["<manifest:manifest/>", "<a"])
def test_a_manifest_that_is_no_whole_xml_costs_nothing(tmp_path: Path, manifest: str) -> None:
    found = read(tmp_path, "<text:p>防汛值班表</text:p>", parts={"META-INF/manifest.xml": manifest})
    assert (found.state, found.text) == (State.SEARCHABLE, "防汛值班表\n")
