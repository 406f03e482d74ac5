"""How soon after the pause in typing the first results are painted, in the real window on a large library.

    python -m tests.benchmarks.window_search [--papers 50000] [--seed 20] [--queries 50] [--folder FOLDER]

The index is brought up to date first. The keeper stays away: the papers of this library have no files.
"""

import os
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

from archiver.following import Follower
from archiver.library import Library
from tests.benchmarks.big_library import asked_for, kept_library
from tests.benchmarks.classes import Sampler
from tests.benchmarks.search_peers import percentile

AIM = "aim: 100 ms"
WITHIN = 20.0


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


def window_search(folder: Path, words: Sequence[str]) -> list[float]:
    """Milliseconds from the question to the painted answer, for each of `words`."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from archiver.archive import Archive
    from ui import app as program
    from ui.main_window import MainWindow

    app = program.application()
    window = MainWindow(Archive.open(folder))
    window.resize(1280, 800)
    window.show()
    answers: list[object] = []
    window.searching.answered.connect(answers.append)
    window.refresh()
    shown = partial(_wait, app, answers)
    shown(1)
    times = []
    for word in words:
        _rest(app)
        answers.clear()
        started = time.perf_counter()
        window.search.write(word)
        shown(1)
        window.results.list.viewport().repaint()
        times.append((time.perf_counter() - started) * 1000)
    window.close()
    return times


def _wait(app: object, answers: list[object], count: int) -> None:
    end = time.perf_counter() + WITHIN
    while len(answers) < count and time.perf_counter() < end:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.0005)
    assert answers, f"no answer within {WITHIN} s"


def _rest(app: object) -> None:
    """Between two words the exact count of the first comes in, as it does while someone reads."""
    end = time.perf_counter() + 0.3
    while time.perf_counter() < end:
        app.processEvents()  # type: ignore[attr-defined]
        time.sleep(0.005)


def main() -> int:
    options = asked_for(__doc__)
    folder = kept_library(options.folder, options.papers, options.seed)
    times = window_search(folder, typed_words(folder, options.papers, options.seed, options.queries))
    print(
        f"window, {options.papers:,} papers: first results painted after p50 {percentile(times, 50):.0f} ms, "
        f"p95 {percentile(times, 95):.0f} ms, longest {max(times):.0f} ms ({AIM}); load {os.getloadavg()[0]:.1f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
