"""Several files read at once end in the library as one after the other would."""

import hashlib
from pathlib import Path

import pytest

from archiver.archive import Archive
from archiver.keeper import Keeper
from archiver.settings import Settings
from tests.core.office import Office

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
    archive.add_root(office.folder)
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
