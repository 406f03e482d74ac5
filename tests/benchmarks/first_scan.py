"""2,000 papers: how long the first scan takes, how fast a query is, how soon a dropped file is found.

    python -m tests.benchmarks.first_scan [--papers 2000] [--seed 20]
"""

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

from archiver.archive import Archive
from archiver.model import Filters
from tests.benchmarks.papers import Paper, compose, save, write_papers
from tests.benchmarks.program import ledger_differences, run, search_differences
from tests.benchmarks.soak import Watching

QUERIES = 100
"""Queries of each class."""

DROPS = 10
FOUND_WITHIN = 60.0
SETTLING = 1.5

QueryMaker = Callable[[Random, Sequence[Paper]], tuple[str, Filters]]


def _run_of(random: Random, papers: Sequence[Paper], length: int) -> str:
    """So many characters in a row from some paragraph of some paper."""
    while True:
        paragraph = random.choice(random.choice(papers).paragraphs)
        if len(paragraph) >= length:
            start = random.randint(0, len(paragraph) - length)
            return paragraph[start : start + length]


def _runs(length: int, count: int = 1, joint: str = " ", filters: Filters = Filters()) -> QueryMaker:  # noqa: B008
    def make(random: Random, papers: Sequence[Paper]) -> tuple[str, Filters]:
        return joint.join(_run_of(random, papers, length) for _ in range(count)), filters

    return make


CLASSES: dict[str, QueryMaker] = {
    "one character": _runs(1),
    "two characters": _runs(2),
    "four characters": _runs(4),
    "eight characters": _runs(8),
    "a sentence of thirty": _runs(30),
    "two words": _runs(2, count=2),
    "either of two words": _runs(2, count=2, joint=" OR "),
    "one word without another": _runs(2, count=2, joint=" -"),
    "two characters, ten years": _runs(2, filters=Filters(years=(2000, 2009))),
    "everything": _runs(0),
}


def query_times(library: Path, papers: Sequence[Paper], seed: int) -> dict[str, list[float]]:
    """Milliseconds of each query until its first page of 20 hits is there, in one warm process."""
    archive = Archive.open(library)
    try:
        archive.search("通知").page(0, 20)
        return {name: _times(archive, make, papers, Random(seed)) for name, make in CLASSES.items()}
    finally:
        archive.close()


def _times(archive: Archive, make: QueryMaker, papers: Sequence[Paper], random: Random) -> list[float]:
    times = []
    for _ in range(QUERIES):
        query, filters = make(random, papers)
        started = time.perf_counter()
        archive.search(query, filters).page(0, 20)
        times.append((time.perf_counter() - started) * 1000)
    return times


def drop_times(library: Path, folder: Path, desk: Path, seed: int) -> list[float]:
    """Seconds from dropping a file into a watched folder until a search in another program finds it."""
    random, times = Random(seed + 1), []
    watching, archive = Watching(library), Archive.open(library)
    try:
        for number in range(-1, DROPS):
            paper = compose(random, 900_000 + number)
            save(paper, desk / f"投放{number}.docx")
            shutil.copy(desk / f"投放{number}.docx", folder)
            dropped = time.monotonic()
            while not archive.search(paper.mark).total:
                if time.monotonic() > dropped + FOUND_WITHIN:
                    raise SystemExit(f"a dropped file was not found within {FOUND_WITHIN} s")
                time.sleep(0.01)
            if number >= 0:  # the first waits for the watching to begin
                times.append(time.monotonic() - dropped)
    finally:
        archive.close()
        watching.stop()
    return times


def first_scan(work: Path, count: int, seed: int) -> tuple[list[str], list[str]]:
    """Measure: what was wrong, and lines of a table."""
    library, folder = work / "library", work / "公文"
    papers = write_papers(folder, count, seed)
    run(library, "roots", "add", folder)
    started = time.monotonic()
    tally = run(library, "scan")
    scan = time.monotonic() - started
    wrong = ledger_differences(library, [folder])
    sample = Random(seed).sample(sorted(papers), min(200, count))
    wrong += search_differences(library, {papers[path].mark: {path} for path in sample}, [])
    again = time.monotonic()
    run(library, "scan")
    again = time.monotonic() - again
    sizes = run(library, "status")
    lines = [
        f"first scan of {count} papers: {scan:.1f} s, {count / scan:.0f} files/s, {tally['failed']} failed",
        f"scan of the unchanged folder: {again:.1f} s",
        f"text {sizes['text_bytes'] / 1e6:.1f} MB, catalogue {sizes['catalogue_bytes'] / 1e6:.1f} MB, "
        f"index {sizes['index_bytes'] / 1e6:.1f} MB",
    ]
    for name, times in query_times(library, list(papers.values()), seed).items():
        lines.append(f"query, {name}: p50 {_percentile(times, 50):.1f} ms, p95 {_percentile(times, 95):.1f} ms")
    drops = drop_times(library, folder, work, seed)
    lines.append(
        f"dropped file found after {statistics.median(drops):.2f} s (median), {max(drops):.2f} s (longest), "
        f"{SETTLING} s of it settling"
    )
    return wrong, lines


def _percentile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100)[percent - 1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-first-scan-") as work:
        wrong, lines = first_scan(Path(work).resolve(), options.papers, options.seed)
    print("\n".join([*lines, *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
