"""Office files that were cut short or damaged: what is still there is read, and the paper says that it is not whole."""

import random
import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.extract.mend import mended
from archiver.extract.package import parse_xml
from archiver.model import Extracted, State
from tests.core import extract_office as office
from tests.core.extract_files import SAMPLES, docx, paragraph

WORDS = [f"第{number}条　本单位应当按照规定保管第{number * 7}号案卷，并于每年年底前移交。" for number in range(1, 61)]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def made(kind: str, folder: Path) -> Path:
    """A file of the makers, its words spread over the parts of the kind."""
    path = folder / f"规定.{kind}"
    if kind == "docx":
        return docx(path, "".join(map(paragraph, WORDS)), header="<w:hdr>" + paragraph("保管规定") + "</w:hdr>")
    if kind == "pptx":
        return office.pptx(path, [office.shape(*WORDS[at:at + 10]) for at in range(0, 60, 10)])
    rows = "".join(office.row(at + 1, office.cell(f"A{at + 1}", str(at), "s")) for at in range(len(WORDS)))
    strings = "".join(f"<si><t>{words}</t></si>" for words in WORDS)
    return office.xlsx(path, {"规定": f"<sheetData>{rows}</sheetData>"}, strings=strings)


def reordered(whole: Path, path: Path, order: str) -> Path:
    """The same parts written in another order: WPS goes by the names, LibreOffice writes what lists them last."""
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), reverse=order == "backwards")
        for name in names:
            new.writestr(name, old.read(name))
    return path


def streamed(whole: Path, path: Path) -> Path:
    """The same parts as a program writes them that can't go back: sizes stand behind the data."""

    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = Pipe()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    path.write_bytes(pipe.getvalue())
    return path


def assert_is_part_of(found: Extracted, whole: str) -> None:
    """Every line found stands in the whole text; the last one may be cut."""
    for line in filter(None, map(squeezed, found.text.splitlines())):
        assert line in whole


