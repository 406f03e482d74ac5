"""The reading desk: settled files wait in line and are read one at a time, away from the keeper's own thread."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from archiver.catalogue import Catalogue, places
from archiver.extract.isolated import Cancelled
from archiver.reading import Reading, read
from archiver.settle import Settled
from archiver.understanding import Understander


class Desk:
    """Called from the keeper's thread; `woken` is called from the reader's when a reading is done."""

    def __init__(self, catalogue: Catalogue, understander: Understander, woken: Callable[[], None]) -> None:
        self._catalogue = catalogue
        self._understander = understander
        self._woken = woken
        self._pool = ThreadPoolExecutor(1, "reader")
        self._line: deque[Settled] = deque()
        self._suspects: deque[Settled] = deque()
        self._open: tuple[Settled, Future[Reading]] | None = None
        self._passwords: dict[Path, str] = {}

    def __len__(self) -> int:
        """Files in line and the one being read."""
        return len(self._line) + len(self._suspects) + (self._open is not None)

    @property
    def is_free(self) -> bool:
        """Whether the next file in line could be begun."""
        return self._open is None and bool(self._line or self._suspects)

    @property
    def current(self) -> str:
        """The name of the file being read."""
        return self._open[0].path.name if self._open else ""

    def put(self, settled: Settled) -> None:
        """Let a file stand in line; one the program died over before comes last, or it would keep it from the rest."""
        place = places.at(self._catalogue.read(), settled.path)
        (self._suspects if place and place.interruptions else self._line).append(settled)

    def lend(self, path: Path, password: str) -> None:
        """Read that file with a password. It is known here alone, until the file is read."""
        self._passwords[path] = password

    def forget(self, path: Path) -> None:
        """The password of a file that is read is needed no longer."""
        self._passwords.pop(path, None)

    def begin(self, is_news: Callable[[Settled], bool]) -> None:
        """Begin the next file that is news, if the desk is free."""
        while self.is_free:
            settled = (self._line or self._suspects).popleft()
            if is_news(settled):
                password = self._passwords.get(settled.path, "")
                understand = self._understander.extract
                reading = self._pool.submit(read, self._catalogue, settled.path, understand, password)
                self._open = (settled, reading)
                reading.add_done_callback(self._done)
            else:
                self.forget(settled.path)

    def take(self) -> tuple[Settled, Reading | None] | None:
        """The reading that is done, if one is. A reading of None was called off and stands first in line again."""
        if self._open is None or not self._open[1].done():
            return None
        (settled, future), self._open = self._open, None
        try:
            return settled, future.result()
        except Cancelled:
            self._line.appendleft(settled)
            return settled, None

    def close(self) -> None:
        """Wait for the reading that runs; the understander has been closed before."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _done(self, _: Future[Reading]) -> None:
        self._woken()
