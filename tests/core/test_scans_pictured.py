"""Documents whose pages are pictures: pasted into a Word document, a presentation, or an OFD. (A fake reader.)"""

import io
import struct
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import docx as word
import msoffcrypto
import pytest
from docx.shared import Cm

from archiver.extract import extract, pictured
from archiver.extract.pictured import Pictured
from archiver.extract.scanned import page_picture, page_pictures
from archiver.extract.source import Source
from archiver.model import State
from archiver.ocr.pictures import page_of_picture
from archiver.recognition.asking import Answer, Whole
from archiver.scans import line as scans
from archiver.wording import Reason
from tests.core import fake_recogniser, ofd_files, ppt_files, word_files
from tests.core.extract_office import MAIN, declared, odf, package, shape
from tests.core.fake_recogniser import NOTICE, ORDERS, SIGNED, Script, png
from tests.core.in_process import RecogniserInProcess
from tests.core.office import Office
from tests.core.test_scans import catalogue_bytes, row
from tests.core.zip_files import write

TYPED = "附件：关于做好森林防火工作的通知（扫描件），请各单位认真贯彻执行。"


@pytest.fixture
def script(office: Office, monkeypatch: pytest.MonkeyPatch) -> Script:
    """What the pages say; the office watches its folder and has the extra."""
    fake_recogniser.install_here(monkeypatch)
    return fake_recogniser.script_for(office, monkeypatch)


def document(path: Path, *content: str | bytes, width: float = 15.2) -> Path:
    """A Word document of typed paragraphs and pasted pictures, as many centimetres wide (A4 leaves 15.2)."""
    made = word.Document()
    section = made.sections[0]
    section.page_width, section.page_height, section.left_margin, section.right_margin = Cm(21), Cm(29.7), Cm(2.9), Cm(2.9)
    for each in content:
        if isinstance(each, str):
            made.add_paragraph(each)
        else:
            made.add_picture(io.BytesIO(each), width=Cm(width))
    made.save(str(path))
    return path


def ofd(path: Path, *pages: Sequence[int], words: str = "", box: str = "0 0 210 297") -> Path:
    """An OFD of pages of pictures of these greys, each as large as the page; `words` stand on the first."""
    greys = list(dict.fromkeys(grey for page in pages for grey in page))
    media = "".join(f'<ofd:MultiMedia ID="{grey}" Type="Image"><ofd:MediaFile>p{grey}.png</ofd:MediaFile></ofd:MultiMedia>' for grey in greys)
    resources = f'<ofd:Res{ofd_files.SPACE} BaseLoc="Res"><ofd:MultiMedias>{media}</ofd:MultiMedias></ofd:Res>'
    parts: dict[str, str | bytes] = {f"Doc_0/Res/p{grey}.png": png(grey) for grey in greys}
    drawn = [
        [f'<ofd:ImageObject ID="8" Boundary="{box}" ResourceID="{grey}"/>' for grey in page] for page in pages
    ]
    if words:
        drawn[0].insert(0, ofd_files.text_object(words, 28, 30))
    common = "<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>"
    contents = [ofd_files.page(*objects) for objects in drawn]
    return ofd_files.ofd(path, contents, common=common, parts=parts | {"Doc_0/DocumentRes.xml": resources})


