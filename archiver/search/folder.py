"""The folder of the gram index: its list of segments, written in one rename after all that the list names."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh.index import TOC, clean_files

from archiver.search.pin import NEEDED
from archiver.search.segment import NAME, Storage, schema
from archiver.text.version import VERSION

FORMAT = f"grams-2 {NEEDED} {VERSION}"


class BrokenIndex(Exception):
    """The index cannot be read or was lost; it is made anew from the catalogue, from sequence 0."""


@contextlib.contextmanager
def telling_damage() -> Iterator[None]:
    """Say BrokenIndex for whatever reading the index raises, with it as the cause.

    Damaged files fail in any way: a broken pickle, a length beyond the end, a key that is not there. Nothing is lost
    by it: who asked goes on without the index, and the keeper makes it anew from the catalogue. A fault of ours in
    reading would show in the tests, where an index that is given up loses its sequence.
    """
    try:
        yield
    except Exception as trouble:
        raise BrokenIndex from trouble


@contextlib.contextmanager
def telling_loss() -> Iterator[None]:
    """Say BrokenIndex where the index was deleted while it was written, which anybody may do at any time."""
    try:
        yield
    except FileNotFoundError as gone:
        raise BrokenIndex from gone


class IndexFolder:
    """What lies in the folder. A list of segments is a generation; the one with the highest number holds."""

    def __init__(self, path: Path, library: str) -> None:
        self.path = path
        self.library = library
        self.storage = Storage(str(path))
        self._flushed: set[str] = set()

    @property
    def newest(self) -> int:
        """The generation that holds; -1 where there is none. A folder that was deleted is made again."""
        newest = int(TOC._latest_generation(self.storage, NAME))
        if newest < 0:
            self.path.mkdir(parents=True, exist_ok=True)
        return newest

    def read(self, generation: int) -> tuple[int, Any, list[Any]]:
        """How far that generation has followed, its schema and its segments.

        Raises, in any way, unless it is of this library and format and its files are whole.
        """
        toc = TOC.read(self.storage, NAME, gen=generation)
        library, sequence, made_as, sizes = toc.schema["key"].follows
        if (library, made_as) != (self.library, FORMAT):
            raise BrokenIndex("made for another library or by another version")
        if self.is_noted_broken(generation):
            raise BrokenIndex("found broken while it was read")
        for name, size in sizes.items():
            if (self.path / name).stat().st_size != size:
                raise BrokenIndex(f"{name} has not the size it was written with")
        return sequence, toc.schema, list(toc.segments)

    def is_noted_broken(self, generation: int) -> bool:
        """Whether a reader found files of that generation damaged."""
        return self._note(generation).exists()

    def note_broken(self, generation: int) -> None:
        """Tell every process that files of that generation are damaged."""
        with contextlib.suppress(OSError):
            self._note(generation).touch()

    def commit(self, generation: int, stored: Sequence[Any], sequence: int, unfinished: Sequence[Any]) -> None:
        """Make these the segments, in one rename. The files of `unfinished` ones stay, other old files go."""
        names = {segment.segment_id() for segment in stored}
        ours = [file for file in self.path.iterdir() if file.name.split(".")[0] in names]
        for file in ours:
            if file.name not in self._flushed:
                _flush(file)
        self._flushed = {file.name for file in ours}
        described = schema()
        sizes = {file.name: file.stat().st_size for file in sorted(ours)}
        described["key"].follows = (self.library, sequence, FORMAT, sizes)
        TOC(described, list(stored), generation).write(self.storage, NAME)
        clean_files(self.storage, NAME, generation, [*stored, *unfinished])
        self._sweep()

    def strays(self, stored: Sequence[Any]) -> list[Path]:
        """Files of segments that are no longer, or never were, part of the index."""
        names = {segment.segment_id() for segment in stored}
        files = [file for file in self.path.rglob("*") if file.is_file() and file.suffix != ".toc"]
        return [file for file in files if file.name.split(".")[0] not in names]

    def _note(self, generation: int) -> Path:
        return self.path / f"broken-{generation}"

    def _sweep(self) -> None:
        """Remove what a killed writer left and notes on older generations. What is in use stays until next time."""
        for pattern in ("broken-*", "*.toc.*", f"{NAME}.tmp/*"):
            for left in self.path.glob(pattern):
                with contextlib.suppress(OSError):
                    left.unlink()


def _flush(file: Path) -> None:
    """Bring a file to the disk before the list of segments names it; Whoosh itself never does."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
