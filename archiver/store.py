"""The archive folder: copies of papers under paths a person can read, checked by digest, never overwritten.

A copy is written under a part name beside its place and takes its final name only when all of it is on the
disk. Nothing outside the archive folder and its trash is written, moved or deleted; the source is only read.
"""

import ctypes
import errno
import hashlib
import os
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.walk import skipped

PART = ".wendu-part-"
"""How the name of a copy that isn't whole yet begins."""

BLOCK = 1 << 20
TITLE_CHARS = 80
FOLDER_CHARS = 40
SUFFIX_CHARS = 16
NAME_BYTES = 240
"""ext4 and others allow 255 bytes per name; the rest is for “ (2)”. With 80 characters of title and 40 of
category a path stays under the 260 characters that Windows programs can open."""

# Windows allows none of these in a name; their wide forms read the same.
_WIDE = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)


def readable_path(filing_year: str, category: str, title: str, suffix: str) -> Path:
    """Where a paper belongs in the archive folder: filing year/category/title, legal on Windows and Linux.

    `suffix` begins with its dot, or is "". Unknown values are "".
    """
    ending = _clean(suffix[:SUFFIX_CHARS]).rstrip(". ")
    year, folder = (_component(filing_year, "年度不明"), _component(category, "待分类"))
    return Path(year) / folder / _component(title, "无标题", TITLE_CHARS, ending)


def free_path(folder: Path, wanted: Path) -> Path:
    """`wanted` (relative to `folder`), or where that is taken the same with “ (2)” before the ending."""
    candidate, count = wanted, 1
    while os.path.lexists(folder / candidate):
        count += 1
        candidate = wanted.with_name(f"{wanted.stem} ({count}){wanted.suffix}")
    return candidate


def _component(text: str, unknown: str, chars: int = FOLDER_CHARS, ending: str = "") -> str:
    """One name of a path. `ending` is kept whole; the rest gives way to the limits of length."""
    name = _clean(text)[:chars]
    while len((name + ending).encode()) > NAME_BYTES:
        name = name[:-1]
    name = name.strip(" ") if ending else name.strip(" ").rstrip(". ")
    name = (name or unknown) + ending
    return f"_{name}" if _RESERVED.match(name) or skipped(name) else name


def _clean(text: str) -> str:
    """NFC, on one line, without characters nobody sees, forbidden ones in their wide form."""
    visible = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", text)
        if char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs")
    )
    return " ".join(visible.split()).translate(_WIDE)


