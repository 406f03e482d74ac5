"""When a file counts as written: no half of one is ever taken."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import Seen
from archiver.settle import GIVE_UP, LONGEST_PAUSE, QUIET, Settled, Settling

PAPER = Path("/甲/报告.docx")


class Disk:
    """A pretended disk with one paper on it."""

    def __init__(self) -> None:
        self.size = 1
        self.whole = True
        self.locked = False
        self.age = 0.0
        self.looks = 0

    def look(self, path: Path) -> Seen | None:
        self.looks += 1
        return Seen(path, self.size, self.size, "1:1") if self.size else None

    def settling(self) -> Settling:
        return Settling(
            is_whole=lambda path: self.whole,
            look=self.look,
            quiet_seconds=lambda path: self.age,
            is_locked=lambda path: self.locked,
        )


@pytest.fixture
def disk() -> Disk:
    return Disk()


def test_a_file_is_taken_when_nothing_changed_for_one_and_a_half_seconds(disk: Disk) -> None:
    settling = disk.settling()
    settling.hint(PAPER, 10.0)
    assert settling.due(10.0) == [] and settling.next_due() == 10.0 + QUIET
    assert settling.due(11.4) == []
    (settled,) = settling.due(11.5)
    assert (settled.path, settled.first_seen, settled.settle_seconds) == (PAPER, 10.0, 1.5)
    assert settled.whole and len(settling) == 0 and settling.next_due() is None


def test_a_file_that_grows_is_waited_for_as_long_as_it_grows(disk: Disk) -> None:
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    for second in range(60):
        disk.size += 1
        assert settling.due(float(second)) == []
    (settled,) = _until_settled(settling)
    assert settled.last_change >= 59.0 and settled.seen.size == disk.size


def test_a_hint_shortens_the_wait_to_the_time_since_the_last_change(disk: Disk) -> None:
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    settling.due(0.0)
    disk.size = 2
    settling.hint(PAPER, 0.2)
    settling.due(0.2)
    assert settling.next_due() == 0.2 + QUIET


def test_a_thousand_hints_a_second_give_ten_looks_a_second(disk: Disk) -> None:
    settling = disk.settling()
    for step in range(1000):
        settling.hint(PAPER, step / 1000)
        settling.due(step / 1000)
    assert disk.looks <= 11


def test_a_file_known_to_be_old_is_taken_at_the_first_look(disk: Disk) -> None:
    disk.age = 3600.0
    settling = disk.settling()
    settling.hint(PAPER, 5.0)
    (settled,) = settling.due(5.0)
    assert settled.settle_seconds == 0.0


def test_a_quiet_file_without_its_end_is_waited_for_and_then_handed_over_as_it_is(disk: Disk) -> None:
    disk.whole = False
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    (settled,) = _until_settled(settling)
    assert not settled.whole
    assert GIVE_UP <= settled.settle_seconds <= GIVE_UP + 2


def test_a_file_that_gets_its_end_late_is_taken_whole(disk: Disk) -> None:
    disk.whole = False
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    assert [settling.due(time) for time in (0.0, 2.0, 4.0)] == [[], [], []]
    disk.size, disk.whole = 9, True
    settling.hint(PAPER, 5.0)
    (settled,) = _until_settled(settling)
    assert settled.whole and settled.seen.size == 9


def test_a_locked_file_stays_and_is_tried_again_ever_more_seldom(disk: Disk) -> None:
    disk.locked = True
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    tries: list[float] = []
    while len(tries) < 12:
        time = settling.next_due()
        assert time is not None
        assert settling.due(time) == []
        tries.append(time)
    assert settling.locked == [PAPER] and PAPER in settling
    assert tries[-1] - tries[-2] == LONGEST_PAUSE
    disk.locked = False
    (settled,) = _until_settled(settling)
    assert settled.whole and settling.locked == []


def test_a_file_that_may_not_be_read_is_handed_over_to_be_reported(tmp_path: Path) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    settling = Settling(is_whole=refused, quiet_seconds=lambda path: 0.0)
    (tmp_path / "a.txt").touch()
    settling.hint(tmp_path / "a.txt", 0.0)
    (settled,) = _until_settled(settling)
    assert not settled.whole and settling.locked == []


def test_a_file_that_vanishes_is_reported_as_gone_once(disk: Disk) -> None:
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    settling.due(0.0)
    disk.size = 0
    assert settling.due(2.0) == []
    assert settling.take_gone() == [PAPER] and settling.take_gone() == []
    assert len(settling) == 0


def test_a_lock_file_is_not_called_gone_and_a_file_whose_place_a_folder_took_is(tmp_path: Path) -> None:
    lock, folder = tmp_path / "~$总结.docx", tmp_path / "总结.zip"
    lock.touch()
    folder.mkdir()
    settling = Settling(is_whole=lambda path: True)
    for path in (lock, folder):
        settling.hint(path, 0.0)
    settling.due(0.0)
    assert settling.take_gone() == [folder] and len(settling) == 0


def test_files_of_a_folder_that_went_away_are_forgotten(disk: Disk) -> None:
    settling = disk.settling()
    for path in (PAPER, Path("/甲乙/b.txt")):
        settling.hint(path, 0.0)
    settling.forget(Path("/甲"))
    assert PAPER not in settling
    assert [settled.path for settled in _until_settled(settling)] == [Path("/甲乙/b.txt")]


def test_real_files_settle(tmp_path: Path) -> None:
    paper = tmp_path / "a.txt"
    paper.write_text("甲", encoding="utf-8")
    settling = Settling(is_whole=lambda path: True)
    settling.hint(paper, 0.0)
    assert settling.due(0.0) == []
    (settled,) = settling.due(QUIET)
    assert settled.path == paper


def test_a_hundred_thousand_files_are_handed_over_in_portions(disk: Disk) -> None:
    disk.age = 60.0
    settling = disk.settling()
    paths = [Path(f"/甲/{number}.txt") for number in range(100_000)]
    for path in paths:
        settling.hint(path, 0.0)
    taken: list[Path] = []
    while settling.next_due() is not None:
        portion = settling.due(0.0)
        assert len(portion) <= 500
        taken += [settled.path for settled in portion]
    assert sorted(taken) == sorted(paths)


@settings(max_examples=200)
@given(st.lists(st.floats(0.01, 6.0), max_size=12), st.floats(0.05, 1.0))
def test_whatever_the_rhythm_of_writing_a_file_is_taken_only_after_a_quiet_time(
    pauses: list[float], tick: float
) -> None:
    changes = [sum(pauses[:count]) for count in range(len(pauses) + 1)]
    disk, now = Disk(), 0.0
    settling = disk.settling()
    settling.hint(PAPER, 0.0)
    settled: list[Settled] = []
    while not settled:
        disk.size = 1 + sum(change <= now for change in changes)
        settled = settling.due(now)
        now += tick
    taken_at = now - tick
    last = max(change for change in changes if change <= taken_at)
    assert taken_at - last >= QUIET - 1e-6
    assert settled[0].seen.size == disk.size


def _until_settled(settling: Settling) -> list[Settled]:
    while (time := settling.next_due()) is not None:
        settled = settling.due(time)
        if settled:
            return settled
    return []