@pytest.mark.parametrize("order", ["as it was", "by name", "backwards", "streamed"])
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_a_file_cut_short_gives_what_came_before_and_never_less_for_a_later_cut(
    kind: str, order: str, tmp_path: Path
) -> None:
    path = made(kind, tmp_path)
    if order == "streamed":
        path = streamed(path, tmp_path / f"streamed.{kind}")
    elif order != "as it was":
        path = reordered(path, tmp_path / f"reordered.{kind}", order)
    data, whole = path.read_bytes(), squeezed(extract(path).text)
    assert all(squeezed(words) in whole for words in WORDS)
    before, recovered = 0, 0
    for percent in range(0, 100, 5):
        path.write_bytes(data[:len(data) * percent // 100])
        found = extract(path)
        assert_is_part_of(found, whole)
        length = len(squeezed(found.text))
        assert length >= before
        assert found.reason.hint("zh") or not percent
        if length:
            recovered += 1
            assert (found.state, found.reason.code) == (State.RECOVERED, "extract.cut_short")
        elif percent:
            assert found.state in (State.FAILED, State.UNSUPPORTED)
        before = length
    assert recovered >= 6
    assert before == len(whole)


@pytest.mark.parametrize("name", ["notice.docx", "training.pptx", "notice.odt", "roster.ods", "training.odp", "reply.ofd"])
def test_the_samples_cut_anywhere_give_a_part_of_their_text(name: str, tmp_path: Path) -> None:
    data = (SAMPLES / name).read_bytes()
    whole = Counter(squeezed(extract(SAMPLES / name).text))
    before = 0
    for cut in range(len(data) // 40, len(data), len(data) // 40):
        (tmp_path / name).write_bytes(data[:cut])
        found = Counter(squeezed(extract(tmp_path / name).text))
        assert not found - whole
        assert found.total() >= before
        before = found.total()
    assert before == whole.total()


def test_a_workbook_without_its_strings_keeps_its_numbers(tmp_path: Path) -> None:
    path = office.xlsx(
        tmp_path / "a.xlsx",
        {"账": "<sheetData>" + "".join(office.row(n, office.cell(f"A{n}", str(31000 + n * n))) for n in range(1, 400)) + "</sheetData>"},
    )
    path.write_bytes(path.read_bytes()[:-600])
    found = extract(path)
    assert found.state is State.RECOVERED
    assert "31001" in found.text and "190201" in found.text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_damage_in_the_middle_costs_only_what_stands_behind_it(kind: str, tmp_path: Path) -> None:
    path = made(kind, tmp_path)
    with zipfile.ZipFile(path) as archive:
        member = max(archive.infolist(), key=lambda info: info.compress_size)
        start = member.header_offset + 30 + len(member.filename) + member.compress_size * 2 // 3
    data, whole = bytearray(path.read_bytes()), squeezed(extract(path).text)
    data[start:start + 24] = b"\0" * 24
    path.write_bytes(data)
    found = extract(path)
    assert found.state is State.RECOVERED
    assert found.reason.code == "extract.mended"
    assert squeezed(WORDS[0]) in squeezed(found.text)
    assert (squeezed(WORDS[-1]) in squeezed(found.text)) == (kind != "docx")  # the others have it in another part
    assert_is_part_of(found, whole)


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx"])
def test_bytes_changed_at_random_never_stop_the_reading(kind: str, tmp_path: Path) -> None:
    data = made(kind, tmp_path).read_bytes()
    dice = random.Random(20261122)
    for _ in range(60):
        spoiled = bytearray(data)
        for _ in range(dice.choice((1, 3, 20))):
            spoiled[dice.randrange(len(spoiled))] = dice.randrange(256)
        (tmp_path / f"a.{kind}").write_bytes(spoiled)
        found = extract(tmp_path / f"a.{kind}")
        assert found.reason or found.state is State.SEARCHABLE
        assert bool(found.text) == (found.state in (State.SEARCHABLE, State.PARTIAL, State.RECOVERED))


def test_a_file_filled_up_with_zeros_is_cut_short_too(tmp_path: Path) -> None:
    path = made("docx", tmp_path)
    data = path.read_bytes()
    path.write_bytes(data[:len(data) * 3 // 4] + bytes(len(data) // 4))
    found = extract(path)
    assert (found.state, found.reason.code) == (State.RECOVERED, "extract.cut_short")
    assert squeezed(WORDS[0]) in squeezed(found.text)


def test_xml_its_own_program_wrote_wrong_is_read_beyond_the_fault(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("甲方 & 乙方") + paragraph("违约责任"))
    found = extract(path)
    assert found.state is State.RECOVERED
    assert "违约责任" in found.text


def test_a_bomb_that_was_cut_short_is_still_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("0" * (17 * 1024**2)))
    path.write_bytes(path.read_bytes()[:-200])
    found = extract(path)
    assert (found.state, found.reason.code) == (State.FAILED, "extract.bomb")


def test_a_cut_in_every_place_of_xml_leaves_xml() -> None:
    whole = '<?xml version="1.0"?><a x="1"><b>森林&amp;防火<!-- c --><c/></b><![CDATA[<你好>]]>尾</a>'.encode()
    said = [
        "".join(map(str, parse_xml(kept).itertext())) for end in range(len(whole) + 1) if (kept := mended(whole[:end]))
    ]
    assert said[-1] == "森林&防火<你好>尾"
    assert all(said[-1].startswith(text) for text in said)
    assert [len(text) for text in said] == sorted(len(text) for text in said)


def test_a_part_in_an_encoding_nobody_knows_is_left() -> None:
    assert mended(b'<?xml version="1.0" encoding="UlTic8"?><a>text') == b""


def test_a_member_whose_name_is_damaged_costs_no_other(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph(WORDS[0]), header=f"<w:hdr>{paragraph('页眉')}</w:hdr>")
    path.write_bytes(path.read_bytes().replace(b"word/header.xml", b"\0" + b"ord/header.xml")[:-30])
    assert squeezed(WORDS[0]) in squeezed(extract(path).text)
