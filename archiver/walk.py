"""What stands in a folder now: names that are never papers, one look at one file, a pass over a whole tree.

Links are skipped, to files and to folders alike: what they point to is read where it really stands, so a
paper is counted once and a loop of links has no beginning.
"""

import os
import re
import stat
import sys
import time
from collections.abc import Iterator, Sequence
from fnmatch import translate
from pathlib import Path

from archiver.model import Seen

NEVER_PAPERS: tuple[tuple[str, str], ...] = (
    ("~$*", "Word, Excel, PowerPoint, WPS: owner file of an open paper"),
    (".~*", "WPS and LibreOffice: lock and working copy of an open paper"),
    ("~WR[DLA]*.tmp", "Word: the new paper while it is being saved"),
    ("*.tmp", "half of a save or a copy, renamed when it is whole"),
    ("*.temp", "the same"),
    ("*.crdownload", "Chrome, Edge: download under way"),
    ("*.part", "Firefox and others: download under way"),
    ("*.partial", "Internet Explorer, rclone: download under way"),
    ("*.download", "Safari: download under way"),
    ("*.downloading", "Baidu netdisk: download under way"),
    ("*.xltd", "Thunder: download under way"),
    (".*.~*", "Nextcloud: download under way"),
    (".syncthing.*", "Syncthing: download under way"),
    (".nfs*", "NFS: a deleted file that someone still has open"),
    (".fuse_hidden*", "FUSE: a deleted file that someone still has open"),
    (".*.sw[op]", "vim: working copy"),
    (".#*", "Emacs: lock"),
    ("#*#", "Emacs: working copy"),
    (".wendu-*", "our own: a copy that is not whole yet, a probe"),
    ("Thumbs.db", "Windows: thumbnails"),
    ("ehthumbs*.db", "Windows: thumbnails"),
    ("desktop.ini", "Windows: look of a folder"),
    (".directory", "KDE: look of a folder"),
    (".DS_Store", "macOS: look of a folder"),
    (".localized", "macOS: name of a folder"),
    ("__MACOSX", "macOS: second forks in a zip"),
    ("._*", "macOS: second fork of a file on a foreign disk"),
    (".AppleDouble", "Netatalk: second forks"),
    (".Spotlight-V100", "macOS: its index"),
    (".fseventsd", "macOS: its journal"),
    (".TemporaryItems", "macOS: temporary files"),
    ("@eaDir", "Synology: thumbnails"),
    ("@Recycle", "QNAP: recycle bin"),
    ("@Recently-Snapshot", "QNAP: snapshots"),
    ("#recycle", "Synology: recycle bin"),
    ("#snapshot", "Synology: snapshots"),
    (".snapshot", "NetApp: snapshots"),
    ("~snapshot", "NetApp: snapshots"),
    ("$RECYCLE.BIN", "Windows: recycle bin"),
    ("RECYCLER", "Windows XP: recycle bin"),
    ("RECYCLED", "Windows 98: recycle bin"),
    ("System Volume Information", "Windows: restore points"),
    (".Trash*", "Linux, macOS: recycle bin"),
    ("lost+found", "ext4: pieces found after a crash"),
    (".git", "version control"),
    (".svn", "version control"),
    (".hg", "version control"),
    (".stfolder", "Syncthing: its mark"),
    (".stversions", "Syncthing: old versions"),
    (".dropbox.cache", "Dropbox: its cache"),
)
"""Names of files and folders that are never papers, as shell patterns whose case doesn't matter, and why."""

_NEVER = re.compile("|".join(translate(pattern) for pattern, _ in NEVER_PAPERS), re.IGNORECASE)

# FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_OPEN, _RECALL_ON_DATA_ACCESS (winnt.h): the bytes are in the cloud, and
# opening the file would fetch them.
_IN_THE_CLOUD = 0x1000 | 0x40000 | 0x400000


def skipped(name: str) -> bool:
    """Whether a file or folder of this name is a lock, temporary or system file: never listed, never read."""
    return _NEVER.match(name) is not None


