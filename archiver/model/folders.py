"""The folders of a library, and what one look at the disk finds in them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archiver.model.ids import RootId
from archiver.wording import NO_REASON, Reason

RootKind = Literal["watched", "archive"]
WatchMode = Literal["auto", "native", "polling"]


@dataclass(frozen=True, slots=True)
class Watching:
    """How a folder is watched, and why; NOT_WATCHED until a keeper has chosen, or while the folder is away."""

    way: Literal["native", "polling"] | None
    why: Reason = NO_REASON


NOT_WATCHED = Watching(None)


@dataclass(frozen=True, slots=True)
class Root:
    """A folder whose files belong to the library. `state` is `online` or `offline`.

    `mode` is what was asked for, `watching` what came of it. `identity` tells the folder itself from another one
    mounted or made at the same path.
    """

    id: RootId
    path: Path
    kind: RootKind
    mode: WatchMode
    state: str
    files: int = 0
    identity: str = ""
    watching: Watching = NOT_WATCHED


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as one look at the disk found it. `mtime_ns` nanoseconds, `file_id` device and inode or ""."""

    path: Path
    size: int
    mtime_ns: int
    file_id: str
