"""Scans in zips, 7z files and letters stand in the line of scans like others. (A fake reader.)"""

import base64
import io
import shutil
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import py7zr
import pypdf
import pytest

from archiver.archive import Archive
from archiver.extract.source import Source
from archiver.model import State
from archiver.recognition.asking import Answer, TakeOut
from archiver.scans import line as scans
from tests.core import fake_recogniser
from tests.core.fake_recogniser import ORDERS, SIGNED, Script, scan
from tests.core.in_process import RecogniserInProcess
from tests.core.office import Office
from tests.core.test_scans import catalogue_bytes, keeping, row
from tests.core.zip_files import packed as zip_of
from tests.core.zip_files import write
from tests.waiting import PATIENCE, until

PASSWORD = "档案密码2026"


@pytest.fixture
def script(office: Office, monkeypatch: pytest.MonkeyPatch) -> Script:
    """What the pages say; the office watches its folder and has the extra."""
    fake_recogniser.install_here(monkeypatch)
    return fake_recogniser.script_for(office, monkeypatch)


@pytest.fixture
def script_of_child(script: Script, monkeypatch: pytest.MonkeyPatch) -> Script:
    """The same, with pages recognised in a child."""
    fake_recogniser.install(monkeypatch)
    return script


def scanned(office: Office, *greys: int) -> bytes:
    """The bytes of a scanned PDF of these greys."""
    path = scan(office.library.parent / "scan.pdf", *greys)
    try:
        return path.read_bytes()
    finally:
        path.unlink()


def letter(path: Path, name: str, data: bytes) -> Path:
    """A letter with one attachment."""
    lines = [
        b"From: a@example.cn", b"Subject: =?utf-8?B?" + base64.b64encode("报送扫描件".encode()) + b"?=",
        b"MIME-Version: 1.0", b"Content-Type: multipart/mixed; boundary=b", b"", b"--b",
        b"Content-Type: text/plain; charset=utf-8", b"", "请查收附件。".encode(), b"--b",
        b"Content-Type: application/pdf; name=" + name.encode(), b"Content-Transfer-Encoding: base64",
        b"Content-Disposition: attachment; filename=" + name.encode(), b"", base64.encodebytes(data), b"--b--", b"",
    ]  # fmt: skip
    path.write_bytes(b"\r\n".join(lines))
    return path


def locked_7z(office: Office, name: str, *greys: int) -> Path:
    """A 7z with a password that holds one scan."""
    path = office.folder / name
    with py7zr.SevenZipFile(path, "w", password=PASSWORD) as archive:
        archive.writestr(scanned(office, *greys), "扫描.pdf")
    return path


def desk(office: Office) -> list[Path]:
    """What lies where scans are taken out."""
    return list((office.library / ".wendu-unpacked").iterdir())


def give(office: Office, path: Path, monkeypatch: pytest.MonkeyPatch, expect: int | None = 0) -> None:
    """Read the file again with its password."""
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    office.run("retry", path, "--password-stdin", expect=expect)


def test_scans_in_a_zip_in_a_zip_and_in_a_letter_are_recognised_where_they_lie(office: Office, script: Script) -> None:
    inner = zip_of(("林业站/通知.pdf", scanned(office, 10, 20)))
    write(office.folder / "材料.zip", ("包.zip", inner), ("说明.txt", "移交清单".encode()))
    letter(office.folder / "信.eml", "zj.pdf", scanned(office, 30))
    office.scan()
    hit = office.only("检查站128处")
    assert (hit["state"], hit["date"]) == ("searchable", None)
    assert hit["path"] == str(office.folder / "材料.zip/包.zip/林业站/通知.pdf")
    assert office.only("2011年12月8日")["container"] == str(office.folder / "信.eml")
    assert sorted(script.read) == [10, 20, 30]
    assert "识别" in str(row(office, "zj.pdf")["reason"])
    assert desk(office) == []


def test_a_scan_on_disk_and_in_a_7z_is_recognised_once_for_both(office: Office, script: Script) -> None:
    path = scan(office.folder / "a.pdf", 10)
    with py7zr.SevenZipFile(office.folder / "材料.7z", "w") as archive:
        archive.write(path, "b.pdf")
        archive.writestr(scanned(office, 10, 20), "c.pdf")
    office.scan()
    assert office.states() == dict.fromkeys(("a.pdf", "b.pdf", "c.pdf", "材料.7z"), "searchable")
    assert sorted(script.read) == [10, 20]


