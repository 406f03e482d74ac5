"""The ledger: every file on disk is in it, once, with its state, why, and what to do."""

import os
import random
import shutil
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from lxml import etree

from archiver.archive import Archive
from archiver.catalogue import ledger
from archiver.exporting.ledger import export_ledger
from archiver.extract import extract
from archiver.library import Library
from archiver.model import ATTENTION_STATES, FileOrder, FileRow, FilesWanted, State
from archiver.walk import Walk
from archiver.wording import Reason
from tests.core.office import Office

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "extract"
MESSY = Path(__file__).resolve().parents[2].parent / "shared" / "messy" / "files"
ODD = {
    "空.txt": b"", "零.doc": bytes(5000), "半份.docx": b"PK\x03\x04" + b"x" * 900, "随机.bin": random.Random(1).randbytes(4000),
    "没有结尾": "会议记录".encode(), "=1+1.txt": "记录".encode(), "@甲 乙.txt": "记录".encode(), "照片.jpg": b"\xff\xd8\xff\xe0" + b"x" * 99,
    "机密.txt": "机密★5年\n关于某事\n".encode(), "~$锁.docx": b"x", "下载.part": b"x", "Thumbs.db": b"x",
}  # fmt: skip


def fill(folder: Path) -> None:
    """Samples of every format, odd files, files that are never papers, folders inside folders."""
    shutil.copytree(SAMPLES, folder / "样本" / "格式")
    for name, content in ODD.items():
        (folder / name).write_bytes(content)
    if hasattr(os, "symlink"):
        (folder / "链接.txt").symlink_to(folder / "没有结尾")


def assert_all_accounted_for(office: Office, *folders: Path) -> None:
    """The files a walk sees are those of the ledger, and its counts by state add up to them."""
    walked = sorted(str(seen.path) for folder in folders for seen in Walk(folder))
    rows = office.run("files")["files"]
    counts = office.run("status")["by_state"]
    on_disk = [row for row in rows if row["container"] is None]
    assert sorted(row["path"] for row in on_disk) == walked
    assert sum(counts.values()) == len(walked)
    with closing(Archive.open(office.library)) as archive:
        assert archive.ledger.counts() == {State(state): count for state, count in counts.items() if count}
    for state, count in counts.items():
        assert len([row for row in on_disk if row["state"] == state]) == count
    assert all(row["reason"] or row["state"] == "searchable" for row in rows)
    assert all(row["what_to_do"] for row in rows)


def test_counts_by_state_equal_the_files_on_disk_also_after_moves_and_deletions(office: Office) -> None:
    fill(office.folder)
    office.watch_folder()
    office.scan(expect=1)
    assert_all_accounted_for(office, office.folder)
    assert office.states()["机密.txt"] == "secret"

    (office.folder / "样本").rename(office.folder / "改名")
    (office.folder / "没有结尾").unlink()
    office.write("新的/通知.txt", "关于放假的通知\n")
    office.scan(expect=None)
    assert_all_accounted_for(office, office.folder)


def test_files_of_a_folder_that_is_away_are_counted_as_offline_with_what_to_do(office: Office) -> None:
    fill(office.folder)
    office.watch_folder()
    office.scan(expect=1)
    before = {row["path"]: row["state"] for row in office.run("files")["files"]}
    away = office.folder.with_name("拔下")
    office.folder.rename(away)
    office.scan(expect=None)
    rows = office.run("files", "--state", "offline")["files"]
    assert {row["path"] for row in rows} == set(before)
    assert office.run("status")["by_state"] == {"offline": sum(row["container"] is None for row in rows)}
    assert {row["reason"] for row in rows} == {"文件所在的文件夹现在没有连接"}
    office.run("retry", "--state", "offline")
    away.rename(office.folder)
    office.scan(expect=None)
    assert {row["path"]: row["state"] for row in office.run("files")["files"]} == before


