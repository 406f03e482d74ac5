"""What runs in the reading child: it answers one source after the other and never outlives its parent."""

import contextlib
import ctypes
import math
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from importlib import import_module
from multiprocessing.connection import Connection, wait
from typing import Any

from archiver.extract.source import Source
from archiver.garbage import look_seldom
from archiver.wording import Reason

_PR_SET_PDEATHSIG = 1

OUT_OF_TIME = None if sys.platform == "win32" else -signal.SIGPROF
"""The exit code of a child that has used up its time of the processor."""


Answer = object
"""What `work` gives; or an OSError, a MemoryError, or the Reason why the file could not be read."""

READY = "ready"
"""What the child says once it has imported what its work needs: only then does the time of a file begin."""

Work = Callable[[Source], object]


def serve(
    connection: "Connection[Answer, Source | Work]", seconds: float, patience: float, memory: int,
    modules: Sequence[str] = (),
) -> None:  # fmt: skip
    """Say READY, then let the work that comes first from `connection` answer the sources that follow, until it closes.

    `seconds`, of the processor with `patience`, and bytes of `memory` limit a file. The `modules` are imported while
    nothing has come yet.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer
    _end_with_parent()
    _limit_memory(memory)
    look_seldom()
    for module in modules:
        import_module(module)
    with contextlib.suppress(EOFError):
        work: Any = connection.recv()
        connection.send(READY)
        while True:
            source: Any = connection.recv()
            _set_alarm(seconds, patience)
            connection.send(_answer(work, source))


def _answer(work: Work, source: Source) -> Answer:
    try:
        return work(source)
    except MemoryError:
        return MemoryError()
    except OSError as error:
        if error.errno is not None:
            return OSError(error.errno, error.strerror, str(source.file))
        return _damaged(error)  # a library's word for broken content, not the system's for a file it can't open
    except Exception as error:  # noqa: BLE001 - the boundary: whatever a file of the world does to a reader
        # is said of the file, with the name of the error for whoever looks into it.
        return _damaged(error)


def _damaged(error: Exception) -> Reason:
    return Reason("extract.damaged", {"detail": f"{type(error).__name__}: {error}"[:200]})


def _set_alarm(seconds: float, patience: float) -> None:
    """Let the system kill this process if the parent, who should have done so, is no longer there, and, with
    `patience`, when it has used up its time of the processor."""
    if sys.platform != "win32":
        signal.alarm(math.ceil(seconds * patience) + 10)
        signal.setitimer(signal.ITIMER_PROF, seconds if patience > 1 else 0)


def _end_with_parent() -> None:
    """Die with the parent: at once on Linux, elsewhere as soon as this thread gets to run."""
    parent = multiprocessing.parent_process()
    if parent is None:
        raise RuntimeError("serve() runs in a child only")
    threading.Thread(target=_exit_after, args=(parent.sentinel,), daemon=True).start()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:
            os._exit(0)


def _exit_after(sentinel: int) -> None:
    wait([sentinel])
    os._exit(0)


def _limit_memory(memory: int) -> None:
    if sys.platform == "win32":
        from archiver.extract.windows import limit_memory

        limit_memory(memory)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
