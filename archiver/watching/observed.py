"""Events of a folder by way of watchdog, of which this is the only importer: on systems other than Linux."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Event

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

from archiver.walk import Walk, skipped
from archiver.watching.probe import is_probe

OnHint = Callable[[Path, bool], None]

_KINDS: list[type[FileSystemEvent]] = [
    FileCreatedEvent, FileModifiedEvent, FileClosedEvent, FileMovedEvent, FileDeletedEvent,
    DirCreatedEvent, DirMovedEvent, DirDeletedEvent,
]  # fmt: skip


class Observed:
    """The events of a folder by way of watchdog: on Windows, where the system itself watches all below it."""

    def __init__(self, folder: Path, pulse: Path, on_hint: OnHint) -> None:
        self.beats = 0
        self.probed = Event()
        self.lost = False  # Windows doesn't say when it drops events: the passes at intervals find out
        self._observer = Observer()
        self._observer.start()
        try:
            self._observer.schedule(_Hints(self, folder, on_hint), str(folder), recursive=True, event_filter=_KINDS)
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

    def __init__(self, observed: Observed, folder: Path, on_hint: OnHint) -> None:
        self._observed = observed
        self._folder = folder
        self._on_hint = on_hint

    def dispatch(self, event: FileSystemEvent) -> None:
        source = Path(os.fsdecode(event.src_path))
        if is_probe(source.name):
            self._observed.probed.set()
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
