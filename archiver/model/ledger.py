"""The ledger: every file, what became of it and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from archiver.model.extracted import State
from archiver.model.ids import DocumentId
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the ledger: what became of it and why."""

    path: Path
    container: Path | None
    state: State
    reason: Reason
    attempts: int
    document: DocumentId | None
    size: int = 0
    mtime_ns: int = 0
    seen_at: str = ""

    @property
    def needs_password(self) -> bool:
        """Whether the file can't be read, or its scanned pages not be recognised, without its password."""
        return self.state is State.ENCRYPTED or self.reason.code == "extract.scan_locked"

    @property
    def why(self) -> Reason:
        """The reason given, or what the state means."""
        return self.reason or Reason(f"state.{self.state}")

    @property
    def what_to_do(self) -> Reason:
        """Whichever has a hint for the user: the reason given, or else the state."""
        return self.reason if self.reason and self.reason.hint() else Reason(f"state.{self.state}")


FileOrder = Literal["path", "state", "reason", "attempts", "seen_at"]


@dataclass(frozen=True, slots=True)
class FilesWanted:
    """Which files of the ledger, in which order. `words` must all be in the path; `attention` is every such state."""

    state: State | None = None
    attention: bool = False
    words: str = ""
    order: FileOrder = "path"
    descending: bool = False
