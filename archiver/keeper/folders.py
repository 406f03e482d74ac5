"""The folders as they are now: which root a path belongs to, and whether what stands there may be believed.

Each root's disk is touched by one thread, that root's own: a share that hangs then holds up nothing else. What does
not answer counts as offline until it does.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from archiver.catalogue import Catalogue, roots
from archiver.errors import ArchiveError
from archiver.model import NOT_WATCHED, Event, Root, RootId, Seen, Watching
from archiver.roots import reachable
from archiver.telling import Teller
from archiver.walk import is_gone, look
from archiver.wording import Reason
from archiver.worker import NoAnswer, Worker

T = TypeVar("T")

SILENT = Watching(None, Reason("watch.no_answer"))


class Folders:
    """The roots that are followed, as last looked up. `let_go` hears of each that went offline: its files can't be
    looked at, and nothing that was noticed of them counts."""

    def __init__(self, catalogue: Catalogue, teller: Teller, let_go: Callable[[Path], None]) -> None:
        self._catalogue = catalogue
        self._teller = teller
        self._let_go = let_go
        self._roots: list[Root] = []
        self._workers: dict[RootId, Worker] = {}
        self._unanswered: set[RootId] = set()

    def __iter__(self) -> Iterator[Root]:
        """The roots one after the other; a change on the way doesn't disturb that."""
        return iter(tuple(self._roots))

    def look_up(self) -> None:
        """Follow what was added, removed or changed in the catalogue."""
        self._roots = roots.all_roots(self._catalogue.read())
        for gone in self._workers.keys() - {root.id for root in self._roots}:
            self._workers.pop(gone).leave()

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
        try:
            return self._worker(root).ask(lambda: reachable(root.path, root.identity, root.files > 0))
        except NoAnswer:
            return False

    def ask(self, question: Callable[[Path], T], path: Path, silence: T, patience: float | None = None) -> T:
        """What the disk says of a path; `silence` where it does not answer, or no root holds the path."""
        root = self.of(path)
        if root is None:
            return silence
        try:
            return self._worker(root).ask(lambda: question(path), patience)
        except NoAnswer:
            self._unanswered.add(root.id)
            return silence

    def asking(self, question: Callable[[Path], T], silence: T) -> Callable[[Path], T]:
        """A question that is put to the disk of each path in this way."""
        return lambda path: self.ask(question, path, silence)

    def look(self, path: Path) -> Seen | None:
        """One look at a file, as `walk.look`."""
        return self.ask(look, path, None)

    def is_gone(self, path: Path) -> bool:
        """Whether the disk says for certain that no file stands here."""
        return self.ask(is_gone, path, silence=False)

    def begin(self, root: Root, work: Callable[[Callable[[], None]], T]) -> "Future[T]":
        """Do something long on the root's disk; `work` is given what it calls between its steps."""
        worker = self._worker(root)
        return worker.begin(lambda: work(worker.breathe))

    def is_believably_gone(self, path: Path) -> bool:
        """Whether a file is gone from a root that is there."""
        root = self.of(path)
        if root is None or not self.is_gone(path):
            return False
        if not self.can_reach(root):
            self.set_state(root, "offline")  # so that it is passed over when it is back, however soon that is
            return False
        return True

    def mark_unreachable(self) -> None:
        """Roots that can't be reached any more are offline."""
        for root in self:
            if root.state == "online" and not self.can_reach(root):
                self.lose(root, is_new=False)

    def give_up_unanswered(self) -> None:
        """Roots that did not answer are offline, even if they do by now: what was asked has to be asked again."""
        for root in self:
            if root.id in self._unanswered:
                self.set_state(root, "offline")
        self._unanswered.clear()

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

    def lose(self, root: Root, *, is_new: bool) -> None:
        """The root can't be reached; of one that `is_new` to this program no way of watching is known."""
        self.set_state(root, "offline")
        if self._worker(root).is_silent:
            self.set_watching(root, SILENT)
        elif is_new or root.watching == SILENT:
            self.set_watching(root, NOT_WATCHED)

    def set_watching(self, root: Root, watching: Watching) -> None:
        """How the root is watched from now on."""
        if watching == root.watching:
            return
        with self._catalogue.write() as db:
            roots.set_watching(db, root.id, watching)
        self._roots = [replace(other, watching=watching) if other.id == root.id else other for other in self._roots]
        self._teller.tell(Event("library"))

    def close(self) -> None:
        """End the threads that answer; the others end with the program."""
        for worker in self._workers.values():
            worker.close()

    def _worker(self, root: Root) -> Worker:
        if root.id not in self._workers:
            self._workers[root.id] = Worker(f"disk {root.path.name}")
        return self._workers[root.id]
