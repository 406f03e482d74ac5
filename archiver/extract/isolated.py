"""Reading files in a child process that may be killed: a hostile file can't hang, crash or fill the program.

One child reads one file after the other and is started anew after a crash, a kill, or some thousand files
(readers may leak). The child is spawned, never forked: PDFium isn't safe in a forked program that has
threads.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Generic, Self, TypeVar

from archiver.extract import extract
from archiver.extract.process import Limits, ReadingChild, reading_child
from archiver.extract.source import Source
from archiver.model import Extracted, State
from archiver.wording import Reason

T = TypeVar("T")


class Cancelled(Exception):
    """The reading was called off; the file is as unread as before."""


class Isolated(Generic[T]):
    """Lets `work` read files one at a time in a child; `extract` and `cancel` may come from any thread.

    `work` must be picklable. What a file does to it (crash, hang, memory) is given to `failed` as a reason.
    """

    def __init__(
        self, work: Callable[[Source], T], failed: Callable[[Reason], T], limits: Limits = Limits()  # noqa: B008 - frozen
    ) -> None:
        self.limits = limits
        self._work = work
        self._failed_as = failed
        self._turn = threading.Lock()
        self._child: ReadingChild | None = None
        self._running: ReadingChild | None = None
        self._state = threading.Lock()
        # Linux tells a child of the end of the *thread* that started it (PR_SET_PDEATHSIG), so one thread
        # that lives as long as this starts them all.
        self._starter = ThreadPoolExecutor(1, "extractor")
        self._closed = False

    def announce(self, source: Source) -> None:
        """Let the child that reads find this file in line, so that it need not wait for us; `extract` of it is to
        follow as the next one."""
        with self._state:
            child = self._running
        if child:
            child.announce(source)

    def extract(self, source: Source) -> T:
        """What the file holds. Raises Cancelled after `cancel()`, OSError where it can't be opened."""
        with self._turn:
            child = self._ready_child(source)
            try:
                answer = self._ask(child, source)
            finally:
                with self._state:
                    self._running = None
            if isinstance(answer, OSError):
                raise answer
            return answer

    def cancel(self) -> None:
        """Kill the reading that runs now, if one does."""
        with self._state:
            if self._running:
                self._running.kill()

    def rest(self) -> None:
        """End the child until the next file: it would hold its memory for nothing."""
        with self._turn:
            self._drop()

    def _begin_anew(self, work: Callable[[Source], T]) -> None:
        """Let a new child do other work with the next file."""
        with self._turn:
            self._work = work
            self._drop()

    def close(self) -> None:
        """End the child; a reading that runs raises Cancelled."""
        self._closed = True
        self.cancel()
        with self._turn:
            self._drop()
            self._starter.shutdown()

    @property
    def child_pid(self) -> int | None:
        """The process id of the child, None where none runs."""
        child = self._child
        return child.process.pid if child and child.process.is_alive() else None

    def _ready_child(self, source: Source) -> ReadingChild:
        """A living child, the one before unless it is worn out, died while it had nothing to do, or reads another file
        that was announced."""
        if self._closed:
            raise Cancelled
        if self._child and (self._child.is_worn_out() or not self._child.is_free_for(source)):
            self._drop()
        if not self._child:
            self._child = self._starter.submit(reading_child, self.limits, self._work).result()
        with self._state:
            if self._closed:
                raise Cancelled
            self._running = self._child
        return self._child

    def _ask(self, child: ReadingChild, source: Source) -> T | OSError:
        try:
            child.hand(source)
            if not (child.has_started() and child.connection.poll(self.limits.seconds * self.limits.patience)):
                return self._too_slow(child)
            answer: T | OSError | MemoryError | Reason = child.connection.recv()
        except (EOFError, OSError):
            # The pipe broke: the child is dead, by its own fault or by cancel().
            return self._too_slow(child) if child.is_out_of_time() else self._failed(child, "extract.crashed")
        child.files += 1
        if isinstance(answer, MemoryError):
            return self._failed(child, "extract.too_big", megabytes=self.limits.memory_bytes // 1024**2)
        if isinstance(answer, Reason):
            return self._failed_as(answer)
        return answer

    def _too_slow(self, child: ReadingChild) -> T:
        return self._failed(child, "extract.too_slow", seconds=round(self.limits.seconds))

    def _failed(self, child: ReadingChild, code: str, **data: int) -> T:
        self._drop()
        if child.is_killed:
            raise Cancelled
        return self._failed_as(Reason(code, data))

    def _drop(self) -> None:
        if self._child:
            self._child.end()
        self._child = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Extractor(Isolated[Extracted]):
    """Reads the text of files, and nothing more of them."""

    def __init__(self, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        super().__init__(_extract, failed, limits)


def _extract(source: Source) -> Extracted:
    return extract(source.file, source.password)


def failed(reason: Reason) -> Extracted:
    """What is left to say of a file that could not be read."""
    return Extracted("", State.FAILED, reason)
