"""A file for others, whole under its name or not there at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xlsxwriter.exceptions import FileCreateError

from archiver.errors import ArchiveError


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Where to write what will stand at `target` once the block has ended; after an exception nothing is left of it.

    Beside the target and under a name of its own: two exports to one name must not write into each other. Raises
    ArchiveError where it can't be written, or the target is open in another program (Windows).
    """
    part = target.with_name(f".wendu-part-{secrets.token_hex(8)}{target.suffix}")
    try:
        try:
            yield part
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except (OSError, FileCreateError) as error:
        raise ArchiveError("library.not_exported", path=str(target)) from error


def path_text(path: Path) -> str:
    """A path as a file can hold it: names in a foreign encoding come with � in them."""
    return os.fsencode(path).decode("utf-8", "replace")