def presentation(path: Path, *slides: str | int) -> Path:
    """A presentation of slides that are typed or one picture of that grey."""
    extent = '<p:spPr><a:xfrm><a:ext cx="9144000" cy="6858000"/></a:xfrm></p:spPr>'
    picture = f'<p:pic><p:blipFill><a:blip r:embed="R1"/></p:blipFill>{extent}</p:pic>'
    shown = "".join(f'<p:sldId id="{255 + n}" r:id="R{n}"/>' for n in range(1, len(slides) + 1))
    parts: dict[str, str | bytes] = {
        MAIN["pptx"]: declared(f"<p:presentation><p:sldIdLst>{shown}</p:sldIdLst></p:presentation>")
    }
    related = {MAIN["pptx"]: {f"ppt/slide{n}.xml": "slide" for n in range(1, len(slides) + 1)}}
    for number, slide in enumerate(slides, 1):
        tree = shape(slide) if isinstance(slide, str) else picture
        parts[f"ppt/slide{number}.xml"] = declared(f"<p:sld><p:spTree>{tree}</p:spTree></p:sld>")
        if isinstance(slide, int):
            parts[f"ppt/media/image{number}.png"] = png(slide)
            related[f"ppt/slide{number}.xml"] = {f"ppt/media/image{number}.png": "image"}
    return package(path, MAIN["pptx"], parts, related)


def open_document(path: Path, *content: str | bytes, width: float = 15.2) -> Path:
    """As `document`, of LibreOffice."""
    inside, parts = "", dict[str, bytes]()
    for number, each in enumerate(content):
        if isinstance(each, bytes):
            parts[f"Pictures/{number}.png"] = each
            frame = f'<draw:frame svg:width="{width}cm" svg:height="{width * 297 / 210:.3f}cm">'
            inside += f'<text:p>{frame}<draw:image href="Pictures/{number}.png"/></draw:frame></text:p>'
        else:
            inside += f"<text:p>{each}</text:p>"
    odf(path, "text", f"<office:text>{inside}</office:text>".replace("svg:", ""))
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def open_presentation(path: Path, *slides: str | bytes) -> Path:
    """As `presentation`, of LibreOffice."""
    pages, parts = "", dict[str, bytes]()
    for number, slide in enumerate(slides):
        if isinstance(slide, bytes):
            parts[f"Pictures/{number}.png"] = slide
            frame = '<draw:frame width="28cm" height="21cm">'
            pages += f'<draw:page>{frame}<draw:image href="Pictures/{number}.png"/></draw:frame></draw:page>'
        else:
            pages += f"<draw:page><text:p>{slide}</text:p></draw:page>"
    odf(path, "presentation", f"<office:presentation>{pages}</office:presentation>")
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def black_page(width: int, height: int) -> bytes:
    """A JBIG2 file of one page without a drawing on it, black (T.88, 7.4.8)."""
    page = struct.pack(">IBBBI", 0, 48, 0, 1, 19) + struct.pack(">IIIIBH", width, height, 0, 0, 4, 0)
    ends = struct.pack(">IBBBI", 1, 49, 0, 1, 0) + struct.pack(">IBBBI", 2, 51, 0, 0, 0)
    return b"\x97JB2\r\n\x1a\n\x01" + struct.pack(">I", 1) + page + ends


def text_of(office: Office, query: str) -> str:
    (piece,) = office.run("show", str(office.only(query)["document"]), "--text")["pieces"]
    return str(piece["text"])


def test_documents_that_are_nothing_but_pictures_of_pages_are_scans_whose_pages_are_told(tmp_path: Path) -> None:
    for path in (
        document(tmp_path / "a.docx", png(10), png(20), png(30)),
        ofd(tmp_path / "a.ofd", [10], [20], [30]),
        presentation(tmp_path / "a.pptx", 10, 20, 30),
        word_files.document(tmp_path / "a.doc", png(10), png(20), png(30)),
        word_files.floating(tmp_path / "b.doc", png(10), png(20), png(30)),
        open_document(tmp_path / "a.odt", png(10), png(20), png(30)),
        ppt_files.presentation(tmp_path / "a.ppt", png(10), png(20), png(30)),
        open_presentation(tmp_path / "a.odp", png(10), png(20), png(30)),
    ):
        found = extract(path)
        assert (found.state, found.reason.code, found.reason.data) == (State.SCAN, "extract.scan", {"pages": 3}), path
        assert "pip install .[ocr]" in found.reason.hint("zh")


