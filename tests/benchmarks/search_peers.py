"""Search on 50,000 papers, side by side with its peers in one run; the table is written to search_peers.md.

    python -m tests.benchmarks.search_peers [--papers 50000] [--seed 20] [--queries 50] [--folder FOLDER]

Each query is asked of every side in turn: first cold (opened anew for each class, no word asked before), then once
warm. The same first 20 hits must come back, newest first, with year, date and category. The library stays in FOLDER
for the next run. Needs tantivy (the extra `bench`); says so where Recoll is not installed.
"""

import os
import platform
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from archiver import __version__
from archiver.catalogue import shelf
from archiver.following import BATCH
from archiver.library import Library
from archiver.search.grams import GramIndex
from tests.benchmarks.big_library import asked_for, kept_library
from tests.benchmarks.classes import CLASSES, Sampler
from tests.benchmarks.ours import Ours, card
from tests.benchmarks.peers import PAGE, FullText5, Page, PaperRow, Peer, Question, Tantivy

LAST = Path(__file__).with_name("search_peers.md")
WARM_ROUNDS = 1


def rows_of(library: Library) -> Iterator[PaperRow]:
    """Every paper as each side gets it."""
    query = (
        "SELECT piece.id, piece.year, piece.date, piece.category, folded.body FROM piece"
        " JOIN folded ON folded.piece = piece.id WHERE piece.live ORDER BY piece.id"
    )
    for row in library.catalogue.read().execute(query):
        piece, year, date, category = card(tuple(row)[:4])
        yield PaperRow(piece, row["body"], year, date, category)


@dataclass(frozen=True, slots=True)
class Built:
    """What making an index took: seconds, CPU seconds, bytes on disk, peak bytes of memory."""

    wall: float
    cpu: float
    size: int
    memory: int


def built(path: Path, build: Callable[[], None]) -> Built:
    """Run in a process of its own, which gives its CPU time and peak memory."""
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        build()
        os._exit(0)
    _pid, status, usage = os.wait4(child, 0)
    assert status == 0, f"{path.name} was not built"
    files = path.rglob("*") if path.is_dir() else [path]
    size = sum(file.stat().st_size for file in files if file.is_file())
    return Built(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, size, usage.ru_maxrss * 1024)


def learn(library_folder: Path, folder: Path, tidy: bool) -> None:
    """Our index, as the keeper makes it; `tidy` also merges its segments."""
    library = Library(library_folder)
    index = GramIndex.open(folder, library.id)
    if not tidy:
        assert index.sequence == 0
        for entries, removed, sequence in shelf.batches(library.catalogue.read(), 0, BATCH):
            index.update(entries, removed, sequence)
    while tidy and index.merge_on():
        pass
    index.close()


def build_all(library_folder: Path, work: Path) -> dict[str, Built]:
    """Every index, one after the other; each reads the folded texts from the same catalogue."""

    def with_rows(build: Callable[[Path, Iterator[PaperRow]], None], path: Path) -> Callable[[], None]:
        return lambda: build(path, rows_of(Library(library_folder)))

    return {
        "ours, learnt": built(work / "ours", lambda: learn(library_folder, work / "ours", tidy=False)),
        "ours, segments merged after it": built(work / "ours", lambda: learn(library_folder, work / "ours", tidy=True)),
        "FTS5, optimized": built(work / "fts5.db", with_rows(FullText5.build, work / "fts5.db")),
        "tantivy, one thread": built(work / "tantivy", with_rows(Tantivy.build, work / "tantivy")),
    }


@dataclass(slots=True)
class Times:
    """Milliseconds of a class by side: of the processor, cold and warm, and by the clock; and what differed."""

    wall: dict[str, list[float]] = field(default_factory=dict)
    cold: dict[str, list[float]] = field(default_factory=dict)
    warm: dict[str, list[float]] = field(default_factory=dict)
    alike: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(open_peers: Callable[[], list[Peer]], questions: Sequence[Question]) -> Times:
    """Ask every side each question, in turn, so that all suffer the same load."""
    times, peers = Times(), open_peers()
    for round_number in range(1 + WARM_ROUNDS):
        kept = times.warm if round_number else times.cold
        for question in questions:
            pages = {}
            for peer in peers:
                started, cpu = time.perf_counter(), time.thread_time()
                pages[peer.name] = peer.answer(question)
                kept.setdefault(peer.name, []).append((time.thread_time() - cpu) * 1000)
                times.wall.setdefault(peer.name, []).append((time.perf_counter() - started) * 1000)
            if not round_number:
                _compare(question, pages, times)
    return times


def _compare(question: Question, pages: dict[str, Page | None], times: Times) -> None:
    """Hits, order and counts must be the same; of best matches, whose formulas differ a little, most of the page."""
    ours, *others = pages.values()
    assert ours is not None
    for name, theirs in zip(list(pages)[1:], others, strict=True):
        if theirs is None:
            continue
        if question.kind == "best":
            times.alike.append(len({*ours.hits} & {*theirs.hits}) / max(1, len(theirs.hits)))
        elif ours != theirs:
            times.wrong.append(f"{name} answers {question} otherwise: {theirs.hits[:3]}, not {ours.hits[:3]}")


