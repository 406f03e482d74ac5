"""The keeper as a child process of the window: commands go in by a pipe, events and outcomes come back."""

import contextlib
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from logging.handlers import RotatingFileHandler
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archiver.catalogue.connection import speaking_plainly
from archiver.errors import ArchiveError
from archiver.garbage import look_seldom
from archiver.model import Act, Added, CategoryId, Event
from archiver.settings import LibraryPaths
from archiver.wording import Reason

if TYPE_CHECKING:  # the window starts a keeper but never is one: what only the child needs is imported there
    from archiver.keeper import Keeper
    from archiver.library import Library

GRACE_SECONDS = 10.0
"""How long the keeper may take to stop by itself before it is ended."""

STARTS = 4
"""How often a keeper that dies of itself is started in the life of a window."""

LOG_BYTES = 1_000_000

Heard = Callable[[list[Added], Act | None], None]
"""Called with what became of each file that was to be added, and the act; a file may have none."""

KeeperState = Literal["running", "paused", "stopped", "elsewhere"]


class KeeperProcess:
    """The window's side. `on_event` is called from a background thread, as are the outcomes of `add`."""

    def __init__(self, folder: Path, on_event: Callable[[Event], None]) -> None:
        self._folder = folder
        self._on_event = on_event
        self._asked: dict[int, tuple[Sequence[Path], Heard]] = {}
        self._numbers = count()
        self._changing = threading.Lock()  # of the process that is talked to, and of who waits for its answers
        self._ended = False
        self._closing = False
        self.state: KeeperState = "running"
        self.trouble: Reason | None = None
        self._start()
        self._listener = threading.Thread(target=self._listen, name="keeper-events", daemon=True)
        self._listener.start()

    def tell(self, command: str, *data: Any) -> None:
        """Send a command; a keeper that can no longer hear it has said why by then."""
        with self._changing:
            self._send(command, *data)
        if command in ("pause", "resume") and self.state in ("running", "paused"):
            self.state = "paused" if command == "pause" else "running"

    def order(self, command: str, *data: Any) -> None:
        """Send a command that somebody waits for. ArchiveError where no keeper runs any more."""
        with self._changing:
            self._refuse_ended()
            self._send(command, *data)

    def _refuse_ended(self) -> None:
        if self._ended:
            raise ArchiveError("library.held" if self.state == "elsewhere" else "library.keeper_stopped")

    def _send(self, *message: Any) -> None:
        with contextlib.suppress(BrokenPipeError, OSError):
            self._connection.send(message)

    def add(self, paths: Sequence[Path], category: CategoryId | None, done: Heard) -> None:
        """Take files into the archive folder; `done` hears what became of each. ArchiveError where no keeper runs."""
        with self._changing:
            self._refuse_ended()
            number = next(self._numbers)
            self._asked[number] = paths, done
            self._send("add", number, list(paths), category)

    def close(self) -> None:
        """Let the keeper finish what it is writing, and end it."""
        with self._changing:
            self._closing = True  # from here on no other keeper is started
            self._send("stop")
        self._process.join(GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._listener.join(GRACE_SECONDS)
        self._connection.close()

    def _start(self) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(theirs, self._folder), name="keeper")
        self._process.start()
        theirs.close()

    def _listen(self) -> None:
        """Hear the keeper until it ends; one that dies of itself is started again, but not for ever."""
        for starts_left in reversed(range(STARTS)):
            self._hear_out()
            if not self._closing:  # who closes waits for it
                self._process.join()
            if not self._goes_on(starts_left):
                break
        self._on_event(Event("library"))

    def _goes_on(self, starts_left: int) -> bool:
        """Start another keeper in the place of one that died of itself, if one may be; tell who waited for that one."""
        with self._changing:
            self._ended = self._closing or self.state == "elsewhere" or self.trouble is not None or not starts_left
            waited, self._asked = list(self._asked.values()), {}
            if not self._ended:
                self._connection.close()
                self._start()
                if self.state == "paused":
                    self._send("pause")
            elif self.state != "elsewhere":
                self.state = "stopped"
        for paths, done in waited:
            done([Added(path, failed=Reason("library.keeper_stopped")) for path in paths], None)
        return not self._ended

    def _hear_out(self) -> None:
        while True:
            try:
                what, *data = self._connection.recv()
            except (EOFError, OSError):
                return
            if what == "event":
                self._on_event(data[0])
            elif what == "added":
                _paths, done = self._asked.pop(data[0])
                done(data[1], data[2])
            elif what == "elsewhere":
                self.state = "elsewhere"
            elif what == "trouble":
                self.trouble = data[0]


