"""The keeper itself: what others may ask of it, its ways of working, and one step of the work."""

import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from archiver.adding import Wish
from archiver.catalogue import describing, documents, places
from archiver.desk import Desk
from archiver.extract import EXTRACTOR_VERSION
from archiver.keeper.arrivals import Arrivals, settling_in
from archiver.keeper.folders import Folders
from archiver.keeper.intake import Done, Intake
from archiver.keeper.missing import Missing
from archiver.keeper.rounds import CHECK_ROOTS, Rounds
from archiver.keeper.upkeep import Upkeep
from archiver.library import Library, hold
from archiver.model import Event
from archiver.readers import Readers
from archiver.scans import Scans
from archiver.settings import Settings
from archiver.telling import Tally, Teller
from archiver.unpacking import sweep
from archiver.watch import Watcher

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
        self._teller = Teller(tell)
        self._readers = Readers(library.settings.workers_here, library.rules(), library.paths.unpacked)
        self._desk = Desk(self._catalogue, self._readers, self._awake.set)
        self._scans = Scans(self._catalogue, library.rules, library.paths.unpacked, self._awake.set)
        self._folders = Folders(self._catalogue, self._teller, lambda folder: self._arrivals.let_go(folder))
        self._settling = settling_in(self._folders)
        self._missing = Missing(self._catalogue, self._folders, self._settling, self._teller)
        self._arrivals = Arrivals(
            self._catalogue, self._folders, self._settling, self._missing, self._desk, self._scans, self._teller
        )
        self._rounds = Rounds(
            library, self._folders, self._settling, self._missing, self._scans, self.tally, self._stopped.is_set,
            self._awake.set,
        )
        self._upkeep = Upkeep(library, self._readers, self._teller, self._awake.set)
        self._watcher: Watcher | None = None
        self._intake = Intake(library.adding, self._readers, self._awake.set)
        sweep(library.paths.unpacked)
        library.door.recover()
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
        self._arrivals.hint(path, is_deleted)
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
        self._readers.resize(settings.workers_here)
        self._awake.set()

    def rescan(self) -> None:
        """Pass over every folder once more."""
        self._rounds.begin_anew()
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

    def add(self, paths: Sequence[Path], wish: Wish, done: Done) -> None:
        """Take files from outside into the archive folder, beside the other work; `done` is told the outcome."""
        self._intake.take(paths, wish, done)

    # -- the ways of working ---------------------------------------------------------------------------

    def scan(self, only: Sequence[Path] = ()) -> None:
        """One pass over all roots, or over those that hold the folders given, until all that can be is searchable."""
        self._folders.look_up()
        self._folders.refuse_outside(only)
        self._rounds.go_once(only)
        self._work_until_quiet()

    def scan_again(self, paths: Sequence[Path], password: str = "") -> None:
        """Read these files once more, until that is done."""
        self._folders.look_up()
        self._folders.refuse_outside(paths)
        self.retry(paths, password)
        self._work_until_quiet()

    def watch(self) -> None:
        """Pass over every root, then follow what happens until `stop`."""
        self._watcher = Watcher(self.hint, self._library.paths.folder / ".wendu-pulse")
        while not self._stopped.is_set():
            if self._rounds.are_due:
                self._readers.use(self._library.rules())
                self._rounds.go_on(self._watcher)
            self._step()
            self._sleep()

    def reindex(self) -> None:
        """Make the index anew from the catalogue."""
        self._upkeep.follower.begin_anew(self._stopped.is_set)

    def close(self) -> None:
        """Stop every helper and let go of the library."""
        self.stop()
        if self._watcher:
            self._watcher.close()
        self._readers.close()
        self._desk.close()
        self._scans.close()
        self._intake.close()
        self._folders.close()
        self._upkeep.close()
        self._lock.release()

    def _work_until_quiet(self) -> None:
        last_news = time.monotonic()
        while not self._stopped.is_set() and not self._is_quiet():
            before = self._teller.done
            self._sleep()
            self._step()
            reads = self._desk or self._missing or self._has_scans() or self._upkeep.to_describe
            if self._teller.done != before or reads:
                last_news = time.monotonic()
            if time.monotonic() - last_news > SCAN_PATIENCE:
                break
        if not self._stopped.is_set():
            self._arrivals.leave_waiting()
            self._folders.mark_unreachable()
            self._upkeep.finish(self._stopped.is_set)

    def _is_quiet(self) -> bool:
        settling = len(self._settling) > len(self._settling.locked)
        reading = settling or self._arrivals.has_hints or self._desk or self._missing or self._intake.is_busy
        return not (reading or self._has_scans()) and self._upkeep.is_described

    # -- one step of the work --------------------------------------------------------------------------

    def _step(self) -> None:
        """Take in hints, see what has settled, read one file, believe deletions, let the index follow."""
        self._intake.raise_bug()
        now = time.monotonic()
        self._rounds.take()
        self._arrivals.take_in(now)
        self._folders.give_up_unanswered()
        read = self._desk.take()
        if self._running.is_set():
            self._desk.begin(self._arrivals.is_news)  # before the last one is kept, so that both cores have work
        if read is not None:
            self._arrivals.keep(*read)
            self._desk.kept()
        if self._running.is_set():
            self._upkeep.step(busy=bool(self._desk))
        self._missing.believe(now, busy=bool(self._desk))
        self._recognise()
        self._tell_progress()

    def _has_scans(self) -> bool:
        return self._scans.has_work(wanted=self._library.settings.recognise)

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
        left = files + self._upkeep.left
        paused = not self._running.is_set()
        if not left and not self._intake.is_busy and self._has_scans():
            scans = self._scans
            self._teller.tell_progress(scans.pages_left, scans.current, busy=True, paused=paused, recognising=True)
        else:
            busy = bool(left or self._intake.is_busy or self._rounds.is_finding_out)
            self._teller.tell_progress(left, self._desk.current, busy=busy, paused=paused)

    def _sleep(self) -> None:
        """Wait for a hint, a finished reading, or the next look that is due."""
        can_work = self._desk.is_free or self._upkeep.has_work(busy=bool(self._desk))
        if self._arrivals.has_hints or self._desk.is_done or (self._running.is_set() and can_work):
            return
        due = [time_ for time_ in (self._settling.next_due(), self._missing.next_due) if time_ is not None]
        now = time.monotonic()
        wait = min([CHECK_ROOTS, *(time_ - now for time_ in due)])
        self._awake.wait(max(0.0, wait))
        self._awake.clear()
