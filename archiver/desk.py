"""The reading desk: settled files wait in line and are read some at a time, away from the keeper's own thread.

What is read is handed on in the order in which it was begun, whoever is done first, so that the library becomes the
same with any number of readers.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from archiver.catalogue import Catalogue, places
from archiver.extract.isolated import Cancelled
from archiver.readers import Readers
from archiver.reading import Reading, read
from archiver.settle import Settled
from archiver.worker import Worker

IN_LINE = 3
"""Files that are looked at, and their digests known, before a reader is free for them: the keeper is busy for up to
50 ms with what came before, in which a reader that had nothing at hand would wait for four files."""

AHEAD = 8
"""Readings that may be done and wait for a slower one before them; more would take memory for nothing."""


class Desk:
    """Called from the keeper's thread; `woken` is called from a reader's when a reading is done."""

    def __init__(self, catalogue: Catalogue, readers: Readers, woken: Callable[[], None]) -> None:
        self._catalogue = catalogue
        self._readers = readers
        self._woken = woken
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._line: deque[Settled] = deque()
        self._suspects: deque[Settled] = deque()
        self._called_off: list[Settled] = []
        self._open: deque[tuple[Settled, Future[Reading]]] = deque()
        self._is_suspected = False  # the one that is open, or not kept yet
        self._taken: Path | None = None
        self._passwords: dict[Path, str] = {}

    def __len__(self) -> int:
        """Files in line and those being read."""
        return len(self._line) + len(self._suspects) + len(self._called_off) + len(self._open)

    @property
    def is_free(self) -> bool:
        """Whether the next file in line could be begun; one that is read already has to be kept before."""
        line = self._called_off or self._line
        if self._is_suspected or not (line or self._suspects):
            return False
        if not line:
            # alone, and when all before it are kept, or they would come under suspicion with it
            return not self._open and self._taken is None
        reading = sum(not future.done() for _, future in self._open)
        most = self._readers.count + IN_LINE
        unkept = [self._taken, *(settled.path for settled, _ in self._open)]
        return reading < most and len(self._open) < most + AHEAD and line[0].path not in unkept

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
        """Begin the next files that are news: as many as there are readers, and some more for each to go on with."""
        self._line.extendleft(reversed(self._called_off))
        self._called_off.clear()
        while self.is_free:
            is_suspected = not self._line
            settled = (self._line or self._suspects).popleft()
            if is_news(settled):
                self._is_suspected = is_suspected
                password = self._passwords.get(settled.path, "")
                self._open.append((settled, self._read(settled.path, password)))
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
        self._taken, self._is_suspected = None, False

    def let_go(self, folder: Path) -> list[Settled]:
        """Wait no longer for readings of a folder that went away, and hold nobody else up; returns their files."""
        lost = [
            settled for settled, future in self._open if settled.path.is_relative_to(folder) and not future.done()
        ]
        self._open = deque((settled, future) for settled, future in self._open if settled not in lost)
        self._is_suspected = self._is_suspected and bool(self._open)
        return lost

    def close(self) -> None:
        """Wait for the readings that run; the readers have been closed before."""
        for worker in self._workers:
            worker.close()

    def _read(self, path: Path, password: str) -> Future[Reading]:
        """Begin a reading in a thread that has nothing to do, or in a new one."""
        worker = self._idle.pop() if self._idle else self._hire()
        reading = worker.begin(partial(read, self._catalogue, path, self._readers.extract, password))
        reading.add_done_callback(lambda _: self._done(worker))
        return reading

    def _hire(self) -> Worker:
        self._workers.append(Worker("reader"))
        return self._workers[-1]

    def _done(self, worker: Worker) -> None:
        self._idle.append(worker)
        self._woken()
