"""A disk or share that doesn't answer holds up nothing but its own files, and loses none of them."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from archiver import reading, worker
from archiver.keeper import Keeper, keeper, rounds
from archiver.library import Library
from archiver.model import Event
from archiver.walk import look
from archiver.watching import inotify
from archiver.worker import NoAnswer, Worker
from tests.core.office import Json, Office
from tests.waiting import PATIENCE, until


class Disk:
    """A folder whose disk can be made to hang: whoever asks it waits until it answers."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self._patch = patch
        self._answers = threading.Event()
        self._answers.set()
        for owner, name in ((os, "listdir"), (os, "scandir"), (os, "lstat"), (Path, "lstat"), (reading, "sha256")):
            patch.setattr(owner, name, self._slowed(getattr(owner, name)))

    def hang(self) -> None:
        self._patch.setattr(worker, "PATIENCE", 0.5)
        self._answers.clear()

    def answer(self) -> None:
        self._patch.setattr(worker, "PATIENCE", PATIENCE)
        self._answers.set()

    def _slowed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def ask(path: Any, *rest: Any, **others: Any) -> Any:
            if not self._answers.is_set() and Path(os.fspath(path)).is_relative_to(self.folder):
                assert self._answers.wait(PATIENCE), "the disk was never plugged in again"
            return real(path, *rest, **others)

        return ask


