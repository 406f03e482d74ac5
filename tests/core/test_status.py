"""Counting and measuring a library while another process writes in it."""

import os
import stat
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archiver import sizes, unpacking
from tests.core.office import Office

LOOKS = 15


@pytest.fixture
def filled(office: Office) -> Office:
    office.watch_folder()
    for number in range(3):
        office.write(f"通知{number}.txt", f"关于第 {number} 次防汛值班的通知")
    office.scan()
    return office


@contextmanager
def coming_and_going(folder: Path) -> Iterator[None]:
    """Files and folders appear in a folder and go again, as segments of the index do while they are merged."""
    folder.mkdir(parents=True, exist_ok=True)
    ends = threading.Event()

    def churn() -> None:
        while not ends.is_set():
            files = [folder / f"grams_{number}.pst" for number in range(200)]
            for file in files:
                file.write_bytes(b"1")
            for file in files:
                file.unlink()

    thread = threading.Thread(target=churn)
    thread.start()
    try:
        yield
    finally:
        ends.set()
        thread.join()


def test_files_that_go_while_the_library_is_measured_are_no_trouble(filled: Office) -> None:
    with coming_and_going(filled.library / "index"):
        for _ in range(LOOKS):
            assert filled.run("status")["documents"] == 3


def test_a_search_without_hits_says_what_waits_whatever_goes_meanwhile(filled: Office) -> None:
    with coming_and_going(filled.library / "index"):
        for _ in range(LOOKS):
            assert filled.run("search", "无处可寻")["waiting"] == 0


def test_what_is_there_is_measured_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "一" / "二").mkdir(parents=True)
    (tmp_path / "一" / "二" / "甲.txt").write_bytes(b"12345")
    (tmp_path / "乙.txt").write_bytes(b"678")
    assert sizes.bytes_below(tmp_path) == 8
    assert sizes.bytes_below(tmp_path / "没有") == 0
    assert sizes.bytes_of([tmp_path / "乙.txt", tmp_path / "刚走.txt"]) == 3


def test_two_programs_may_sweep_what_was_unpacked_at_the_same_time(tmp_path: Path) -> None:
    with coming_and_going(tmp_path / "unpacked"):
        for _ in range(LOOKS):
            unpacking.sweep(tmp_path / "unpacked")


def test_papers_opened_long_ago_are_swept_away_though_they_could_not_be_written(tmp_path: Path) -> None:
    opened = tmp_path / "unpacked" / "甲" / "通知.txt"
    opened.parent.mkdir(parents=True)
    opened.touch(stat.S_IRUSR)
    opened.parent.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IWUSR)
    os.utime(opened.parent, (0, 0))
    unpacking.sweep(tmp_path / "unpacked")
    assert not opened.parent.exists()
