"""All measurements, one after the other, written to last.md beside this file (about 15 minutes).

    python -m tests.benchmarks [--kills 50] [--soak 300]
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from archiver import __version__
from tests.benchmarks.doubtful import doubtful
from tests.benchmarks.first_scan import first_scan
from tests.benchmarks.kills import kills
from tests.benchmarks.mixed import mixed
from tests.benchmarks.moves import moves
from tests.benchmarks.soak import soak
from tests.benchmarks.unchanged import unchanged
from tests.benchmarks.window_gaps import window_gaps

LAST = Path(__file__).with_name("last.md")
SEED = 20

Measurement = Callable[[Path], tuple[list[str], list[str]]]


def _machine() -> str:
    parts = [f"{name} {version(name)}" for name in ("PySide6-Essentials", "numpy", "whoosh3", "watchdog", "pypdf", "python-docx", "lxml")]
    return f"Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores; {', '.join(parts)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--soak", type=float, default=300.0)
    options = parser.parse_args()
    measurements: dict[str, Measurement] = {
        "First scan, queries, drop": lambda work: first_scan(work, 2000, SEED),
        "Every format, beside Recoll": lambda work: mixed(work, 600, SEED),
        "A pass over 100,000 unchanged files": lambda work: unchanged(work, 100_000),
        "1,000 papers moved about while closed": lambda work: moves(work, 1000, SEED, "scan"),
        "400 papers moved and changed while closed": lambda work: doubtful(work, 400, SEED),
        "Kills": lambda work: _one_line(kills(work, options.kills, SEED)),
        f"Soak of {options.soak:.0f} s": lambda work: _one_line(soak(work, options.soak, SEED)),
        "Window while 2,000 papers come in": lambda work: ([], window_gaps(work, 2000, SEED)),
    }
    page = ["# Last measurements", "", f"Wendu {__version__}, {time.strftime('%Y-%m-%d')}. {_machine()}.", ""]
    failed = False
    for name, measure in measurements.items():
        print(f"{name} …", file=sys.stderr)
        with tempfile.TemporaryDirectory(prefix="wendu-bench-") as work:
            wrong, lines = measure(Path(work).resolve())
        failed |= bool(wrong)
        page += [f"## {name}", "", *(f"- {line}" for line in lines), *(f"- **wrong**: {line}" for line in wrong)]
        page += [] if wrong else ["- nothing wrong"]
        page += [""]
    LAST.write_text("\n".join(page[:-1]) + "\n", encoding="utf-8")
    print(LAST.read_text(encoding="utf-8"))
    return 1 if failed else 0


def _one_line(result: tuple[list[str], str]) -> tuple[list[str], list[str]]:
    wrong, summary = result
    return wrong, [summary]


if __name__ == "__main__":
    sys.exit(main())