def percentile(times: Sequence[float], percent: int) -> float:
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def speed_lines(results: dict[str, Times]) -> list[str]:
    """A line for each class, cold and warm: p50 / p95 / longest of each side, ratios of p95 to FTS5, who is quickest."""
    names = list(next(iter(results.values())).cold)
    lines = [f"| class | | {' | '.join(names)} | ours ÷ FTS5 | quickest |", "|---|---|" + "---|" * (len(names) + 2)]
    for name, times in results.items():
        for label, measured in (("cold", times.cold), ("warm", times.warm)):
            p95 = {side: percentile(one, 95) for side, one in measured.items()}
            cells = [f"{percentile(one, 50):.1f} / {p95[side]:.1f} / {max(one):.1f}" for side, one in measured.items()]
            ratio, quickest = p95["ours"] / p95["FTS5"], min(p95, key=p95.__getitem__)
            lines.append(f"| {name} | {label} | {' | '.join(cells)} | {ratio:.2f} | {quickest} |")
    return lines


def built_lines(made: dict[str, Built], text: int) -> list[str]:
    lines = ["| index | wall s | CPU s | MB text ÷ CPU s | size ÷ text | peak MB |", "|---|---|---|---|---|---|"]
    for name, one in made.items():
        lines.append(
            f"| {name} | {one.wall:.0f} | {one.cpu:.0f} | {text / 1e6 / one.cpu:.1f} | {one.size / text:.2f}"
            f" | {one.memory / 1e6:.0f} |"
        )
    return lines


def heading(papers: int, text: int, seed: int) -> list[str]:
    recoll = "installed but not asked: it reads files, and these papers have none" if shutil.which("recollindex") else "not installed here"
    return [
        "# Search beside its peers", "",
        f"Wendu {__version__}, {time.strftime('%Y-%m-%d')}. {papers:,} papers, {text / 1e6:.0f} MB of folded text, seed {seed}. "
        f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"whoosh3 {version('whoosh3')}, numpy {version('numpy')}, SQLite {sqlite3.sqlite_version}, "
        f"tantivy {version('tantivy')}; Recoll {recoll}.", "",
    ]  # fmt: skip


def explained(queries: int) -> list[str]:
    return [
        f"{queries} queries a class, milliseconds of the processor (the machine is shared) p50 / p95 / longest until the "
        f"first {PAGE} hits are there with year, date and category; the ratio is of p95.", "",
    ]  # fmt: skip


def closing(results: dict[str, Times]) -> list[str]:
    """What was compared, where a peer wins, and the time by the clock."""
    wrong = any(times.wrong for times in results.values())
    alike = [share for times in results.values() for share in times.alike]
    slower = [
        name for name, times in results.items()
        for measured in (times.cold, times.warm)
        if percentile(measured["ours"], 95) > max(5.0, percentile(measured["FTS5"], 95))
    ]  # fmt: skip
    clock = [percentile(times.wall["ours"], 95) for times in results.values()]
    return [
        f"- hits, order, year, date, category and counts the same on every side: {'no' if wrong else 'yes'}; of best "
        f"matches {statistics.mean(alike):.0%} of the page (each side has its own idf and rounding of lengths)",
        f"- classes in which ours is slower than FTS5 and over 5 ms: {', '.join(dict.fromkeys(slower)) or 'none'}",
        f"- by the clock, the slowest class of ours has a p95 of {max(clock):.0f} ms",
    ]


def main() -> int:
    options = asked_for(__doc__)
    if find_spec("tantivy") is None:
        print('tantivy is missing: pip install -e ".[bench]"', file=sys.stderr)
        return 2
    library_folder = kept_library(options.folder, options.papers, options.seed)
    with tempfile.TemporaryDirectory(prefix="wendu-peers-", dir=options.folder) as scratch:
        work = Path(scratch)
        made = build_all(library_folder, work)
        library = Library(library_folder)
        text = sum(len(row.body.encode()) for row in rows_of(library))
        sampler = Sampler(library, options.papers, options.seed)

        def open_peers() -> list[Peer]:
            return [Ours(library, work / "ours"), FullText5(work / "fts5.db"), Tantivy(work / "tantivy")]

        results = {}
        for name, make in CLASSES.items():
            print(name, file=sys.stderr)
            results[name] = measure(open_peers, [make(sampler) for _ in range(options.queries)])
        library.close()
    wrong = [line for times in results.values() for line in times.wrong]
    page = [
        *heading(options.papers, text, options.seed), *built_lines(made, text), "",
        *explained(options.queries), *speed_lines(results), "",
        *closing(results),
    ]  # fmt: skip
    LAST.write_text("\n".join(page) + "\n", encoding="utf-8")
    print("\n".join([*page, *wrong[:10]]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
