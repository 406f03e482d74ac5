"""SIGKILL at random moments of a scan, an `add` and an undo: the library opens, loses nothing and goes on.

    python -m tests.benchmarks.kills [--kills 50] [--seed 20]
"""

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from archiver.archive import Archive
from archiver.model import State
from archiver.store import PART
from tests.benchmarks.papers import FORMATS, Paper, compose, save
from tests.benchmarks.program import command, ledger_differences, run, search_differences

PAPERS = 12
"""New papers before each kill of a scan, so that there is always something to be in the middle of."""

STARTING = 0.25
"""Seconds in which Python starts and nothing can be lost."""


class Kills:
    """One library, one random killer."""

    def __init__(self, work: Path, seed: int) -> None:
        self.random = Random(seed)
        self.library = work / "library"
        self.folder = work / "公文"
        self.outside = work / "外来"
        self.papers: dict[Path, Paper] = {}
        self.dead: list[str] = []
        self.differences: list[str] = []
        self.killed = 0
        self.number = 0
        self.folder.mkdir()
        run(self.library, "roots", "add", self.folder)

    @property
    def archive(self) -> Path:
        return self.library / "档案"

    def scans(self, kills: int) -> None:
        """Killed over and over, a scan comes to its end at last, and what was searchable stays so."""
        self._new_papers(self.folder)
        seconds = self._duration("scan", self.folder)
        known: set[Path] = set()
        for _ in self._until_killed(kills):
            self._new_papers(self.folder)
            seconds = self._kill(seconds, "scan")
            known = self._nothing_lost(known)
        run(self.library, "scan")
        self._compare([self.folder])

    def adds(self, kills: int) -> None:
        """An `add` that was killed is repeated: each file then stands in the archive folder once."""
        seconds = self._duration("add", *self._new_papers(self.outside, 3))
        known: set[Path] = set()
        for _ in self._until_killed(kills):
            paths = self._new_papers(self.outside, 3)
            before = {path: path.stat().st_mtime_ns for path in paths}
            seconds = self._kill(seconds, "add", *paths)
            known = self._nothing_lost(known)
            added = run(self.library, "add", *paths)["added"]
            self._expect(len(added) == 3, f"of {paths} only {added} were added")
            self._expect(before == {path: path.stat().st_mtime_ns for path in paths}, f"{paths} were touched")
        self._compare([self.folder, self.archive])
        self._stored_once()

    def undos(self, kills: int) -> None:
        """An undo that was killed has happened or hasn't; once it has, the copies are in the trash."""
        seconds = self._undo_duration()
        for _ in self._until_killed(kills):
            paths = self._new_papers(self.outside, 3)
            journal = run(self.library, "add", *paths)["journal"]
            seconds = self._kill(seconds, "undo")
            if all(act["undoes"] != journal for act in run(self.library, "undo", "--list")["journal"]):
                undone = run(self.library, "undo")["undone"]
                self._expect(undone and undone["journal"] == journal, f"undid {undone}, not {journal}")
            self._are_undone(paths)
        self._compare([self.folder, self.archive])
        self._stored_once()

    def _undo_duration(self) -> float:
        paths = self._new_papers(self.outside, 3)
        run(self.library, "add", *paths)
        seconds = self._duration("undo")
        self._are_undone(paths)
        return seconds

    def _are_undone(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._expect(not self._stands_at(path), f"{path} is still in the archive folder")
            self.dead.append(self.papers.pop(path).mark)

    def _new_papers(self, folder: Path, count: int = PAPERS) -> list[Path]:
        paths = []
        for _ in range(count):
            self.number += 1
            paper = compose(self.random, self.number)
            path = folder / f"{self.number:05}{self.random.choice(FORMATS)}"
            save(paper, path)
            self.papers[path] = paper
            paths.append(path)
        return paths

    def _duration(self, *arguments: str | Path) -> float:
        started = time.monotonic()
        run(self.library, *arguments)
        return time.monotonic() - started

    def _until_killed(self, times: int) -> Iterator[None]:
        """Go on until that many were killed; what was done before its time doesn't count."""
        target = self.killed + times
        while self.killed < target:
            yield

    def _kill(self, seconds: float, *arguments: str | Path) -> float:
        """Start the command and kill it at a random moment of its usual time; gives the time it usually takes."""
        process = subprocess.Popen(
            command(self.library, *arguments), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            code = process.wait(self.random.uniform(STARTING, seconds))
            self._expect(code == 0, f"{arguments[0]} ended with {code}")
            return max(seconds * 0.9, 2 * STARTING)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            self.killed += 1
            return seconds * 1.02

    def _nothing_lost(self, known: set[Path]) -> set[Path]:
        """The library opens, and whatever was searchable before still is."""
        archive = Archive.open(self.library)
        try:
            now = {row.path for row in archive.ledger.files(State.SEARCHABLE)}
        finally:
            archive.close()
        self._expect(known <= now, f"lost: {sorted(known - now)}")
        return now

    def _compare(self, folders: Sequence[Path]) -> None:
        """After a last scan, ledger, search and disk agree, and no part of a copy is left."""
        run(self.library, "scan")
        self.differences += ledger_differences(self.library, folders)
        self.differences += [f"left: {part}" for part in self.archive.rglob(PART + "*")]
        marks = {paper.mark: self._stands_at(path) for path, paper in self.papers.items()}
        self.differences += search_differences(self.library, marks, self.dead)

    def _stands_at(self, path: Path) -> set[Path]:
        if path.is_relative_to(self.folder):
            return {path}
        data = path.read_bytes()
        return {copy for copy in self.archive.rglob("*" + path.suffix) if copy.read_bytes() == data}

    def _stored_once(self) -> None:
        for path in self.papers:
            copies = self._stands_at(path)
            self._expect(len(copies) == 1, f"{path} stands at {copies}")

    def _expect(self, holds: object, otherwise: str) -> None:
        if not holds:
            self.differences.append(otherwise)


def kills(work: Path, count: int, seed: int) -> tuple[list[str], str]:
    """Kill that many scans, adds and undos: the differences, and one line on what was done."""
    killer = Kills(work, seed)
    started = time.monotonic()
    killer.scans(count)
    killer.adds(count)
    killer.undos(count)
    seconds = time.monotonic() - started
    return killer.differences, f"{count} kills each of scan, add and undo in {seconds:.0f} s"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-kills-") as work:
        differences, summary = kills(Path(work).resolve(), options.kills, options.seed)
    print(summary)
    print("\n".join(differences) or "Nothing was lost.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
