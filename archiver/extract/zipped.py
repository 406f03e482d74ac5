"""ZIP files: what lies in them, and each of it unpacked."""

import contextlib
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.extract.blocks import Collected
from archiver.extract.package import MAX_RATIO, MEMBER_TROUBLE
from archiver.extract.packed import MAX_MEMBER_BYTES, Member, Unpacked
from archiver.extract.packed import members as papers
from archiver.extract.zipflags import open_zip
from archiver.extract.zipnames import member_name
from archiver.extract.zipread import read_zip
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

_ENCRYPTED = 0x1


def read(path: Path) -> Extracted:
    """The names of what lies in it, one to a line: the words stand in the documents themselves."""
    return read_zip(path, "zip", lambda archive: _listed(path))


def _listed(path: Path) -> Extracted:
    found = Collected()
    for member in papers(path, "zip"):
        found.add("paragraph", member.name)
    if not found.parts:
        return Extracted("zip", State.EMPTY, Reason("extract.nothing_packed"))
    return found.extracted("zip", reason=Reason("extract.packed", {"count": len(found.parts)}))


def members(path: Path) -> list[Member]:
    """Every file, folders left out. Raises what damaged zips raise."""
    with open_zip(path) as archive:
        return [_member(index, info) for index, info in enumerate(archive.infolist()) if not _is_folder(info)]


def _member(index: int, info: zipfile.ZipInfo) -> Member:
    return Member(index, member_name(info), info.file_size, _time(info), _refusal(info))


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """Whether the entry stands for a folder; some programs of Windows end it with a backslash."""
    return info.orig_filename.endswith(("/", "\\"))


def _refusal(info: zipfile.ZipInfo) -> Reason:
    if info.file_size > MAX_MEMBER_BYTES or _swells(info):
        return Reason("extract.bomb", {"megabytes": info.file_size // 1024**2})
    return Reason("extract.password") if info.flag_bits & _ENCRYPTED else NO_REASON


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > 16 * 1024**2 and info.file_size / max(1, info.compress_size) > MAX_RATIO


def _time(info: zipfile.ZipInfo) -> int:
    """When it was last changed by the clock of the office that packed it: zips say no zone."""
    try:
        return int(datetime(*info.date_time).timestamp()) * 10**9
    except (ValueError, OverflowError, OSError):
        return 0


def contents(path: Path, indexes: Sequence[int], password: str) -> list[Unpacked]:
    """What these members hold, or why they can't be unpacked: `extract.bomb`, `extract.password`, `extract.damaged`.

    Raises ArchiveError where the zip itself is damaged.
    """
    with _telling(path), open_zip(path) as archive:
        infos = archive.infolist()
        return [_content(path, archive, infos[index], password) for index in indexes]


def _content(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: str) -> Unpacked:
    try:
        with _telling(path):
            return _bytes_of(archive, info, password)
    except ArchiveError as refusal:
        return refusal


def _bytes_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: str) -> bytes:
    if info.file_size > MAX_MEMBER_BYTES or _swells(info):
        raise ArchiveError("extract.bomb", megabytes=info.file_size // 1024**2)
    with archive.open(info, pwd=password.encode() or None) as member:
        return member.read()


@contextlib.contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say ArchiveError for whatever reading a damaged or locked zip raises."""
    try:
        yield
    except MEMBER_TROUBLE as trouble:
        if isinstance(trouble, ArchiveError):
            raise
        path.stat()  # a container that is gone is no damaged one
        if isinstance(trouble, RuntimeError) and "password" in str(trouble).lower():
            raise ArchiveError("extract.password") from trouble
        raise ArchiveError("extract.damaged", detail=str(trouble)[:200]) from trouble
