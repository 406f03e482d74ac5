"""What the frame of the window shows of the library at one moment, read in one go off the GUI thread."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from archiver.model import Category, Doubt, Root, SavedSearch
from archiver.wording import Reason

if TYPE_CHECKING:
    from archiver.archive import Archive


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of papers, the scheme and the folders; `attention` and `waiting` count files.

    `undo` says what Ctrl+Z would take back; `keeper` is `starting`, `running`, `paused`, `stopped` or `elsewhere`,
    `trouble` why it had to stop; `searches` are those kept by name, each with how many papers it finds now;
    `doubts` are lost papers with new files that may be they.
    """

    total: int
    recent: int
    unclassified: int
    attention: int
    waiting: int
    categories: tuple[Category, ...]
    roots: tuple[Root, ...]
    undo: Reason | None
    keeper: str
    trouble: Reason | None = None
    searches: tuple[tuple[SavedSearch, int], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def watched(self) -> tuple[Root, ...]:
        """The folders the user gave; the archive folder is not one of them."""
        return tuple(root for root in self.roots if root.kind == "watched")

    @property
    def empty(self) -> bool:
        """Whether there is nothing yet, so that the first page should greet."""
        return not self.watched and not self.total


def look(archive: "Archive", *, started: bool) -> Overview:
    """The library as it is now; `started` tells whether the keeper was. Raises ArchiveError."""
    status = archive.status()
    return Overview(
        total=archive.total_count(),
        recent=archive.recent_count(),
        unclassified=archive.unclassified_count(),
        attention=status.attention,
        waiting=status.waiting,
        categories=tuple(archive.scheme.categories()),
        roots=tuple(archive.roots.all()),
        undo=archive.undo_label(),
        keeper=archive.keeper.state if started else "starting",
        trouble=archive.keeper.trouble,
        searches=tuple(archive.searches.counted()),
        doubts=tuple(archive.doubles.doubtful()),
    )
