"""The way of a file into the library: a hint, rest, the desk, what was read kept, and the outcome told."""

import time
from pathlib import Path
from queue import Empty, SimpleQueue

from archiver import ingest
from archiver.catalogue import Catalogue, places, roots
from archiver.desk import Desk
from archiver.extract.structure import is_whole
from archiver.keeper.folders import Folders
from archiver.keeper.missing import Missing
from archiver.model import Event, State
from archiver.reading import Reading
from archiver.scans.line import Scans
from archiver.settle import Settled, Settling, locked
from archiver.telling import Teller
from archiver.walk import is_gone, look, quiet_seconds
from archiver.wording import Reason


class Arrivals:
    """Called from the keeper's thread, `hint` from any."""

    def __init__(
        self,
        catalogue: Catalogue,
        folders: Folders,
        settling: Settling,
        missing: Missing,
        desk: Desk,
        scans: Scans,
        teller: Teller,
    ) -> None:
        self._catalogue = catalogue
        self._folders = folders
        self._settling = settling
        self._missing = missing
        self._desk = desk
        self._scans = scans
        self._teller = teller
        self._hints: SimpleQueue[tuple[Path, bool]] = SimpleQueue()

    def hint(self, path: Path, is_deleted: bool) -> None:
        """Something may have happened at a path."""
        self._hints.put((path, is_deleted))

    @property
    def has_hints(self) -> bool:
        """Whether hints came that nobody took in."""
        return not self._hints.empty()

    def take_in(self, now: float) -> None:
        """Hear the hints; what has settled stands in line at the desk."""
        self._take_hints(now)
        for settled in self._settling.due(now):
            self._desk.put(settled)
        for path in self._settling.take_gone():
            self._missing.miss(path, now)

    def _take_hints(self, now: float) -> None:
        while True:
            try:
                path, is_deleted = self._hints.get_nowait()
            except Empty:
                return
            if self._folders.of(path) is None:
                continue
            if is_deleted and self._folders.is_gone(path):
                place = places.at(self._catalogue.read(), path)
                for missed in [*([place] if place else []), *places.below(self._catalogue.read(), path)]:
                    self._missing.miss(missed.path, now)
            else:
                self._settling.hint(path, now)

    def is_news(self, settled: Settled) -> bool:
        """Whether the file has to be read; if so it is written down as being read."""
        seen, root = settled.seen, self._folders.of(settled.path)
        place = places.at(self._catalogue.read(), seen.path)
        if root is None:
            return False
        if self._folders.look(seen.path) != seen:  # while it stood in line; of a deletion then nobody else will tell
            self._settling.hint(seen.path, time.monotonic())
            return False
        if place is None and self._missing.heal_move(root, seen):
            return False
        if place is not None and place.state is not State.WAITING and place.looks_like(seen):
            return False
        known = place if place is not None and place.looks_like(seen) else None
        if known is not None and known.interruptions >= ingest.INTERRUPTIONS:
            self.keep(settled, Reading(seen.path, seen, unread=Reason("ingest.interrupted")))
            return False
        with self._catalogue.write() as db:
            if not roots.exists(db, root.id):
                return False
            if known is None:
                places.arrive(db, root.id, seen)
            places.begin(db, seen.path)
        return True

    def keep(self, settled: Settled, reading: Reading | None) -> None:
        """What was read of a file goes into the catalogue; a reading of None was called off."""
        root = self._folders.of(settled.path)
        if reading is None:
            self._unbegin(settled.path)
        elif reading.seen is None:
            self._look_again(settled.path)
        elif root is not None:
            self._teller.done += 1
            self._tell_outcome(ingest.keep(self._catalogue, root.id, reading, self._folders.is_gone), settled)

    def let_go(self, folder: Path) -> None:
        """A folder went away: its files are not waited for, not even those that are being read."""
        self._settling.forget(folder)
        self._missing.forget(folder)
        for settled in self._desk.let_go(folder):
            self._unbegin(settled.path)

    def leave_waiting(self) -> None:
        """What can't be read now keeps waiting, with the reason, and is found by its name."""
        locked = set(self._settling.locked)
        for path in self._settling.waiting:
            root, seen = self._folders.of(path), self._folders.look(path)
            if root is not None and seen is not None:
                reason = Reason("ingest.locked" if path in locked else "ingest.still_changing")
                ingest.keep(self._catalogue, root.id, Reading(path, seen, unread=reason))
                self._teller.tally.left_waiting.append(path)

    def _unbegin(self, path: Path) -> None:
        with self._catalogue.write() as db:
            places.unbegin(db, path)

    def _look_again(self, path: Path) -> None:
        """The file changed or vanished while it was read."""
        self._unbegin(path)
        if self._folders.is_gone(path):
            self._missing.miss(path, time.monotonic())
        else:
            self._settling.hint(path, time.monotonic())

    def _tell_outcome(self, outcome: ingest.Outcome, settled: Settled) -> None:
        if outcome.again:
            self._settling.hint(settled.path, time.monotonic())
        elif outcome.state is not State.WAITING:
            self._scans.take_up(settled.path, self._desk.forget(settled.path))
        if outcome.kind is not None:
            self._tell_kept(outcome, settled)
        for inside in outcome.inside:
            self._tell_outcome(inside, settled)

    def _tell_kept(self, outcome: ingest.Outcome, settled: Settled) -> None:
        assert outcome.kind is not None
        moved = outcome.kind in ("added", "moved") and self._missing.absorb_gone(outcome)
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


def settling_in(folders: Folders) -> Settling:
    """What waits for files to be left alone; each is looked at by way of its folder."""
    ask = folders.asking
    return Settling(
        ask(is_whole, silence=False), ask(look, None), ask(quiet_seconds, 0.0), ask(locked, silence=False),
        ask(is_gone, silence=False),
    )  # fmt: skip
