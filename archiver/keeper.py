"""The keeper: the one program that follows the folders of a library, reads what is new and keeps the index."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue

from archiver import ingest, passing
from archiver.adding import Wish
from archiver.catalogue import describing, documents, places, roots
from archiver.desk import Desk
from archiver.errors import ArchiveError
from archiver.extract import EXTRACTOR_VERSION
from archiver.extract.isolated import Cancelled
from archiver.extract.structure import is_whole
from archiver.following import Follower
from archiver.library import Library, hold
from archiver.model import Added, Event, Root, RootId, Seen, State, Watching
from archiver.purge import Purge
from archiver.readers import Readers
from archiver.reading import Reading
from archiver.redescribing import Redescribing
from archiver.roots import identity, reachable
from archiver.scans import Scans
from archiver.settings import Settings
from archiver.settle import Settled, Settling
from archiver.sketching import Sketcher
from archiver.suggesting import Suggester
from archiver.telling import Tally, Teller
from archiver.unpacking import sweep
from archiver.walk import is_gone, look
from archiver.watch import Watcher
from archiver.wording import Reason

SECOND_LOOK = 1.5
"""Seconds between the two looks after which a file is believed to be gone."""

ARRIVALS_FIRST = 30.0
"""Seconds a deletion waits at most for the arrivals that may turn it into a move."""

LOOKS_AT_ONCE = 500
"""Missing files believed gone in one step, so that hints and a pause are heard in between."""

CHECK_ROOTS = 2.0
"""Seconds between two looks at whether each folder can be reached and whether folders were added or removed."""

POLL_EVERY = 10.0
"""Seconds between two passes over a folder that gives no events (a share)."""

POLL_REST = 10.0
"""How many times as long as the pass took such a folder rests at least: a share of many files is no treadmill."""

SCAN_PATIENCE = 30.0
"""Seconds `scan` waits for files that keep changing before it leaves them waiting."""

class Keeper:
    """Holds the writer lock from its making to `close`. `scan`, `watch` and `close` are called from one thread,
    everything under "from any thread" from any."""

    def __init__(self, library: Library, tell: Callable[[Event], None]) -> None:
        self._lock = library.writer_lock()
        hold(self._lock)
        self._library = library
        self._catalogue = library.catalogue
        self._awake = threading.Event()
        self._running = threading.Event()
        self._running.set()
        self._stopped = threading.Event()
        self._hints: SimpleQueue[tuple[Path, bool]] = SimpleQueue()
        self._settling = Settling(is_whole)
        self._readers = Readers(library.settings.workers_here, library.rules(), library.paths.unpacked)
        self._desk = Desk(self._catalogue, self._readers, self._awake.set)
        self._scans = Scans(self._catalogue, library.rules, self._awake.set)
        self._missing: dict[Path, float] = {}
        self._follower = Follower(library)
        self._sketcher = Sketcher(self._catalogue)
        self._teller = Teller(tell)
        self._purge = Purge(self._catalogue, self._follower, self._teller.tell)
        self._suggester = Suggester(library, self._teller.tell)
        self._redescribing = Redescribing(
            self._catalogue, self._readers.extract, self._awake.set, lambda: self._teller.pass_on(Event("library"))
        )
        self._watcher: Watcher | None = None
        self._roots: list[Root] = []
        self._passed: dict[RootId, float] = {}
        self._pass_took: dict[RootId, float] = {}
        self._watchings: dict[RootId, Watching] = {}
        self._adds = ThreadPoolExecutor(1, "adder")
        self._adding = 0
        self._bug: BaseException | None = None
        sweep(library.paths.unpacked)
        library.adding.recover()
        with self._catalogue.write() as db:
            documents.forget_old(db)
            describing.ask_for_reading(db, EXTRACTOR_VERSION)

    @property
    def tally(self) -> Tally:
        """What was seen and done since the keeper was made."""
        return self._teller.tally

    # -- from any thread -------------------------------------------------------------------------------

    def hint(self, path: Path, is_deleted: bool = False) -> None:
        """Something may have happened at a path."""
        self._hints.put((path, is_deleted))
        self._awake.set()

    def pause(self) -> None:
        """Stop reading within a second; the file being read is read again later."""
        self._running.clear()
        self._readers.cancel()
        self._scans.hold()
        self._awake.set()

    def resume(self) -> None:
        """Go on reading."""
        self._running.set()
        self._awake.set()

    def stop(self) -> None:
        """Let `watch` or `scan` come back as soon as it can."""
        self._stopped.set()
        self._readers.cancel()
        self._scans.hold()
        self._awake.set()

    def use(self, settings: Settings) -> None:
        """Follow what the user chose from now on."""
        self._library.settings = settings
        self._awake.set()

    def rescan(self) -> None:
        """Pass over every folder once more."""
        self._passed.clear()
        self._awake.set()

    def retry(self, paths: Sequence[Path], password: str = "") -> None:
        """Read files once more from their first attempt, with a password that is forgotten afterwards."""
        with self._catalogue.write() as db:
            files = list(dict.fromkeys(places.on_disk(db, path) for path in paths))
            places.ask_again(db, files)
        for path in files:
            if password:
                self._desk.lend(path, password)
            self.hint(path)

    def add(self, paths: Sequence[Path], wish: Wish, done: Callable[[list[Added], int | None], None]) -> None:
        """Take files from outside into the archive folder, beside the other work; `done` is told the outcome."""
        self._adding += 1
        self._adds.submit(self._add, paths, wish, done)

    def _add(self, paths: Sequence[Path], wish: Wish, done: Callable[[list[Added], int | None], None]) -> None:
        try:
            done(*self._library.adding.add(paths, wish, self._readers.extract))
        except Cancelled:
            done([], None)
        except BaseException as bug:  # noqa: BLE001 - carried over to the keeper's own thread, which raises it
            self._bug = bug
        finally:
            self._adding -= 1
            self._awake.set()

    # -- the ways of working ---------------------------------------------------------------------------

    def scan(self, only: Sequence[Path] = ()) -> None:
        """One pass over all roots, or over those that hold the folders given, until all that can be is searchable."""
        self._roots = roots.all_roots(self._catalogue.read())
        self._refuse_outside(only)
        for root in self._roots:
            folders = [folder for folder in only if folder.is_relative_to(root.path)]
            if folders or not only:
                self._pass(root, folders)
        self._work_until_quiet()

    def scan_again(self, paths: Sequence[Path], password: str = "") -> None:
        """Read these files once more, until that is done."""
        self._roots = roots.all_roots(self._catalogue.read())
        self._refuse_outside(paths)
        self.retry(paths, password)
        self._work_until_quiet()

    def _refuse_outside(self, paths: Sequence[Path]) -> None:
        for path in paths:
            if self._root_of(path) is None:
                raise ArchiveError("library.no_such_root", path=str(path))

    def watch(self) -> None:
        """Pass over every root, then follow what happens until `stop`."""
        self._watcher = Watcher(self.hint, self._library.paths.folder / ".wendu-pulse")
        checked = float("-inf")
        while not self._stopped.is_set():
            if time.monotonic() - checked >= CHECK_ROOTS or not self._passed:
                self._check_roots()
                checked = time.monotonic()
            self._step()
            self._sleep()

    def reindex(self) -> None:
        """Make the index anew from the catalogue."""
        self._follower.begin_anew(self._stopped.is_set)

    def close(self) -> None:
        """Stop every helper and let go of the library."""
        self.stop()
        if self._watcher:
            self._watcher.close()
        self._readers.close()
        self._desk.close()
        self._redescribing.close()
        self._scans.close()
        self._adds.shutdown(wait=True, cancel_futures=True)
        self._follower.close()
        self._lock.release()

    def _work_until_quiet(self) -> None:
        last_news = time.monotonic()
        while not self._stopped.is_set() and not self._is_quiet():
            before = self._teller.done
            self._sleep()
            self._step()
            reads = self._desk or self._missing or self._has_scans() or self._redescribing.left
            if self._teller.done != before or reads:
                last_news = time.monotonic()
            if time.monotonic() - last_news > SCAN_PATIENCE:
                break
        if not self._stopped.is_set():
            self._leave_waiting()
            self._mark_unreachable()
            self._follower.finish(self._stopped.is_set)
            self._sketcher.finish(self._stopped.is_set)
            self._purge.finish()
            self._suggester.finish()

    def _is_quiet(self) -> bool:
        settling = len(self._settling) > len(self._settling.locked)
        reading = settling or self._hints.qsize() or self._desk or self._missing or self._adding
        return not (reading or self._has_scans()) and self._redescribing.is_done

    def _has_scans(self) -> bool:
        return self._scans.has_work(wanted=self._library.settings.recognise)

    def _leave_waiting(self) -> None:
        """What can't be read now keeps waiting, with the reason, and is found by its name."""
        locked = set(self._settling.locked)
        for path in self._settling.waiting:
            root, seen = self._root_of(path), look(path)
            if root is not None and seen is not None:
                reason = Reason("ingest.locked" if path in locked else "ingest.still_changing")
                ingest.keep(self._catalogue, root.id, Reading(path, seen, unread=reason))
                self.tally.left_waiting.append(path)

    # -- one step of the work --------------------------------------------------------------------------

    def _step(self) -> None:
        """Take in hints, see what has settled, read one file, believe deletions, let the index follow."""
        if self._bug is not None:
            raise self._bug
        now = time.monotonic()
        self._take_hints(now)
        for settled in self._settling.due(now):
            self._desk.put(settled)
        for path in self._settling.take_gone():
            self._miss(path, now)
        read = self._desk.take()
        if self._running.is_set():
            self._desk.begin(self._is_news)  # before the last one is kept, so that both cores have work
        if read is not None:
            self._keep_what_is_read(*read)
            self._desk.kept()
        if self._running.is_set():
            self._follower.step(busy=bool(self._desk))
            if self._sketcher.step():
                self._awake.set()
            self._purge.step(busy=bool(self._desk))
            self._redescribing.step(busy=bool(self._desk))
            self._suggest()
        self._believe_missing(now)
        self._recognise()
        self._tell_progress()

    def _suggest(self) -> None:
        """Say anew where papers belong, once they are described by the rules of this program."""
        left = self._suggester.left
        if self._suggester.step(busy=bool(self._desk) or self._redescribing.left > 0):
            self._awake.set()
        self._teller.done += max(0, left - self._suggester.left)

    def _recognise(self) -> None:
        """Let the scans have their turn while nothing else is to be read, and keep the one that is done."""
        for outcome in self._scans.take():
            event = Event(outcome.kind or "changed", outcome.path, outcome.document, outcome.state)
            (self._teller.tell if outcome.kind == "failed" else self._teller.pass_on)(event)
        self._teller.done += self._scans.take_done()
        if not self._running.is_set() or not self._library.settings.recognise:
            self._scans.hold()
        elif self._desk:
            self._scans.step_aside()
        elif self._has_scans():
            self._scans.go_on()

    def _tell_progress(self) -> None:
        files = len(self._settling) - len(self._settling.locked) + len(self._desk)
        left = files + self._follower.to_refold + self._redescribing.left + self._suggester.left
        paused = not self._running.is_set()
        if not left and not self._adding and self._has_scans():
            scans = self._scans
            self._teller.tell_progress(scans.pages_left, scans.current, busy=True, paused=paused, recognising=True)
        else:
            busy = bool(left or self._adding)
            self._teller.tell_progress(left, self._desk.current, busy=busy, paused=paused)

    @property
    def _can_tidy(self) -> bool:
        """Whether nothing comes in and the index would like to be tidied."""
        return not (self._desk or self._follower.is_tidy)

    def _take_hints(self, now: float) -> None:
        while True:
            try:
                path, is_deleted = self._hints.get_nowait()
            except Empty:
                return
            if self._root_of(path) is None:
                continue
            if is_deleted and is_gone(path):
                place = places.at(self._catalogue.read(), path)
                for missed in [*([place] if place else []), *places.below(self._catalogue.read(), path)]:
                    self._miss(missed.path, now)
            else:
                self._settling.hint(path, now)

    def _is_news(self, settled: Settled) -> bool:
        """Whether the file has to be read; if so it is written down as being read."""
        seen, root = settled.seen, self._root_of(settled.path)
        place = places.at(self._catalogue.read(), seen.path)
        if root is None:
            return False
        if look(seen.path) != seen:  # while it stood in line; of a deletion then nobody else will tell
            self._settling.hint(seen.path, time.monotonic())
            return False
        if place is None and self._heal_move(root, seen):
            return False
        if place is not None and place.state is not State.WAITING and place.looks_like(seen):
            return False
        with self._catalogue.write() as db:
            if not roots.exists(db, root.id):
                return False
            if place is None or not place.looks_like(seen):
                places.arrive(db, root.id, seen)
            elif place.interruptions >= ingest.INTERRUPTIONS:
                reason = Reason("ingest.interrupted")
                places.settle(db, seen, place.document, State.FAILED, reason, place.attempts + 1)
                return False
            places.begin(db, seen.path)
        return True

    def _keep_what_is_read(self, settled: Settled, reading: Reading | None) -> None:
        root = self._root_of(settled.path)
        if reading is None:
            self._unbegin(settled.path)
        elif reading.seen is None:
            self._look_again(settled.path)
        elif root is not None:
            self._teller.done += 1
            self._tell_outcome(ingest.keep(self._catalogue, root.id, reading), settled)

    def _unbegin(self, path: Path) -> None:
        with self._catalogue.write() as db:
            places.unbegin(db, path)

    def _look_again(self, path: Path) -> None:
        """The file changed or vanished while it was read."""
        self._unbegin(path)
        if is_gone(path):
            self._miss(path, time.monotonic())
        else:
            self._settling.hint(path, time.monotonic())

    def _tell_outcome(self, outcome: ingest.Outcome, settled: Settled) -> None:
        if outcome.again:
            self._settling.hint(settled.path, time.monotonic())
        elif outcome.state is not State.WAITING:
            self._desk.forget(settled.path)
        if outcome.kind is not None:
            self._tell_kept(outcome, settled)
        for inside in outcome.inside:
            self._tell_outcome(inside, settled)

    def _tell_kept(self, outcome: ingest.Outcome, settled: Settled) -> None:
        assert outcome.kind is not None
        moved = outcome.kind in ("added", "moved") and self._absorb_gone(outcome)
        self._teller.tell(
            Event(
                "moved" if moved else outcome.kind,
                outcome.path,
                outcome.document,
                outcome.state,
                settle_seconds=round(settled.settle_seconds, 3),
                seconds=round(time.monotonic() - settled.last_change, 3),
            )
        )

    def _absorb_gone(self, outcome: ingest.Outcome) -> bool:
        """Whether the paper came from places that are gone now: then it was moved, not copied."""
        if outcome.document is None:
            return False
        here = places.of_document(self._catalogue.read(), outcome.document)
        others = [place for place in here if place.container is None and place.path != outcome.path]
        gone = [place for place in others if self._is_believably_gone(place.path)]
        for place in gone:
            passing.forget_place(self._catalogue, place, "move")
            self._missing.pop(place.path, None)
        return bool(gone)

    def _is_believably_gone(self, path: Path) -> bool:
        root = self._root_of(path)
        if root is None or not is_gone(path):
            return False
        if not self._can_reach(root):
            self._set_state(root, "offline")  # so that it is passed over when it is back, however soon that is
            return False
        return True

    def _heal_move(self, root: Root, seen: Seen) -> bool:
        """Whether the file is one that was moved here and need not be read."""
        place = passing.heal_move(self._catalogue, root, seen, self._is_believably_gone)
        if place is None:
            return False
        self._missing.pop(place.path, None)
        self._teller.tell(Event("moved", seen.path, place.document, place.state))
        return place.state is not State.WAITING

    def _miss(self, path: Path, now: float) -> None:
        """First look: the file isn't there. Nothing is believed yet."""
        self._missing.setdefault(path, now + SECOND_LOOK)

    def _believe_missing(self, now: float) -> None:
        """Second look, after the arrivals; only on a root that can be reached."""
        wait = ARRIVALS_FIRST if self._desk else 0.0
        for path in [path for path, due in self._missing.items() if now >= due + wait][:LOOKS_AT_ONCE]:
            if self._missing.pop(path, None) is None:  # its root was found to be away meanwhile
                continue
            place = places.at(self._catalogue.read(), path)
            if not is_gone(path):
                self._settling.hint(path, now)
            elif self._is_believably_gone(path) and place is not None:
                passing.forget_place(self._catalogue, place, "remove")
                self._teller.tell(Event("removed", path, place.document, place.state))

    # -- roots -----------------------------------------------------------------------------------------

    def _root_of(self, path: Path) -> Root | None:
        return next((root for root in self._roots if path.is_relative_to(root.path)), None)

    def _can_reach(self, root: Root) -> bool:
        return reachable(root.path, root.identity, root.files > 0)

    def _pass(self, root: Root, folders: Sequence[Path] = ()) -> None:
        """Compare a root, or some folders in it, with what is known; what is new waits to settle."""
        self._passed[root.id] = now = time.monotonic()
        reached = self._can_reach(root)
        self._set_state(root, "online" if reached else "offline")
        for folder in (folders or [root.path]) if reached else []:
            differences = passing.compare(self._catalogue, root, folder, self._stopped.is_set)
            self.tally.seen += differences.seen
            maybe_moved = passing.write_arrivals(self._catalogue, root, differences.news)
            healed = {seen.path for seen in maybe_moved if self._heal_move(root, seen)}
            for seen in differences.news:
                if seen.path not in healed:
                    self._settling.hint(seen.path, now)
            for path in differences.missing:
                self._miss(path, now)
        if reached:
            self._scans.look_again()
            self._remember_pass(root)
        self._pass_took[root.id] = time.monotonic() - now

    def _remember_pass(self, root: Root) -> None:
        try:
            known_as = identity(root.path)
        except OSError:
            return  # it went away during the pass
        with self._catalogue.write() as db:
            roots.passed(db, root.id, known_as)

    def _set_state(self, root: Root, state: str) -> None:
        if root.state == state:
            return
        with self._catalogue.write() as db:
            roots.set_state(db, root.id, state)
        self._roots = [replace(other, state=state) if other == root else other for other in self._roots]
        if state == "offline":
            self._settling.forget(root.path)
            self._missing = {path: due for path, due in self._missing.items() if not path.is_relative_to(root.path)}
        self._teller.tell(Event("offline" if state == "offline" else "online", root.path))

    def _check_roots(self) -> None:
        """Follow roots that were added, removed, lost or found again, and pass over those whose time has come."""
        assert self._watcher is not None
        before = {root.id: root for root in self._roots}
        self._roots = roots.all_roots(self._catalogue.read())
        self._readers.use(self._library.rules())
        for gone in before.keys() - {root.id for root in self._roots}:
            self._watcher.unwatch(gone)
            self._settling.forget(before[gone].path)
            self._passed.pop(gone, None)
        for root in self._roots:
            if self._is_watched_otherwise(root, before.get(root.id)):
                self._watch_root(self._watcher, root)
        doubtful = self._watcher.heal(time.monotonic())
        for root in self._roots:
            if root.id in doubtful or self._is_due(root):
                self._pass(root)
        self._mark_unreachable()

    def _is_watched_otherwise(self, root: Root, before: Root | None) -> bool:
        """Whether a way of watching has to be chosen: at first, when another is asked for, when the folder is back."""
        if before is None or before.mode != root.mode:
            return True
        return self._watchings[root.id].way is None and self._can_reach(root)

    def _watch_root(self, watcher: Watcher, root: Root) -> None:
        self._watchings[root.id] = watching = watcher.watch(root)
        self._passed.pop(root.id, None)  # what happened until now was not told
        if watching == root.watching:
            return
        with self._catalogue.write() as db:
            roots.set_watching(db, root.id, watching)
        self._roots = [replace(other, watching=watching) if other == root else other for other in self._roots]
        self._teller.tell(Event("library"))

    def _mark_unreachable(self) -> None:
        for root in self._roots:
            if root.state == "online" and not self._can_reach(root):
                self._set_state(root, "offline")

    def _is_due(self, root: Root) -> bool:
        """Whether a root is to be passed over: at first, when it is back, and at intervals."""
        last = self._passed.get(root.id)
        if last is None or (root.state == "offline" and self._can_reach(root)):
            return True
        if self._watchings[root.id].way == "native":
            pause = self._library.settings.rescan_minutes * 60.0
        else:
            pause = max(POLL_EVERY, POLL_REST * self._pass_took.get(root.id, 0.0))
        return time.monotonic() - last >= pause

    # -- waiting ---------------------------------------------------------------------------------------

    def _sleep(self) -> None:
        """Wait for a hint, a finished reading, or the next look that is due."""
        can_describe = self._redescribing.can_begin and not self._desk
        can_work = self._desk.is_free or self._follower.to_refold or self._can_tidy or can_describe
        if self._hints.qsize() or self._desk.is_done or (self._running.is_set() and can_work):
            return
        first_missing = next(iter(self._missing.values()), None)  # they stand in the order they were missed
        due = [time_ for time_ in (self._settling.next_due(), first_missing) if time_ is not None]
        now = time.monotonic()
        wait = min([CHECK_ROOTS, *(time_ - now for time_ in due)])
        self._awake.wait(max(0.0, wait))
        self._awake.clear()
