"""1,000 papers filed by hand, moved about while the program is closed: how many keep what the hand gave.

    python -m tests.benchmarks.moves [--papers 1000] [--seed 20] [--by scan|watch]
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from archiver.archive import Archive
from archiver.model import CategoryId
from tests.benchmarks.papers import compose, save
from tests.benchmarks.program import exact_hits, run
from tests.benchmarks.soak import Watching

AIM = 0.99
"""Of the papers (issue 3)."""

SETTLES_WITHIN = 300.0

Given = tuple[str, str]
"""The code of the category and the title that a hand gave."""


class Mover:
    """Someone who tidies up: `papers` says which paper (by its mark) stands where."""

    def __init__(self, work: Path, seed: int) -> None:
        self.random = Random(seed)
        self.roots = [work / "甲处", work / "乙处"]
        self.papers: dict[Path, str] = {}
        self.victims: list[Path] = []
        self.done: dict[str, int] = {}
        self.number = 0

    def write(self, count: int) -> None:
        for _ in range(count):
            paper = compose(self.random, self._count())
            path = self._new_path()
            save(paper, path)
            self.papers[path] = paper.mark
        for _ in range(count // 10):
            self.victims.append(self._new_path())
            save(compose(self.random, self._count()), self.victims[-1])

    def rename(self, path: Path) -> None:
        self._move(path, path.with_name(f"改名{self._count()}.txt"))

    def move(self, path: Path) -> None:
        self._move(path, self._new_path())

    def move_under_its_name(self, path: Path) -> None:
        self._move(path, self._new_path().with_name(path.name))

    def copy_and_delete(self, path: Path) -> None:
        """As a move to another disk does: another file, its time kept."""
        self._copy_and_delete(path, shutil.copy2)

    def copy_without_time_and_delete(self, path: Path) -> None:
        self._copy_and_delete(path, shutil.copy)

    def let_its_inode_be_used_again(self, path: Path) -> None:
        """The paper goes to another file, and new ones come at once, the first of which gets the old inode."""
        self._copy_and_delete(path, shutil.copy2)
        for _ in range(2):
            save(compose(self.random, self._count()), self._new_path())

    def leave_a_newer_one_in_its_place(self, path: Path) -> None:
        self._move(path, self._new_path())
        save(compose(self.random, self._count()), path)

    def move_over_another(self, path: Path) -> None:
        """The paper takes the name of one that nobody filed, which is deleted by that."""
        self._move(path, self.victims.pop() if self.victims else self._new_path())

    def swap(self, path: Path) -> None:
        """Two papers change names."""
        other, aside = self.random.choice(sorted(self.papers)), self._new_path()
        if other != path:
            self._move(path, aside)
            self._move(other, path)
            self._move(aside, other)

    def keep_a_copy(self, path: Path) -> None:
        copy = self._new_path()
        shutil.copy2(path, copy)
        self._move(path, self._new_path())

    def move_folder(self, path: Path) -> None:
        folder = path.parent
        target = self.random.choice(self.roots) / f"移来{self._count()}"
        folder.rename(target)
        for inside in [one for one in self.papers if one.is_relative_to(folder)]:
            self.papers[target / inside.relative_to(folder)] = self.papers.pop(inside)
        self.victims = [one for one in self.victims if not one.is_relative_to(folder)]

    def tidy_up(self) -> None:
        """Every paper is touched once by one of the ways above."""
        acts: dict[Callable[[Path], None], int] = {
            self.rename: 25, self.move: 20, self.move_under_its_name: 10, self.copy_and_delete: 10,
            self.copy_without_time_and_delete: 5, self.let_its_inode_be_used_again: 5, self.move_over_another: 5,
            self.leave_a_newer_one_in_its_place: 5, self.swap: 5, self.keep_a_copy: 5, self.move_folder: 1,
        }  # fmt: skip
        marks = sorted(self.papers.values())
        for mark in marks:
            path = next(path for path, other in self.papers.items() if other == mark)
            act = self.random.choices(list(acts), list(acts.values()))[0]
            act(path)
            self.done[act.__name__] = self.done.get(act.__name__, 0) + 1

    def _new_path(self) -> Path:
        folder = self.random.choice(self.roots) / f"卷{self.random.randint(1, 40):02}"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"公文{self._count()}.txt"

    def _count(self) -> int:
        self.number += 1
        return self.number

    def _move(self, path: Path, target: Path) -> None:
        path.rename(target)
        self.papers[target] = self.papers.pop(path)

    def _copy_and_delete(self, path: Path, copy: Callable[[Path, Path], object]) -> None:
        target = self._new_path()
        copy(path, target)
        path.unlink()
        self.papers[target] = self.papers.pop(path)


def give_by_hand(library: Path, marks: list[str], random: Random) -> dict[str, Given]:
    """File each paper and correct its title; what was given, by the paper's mark."""
    archive, given = Archive.open(library), {}
    try:
        scheme = archive.scheme.categories()
        for number, mark in enumerate(marks):
            (hit,) = exact_hits(archive, mark)
            category = random.choice(scheme)
            archive.file([hit.card.piece], CategoryId(category.id))
            archive.set([hit.card.piece], "title", f"改正的题名{number}")
            given[mark] = category.code, f"改正的题名{number}"
    finally:
        archive.close()
    return given


