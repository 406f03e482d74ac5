"""Where threads meet Qt: the only place of the window that knows of more than one thread."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal, Slot
from shiboken6 import isValid

from archiver.errors import ArchiveError
from archiver.model import Act, Added, CategoryId, Event
from ui.garbage import GuiGarbage

if TYPE_CHECKING:
    from archiver.archive import Archive

T = TypeVar("T")
Failed = Callable[[ArchiveError], None]

log = logging.getLogger(__name__)

WORKERS = 3
"""One search, one page and one paper may be under way together; SQLite serves them from three connections."""

SETTLE_MS = 300
BUSY_MS = 1500
"""A change is told after the first; while changes go on, one in the second is enough and can't be felt."""

QUIET = frozenset({"progress", "idle"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question under way and who waits for its answer."""

    channel: str
    answer: Callable[..., None] | None
    failed: Failed | None


class Bridge(QObject):
    """Asks the archive off the GUI thread and brings the answers back to it.

    Answers go to bound methods of QObjects (or `partial`s of them); one that is gone is not called.
    """

    failed = Signal(object)
    """ArchiveError nobody asked to handle: for the message at the bottom of the window."""
    happened = Signal(object)
    """archiver.model.Event, as the keeper told it."""
    changed = Signal()
    """The library changed, look again; at most once in BUSY_MS while files come in."""
    _done = Signal(int, object)
    _broke = Signal(int, object)
    _told = Signal(object)

    def __init__(self, archive: "Archive", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.archive = archive
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="ask")
        self._asked: dict[int, Asked] = {}
        self._latest: dict[str, int] = {}
        self._number = 0
        self._closed = False
        self.started = False
        self._garbage = GuiGarbage(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell_changed)
        self._since_told = QElapsedTimer()
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._broke.connect(self._deliver_trouble, Qt.ConnectionType.QueuedConnection)
        self._told.connect(self._take_event, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        call: Callable[[], T],
        answer: Callable[[T], None] | None = None,
        failed: Failed | None = None,
        *,
        channel: str = "",
    ) -> int:
        """Run `call` on a worker; its result goes to `answer` on the GUI thread. Gives the question's number.

        On a named `channel` only the answer to the latest question is delivered. Without `failed`, an
        ArchiveError goes to the signal of that name; any other exception is a bug and reaches sys.excepthook.
        """
        number = self._expect(channel, answer, failed)
        if not self._closed:
            self._pool.submit(self._run, number, channel, call)
        return number

    def drop(self, channel: str) -> None:
        """Whatever was asked on `channel` is no longer wanted."""
        self._latest.pop(channel, None)

    def add(
        self,
        paths: Sequence[Path],
        category: CategoryId | None,
        answer: Callable[[tuple[list[Added], Act | None]], None],
    ) -> None:
        """Take files from outside into the archive; the keeper works, `answer` hears of it at the end."""
        number = self._expect("", answer, None)

        def done(added: list[Added], act: Act | None) -> None:
            self._done.emit(number, (added, act))

        self.ask(lambda: self.archive.keeper.add(paths, category, done))

    def look_again(self) -> None:
        """Tell everybody soon that the library changed; for acts of this window."""
        if not self._closed:
            self._soon.start(SETTLE_MS)

    def start_keeper(self) -> None:
        """Start the keeper and hear of what it does."""
        self.archive.keeper.start(self._hear)
        self.started = True

    def close(self) -> None:
        """Drop what is queued and wait for what runs; nothing is delivered afterwards."""
        self._closed = True
        self._asked.clear()
        self._soon.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._garbage.stop()

    def _expect(self, channel: str, answer: Callable[..., None] | None, failed: Failed | None) -> int:
        self._number += 1
        self._asked[self._number] = Asked(channel, answer, failed)
        if channel:
            self._latest[channel] = self._number
        return self._number

    def _run(self, number: int, channel: str, call: Callable[[], object]) -> None:
        """Runs on a worker; a question overtaken while it waited is not asked at all."""
        if channel and self._latest.get(channel) != number:
            self._done.emit(number, None)
            return
        try:
            with self.archive.speaking_plainly():
                result = call()
        except Exception as trouble:  # noqa: BLE001 - carried to the GUI thread, told or raised there
            self._broke.emit(number, trouble)
        else:
            self._done.emit(number, result)

    def _hear(self, event: Event) -> None:
        """Runs on the keeper's listening thread."""
        self._told.emit(event)

    @Slot(int, object)
    def _deliver(self, number: int, result: object) -> None:
        asked = self._take(number)
        if asked and asked.answer and _alive(asked.answer):
            asked.answer(result)

    @Slot(int, object)
    def _deliver_trouble(self, number: int, trouble: Exception) -> None:
        asked = self._take(number)
        if asked is None:
            return
        if not isinstance(trouble, ArchiveError):
            raise trouble
        log.warning("%s", trouble)
        if asked.failed is None:
            self.failed.emit(trouble)
        elif _alive(asked.failed):
            asked.failed(trouble)

    def _take(self, number: int) -> Asked | None:
        """The question, unless it was overtaken or the window is closing."""
        asked = self._asked.pop(number, None)
        if asked and asked.channel and self._latest.get(asked.channel) != number:
            return None
        return asked

    @Slot(object)
    def _take_event(self, event: Event) -> None:
        if self._closed:
            return
        self.happened.emit(event)
        if event.kind not in QUIET and not self._soon.isActive():
            busy = self._since_told.isValid() and self._since_told.elapsed() < BUSY_MS
            self._soon.start(BUSY_MS if busy else SETTLE_MS)

    @Slot()
    def _tell_changed(self) -> None:
        self._since_told.start()
        self.changed.emit()


def _alive(method: Callable[..., None]) -> bool:
    """Whether the object behind a bound method still exists on the C++ side."""
    while isinstance(method, partial):
        method = method.func
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
