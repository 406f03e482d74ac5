"""Folders to watch: which may be added, and whether one that is watched can be reached now."""

import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path, PurePath

from archiver.errors import ArchiveError
from archiver.model import Root
from archiver.walk import is_folder, skipped

MOUNTS = Path("/proc/self/mounts")
"""Where Linux lists what is mounted: device, folder, kind of file system (proc(5))."""

NETWORK_KINDS = frozenset(
    [
        "cifs", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "davfs",
        "9p", "virtiofs", "vboxsf", "prl_fs", "vmhgfs", "fuse.vmhgfs-fuse",
        "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.curlftpfs", "fuse.s3fs",
        "fuse.glusterfs", "fuse.ceph", "fuse.smbnetfs",
    ]
)  # fmt: skip
"""Kinds of file systems whose files another machine can change (shares, also those of virtual machines)."""

_RECYCLE_BINS = ("$recycle.bin", "recycler", "recycled", "#recycle", "@recycle", ".trash")


def check_root(path: Path, roots: Sequence[Root], library: Path) -> None:
    """Refuse, with an ArchiveError, a folder that can't be watched or whose papers would be counted twice."""
    if not is_folder(path):
        raise ArchiveError("watch.not_a_folder", path=str(path))
    if path.is_symlink() or _is_junction(path):
        raise ArchiveError("watch.link", path=str(path), target=str(path.resolve()))
    if any(part.lower().startswith(_RECYCLE_BINS) for part in path.parts):
        raise ArchiveError("watch.recycle_bin", path=str(path))
    _check_library(path, library)
    for root in roots:
        _check_overlap(path, root)
    if _names(path) is None:
        raise ArchiveError("watch.not_readable", path=str(path))


def _check_library(path: Path, library: Path) -> None:
    here, there = _real(path), _real(library)
    if here.is_relative_to(there):
        raise ArchiveError("watch.in_library", path=str(path))
    if there.is_relative_to(here):
        raise ArchiveError("watch.holds_library", path=str(path), library=str(library))


def _check_overlap(path: Path, root: Root) -> None:
    # The disk of an offline root may hang: it is compared as it is written.
    here, there = _real(path), _as_written(root.path) if root.state == "offline" else _real(root.path)
    if here == there:
        raise ArchiveError("watch.same_root", path=str(path), root=str(root.path))
    if here.is_relative_to(there):
        raise ArchiveError("watch.inside_root", path=str(path), root=str(root.path))
    if there.is_relative_to(here):
        raise ArchiveError("watch.around_root", path=str(path), root=str(root.path))


def _real(path: Path) -> PurePath:
    """The same for one folder whatever links and letters' case it is written with."""
    return _as_written(path.resolve())


def _as_written(path: Path) -> PurePath:
    return PurePath(os.path.normcase(path))


def identity(path: Path) -> str:
    """Which folder this is, whatever it is called: device (Windows: volume serial) and inode."""
    facts = path.stat()
    return f"{facts.st_dev}:{facts.st_ino}"


def reachable(path: Path, known_as: str, had_files: bool) -> bool:
    """Whether what this folder shows now may be believed; if not, its files are offline, not gone.

    An unplugged disk or share leaves the folder it was mounted on, empty: another folder than the one
    `known_as` this identity, and without the files it had. Another folder with files in it is believed:
    devices get new numbers when they are plugged in again.
    """
    names = _names(path)
    if names is None:
        return False
    empty = all(skipped(name) for name in names)
    try:
        return not (had_files and empty and identity(path) != known_as)
    except OSError:
        return False


def _names(path: Path) -> list[str] | None:
    """The names in a folder; None where it is none or doesn't let itself be listed."""
    try:
        return os.listdir(path)  # noqa: PTH208  (names only)
    except OSError:
        return None


def is_network(path: Path) -> bool:
    """Whether a path lies on another machine: an UNC path, a mapped drive, a mounted share."""
    is_unc = sys.platform == "win32" and str(path).startswith(("\\\\", "//"))
    return is_unc or _windows_drive_kind(path) == 4 or filesystem(path) in NETWORK_KINDS  # DRIVE_REMOTE


def shows_own_changes_only(path: Path) -> bool:
    """Whether a folder may change without this system being told, which no test of ours could show.

    That is so of everything on another machine, and of file systems that a program puts together (FUSE): their
    events tell of what this machine does there, not of what others do. A block device read by way of FUSE
    ("fuseblk": NTFS disks) changes by our doing alone.
    """
    return is_network(path) or filesystem(path).startswith("fuse.")


def filesystem(path: Path) -> str:
    """The kind of file system a path lies on or would be made on, as Linux calls it; "" where unknown."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    real = path.resolve()
    best, kind = -1, ""
    for line in lines:
        _, folder, found, *_ = line.split(" ")
        mount = PurePath(_unescaped(folder))
        # Of two mounted on one folder the later covers the other.
        if len(mount.parts) >= best and real.is_relative_to(mount):
            best, kind = len(mount.parts), found
    return kind


def _unescaped(folder: str) -> str:
    """A folder as it is; the kernel writes space, tab, line feed and backslash in octal."""
    for octal, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        folder = folder.replace(octal, char)
    return folder


def _windows_drive_kind(path: Path) -> int:
    if sys.platform == "win32":
        return int(ctypes.windll.kernel32.GetDriveTypeW(path.resolve().anchor))
    return 0


def _is_junction(path: Path) -> bool:
    try:
        return getattr(path.lstat(), "st_reparse_tag", 0) == 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
    except OSError:
        return False
