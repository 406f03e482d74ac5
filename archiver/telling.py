"""What the keeper tells the world: events as they happen, and how far the work is."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archiver.model import Event, Progress

EVERY = 0.2
"""Seconds between two progress events."""

SURE_AFTER = 5
"""Files after which the time left is worth saying."""


@dataclass(slots=True)
class Tally:
    """What a scan saw and did, in files; `left_waiting` could not be read yet."""

    seen: int = 0
    added: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    failed: int = 0
    left_waiting: list[Path] = field(default_factory=list)

    def count(self, event: Event) -> None:
        """Count what an event tells of."""
        if event.kind in ("added", "changed", "moved", "removed", "failed"):
            setattr(self, event.kind, getattr(self, event.kind) + 1)


class Teller:
    """Passes events on, counts them, and says now and then how far a run of work is."""

    def __init__(self, world: Callable[[Event], None]) -> None:
        self.tally = Tally()
        self.done = 0
        self._world = world
        self._began = time.monotonic()
        self._told = 0.0
        self._idle = False
        self._recognising = False

    def tell(self, event: Event) -> None:
        """Something happened."""
        self.tally.count(event)
        self._world(event)

    def pass_on(self, event: Event) -> None:
        """Something happened that is no change of the files."""
        self._world(event)

    def tell_progress(self, left: int, current: str, *, busy: bool, paused: bool, recognising: bool = False) -> None:
        """`left` files (pages while `recognising`) are still to come; `busy` while there is any work.

        `idle` is told once when it ends.
        """
        now = time.monotonic()
        if busy == self._idle or recognising != self._recognising:
            ended = not busy and not self._idle
            self._idle, self._recognising, self.done, self._began = not busy, recognising, 0, now
            if ended:
                self._world(Event("idle"))
        if busy and now - self._told >= EVERY:
            self._told = now
            rate = self.done / max(now - self._began, 0.001)
            seconds = left / rate if self.done >= SURE_AFTER else None
            progress = Progress(self.done, self.done + left, current, rate, seconds, paused, recognising)
            self._world(Event("progress", progress=progress))
