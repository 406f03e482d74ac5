"""Several files read at once end in the library as one after the other would."""

import hashlib
import threading
from contextlib import closing
from pathlib import Path
from queue import Queue

import pytest

from archiver.archive import Archive
from archiver.extract.source import Source
from archiver.keeper import Keeper, keeper, rounds
from archiver.settings import Settings
from archiver.understanding import Understood
from archiver.watching.inotify import Inotify
from tests.core.in_process import InProcess
from tests.core.office import Office
from tests.waiting import PATIENCE

FACTS = (
    "SELECT place.path, place.document, place.state, revision.sha256, piece.id, piece.title, piece.ordinal"
    " FROM place LEFT JOIN document ON document.id = place.document LEFT JOIN revision ON revision.document = document.id"
    " LEFT JOIN piece ON piece.document = document.id ORDER BY place.path, revision.id, piece.id"
)


def _write(office: Office) -> None:
    """Papers of very different length, every third a copy of the one before it."""
    before = ""
    for number in range(24):
        text = before if number % 3 == 2 else f"关于第{number}项工作的通知\n" + "工作内容若干。\n" * (40 if number % 2 else 4000)
        office.write(f"卷{number % 4}/{number:02}.txt", text)
        before = text


def _scan(office: Office, library: Path, workers: int) -> tuple[list[tuple[object, ...]], list[tuple[str, str]]]:
    """What stands in the catalogue after a scan by so many readers, and what was told on the way."""
    archive = Archive.open(library)
    archive.opened.settings = Settings(workers=workers)
    archive.roots.add(office.folder)
    told: list[tuple[str, str]] = []
    keeper = Keeper(archive.opened, lambda event: told.append((event.kind, str(event.path))) if event.path else None)
    keeper.scan()
    keeper.close()
    facts = [tuple(row) for row in archive.opened.catalogue.read().execute(FACTS)]
    archive.close()
    return facts, told


def test_any_number_of_readers_gives_the_same_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    office = Office(tmp_path)
    _write(office)
    _scan(office, tmp_path / "先", 1)  # from then on all have been left alone for long enough, and come in one order
    one, told_by_one = _scan(office, tmp_path / "一", 1)
    many, told_by_many = _scan(office, tmp_path / "多", 3)
    assert many == one and told_by_many == told_by_one
    assert len({hashlib.sha256(path.read_bytes()).hexdigest() for path in office.folder.rglob("*.txt")}) == 16
    assert len({row[1] for row in one}) == 16 and len(one) == 24


def test_as_many_readers_as_the_settings_say_work_from_then_on(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 4)
    reading, most, may_end = list[Path](), list[int](), threading.Event()
    real = InProcess.extract

    def extract(self: InProcess, source: Source) -> Understood:
        reading.append(source.file)
        most.append(len(reading))
        if len(reading) == 3:
            may_end.set()
        may_end.wait(PATIENCE)
        reading.remove(source.file)
        return real(self, source)

    monkeypatch.setattr(InProcess, "extract", extract)
    office.watch_folder()
    for number in range(6):
        office.write(f"{number}.txt", f"关于第{number}项工作的通知\n")
    with closing(Archive.open(office.library)) as archive, closing(Keeper(archive.opened, lambda event: None)) as one:
        chosen = threading.Timer(0.3, one.use, [Settings(workers=3)])
        chosen.start()
        one.scan()
        chosen.join()
        assert max(most) == 3 and len(most) == 6
        most.clear()
        one.use(Settings(workers=1))
        for number in range(6, 9):
            office.write(f"{number}.txt", f"关于第{number}项工作的通知\n")
        one.scan()
    assert most == [1, 1, 1]


def test_how_often_folders_are_checked_again_follows_the_settings_at_once(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner in (keeper, rounds):
        monkeypatch.setattr(owner, "CHECK_ROOTS", 0.1)
    monkeypatch.setattr(rounds, "MINUTE", 0.5)
    monkeypatch.setattr(Inotify, "_take", lambda *event: None)  # nothing is told of: only a pass finds it
    office.watch_folder()
    office.run("roots", "mode", office.folder, "native")
    office.write("先有的.txt", "原有的文件\n")
    came: Queue[str] = Queue()
    with closing(Archive.open(office.library)) as archive:
        archive.opened.settings = Settings(rescan_minutes=24 * 60)
        one = Keeper(archive.opened, lambda event: came.put(event.kind))
        watching = threading.Thread(target=one.watch)
        watching.start()
        while came.get(timeout=PATIENCE) != "added":
            pass
        office.write("后来.txt", "后来的文件\n")
        one.use(Settings(rescan_minutes=1))
        while came.get(timeout=PATIENCE) != "added":  # by the former settings, after 720 seconds
            pass
        one.stop()
        watching.join()
        one.close()
