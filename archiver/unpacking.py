"""Papers that lie in zips and mails, taken out so that other programs can open them or the archive keep them."""

import contextlib
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archiver.catalogue import Catalogue, places
from archiver.errors import ArchiveError
from archiver.extract.packed import find, unpack

KEPT_SECONDS = 3600
"""How old what was unpacked must be to be swept away; nothing is read for as long."""


def opened_copy(catalogue: Catalogue, path: Path, folder: Path) -> Path:
    """The file itself, or, of one that lies in another, a copy below `folder` that can't be written.

    Raises ArchiveError where it isn't there any more, or can't be unpacked without a password.
    """
    file = _container_of(catalogue, path)
    if file == path:
        return path
    target = Path(tempfile.mkdtemp(dir=folder)) / path.name
    _take_out(file, path, target)
    target.chmod(stat.S_IRUSR)
    return target


@contextlib.contextmanager
def on_disk(catalogue: Catalogue, path: Path, folder: Path) -> Iterator[Path]:
    """As `opened_copy`, for as long as the block runs."""
    file = _container_of(catalogue, path)
    if file == path:
        yield path
        return
    with tempfile.TemporaryDirectory(dir=folder, ignore_cleanup_errors=True) as room:
        target = Path(room) / path.name
        _take_out(file, path, target)
        yield target


def _container_of(catalogue: Catalogue, path: Path) -> Path:
    file = places.on_disk(catalogue.read(), path)
    if not file.exists():
        raise ArchiveError("reader.file_gone", path=str(file))
    return file


def _take_out(file: Path, path: Path, target: Path) -> None:
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as desk:
            source = find(file, path.relative_to(file).as_posix(), Path(desk))
            if source is None:
                raise ArchiveError("reader.file_gone", path=str(path))
            unpack(source, Path(desk)).replace(target)
    except FileNotFoundError as gone:  # since it was looked for
        raise ArchiveError("reader.file_gone", path=str(file)) from gone
    except OSError as trouble:
        raise ArchiveError("store.unreadable", path=str(path), detail=trouble.strerror or str(trouble)) from trouble


def sweep(folder: Path) -> None:
    """Remove what programs that were killed, and papers opened long ago, have left."""
    now = time.time()
    for left in folder.iterdir() if folder.is_dir() else ():
        with contextlib.suppress(FileNotFoundError):  # another program sweeps, too
            if now - left.stat().st_mtime > KEPT_SECONDS:
                for file in left.rglob("*"):
                    file.chmod(stat.S_IRWXU)  # Windows removes nothing that can't be written
                shutil.rmtree(left, ignore_errors=True)  # on Windows a paper may still be open
