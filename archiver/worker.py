"""A thread that is waited for with patience: who asks a disk that hangs goes on without the answer.

A share whose server is gone can hold a program in stat(2) for minutes, and nothing ends that but the answer. So what
touches a disk runs in a thread of its own, which may be left behind and does more when it comes back.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 10.0
"""Seconds until a disk counts as not answering. One that sleeps takes up to ten to spin up."""


class NoAnswer(Exception):
    """The thread is still busy with what it was asked, or with something before."""


class Worker:
    """Does one thing after the other. `begin`, `ask` and `leave` are called by one thread; it ends with the program."""

    def __init__(self, name: str) -> None:
        self._tasks: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._state = threading.Lock()
        self._silent = False
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    @property
    def is_silent(self) -> bool:
        """Whether somebody waited in vain, and nothing was heard since."""
        return self._silent

    def begin(self, work: Callable[[], T]) -> "Future[T]":
        """Do something that may take long; if it calls `breathe` between its steps, questions needn't wait for it."""
        future: Future[T] = Future()
        self._tasks.put(lambda: _settle(future, work))
        return future

    def ask(self, question: Callable[[], T], patience: float | None = None) -> T:
        """The answer. Raises NoAnswer after `patience` seconds (default: PATIENCE), at once where it is silent."""
        if self._silent:
            raise NoAnswer
        future = self.begin(question)
        try:
            return future.result(PATIENCE if patience is None else patience)
        except TimeoutError:  # ours, or the disk's own
            with self._state:
                self._silent = not future.done()
        if self._silent:
            raise NoAnswer
        return future.result()

    def breathe(self) -> None:
        """Called by its own work between two steps: a sign of life, and answers to what was asked meanwhile."""
        self._heard()
        while not self._tasks.empty():
            task = self._tasks.get()
            if task is None:
                self._tasks.put(None)
                return
            task()

    def leave(self) -> None:
        """Let it end when it has done what it was asked."""
        self._tasks.put(None)

    def close(self) -> None:
        """Let it end, and wait for that unless it takes longer than PATIENCE."""
        self.leave()
        if not self._silent:
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        while (task := self._tasks.get()) is not None:
            task()
            self._heard()

    def _heard(self) -> None:
        with self._state:
            self._silent = False


def _settle(future: "Future[T]", work: Callable[[], T]) -> None:
    try:
        result = work()
    except BaseException as error:  # noqa: BLE001 - it belongs to whoever waits for the result
        future.set_exception(error)
    else:
        future.set_result(result)
