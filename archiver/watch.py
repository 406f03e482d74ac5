"""Native file events, taken as hints: the disk is always looked at again. The only importer of watchdog."""

import logging
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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
from watchdog.observers.api import BaseObserver, ObservedWatch

from archiver.model import Root, RootId, WatchMode
from archiver.roots import filesystem, identity, is_network
from archiver.walk import Walk, skipped
from archiver.wording import NO_REASON, Reason

Mode = Literal["native", "polling"]
OnHint = Callable[[Path, bool], None]

BEAT = 10.0
"""Seconds within which the watcher must see a change of its own making; unburdened it takes milliseconds."""

# Opening, reading and closing unwritten are left out: they would come once for every file we read ourselves.
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


class Watcher:
    """Watches folders natively and calls `on_hint(path, is_deleted)` from a thread of its own.

    A hint on a file: look at it. With `is_deleted`: this file, or this folder with all that was in it, may be
    gone. A folder that appears gives a hint for each file in it. Start watching before the pass over a
    folder, not after it, and call `heal` every few seconds.
    """

    def __init__(self, on_hint: OnHint, pulse: Path) -> None:
        """`pulse` is a folder of the watcher's own, made when needed (see _Pulse)."""
        self._on_hint = on_hint
        self._folders: dict[RootId, _Folder] = {}
        self._observer: BaseObserver | None = None
        self._pulse = _Pulse(pulse)
        self._overflow = _Overflow()

    def watch(self, root: Root) -> Watching:
        """Start watching a folder. Mode "polling" means: nothing was started, the owner makes passes."""
        self.unwatch(root.id)
        if mode_for(root.path, root.mode) == "polling":
            return Watching("polling", NO_REASON if root.mode == "polling" else Reason("watch.is_share"))
        folder = _Folder(root.path, self._on_hint)
        try:
            folder.start(self._running())
            # Afterwards: watchdog says nothing of subfolders it got no watch for, but this one fails then.
            self._pulse.start(self._running())
        except OSError as trouble:
            folder.stop(self._observer)
            detail = trouble.strerror or str(trouble)
            return Watching("polling", Reason("watch.no_native", {"detail": detail}))
        self._folders[root.id] = folder
        return Watching("native")

    def unwatch(self, root_id: RootId) -> None:
        """Stop watching a folder; nothing happens where it isn't watched."""
        folder = self._folders.pop(root_id, None)
        if folder:
            folder.stop(self._observer)

    def alive(self) -> bool:
        """Whether everything that should be running is."""
        observer = self._observer
        if not self._folders:
            return True
        return bool(observer and observer.is_alive()) and all(
            folder.is_watched(observer) for folder in self._folders.values()
        )

    def heal(self, now: float) -> list[RootId]:
        """Start again what died, and what watches a folder that has been replaced or has come back.

        Gives the roots whose events may have been lost since the last call: their owner passes over them.
        `now` is in seconds of a clock that only goes forward.
        """
        if not self._folders:
            return []
        lost = self._overflow.taken()
        if not (self._observer and self._observer.is_alive()) or self._pulse.missed(now):
            self._stop()
            lost = True
        stray = [key for key, folder in self._folders.items() if folder.needs_start(self._observer)]
        back = [key for key in stray if self._start_again(self._folders[key])]
        return sorted(self._folders if lost else back)

    def close(self) -> None:
        """Stop watching altogether."""
        self._folders.clear()
        self._stop()
        self._overflow.close()

    def _running(self) -> BaseObserver:
        if self._observer is None:
            # Said for every folder of a copied tree that it hears of twice; of no concern to anyone.
            warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)
            self._observer = Observer()
            self._observer.start()
        return self._observer

    def _start_again(self, folder: "_Folder") -> bool:
        folder.stop(self._observer)
        try:
            folder.start(self._running())
            self._pulse.start(self._running())
        except OSError:  # the folder is away, or no watch is to be had: tried again at the next call
            return False
        return True

    def _stop(self) -> None:
        self._pulse.stop(self._observer)
        if self._observer:
            self._observer.stop()
            self._observer.join()
        self._observer = None


