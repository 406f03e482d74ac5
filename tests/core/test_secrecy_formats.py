"""A secrecy mark stops a file of any format, wherever in it the mark stands."""

import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from archiver.extract.source import Source
from archiver.model import State
from archiver.understanding import Work
from tests.core.extract_files import docx, paragraph
from tests.core.extract_office import cell, odf, pptx, row, shape, xlsx
from tests.core.ofd_files import column, ofd
from tests.core.office import Office

WORK = Work({"categories": []}, Path())
BODY = "各单位要高度重视，认真抓好落实。"
WATERMARK = '<w:p><w:r><w:pict><v:shape><v:textpath string="机密"/></v:shape></w:pict></w:r></w:p>'
BOX = "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>机密★5年</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"


def letter(path: Path, subject: str) -> Path:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "a@example.cn"
    message.set_content(BODY)
    path.write_bytes(message.as_bytes())
    return path


def with_properties(path: Path, xml: str, kind: str) -> Path:
    """A DOCX that says something only among its properties."""
    docx(path, paragraph(BODY))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packaged = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    more = f'<Relationship Id="p" Type="{packaged}/metadata/{kind}" Target="docProps/p.xml"/></Relationships>'
    if kind == "custom-properties":
        more = more.replace(f"{packaged}/metadata", office)
    files["_rels/.rels"] = files["_rels/.rels"].replace(b"</Relationships>", more.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**files, "docProps/p.xml": xml.encode()}.items():
            archive.writestr(name, content)
    return path


MADE: dict[str, Callable[[Path], Path]] = {
    "docx-header": lambda at: docx(at / "a.docx", paragraph(BODY), header=f"<w:hdr>{paragraph('秘密')}</w:hdr>"),
    "docx-textbox": lambda at: docx(at / "a.docx", paragraph(BODY, more=BOX)),
    "docx-watermark": lambda at: docx(at / "a.docx", paragraph(BODY), header=f"<w:hdr>{WATERMARK}</w:hdr>"),
    "docx-title": lambda at: with_properties(
        at / "a.docx", "<p><dc:title xmlns:dc='d'>机密★5年</dc:title></p>", "core-properties"
    ),
    "docx-label": lambda at: with_properties(
        at / "a.docx", "<p><property name='文件密级'><v>秘密</v></property></p>", "custom-properties"
    ),
    "xlsx": lambda at: xlsx(at / "a.xlsx", {"Sheet1": "<sheetData>" + row(1, cell("A1", "机密", "inlineStr")) + row(
        2, cell("A2", "姓名", "inlineStr"), cell("B2", "职务", "inlineStr")) + "</sheetData>"}),
    "pptx": lambda at: pptx(at / "a.pptx", [shape("秘密★1年") + shape("工作汇报"), shape(BODY)]),
    "odt": lambda at: odf(at / "a.odt", "text", f"<office:text><text:p>机密</text:p><text:p>{BODY}</text:p></office:text>"),
    "ofd": lambda at: ofd(at / "a.ofd", [column(["机密★5年", "云岭县人民政府文件", BODY])]),
    "eml": lambda at: letter(at / "a.eml", "【机密】关于考察情况的报告"),
}  # fmt: skip


@pytest.mark.parametrize("made", MADE)
def test_a_marked_file_gives_no_word_whatever_its_format(tmp_path: Path, made: str) -> None:
    understood = WORK(Source(MADE[made](tmp_path)))
    assert understood.mark is not None
    assert (understood.extracted.text, understood.extracted.properties, understood.drafts) == ("", {}, ())


def test_the_ledger_names_the_marked_files_and_search_finds_none_of_their_words(office: Office) -> None:
    for name, make in MADE.items():
        (office.folder / name).mkdir()
        make(office.folder / name)
    office.write("公开.txt", f"工作通知\n{BODY}\n")
    office.watch_folder()
    office.scan(expect=1)
    rows = office.run("files", "--state", State.SECRET)["files"]
    assert len(rows) == len(MADE)
    assert all("密" in row["reason"] and row["document"] is None for row in rows)
    assert [Path(hit["path"]).name for hit in office.search("高度重视")] == ["公开.txt"]
