"""The reading desk: settled files wait in line and are read some at a time, away from the keeper's own thread.

What is read is handed on in the order in which it was begun, whoever is done first, so that the library becomes the
same with any number of readers.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from archiver.catalogue import Catalogue, places
from archiver.extract.isolated import Cancelled
from archiver.readers import Readers
from archiver.reading import Reading, read
from archiver.settle import Settled

AHEAD = 8
"""Readings that may be done and wait for a slower one before them; more would take memory for nothing."""


class Desk:
    """Called from the keeper's thread; `woken` is called from a reader's when a reading is done."""

    def __init__(self, catalogue: Catalogue, readers: Readers, woken: Callable[[], None]) -> None:
        self._catalogue = catalogue
        self._readers = readers
        self._woken = woken
        self._pool = ThreadPoolExecutor(readers.count, "reader")
        self._line: deque[Settled] = deque()
        self._suspects: deque[Settled] = deque()
        self._called_off: list[Settled] = []
        self._open: deque[tuple[Settled, Future[Reading]]] = deque()
        self._taken: Path | None = None
        self._passwords: dict[Path, str] = {}

    def __len__(self) -> int:
        """Files in line and those being read."""
        return len(self._line) + len(self._suspects) + len(self._called_off) + len(self._open)

    @property
    def is_free(self) -> bool:
        """Whether the next file in line could be begun; one that is read already has to be kept before."""
        line = self._called_off or self._line or self._suspects
        reading = sum(not future.done() for _, future in self._open)
        has_room = reading < self._readers.count and len(self._open) < self._readers.count + AHEAD
        unkept = [self._taken, *(settled.path for settled, _ in self._open)]
        return has_room and bool(line) and line[0].path not in unkept

    @property
    def is_done(self) -> bool:
        """Whether the next reading can be taken."""
        return bool(self._open) and self._open[0][1].done()

    @property
    def current(self) -> str:
        """The name of the file being read for longest."""
        return self._open[0][0].path.name if self._open else ""

    def put(self, settled: Settled) -> None:
        """Let a file stand in line; one the program died over before comes last, or it would keep it from the rest."""
        place = places.at(self._catalogue.read(), settled.path)
        (self._suspects if place and place.interruptions else self._line).append(settled)

    def lend(self, path: Path, password: str) -> None:
        """Read that file with a password. It is known here alone, until the file is read."""
        self._passwords[path] = password

    def forget(self, path: Path) -> str:
        """The password of a file that is read is needed here no longer; "" where there was none."""
        return self._passwords.pop(path, "")

    def begin(self, is_news: Callable[[Settled], bool]) -> None:
        """Begin the next files that are news, as many as there are readers free."""
        self._line.extendleft(reversed(self._called_off))
        self._called_off.clear()
        while self.is_free:
            settled = (self._line or self._suspects).popleft()
            if is_news(settled):
                password = self._passwords.get(settled.path, "")
                reading = self._pool.submit(read, self._catalogue, settled.path, self._readers.extract, password)
                self._open.append((settled, reading))
                reading.add_done_callback(self._done)
            else:
                self.forget(settled.path)

    def take(self) -> tuple[Settled, Reading | None] | None:
        """The next reading, if it is done; `kept` is to follow. One of None was called off and stands first in line
        again."""
        if not self.is_done:
            return None
        settled, future = self._open.popleft()
        self._taken = settled.path
        try:
            return settled, future.result()
        except Cancelled:
            self._called_off.append(settled)
            return settled, None

    def kept(self) -> None:
        """What was taken is in the catalogue."""
        self._taken = None

    def close(self) -> None:
        """Wait for the readings that run; the readers have been closed before."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _done(self, _: Future[Reading]) -> None:
        self._woken()