@pytest.mark.skipif(not MESSY.exists(), reason="the messy files are not on this machine")
def test_every_messy_file_is_accounted_for(office: Office) -> None:
    shutil.copytree(MESSY, office.folder, dirs_exist_ok=True)
    office.watch_folder()
    office.scan(expect=None)
    assert_all_accounted_for(office, office.folder)


def test_retry_takes_one_file_or_all_of_a_state(office: Office) -> None:
    fill(office.folder)
    office.watch_folder()
    office.scan(expect=1)
    (office.folder / "零.doc").write_bytes("会议记录，内容完好。".encode())
    report = office.run("retry", office.folder / "零.doc", expect=None)
    assert (report["changed"] + report["added"], office.states()["零.doc"]) == (1, "searchable")
    shutil.copy(office.folder / "没有结尾", office.folder / "照片.jpg")
    office.run("retry", "--state", "scan", expect=None)
    assert office.states()["照片.jpg"] == "searchable"


def test_pages_of_the_ledger_are_its_rows_in_the_order_wanted(office: Office) -> None:
    for number in range(12):
        office.write(f"甲/{number}.TXT" if number % 3 else f"乙_{number}%.jpg", "记录\n" * (number % 4))
    office.watch_folder()
    office.scan(expect=None)
    orders: tuple[FileOrder, ...] = ("path", "state", "reason", "attempts", "seen_at")
    asked = [
        FilesWanted(state, attention, words, order, descending)
        for state, attention in ((None, False), (State.SEARCHABLE, False), (None, True))
        for words in ("", "txt 甲", "%", "_", "没有")
        for order in orders
        for descending in (False, True)
    ]
    with closing(Archive.open(office.library)) as archive:
        every = archive.ledger.files()
        for wanted in asked:
            ids = archive.ledger.ids(wanted)
            rows = [archive.ledger.rows(ids)[id] for id in ids]
            assert {row.path for row in rows} == {row.path for row in every if fits(row, wanted)}
            assert len(set(ids)) == len(ids)
            keys = [str(getattr(row, wanted.order)) for row in rows]
            if wanted.order != "reason":
                assert keys == sorted(keys, reverse=wanted.descending)


def fits(row: FileRow, wanted: FilesWanted) -> bool:
    """What the ledger means by that, said simply."""
    return (
        wanted.state in (None, row.state)
        and (not wanted.attention or row.state in ATTENTION_STATES)
        and all(word.casefold() in str(row.path).casefold() for word in wanted.words.split())
    )


def test_files_that_went_away_meanwhile_are_missing_from_a_page(office: Office) -> None:
    with closing(Library(office.library)) as library:
        assert ledger.rows(library.catalogue.read(), [1, 2, 999]) == {}


def test_the_export_says_what_the_ledger_says_and_computes_nothing(office: Office) -> None:
    fill(office.folder)
    office.watch_folder()
    office.scan(expect=1)
    target = office.folder.parent / "台账.xlsx"
    rows = office.run("files", "--export", target)["files"]
    lines = extract(target).text
    for row in rows:
        assert row["path"] in lines
        assert row["what_to_do"] in lines
    assert "涉密" in lines and "怎么办" in lines
    with zipfile.ZipFile(target) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter("{*}f"))
    assert not target.with_name("台账.xlsx.part").exists()


def test_names_that_look_like_formulas_or_have_foreign_bytes_are_text(tmp_path: Path) -> None:
    names = ["=1+1.txt", "+cmd|' /C calc'!A0", "-2.txt", "@SUM(A1)", os.fsdecode(b"/a/\xff\xfe.txt"), "http://a.cn/b"]
    rows = [FileRow(Path(name), None, State.FAILED, Reason("ingest.interrupted"), 2, None) for name in names]
    export_ledger(rows, tmp_path / "a.xlsx", "zh")
    text = extract(tmp_path / "a.xlsx").text
    assert all(name in text for name in names if "\udcff" not in name and "//" not in name)
    assert "�" in text


def test_an_export_that_cannot_be_written_says_so_and_leaves_nothing(office: Office) -> None:
    office.watch_folder()
    assert office.run("files", "--export", office.library / "没有" / "a.xlsx", expect=2)["error"]
