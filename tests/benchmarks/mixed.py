"""A folder of every format we read: files per second with one reader and with two, beside Recoll where it is installed.

    python -m tests.benchmarks.mixed [--files 600] [--seed 20]

Recoll (recollindex with the helpers it finds) makes an index of the same folder in the same run; both begin with
nothing, started as a user starts them. It does less: no descriptions, no secrecy marks, no other reading of what its helpers can't read.
"""

import argparse
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from random import Random

from archiver.settings import LibraryPaths, Settings, save_settings
from tests.benchmarks.papers import FORMATS, compose, save
from tests.benchmarks.program import run

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "extract"

ZIPPED = frozenset([".docx", ".odt", ".odp", ".ods", ".ofd", ".pptx", ".xlsx"])

AIM = 5.0
"""Times as fast as Recoll, on two cores (issue 3)."""


def write_mixed(folder: Path, count: int, seed: int) -> int:
    """Half of the files composed, half made from the samples of every format, no two of the same bytes; their bytes."""
    random = Random(seed)
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix != ".json")
    for number in range(count):
        below = folder / f"卷{number % 23:02}"
        below.mkdir(parents=True, exist_ok=True)
        if number % 2:
            save(compose(random, number), below / f"{number:05} 公文{FORMATS[number // 2 % len(FORMATS)]}")
        else:
            sample = samples[number // 2 % len(samples)]
            data = _another(sample.read_bytes(), sample.suffix, number)
            (below / f"{number:05} {sample.name}").write_bytes(data)
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _another(data: bytes, suffix: str, number: int) -> bytes:
    """The same paper in other bytes: readers pass over what stands behind the end."""
    if suffix not in ZIPPED:
        return data + f"\n%{number:06}\n".encode()
    changed = io.BytesIO(data)
    with zipfile.ZipFile(changed, "a") as package:
        package.comment = f"{number:06}".encode()
    return changed.getvalue()


class Stopwatch:
    """Seconds of the clock, and of all cores together by this program and its children that have ended."""

    def __init__(self) -> None:
        self._started, self._worked = time.monotonic(), self._work()

    def stop(self) -> "Taken":
        return Taken(time.monotonic() - self._started, self._work() - self._worked)

    def _work(self) -> float:
        return sum(os.times()[:4])


@dataclass(frozen=True, slots=True)
class Taken:
    """How long something took: by the clock, which other programs disturb, and of all cores, which they hardly do."""

    seconds: float
    work: float

    def say(self, count: int) -> str:
        return f"{self.seconds:.1f} s, {count / self.seconds:.1f} files/s; {self.work:.1f} s of processor time"


def scan(library: Path, folder: Path, workers: int) -> tuple[Taken, dict[str, int]]:
    """A first scan in a new library until all is searchable, and how many files ended in which state."""
    run(library, "roots", "add", folder)
    save_settings(LibraryPaths(library).settings, Settings(workers=workers))
    watch = Stopwatch()
    run(library, "scan", allowed=(0, 1))  # 1: some can be read in part only
    taken = watch.stop()
    return taken, run(library, "status")["by_state"]


def recoll(work: Path, folder: Path) -> tuple[Taken, str]:
    """recollindex over the folder: what it took, and what came of it."""
    configuration = work / "recoll"
    configuration.mkdir()
    settings = f"topdirs = {folder}\nloglevel = 1\nnoaspell = 1\n"
    (configuration / "recoll.conf").write_text(settings, encoding="utf-8")
    environment = {**os.environ, "HOME": str(work)}
    watch = Stopwatch()
    index = ["recollindex", "-c", str(configuration), "-z"]
    subprocess.run(index, env=environment, check=True, capture_output=True)
    taken = watch.stop()
    ask = ["recollq", "-c", str(configuration), "-n", "1", f'dir:"{folder}"']
    answer = subprocess.run(ask, env=environment, check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+) results", answer)
    missing = configuration / "missing"
    helpers = missing.read_text(encoding="utf-8").split("\n") if missing.exists() else []
    without = ", ".join(sorted(helper.partition(" ")[0] for helper in helpers if helper))
    return taken, f"{found[1] if found else 0} documents" + (f", without {without}" if without else "")


def mixed(work: Path, count: int, seed: int) -> tuple[list[str], list[str]]:
    """Measure: what was wrong, and lines of a table."""
    folder, wrong = work / "公文", []
    megabytes = write_mixed(folder, count, seed) / 1e6
    lines, ours = [f"{count} files, {megabytes:.1f} MB"], {}
    for workers in (1, 2):
        ours[workers], states = scan(work / f"library{workers}", folder, workers)
        said = ", ".join(f"{state} {number}" for state, number in sorted(states.items()))
        lines.append(f"{workers} at a time: {ours[workers].say(count)} ({said})")
        wrong += [f"{states['waiting']} files wait"] if states.get("waiting") else []
    if not shutil.which("recollindex"):
        return wrong, [*lines, "Recoll isn't installed here: nothing to compare with"]
    theirs, said = recoll(work, folder)
    lines.append(f"recollindex: {theirs.say(count)} ({said})")
    lines += [
        f"times as fast as Recoll (aim {AIM:.0f}), {workers} at a time: {theirs.seconds / taken.seconds:.2f} by the"
        f" clock, {theirs.work / taken.work:.2f} by processor time"
        for workers, taken in ours.items()
    ]
    return wrong, lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-mixed-") as work:
        wrong, lines = mixed(Path(work).resolve(), options.files, options.seed)
    print("\n".join([*lines, *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