def look(path: Path) -> Seen | None:
    """One look at one file; None where there is no paper to read.

    That is: nothing there, a skipped name, a folder, a link, a cloud placeholder, or no answer from the disk.
    Only `is_gone` says that a file is really gone.
    """
    if skipped(path.name):
        return None
    try:
        facts = path.lstat()
    except (OSError, ValueError):
        return None
    return _seen(path, facts) if stat.S_ISREG(facts.st_mode) and not _placeholder(facts) else None


def is_gone(path: Path) -> bool:
    """Whether the disk says for certain that no file stands here; no clear answer is not certainty."""
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder stands here, or a link to one; what can't be asked for (a name too long) is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def quiet_seconds(path: Path) -> float:
    """For how long a file is known to have been left alone, by its own times; 0 where they prove nothing.

    Both mtime and ctime must be old. On POSIX a copying program can set mtime but not ctime, which the
    kernel moves with every write, so an old ctime is proof. Windows has no such time, and the times of a
    share are a foreign clock's (its device, like all without a disk of their own, has major number 0): there
    two looks are always needed.
    """
    if sys.platform != "win32":
        try:
            facts = path.lstat()
        except OSError:
            return 0.0
        if os.major(facts.st_dev) != 0:
            return max(0.0, time.time() - max(facts.st_mtime, facts.st_ctime))
    return 0.0


class Walk:
    """One pass over a folder: iterating gives every file below, in the order of the parts of its path.

    `excluded` folders are left out. Afterwards `troubles` are the folders and files of which nothing could be
    learnt, and `placeholders` the files whose bytes are in the cloud: neither may be believed gone.
    No file is opened.
    """

    def __init__(self, root: Path, excluded: Sequence[Path] = ()) -> None:
        self.troubles: list[Path] = []
        self.placeholders: list[Path] = []
        self._root = root
        self._excluded = frozenset(map(str, excluded))
        self._folders: set[tuple[int, int]] = set()

    def __iter__(self) -> Iterator[Seen]:
        pile = self._entries(str(self._root))
        while pile:
            entry = pile.pop()
            try:
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue
            except OSError:
                self.troubles.append(Path(entry.path))
                continue
            if stat.S_ISDIR(facts.st_mode):
                if not _junction(facts) and entry.path not in self._excluded:
                    pile.extend(self._entries(entry.path))
            elif stat.S_ISREG(facts.st_mode):
                if _placeholder(facts):
                    self.placeholders.append(Path(entry.path))
                else:
                    yield _seen(Path(entry.path), facts)

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        """What stands in a folder and may be a paper, last name first; nothing for a folder met before."""
        try:
            if self._met(folder):
                return []
            with os.scandir(folder) as found:
                entries = [entry for entry in found if not skipped(entry.name)]
        except OSError as trouble:
            if not isinstance(trouble, FileNotFoundError) or folder == str(self._root):
                self.troubles.append(Path(folder))
            return []
        return sorted(entries, key=lambda entry: entry.name, reverse=True)

    def _met(self, folder: str) -> bool:
        """Whether this very folder was read already under another name (a bind mount, a loop of mounts)."""
        facts = os.stat(folder)  # noqa: PTH116  (a Path per folder would double the time of a pass)
        key = (facts.st_dev, facts.st_ino)
        met = key in self._folders
        self._folders.add(key)
        return met


def _seen(path: Path, facts: os.stat_result) -> Seen:
    """The record of a look. The file id is evidence, not proof (inodes are used again); "" on Windows, whose
    directory listing has none."""
    file_id = "" if sys.platform == "win32" else f"{facts.st_dev}:{facts.st_ino}"
    return Seen(path, facts.st_size, facts.st_mtime_ns, file_id)


def _placeholder(facts: os.stat_result) -> bool:
    return bool(getattr(facts, "st_file_attributes", 0) & _IN_THE_CLOUD)


def _junction(facts: os.stat_result) -> bool:
    """Whether this is a Windows junction: a link to a folder that calls itself a folder."""
    return getattr(facts, "st_reparse_tag", 0) == 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
