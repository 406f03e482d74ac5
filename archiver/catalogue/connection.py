"""How the catalogue is opened, read by many threads and written by one at a time."""

import contextlib
import errno
import json
import os
import sqlite3
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from archiver.catalogue import schema
from archiver.errors import LibraryError
from archiver.sizes import bytes_of

BUSY_SECONDS = 10
"""How long a short write waits for another writer, as the contract of the headless commands says."""

CHECK_BELOW_BYTES = 64 * 2**20
"""Catalogues up to this size are checked page by page on opening (about 1 ms a megabyte)."""

HEADER = b"SQLite format 3\0"


_EXPECTED = {
    sqlite3.SQLITE_BUSY: "library.busy",
    sqlite3.SQLITE_LOCKED: "library.busy",
    sqlite3.SQLITE_PROTOCOL: "library.busy",
    sqlite3.SQLITE_FULL: "library.full",
    sqlite3.SQLITE_READONLY: "library.not_writable",
    sqlite3.SQLITE_CANTOPEN: "library.not_writable",
    sqlite3.SQLITE_IOERR: "library.disk_trouble",
    sqlite3.SQLITE_CORRUPT: "library.damaged",
    sqlite3.SQLITE_NOTADB: "library.damaged",
}
"""Trouble of the world, told in a sentence (SQLite result codes without their extension)."""


def now() -> str:
    """The present moment, ISO 8601 with the local offset, to the millisecond."""
    return datetime.now().astimezone().isoformat(timespec="milliseconds")


def days_ago(days: int) -> str:
    """The moment that many days ago, written like `now`."""
    return (datetime.now().astimezone() - timedelta(days=days)).isoformat(timespec="milliseconds")


@contextlib.contextmanager
def speaking_plainly(file: Path) -> Iterator[None]:
    """Turn what the world does to a catalogue (another writer, a full disk, damage) into a LibraryError.

    SQLite checks its structure; a value whose own bytes are broken shows only when it is read as text or JSON.
    """
    try:
        yield
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise LibraryError("library.damaged", path=str(file)) from error
    except sqlite3.DatabaseError as error:
        code = _code(error)
        if code is None:
            raise
        raise LibraryError(code, path=str(file)) from error
    except BrokenPipeError:
        raise  # who listens to us is gone; nothing is wrong with the library
    except OSError as error:
        raise LibraryError(_disk_code(error), path=os.fsdecode(error.filename or file)) from error


def _disk_code(error: OSError) -> str:
    """What to say of trouble with the library's other files: locks, index, settings, the archive folder."""
    if isinstance(error, TimeoutError):  # of a lock
        return "library.busy"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "library.full"
    return "library.not_writable" if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) else "library.disk_trouble"


def _code(error: sqlite3.DatabaseError) -> str | None:
    """What to say of an error. Text that is no UTF-8 is Python's own finding and has no number of SQLite's."""
    if str(error).startswith("Could not decode to UTF-8"):
        return "library.damaged"
    return _EXPECTED.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


class Catalogue:
    """One SQLite file; every thread reads through a connection of its own, writing is one transaction."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._own = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        if file.is_dir():
            raise LibraryError("library.damaged", path=str(file))
        if file.exists() and file.stat().st_size:
            _refuse_damaged(file)
        with speaking_plainly(self.file):
            db = self.read()
            if schema.version(db) < schema.LATEST:
                schema.migrate(db)

    def read(self) -> sqlite3.Connection:
        """This thread's connection. Rows come as sqlite3.Row."""
        db: sqlite3.Connection | None = getattr(self._own, "db", None)
        if db is None:
            db = self._connect()
            self._own.db = db
        return db

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """Several questions to one state of the catalogue, whatever other programs write between them. Only to read.

        Short: what was written since can't be folded into the main file before it ends.
        """
        db = self.read()
        if db.in_transaction:
            yield db
            return
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.execute("COMMIT")

    @contextlib.contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """One transaction, rolled back on any exception; waits BUSY_SECONDS for another writer."""
        db = self.read()
        with speaking_plainly(self.file):
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:  # Ctrl+C, too, leaves no transaction open; all of it goes on to the caller
                if db.in_transaction:  # a full disk has rolled it back already
                    db.execute("ROLLBACK")
                raise

    @property
    def bytes(self) -> int:
        """What the catalogue takes on disk, the part not yet merged into the main file included."""
        files = (self.file, self.file.with_name(self.file.name + "-wal"))
        return bytes_of(files)

    def close(self) -> None:
        """Close every thread's connection; the threads must have stopped using them."""
        with self._lock:
            for db in self._open:
                db.close()
            self._open.clear()
        self._own = threading.local()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self.file, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=400
        )
        db.row_factory = sqlite3.Row
        # secure_delete: the text of a paper that turns out to be secret must not linger in free pages.
        db.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
            "PRAGMA secure_delete = ON; PRAGMA cache_size = -32768;"
        )
        with self._lock:
            self._open.append(db)
        return db


def _refuse_damaged(file: Path) -> None:
    """Raise LibraryError for a catalogue that is damaged or too new, having only read it.

    It is opened read-only first: opening a damaged file for writing would already change it.
    """
    with file.open("rb") as stream:
        if stream.read(len(HEADER)) != HEADER:
            raise LibraryError("library.damaged", path=str(file))
    try:
        with contextlib.closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as db:
            found = schema.version(db)
            if found > schema.LATEST:
                raise LibraryError("library.newer", path=str(file))
            if file.stat().st_size <= CHECK_BELOW_BYTES:
                verdict = db.execute("PRAGMA quick_check(1)").fetchone()[0]
                if verdict != "ok":
                    raise LibraryError("library.damaged", path=str(file))
            if not schema.is_as_made(db):
                raise LibraryError("library.damaged", path=str(file))
            if found:
                db.execute("SELECT value FROM meta WHERE key = 'library'").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
        held = isinstance(error, sqlite3.DatabaseError) and _code(error) == "library.busy"
        raise LibraryError("library.busy" if held else "library.damaged", path=str(file)) from error
