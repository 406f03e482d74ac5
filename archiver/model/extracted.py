"""What reading a file gave: how far it came, its text and the blocks in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from archiver.wording import NO_REASON, Reason


class State(StrEnum):
    """How far a file has come. The words are the contract of the headless commands."""

    WAITING = "waiting"
    SEARCHABLE = "searchable"
    PARTIAL = "partial"
    RECOVERED = "recovered"
    GARBLED = "garbled"
    SCAN = "scan"
    ENCRYPTED = "encrypted"
    SECRET = "secret"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    FAILED = "failed"
    OFFLINE = "offline"


READ_STATES = frozenset({State.SEARCHABLE, State.PARTIAL, State.RECOVERED})
"""States in which a file gave text."""

ATTENTION_STATES = frozenset(
    {State.PARTIAL, State.RECOVERED, State.GARBLED, State.SCAN, State.ENCRYPTED, State.SECRET, State.FAILED}
)
"""States that a person should look at."""

BlockKind = Literal["heading", "paragraph", "cell", "header", "footer", "note", "comment", "textbox", "page", "residue"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of extracted text, `start` to `end` in code points, end exclusive.

    The edge between two blocks is a break that no searched words cross, unless the later one is `joined`:
    its text runs on from the block before (a page edge inside a paragraph). `level` is 1–9 for headings,
    0 otherwise and for the name of a sheet; pages count from 1. `residue` is what a web site left in the paper:
    neither read nor searched.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    joined: bool = False

    def __reduce__(self) -> tuple[type["Block"], tuple[object, ...]]:
        """A workbook has hundreds of thousands of blocks: so the child hands them over four times as fast."""
        places = (self.kind, self.start, self.end, self.level, self.page, self.sheet, self.cell, self.joined)
        return Block, places


@dataclass(frozen=True, slots=True)
class Extracted:
    """What reading a file gave. `text` is "" unless the state is one of READ_STATES."""

    format: str
    state: State
    reason: Reason = NO_REASON
    text: str = ""
    blocks: tuple[Block, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
