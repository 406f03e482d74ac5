"""PDF: title, author and times, wherever and however the file keeps them."""

from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ByteStringObject, NameObject, StreamObject

from archiver.extract import extract
from archiver.extract.pdfproperties import read_properties
from archiver.model import State
from tests.core.extract_files import SAMPLES, pdf, words

SENTENCE = "This page holds a sentence that is long enough."
XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<rdf:Description rdf:about="" xmp:ModifyDate="2012-01">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">档案工作总结</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>江城县档案馆</rdf:li></rdf:Seq></dc:creator>
<xmp:CreateDate>2011-12-08T07:30:00+08:00</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def with_xmp(path: Path, xmp: str) -> Path:
    writer = pypdf.PdfWriter(clone_from=pdf(path, [words(SENTENCE)]))
    writer.metadata = None
    stream = StreamObject()
    stream.set_data(xmp.encode())
    writer.root_object[NameObject("/Metadata")] = writer._add_object(stream)
    writer.write(path)
    return path


def with_info(path: Path, **info: str | bytes) -> Path:
    writer = pypdf.PdfWriter(clone_from=pdf(path, [words(SENTENCE)]))
    writer.add_metadata({f"/{key}": ByteStringObject(value) if isinstance(value, bytes) else value for key, value in info.items()})
    writer.write(path)
    return path


def test_title_author_and_times_are_read(tmp_path: Path) -> None:
    path = with_info(tmp_path / "a.pdf", Title="年度总结", Author="李明", CreationDate="D:20111208093000+08'00'", ModDate="D:2012")
    assert extract(path).properties == {
        "title": "年度总结", "author": "李明",
        "created": "2011-12-08T09:30:00", "modified": "2012-01-01T00:00:00", "pages": "1",
    }  # fmt: skip


def test_what_the_info_lacks_comes_from_the_xmp_with_times_as_written(tmp_path: Path) -> None:
    assert extract(with_xmp(tmp_path / "a.pdf", XMP)).properties == {
        "title": "档案工作总结", "author": "江城县档案馆",
        "created": "2011-12-08T07:30:00", "modified": "2012-01-01T00:00:00", "pages": "1",
    }  # fmt: skip


def test_a_title_in_gbk_is_read_and_a_western_one_stays(tmp_path: Path) -> None:
    chinese = with_info(tmp_path / "a.pdf", Title="关于召开会议的通知".encode("gbk"))
    assert extract(chinese).properties["title"] == "关于召开会议的通知"
    western = with_info(tmp_path / "b.pdf", Title="Für den perfekten Einstieg")
    assert extract(western).properties["title"] == "Für den perfekten Einstieg"


@pytest.mark.parametrize("xmp", ["<x:xmpmeta", "", XMP.replace("2011-12-08T07:30:00+08:00", "soon")])
def test_broken_properties_never_cost_the_words(tmp_path: Path, xmp: str) -> None:
    found = extract(with_xmp(tmp_path / "a.pdf", xmp))
    assert (found.state, "created" in found.properties) == (State.SEARCHABLE, False)
    assert SENTENCE in found.text


def test_a_date_that_is_none_is_left_out(tmp_path: Path) -> None:
    path = with_info(tmp_path / "a.pdf", CreationDate="D:20111399", ModDate="yesterday")
    assert extract(path).properties == {"pages": "1"}


def test_a_file_without_its_table_keeps_what_the_other_reader_found(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes((SAMPLES / "rules.pdf").read_bytes()[:-200])
    assert read_properties(path, {"Title": "制度汇编"}) == {"title": "制度汇编"}
