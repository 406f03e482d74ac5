"""7z files: what lies in them, and each of it unpacked."""

import lzma
import shutil
import tempfile
import zlib
from pathlib import Path, PurePosixPath

import py7zr
from py7zr.exceptions import ArchiveError as SevenZipError
from py7zr.exceptions import PasswordRequired

from archiver.errors import ArchiveError
from archiver.extract.blocks import Collected
from archiver.extract.packed import MAX_MEMBER_BYTES, Member
from archiver.extract.packed import members as papers
from archiver.extract.zipnames import safe_name
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MOST_WORK_BYTES = 4 * 1024**3
"""Bytes unpacked for all members together: what lies before a member is unpacked with it, at about 50 MB/s."""

_TROUBLE = (SevenZipError, lzma.LZMAError, zlib.error, ValueError, IndexError, KeyError, TypeError, EOFError, OSError,
            OverflowError, AttributeError, NotImplementedError)  # fmt: skip
"""What py7zr lets through of a damaged file, seen by damaging one at every byte."""


def read(path: Path) -> Extracted:
    """The names of what lies in it, one to a line."""
    try:
        sizes = [info.uncompressed for info in _entries(path)]
        names = [member.name for member in _all(path)]
    except PasswordRequired:
        return Extracted("7z", State.ENCRYPTED, Reason("extract.password"))
    except _TROUBLE as trouble:
        path.stat()  # a file that is gone is no damaged one
        return Extracted("7z", State.FAILED, Reason("extract.damaged", {"detail": str(trouble)[:200]}))
    if not names:
        return Extracted("7z", State.EMPTY, Reason("extract.nothing_packed"))
    found = Collected()
    for name in names:
        found.add("paragraph", name)
    if _work(sizes) > MOST_WORK_BYTES:
        return found.extracted("7z", State.PARTIAL, Reason("extract.only_listed", {"count": len(names)}))
    return found.extracted("7z", reason=Reason("extract.packed", {"count": len(papers(path, "7z"))}))


def members(path: Path) -> list[Member]:
    """Every file; none of an archive that would take too long. Raises what damaged ones raise."""
    found = _all(path)
    return [] if _work([member.size for member in found]) > MOST_WORK_BYTES else found


def unpack(path: Path, index: int, target: Path, password: str) -> None:
    """Write one member to `target`. Raises ArchiveError `extract.bomb`, `extract.password`, `extract.damaged`."""
    info = _entries(path)[index]
    if info.uncompressed > MAX_MEMBER_BYTES:
        raise ArchiveError("extract.bomb", megabytes=info.uncompressed // 1024**2)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        try:
            with py7zr.SevenZipFile(path, password=password or None, max_extract_size=MAX_MEMBER_BYTES) as archive:
                archive.extract(folder, [info.filename])
        except PasswordRequired as trouble:
            raise ArchiveError("extract.password") from trouble
        except _TROUBLE as trouble:
            raise ArchiveError("extract.damaged", detail=str(trouble)[:200]) from trouble
        shutil.move(Path(folder) / PurePosixPath(info.filename), target)


def _entries(path: Path) -> list[py7zr.FileInfo]:
    with py7zr.SevenZipFile(path) as archive:
        return [info for info in archive.list() if info.is_file and not info.is_symlink]


def _all(path: Path) -> list[Member]:
    with py7zr.SevenZipFile(path) as archive:
        refused = Reason("extract.password") if archive.needs_password() else NO_REASON
    return [
        Member(index, safe_name(info.filename) or "未命名", info.uncompressed, _time(info), refused)
        for index, info in enumerate(_entries(path))
    ]


def _time(info: py7zr.FileInfo) -> int:
    return int(info.creationtime.timestamp()) * 10**9 if info.creationtime else 0


def _work(sizes: list[int]) -> int:
    """Bytes unpacked when each member is taken out by itself, all lying in one block."""
    return sum(sizes) * (len(sizes) + 1) // 2
