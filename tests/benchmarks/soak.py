"""Random work on two watched folders while the program watches; at the end catalogue and disk must agree.

    python -m tests.benchmarks.soak --seconds 60 [--seed 20]

Exit code 1 and the differences where they don't, or where a half-written file was taken.
"""

import argparse
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.benchmarks.papers import FORMATS, compose, save
from tests.benchmarks.program import command, ledger_differences, run, search_differences

SETTLES_WITHIN = 120.0
"""Seconds after the last change until all must agree: ten of quiet for a file without end, deletions, the index."""


@dataclass(slots=True)
class SlowWriting:
    """A file that is written bit by bit, with pauses shorter than those after which it counts as written."""

    path: Path
    mark: str
    rest: list[bytes]
    started: float
    next: float = 0.0
    written: float = 0.0
    longest_pause: float = 0.0


class Soak:
    """The random user. `marks` says what stands in each file, `dead` what stands in none any more."""

    def __init__(self, work: Path, seed: int) -> None:
        self.random = Random(seed)
        self.library = work / "library"
        self.roots = [work / "甲处", work / "乙处"]
        self.away = work / "拔出"
        self.desk = work / "desk"
        self.marks: dict[Path, str] = {}
        self.dead: set[str] = set()
        self.filed: dict[str, str] = {}
        self.done: dict[str, int] = {}
        self.slow: list[SlowWriting] = []
        self.slowly: list[SlowWriting] = []
        self.number = 0
        for root in self.roots:
            root.mkdir()

    # What the user does, each on files that nobody is writing.

    def create(self) -> None:
        self._save(self._new_path())

    def write_slowly(self) -> None:
        path = self._new_path(self.random.choice([".txt", ".docx"]))
        mark, data = self._compose(path.suffix)
        step = len(data) // self.random.randint(4, 12) + 1
        bits = [data[at : at + step] for at in range(0, len(data), step)]
        self.slow.append(SlowWriting(path, mark, bits, time.monotonic()))

    def change(self) -> None:
        path = self._any_file()
        self._forget(path)
        self._save(path)

    def save_as_word_does(self) -> None:
        path = self._any_file()
        lock, draft = path.with_name("~$" + path.name[2:]), path.with_name(f"~WRD{self.number:04}.tmp")
        lock.write_bytes(b"owner")
        mark, data = self._compose(path.suffix)
        draft.write_bytes(data)
        self._forget(path)
        draft.replace(path)
        lock.unlink()
        self.marks[path] = mark

    def copy(self) -> None:
        source, target = self._any_file(), self._new_path()
        target = target.with_suffix(source.suffix)
        shutil.copy2(source, target)
        self.marks[target] = self.marks[source]

    def rename(self) -> None:
        path = self._any_file(filed=True)
        self._move(path, path.with_name(f"改名{self._count()}{path.suffix}"))

    def move(self) -> None:
        path = self._any_file(filed=True)
        self._move(path, self._new_path().with_suffix(path.suffix))

    def move_folder(self) -> None:
        folder = self._any_file(filed=True).parent
        if folder in self.roots:
            return
        target = self.random.choice(self.roots) / f"移来{self._count()}"
        if any(one.path.is_relative_to(folder) for one in self.slow):
            return
        folder.rename(target)
        for path in [path for path in self.marks if path.is_relative_to(folder)]:
            self.marks[target / path.relative_to(folder)] = self.marks.pop(path)

    def delete(self) -> None:
        path = self._any_file()
        path.unlink()
        self._forget(path)

    def unplug(self) -> None:
        """The root goes away as an unplugged disk does; on the disk it is changed, and plugged in again."""
        if self.slow:  # whose writing would pause for too long
            return
        root = self.random.choice(self.roots)
        root.rename(self.away)
        time.sleep(self.random.uniform(0.5, 6.0))
        inside = [path for path in self._files() if path.is_relative_to(root)]
        if inside and self.random.random() < 0.5:
            path = self.random.choice(inside)
            self._forget(path)
            self.marks[path], data = self._compose(path.suffix)
            (self.away / path.relative_to(root)).write_bytes(data)
        self.away.rename(root)

    def file(self) -> None:
        """Give a paper a category; from then on it is only renamed and moved, and must keep it."""
        path = self._any_file()
        if self.slow or list(self.marks.values()).count(self.marks[path]) > 1:
            return
        hits = marked(self.library, self.marks[path])
        if len(hits) == 1 and hits[0]["path"] == str(path):
            code = self.random.choice(self.codes)
            run(self.library, "file", str(hits[0]["document"]), "--category", code)
            self.filed[self.marks[path]] = code

    # The work.

    def work(self, seconds: float) -> None:
        self.codes = [category["code"] for category in run(self.library, "categories", "list")["categories"]]
        acts: dict[Callable[[], None], int] = {
            self.create: 30, self.write_slowly: 8, self.change: 15, self.save_as_word_does: 8, self.copy: 8,
            self.rename: 12, self.move: 12, self.move_folder: 4, self.delete: 18, self.unplug: 1, self.file: 2,
        }  # fmt: skip
        end = time.monotonic() + seconds
        for _ in range(10):
            self.create()
        while time.monotonic() < end:
            act = self.random.choices(list(acts), list(acts.values()))[0]
            if len(self._files()) > 5 or act == self.create:
                act()
                self.done[act.__name__] = self.done.get(act.__name__, 0) + 1
            self._write_on()
            time.sleep(self.random.choice([0.0, 0.01, 0.05, 0.2, 0.5]))
        while self.slow:
            self._write_on()
            time.sleep(0.05)

    def differences(self) -> list[str]:
        """Where catalogue and disk disagree now."""
        standing: dict[str, set[Path]] = {}
        for path, mark in self.marks.items():
            standing.setdefault(mark, set()).add(path)
        dead = sorted(self.dead - standing.keys())
        found = ledger_differences(self.library, self.roots) + search_differences(self.library, standing, dead)
        return found + [
            f"{mark} lost its category {code}: {hits}"
            for mark, code in self.filed.items()
            for hits in [marked(self.library, mark)]
            if [(hit["category"], hit["category_by"]) for hit in hits] != [(code, "hand")]
        ]

    def _write_on(self) -> None:
        now = time.monotonic()
        for one in [one for one in self.slow if one.next <= now]:
            with one.path.open("ab") as file:
                file.write(one.rest.pop(0))
            if one.written:
                one.longest_pause = max(one.longest_pause, time.monotonic() - one.written)
            one.written = time.monotonic()
            one.next = now + self.random.uniform(0.1, 0.5)
            if not one.rest:
                self.slow.remove(one)
                self.slowly.append(one)
                self.marks[one.path] = one.mark

    def _files(self, filed: bool = False) -> list[Path]:
        return [path for path, mark in self.marks.items() if filed or mark not in self.filed]

    def _any_file(self, filed: bool = False) -> Path:
        return self.random.choice(self._files(filed))

    def _new_path(self, suffix: str = "") -> Path:
        root = self.random.choice(self.roots)
        folder = root / self.random.choice(["", "子", "子/孙", f"夹{self.number % 9}"])
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"公文{self._count()}{suffix or self.random.choice(FORMATS)}"

    def _count(self) -> int:
        self.number += 1
        return self.number

    def _save(self, path: Path) -> None:
        self.marks[path], data = self._compose(path.suffix)
        path.write_bytes(data)

    def _compose(self, suffix: str) -> tuple[str, bytes]:
        """A new paper: its mark, and its bytes in the format of that ending."""
        paper = compose(self.random, self._count())
        sheet = self.desk / f"sheet{suffix}"
        save(paper, sheet)
        return paper.mark, sheet.read_bytes()

    def _move(self, path: Path, target: Path) -> None:
        path.rename(target)
        self.marks[target] = self.marks.pop(path)

    def _forget(self, path: Path) -> None:
        self.dead.add(self.marks.pop(path))


