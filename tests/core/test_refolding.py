"""A catalogue that an older program folded in another way: answers are right at once, and the work is done once."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archiver.archive import Archive
from archiver.catalogue import refolding
from archiver.following import Follower
from archiver.keeper import Keeper

TEXTS = {"a.txt": "二○一一年森林防火工作总结\n", "b.txt": "二〇一一年防汛工作总结\n", "c.txt": "計劃生育工作\n"}


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    """A library that an older program made: its folding knew neither ○ nor traditional characters."""
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    with closing(Archive.open(tmp_path / "library")) as archive:
        archive.roots.add(folder)
        with closing(Keeper(archive.opened, lambda event: None)) as keeper:
            keeper.scan()
        _grow_old(archive)
        yield archive


def _grow_old(archive: Archive) -> None:
    with archive.opened.catalogue.write() as db:
        db.execute("UPDATE folded SET title = replace(replace(title, '计划', '計劃'), '〇', ' ')")
        db.execute("UPDATE folded SET body = replace(replace(body, '计划', '計劃'), '〇', ' ')")
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'folding'")
    with closing(Follower(archive.opened)) as follower:
        follower._index.wipe()


def found(archive: Archive, typed: str) -> set[str]:
    return {hit.card.paths[0].name for hit in archive.search(typed).page(0, 10)}


def right(archive: Archive) -> bool:
    return found(archive, "2011年") == {"a.txt", "b.txt"} and found(archive, "计划生育") == {"c.txt"}


def test_answers_are_right_before_while_and_after_the_texts_are_folded_anew(archive: Archive) -> None:
    catalogue = archive.opened.catalogue
    assert refolding.left(catalogue.read()) == 3
    assert right(archive)
    for left in (2, 1, 0):
        with catalogue.write() as db:
            assert refolding.step(db, 1) == 1
        assert refolding.left(catalogue.read()) == left
        assert right(archive)
    with catalogue.write() as db:
        refolding.step(db, 1)
    assert refolding.cursor(catalogue.read()) is None
    assert right(archive)


def test_a_pass_that_was_broken_off_goes_on_where_it_was(archive: Archive) -> None:
    catalogue = archive.opened.catalogue
    with catalogue.write() as db:
        refolding.step(db, 2)
    with closing(Archive.open(archive.library)) as later:
        assert refolding.left(later.opened.catalogue.read()) == 1
        assert right(later)


def test_the_next_scan_folds_anew_and_brings_the_index_up_to_date(archive: Archive) -> None:
    with closing(Keeper(archive.opened, lambda event: None)) as keeper:
        keeper.scan()
        assert keeper._upkeep.follower.lag == 0
    db = archive.opened.catalogue.read()
    assert refolding.cursor(db) is None
    assert "二〇一一年森林防火工作总结" in {row[0] for row in db.execute("SELECT body FROM folded")}
    assert right(archive)


def test_a_new_library_has_nothing_to_fold_anew(tmp_path: Path) -> None:
    with closing(Archive.open(tmp_path / "library")) as archive:
        assert refolding.cursor(archive.opened.catalogue.read()) is None
