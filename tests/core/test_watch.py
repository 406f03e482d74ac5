"""Native events become hints, and a watcher that fails says so or starts again."""

import errno
import logging
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from archiver.model import NOT_WATCHED, Root, RootId, WatchMode
from archiver.watching import probe, watch
from archiver.watching.inotify import OVERFLOW, Inotify
from archiver.watching.observed import Observed
from archiver.watching.probe import is_probe
from archiver.watching.watch import BEAT, Watcher
from tests.waiting import PATIENCE, until


class Heard:
    """The hints that came, and a way to wait for one without sleeping."""

    def __init__(self) -> None:
        self._came = threading.Condition()
        self._hints: list[tuple[Path, bool]] = []

    def __call__(self, path: Path, is_deleted: bool) -> None:
        with self._came:
            self._hints.append((path, is_deleted))
            self._came.notify_all()

    def wait_for(self, *hints: tuple[Path, bool]) -> None:
        with self._came:
            came = self._came.wait_for(lambda: set(hints) <= set(self._hints), PATIENCE)
            assert came, f"{set(hints) - set(self._hints)} not among {self._hints}"

    def paths(self) -> set[Path]:
        with self._came:
            return {path for path, _ in self._hints}


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "公文"
    folder.mkdir()
    return folder


@pytest.fixture
def watcher(heard: Heard, tmp_path: Path) -> Iterator[Watcher]:
    watcher = Watcher(heard, tmp_path / "pulse")
    yield watcher
    watcher.close()


def _root(path: Path, mode: WatchMode = "native", key: int = 1) -> Root:
    return Root(RootId(key), path, "watched", mode, "online")


def test_a_new_a_changed_a_renamed_and_a_deleted_file_give_hints(watcher: Watcher, heard: Heard, papers: Path) -> None:
    assert watcher.watch(_root(papers)).way == "native" and watcher.alive()
    old, new = papers / "a.txt", papers / "b.txt"
    old.write_text("甲", encoding="utf-8")
    heard.wait_for((old, False))
    old.rename(new)
    heard.wait_for((old, True), (new, False))
    new.unlink()
    heard.wait_for((new, True))


