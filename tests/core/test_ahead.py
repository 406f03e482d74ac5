"""Members taken out of containers some at a time: the same bytes as one by one, and the container opened seldom."""

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import py7zr
import pytest
from py7zr.io import WriterFactory

from archiver import desk
from archiver.errors import ArchiveError
from archiver.extract import ahead, mbox, packed, sevenzip, zipped
from archiver.extract.ahead import Ahead
from archiver.extract.source import Source
from archiver.extract.zipflags import open_zip
from tests.core.ole_files import Folder, ole
from tests.core.zip_files import packed as zip_of
from tests.core.zip_files import write

PAPERS = [(f"卷{number % 7}/{number:03}.txt", f"第{number}号文件的内容。".encode() * (number + 1)) for number in range(40)]


def letter(number: int) -> str:
    attachment = f"第{number}封信的附件"
    return (
        "From a@b.cn Thu Dec  8 10:00:00 2011\nFrom: a@b.cn\nSubject: report\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n请查收。\n--b\n"
        f"Content-Type: text/plain; charset=utf-8; name=f{number}.txt\n"
        f"Content-Disposition: attachment; filename=f{number}.txt\n\n{attachment}\n--b--\n\n"
    )


def a_zip(folder: Path) -> Path:
    return write(folder / "材料.zip", *PAPERS)


def a_7z(folder: Path) -> Path:
    for name, data in PAPERS:
        (folder / "源" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "源" / name).write_bytes(data)
    with py7zr.SevenZipFile(folder / "材料.7z", "w") as archive:
        archive.writeall(folder / "源", "源")
    return folder / "材料.7z"


def a_mailbox(folder: Path) -> Path:
    (folder / "信箱.mbox").write_text("".join(letter(number) for number in range(12)), encoding="utf-8")
    return folder / "信箱.mbox"


def a_letter(folder: Path) -> Path:
    (folder / "信.eml").write_text(letter(7).partition("\n")[2], encoding="utf-8")
    return folder / "信.eml"


def an_outlook_letter(folder: Path) -> Path:
    attached: Folder = {
        f"__attach_version1.0_#{number:08X}": {
            "__substg1.0_3707001F": f"附件{number}.txt".encode("utf-16-le"),
            "__substg1.0_37010102": f"第{number}个附件".encode(),
        }
        for number in range(3)
    }
    return ole(folder / "信.msg", {"__properties_version1.0": bytes(32)} | attached)


def sources(path: Path) -> list[Source]:
    """Every member of a container, as a reader is asked for it."""
    found = packed.members(path, packed.kind_of(path))
    return [Source(path, (one.index,), one.name) for one in found if not one.refused]


@pytest.mark.parametrize("held", [0, 500, 1 << 30])
@pytest.mark.parametrize("make", [a_zip, a_7z, a_mailbox, a_letter, an_outlook_letter])
def test_members_are_the_same_in_whatever_order_and_however_few_are_held(
    tmp_path: Path, make: Callable[[Path], Path], held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "HELD_BYTES", held)
    wanted = sources(make(tmp_path))
    assert wanted
    expected = {one: packed.unpack(one, tmp_path).read_bytes() for one in wanted}
    reader = Ahead()
    shuffled = Random(20).sample(wanted, len(wanted))
    for one in [*wanted, *shuffled[:20]]:
        assert reader.unpack(one, tmp_path).read_bytes() == expected[one]


def test_a_zip_is_opened_a_few_times_however_much_lies_in_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sources(a_zip(tmp_path))
    opened: list[object] = []

    def counted(content: Path) -> zipfile.ZipFile:
        opened.append(content)
        return open_zip(content)

    monkeypatch.setattr(zipped, "open_zip", counted)
    reader = Ahead()
    for one in wanted:
        reader.unpack(one, tmp_path)
    assert len(opened) <= 3


def test_what_lies_before_in_a_7z_is_unpacked_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sources(a_7z(tmp_path))
    runs: list[int] = []
    extract = py7zr.SevenZipFile.extract

    def counted(archive: py7zr.SevenZipFile, targets: list[str], factory: WriterFactory) -> None:
        runs.append(len(targets))
        extract(archive, targets=targets, factory=factory)

    monkeypatch.setattr(py7zr.SevenZipFile, "extract", counted)
    reader = Ahead()
    for one in wanted:
        reader.unpack(one, tmp_path)
    assert runs == [len(PAPERS)]


