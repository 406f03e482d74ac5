"""What the real window on a large library lets wait for, in milliseconds by the clock: the first results after the pause
in typing, the page of a paper that is chosen, and the event loop while someone types quickly.

    python -m tests.benchmarks.window_search [--papers 50000] [--seed 20] [--queries 50] [--folder FOLDER]

The index is brought up to date first. The keeper stays away: the papers of this library have no files.
"""

import os
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from archiver.following import Follower
from archiver.library import Library
from tests.benchmarks.big_library import asked_for, kept_library
from tests.benchmarks.classes import Sampler
from tests.benchmarks.search_peers import percentile

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.main_window import MainWindow

AIM = "aim: 100 ms"
GAPS = "aim: p99 ≤ 50 ms, longest ≤ 250 ms"
WITHIN = 20.0
READ = 4
"""Papers that are read of each answer."""

BETWEEN_KEYS = (0.03, 0.05, 0.08, 0.2)
"""Seconds; drawn by lot. After the last of them a pause long enough for an answer."""


def typed_words(folder: Path, papers: int, seed: int, count: int) -> list[str]:
    """What someone types, of every class, in an order of chance; the index follows first."""
    library = Library(folder)
    follower = Follower(library)
    follower.finish()
    follower.close()
    sampler = Sampler(library, papers, seed)
    makers = [
        lambda: sampler.of(sampler.characters), lambda: sampler.of(sampler.common), lambda: sampler.of(sampler.rare),
        lambda: sampler.run(4), lambda: sampler.run(8), lambda: f"{sampler.run(2)} {sampler.of(sampler.common)}",
        lambda: f"{sampler.of(sampler.common)} 或 {sampler.run(2)}", lambda: f"-{sampler.of(sampler.common)}",
    ]  # fmt: skip
    words = [makers[number % len(makers)]() for number in range(count)]
    library.close()
    Random(seed).shuffle(words)
    return words


def opened(folder: Path) -> tuple["QApplication", "MainWindow"]:
    """The window on that library, offscreen, with all papers shown."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from archiver.archive import Archive
    from ui import app as program
    from ui.main_window import MainWindow

    app = program.application()
    window = MainWindow(Archive.open(folder))
    window.resize(1280, 800)
    window.show()
    window.refresh()
    _until(app, lambda: window.overview is not None and window.results.list.hits.rowCount() > 0)
    return app, window


def answer_times(app: "QApplication", window: "MainWindow", words: Sequence[str]) -> list[float]:
    """From the question to the painted answer, for each of `words`."""
    answers: list[object] = []
    window.searching.answered.connect(answers.append)
    times = []
    for word in words:
        _rest(app, 0.3)  # the exact count of the word before comes in, as it does while someone reads
        answers.clear()
        started = time.perf_counter()
        window.search.write(word)
        _until(app, lambda: bool(answers))
        window.results.list.viewport().repaint()
        times.append((time.perf_counter() - started) * 1000)
    return times


def reading_times(app: "QApplication", window: "MainWindow", words: Sequence[str]) -> list[float]:
    """From choosing one of the first results to its painted page."""
    times = []
    listed, reader = window.results.list, window.reader
    for word in words:
        window.search.write(word)
        _rest(app, 0.5)
        for row in range(1, min(READ + 1, listed.hits.rowCount())):
            started = time.perf_counter()
            listed.setCurrentIndex(listed.hits.index(row, 0))
            _until(app, lambda: not reader.waiting)
            reader.repaint()
            times.append((time.perf_counter() - started) * 1000)
    return times


def typing_gaps(app: "QApplication", window: "MainWindow", words: Sequence[str], seed: int) -> list[float]:
    """Between two ticks of a timer of 1 ms in the window's thread while `words` are typed key by key; ascending."""
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtGui import QKeyEvent

    ticks: list[float] = []
    timer = QTimer()
    timer.setInterval(1)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()
    random = Random(seed)
    for word in words:
        window.search.field.clear()
        for character in word:
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
            app.sendEvent(window.search.field, key)
            _rest(app, random.choice(BETWEEN_KEYS))
        _rest(app, 0.6)
    return sorted((later - earlier) * 1000 for earlier, later in pairwise(ticks))


def _until(app: "QApplication", there: Callable[[], bool]) -> None:
    end = time.perf_counter() + WITHIN
    while not there() and time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)
    assert there(), f"no answer within {WITHIN} s"


def _rest(app: "QApplication", seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        app.processEvents()
        time.sleep(0.0005)


def main() -> int:
    options = asked_for(__doc__)
    folder = kept_library(options.folder, options.papers, options.seed)
    words = typed_words(folder, options.papers, options.seed, options.queries)
    app, window = opened(folder)
    print(f"window, {options.papers:,} papers: {_said('first results painted', answer_times(app, window, words))}")
    print(f"window, {options.papers:,} papers: {_said('page of a paper painted', reading_times(app, window, words[:10]))}")
    gaps = typing_gaps(app, window, words[:15], options.seed)
    print(
        f"window, {options.papers:,} papers, someone types quickly: gaps of the event loop p50 {percentile(gaps, 50):.1f} ms, "
        f"p99 {percentile(gaps, 99):.1f} ms, longest {gaps[-1]:.1f} ms ({GAPS}); load {os.getloadavg()[0]:.1f}"
    )
    window.close()
    return 0


def _said(what: str, times: Sequence[float]) -> str:
    return (
        f"{what} after p50 {percentile(times, 50):.0f} ms, p95 {percentile(times, 95):.0f} ms, "
        f"longest {max(times):.0f} ms ({AIM}); load {os.getloadavg()[0]:.1f}"
    )


if __name__ == "__main__":
    sys.exit(main())
