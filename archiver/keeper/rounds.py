"""Going round the folders: how each is watched, when it is passed over, and what a pass finds."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archiver import passing
from archiver.catalogue import roots
from archiver.keeper.folders import Folders
from archiver.keeper.missing import Missing
from archiver.library import Library
from archiver.model import Root, RootId, Watching
from archiver.roots import identity
from archiver.scans import Scans
from archiver.settle import Settling
from archiver.telling import Tally
from archiver.watch import Watcher

CHECK_ROOTS = 2.0
"""Seconds between two looks at whether each folder can be reached and whether folders were added or removed."""

POLL_EVERY = 10.0
"""Seconds between two passes over a folder that gives no events (a share)."""

POLL_REST = 10.0
"""How many times as long as the pass took such a folder rests at least: a share of many files is no treadmill."""


class Rounds:
    """Called from the keeper's thread, `begin_anew` from any; a pass ends early once it is `stopped`."""

    def __init__(
        self, library: Library, folders: Folders, settling: Settling, missing: Missing, scans: Scans, tally: Tally,
        stopped: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._library = library
        self._catalogue = library.catalogue
        self._folders = folders
        self._settling = settling
        self._missing = missing
        self._scans = scans
        self._tally = tally
        self._stopped = stopped
        self._checked = float("-inf")
        self._passed: dict[RootId, float] = {}
        self._pass_took: dict[RootId, float] = {}
        self._watchings: dict[RootId, Watching] = {}

    def begin_anew(self) -> None:
        """Pass over every folder once more."""
        self._passed.clear()

    def go_once(self, only: Sequence[Path]) -> None:
        """Pass over all roots, or over these folders alone."""
        for root in self._folders:
            folders = [folder for folder in only if folder.is_relative_to(root.path)]
            if folders or not only:
                self._pass(root, folders)

    @property
    def are_due(self) -> bool:
        """Whether it is time to look after the roots: every CHECK_ROOTS seconds, and at once to begin anew."""
        return time.monotonic() - self._checked >= CHECK_ROOTS or not self._passed

    def go_on(self, watcher: Watcher) -> None:
        """Follow roots that were added, removed, lost or found again, and pass over those whose time has come."""
        before = {root.id: root for root in self._folders}
        self._folders.look_up()
        for gone in before.keys() - {root.id for root in self._folders}:
            watcher.unwatch(gone)
            self._settling.forget(before[gone].path)
            self._passed.pop(gone, None)
        for root in self._folders:
            if self._is_watched_otherwise(root, before.get(root.id)):
                self._watch(watcher, root)
        doubtful = watcher.heal(time.monotonic())
        for root in self._folders:
            if root.id in doubtful or self._is_due(root):
                self._pass(root)
        self._folders.mark_unreachable()
        self._checked = time.monotonic()

    def _is_watched_otherwise(self, root: Root, before: Root | None) -> bool:
        """Whether a way of watching has to be chosen: at first, when another is asked for, when the folder is back."""
        if before is None or before.mode != root.mode:
            return True
        return self._watchings[root.id].way is None and self._folders.can_reach(root)

    def _watch(self, watcher: Watcher, root: Root) -> None:
        self._watchings[root.id] = watching = watcher.watch(root)
        self._passed.pop(root.id, None)  # what happened until now was not told
        self._folders.set_watching(root, watching)

    def _is_due(self, root: Root) -> bool:
        """Whether a root is to be passed over: at first, when it is back, and at intervals."""
        last = self._passed.get(root.id)
        if last is None or (root.state == "offline" and self._folders.can_reach(root)):
            return True
        if self._watchings[root.id].way == "native":
            pause = self._library.settings.rescan_minutes * 60.0
        else:
            pause = max(POLL_EVERY, POLL_REST * self._pass_took.get(root.id, 0.0))
        return time.monotonic() - last >= pause

    def _pass(self, root: Root, folders: Sequence[Path] = ()) -> None:
        """Compare a root, or some folders in it, with what is known; what is new waits to settle."""
        self._passed[root.id] = now = time.monotonic()
        reached = self._folders.can_reach(root)
        self._folders.set_state(root, "online" if reached else "offline")
        for folder in (folders or [root.path]) if reached else []:
            self._take(root, passing.compare(self._catalogue, root, folder, self._stopped), now)
        if reached:
            self._scans.look_again()
            self._remember_pass(root)
        self._pass_took[root.id] = time.monotonic() - now

    def _take(self, root: Root, differences: passing.Differences, now: float) -> None:
        """Let what is new settle, follow what was moved, and miss what isn't there."""
        self._tally.seen += differences.seen
        maybe_moved = passing.write_arrivals(self._catalogue, root, differences.news)
        healed = {seen.path for seen in maybe_moved if self._missing.heal_move(root, seen)}
        for seen in differences.news:
            if seen.path not in healed:
                self._settling.hint(seen.path, now)
        for path in differences.missing:
            self._missing.miss(path, now)

    def _remember_pass(self, root: Root) -> None:
        try:
            known_as = identity(root.path)
        except OSError:
            return  # it went away during the pass
        with self._catalogue.write() as db:
            roots.passed(db, root.id, known_as)
