"""The door of the archive folder: one program at a time, and every change of a file written down before it is made."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archiver.catalogue import Catalogue, intents, places
from archiver.catalogue.connection import BUSY_SECONDS
from archiver.catalogue.intents import Intent
from archiver.errors import LibraryError
from archiver.store import Store, clean_parts, free_path, sha256


class Door:
    """Held by a lock that the system frees when a program dies; the next to hold it puts right what that one left."""

    def __init__(self, catalogue: Catalogue, store: Store, lock: Path) -> None:
        self._catalogue = catalogue
        self._store = store
        self._lock = FileLock(lock, timeout=BUSY_SECONDS)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the door, files and catalogue brought together again. Raises LibraryError where another does."""
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LibraryError("library.busy") from error
        try:
            self.put_right()
            yield
        finally:
            self._lock.release()

    def recover(self) -> None:
        """Bring files and catalogue together again where a program died between the two."""
        with self.held():
            pass

    def put_right(self) -> None:
        """Take back what was intended and not done; only for who holds the door."""
        left = intents.open_ones(self._catalogue.read())
        for intent in left:
            self._take_back(intent)
            with self._catalogue.write() as db:
                intents.fulfil(db, intent.id)
        if left:
            clean_parts(self._store.folder)

    def intend(self, kind: intents.Kind, source: Path, target: Path, digest: str) -> int:
        """Write down what will be done with a file; returns the intent to fulfil with the catalogue's change."""
        with self._catalogue.write() as db:
            return intents.write(db, kind, source, target, digest)

    def trash(self, copy: Path, digest: str) -> int:
        """Move a copy to the library's own trash; returns the intent to fulfil with the catalogue's change."""
        trash = self._store.trash
        intent = self.intend("trash", copy, trash / free_path(trash, copy.relative_to(self._store.folder)), digest)
        self._store.to_trash(copy)
        return intent

    def _take_back(self, intent: Intent) -> None:
        """An intent without its transaction never happened: the file goes where it was before."""
        if intent.kind == "trash":
            if intent.target.exists() and not intent.source.exists():
                self._store.from_trash(intent.target, intent.source)
        elif self._is_unregistered_copy(intent):
            self._store.to_trash(intent.target)

    def _is_unregistered_copy(self, intent: Intent) -> bool:
        known = places.at(self._catalogue.read(), intent.target) is not None
        return not known and intent.target.exists() and sha256(intent.target) == intent.sha256
