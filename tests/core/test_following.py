"""How the index follows the catalogue: at once, and into few segments when nothing else is to be done."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.catalogue import categories
from archiver.following import Follower
from archiver.library import Library
from archiver.search import merging
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
