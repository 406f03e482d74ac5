"""Going round the folders: how each is watched, when it is passed over, and what a pass finds."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, wait
from dataclasses import dataclass
from pathlib import Path

from archiver import passing
from archiver.catalogue import roots
from archiver.catalogue.places import Place
from archiver.keeper.folders import Folders
from archiver.keeper.missing import Missing
from archiver.library import Library
from archiver.model import NOT_WATCHED, Root, RootId
from archiver.roots import identity
from archiver.scans.line import Scans
from archiver.settle import Settling
from archiver.telling import Tally
from archiver.watching.watch import Watcher

CHECK_ROOTS = 2.0
"""Seconds between two looks at whether each folder can be reached and whether folders were added or removed."""

MINUTE = 60.0

POLL_EVERY = 10.0
"""Seconds between two passes over a folder that gives no events (a share)."""

POLL_REST = 10.0
"""How many times as long as the pass took such a folder rests at least: a share of many files is no treadmill."""


WATCH_PATIENCE = 60.0
"""Seconds that setting up the watch of a folder may take: one of 100,000 folders takes some ten."""


@dataclass(slots=True)
class _Pass:
    """A pass under way, in the thread of its root; `again` asks for another one after it. `known_as` is the identity
    of the root at its end, "" where it went away."""

    began: float
    found: "Future[tuple[list[passing.Differences], str]]"
    again: bool = False


class Rounds:
    """Called from the keeper's thread, `begin_anew` from any; a pass ends early once it is `stopped`. `awake` is
    called from other threads when one has ended."""

    def __init__(
        self, library: Library, folders: Folders, settling: Settling, missing: Missing, scans: Scans, tally: Tally,
        stopped: Callable[[], bool], awake: Callable[[], None],
    ) -> None:  # fmt: skip
        self._library = library
        self._catalogue = library.catalogue
        self._folders = folders
        self._settling = settling
        self._missing = missing
        self._scans = scans
        self._tally = tally
        self._stopped = stopped
        self._awake = awake
        self._checked = float("-inf")
        self._passed: dict[RootId, float] = {}
        self._pass_took: dict[RootId, float] = {}
        self._under_way: dict[RootId, _Pass] = {}

    def begin_anew(self) -> None:
        """Pass over every folder once more."""
        self._passed.clear()

    @property
    def is_finding_out(self) -> bool:
        """Whether nothing is known yet of what is new in some folder."""
        return bool(self._under_way.keys() - self._pass_took.keys())

    def go_once(self, only: Sequence[Path]) -> None:
        """Pass over all roots, or over these folders alone."""
        for root in self._folders:
            folders = [folder for folder in only if folder.is_relative_to(root.path)]
            if folders or not only:
                self._begin_pass(root, folders)
                self._wait_for_pass(root)

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
            self._under_way.pop(gone, None)
        away = {root.id for root in self._folders if not self._folders.can_reach(root)}
        for root in self._folders:
            if root.id in away:
                self._folders.lose(root, is_new=root.id not in before)
            elif self._is_watched_otherwise(root, before.get(root.id)):
                self._watch(watcher, root)
        doubtful = watcher.heal(time.monotonic(), away)
        for root in self._folders:
            if root.id not in away and (root.id in doubtful or self._is_due(root)):
                self._begin_pass(root)
        self._checked = time.monotonic()

    def _is_watched_otherwise(self, root: Root, before: Root | None) -> bool:
        """Whether a way of watching has to be chosen: at first, when another is asked for, when the folder is back."""
        if before is None or before.mode != root.mode:
            return True
        return root.watching.way is None

    def _watch(self, watcher: Watcher, root: Root) -> None:
        watching = self._folders.ask(lambda _: watcher.watch(root), root.path, NOT_WATCHED, WATCH_PATIENCE)
        self._passed.pop(root.id, None)  # what happened until now was not told
        self._folders.set_watching(root, watching)

    def _is_due(self, root: Root) -> bool:
        """Whether a root is to be passed over: at first, when it is back, and at intervals."""
        last = self._passed.get(root.id)
        if last is None or root.state == "offline":
            return True
        if root.watching.way == "native":
            pause = self._library.settings.rescan_minutes * MINUTE
        else:
            pause = max(POLL_EVERY, POLL_REST * self._pass_took.get(root.id, 0.0))
        return time.monotonic() - last >= pause

    def _begin_pass(self, root: Root, folders: Sequence[Path] = ()) -> None:
        """Compare a root, or some folders in it, with what is known, beside all other work."""
        self._passed[root.id] = now = time.monotonic()
        reached = self._folders.can_reach(root)
        self._folders.set_state(root, "online" if reached else "offline")
        if root.id in self._under_way:
            self._under_way[root.id].again = True
        elif reached:
            known = {
                folder: passing.known_places(self._catalogue, root, folder) for folder in folders or [root.path]
            }
            found = self._folders.begin(root, lambda breathe: self._walk(root, known, breathe))
            self._under_way[root.id] = _Pass(now, found)
            found.add_done_callback(lambda _: self._awake())

    def _walk(
        self, root: Root, known: dict[Path, dict[Path, Place]], breathe: Callable[[], None]
    ) -> tuple[list[passing.Differences], str]:
        """In the thread of the root: what differs in each folder, and the identity of the root."""

        def stopped() -> bool:
            breathe()
            return self._stopped()

        differences = [passing.compare(places, folder, stopped) for folder, places in known.items()]
        try:
            return differences, identity(root.path)
        except OSError:  # it went away during the pass
            return differences, ""

    def take(self) -> None:
        """Take in what the passes that have ended found."""
        for root in self._folders:
            one = self._under_way.get(root.id)
            if one is not None and one.found.done():
                del self._under_way[root.id]
                self._end_pass(root, one)

    def _wait_for_pass(self, root: Root) -> None:
        """Wait until the pass has ended, or the disk no longer answers."""
        one = self._under_way.get(root.id)
        while one is not None and not one.found.done() and self._folders.can_reach(root):
            wait([one.found], CHECK_ROOTS)
        self._folders.mark_unreachable()
        self.take()

    def _end_pass(self, root: Root, one: _Pass) -> None:
        """Take in what a pass found; one that was held up has to be made again, as what was noticed is forgotten."""
        was_offline = root.state == "offline"
        if not self._folders.can_reach(root):
            self._folders.set_state(root, "offline")
            return
        differences, known_as = one.found.result()
        self._folders.set_state(root, "online")
        for folder in differences:
            self._take(root, folder, one.began)
        self._scans.look_again()
        if known_as:
            with self._catalogue.write() as db:
                roots.passed(db, root.id, known_as)
        self._pass_took[root.id] = time.monotonic() - one.began
        if one.again or was_offline:
            self._passed.pop(root.id, None)

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