def test_a_folder_moved_in_gives_a_hint_for_every_file_in_it(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    for name in ("一/a.txt", "一/二/b.txt", "一/二/三/c.txt"):
        (tmp_path / "外" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "外" / name).touch()
    watcher.watch(_root(papers))
    (tmp_path / "外" / "一").rename(papers / "一")
    heard.wait_for(*((papers / name, False) for name in ("一/a.txt", "一/二/b.txt", "一/二/三/c.txt")))


def test_a_copied_tree_gives_a_hint_for_every_file_in_it(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    names = [f"{a}/{b}/{n}.txt" for a in "甲乙丙" for b in "子丑" for n in range(5)]
    for name in names:
        (tmp_path / "外" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "外" / name).touch()
    watcher.watch(_root(papers))
    shutil.copytree(tmp_path / "外", papers / "内")
    heard.wait_for(*((papers / "内" / name, False) for name in names))


def test_a_renamed_folder_gives_hints_for_both_sides(watcher: Watcher, heard: Heard, papers: Path) -> None:
    (papers / "旧").mkdir()
    (papers / "旧" / "a.txt").touch()
    watcher.watch(_root(papers))
    (papers / "旧").rename(papers / "新")
    heard.wait_for((papers / "旧", True), (papers / "新" / "a.txt", False))
    (papers / "新" / "b.txt").touch()
    heard.wait_for((papers / "新" / "b.txt", False))


def test_a_folder_moved_away_gives_one_hint_for_itself(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    (papers / "旧").mkdir()
    watcher.watch(_root(papers))
    (papers / "旧").rename(tmp_path / "旧")
    heard.wait_for((papers / "旧", True))


def test_after_folders_moved_about_every_new_file_is_still_told_of(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    (papers / "甲" / "子").mkdir(parents=True)
    watcher.watch(_root(papers))
    (papers / "甲").rename(tmp_path / "外")
    heard.wait_for((papers / "甲", True))
    (tmp_path / "外").rename(papers / "乙")
    (papers / "甲").mkdir()
    (papers / "甲").rename(papers / "丙")
    (papers / "乙" / "子" / "a.txt").touch()
    heard.wait_for((papers / "乙" / "子" / "a.txt", False))


def test_lock_files_give_no_hints_and_the_paper_saved_over_them_does(
    watcher: Watcher, heard: Heard, papers: Path
) -> None:
    (papers / "报告.docx").touch()
    watcher.watch(_root(papers))
    (papers / "~$报告.docx").touch()
    (papers / ".git").mkdir()
    (papers / ".git" / "x.txt").touch()
    (papers / "~WRD0001.tmp").touch()
    (papers / "~WRD0001.tmp").replace(papers / "报告.docx")
    heard.wait_for((papers / "报告.docx", False))
    assert heard.paths() == {papers / "报告.docx"}


def test_reading_a_file_gives_no_hint(watcher: Watcher, heard: Heard, papers: Path) -> None:
    (papers / "a.txt").touch()
    watcher.watch(_root(papers))
    (papers / "a.txt").read_bytes()
    (papers / "b.txt").touch()
    heard.wait_for((papers / "b.txt", False))
    assert heard.paths() == {papers / "b.txt"}


def test_a_folder_no_longer_watched_gives_no_hints(watcher: Watcher, heard: Heard, papers: Path) -> None:
    other = papers.with_name("其他")
    other.mkdir()
    watcher.watch(_root(papers))
    watcher.watch(_root(other, key=2))
    watcher.unwatch(RootId(1))
    watcher.unwatch(RootId(7))
    (papers / "a.txt").touch()
    (other / "b.txt").touch()
    heard.wait_for((other / "b.txt", False))
    assert heard.paths() == {other / "b.txt"} and watcher.alive()


def test_a_folder_that_went_away_and_came_back_is_watched_again_and_passed_over(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    watcher.watch(_root(papers))
    papers.rename(tmp_path / "拔出")
    assert not watcher.alive()
    assert watcher.heal(0.0) == []
    papers.mkdir()
    assert watcher.heal(1.0) == [1] and watcher.alive()
    (papers / "a.txt").touch()
    heard.wait_for((papers / "a.txt", False))


def test_a_folder_that_was_away_for_a_moment_is_watched_again_and_passed_over(
    watcher: Watcher, heard: Heard, papers: Path, tmp_path: Path
) -> None:
    """A folder that came into it just before couldn't be watched any more (seen in the soak)."""
    watcher.watch(_root(papers))
    papers.rename(tmp_path / "拔出")
    (tmp_path / "拔出" / "子").mkdir()
    (tmp_path / "拔出").rename(papers)
    until(lambda: not watcher.alive())
    assert watcher.heal(0.0) == [1] and watcher.alive()
    (papers / "子" / "a.txt").touch()
    heard.wait_for((papers / "子" / "a.txt", False))


def test_a_deleted_folder_is_watched_again_when_it_is_made_again(watcher: Watcher, heard: Heard, papers: Path) -> None:
    watcher.watch(_root(papers))
    papers.rmdir()
    heard.wait_for((papers, True))
    assert watcher.heal(0.0) == []
    papers.mkdir()
    assert watcher.heal(1.0) == [1] and watcher.alive()


def test_a_watcher_that_died_is_started_again_and_its_folder_passed_over(
    watcher: Watcher, heard: Heard, papers: Path
) -> None:
    watcher.watch(_root(papers))
    os.write(_native(watcher)._stopper, b".")
    until(lambda: not watcher.alive())
    assert watcher.heal(0.0) == [1] and watcher.alive()
    (papers / "b.txt").touch()
    heard.wait_for((papers / "b.txt", False))


def test_a_watcher_that_hangs_is_found_out_by_its_pulse(
    watcher: Watcher, heard: Heard, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.watch(_root(papers))
    assert watcher.heal(0.0) == []
    until(lambda: _native(watcher).beats == 3)  # created, closed, deleted
    assert watcher.heal(BEAT) == [] and watcher.heal(1 + BEAT) == []
    until(lambda: _native(watcher).beats == 6)
    monkeypatch.setattr(_native(watcher), "_take", lambda *event: None)
    assert watcher.heal(2 + 2 * BEAT) == []
    assert watcher.heal(3 + 3 * BEAT) == [1] and watcher.alive()
    (papers / "a.txt").touch()
    heard.wait_for((papers / "a.txt", False))


def test_events_the_system_dropped_lead_to_a_pass(watcher: Watcher, papers: Path) -> None:
    watcher.watch(_root(papers))
    _native(watcher)._take(-1, OVERFLOW, "")
    assert watcher.heal(0.0) == [1]
    assert watcher.heal(0.1) == []


def test_where_the_system_gives_no_more_watches_the_folder_is_passed_over_instead(
    watcher: Watcher, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (papers / "子").mkdir()
    real = Inotify._add

    def add(self: Inotify, folder: Path) -> int:
        if folder.name == "子":
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(self, folder)

    monkeypatch.setattr(Inotify, "_add", add)
    watching = watcher.watch(_root(papers))
    assert watching.way == "polling"
    assert "监视上限" in watching.why.hint() and "at intervals" in watching.why.say("en")
    assert watcher.heal(0.0) == []


def test_a_subfolder_without_a_watch_is_told_of_later(
    watcher: Watcher, heard: Heard, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watcher.watch(_root(papers))

    def refuse(self: Inotify, folder: Path) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(Inotify, "_add", refuse)
        (papers / "子").mkdir()
        until(lambda: not watcher.alive())
        assert watcher.heal(0.0) == []
    assert watcher.heal(1.0) == [1] and watcher.alive()


@pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")
def test_the_events_of_watchdog_become_the_same_hints(
    heard: Heard, papers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("watchdog"), "propagate", False)
    monkeypatch.setattr(watch, "native", Observed)
    watcher = Watcher(heard, tmp_path / "pulse")
    try:
        assert watcher.watch(_root(papers)).way == "native" and watcher.alive()
        (tmp_path / "外" / "子").mkdir(parents=True)
        (tmp_path / "外" / "子" / "a.txt").touch()
        (tmp_path / "外").rename(papers / "内")
        heard.wait_for((papers / "内" / "子" / "a.txt", False))
        (papers / "内").rename(papers / "新")
        heard.wait_for((papers / "内", True), (papers / "新" / "子" / "a.txt", False))
        (papers / "~$b.docx").touch()
        (papers / "新" / "子" / "a.txt").unlink()
        heard.wait_for((papers / "新" / "子" / "a.txt", True))
        assert papers / "~$b.docx" not in heard.paths()
        assert watcher.heal(0.0) == []
        until(lambda: _native(watcher).beats > 0)
    finally:
        watcher.close()


def test_a_share_is_passed_over_unless_events_are_asked_for(
    watcher: Watcher, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "shows_own_changes_only", lambda path: True)
    watching = watcher.watch(_root(papers, "auto"))
    assert (watching.way, watching.why.code) == ("polling", "watch.is_share")
    assert watcher.watch(_root(papers, "native")).way == "native"


def test_an_ordinary_folder_is_watched_natively_unless_passes_are_asked_for(watcher: Watcher, papers: Path) -> None:
    watching = watcher.watch(_root(papers, "auto"))
    assert (watching.way, watching.why.code) == ("native", "watch.native")
    assert watcher.watch(_root(papers, "polling")).way == "polling"


def test_the_probe_is_seen_gives_no_hint_and_is_gone_afterwards(
    watcher: Watcher, heard: Heard, papers: Path
) -> None:
    assert watcher.watch(_root(papers, "auto")).way == "native"
    (papers / "a.txt").touch()
    heard.wait_for((papers / "a.txt", False))
    assert heard.paths() == {papers / "a.txt"}
    assert list(papers.iterdir()) == [papers / "a.txt"]


def test_a_folder_that_tells_of_nothing_is_passed_over_instead(
    watcher: Watcher, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Inotify, "_take", lambda *event: None)
    monkeypatch.setattr(probe, "SECONDS", 0.05)
    watching = watcher.watch(_root(papers, "auto"))
    assert (watching.way, watching.why.code) == ("polling", "watch.silent")
    assert list(papers.iterdir()) == [] and watcher.heal(0.0) == []


def test_a_folder_we_may_not_write_to_is_judged_by_its_kind(
    watcher: Watcher, papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.open

    def refuse(path: Path, flags: int, mode: int = 0o777) -> int:
        if is_probe(Path(path).name):
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, flags, mode)

    monkeypatch.setattr(Inotify, "_take", lambda *event: None)
    monkeypatch.setattr(os, "open", refuse)
    assert watcher.watch(_root(papers, "auto")).way == "native"


def test_a_probe_left_by_a_killed_program_is_removed_and_nothing_else(watcher: Watcher, papers: Path) -> None:
    left = papers / ".wendu-probe-0123456789abcdef"
    theirs = [papers / ".wendu-probe-通知.txt", papers / ".wendu-probe-fedcba9876543210", papers / "wendu-probe"]
    for path in (left, *theirs):
        path.touch()
    theirs[1].write_text("有内容", encoding="utf-8")
    watcher.watch(_root(papers, "auto"))
    assert {path.name for path in papers.iterdir()} == {path.name for path in theirs}


def test_a_folder_that_is_away_is_watched_when_it_is_back(watcher: Watcher, papers: Path) -> None:
    assert watcher.watch(_root(papers / "没有")) == NOT_WATCHED


def test_a_thousand_files_at_once_all_give_hints(watcher: Watcher, heard: Heard, papers: Path) -> None:
    watcher.watch(_root(papers))
    names = [papers / f"{number}.txt" for number in range(1000)]
    for name in names:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    heard.wait_for(*((name, False) for name in names))


def _native(watcher: Watcher) -> Inotify:
    return cast("Inotify", watcher._folders[RootId(1)]._native)
