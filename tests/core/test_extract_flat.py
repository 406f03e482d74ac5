"""Office files that are one XML."""

import base64
import zipfile
from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.model import Extracted, State
from tests.core.extract_files import SAMPLES, cut_short, docx, paragraph, recall

_BOOK = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
)


def said(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start:block.end]) for block in found.blocks]


def written(folder: Path, text: str, codec: str = "utf-8") -> Extracted:
    file = folder / "报表.xls"
    file.write_bytes(text.encode(codec))
    found = extract(file)
    assert found.format == "xml"
    return found


def test_a_document_of_word_2003_with_its_numbers_notes_tables_and_headers() -> None:
    found = extract(SAMPLES / "duty.xml")
    assert said(found) == [
        ("header", "江城县档案馆"), ("paragraph", "库房值班安排"), ("paragraph", "一、国庆期间每班两人，早晚各巡查一次。"),
        ("cell", "张建国"), ("cell", "十月一日"), ("note", "含一名科长"),
    ]  # fmt: skip
    assert found.properties == {"title": "库房值班安排", "author": "保管科"}


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "gb18030"])
def test_a_workbook_of_excel_2003_shows_its_cells(tmp_path: Path, codec: str) -> None:
    found = written(
        tmp_path,
        _BOOK + '<Styles><Style ss:ID="s1"><NumberFormat ss:Format="0.0%"/></Style></Styles>'
        '<Worksheet ss:Name="经费"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="String">项目<B>预算</B></Data></Cell>'
        '<Cell><Data ss:Type="Number">125000.0</Data></Cell></Row><Row ss:Index="4">'
        '<Cell ss:StyleID="s1"><Data ss:Type="Number">0.949</Data><Comment><Data>已核对</Data></Comment></Cell>'
        '<Cell ss:Index="5"><Data ss:Type="DateTime">2023-06-08T00:00:00.000</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row></Table>'
        '<x:WorksheetOptions><x:PageSetup><x:Header x:Data="&amp;C决算&amp;P"/></x:PageSetup></x:WorksheetOptions>'
        "</Worksheet></Workbook>",
        codec,
    )
    cells = {block.cell: found.text[block.start:block.end] for block in found.blocks if block.kind == "cell"}
    assert cells == {"A1": "项目预算", "C1": "125000", "A4": "94.9%", "E4": "2023-06-08"}
    assert said(found)[:2] == [("heading", "经费"), ("header", "决算")]
    assert ("comment", "已核对") in said(found)


def test_a_flat_package_of_word_is_read_like_the_packed_one(tmp_path: Path) -> None:
    packed = docx(tmp_path / "a.docx", paragraph("正文"), header=f"<w:hdr>{paragraph('页眉')}</w:hdr>")
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(packed) as archive:
        parts = "".join(
            f'<pkg:part pkg:name="/{name}" pkg:contentType="{main if name.endswith("document.xml") else "x"}">'
            f"<pkg:xmlData>{archive.read(name).decode()}</pkg:xmlData></pkg:part>"
            for name in archive.namelist() if not name.startswith("[")
        )
    picture = base64.encodebytes(bytes(9000)).decode()
    parts += f'<pkg:part pkg:name="/word/media/a.png"><pkg:binaryData>{picture}</pkg:binaryData></pkg:part>'
    flat = f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}</pkg:package>'
    assert said(written(tmp_path, flat)) == said(extract(packed)) == [("header", "页眉"), ("paragraph", "正文")]


@pytest.mark.parametrize("kind", ["text", "spreadsheet", "presentation"])
def test_a_flat_open_document_is_read_by_what_it_says_it_is(tmp_path: Path, kind: str) -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "draw")
    )
    inside = {
        "text": "<text:p>接收</text:p>",
        "spreadsheet": "<table:table><table:table-row><table:table-cell><text:p>接收</text:p></table:table-cell>"
        "</table:table-row></table:table>",
        "presentation": "<draw:page><draw:frame><text:p>接收</text:p></draw:frame></draw:page>",
    }[kind]
    mimetype = f'office:mimetype="application/vnd.oasis.opendocument.{kind}"'
    body = f"<office:body><office:{kind}>{inside}</office:{kind}></office:body>"
    assert written(tmp_path, f"<office:document {spaces} {mimetype}>{body}</office:document>").text.strip() == "接收"


def test_one_cut_short_is_recovered_as_far_as_it_goes(tmp_path: Path) -> None:
    whole = SAMPLES / "duty.xml"
    found = extract(cut_short(tmp_path, whole, 0.6))
    assert (found.state, found.reason.code) == (State.RECOVERED, "extract.cut_short")
    assert 0.2 < recall(found.text, extract(whole).text) < 1
    assert extract(cut_short(tmp_path, whole, 0.25)).state is State.FAILED


def test_entities_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("机密", encoding="utf-8")
    entity = f'<!DOCTYPE a [<!ENTITY e SYSTEM "{(tmp_path / "secret.txt").as_uri()}">]>'
    text = (SAMPLES / "duty.xml").read_text(encoding="utf-8").replace("<w:wordDocument", entity + "<w:wordDocument", 1)
    assert "机密" not in written(tmp_path, text.replace("张建国", "张&e;")).text
