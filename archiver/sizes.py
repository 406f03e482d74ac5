"""How much room files take on disk, while others write there: what goes before it is measured counts nothing."""

import os
from collections.abc import Iterable
from pathlib import Path


def bytes_below(folder: Path) -> int:
    """What all files in a folder and below it take; 0 where there is none."""
    return bytes_of(Path(place, name) for place, _folders, names in os.walk(folder) for name in names)


def bytes_of(files: Iterable[Path]) -> int:
    """What these files take together, those counted that are there."""
    return sum(map(_bytes_of, files))


def _bytes_of(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:  # the index merges its segments, SQLite folds its log in, at any moment
        return 0