def lost(library: Path, given: dict[str, Given]) -> list[str]:
    """The marks of papers that are not found at a place with what the hand gave them."""
    archive = Archive.open(library)
    try:
        return [mark for mark, wanted in given.items() if not _has(archive, mark, wanted)]
    finally:
        archive.close()


def _has(archive: Archive, mark: str, wanted: Given) -> bool:
    cards = [hit.card for hit in exact_hits(archive, mark)]
    return any((card.category, card.title) == wanted and card.category_by == "hand" and card.paths for card in cards)


def moves(work: Path, count: int, seed: int, by: str) -> tuple[list[str], list[str]]:
    """Measure: what was wrong, and lines of a table."""
    library, mover = work / "library", Mover(work, seed)
    mover.write(count)
    for root in mover.roots:
        run(library, "roots", "add", root)
    run(library, "scan")
    given = give_by_hand(library, sorted(mover.papers.values()), mover.random)
    mover.tidy_up()
    started = time.monotonic()
    standing = {mark: {path} for path, mark in mover.papers.items()}
    _reopen(library, by, standing)
    seconds = time.monotonic() - started
    gone = lost(library, given)
    acts = ", ".join(f"{name} {number}" for name, number in sorted(mover.done.items()))
    line = f"{count - len(gone)} of {count} papers keep category and title (by {by}, {seconds:.0f} s); {acts}"
    lines = [line, f"lost: {', '.join(gone)}"] if gone else [line]
    return ([] if len(gone) <= (1 - AIM) * count else [f"fewer than {AIM:.0%} kept what was given"]), lines


def _reopen(library: Path, by: str, standing: dict[str, set[Path]]) -> None:
    if by == "scan":
        run(library, "scan")
        return
    watching, end = Watching(library), time.monotonic() + SETTLES_WITHIN
    try:
        while _unfound(library, standing) and time.monotonic() < end:
            time.sleep(2.0)
    finally:
        watching.stop()


def _unfound(library: Path, standing: dict[str, set[Path]]) -> list[str]:
    """Papers that aren't found where they stand; a copy may stand somewhere else as well."""
    archive = Archive.open(library)
    try:
        return [
            mark
            for mark, paths in standing.items()
            if not paths <= {path for hit in exact_hits(archive, mark) for path in hit.card.paths}
        ]
    finally:
        archive.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--by", choices=("scan", "watch"), default="scan")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wendu-moves-") as work:
        wrong, lines = moves(Path(work).resolve(), options.papers, options.seed, options.by)
    print("\n".join([*lines, *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
