"""The reading child as its parent sees it: a spawned process, the pipe to it, and how it ends."""

import contextlib
import multiprocessing
import threading
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from archiver.extract.child import OUT_OF_TIME, READY, Work, serve
from archiver.extract.source import Source

RECYCLE_AFTER = 3_000
"""Files one child reads. Starting the next takes about a second of processor time. A child that read 1,200 mixed files
three times and 150 odd ones twice grew from 114 to 149 MB and stayed there."""

START_SECONDS = 300
"""How long a child may take to start: a second, or a minute from a cold disk under the eyes of a virus scanner. No file
is to blame for it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: seconds of reading, and bytes of memory of the whole child.

    With `patience` the seconds are those of the processor, where the system counts them (not Windows), and so many
    times as long by the clock: a child of the lowest priority waits for others.
    """

    seconds: float = 30.0
    memory_bytes: int = 1536 * 1024 * 1024
    patience: float = 1.0


class ReadingChild:
    """A spawned process that reads, the pipe to it, and how many files it has read."""

    def __init__(self, limits: Limits, modules: Sequence[str] = ()) -> None:
        spawn = multiprocessing.get_context("spawn")
        self.connection, theirs = spawn.Pipe()
        self.process = spawn.Process(
            target=serve,
            args=(theirs, limits.seconds, limits.patience, limits.memory_bytes, modules),
            name="reader",
        )
        self.process.start()
        theirs.close()
        self.files = 0
        self.is_killed = False
        self.announced: Source | None = None
        self._has_started = False
        self._sending = threading.Lock()
        # The child is no daemon, so nothing else would end it when this program exits.
        self._at_exit = weakref.finalize(self, _end, self.process, self.connection, self._sending)

    def begin(self, work: Work) -> None:
        """Tell it, once, what it is to do with every file; of one that died nobody hears until the first of them."""
        with contextlib.suppress(OSError):
            self.connection.send(work)

    def has_started(self) -> bool:
        """Wait until it is ready for a file, for START_SECONDS at most. Raises EOFError where it died."""
        if not self._has_started and self.connection.poll(START_SECONDS):
            self._has_started = self.connection.recv() == READY
        return self._has_started

    def is_free_for(self, source: Source) -> bool:
        """Whether no other file was announced to it: an equal one, looked at earlier, is another."""
        return self.announced is None or self.announced is source

    def announce(self, source: Source) -> None:
        """Put a file in line behind the one that is being read; of one whose end has come nothing is to be heard."""
        with self._sending, contextlib.suppress(OSError):
            self.connection.send(source)
            self.announced = source

    def hand(self, source: Source) -> None:
        """Let it read a file, which it may have got already."""
        with self._sending:
            if self.announced is None:
                self.connection.send(source)
            self.announced = None

    def kill(self) -> None:
        """End it in the middle of a file."""
        self.is_killed = True
        self.process.kill()

    def is_worn_out(self) -> bool:
        """Whether the next file needs another child. A killed one may seem alive for a moment."""
        return self.is_killed or self.files >= RECYCLE_AFTER or not self.process.is_alive()

    def is_out_of_time(self) -> bool:
        """Whether the system ended it, which is dying or dead, for the time of the processor it took."""
        self.process.join(1)
        return self.process.exitcode == OUT_OF_TIME

    def end(self) -> None:
        """End it, whether it is idle or reads, and wait until it is gone."""
        self._at_exit()


def _end(process: SpawnProcess, connection: Connection, sending: threading.Lock) -> None:
    process.kill()
    process.join()
    with sending:  # who was sending has been told by the broken pipe
        connection.close()


_started_early: list[ReadingChild] = []


def start_early(modules: Sequence[str]) -> None:
    """Start a child before anything else is known: it imports these modules while its parent imports its own.

    To be called in the thread that lives as long as the program.
    """
    _started_early.append(ReadingChild(Limits(), modules))


def reading_child(limits: Limits, work: Work) -> ReadingChild:
    """A child that does this work: one that was started early, or a new one."""
    child = _started_early.pop() if _started_early and limits == Limits() else ReadingChild(limits)
    child.begin(work)
    return child
