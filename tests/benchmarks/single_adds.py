"""500 papers added one by one to a large library: how soon each is found, and what it does to the queries.

    python -m tests.benchmarks.single_adds [--papers 50000] [--adds 500] [--seed 20] [--folder FOLDER]

Milliseconds of the processor, for the machine may be shared; the library in FOLDER is copied and stays as it is.
"""

import argparse
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from archiver.catalogue import categories
from archiver.following import Follower
from archiver.library import Library
from tests.benchmarks.big_library import Writer, keep_papers, kept_library
from tests.benchmarks.classes import CLASSES, Sampler
from tests.benchmarks.ours import Ours
from tests.benchmarks.peers import Question

MARK = re.compile("代号(.{8})，")


def timed(act: Callable[[], object]) -> float:
    """Milliseconds of the processor that an act took."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


class Adds:
    """A copy of the library, its follower as the keeper has it, and a reader as the window has it."""

    def __init__(self, folder: Path, papers: int, seed: int) -> None:
        self.library = Library(folder)
        self.follower = Follower(self.library)
        self.follower.finish()
        self.ours = Ours(self.library, self.library.paths.index)
        self.papers = papers
        self._seed = seed
        codes = [category.code for category in categories.tree(self.library.catalogue.read())]
        self._writer = Writer(seed + 1, codes)

    def add(self) -> tuple[float, float]:
        """Keep one more paper; how long until it is found, and how long the index takes to learn it after that."""
        self.papers += 1
        text, draft = self._writer.paper(self.papers)
        mark = MARK.search(text)
        assert mark
        question = Question("literal", (mark[1],))

        def find() -> None:
            keep_papers(self.library, self.papers - 1, [(text, draft)])
            page = self.ours.answer(question)
            assert len(page.hits) == 1, f"{mark[1]} was not found"

        found = timed(find)
        learnt = timed(lambda: self.follower.step(busy=False))
        while not self.follower.is_tidy:
            self.follower.step(busy=False)
        return found, learnt

    def query_times(self) -> list[float]:
        """Five queries of each class, each asked twice and the second counted."""
        sampler = Sampler(self.library, self.papers, self._seed)
        questions = [make(sampler) for make in CLASSES.values() for _ in range(5)]
        for question in questions:
            self.ours.answer(question)
        return [timed(lambda question=question: self.ours.answer(question)) for question in questions]  # type: ignore[misc]

    def close(self) -> None:
        self.follower.close()
        self.library.close()


def single_adds(folder: Path, papers: int, count: int, seed: int) -> list[str]:
    """Measure; lines of a list."""
    adds = Adds(folder, papers, seed)
    before = adds.query_times()
    found, learnt = zip(*(adds.add() for _ in range(count)), strict=True)
    after, segments = adds.query_times(), len(adds.ours.index.segments)
    adds.close()
    return [
        f"a paper kept and found: p50 {statistics.median(found):.0f} ms, longest {max(found):.0f} ms; "
        f"learnt by the index: p50 {statistics.median(learnt):.0f} ms, longest {max(learnt):.0f} ms",
        f"queries of all classes, p50 and longest: {_middle(before)} before, {_middle(after)} after {count} single adds "
        f"({segments} segments; they are merged whenever nothing comes in)",
    ]


def _middle(times: list[float]) -> str:
    return f"{statistics.median(times):.1f} and {max(times):.1f} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=50_000)
    parser.add_argument("--adds", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "wendu-bench")
    options = parser.parse_args()
    kept = kept_library(options.folder, options.papers, options.seed)
    with tempfile.TemporaryDirectory(prefix="wendu-adds-", dir=options.folder) as work:
        shutil.copytree(kept, Path(work) / "library")
        print("\n".join(single_adds(Path(work) / "library", options.papers, options.adds, options.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
