"""7z files: what lies in them, and each of it unpacked."""

import lzma
import zlib
from collections.abc import Sequence
from pathlib import Path

import py7zr
from py7zr.exceptions import ArchiveError as SevenZipError
from py7zr.exceptions import PasswordRequired
from py7zr.io import BytesIOFactory

from archiver.errors import ArchiveError
from archiver.extract.blocks import Collected
from archiver.extract.packed import MAX_MEMBER_BYTES, Member, Unpacked
from archiver.extract.packed import members as papers
from archiver.extract.zipnames import safe_name
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 512 * 1024**2
"""Unpacked, of all members together: what lies before a member is unpacked with it, at about 50 MB/s."""

_TROUBLE = (SevenZipError, lzma.LZMAError, zlib.error, ValueError, IndexError, KeyError, TypeError, EOFError, OSError,
            OverflowError, AttributeError, NotImplementedError)  # fmt: skip
"""What py7zr lets through of a damaged file, seen by damaging one at every byte."""


def read(path: Path) -> Extracted:
    """The names of what lies in it, one to a line."""
    try:
        found_there = _all(path)
    except PasswordRequired:
        return Extracted("7z", State.ENCRYPTED, Reason("extract.password"))
    except _TROUBLE as trouble:
        path.stat()  # a file that is gone is no damaged one
        return Extracted("7z", State.FAILED, Reason("extract.damaged", {"detail": str(trouble)[:200]}))
    if not found_there:
        return Extracted("7z", State.EMPTY, Reason("extract.nothing_packed"))
    found = Collected()
    for member in found_there:
        found.add("paragraph", member.name)
    if _is_too_large(found_there):
        return found.extracted("7z", State.PARTIAL, Reason("extract.only_listed", {"count": len(found_there)}))
    return found.extracted("7z", reason=Reason("extract.packed", {"count": len(papers(path, "7z"))}))


def members(path: Path) -> list[Member]:
    """Every file; none of an archive that would take too long. Raises what damaged ones raise."""
    found = _all(path)
    return [] if _is_too_large(found) else found


def contents(path: Path, indexes: Sequence[int], password: str) -> list[Unpacked]:
    """What these members hold, or why they can't be unpacked: `extract.bomb`, `extract.password`, `extract.damaged`."""
    entries = _entries(path)
    wanted = [entries[index] for index in indexes]
    whole, trouble = _unpacked(path, [info for info in wanted if info.uncompressed <= MAX_MEMBER_BYTES], password)
    return [_bomb(info) if info.uncompressed > MAX_MEMBER_BYTES else whole.get(info.filename, trouble) for info in wanted]


def _unpacked(path: Path, wanted: Sequence[py7zr.FileInfo], password: str) -> tuple[dict[str, bytes], ArchiveError]:
    """Of the wanted members those that are whole, and what befell the others: a damaged one takes those packed in one
    block behind it with it."""
    factory = BytesIOFactory(MAX_MEMBER_BYTES)
    trouble = ArchiveError("extract.damaged", detail="CRC")
    try:
        with py7zr.SevenZipFile(path, password=password or None, max_extract_size=MAX_BYTES) as archive:
            archive.extract(targets=[info.filename for info in wanted], factory=factory)
    except PasswordRequired:
        trouble = ArchiveError("extract.password")
    except _TROUBLE as met:
        trouble = ArchiveError("extract.damaged", detail=str(met)[:200])
    held = [(info, _written(factory, info.filename)) for info in wanted]
    return {info.filename: data for info, data in held if _is_whole(info, data)}, trouble


def _written(factory: BytesIOFactory, name: str) -> bytes:
    """What came of a member; its end may be missing."""
    if name not in factory.products:
        return b""
    factory.products[name].seek(0)
    return bytes(factory.products[name].read())


def _is_whole(info: py7zr.FileInfo, data: bytes) -> bool:
    return len(data) == info.uncompressed and info.crc32 in (None, zlib.crc32(data))


def _bomb(info: py7zr.FileInfo) -> ArchiveError:
    return ArchiveError("extract.bomb", megabytes=info.uncompressed // 1024**2)


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


def _is_too_large(found: Sequence[Member]) -> bool:
    return sum(member.size for member in found) > MAX_BYTES
