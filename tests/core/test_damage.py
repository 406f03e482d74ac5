"""Damage, other versions, other programs: the library says so in a sentence and loses nothing."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from archiver.archive import Archive
from archiver.catalogue import connection
from archiver.errors import ArchiveError, LibraryError
from archiver.keeper import Keeper
from archiver.library import Library
from archiver.model import Extracted, State
from archiver.search.grams import GramIndex
from archiver.settings import Settings, load_settings
from archiver.understanding import Understander, Understood
from archiver.wording import Reason
from tests.core.office import PYTHON, Office
from tests.waiting import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
PAPER = "2011年森林防火工作总结\n\n全镇共签订森林防火责任书1280份。\n"


@pytest.fixture
def filled(office: Office) -> Office:
    office.watch_folder()
    office.write("总结.txt", PAPER)
    office.scan()
    return office


def settled_bytes(office: Office) -> bytes:
    """The catalogue file with everything in it."""
    with sqlite3.connect(office.library / "catalogue.db") as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return (office.library / "catalogue.db").read_bytes()


@pytest.mark.parametrize("damage", ["header", "middle", "truncated", "noise"])
def test_a_damaged_catalogue_is_refused_with_a_sentence_and_left_as_it_is(filled: Office, damage: str) -> None:
    whole = settled_bytes(filled)
    broken = {
        "header": b"\0" * 100 + whole[100:],
        "middle": whole[:8192] + os.urandom(4096 * 12) + whole[8192 + 4096 * 12 :],
        "truncated": whole[: len(whole) // 2],
        "noise": b"not a catalogue at all\n" * 300,
    }[damage]
    catalogue = filled.library / "catalogue.db"
    catalogue.write_bytes(broken)
    refused = filled.run("search", "森林", expect=4)
    assert "损坏" in refused["error"]
    assert refused["hint"]
    assert catalogue.read_bytes() == broken


def test_a_catalogue_of_a_newer_version_is_refused(filled: Office) -> None:
    with sqlite3.connect(filled.library / "catalogue.db") as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert "更新版本" in filled.run("status", expect=4)["error"]


@pytest.mark.parametrize("damage", ["gone", "truncated", "noise", "one file gone"])
def test_a_broken_index_is_made_anew_and_search_never_notices(filled: Office, damage: str) -> None:
    index = filled.library / "index"
    files = sorted(file for file in index.rglob("*") if file.is_file())
    if damage == "gone":
        shutil.rmtree(index)
    elif damage == "truncated":
        for file in files:
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif damage == "noise":
        for file in files:
            file.write_bytes(os.urandom(200))
    else:
        files[-1].unlink()
    assert filled.titles("责任书1280") == ["2011年森林防火工作总结"]
    filled.scan()
    assert filled.titles("责任书1280") == ["2011年森林防火工作总结"]
    assert filled.run("status")["index_bytes"] > 0


def test_the_index_of_another_library_is_not_believed(filled: Office, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Office(tmp_path / "other")
    other.watch_folder()
    other.write("别的.txt", "完全不同的内容\n")
    other.scan()
    shutil.rmtree(filled.library / "index")
    shutil.copytree(other.library / "index", filled.library / "index")
    assert filled.titles("责任书1280") == ["2011年森林防火工作总结"]
    assert filled.search("完全不同的内容") == []


def test_only_one_program_reads_new_files_while_all_others_may_search(filled: Office) -> None:
    library = Library(filled.library)
    keeper = Keeper(library, lambda event: None)
    try:
        assert "另一个" in filled.run("scan", expect=4)["error"]
        assert filled.titles("责任书1280") == ["2011年森林防火工作总结"]
        filled.run("file", "1", "--category", "AQ")
    finally:
        keeper.close()
        library.close()
    filled.scan()


def test_the_lock_is_freed_when_its_program_is_killed(filled: Office) -> None:
    command = [PYTHON, "main.py", "--library", str(filled.library), "watch", "--json"]
    filled.write("新文件.txt", "刚刚放入的文件内容\n")
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as watching:
        assert watching.stdout is not None
        assert b"added" in watching.stdout.readline()
        watching.send_signal(signal.SIGKILL)
        watching.wait()
    filled.scan()
    assert filled.search("刚刚放入")


def test_a_catalogue_that_another_program_has_for_itself_is_busy_and_not_damaged(
    filled: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(filled.library / "catalogue.db", isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    said = filled.run("search", "森林防火", expect=4)
    assert said["error"] == LibraryError("library.busy").sentence()
    other.close()


def test_a_library_on_a_network_path_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"//server/share {tmp_path.resolve()} cifs rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr("archiver.roots.MOUNTS", mounts)
    with pytest.raises(LibraryError, match="网络"):
        Archive.open(tmp_path / "库")
    assert not (tmp_path / "库").exists()


def test_unreadable_settings_are_not_silently_reset(filled: Office) -> None:
    settings = filled.library / "settings.json"
    settings.write_text('{"theme": "pink"}', encoding="utf-8")
    assert "设置" in filled.run("status", expect=4)["error"]
    assert settings.read_text(encoding="utf-8") == '{"theme": "pink"}'


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path / "库")
    archive.save_settings(Settings(theme="dark", text_scale=1.3, rescan_minutes=5))
    archive.close()
    assert load_settings(tmp_path / "库" / "settings.json") == Settings(theme="dark", text_scale=1.3, rescan_minutes=5)
    with pytest.raises(ArchiveError):
        Settings(rescan_minutes=0)


@pytest.mark.reading_child
def test_a_file_that_makes_its_reader_crash_is_marked_after_two_attempts_and_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def crash(self: Understander, path: Path) -> Understood:
        reads.append(path)
        return Understood(Extracted("", State.FAILED, Reason("extract.crashed")))

    monkeypatch.setattr(Understander, "extract", crash)
    office.watch_folder()
    office.write("毒.txt", PAPER)
    office.scan(expect=1)
    office.scan(expect=None)
    (row,) = office.run("files")["files"]
    assert (row["state"], row["attempts"], len(reads)) == ("failed", 2, 2)
    monkeypatch.undo()
    office.run("retry", "--state", "failed")
    assert office.titles("责任书1280") == ["2011年森林防火工作总结"]


def test_a_moved_library_folder_takes_its_archive_along(filled: Office) -> None:
    source = filled.folder.parent / "外来.txt"
    source.write_text("外来文件的一句话\n", encoding="utf-8")
    filled.run("add", source)
    moved = filled.library.with_name("搬到别处的资料库")
    filled.library.rename(moved)
    filled.library = moved
    hit = filled.only("外来文件的一句话")
    assert Path(hit["path"]).is_relative_to(moved)
    report = filled.scan()
    assert (report["added"], report["removed"]) == (0, 0)


@pytest.mark.parametrize(
    ("command", "damage"),
    [
        ("search", "UPDATE revision_text SET text = CAST(x'e6a3eee69e97' AS TEXT)"),
        ("scan", "UPDATE category SET rules = '{\"description\": '"),
    ],
)
def test_damage_inside_a_value_is_said_when_it_is_met(filled: Office, command: str, damage: str) -> None:
    with sqlite3.connect(filled.library / "catalogue.db") as db:
        db.execute(damage)
    db.close()
    refused = filled.run(command, *(["森林"] if command == "search" else []), expect=4)
    assert "损坏" in refused["error"]


@pytest.mark.parametrize(("was", "became"), [(b"file_id TEXT", b"file_jd TEXT"), (b"TABLE intent", b"TABLE jntent")])
def test_a_damaged_definition_is_not_taken_for_another_table(filled: Office, was: bytes, became: bytes) -> None:
    broken = settled_bytes(filled).replace(was, became)
    (filled.library / "catalogue.db").write_bytes(broken)
    assert "损坏" in filled.run("status", expect=4)["error"]
    assert (filled.library / "catalogue.db").read_bytes() == broken


@pytest.mark.parametrize("damage", ["emptied", "folder"])
def test_a_library_that_lost_its_catalogue_is_not_taken_for_a_new_one(filled: Office, damage: str) -> None:
    catalogue = filled.library / "catalogue.db"
    settled_bytes(filled)
    catalogue.unlink()
    catalogue.mkdir() if damage == "folder" else catalogue.touch()
    assert "损坏" in filled.run("status", expect=4)["error"]


def test_a_file_in_the_place_of_the_index_is_replaced(filled: Office) -> None:
    shutil.rmtree(filled.library / "index")
    (filled.library / "index").write_text("?")
    assert len(filled.search("责任书")) == 1
    filled.scan()
    assert len(filled.search("责任书")) == 1


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "磁盘已满"), (errno.EROFS, "不能写入"), (errno.EIO, "磁盘出错")]
)
def test_what_the_disk_refuses_is_said_in_a_sentence(
    filled: Office, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number), str(filled.library))

    monkeypatch.setattr(GramIndex, "update", refuse)
    assert words in filled.run("reindex", expect=4)["error"]
    monkeypatch.undo()
    filled.run("reindex")
    assert len(filled.search("责任书")) == 1


def test_a_lock_nobody_can_take_is_said_in_a_sentence(filled: Office) -> None:
    (filled.library / "writer.lock").unlink(missing_ok=True)
    (filled.library / "writer.lock").mkdir()
    assert filled.run("scan", expect=4)["error"]
    assert len(filled.search("责任书")) == 1


def test_watching_ends_quietly_when_nobody_listens(filled: Office) -> None:
    filled.write("新.txt", "新来的文件\n")
    command = [PYTHON, "main.py", "--library", str(filled.library), "watch", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as watching:
        assert watching.stdout and watching.stderr
        watching.stdout.close()
        assert watching.wait(timeout=PATIENCE) == 0
        assert watching.stderr.read() == b""
