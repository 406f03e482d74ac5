"""The keeper as the window sees it: started, paused, and told what to read."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.errors import ArchiveError
from archiver.model import Act, Added, CategoryId, Event
from archiver.wording import Reason

if TYPE_CHECKING:
    from archiver.keeper_process import KeeperProcess, KeeperState


class Keeping:
    """`archive.keeper`: the process that follows the folders, once it is started; until then it is told nothing."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._process: KeeperProcess | None = None

    def start(self, on_event: Callable[[Event], None]) -> None:
        """Start the process. `on_event` is called from a background thread."""
        from archiver.keeper_process import KeeperProcess  # pipes and processes: not before there is a window

        self._process = KeeperProcess(self._library, on_event)

    def close(self) -> None:
        """Stop the process, if it runs."""
        if self._process is not None:
            self._process.close()
            self._process = None

    @property
    def state(self) -> "KeeperState":
        """Whether the keeper runs; `elsewhere` when another program holds the library's writer lock."""
        return self._process.state if self._process else "stopped"

    @property
    def trouble(self) -> Reason | None:
        """Why the keeper had to stop, where it was trouble of the world (a full disk)."""
        return self._process.trouble if self._process else None

    def pause(self) -> None:
        """Stop reading files within a second."""
        self.tell("pause")

    def resume(self) -> None:
        """Go on reading files."""
        self.tell("resume")

    def rescan(self) -> None:
        """Pass over every folder once more. ArchiveError where the keeper has ended, or is another program."""
        self._order("rescan")

    def retry(self, paths: Sequence[Path], *, password: str = "") -> None:
        """Read files again that need attention. A `password` is used once and not kept. ArchiveError as in `rescan`."""
        self._order("retry", list(paths), password)

    def add(
        self, paths: Sequence[Path], category: CategoryId | None, done: Callable[[list[Added], Act | None], None]
    ) -> None:
        """Take files from outside into the archive folder; `done` is called from a background thread."""
        if self._process is None:
            raise ArchiveError("library.held")
        self._process.add(paths, category, done)

    def _order(self, command: str, *data: object) -> None:
        if self._process is not None:
            self._process.order(command, *data)

    def tell(self, command: str, *data: object) -> None:
        """Send the keeper a command, if it runs."""
        if self._process is not None:
            self._process.tell(command, *data)
