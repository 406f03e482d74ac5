"""Golden queries over the sample papers: every operator and every folding with the whole answer.

golden_queries.json was made from a scan of the papers' texts by hand-written conditions (Python's `in` and `re` on
texts made simple by NFKC and OpenCC), each difference looked at in the papers themselves.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archiver.archive import Archive
from archiver.keeper import Keeper
from resources.samples.make_samples import make_samples

GOLDEN: list[dict[str, Any]] = json.loads(
    (Path(__file__).with_name("golden_queries.json")).read_text(encoding="utf-8")
)


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A library of the sample papers."""
    folder = tmp_path_factory.mktemp("golden") / "s"
    make_samples(folder)
    with closing(Archive.open(folder.parent / "library")) as archive:
        archive.roots.add(folder)
        with closing(Keeper(archive.opened, lambda event: None)) as keeper:
            keeper.scan()
        yield archive


def test_the_table_is_large_enough_and_each_query_stands_once() -> None:
    asked = [(row["query"], row.get("as_written", False)) for row in GOLDEN]
    assert len(set(asked)) == len(asked) >= 150


@pytest.mark.parametrize("row", GOLDEN, ids=[f"{n}-{row['query']}" for n, row in enumerate(GOLDEN)])
def test_the_whole_answer_is_as_expected(archive: Archive, row: dict[str, Any]) -> None:
    results = archive.search(row["query"], as_written=row.get("as_written", False))
    hits = results.page(0, results.total)
    assert sorted({hit.card.paths[0].stem for hit in hits}) == row["found"]
    assert (results.total, results.exact) == (len(hits), True)
    assert (results.notice.code if results.notice else None) == row.get("notice")
