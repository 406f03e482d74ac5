"""The keeper as a child process of the window: commands go in by a pipe, events and outcomes come back."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from archiver import filing
from archiver.adding import Wish
from archiver.catalogue import journal
from archiver.errors import LibraryError
from archiver.keeper import Keeper
from archiver.library import Library
from archiver.model import Act, Added, CategoryId, Event

GRACE_SECONDS = 10.0
"""How long the keeper may take to stop by itself before it is ended."""

KeeperState = Literal["running", "paused", "stopped", "elsewhere"]


class KeeperProcess:
    """The window's side. `on_event` is called from a background thread, as are the outcomes of `add`."""

    def __init__(self, folder: Path, on_event: Callable[[Event], None]) -> None:
        spawn = multiprocessing.get_context("spawn")
        self._connection, theirs = spawn.Pipe()
        self._process = spawn.Process(target=serve, args=(theirs, folder), name="keeper")
        self._process.start()
        theirs.close()
        self._on_event = on_event
        self._asked: dict[int, Callable[[list[Added], Act | None], None]] = {}
        self.state: KeeperState = "running"
        self._listener = threading.Thread(target=self._listen, name="keeper-events", daemon=True)
        self._listener.start()

    def tell(self, command: str, *data: Any) -> None:
        """Send a command; one that can no longer be heard is dropped, its keeper has said `stopped`."""
        try:
            self._connection.send((command, *data))
        except (BrokenPipeError, OSError):
            self.state = "stopped" if self.state != "elsewhere" else self.state
        if command in ("pause", "resume") and self.state in ("running", "paused"):
            self.state = "paused" if command == "pause" else "running"

    def add(
        self,
        paths: Sequence[Path],
        category: CategoryId | None,
        done: Callable[[list[Added], Act | None], None],
    ) -> None:
        """Take files into the archive folder; `done` hears what became of each."""
        number = len(self._asked)
        self._asked[number] = done
        self.tell("add", number, list(paths), category)

    def close(self) -> None:
        """Let the keeper finish what it is writing, and end it."""
        self.tell("stop")
        self._process.join(GRACE_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._listener.join(GRACE_SECONDS)
        self._connection.close()

    def _listen(self) -> None:
        while True:
            try:
                what, *data = self._connection.recv()
            except (EOFError, OSError):
                break
            if what == "event":
                self._on_event(data[0])
            elif what == "added":
                self._asked[data[0]](data[1], data[2])
            elif what == "elsewhere":
                self.state = "elsewhere"
        if self.state != "elsewhere":
            self.state = "stopped"
        self._on_event(Event("library"))


def serve(connection: "Connection[Any, Any]", folder: Path) -> None:
    """The child's side: open the library, keep it until told to stop or until the window is gone."""
    sending = threading.Lock()

    def send(*message: Any) -> None:
        with sending:
            try:
                connection.send(message)
            except (BrokenPipeError, OSError):
                return  # the window is gone; the listener is stopping the keeper already

    library = Library(folder)
    try:
        keeper = Keeper(library, lambda event: send("event", event))
    except LibraryError:
        send("elsewhere")
        return
    threading.Thread(target=_obey, args=(connection, keeper, library, send), daemon=True).start()
    try:
        keeper.watch()
    finally:
        keeper.close()
        library.close()


def _obey(
    connection: "Connection[Any, Any]", keeper: Keeper, library: Library, send: Callable[..., None]
) -> None:
    commands: dict[str, Callable[..., None]] = {
        "pause": keeper.pause, "resume": keeper.resume, "rescan": keeper.rescan, "retry": keeper.retry,
    }  # fmt: skip
    while True:
        try:
            command, *data = connection.recv()
        except (EOFError, OSError):
            break
        if command == "stop":
            break
        if command == "add":
            _add(keeper, library, send, *data)
        else:
            commands[command](*data)
    keeper.stop()
    timer = threading.Timer(GRACE_SECONDS, os._exit, args=(1,))
    timer.daemon = True
    timer.start()


def _add(
    keeper: Keeper,
    library: Library,
    send: Callable[..., None],
    number: int,
    paths: Sequence[Path],
    category: CategoryId | None,
) -> None:
    wish = Wish(filing.category_by_id(library.catalogue.read(), category)) if category else Wish()

    def done(added: list[Added], batch: int | None) -> None:
        db = library.catalogue.read()
        send("added", number, added, filing.act_of(db, journal.read(db, batch)) if batch else None)

    keeper.add(paths, wish, done)
