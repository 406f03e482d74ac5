"""Waiting until a file that appeared or changed is left alone by the program that writes it.

Nothing here sleeps or reads a clock: `now` is the caller's, in seconds of any clock that only goes forward.
"""

import errno
import heapq
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archiver.model import Seen
from archiver.walk import is_gone, look, quiet_seconds

QUIET = 1.5
"""Seconds without change in size and mtime after which a file counts as written (issue 2)."""

GIVE_UP = 10.0
"""Seconds without change after which a file that isn't whole is handed over as it is: a copy over a slow
share that pauses for longer is as good as broken off, and its going on is a new change anyway."""

LONGEST_PAUSE = 30.0
"""Seconds between two tries to open a file that another program has locked, at most."""

AGAIN = 0.1
"""Seconds between two looks at one file at least, however many hints come: a copy gives a hint per block."""

LOOKS_AT_ONCE = 50
"""Looks per call of `due`, so that the caller hears a pause or a new hint at once, and the first of many files is read
while the others are still looked at (0.5 ms each)."""

# A sharing or lock violation of Windows. POSIX has no locks that keep readers out, but shares of Windows
# answer EBUSY there.
_LOCKED_WINDOWS = (32, 33)
_LOCKED_POSIX = (errno.EBUSY, errno.EAGAIN, errno.ETXTBSY)


@dataclass(frozen=True, slots=True)
class Settled:
    """A file that may be read now: what the last look saw, and when, by the caller's clock, it was first
    heard of and last seen changing; `settle_seconds` is for how long it was waited for.

    `whole` False means given up on: read what there is.
    """

    path: Path
    seen: Seen
    first_seen: float
    last_change: float
    settle_seconds: float
    whole: bool


@dataclass(slots=True)
class _Waiting:
    first_seen: float
    next_look: float
    last_look: float = float("-inf")
    since: float = 0.0
    seen: Seen | None = None
    pause: float = 0.5


class Settling:
    """The files that are waited for. `is_whole` says whether a file that is quiet has its end, too."""

    def __init__(
        self,
        is_whole: Callable[[Path], bool],
        look: Callable[[Path], Seen | None] = look,
        quiet_seconds: Callable[[Path], float] = quiet_seconds,
        is_locked: Callable[[Path], bool] | None = None,
        is_gone: Callable[[Path], bool] = is_gone,
    ) -> None:
        self._is_whole = is_whole
        self._look = look
        self._quiet_seconds = quiet_seconds
        self._is_locked = is_locked or locked
        self._is_gone = is_gone
        self._waiting: dict[Path, _Waiting] = {}
        self._order: list[tuple[float, Path]] = []  # when to look; what is no longer so is dropped on the way
        self._locked: dict[Path, None] = {}  # a set that keeps its order
        self._gone: list[Path] = []

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, path: object) -> bool:
        return path in self._waiting

    @property
    def waiting(self) -> list[Path]:
        """The files that are waited for, in the order they were heard of."""
        return list(self._waiting)

    @property
    def locked(self) -> list[Path]:
        """The files that another program keeps locked, in the order this was found out."""
        return list(self._locked)

    def hint(self, path: Path, now: float) -> None:
        """Something may have happened to this path: look at it soon."""
        waiting = self._waiting.get(path)
        if waiting is None:
            waiting = self._waiting[path] = _Waiting(first_seen=now, next_look=float("inf"))
        self._look_by(path, waiting, max(now, waiting.last_look + AGAIN))

    def forget(self, under: Path) -> None:
        """Stop waiting for this path and everything below it (a root that was removed or went away)."""
        for path in [path for path in self._waiting if path.is_relative_to(under)]:
            self._drop(path)

    def due(self, now: float) -> list[Settled]:
        """Look at the files whose time has come; those that have settled, which are waited for no longer."""
        settled = []
        for _ in range(LOOKS_AT_ONCE):
            time = self.next_due()
            if time is None or time > now:
                break
            _, path = heapq.heappop(self._order)
            result = self._look_at(path, self._waiting[path], now)
            if result:
                settled.append(result)
        return settled

    def take_gone(self) -> list[Path]:
        """The paths that `due` found to be gone since the last call: one look, and believed after two."""
        gone, self._gone = self._gone, []
        return gone

    def next_due(self) -> float | None:
        """When `due` has something to do next, by the caller's clock; None when nothing is waited for."""
        while self._order:
            time, path = self._order[0]
            waiting = self._waiting.get(path)
            if waiting and waiting.next_look == time:
                return time
            heapq.heappop(self._order)
        return None

    def _look_by(self, path: Path, waiting: _Waiting, time: float) -> None:
        if time < waiting.next_look:
            waiting.next_look = time
            heapq.heappush(self._order, (time, path))

    def _look_at(self, path: Path, waiting: _Waiting, now: float) -> Settled | None:
        seen = self._look(path)
        if seen is None:
            self._drop(path)
            if self._is_gone(path):
                self._gone.append(path)
            return None
        if seen != waiting.seen:
            waiting.seen, waiting.since, waiting.pause = seen, now, 0.5
        waiting.last_look, waiting.next_look = now, float("inf")
        quiet = max(now - waiting.since, self._quiet_seconds(path))
        if quiet < QUIET:
            self._look_by(path, waiting, now + QUIET - quiet)
            return None
        return self._open(path, seen, waiting, now, quiet)

    def _open(self, path: Path, seen: Seen, waiting: _Waiting, now: float, quiet: float) -> Settled | None:
        """The quiet file, if it opens and is whole or won't become so; otherwise look again later."""
        is_locked = self._is_locked(path)
        whole = not is_locked and self._has_its_end(path)
        if is_locked:
            self._locked[path] = None
        if is_locked or (not whole and quiet < GIVE_UP):
            self._look_by(path, waiting, now + waiting.pause)
            waiting.pause = min(2 * waiting.pause, LONGEST_PAUSE if is_locked else GIVE_UP / 5)
            return None
        self._drop(path)
        return Settled(path, seen, waiting.first_seen, waiting.since, now - waiting.first_seen, whole)

    def _drop(self, path: Path) -> None:
        del self._waiting[path]
        self._locked.pop(path, None)

    def _has_its_end(self, path: Path) -> bool:
        """Whether the file is whole; what doesn't open is tried again, then handed over to be reported."""
        try:
            return self._is_whole(path)
        except OSError:
            return False


def locked(path: Path) -> bool:
    """Whether another program keeps this file from being read; other trouble is the reader's to report."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as trouble:
        return getattr(trouble, "winerror", None) in _LOCKED_WINDOWS or trouble.errno in _LOCKED_POSIX
    return False
