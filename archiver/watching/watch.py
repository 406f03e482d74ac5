"""Native file events, taken as hints: the disk is always looked at again."""

import contextlib
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Event
from typing import Protocol

from archiver.model import NOT_WATCHED, Root, RootId, Watching
from archiver.roots import identity, shows_own_changes_only
from archiver.watching import probe
from archiver.watching.inotify import Inotify
from archiver.watching.observed import Observed
from archiver.wording import Reason

OnHint = Callable[[Path, bool], None]

BEAT = 10.0
"""Seconds from one change of our own making, which must have been noticed by then, to the next."""

class Native(Protocol):
    """The events of one folder, from the making of this to `close`; OSError where they can't be had.

    `beats` counts the changes seen in the pulse folder, `lost` says that events were dropped, `probed` is set when a
    probe file was seen.
    """

    beats: int
    lost: bool
    probed: Event

    def alive(self) -> bool: ...
    def close(self) -> None: ...


class Watcher:
    """Watches folders natively and calls `on_hint(path, is_deleted)` from threads of its own.

    A hint on a file: look at it. With `is_deleted`: this file, or this folder with all that was in it, may be
    gone. A folder that appears gives a hint for each file in it. Start watching before the pass over a folder, not
    after it, and call `heal` every few seconds.
    """

    def __init__(self, on_hint: OnHint, pulse: Path) -> None:
        """`pulse` is a folder of the watcher's own, made when needed, in which it makes a file now and then to
        learn whether events still come: watchdog's threads have been seen dead or hanging that call themselves
        alive (its issues 452, 648, 1009)."""
        self._on_hint = on_hint
        self._pulse = pulse
        self._folders: dict[RootId, _Folder] = {}
        self._beaten_at: float | None = None

    def watch(self, root: Root) -> Watching:
        """Watch a folder in the way it asks for, or in the one that works. "polling" means: its owner makes passes."""
        self.unwatch(root.id)
        if root.mode == "polling":
            return Watching("polling", Reason("watch.polling_wanted"))
        if root.mode == "auto" and shows_own_changes_only(root.path):
            return Watching("polling", Reason("watch.is_share"))
        folder = _Folder(root.path, self._pulse, self._on_hint)
        try:
            self._pulse.mkdir(parents=True, exist_ok=True)
            folder.start()
        except FileNotFoundError:
            return NOT_WATCHED
        except OSError as trouble:
            detail = trouble.strerror or str(trouble)
            return Watching("polling", Reason("watch.no_native", {"detail": detail}))
        if root.mode == "auto" and not folder.passes_test():
            folder.stop()
            return Watching("polling", Reason("watch.silent"))
        self._folders[root.id] = folder
        return Watching("native", Reason("watch.native" if root.mode == "auto" else "watch.native_wanted"))

    def unwatch(self, root_id: RootId) -> None:
        """Stop watching a folder; nothing happens where it isn't watched."""
        folder = self._folders.pop(root_id, None)
        if folder:
            folder.stop()

    def alive(self) -> bool:
        """Whether everything that should be running is."""
        return all(folder.is_watched() for folder in self._folders.values())

    def heal(self, now: float, away: Collection[RootId] = ()) -> list[RootId]:
        """Start again what died or lost events, and what watches a folder that was replaced or came back.

        Gives the roots whose events may have been lost since the last call: their owner passes over them.
        Those that are `away` are left alone. `now` is in seconds of a clock that only goes forward.
        """
        is_time = self._beaten_at is None or now - self._beaten_at > BEAT
        stray = [
            folder_id
            for folder_id, folder in list(self._folders.items())  # a folder that answers late may come in meanwhile
            if folder_id not in away and (not folder.is_watched() or (is_time and folder.is_silent()))
        ]
        back = [folder_id for folder_id in stray if self._folders[folder_id].start_again()]
        if is_time:
            self._beat()
            self._beaten_at = now
        return sorted(back)

    def close(self) -> None:
        """Stop watching altogether."""
        for folder_id in list(self._folders):
            self.unwatch(folder_id)

    def _beat(self) -> None:
        for folder in list(self._folders.values()):
            folder.await_beat()
        if self._folders:
            beat = self._pulse / ".wendu-beat"
            self._pulse.mkdir(exist_ok=True)  # somebody may have tidied it away
            beat.touch()
            with contextlib.suppress(PermissionError):  # Windows: a virus scanner looks at it; the next beat finds it
                beat.unlink(missing_ok=True)


class _Folder:
    """One folder that should be watched, and what watches it while it can be."""

    def __init__(self, path: Path, pulse: Path, on_hint: OnHint) -> None:
        self._path = path
        self._pulse = pulse
        self._on_hint = on_hint
        self._native: Native | None = None
        self._known_as = ""
        self._beats_before: int | None = None

    def start(self) -> None:
        self._known_as = identity(self._path)
        self._native = native(self._path, self._pulse, self._on_hint)

    def start_again(self) -> bool:
        """Whether the folder is watched now; if it is away, or no watch is to be had, the next call may do it."""
        self.stop()
        try:
            self.start()
        except OSError:
            return False
        return True

    def stop(self) -> None:
        if self._native:
            self._native.close()
        self._native = self._beats_before = None

    def is_watched(self) -> bool:
        """Whether the events of the folder that stands here now have come and will come."""
        if not self._native or self._native.lost or not self._native.alive():
            return False
        try:
            return identity(self._path) == self._known_as
        except OSError:
            return False

    def passes_test(self) -> bool:
        """Whether a file we make here is told of; where we may make none, nothing speaks against it."""
        return self._native is not None and probe.is_seen(self._path, self._native.probed)

    def await_beat(self) -> None:
        self._beats_before = self._native.beats if self._native else None

    def is_silent(self) -> bool:
        """Whether the last beat wasn't noticed; a pulse that never was (no events on its disk) says nothing."""
        return bool(self._native and self._beats_before and self._native.beats == self._beats_before)


def native(folder: Path, pulse: Path, on_hint: OnHint) -> Native:
    """The best source of events this system has."""
    source: Callable[[Path, Path, OnHint], Native] = {"linux": Inotify}.get(sys.platform, Observed)
    return source(folder, pulse, on_hint)