def serve(connection: "Connection[Any, Any]", folder: Path) -> None:
    """The child's side: open the library, keep it until told to stop or until the window is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the window's to answer
    sending = threading.Lock()

    def send(*message: Any) -> None:
        with sending, contextlib.suppress(BrokenPipeError, OSError):  # the window is gone; the keeper is stopping
            connection.send(message)

    look_seldom()
    _keep_log(folder / "keeper.log")
    try:
        with speaking_plainly(LibraryPaths(folder).catalogue):
            _keep(connection, folder, send)
    except ArchiveError as error:
        send(*(("elsewhere",) if error.reason.code == "library.held" else ("trouble", error.reason)))
    except Exception:
        logging.getLogger(__name__).exception("the keeper stopped")
        raise


def _keep(connection: "Connection[Any, Any]", folder: Path, send: Callable[..., None]) -> None:
    from archiver.keeper import Keeper
    from archiver.library import Library

    library = Library(folder)
    try:
        keeper = Keeper(library, partial(send, "event"))
        threading.Thread(target=_obey, args=(connection, keeper, library, send), daemon=True).start()
        try:
            keeper.watch()
        finally:
            keeper.close()
    finally:
        library.close()


def _keep_log(file: Path) -> None:
    """A log of its own: two processes can't share one that rotates."""
    handler = RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)


def _obey(
    connection: "Connection[Any, Any]", keeper: "Keeper", library: "Library", send: Callable[..., None]
) -> None:
    """Do what the window says until it says stop or is gone. A keeper that hears nothing more would outlive it."""
    try:
        _hear_commands(connection, keeper, library, send)
    except ArchiveError as error:
        send("trouble", error.reason)
    except Exception:
        logging.getLogger(__name__).exception("the keeper heard no further")
    finally:
        keeper.stop()
        timer = threading.Timer(GRACE_SECONDS, os._exit, args=(1,))
        timer.daemon = True
        timer.start()


def _hear_commands(
    connection: "Connection[Any, Any]", keeper: "Keeper", library: "Library", send: Callable[..., None]
) -> None:
    commands: dict[str, Callable[..., None]] = {
        "pause": keeper.pause, "resume": keeper.resume, "rescan": keeper.rescan, "retry": keeper.retry,
        "use": keeper.use,
    }  # fmt: skip
    while True:
        try:
            command, *data = connection.recv()
        except (EOFError, OSError):
            return
        if command == "stop":
            return
        if command == "add":
            _add(keeper, library, send, *data)
        else:
            commands[command](*data)


def _add(
    keeper: "Keeper",
    library: "Library",
    send: Callable[..., None],
    number: int,
    paths: Sequence[Path],
    category: CategoryId | None,
) -> None:
    from archiver import filing
    from archiver.adding import Wish
    from archiver.catalogue import journal

    try:
        wish = Wish(filing.category_by_id(library.catalogue.read(), category)) if category else Wish()
    except ArchiveError as gone:  # somebody removed the category while the files were dragged to it
        send("added", number, [Added(path, failed=gone.reason) for path in paths], None)
        return

    def done(added: list[Added], batch: int | None) -> None:
        db = library.catalogue.read()
        send("added", number, added, filing.act_of(db, journal.read(db, batch)) if batch else None)

    keeper.add(paths, wish, done)
