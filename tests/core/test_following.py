"""How the index follows the catalogue: at once, and into few segments when nothing else is to be done."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.catalogue import categories, pieces
from archiver.following import Follower
from archiver.library import Library
from archiver.model import DocumentId
from archiver.search import grams, merging
from archiver.search.folder import IndexFolder
from archiver.search.grams import GramIndex
from tests.benchmarks.big_library import Writer, keep_papers


@pytest.fixture(name="library")
def _library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture(name="follower")
def _follower(library: Library) -> Iterator[Follower]:
    follower = Follower(library)
    yield follower
    follower.close()


def keep(library: Library, start: int, count: int) -> None:
    """That many papers more in the catalogue."""
    writer = Writer(start, [category.code for category in categories.tree(library.catalogue.read())])
    keep_papers(library, start, [writer.paper(start + number) for number in range(count)])


def rest(follower: Follower) -> None:
    """Let the keeper have nothing else to do."""
    while not follower.is_tidy:
        follower.step(busy=False)


def counts(library: Library) -> tuple[int, int]:
    """Texts and segments of the index, as another process sees it."""
    index = GramIndex.open(library.paths.index, library.id)
    found = index.text_count, len(index.segments)
    index.close()
    return found


def test_papers_that_come_one_by_one_end_up_in_few_segments(library: Library, follower: Follower) -> None:
    for number in range(12):
        keep(library, number, 1)
        follower.step(busy=False)
        assert counts(library)[0] == number + 1
    assert counts(library)[1] == 12
    rest(follower)
    assert counts(library) == (12, 1)


def test_a_paper_that_comes_while_segments_are_merged_is_learnt_at_once(
    library: Library, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "STRETCH", 3_000)
    for number in range(3):
        keep(library, number, 1)
        follower.step(busy=False)
    follower.step(busy=False)
    assert not follower.is_tidy
    keep(library, 3, 1)
    follower.step(busy=False)
    assert (follower.lag, counts(library)) == (0, (4, 4))
    rest(follower)
    assert counts(library)[0] == 4 and counts(library)[1] <= 2


@pytest.mark.parametrize("moment", ["write_segments", "commit", "step", "none"])
def test_the_index_may_be_deleted_at_any_time(
    library: Library, follower: Follower, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(library, 0, 3)
    follower.step(busy=False)
    keep(library, 3, 3)
    reader = GramIndex.open(library.paths.index, library.id)
    with monkeypatch.context() as patched:
        for place, name in ((grams, "write_segments"), (IndexFolder, "commit"), (merging.Merge, "step")):
            if name == moment:
                patched.setattr(place, name, _after_deleting(library.paths.index, getattr(place, name)))
        follower.step(busy=False)
        follower.step(busy=False)
    shutil.rmtree(library.paths.index, ignore_errors=True)
    assert reader.sequence == 0
    follower.finish()
    assert reader.refresh()
    assert (reader.text_count, follower.lag) == (6, 0)
    reader.close()


def test_words_to_be_removed_are_removed_later_where_the_index_is_deleted_meanwhile(
    library: Library, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(library, 0, 3)
    follower.finish()
    with library.catalogue.write() as db:
        pieces.forget_words(db, DocumentId(1))
    follower.step(busy=False)
    with monkeypatch.context() as patched:
        patched.setattr(merging.Merge, "step", _after_deleting(library.paths.index, merging.Merge.step))
        assert not follower.forget_removed()
    assert follower.forget_removed()
    assert counts(library)[0] == 2


def _after_deleting(index: Path, work: Callable[..., object]) -> Callable[..., object]:
    """The same work, done just after somebody has deleted the index."""

    def done(*given: object) -> object:
        shutil.rmtree(index, ignore_errors=True)
        return work(*given)

    return done


def test_nothing_is_merged_while_files_come_in(library: Library, follower: Follower) -> None:
    for number in range(3):
        keep(library, number, 1)
        follower.step(busy=False)
    follower.step(busy=True)
    assert counts(library) == (3, 3)


def test_a_program_asked_to_stop_does_not_wait_for_the_merge(library: Library, follower: Follower) -> None:
    for number in range(3):
        keep(library, number, 1)
        follower.step(busy=False)
    keep(library, 3, 2)
    follower.finish(stopped=lambda: True)
    assert counts(library) == (5, 4)
    follower.finish()
    assert counts(library) == (5, 1)