def test_a_mailbox_is_taken_apart_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = sources(a_mailbox(tmp_path))
    taken_apart: list[Path] = []

    def counted(path: Path) -> object:
        taken_apart.append(path)
        return letters(path)

    letters = mbox.letters
    monkeypatch.setattr(mbox, "letters", counted)
    reader = Ahead()
    for one in wanted:
        reader.unpack(one, tmp_path)
    assert len(taken_apart) <= 3


def test_zips_in_zips_and_two_read_by_turns_are_told_apart(tmp_path: Path) -> None:
    inner = [zip_of((f"{number}.txt", f"第{number}包".encode()), ("乙.txt", b"2")) for number in range(3)]
    outer = write(tmp_path / "外.zip", *((f"{number}.zip", data) for number, data in enumerate(inner)))
    other = write(tmp_path / "别.zip", ("甲.txt", b"1"), ("乙.txt", b"2"))
    reader = Ahead()
    for number in range(3):
        assert reader.unpack(Source(outer, (number,), f"{number}.zip"), tmp_path).read_bytes() == inner[number]
        inside = Source(outer, (number, 0), f"{number}.txt")
        assert reader.unpack(inside, tmp_path).read_text(encoding="utf-8") == f"第{number}包"
        assert reader.unpack(Source(other, (number % 2,), "甲.txt"), tmp_path).read_bytes() == (b"1", b"2")[number % 2]


def test_containers_that_are_read_by_turns_are_each_opened_a_few_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def counted(content: Path) -> zipfile.ZipFile:
        opened.append(content)
        return open_zip(content)

    turns = [sources(write(tmp_path / f"{number}.zip", *PAPERS)) for number in range(desk.IN_LINE + 4)]
    monkeypatch.setattr(zipped, "open_zip", counted)
    reader = Ahead()
    for together in zip(*turns, strict=True):
        for one in together:
            reader.unpack(one, tmp_path)
    assert len(opened) <= 3 * len(turns)


def test_a_container_that_changed_is_opened_anew(tmp_path: Path) -> None:
    path = write(tmp_path / "材料.zip", ("甲.txt", b"11"), ("乙.txt", b"22"))
    reader = Ahead()
    reader.unpack(Source(path, (0,), "甲.txt"), tmp_path)
    write(path, ("甲.txt", b"33"), ("乙.txt", b"44"))
    os.utime(path, ns=(1, 1))
    assert reader.unpack(Source(path, (1,), "乙.txt"), tmp_path).read_bytes() == b"44"


def test_a_damaged_member_of_a_7z_costs_those_before_it_nothing(tmp_path: Path) -> None:
    random = Random(20)
    packed_first = {f"{number:02}.txt": random.randbytes(500) for number in range(20)}
    with py7zr.SevenZipFile(tmp_path / "材料.7z", "w") as archive:
        for name, content in packed_first.items():
            archive.writestr(content, name)
    data = bytearray((tmp_path / "材料.7z").read_bytes())
    data[5000] ^= 0xFF
    (tmp_path / "材料.7z").write_bytes(data)
    found = sevenzip.contents(tmp_path / "材料.7z", range(20), "")
    said = [one for one in found if isinstance(one, ArchiveError)]
    assert {one.reason.code for one in said} == {"extract.damaged"}
    assert 0 < len(said) < 20
    for content, read in zip(packed_first.values(), found, strict=True):
        assert isinstance(read, ArchiveError) or read == content


def test_a_damaged_member_of_a_zip_costs_no_other(tmp_path: Path) -> None:
    path = write(tmp_path / "材料.zip", ("甲.txt", b"1" * 99), ("乙.txt", b"2" * 99), ("丙.txt", b"3" * 99))
    data = bytearray(path.read_bytes())
    data[data.index("乙.txt".encode()) + len("乙.txt".encode()) + 2] ^= 0xFF
    path.write_bytes(data)
    first, second, third = zipped.contents(path, [0, 1, 2], "")
    assert (first, third) == (b"1" * 99, b"3" * 99)
    assert isinstance(second, ArchiveError)
