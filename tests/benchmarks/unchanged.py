"""A pass over files that haven't changed: how long it takes, how much memory, and that it opens none of them.

    python -m tests.benchmarks.unchanged [--files 100000]
"""

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archiver.archive import Archive
from archiver.catalogue.paths import to_text
from archiver.extract import EXTRACTOR_VERSION
from archiver.keeper import Keeper
from archiver.model import RootId, Seen
from archiver.walk import Walk

AIM_SECONDS = 30.0
"""Of the pass over 100,000 files (issue 3)."""

IN_A_FOLDER = 200

DOCUMENTS = "INSERT INTO document (id, created_at) VALUES (?, '2026-01-01')"
REVISIONS = (
    "INSERT INTO revision (id, document, sha256, bytes, format, state, extractor, created_at)"
    f" VALUES (?, ?, ?, ?, 'txt', 'searchable', {EXTRACTOR_VERSION}, '2026-01-01')"
)
PLACES = (
    "INSERT INTO place (document, root, path, size, mtime_ns, file_id, state, attempts, arrived_at, seen_at)"
    " VALUES (?, ?, ?, ?, ?, ?, 'searchable', 1, '2026-01-01', '2026-01-01')"
)
# Changed at 0: the index has followed them already.
PIECES = (
    "INSERT INTO piece (document, ordinal, start, \"end\", start_line, end_line, added_at, words_changed, card_changed)"
    " VALUES (?, 1, 0, 9, 1, 1, '2026-01-01', 0, 0)"
)


def write_files(folder: Path, count: int) -> None:
    """That many files of a line each, in folders of IN_A_FOLDER."""
    for number in range(count):
        path = folder / f"卷{number // IN_A_FOLDER // 50:02}" / f"册{number // IN_A_FOLDER:04}" / f"{number:06} 通知.txt"
        if number % IN_A_FOLDER == 0:
            path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(f"第{number}号通知".encode())


def fill(library: Path, folder: Path) -> None:
    """Write the rows that reading each of the files would have left, without reading them (which takes minutes)."""
    archive = Archive.open(library)
    root = archive.roots.add(folder)
    with archive.opened.catalogue.write() as db:
        _write_rows(db, root.id, Walk(folder))
    archive.close()


def _write_rows(db: sqlite3.Connection, root: RootId, files: Iterator[Seen] | Walk) -> None:
    rows = list(enumerate(files, 1))
    db.executemany(DOCUMENTS, [(number,) for number, _ in rows])
    db.executemany(REVISIONS, [(number, number, f"{number:064x}", seen.size) for number, seen in rows])
    db.execute("UPDATE document SET revision = id")
    db.executemany(
        PLACES,
        [(number, root, to_text(seen.path), seen.size, seen.mtime_ns, seen.file_id) for number, seen in rows],
    )
    db.executemany(PIECES, [(number,) for number, _ in rows])


def scan(library: Path, folder: Path) -> None:
    """In a process of its own: one scan. Prints what it took, and how many files of the folder were opened."""
    opened: list[str] = []

    def hear(event: str, data: tuple[object, ...]) -> None:
        if event == "open" and str(data[0]).startswith(str(folder)):
            opened.append(str(data[0]))

    sys.addaudithook(hear)
    archive = Archive.open(library)
    keeper = Keeper(archive.opened, lambda event: None)
    started = time.monotonic()
    keeper.scan()
    seconds = time.monotonic() - started
    tally = keeper.tally
    keeper.close()
    archive.close()
    print(
        json.dumps(
            {
                "seconds": seconds,
                "seen": tally.seen,
                "news": tally.added + tally.changed + tally.moved + tally.removed + tally.failed,
                "opened": len(opened),
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            }
        )
    )


def unchanged(work: Path, count: int) -> tuple[list[str], list[str]]:
    """Measure: what was wrong, and lines of a table."""
    library, folder = work / "library", work / "公文"
    write_files(folder, count)
    fill(library, folder)
    done = _scan_alone(library, folder)
    line = f"{done['seen']:,} unchanged files passed over in {done['seconds']:.1f} s, {done['megabytes']:.0f} MB"
    wrong = [f"{done['opened']} files were opened"] if done["opened"] else []
    wrong += [f"{done['seen']} files seen, {done['news']} of them as news"] if done["news"] or done["seen"] != count else []
    if done["seconds"] > AIM_SECONDS * max(1.0, count / 100_000):
        wrong.append(f"longer than {AIM_SECONDS:.0f} s")
    next(folder.rglob("*.txt")).write_bytes("改过的通知".encode())
    if not _scan_alone(library, folder)["opened"]:
        wrong.append("opening a changed file wasn't heard: nothing is proved")
    return wrong, [line]


def _scan_alone(library: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.benchmarks.unchanged", "--scan", str(library), str(folder)]
    done: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--scan", nargs=2, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.scan:
        scan(*options.scan)
        return 0
    with tempfile.TemporaryDirectory(prefix="wendu-unchanged-") as work:
        wrong, lines = unchanged(Path(work).resolve(), options.files)
    print("\n".join([*lines, *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