def test_they_are_recognised_in_their_order(office: Office, script: Script) -> None:
    document(office.folder / "a.docx", png(10), png(20), png(30))
    ofd(office.folder / "a.ofd", [10], [20, 30])
    presentation(office.folder / "a.pptx", 10, 20, 30)
    word_files.document(office.folder / "a.doc", png(10), png(20), png(30))
    word_files.floating(office.folder / "b.doc", png(10), png(20), png(30))
    open_document(office.folder / "a.odt", png(10), png(20), png(30))
    ppt_files.presentation(office.folder / "a.ppt", png(10), png(20), png(30))
    open_presentation(office.folder / "a.odp", png(10), png(20), png(30))
    office.scan()
    names = ("a.docx", "a.ofd", "a.pptx", "a.doc", "b.doc", "a.odt", "a.ppt", "a.odp")
    assert office.states() == dict.fromkeys(names, "searchable")
    for name in office.states():
        assert "识别" in str(row(office, name)["reason"])
    assert len(office.search("检查站128处")) == 8
    for hit in office.search("检查站128处"):
        text = office.run("show", str(hit["document"]), "--text")["pieces"][0]["text"]
        assert "".join(text.split()) == "".join((NOTICE + ORDERS + SIGNED).split())
    assert sorted(script.read) == [10, 20, 30], "the same page is read once in whichever file it lies"


