"""Events of a folder and all below it from Linux itself, inotify(7).

watchdog has this too, but follows folders by the paths they had: after folders were moved between two watched ones,
its versions 6.0 to 7.1 miss new files in them, and 7.1's reading thread dies of a KeyError while everything calls
itself alive (seen in the soak). Here a folder that leaves is forgotten and one that comes is watched anew.
"""

import ctypes
import errno
import os
import select
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from archiver import worker
from archiver.probe import is_probe
from archiver.walk import Walk, skipped

# <linux/inotify.h>
MODIFY, CLOSE_WRITE, MOVED_FROM, MOVED_TO = 0x2, 0x8, 0x40, 0x80
CREATE, DELETE, DELETE_SELF, MOVE_SELF = 0x100, 0x200, 0x400, 0x800
OVERFLOW, IGNORED, IS_FOLDER = 0x4000, 0x8000, 0x40000000
ONLY_FOLDERS, NO_LINKS = 0x1000000, 0x2000000
LEFT = MOVED_FROM | DELETE
# Opening, reading and closing unwritten are left out: they would come once for every file we read ourselves.
WANTED = MODIFY | CLOSE_WRITE | MOVED_TO | CREATE | LEFT | DELETE_SELF | MOVE_SELF | ONLY_FOLDERS | NO_LINKS

EVENT = struct.Struct("iIII")
BUFFER = 1 << 16

# A folder that vanished, was replaced or may not be read; the pass over its root names it.
UNWATCHABLE = (errno.ENOENT, errno.ENOTDIR, errno.EACCES, errno.ELOOP)


class Inotify:
    """Watches one folder with all below it from its making to `close`, and calls `on_hint(path, is_deleted)`.

    `beats` counts the changes seen in the folder `pulse`, `probed` is set when a probe was seen. `lost` says that
    events were dropped, or that the folder itself left, if only for a moment: what came into it by then couldn't be
    watched. OSError where the system gives no (more) watches.
    """

    def __init__(self, folder: Path, pulse: Path, on_hint: Callable[[Path, bool], None]) -> None:
        self.beats = 0
        self.lost = False
        self.probed = threading.Event()
        self._folder = folder
        self._pulse = pulse
        self._on_hint = on_hint
        self._watched: dict[int, Path] = {}
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._queue = self._checked(self._libc.inotify_init1(os.O_CLOEXEC | os.O_NONBLOCK))
        try:
            self._checked(self._add(folder))
            self._add_below(folder)
            self._add(pulse)
        except OSError:
            os.close(self._queue)
            raise
        self._stop, self._stopper = os.pipe()
        self._thread = threading.Thread(target=self._follow, name="inotify", daemon=True)
        self._thread.start()

    def alive(self) -> bool:
        """Whether events are being read."""
        return self._thread.is_alive()

    def close(self) -> None:
        """Stop watching. A thread whose disk hangs is left behind with what it holds; it ends when that answers."""
        os.write(self._stopper, b".")
        self._thread.join(worker.PATIENCE)
        if self._thread.is_alive():
            return
        for handle in (self._queue, self._stop, self._stopper):
            os.close(handle)

    def _follow(self) -> None:
        ready = select.poll()
        ready.register(self._queue, select.POLLIN)
        ready.register(self._stop, select.POLLIN)
        while self._stop not in dict(ready.poll()):
            for watch, mask, name in _events(os.read(self._queue, BUFFER)):
                self._take(watch, mask, name)

    def _take(self, watch: int, mask: int, name: str) -> None:
        if mask & OVERFLOW:
            self.lost = True
        folder = self._watched.get(watch)
        if folder is None:  # one that left; what happened in it since is found where it is now
            return
        if mask & IGNORED:
            del self._watched[watch]
        elif folder == self._pulse:
            self.beats += 1
        elif not name:
            if folder == self._folder:  # it left; of other folders the one above tells
                self.lost = True
                self._on_hint(folder, True)
        elif is_probe(name):
            self.probed.set()
        elif not skipped(name):
            self._tell(folder / name, mask)

    def _tell(self, path: Path, mask: int) -> None:
        if mask & LEFT:
            if mask & IS_FOLDER:
                self._forget(path)
            self._on_hint(path, True)
        elif mask & IS_FOLDER:
            self._arrive(path)
        else:
            self._on_hint(path, False)

    def _arrive(self, folder: Path) -> None:
        """Watch a folder that came, then tell of the files that stand in it already."""
        try:
            if self._add(folder) >= 0:
                self._add_below(folder)
            elif not self._folder.exists():
                self.lost = True
        except OSError:
            self.lost = True
        for seen in Walk(folder):
            self._on_hint(seen.path, False)

    def _forget(self, folder: Path) -> None:
        """Stop watching a folder that left. One that is known under its new path already isn't meant."""
        for watch in [watch for watch, path in self._watched.items() if path.is_relative_to(folder)]:
            del self._watched[watch]
            self._libc.inotify_rm_watch(self._queue, watch)

    def _add_below(self, folder: Path) -> None:
        """Watch the folders in a watched one. Each is watched before it is listed, so that none is missed."""
        pile = [folder]
        while pile:
            pile += [path for path in _folders_in(pile.pop()) if self._add(path) >= 0]

    def _add(self, folder: Path) -> int:
        """Watch one folder: the watch, or -1 where it can't be; OSError where no folder can be."""
        watch: int = self._libc.inotify_add_watch(self._queue, os.fsencode(folder), WANTED)
        if watch < 0 and ctypes.get_errno() not in UNWATCHABLE:
            self._checked(watch)
        if watch >= 0:
            self._watched[watch] = folder
        return watch

    def _checked(self, result: int) -> int:
        if result < 0:
            raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        return result


def _folders_in(folder: Path) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [
                Path(entry.path) for entry in entries if not skipped(entry.name) and entry.is_dir(follow_symlinks=False)
            ]
    except OSError:  # it left meanwhile, or may not be read: the pass over its root names it
        return []


def _events(read: bytes) -> Iterator[tuple[int, int, str]]:
    """Watch, mask and name of each event that was read; the name of the folder itself is ""."""
    at = 0
    while at < len(read):
        watch, mask, _, length = EVENT.unpack_from(read, at)
        at += EVENT.size + length
        yield watch, mask, os.fsdecode(read[at - length : at].rstrip(b"\0"))
