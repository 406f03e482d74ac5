"""Native file events, taken as hints: the disk is always looked at again. The only importer of watchdog."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from archiver.inotify import Inotify
from archiver.model import Root, RootId, WatchMode
from archiver.roots import filesystem, identity, is_network
from archiver.walk import Walk, skipped
from archiver.wording import NO_REASON, Reason

Mode = Literal["native", "polling"]
OnHint = Callable[[Path, bool], None]

BEAT = 10.0
"""Seconds from one change of our own making, which must have been noticed by then, to the next."""

_KINDS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip


def mode_for(path: Path, wanted: WatchMode) -> Mode:
    """How to watch a folder: by events, or by passes where none come (what another machine changes)."""
    if wanted != "auto":
        return wanted
    return "polling" if is_network(path) or filesystem(path).startswith("fuse.") else "native"


@dataclass(frozen=True, slots=True)
class Watching:
    """How a folder is watched, and why where it isn't by events."""

    mode: Mode
    reason: Reason = NO_REASON


class Native(Protocol):
    """The events of one folder, from the making of this to `close`; OSError where they can't be had."""

    beats: int
    lost: bool

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
        """Start watching a folder. Mode "polling" means: nothing was started, the owner makes passes."""
        self.unwatch(root.id)
        if mode_for(root.path, root.mode) == "polling":
            return Watching("polling", NO_REASON if root.mode == "polling" else Reason("watch.is_share"))
        folder = _Folder(root.path, self._pulse, self._on_hint)
        try:
            self._pulse.mkdir(parents=True, exist_ok=True)
            folder.start()
        except OSError as trouble:
            detail = trouble.strerror or str(trouble)
            return Watching("polling", Reason("watch.no_native", {"detail": detail}))
        self._folders[root.id] = folder
        return Watching("native")

    def unwatch(self, root_id: RootId) -> None:
        """Stop watching a folder; nothing happens where it isn't watched."""
        folder = self._folders.pop(root_id, None)
        if folder:
            folder.stop()

    def alive(self) -> bool:
        """Whether everything that should be running is."""
        return all(folder.is_watched() for folder in self._folders.values())

    def heal(self, now: float) -> list[RootId]:
        """Start again what died or lost events, and what watches a folder that was replaced or came back.

        Gives the roots whose events may have been lost since the last call: their owner passes over them.
        `now` is in seconds of a clock that only goes forward.
        """
        is_time = self._beaten_at is None or now - self._beaten_at > BEAT
        stray = [
            folder_id
            for folder_id, folder in self._folders.items()
            if not folder.is_watched() or (is_time and folder.is_silent())
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
        for folder in self._folders.values():
            folder.await_beat()
        if self._folders:
            beat = self._pulse / ".wendu-beat"
            self._pulse.mkdir(exist_ok=True)  # somebody may have tidied it away
            beat.touch()
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

    def await_beat(self) -> None:
        self._beats_before = self._native.beats if self._native else None

    def is_silent(self) -> bool:
        """Whether the last beat wasn't noticed; a pulse that never was (no events on its disk) says nothing."""
        return bool(self._native and self._beats_before and self._native.beats == self._beats_before)


def native(folder: Path, pulse: Path, on_hint: OnHint) -> Native:
    """The best source of events this system has."""
    source = {"linux": Inotify}.get(sys.platform, Observed)
    return source(folder, pulse, on_hint)


class Observed:
    """The events of a folder by way of watchdog: on Windows, where the system itself watches all below it."""

    def __init__(self, folder: Path, pulse: Path, on_hint: OnHint) -> None:
        self.beats = 0
        self.lost = False  # Windows doesn't say when it drops events: the passes at intervals find out
        self._observer = Observer()
        self._observer.start()
        try:
            self._observer.schedule(_Hints(folder, on_hint), str(folder), recursive=True, event_filter=_KINDS)
            self._observer.schedule(_Pulse(self), str(pulse), event_filter=[FileCreatedEvent])
        except OSError:
            self.close()
            raise

    def alive(self) -> bool:
        """Whether watchdog's threads say that they live."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def close(self) -> None:
        """Stop watching."""
        self._observer.stop()
        self._observer.join()


class _Pulse(FileSystemEventHandler):
    def __init__(self, observed: Observed) -> None:
        self._observed = observed

    def dispatch(self, event: FileSystemEvent) -> None:
        self._observed.beats += 1


class _Hints(FileSystemEventHandler):
    """Turns the events of one folder into hints. Called in watchdog's thread."""

    def __init__(self, folder: Path, on_hint: OnHint) -> None:
        self._folder = folder
        self._on_hint = on_hint

    def dispatch(self, event: FileSystemEvent) -> None:
        source = Path(os.fsdecode(event.src_path))
        if isinstance(event, (FileDeletedEvent, DirDeletedEvent)):
            self._gone(source)
        elif isinstance(event, (FileMovedEvent, DirMovedEvent)):
            self._gone(source)
            self._here(Path(os.fsdecode(event.dest_path)), event.is_directory)
        else:
            self._here(source, event.is_directory)

    def _gone(self, path: Path) -> None:
        if self._concerns_us(path):
            self._on_hint(path, True)

    def _here(self, path: Path, is_directory: bool) -> None:
        if not self._concerns_us(path):
            return
        for found in [seen.path for seen in Walk(path)] if is_directory else [path]:
            self._on_hint(found, False)

    def _concerns_us(self, path: Path) -> bool:
        return path.is_relative_to(self._folder) and not any(
            skipped(part) for part in path.relative_to(self._folder).parts
        )
