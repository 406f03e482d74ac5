"""Files from outside, taken into the archive folder one act after the other, beside the other work."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from archiver.adding import Adding, Wish
from archiver.extract.isolated import Cancelled
from archiver.model import Added
from archiver.readers import Readers

Done = Callable[[list[Added], int | None], None]


class Intake:
    """Called from any thread; `awake` is called from its own when an act is done."""

    def __init__(self, adding: Adding, readers: Readers, awake: Callable[[], None]) -> None:
        self._adding = adding
        self._readers = readers
        self._awake = awake
        self._pool = ThreadPoolExecutor(1, "adder")
        self._acts = 0
        self._counting = threading.Lock()
        self._bug: BaseException | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an act is under way or waits for its turn."""
        return self._acts > 0

    def take(self, paths: Sequence[Path], wish: Wish, done: Done) -> None:
        """Begin an act, or let it wait for the one before; `done` is told the outcome, nothing if it was called off."""
        with self._counting:
            self._acts += 1
        self._pool.submit(self._take, paths, wish, done)

    def raise_bug(self) -> None:
        """Let a failure of ours be the keeper's own."""
        if self._bug is not None:
            raise self._bug

    def close(self) -> None:
        """Wait for the act under way; the readers have been closed before."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _take(self, paths: Sequence[Path], wish: Wish, done: Done) -> None:
        try:
            done(*self._adding.add(paths, wish, self._readers.extract))
        except Cancelled:
            done([], None)
        except BaseException as bug:  # noqa: BLE001 - carried over to the keeper's own thread, which raises it
            self._bug = bug
        finally:
            with self._counting:
                self._acts -= 1
            self._awake()