@pytest.mark.parametrize("made", [document, word_files.document, word_files.floating, open_document])
def test_typed_words_are_found_at_once_and_those_of_the_pictures_stand_between_them_later(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch, made: Callable[..., Path]
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    made(office.folder / "a.docx", TYPED, png(20), "此件公开发布，由县档案馆保管。")
    office.scan(expect=1)
    assert office.only("认真贯彻执行")["state"] == "partial"
    assert "1 张整页的图片" in str(row(office, "a.docx")["reason"])
    assert office.run("status")["scan_pages"] == 1
    monkeypatch.setattr(scans, "available", lambda: True)
    office.scan()
    text = text_of(office, "检查站128处")
    assert text.index("认真贯彻") < text.index("检查站") < text.index("此件公开")
    assert office.states() == {"a.docx": "searchable"}


def test_photographs_and_seals_in_a_paper_are_no_pages(tmp_path: Path) -> None:
    photograph = document(tmp_path / "a.docx", TYPED, png(10, 1600, 1000))
    small = document(tmp_path / "b.docx", TYPED, png(10), width=8)
    small_too = word_files.document(tmp_path / "b.doc", TYPED, png(10), width=8)
    also_small = open_document(tmp_path / "b.odt", TYPED, png(10), width=8)
    seal = document(tmp_path / "c.docx", "盖章处", png(10, 400, 400))
    invoice = ofd(tmp_path / "d.ofd", [10], words="电子发票（普通发票）发票号码：12345678", box="10 10 20 20")
    for path in (photograph, small, small_too, also_small, seal, invoice):
        assert extract(path).state is State.SEARCHABLE, path


def test_a_slide_and_a_page_of_words_stay_what_they_are_beside_those_of_pictures(tmp_path: Path) -> None:
    for path in (
        presentation(tmp_path / "a.pptx", "档案管理培训", 20),
        ofd(tmp_path / "a.ofd", [10], [20], words="云岭县人民政府办公室关于做好森林防火工作的通知"),
    ):
        found = extract(path)
        assert (found.state, found.reason.code) == (State.PARTIAL, "extract.pictures_scanned")
        assert found.text


def test_of_a_pasted_page_that_bears_a_mark_nothing_is_kept(office: Office, script: Script) -> None:
    script.page(40, f"机密★10年\n{SIGNED}")
    path = document(office.library.parent / "a.docx", TYPED, png(20), png(40))
    write(office.folder / "材料.zip", ("附件.docx", path.read_bytes()))
    path.unlink()
    office.scan(expect=1)
    assert office.states()["附件.docx"] == "secret"
    kept = catalogue_bytes(office)
    for words in ("认真贯彻执行", "检查站128处"):
        assert words.encode() not in kept and words.encode("utf-16-le") not in kept


def test_a_locked_document_of_pictures_is_recognised_with_its_password(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = io.BytesIO(document(office.library.parent / "a.docx", png(20)).read_bytes())
    with (office.folder / "密.docx").open("wb") as out:
        msoffcrypto.OfficeFile(plain).encrypt("Wendu-2026", out)
    office.scan(expect=1)
    assert (office.states(), script.read) == ({"密.docx": "encrypted"}, [])
    monkeypatch.setattr("sys.stdin", io.StringIO("Wendu-2026\n"))
    office.run("retry", office.folder / "密.docx", "--password-stdin")
    assert office.only("检查站128处")["state"] == "searchable"


def test_a_picture_that_cannot_be_opened_costs_that_picture_only(office: Office, script: Script) -> None:
    broken = png(10)[:100]
    path = document(office.folder / "a.docx", TYPED, png(20), png(30))
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["word/media/image2.png"] = broken
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    office.scan(expect=1)
    assert office.only("检查站128处")["state"] == "partial"
    assert "1 张识别不出" in str(row(office, "a.docx")["reason"])


def test_typed_words_are_kept_where_recognising_the_pictures_fails_as_a_whole(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Dying(RecogniserInProcess):
        def extract(self, source: Source) -> Answer:
            died = Answer(failed=Reason("extract.crashed"))
            return died if isinstance(source, Whole) else super().extract(source)

    monkeypatch.setattr(scans, "Recogniser", partial(Dying, fake_recogniser.read))
    document(office.folder / "a.docx", TYPED, png(20))
    office.scan(expect=1)
    assert office.only("认真贯彻执行")["state"] == "partial"
    assert row(office, "a.docx")["reason"] == Reason("extract.crashed").say("zh")
    assert script.read == [20]


def test_of_too_many_pictures_the_first_are_read_and_the_rest_is_said_to_be_lost(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictured, "MOST_PICTURES", 2)
    document(office.folder / "a.docx", png(10), png(20), png(30))
    office.scan(expect=1)
    assert (office.only("检查站128处")["state"], sorted(script.read)) == ("partial", [10, 20])
    assert "3 张整页的图片，1 张识别不出" in str(row(office, "a.docx")["reason"])


def test_a_word_broken_at_the_edge_of_a_picture_is_whole() -> None:
    row_ = ("全县共设检查站12", 0.0, 200.0, 0.0, 20.0), ("8处。", 0.0, 50.0, 0.0, 20.0)
    paper = Pictured({1: [row_[0]], 2: [row_[1]]})
    assert (paper.add("1.png"), paper.add("1.png"), paper.add("2.png")) == ("全县共设检查站128处", "", "。")


def test_a_page_in_jbig2_which_scanners_put_into_ofd_is_drawn_as_it_is(tmp_path: Path) -> None:
    file = ofd(tmp_path / "a.ofd", [10], [20])
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["Doc_0/Res/p10.png"], parts["Doc_0/Res/p20.png"] = black_page(827, 1169), black_page(80, 116)
    write(file, *parts.items())
    assert page_pictures(file, "ofd") == ["Doc_0/Res/p10.png"], "the second is no larger than a seal"
    drawn = page_of_picture(page_picture(file, "ofd", 1), 1)
    assert (drawn.shape, int(drawn.max())) == ((1169, 827, 3), 0)


def test_pictures_are_taken_out_of_a_file_that_lies_about_its_names(tmp_path: Path) -> None:
    file = open_document(tmp_path / "a.odt", png(10), png(20))
    data = bytearray(file.read_bytes())
    name = data.rfind(b"Pictures/1.png")
    data[data.rfind(b"PK\x01\x02", 0, name) + 9] |= 8  # says UTF-8
    data[name + 9] = 0xFF
    file.write_bytes(data)
    assert page_picture(file, "odt", 1).read(4) == b"\x89PNG"
