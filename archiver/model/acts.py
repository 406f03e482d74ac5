"""What a change did."""

from dataclasses import dataclass
from pathlib import Path

from archiver.model.ids import DocumentId
from archiver.wording import NO_REASON, Reason


@dataclass(frozen=True, slots=True)
class Act:
    """What a change did: its batch in the journal, and what it touched. `documents`/`pieces` are counts."""

    journal: int
    action: str
    documents: int
    pieces: int
    label: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did with one path from outside; `failed` is the reason where it was refused."""

    source: Path
    document: DocumentId | None = None
    stored: Path | None = None
    category: str | None = None
    known: bool = False
    failed: Reason = NO_REASON
