"""The folders as they are now: which root a path belongs to, and whether what stands there may be believed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archiver.catalogue import Catalogue, roots
from archiver.errors import ArchiveError
from archiver.model import Event, Root, Watching
from archiver.roots import reachable
from archiver.telling import Teller
from archiver.walk import is_gone


class Folders:
    """The roots that are followed, as last looked up. `let_go` hears of each that went offline: its files can't be
    looked at, and nothing that was noticed of them counts."""

    def __init__(self, catalogue: Catalogue, teller: Teller, let_go: Callable[[Path], None]) -> None:
        self._catalogue = catalogue
        self._teller = teller
        self._let_go = let_go
        self._roots: list[Root] = []

    def __iter__(self) -> Iterator[Root]:
        """The roots one after the other; a change on the way doesn't disturb that."""
        return iter(tuple(self._roots))

    def look_up(self) -> None:
        """Follow what was added, removed or changed in the catalogue."""
        self._roots = roots.all_roots(self._catalogue.read())

    def of(self, path: Path) -> Root | None:
        """The root that holds a path."""
        return next((root for root in self._roots if path.is_relative_to(root.path)), None)

    def refuse_outside(self, paths: Sequence[Path]) -> None:
        """Raise ArchiveError for a path that no root holds."""
        for path in paths:
            if self.of(path) is None:
                raise ArchiveError("library.no_such_root", path=str(path))

    def can_reach(self, root: Root) -> bool:
        """Whether what the root shows now may be believed."""
        return reachable(root.path, root.identity, root.files > 0)

    def is_believably_gone(self, path: Path) -> bool:
        """Whether a file is gone from a root that is there."""
        root = self.of(path)
        if root is None or not is_gone(path):
            return False
        if not self.can_reach(root):
            self.set_state(root, "offline")  # so that it is passed over when it is back, however soon that is
            return False
        return True

    def mark_unreachable(self) -> None:
        """Roots that can't be reached any more are offline."""
        for root in self:
            if root.state == "online" and not self.can_reach(root):
                self.set_state(root, "offline")

    def set_state(self, root: Root, state: str) -> None:
        """`online` or `offline`."""
        if root.state == state:
            return
        with self._catalogue.write() as db:
            roots.set_state(db, root.id, state)
        self._roots = [replace(other, state=state) if other.id == root.id else other for other in self._roots]
        if state == "offline":
            self._let_go(root.path)
        self._teller.tell(Event("offline" if state == "offline" else "online", root.path))

    def set_watching(self, root: Root, watching: Watching) -> None:
        """How the root is watched from now on."""
        if watching == root.watching:
            return
        with self._catalogue.write() as db:
            roots.set_watching(db, root.id, watching)
        self._roots = [replace(other, watching=watching) if other.id == root.id else other for other in self._roots]
        self._teller.tell(Event("library"))