@pytest.fixture
def share(office: Office, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """A second folder beside the office's own, on a disk that can hang; while it does, patience is short."""
    monkeypatch.setattr(rounds, "CHECK_ROOTS", 0.1)
    monkeypatch.setattr(keeper, "CHECK_ROOTS", 0.1)
    folder = office.folder.with_name("共享盘")
    folder.mkdir()
    (folder / "盘上.txt").write_text("共享盘上原有的文件\n", encoding="utf-8")
    office.watch_folder()
    office.run("roots", "add", folder)
    disk = Disk(folder, monkeypatch)
    yield disk
    disk.answer()


@contextmanager
def watching(office: Office) -> Iterator[list[Event]]:
    """What a keeper tells that watches meanwhile."""
    library, events = Library(office.library), list[Event]()
    one = Keeper(library, events.append)
    thread = threading.Thread(target=one.watch)
    thread.start()
    try:
        yield events
    finally:
        one.stop()
        thread.join()
        one.close()
        library.close()


def came(events: list[Event], kind: str, name: str) -> Callable[[], bool]:
    return lambda: any(event.kind == kind and event.path and event.path.name == name for event in list(events))


def root(office: Office, folder: Path) -> Json:
    found: Json = next(one for one in office.run("roots", "list")["roots"] if one["path"] == str(folder))
    return found


def test_while_a_share_hangs_the_papers_of_other_folders_come_in(office: Office, share: Disk) -> None:
    with watching(office) as events:
        until(came(events, "added", "盘上.txt"))
        document = office.only("原有的文件")["document"]
        share.hang()
        until(came(events, "offline", "共享盘"))
        office.write("通知.txt", "关于防汛值班的通知\n")
        until(came(events, "added", "通知.txt"))
        shown = root(office, share.folder)
        assert (shown["state"], shown["watching"]) == ("offline", None) and shown["reason"].startswith("不响应")
        assert office.only("原有的文件")["state"] == "offline"
        assert sum(thread.name == "disk 共享盘" for thread in threading.enumerate()) == 1
        (share.folder / "盘上.txt").unlink()
        (share.folder / "后来.txt").write_text("断开期间放进来的文件\n", encoding="utf-8")
        share.answer()
        until(came(events, "added", "后来.txt"))
        until(came(events, "removed", "盘上.txt"))
        until(came(events, "online", "共享盘"))
        until(lambda: root(office, share.folder)["watching"] == "native")
    assert document not in [hit["document"] for hit in office.search("文件")]


def test_a_share_that_hangs_while_a_paper_on_it_is_read_keeps_no_other_paper_waiting(
    office: Office, share: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def hang_at_once(path: Path) -> Any:
        if path.is_relative_to(share.folder) and not begun.is_set():
            begun.set()
            share.hang()
        return look(path)

    monkeypatch.setattr(reading, "look", hang_at_once)
    with watching(office) as events:
        assert begun.wait(PATIENCE)
        office.write("通知.txt", "关于防汛值班的通知\n")
        until(came(events, "added", "通知.txt"))
        assert not came(events, "added", "盘上.txt")()
        share.answer()
        until(came(events, "added", "盘上.txt"))
    assert office.states() == {"通知.txt": "searchable", "盘上.txt": "searchable"}


def test_a_pass_that_was_held_up_goes_on_where_it_was(
    office: Office, share: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (share.folder / "子").mkdir()
    (share.folder / "子" / "深处.txt").write_text("子文件夹里的文件\n", encoding="utf-8")
    real, held = os.scandir, list[str]()

    def hang_in_the_middle(path: Any) -> Any:
        if Path(path).name == "子" and threading.current_thread().name == "disk 共享盘" and not held:
            held.append(str(path))
            share.hang()
        return real(path)

    office.run("roots", "mode", share.folder, "polling")
    monkeypatch.setattr(os, "scandir", hang_in_the_middle)
    with watching(office) as events:
        until(came(events, "offline", "共享盘"))
        office.write("通知.txt", "关于防汛值班的通知\n")
        until(came(events, "added", "通知.txt"))
        share.answer()
        until(came(events, "added", "深处.txt"))
        until(came(events, "added", "盘上.txt"))
    assert held


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_watching_thread_that_dies_is_started_again_and_nothing_is_lost(
    office: Office, share: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, died = inotify._events, threading.Event()

    def die(read: bytes) -> Iterator[tuple[int, int, str]]:
        if "祸根" in read.decode(errors="replace"):
            died.set()
            raise MemoryError
        return real(read)

    monkeypatch.setattr(inotify, "_events", die)
    with watching(office) as events:
        until(came(events, "added", "盘上.txt"))
        office.write("祸根.txt", "此文件的通知使监视线程终止\n")
        assert died.wait(PATIENCE)
        office.write("通知.txt", "关于防汛值班的通知\n")
        until(came(events, "added", "祸根.txt"))
        until(came(events, "added", "通知.txt"))
        office.write("后来.txt", "关于抗旱值班的通知\n")
        until(came(events, "added", "后来.txt"))


def test_a_folder_that_does_not_answer_is_not_added_and_keeps_no_other_from_being_added(
    office: Office, share: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    below, beside = office.folder.with_name("新共享盘"), office.folder.with_name("会议资料")
    beside.mkdir()
    with watching(office) as events:
        until(came(events, "added", "盘上.txt"))
        share.hang()
        until(came(events, "offline", "共享盘"))
        assert root(office, share.folder)["state"] == "offline"
        monkeypatch.setattr(worker, "PATIENCE", PATIENCE)  # a disk that answers is not taken for one that hangs
        assert str(beside) in [one["path"] for one in office.run("roots", "add", beside)["roots"]]
        below.mkdir()
        new = Disk(below, monkeypatch)
        new.hang()
        assert office.run("roots", "add", below, expect=2)["error"].startswith("不响应")
        new.answer()
        share.answer()


def test_a_scan_ends_without_the_share_that_hangs_and_says_that_it_is_offline(office: Office, share: Disk) -> None:
    office.write("通知.txt", "关于防汛值班的通知\n")
    office.scan()
    office.write("后来.txt", "关于抗旱值班的通知\n")
    share.hang()
    office.scan()
    assert office.states() == {"通知.txt": "searchable", "后来.txt": "searchable", "盘上.txt": "offline"}
    share.answer()
    office.scan()
    assert office.states()["盘上.txt"] == "searchable"


def test_who_did_not_answer_is_not_waited_for_again_until_something_is_heard_of_it() -> None:
    one, answer = Worker("disk"), threading.Event()
    with pytest.raises(NoAnswer):
        one.ask(lambda: answer.wait(PATIENCE), patience=0.05)
    assert one.is_silent
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        one.ask(lambda: True, patience=PATIENCE)
    assert time.monotonic() - started < PATIENCE / 2
    answer.set()
    until(lambda: not one.is_silent)
    assert one.ask(lambda: "heard") == "heard"
    one.close()


def test_questions_are_answered_between_the_steps_of_long_work() -> None:
    one, done = Worker("disk"), threading.Event()

    def work() -> None:
        while not done.is_set():
            one.breathe()

    under_way = one.begin(work)
    assert one.ask(lambda: "answered", patience=PATIENCE) == "answered" and not under_way.done()
    done.set()
    under_way.result(PATIENCE)
    one.close()


def test_trouble_of_the_disk_is_told_to_whoever_asked() -> None:
    one = Worker("disk")

    def broken() -> None:
        raise TimeoutError(110, "Connection timed out")

    with pytest.raises(TimeoutError):
        one.ask(broken, patience=PATIENCE)
    assert not one.is_silent
    one.close()