class _Folder:
    """One folder that should be watched. `start` raises OSError where that can't be."""

    def __init__(self, path: Path, on_hint: OnHint) -> None:
        self._path = path
        self._handler = _Hints(path, on_hint)
        self._known_as = ""
        self._watch: ObservedWatch | None = None

    def start(self, observer: BaseObserver) -> None:
        self._known_as = identity(self._path)
        self._handler.folders_left = False
        self._watch = observer.schedule(self._handler, str(self._path), recursive=True, event_filter=_KINDS)

    def stop(self, observer: BaseObserver | None) -> None:
        _unschedule(observer, self._watch)
        self._watch = None

    def needs_start(self, observer: BaseObserver | None) -> bool:
        """Whether events are missed, or may be: watchdog follows folders that moved by their old paths, and when
        they have left and come back under another name it loses files made in them (seen in the soak)."""
        return self._handler.folders_left or not self.is_watched(observer)

    def is_watched(self, observer: BaseObserver | None) -> bool:
        """Whether events of the folder that stands here now would come."""
        emitters = observer.emitters if observer else ()
        running = any(emitter.watch == self._watch and emitter.is_alive() for emitter in emitters)
        try:
            return running and identity(self._path) == self._known_as
        except OSError:
            return False


def _unschedule(observer: BaseObserver | None, watch: ObservedWatch | None) -> None:
    """Stop a watch, also one that a dying observer has dropped already."""
    if observer and watch and any(emitter.watch == watch for emitter in observer.emitters):
        observer.unschedule(watch)


class _Hints(FileSystemEventHandler):
    """Turns the events of one folder into hints. Called in watchdog's thread."""

    def __init__(self, folder: Path, on_hint: OnHint) -> None:
        self._folder = folder
        self._on_hint = on_hint
        self.folders_left = False
        """Whether a folder was moved or deleted since this was set to False."""

    def dispatch(self, event: FileSystemEvent) -> None:
        source = Path(os.fsdecode(event.src_path))
        self.folders_left |= isinstance(event, (DirMovedEvent, DirDeletedEvent))
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


class _Pulse(FileSystemEventHandler):
    """A folder of our own in which a file is made now and then, to learn whether changes are still told.

    watchdog's threads have been seen dead or hanging that call themselves alive (its issues 452, 648, 1009).
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._watch: ObservedWatch | None = None
        self._beaten_at: float | None = None
        self._answered = False
        self._ever_answered = False

    def start(self, observer: BaseObserver) -> None:
        """Watch the folder afresh; OSError where the system gives no more watches."""
        self.stop(observer)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._watch = observer.schedule(self, str(self._folder), event_filter=[FileCreatedEvent])

    def stop(self, observer: BaseObserver | None) -> None:
        _unschedule(observer, self._watch)
        self._watch = self._beaten_at = None

    def missed(self, now: float) -> bool:
        """Whether the last beat stays unanswered; where it doesn't, beat again. A folder that never answered
        (a file system without events) says nothing."""
        if self._beaten_at is not None and not self._answered:
            return self._ever_answered and now - self._beaten_at > BEAT
        if self._watch:
            self._answered, self._beaten_at = False, now
            beat = self._folder / ".wendu-beat"
            beat.touch()
            beat.unlink(missing_ok=True)
        return False

    def dispatch(self, event: FileSystemEvent) -> None:
        self._answered = self._ever_answered = True


class _Overflow(logging.Handler):
    """Hears watchdog say, in its log only, that the kernel dropped events.

    The rest of its log (errors when it is stopped while events come) is of no concern to anyone and goes no further.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._heard = False
        self._log = logging.getLogger("watchdog")
        self._log.addHandler(self)
        self._log.propagate = False

    def emit(self, record: logging.LogRecord) -> None:
        self._heard |= "overflow" in record.getMessage()

    def taken(self) -> bool:
        heard, self._heard = self._heard, False
        return heard

    def close(self) -> None:
        self._log.removeHandler(self)
        self._log.propagate = True
        super().close()
