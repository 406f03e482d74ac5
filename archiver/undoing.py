"""Taking acts back: what they changed is put as it was, and the copies they made go to the trash."""

import sqlite3
from pathlib import Path

from archiver import dividing, filing
from archiver.catalogue import Catalogue, documents, intents, journal, pieces, places
from archiver.catalogue.paths import to_path
from archiver.catalogue.purging import SEALED
from archiver.door import Door
from archiver.doubles import reuniting
from archiver.errors import ArchiveError, Lapsed
from archiver.model import Act
from archiver.store import Store, sha256


class Undoing:
    """Undo, and what cleans up after an act that could not be brought to its end."""

    def __init__(self, catalogue: Catalogue, store: Store, door: Door) -> None:
        self._catalogue = catalogue
        self._store = store
        self._door = door

    def undo(self) -> Act | None:
        """Take the last act back; None where there is nothing to take back.

        Lapsed, once, for one that can never be: the next undo goes on to the act before it.
        """
        with self._door.held():
            db = self._catalogue.read()
            batch = journal.last_undoable(db)
            if batch is None:
                return None
            act = filing.act_of(db, batch)
            try:
                self._undo(batch)
            except Lapsed:
                self._let_lapse(batch)
                raise
            return act

    def take_back(self, number: int) -> None:
        """Take back an act that could not be brought to its end."""
        with self._door.held():
            self._undo(journal.read(self._catalogue.read(), number))

    def _let_lapse(self, batch: journal.Batch) -> None:
        """Let an act no longer bar those before it; where another program acted meanwhile, that act goes first."""
        with self._catalogue.write() as db:
            last = journal.last_undoable(db)
            if last is not None and last.id == batch.id:
                journal.lapse(db, batch)

    def _undo(self, batch: journal.Batch) -> None:
        """Take an act back, with the copies it made: check every copy first, then move, then commit."""
        copies = [(entry, self._check_copy(entry)) for entry in batch.entries if "stored" in (entry.after or {})]
        try:
            moved = [self._door.trash(copy, entry.after["sha256"]) for entry, copy in copies]
            with self._catalogue.write() as db:
                _undo_entries(db, batch, self._store.folder)
                for intent in moved:
                    intents.fulfil(db, intent)
        except ArchiveError:
            self._door.put_right()
            raise

    def _check_copy(self, entry: journal.Entry) -> Path:
        """The copy an act made, if it is still what was copied; ArchiveError otherwise."""
        copy = self._store.folder / to_path(entry.after["stored"])
        try:
            if sha256(copy) != entry.after["sha256"]:
                raise ArchiveError("filing.copy_changed", path=str(copy))
        except FileNotFoundError as gone:
            raise ArchiveError("filing.copy_gone", path=str(copy)) from gone
        return copy


def _undo_entries(db: sqlite3.Connection, batch: journal.Batch, archive: Path) -> None:
    """Put back what a batch changed, last change first, and write the undoing down."""
    undone = []
    for entry in reversed(batch.entries):
        if entry.why == SEALED:
            continue  # a paper that turned out to be secret: nothing of it is kept that could be put back
        if entry.action.startswith("category_"):
            filing.unchange_category(db, entry)
        elif entry.action == "same":
            reuniting.unmake(db, entry)
        elif "pieces" in (entry.after or {}):
            dividing.unmake(db, entry)
        elif entry.action == "pair":
            filing.undecide(db, entry)
        elif "stored" in (entry.after or {}):
            _forget_copy(db, entry, archive / to_path(entry.after["stored"]))
        else:
            filing.unchoose(db, entry)
        undone.append(journal.Entry(entry.action, entry.subject, entry.after, entry.before))
    journal.write(db, journal.user(), undone, undoes=batch.id)


def _forget_copy(db: sqlite3.Connection, entry: journal.Entry, copy: Path) -> None:
    document = filing.read_target(db, entry.subject).document
    place = places.at(db, copy)
    if place is not None:
        documents.leave(db, place)
    if pieces.ids(db, document):  # else the paper was gone for long, and is forgotten
        documents.refresh_presence(db, document)
