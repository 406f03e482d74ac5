"""Queries of years, dates and numbers in each form, and best matches of questions, on a library of 50,000 papers.

    python -m tests.benchmarks.forms [--papers 50000] [--seed 20] [--queries 50] [--folder FOLDER]

A line for each form: milliseconds to the first page, by the clock and of the processor, every query asked for the
first time; and the pieces found on average. The library and its index stay in FOLDER for the next run.
"""

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from archiver.catalogue import shelf
from archiver.following import BATCH
from archiver.library import Library
from archiver.search.grams import GramIndex
from archiver.search.query import parse
from archiver.search.searcher import Searcher
from archiver.sizes import bytes_below
from tests.benchmarks.big_library import asked_for, kept_library
from tests.benchmarks.classes import Sampler
from tests.benchmarks.search_peers import percentile

PAGE = 25
HAN = "〇一二三四五六七八九"


def han(number: int) -> str:
    """A number below 40 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else HAN[tens]) + "十" * bool(tens) + (HAN[ones] if ones else "")


def forms(random: Random) -> dict[str, str]:
    """One year, day and number in each form that is measured."""
    year, month, day = random.randint(1990, 2025), random.randint(1, 12), random.randint(1, 28)
    in_han = "".join(HAN[int(digit)] for digit in str(year))
    number = random.randint(10_000, 999_999)
    return {
        "2011年12月8日": f"{year}年{month}月{day}日", "二〇一一年十二月八日": f"{in_han}年{han(month)}月{han(day)}日",
        "2011-12-08": f"{year}-{month:02}-{day:02}", "2011.12.8": f"{year}.{month}.{day}",
        "2011年12月": f"{year}年{month}月", "12月8日": f"{month}月{day}日", "二〇一一年": f"{in_han}年",
        "2011": str(year), "1957年": f"{year - 60}年", "123456": str(number), "123,456": f"{number:,}",
    }  # fmt: skip


def indexed(library: Library, folder: Path) -> GramIndex:
    """The index of the library, made where an earlier run has left none."""
    index = GramIndex.open(folder, library.id)
    if not index.sequence:
        started = time.process_time()
        for entries, removed, sequence in shelf.batches(library.catalogue.read(), 0, BATCH):
            index.update(entries, removed, sequence)
        while index.merge_on():
            pass
        print(f"indexed and merged in {time.process_time() - started:.1f} s of the processor, {bytes_below(folder) / 1e6:.0f} MB")
    return index


def line(name: str, typed: Sequence[str], ask: Callable[[str], int]) -> str:
    """What asking took."""
    clock, processor, found = [], [], 0
    for one in typed:
        started, cpu = time.perf_counter(), time.thread_time()
        found += ask(one)
        processor.append((time.thread_time() - cpu) * 1000)
        clock.append((time.perf_counter() - started) * 1000)
    times = " | ".join(f"{percentile(one, 50):.1f} / {percentile(one, 95):.1f} / {max(one):.1f}" for one in (clock, processor))
    return f"| {name} | {times} | {found / len(typed):.1f} |"


def main() -> int:
    options = asked_for(__doc__)
    kept = kept_library(options.folder, options.papers, options.seed)
    with closing(Library(kept)) as library, closing(indexed(library, kept / "index")) as index:
        searcher, random = Searcher(index, library.shelf), Random(options.seed)
        searcher.search(parse("一"), limit=PAGE, exact=False)
        sampler = Sampler(library, options.papers, options.seed)

        def first_page(typed: str) -> int:
            return len(searcher.search(parse(typed), limit=PAGE, exact=False).pieces)

        print("| asked | by the clock p50 / p95 / longest ms | of the processor | hits of the first page |\n|---|---|---|---|")
        drawn = [forms(random) for _ in range(options.queries)]
        for name in drawn[0]:
            print(line(name, [one[name] for one in drawn], first_page))
        for length in (8, 12, 16, 30):
            asked = [sampler.run(length) + "怎么办" for _ in range(options.queries)]
            print(line(f"best match, {length} characters", asked, lambda typed: len(searcher.best(parse(typed)))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
