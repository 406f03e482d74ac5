"""The program run as a user runs it, and what its catalogue says beside what the disk says."""

import json
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from archiver.archive import Archive
from archiver.model import Hit
from archiver.walk import skipped

MAIN = Path(__file__).resolve().parents[2] / "main.py"


def command(library: Path, *arguments: str | Path) -> list[str]:
    """The command line of a headless command."""
    return [sys.executable, str(MAIN), "--library", str(library), *map(str, arguments), "--json"]


def run(library: Path, *arguments: str | Path, allowed: Sequence[int] = (0,)) -> Any:
    """Run a command to its end; what it said. Any other exit code than those allowed stops the benchmark."""
    done = subprocess.run(command(library, *arguments), capture_output=True, text=True, check=False)
    if done.returncode not in allowed:
        raise SystemExit(f"{arguments} ended with {done.returncode}:\n{done.stdout}\n{done.stderr[-4000:]}")
    return json.loads(done.stdout)


def files_on_disk(folders: Iterable[Path]) -> set[Path]:
    """Every file that should be in the ledger."""
    return {
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and not any(skipped(part) for part in path.relative_to(folder).parts)
    }


def ledger_differences(library: Path, folders: Sequence[Path]) -> list[str]:
    """Where `files` and the disk disagree about which files there are, or a file isn't read."""
    rows = {Path(row["path"]): row for row in run(library, "files")["files"]}
    disk = files_on_disk(folders)
    return [
        *(f"not in the ledger: {path}" for path in sorted(disk - rows.keys())),
        *(f"not on the disk: {path}" for path in sorted(rows.keys() - disk)),
        *(
            f"{row['state']} ({row['reason']}): {path}"
            for path, row in sorted(rows.items())
            if path in disk and row["state"] != "searchable"
        ),
    ]


def search_differences(library: Path, marks: dict[str, set[Path]], dead: Iterable[str]) -> list[str]:
    """Where search doesn't find a mark at exactly the places it stands, or finds one that stands nowhere."""
    archive = Archive.open(library)
    try:
        found = {mark: _places(archive, mark) for mark in [*marks, *dead]}
    finally:
        archive.close()
    wanted = {**{mark: set[Path]() for mark in dead}, **marks}
    return [
        f"{mark} found at {sorted(map(str, found[mark]))}, stands at {sorted(map(str, paths))}"
        for mark, paths in wanted.items()
        if found[mark] != paths
    ]


def exact_hits(archive: Archive, words: str) -> list[Hit]:
    """The first hits that hold all the words; the nearest others that may follow them are left out."""
    return [hit for hit in archive.search(words).page(0, 50) if hit.match == "exact"]


def _places(archive: Archive, words: str) -> set[Path]:
    return {path for hit in exact_hits(archive, words) for path in hit.card.paths}
