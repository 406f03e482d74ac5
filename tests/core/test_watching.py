"""Watching with the real waiting times, by a `watch` of its own process, as it runs in an office."""

import json
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue

import pytest

from tests.core.office import PYTHON, Json, Office
from tests.waiting import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
QUEUE = Path("/proc/sys/fs/inotify/max_queued_events")
"""How many events Linux keeps for a watcher that is busy; what comes beyond them is dropped."""


class Watching:
    """A running `watch` and the events it prints."""

    def __init__(self, office: Office) -> None:
        command = [PYTHON, "main.py", "--library", str(office.library), "watch", "--json"]
        self._process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self._events: Queue[Json] = Queue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._events.put(json.loads(line))

    def wait_for(self, kind: str, name: str) -> Json:
        """The next event of that kind for a file of that name."""
        passed: list[Json] = []
        while True:
            try:
                event = self._events.get(timeout=PATIENCE)
            except Empty:
                raise AssertionError(f"no {kind} of {name}; there was {passed}") from None
            if event["event"] == kind and Path(event["path"]).name == name:
                return event
            passed.append(event)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """While the program gets no time to run, as on a machine that is overloaded or asleep."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def end(self) -> int:
        """Ctrl+C; returns the exit code."""
        self._process.send_signal(2)
        code = self._process.wait(PATIENCE)
        self._listener.join()
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self._process.stdout.close()
        errors = self._process.stderr.read()
        self._process.stderr.close()
        assert "Traceback" not in errors, errors
        return code


@pytest.fixture
def plain_office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.watch_folder()
    office.write("先有的.txt", "监视开始之前就有的文件\n")
    return office


@pytest.fixture
def watching(plain_office: Office) -> Iterator[Callable[[], Watching]]:
    started: list[Watching] = []

    def start() -> Watching:
        started.append(Watching(plain_office))
        return started[-1]

    yield start
    for one in started:
        assert one.end() == 0


def test_what_happens_in_a_watched_folder_is_followed(
    plain_office: Office, watching: Callable[[], Watching]
) -> None:
    office, watch = plain_office, watching()
    watch.wait_for("added", "先有的.txt")
    path = office.write("通知.txt", "关于防汛值班的通知\n")
    added = watch.wait_for("added", "通知.txt")
    assert added["state"] == "searchable"
    assert added["settle_seconds"] >= 1.4
    assert office.only("防汛值班")["path"] == str(path)

    path.write_text("关于抗旱值班的通知\n", encoding="utf-8")
    watch.wait_for("changed", "通知.txt")
    assert office.search("防汛值班") == []

    (office.folder / "二〇一二年").mkdir()
    path.rename(office.folder / "二〇一二年" / "改名.txt")
    watch.wait_for("moved", "改名.txt")
    assert office.only("抗旱值班")["document"] == added["document"]

    (office.folder / "二〇一二年" / "改名.txt").unlink()
    watch.wait_for("removed", "改名.txt")
    assert office.search("抗旱值班") == []


def test_a_file_that_is_written_slowly_is_taken_once_and_whole(
    plain_office: Office, watching: Callable[[], Watching]
) -> None:
    office, watch = plain_office, watching()
    watch.wait_for("added", "先有的.txt")
    rest = threading.Event()
    with (office.folder / "慢.txt").open("w", encoding="utf-8") as slow:
        for number in range(8):
            slow.write(f"第{number}段内容\n")
            slow.flush()
            rest.wait(0.4)
    watch.wait_for("added", "慢.txt")
    assert office.only("第0段内容")["document"] == office.only("第7段内容")["document"]


def test_a_disk_that_is_unplugged_and_plugged_in_again_loses_nothing(
    plain_office: Office, watching: Callable[[], Watching]
) -> None:
    office, watch = plain_office, watching()
    document = watch.wait_for("added", "先有的.txt")["document"]
    office.folder.rename(office.folder.with_name("拔下"))
    watch.wait_for("offline", office.folder.name)
    assert office.only("监视开始之前")["state"] == "offline"
    office.folder.with_name("拔下").rename(office.folder)
    watch.wait_for("online", office.folder.name)
    assert office.only("监视开始之前")["document"] == document


def test_a_folder_added_while_watching_is_watched_too(
    plain_office: Office, watching: Callable[[], Watching], tmp_path: Path
) -> None:
    office, watch = plain_office, watching()
    watch.wait_for("added", "先有的.txt")
    (tmp_path / "扫描件").mkdir()
    (tmp_path / "扫描件" / "另一处.txt").write_text("另一个文件夹里的文件\n", encoding="utf-8")
    office.run("roots", "add", tmp_path / "扫描件")
    watch.wait_for("added", "另一处.txt")


def test_how_a_folder_is_watched_is_told_and_can_be_changed_while_it_is_watched(
    plain_office: Office, watching: Callable[[], Watching]
) -> None:
    office, watch = plain_office, watching()
    watch.wait_for("added", "先有的.txt")
    (root,) = office.run("roots", "list")["roots"]
    assert (root["mode"], root["watching"]) == ("auto", "native") and "实时监视" in root["reason"]
    (root,) = office.run("roots", "mode", office.folder, "polling")["roots"]
    assert (root["mode"], root["watching"]) == ("polling", None)
    office.write("后来.txt", "改为定时检查以后的文件\n")
    watch.wait_for("added", "后来.txt")
    until(lambda: office.run("roots", "list")["roots"][0]["watching"])
    (root,) = office.run("roots", "list")["roots"]
    assert (root["watching"], root["reason"]) == ("polling", "定时检查：由您选定。")


@pytest.mark.skipif(not QUEUE.exists(), reason="the queue of events has a limit on Linux")
def test_papers_whose_events_the_system_dropped_are_found_all_the_same(
    plain_office: Office, watching: Callable[[], Watching]
) -> None:
    office, watch = plain_office, watching()
    watch.wait_for("added", "先有的.txt")
    with watch.held_up():
        one, other = office.folder / "甲.tmp", office.folder / "乙.tmp"
        one.touch()
        for _ in range(int(QUEUE.read_text()) // 4 + 1):  # two events each time
            one.rename(other)
            other.rename(one)
        office.write("通知.txt", "关于防汛值班的通知\n")
        (office.folder / "先有的.txt").unlink()
    watch.wait_for("added", "通知.txt")
    watch.wait_for("removed", "先有的.txt")
    assert office.only("防汛值班")["title"]