def sha256(path: Path, cancelled: Callable[[], bool] | None = None) -> str:
    """The SHA-256 of a file in hexadecimal. OSError where it can't be read, ArchiveError when cancelled."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(BLOCK), b""):
            if cancelled and cancelled():
                raise ArchiveError("store.cancelled", path=str(path))
            digest.update(block)
    return digest.hexdigest()


def clean_parts(folder: Path) -> int:
    """Remove the copies that were not finished when the program died; how many there were."""
    names = ((place, name) for place, _folders, names in os.walk(folder) for name in names if name.startswith(PART))
    parts = [part for place, name in names if not (part := Path(place, name)).is_symlink()]
    for part in parts:
        part.unlink(missing_ok=True)
    return len(parts)


class Store:
    """The archive folder and the trash of the library, both on one disk. Paths are absolute unless said."""

    def __init__(self, folder: Path, trash: Path) -> None:
        self.folder = folder
        self.trash = trash

    def copy_in(self, source: Path, target: Path, sha256: str, part_name: str) -> Path:
        """Copy a file to `target` (relative to the archive folder), contents and mtime; gives its place.

        `sha256` is the digest the copy must have; `part_name` begins with PART. Either the whole copy stands
        under its name afterwards, or no trace of it and an ArchiveError says why: store.changed (the source
        isn't the file of that digest), store.taken, store.unreadable, store.full, store.damaged and others.
        """
        place = self._inside(target)
        part = place.with_name(part_name)
        with _writing(place):
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                _fill(part, source, sha256)
                _move(part, place)
                self._sync(place.parent)
            finally:
                part.unlink(missing_ok=True)
                self._prune(place.parent)
        return place

    def to_trash(self, path: Path) -> Path:
        """Move a file of the archive folder to the trash; gives its place there."""
        relative = path.relative_to(self.folder)
        trashed = self.trash / free_path(self.trash, relative)
        with _writing(path):
            trashed.parent.mkdir(parents=True, exist_ok=True)
            _move(path, trashed)
            self._sync(path.parent)
            self._prune(path.parent)
        return trashed

    def from_trash(self, trashed: Path, path: Path) -> Path:
        """Move a file back to its place in the archive folder; gives that place."""
        place = self._inside(path.relative_to(self.folder))
        with _writing(place):
            place.parent.mkdir(parents=True, exist_ok=True)
            _move(trashed, place)
            self._sync(place.parent)
        return place

    def _inside(self, target: Path) -> Path:
        """The absolute place of a target, refused where a link would lead it out of the archive folder."""
        if not self.folder.is_dir():
            raise ArchiveError("store.no_folder", path=str(self.folder))
        place = self.folder / target
        if ".." in target.parts or not place.parent.resolve().is_relative_to(self.folder.resolve()):
            raise ArchiveError("store.outside", path=str(place))
        return place

    def _sync(self, folder: Path) -> None:
        """See the names in a folder and above it safely on the disk. Windows does so by itself."""
        while os.name == "posix" and folder.is_relative_to(self.folder):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            folder = folder.parent

    def _prune(self, folder: Path) -> None:
        """Remove a folder and those above it as far as nothing stands in them."""
        while folder != self.folder:
            try:
                folder.rmdir()
            except OSError:
                return
            folder = folder.parent


def _fill(part: Path, source: Path, expected: str) -> None:
    """Write the part and read it back from the disk."""
    part.unlink(missing_ok=True)
    mtime = _facts(source).st_mtime_ns
    digest = hashlib.sha256()
    with part.open("xb") as copy:
        for block in _blocks(source):
            digest.update(block)
            copy.write(block)
        copy.flush()
        os.fsync(copy.fileno())
        if sys.platform == "linux":  # or the reading back would see the memory, not the disk
            os.posix_fadvise(copy.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    if digest.hexdigest() != expected:
        raise ArchiveError("store.changed", path=str(source))
    if sha256(part) != expected:
        raise ArchiveError("store.damaged", path=str(part.parent))
    os.utime(part, ns=(mtime, mtime))


def _facts(source: Path) -> os.stat_result:
    try:
        return source.stat()
    except OSError as trouble:
        raise _unreadable(source, trouble) from trouble


def _blocks(source: Path) -> Iterator[bytes]:
    try:
        with source.open("rb") as file:
            yield from iter(lambda: file.read(BLOCK), b"")
    except OSError as trouble:
        raise _unreadable(source, trouble) from trouble


def _unreadable(source: Path, trouble: OSError) -> ArchiveError:
    return ArchiveError("store.unreadable", path=str(source), detail=trouble.strerror or str(trouble))


def _move(source: Path, place: Path) -> None:
    """Give a file another name on the same disk; FileExistsError where that name is taken, without a gap."""
    if os.name == "nt":
        source.rename(place)  # never overwrites there
    elif not _rename_noreplace(source, place):
        os.link(source, place)
        source.unlink()


def _rename_noreplace(source: Path, place: Path) -> bool:
    """renameat2(2) with RENAME_NOREPLACE; False where the system or the file system (NFS) has none."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    here = -100  # AT_FDCWD
    if rename(here, os.fsencode(source), here, os.fsencode(place), 1) == 0:
        return True
    trouble = ctypes.get_errno()
    if trouble in (errno.EINVAL, errno.ENOSYS):
        return False
    raise OSError(trouble, os.strerror(trouble), str(source), None, str(place))


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """Say what the disk refused in a sentence of ours."""
    try:
        yield
    except OSError as trouble:
        detail = trouble.strerror or str(trouble)
        raise ArchiveError(_code(trouble), path=str(path), detail=detail) from trouble


def _code(trouble: OSError) -> str:
    if trouble.errno in (errno.ENOSPC, errno.EDQUOT):
        return "store.full"
    for kind, code in (
        (FileExistsError, "store.taken"),
        (FileNotFoundError, "store.gone"),
        (PermissionError, "store.denied"),
    ):
        if isinstance(trouble, kind):
            return code
    return "store.not_written"
