"""What the keeper tells of its work."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archiver.model.extracted import State
from archiver.model.ids import DocumentId


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: `done` of `total` files of this run, seconds left or None where unknown.

    While scans are recognised it counts their pages.
    """

    done: int
    total: int
    current: str = ""
    rate: float = 0.0
    seconds_left: float | None = None
    paused: bool = False
    recognising: bool = False


EventKind = Literal[
    "added", "changed", "moved", "removed", "failed", "offline", "online", "progress", "idle", "library"
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the library. `library` says only: look again."""

    kind: EventKind
    path: Path | None = None
    document: DocumentId | None = None
    state: State | None = None
    settle_seconds: float | None = None
    seconds: float | None = None
    progress: Progress | None = None