def test_without_the_extra_a_scan_in_a_zip_waits_in_the_line(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    write(office.folder / "材料.zip", ("扫描.pdf", scanned(office, 10, 20)))
    office.scan(expect=1)
    assert office.states()["扫描.pdf"] == "scan"
    assert office.run("status")["scan_pages"] == 2
    monkeypatch.setattr(scans, "available", lambda: True)
    office.scan()
    assert office.states()["扫描.pdf"] == "searchable"


def test_of_a_scan_in_a_zip_that_shows_its_mark_late_nothing_is_kept(office: Office, script: Script) -> None:
    script.page(40, f"机密★10年\n{SIGNED}")
    marked = scanned(office, 10, 20, 40)
    write(office.folder / "材料.zip", ("甲.pdf", marked), ("乙.pdf", scanned(office, 30)))
    letter(office.folder / "信.eml", "jia.pdf", marked)
    office.scan(expect=1)
    states = office.states()
    assert (states["甲.pdf"], states["jia.pdf"], states["乙.pdf"]) == ("secret", "secret", "searchable")
    assert "机密★10年" in str(row(office, "甲.pdf")["reason"])
    kept = catalogue_bytes(office)
    for words in ("做好森林防火工作的通知", "检查站128处"):
        assert words.encode() not in kept
        assert words.encode("utf-16-le") not in kept
    assert desk(office) == []
    office.scan()
    assert office.states() == states


def test_a_scan_in_a_locked_archive_is_recognised_with_the_password_alone(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = locked_7z(office, "密.7z", 10, 20)
    office.scan(expect=1)
    assert (office.states()["扫描.pdf"], script.read) == ("encrypted", [])
    assert "密码" in str(row(office, "扫描.pdf")["reason"])
    give(office, path, monkeypatch)
    assert office.only("检查站128处")["state"] == "searchable"
    assert PASSWORD.encode() not in catalogue_bytes(office)
    assert desk(office) == []


def test_a_locked_scan_read_before_the_extra_was_there_says_that_it_waits_for_its_password(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = locked_7z(office, "密.7z", 10)
    writer = pypdf.PdfWriter(scan(office.folder / "密.pdf", 20, 30))
    writer.encrypt(PASSWORD, algorithm="AES-256")
    writer.write(office.folder / "密.pdf")
    monkeypatch.setattr(scans, "available", lambda: False)
    for path in (packed, office.folder / "密.pdf"):
        give(office, path, monkeypatch, expect=None)
    assert (office.states()["扫描.pdf"], office.states()["密.pdf"]) == ("scan", "scan")
    monkeypatch.setattr(scans, "available", lambda: True)
    office.scan(expect=None)
    for name in ("扫描.pdf", "密.pdf"):
        assert (row(office, name)["state"], "还要用到密码" in str(row(office, name)["reason"])) == ("scan", True)
    assert script.read == []
    for path in (packed, office.folder / "密.pdf"):
        give(office, path, monkeypatch, expect=None)
    assert (office.states()["扫描.pdf"], office.states()["密.pdf"]) == ("searchable", "searchable")


def test_a_password_given_while_the_locked_scan_is_tried_without_it_is_not_missed(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried, gate = threading.Event(), threading.Event()

    class Slow(RecogniserInProcess):
        def extract(self, source: Source) -> Answer:
            if isinstance(source, TakeOut) and not source.password:
                tried.set()
                gate.wait(PATIENCE)
            return super().extract(source)

    packed = locked_7z(office, "密.7z", 10)
    inside = packed / "扫描.pdf"
    monkeypatch.setattr(scans, "available", lambda: False)
    give(office, packed, monkeypatch, expect=None)
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "Recogniser", partial(Slow, fake_recogniser.read))
    with keeping(office) as (keeper, events):
        until(tried.is_set)
        keeper.retry([packed], PASSWORD)
        until(lambda: any(event.path == packed for event in events))
        gate.set()
        until(lambda: any(event.path == inside and event.state is State.SEARCHABLE for event in events))


def test_a_zip_replaced_while_its_scan_is_recognised_is_read_anew(office: Office, script_of_child: Script) -> None:
    path = write(office.folder / "材料.zip", ("扫描.pdf", scanned(office, 10, 20)))
    gate = script_of_child.hold(20)
    with keeping(office) as (_, events):
        until(lambda: script_of_child.read == [10, 20])
        write(path, ("扫描.pdf", scanned(office, 30)), ("新.txt", "新增的台账".encode()))
        gate.unlink()
        until(lambda: any(event.state is State.SEARCHABLE and event.path == path / "扫描.pdf" for event in events))
    assert office.search("2011年12月8日")
    assert not office.search("检查站") and not office.search("森林防火")


def test_what_a_killed_program_had_taken_out_is_gone_with_the_next_start(office: Office, script: Script) -> None:
    left = office.library / ".wendu-unpacked" / "scan-killed"
    left.mkdir()
    (left / "0.pdf").write_bytes(b"words")
    office.scan()
    assert desk(office) == []


def test_a_scan_in_a_zip_that_kills_its_reader_is_tried_again_when_asked(office: Office, script_of_child: Script) -> None:
    script_of_child.page(20, "CRASH")
    path = write(office.folder / "材料.zip", ("扫描.pdf", scanned(office, 20)))
    office.scan(expect=1)
    assert office.states()["扫描.pdf"] == "failed"
    script_of_child.page(20, ORDERS)
    office.run("retry", path / "扫描.pdf")
    assert office.states()["扫描.pdf"] == "searchable"


def test_a_zip_moved_while_its_scan_waits_is_recognised_in_its_new_place(
    office: Office, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scans, "available", lambda: False)
    path = write(office.folder / "材料.zip", ("扫描.pdf", scanned(office, 10)))
    office.scan(expect=1)
    (office.folder / "二〇一一年").mkdir()
    shutil.move(path, office.folder / "二〇一一年" / "移交.zip")
    monkeypatch.setattr(scans, "available", lambda: True)
    office.scan()
    assert office.only("森林防火")["path"] == str(office.folder / "二〇一一年/移交.zip/扫描.pdf")
    with closing(Archive.open(office.library)) as archive:
        assert archive.opened_copy(office.folder / "二〇一一年/移交.zip/扫描.pdf").is_file()
