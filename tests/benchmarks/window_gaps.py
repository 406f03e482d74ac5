"""Gaps of the window's event loop while papers come in and someone types.

    python -m tests.benchmarks.window_gaps [--papers 10000] [--seed 20] [--minutes 60]

A timer of 1 ms runs in the window's own thread; a gap is the time between two of its ticks. The line printed is one of
last.md. Where MINUTES are not enough it says how many papers had come in by then.
"""

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.model import State
from tests.benchmarks.papers import write_papers

if TYPE_CHECKING:
    from archiver.archive import Archive

TYPED = ("森", "森林", "森林防火", "安全生产", "工作总结", "会议", "通知 落实", "-通知", "档案", "预算执行 检查")
TYPE_EVERY = 0.4
"""Seconds between two changes of the words in the search field."""

AIM = "aim: p99 ≤ 50 ms, longest ≤ 250 ms"


def window_gaps(work: Path, count: int, seed: int, minutes: float = 10.0) -> list[str]:
    """Open the window on a folder of papers it has never seen, type until all are read; lines of a table."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QTimer

    from archiver.archive import Archive
    from ui import app as program
    from ui.main_window import MainWindow

    folder = work / "公文"
    write_papers(folder, count, seed)
    app = program.application()
    archive = Archive.open(work / "library")
    archive.roots.add(folder)
    window = MainWindow(archive)
    window.resize(1280, 800)
    window.show()
    window.start()
    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    started, typed, number = time.perf_counter(), 0.0, 0
    while (came := _searchable(archive)) < count and time.perf_counter() - started < 60 * minutes:
        until = time.perf_counter() + 0.5
        while time.perf_counter() < until:
            app.processEvents()
            if time.perf_counter() - typed > TYPE_EVERY:
                typed, number = time.perf_counter(), number + 1
                window.search.write(TYPED[number % len(TYPED)])
            time.sleep(0.0005)
        ticks.append(time.perf_counter())
        ticks.append(float("nan"))  # our own look at the count is not the window's
    seconds = time.perf_counter() - started
    window.close()
    between = ((later - earlier) * 1000 for earlier, later in pairwise(ticks))
    gaps = sorted(gap for gap in between if not math.isnan(gap))
    p99 = gaps[int(len(gaps) * 0.99)]
    return [
        f"{came} of {count} papers came in while someone typed {number} queries, load {os.getloadavg()[0]:.1f}: "
        f"{seconds:.1f} s; gaps of the event loop p50 {gaps[len(gaps) // 2]:.1f} ms, p99 {p99:.1f} ms, longest {gaps[-1]:.1f} ms ({AIM})"
    ]


def _searchable(archive: "Archive") -> int:
    return archive.status().by_state.get(State.SEARCHABLE, 0)


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        print("\n".join(window_gaps(Path(work), options.papers, options.seed, options.minutes)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