def marked(library: Path, mark: str) -> list[dict[str, Any]]:
    """The hits that hold the mark, without the nearest others."""
    return [hit for hit in run(library, "search", mark)["hits"] if hit["match"] == "exact"]


class Watching:
    """The program's `watch`, and when it told what."""

    def __init__(self, library: Path) -> None:
        self.events: list[tuple[float, dict[str, Any]]] = []
        self.process = subprocess.Popen(command(library, "watch"), stdout=subprocess.PIPE, text=True)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append((time.monotonic(), json.loads(line)))

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def taken_half(self, slowly: list[SlowWriting]) -> list[str]:
        """Files that were taken while they were being written (without a pause that a hung machine made)."""
        return [
            f"taken half-written after {told - one.started:.1f} s: {event}"
            for one in slowly
            for told, event in self.events
            if event["path"] == str(one.path) and one.started < told < one.written and one.longest_pause < 1.4
        ]


def soak(work: Path, seconds: float, seed: int) -> tuple[list[str], str]:
    """Work, wait, compare: the differences, and one line on what was done."""
    user = Soak(work, seed)
    for root in user.roots:
        run(user.library, "roots", "add", root)
    watching = Watching(user.library)
    try:
        user.work(seconds)
        worked = time.monotonic()
        differences = user.differences()
        while differences and time.monotonic() < worked + SETTLES_WITHIN:
            time.sleep(2.0)
            differences = user.differences()
        waited = time.monotonic() - worked
        if watching.process.poll() is not None:
            differences.append(f"the watching program ended with {watching.process.returncode}")
    finally:
        code = watching.stop() if watching.process.poll() is None else 0
    if code:
        differences.append(f"the watching program ended with {code} when asked to stop")
    differences += watching.taken_half(user.slowly)
    acts = ", ".join(f"{name} {count}" for name, count in sorted(user.done.items()))
    summary = f"{len(user.marks)} files in the end, {len(watching.events)} events, agreed after {waited:.0f} s; {acts}"
    return differences, summary


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-soak-") as work:
        differences, summary = soak(Path(work).resolve(), options.seconds, options.seed)
    print(f"soak, {options.seconds:.0f} s, seed {options.seed}: {summary}")
    print("\n".join(differences) or "Catalogue and disk agree.")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
