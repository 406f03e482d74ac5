"""Taking files into the archive folder, and taking that back: copy, verify, then commit, then tell."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from archiver import dividing, filing, ingest, reuniting, unpacking
from archiver.catalogue import Catalogue, cards, documents, intents, journal, pieces, places, roots, values
from archiver.catalogue.connection import BUSY_SECONDS
from archiver.catalogue.intents import Intent
from archiver.catalogue.paths import to_path, to_text
from archiver.catalogue.purging import SEALED
from archiver.errors import ArchiveError, Lapsed, LibraryError
from archiver.model import Act, Added, Category, DocumentId, Root
from archiver.reading import Reading, Understand, read
from archiver.store import PART, Store, clean_parts, free_path, readable_path, sha256
from archiver.walk import Walk, is_folder, is_gone, look


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants for the files added: a category and a filing year, each or neither."""

    category: Category | None = None
    year: str | None = None


class Adding:
    """The archive folder's door. One program at a time goes through it, held by a lock the system frees."""

    def __init__(self, catalogue: Catalogue, store: Store, lock: Path, desk: Path) -> None:
        """`desk` is where papers are taken out of zips and mails."""
        self._catalogue = catalogue
        self._store = store
        self._desk = desk
        self._lock = FileLock(lock, timeout=BUSY_SECONDS)

    def recover(self) -> None:
        """Bring files and catalogue together again where a program died between the two."""
        with self._alone():
            self._recover()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LibraryError("library.busy") from error
        try:
            yield
        finally:
            self._lock.release()

    def _recover(self) -> None:
        left = intents.open_ones(self._catalogue.read())
        for intent in left:
            self._take_back(intent)
            with self._catalogue.write() as db:
                intents.fulfil(db, intent.id)
        if left:
            clean_parts(self._store.folder)

    def _take_back(self, intent: Intent) -> None:
        """An intent without its transaction never happened: the file goes where it was before."""
        if intent.kind == "trash":
            if intent.target.exists() and not intent.source.exists():
                self._store.from_trash(intent.target, intent.source)
        elif self._is_unregistered_copy(intent):
            self._store.to_trash(intent.target)

    def _is_unregistered_copy(self, intent: Intent) -> bool:
        known = places.at(self._catalogue.read(), intent.target) is not None
        return not known and intent.target.exists() and sha256(intent.target) == intent.sha256

    def add(
        self,
        paths: Sequence[Path],
        wish: Wish,
        understand: Understand,
        tell: Callable[[Added], None] = lambda added: None,
    ) -> tuple[list[Added], int | None]:
        """Take files, and whatever lies in folders, into the archive folder one by one; originals stay untouched.

        Each file is committed by itself; all belong to one act, whose number is returned (None: nothing changed).
        """
        done: list[Added] = []
        batch: int | None = None
        for path in paths:
            for file in _files_of(path):
                added, batch = self._add_one(file, wish, understand, batch)
                done.append(added)
                tell(added)
        return done, batch

    def _add_one(
        self,
        source: Path,
        wish: Wish,
        understand: Understand,
        batch: int | None,
    ) -> tuple[Added, int | None]:
        try:
            reading = self._read(source, understand)  # may take long; others use the archive folder meanwhile
            with self._alone():
                self._recover()
                return self._take_in(source, reading, wish, batch)
        except ArchiveError as error:
            return Added(source, failed=error.reason), batch

    def _read(self, source: Path, understand: Understand) -> Reading:
        if is_gone(source):
            raise ArchiveError("filing.no_file", path=str(source))
        if look(source) is None:
            raise ArchiveError("filing.no_paper", path=str(source))
        reading = read(self._catalogue, source, understand)
        if reading.mark:
            raise ArchiveError("ingest.secret", mark=reading.mark)
        if reading.seen is None or not reading.sha256:
            raise ArchiveError(reading.unread.code or "ingest.still_changing")
        return reading

    def _take_in(
        self, source: Path, reading: Reading, wish: Wish, batch: int | None
    ) -> tuple[Added, int | None]:
        stored = self._stored_already(reading.sha256)
        if stored is not None:
            return self._file_stored(source, stored, wish, batch)
        target = self._where(source, reading, wish)
        intent = self._intend("copy", source, self._store.folder / target, reading.sha256)
        copy = self._store.copy_in(source, target, reading.sha256, f"{PART}{intent}")
        return self._commit_copy(source, copy, reading, intent, wish, batch)

    def _stored_already(self, digest: str) -> places.Place | None:
        """The place in the archive folder that has these bytes."""
        db = self._catalogue.read()
        known = documents.with_digest(db, digest)
        archive = self._archive_root()
        found = places.of_document(db, known) if known else []
        return next((place for place in found if place.root == archive.id and place.path.exists()), None)

    def _archive_root(self) -> Root:
        return roots.by_path(self._catalogue.read(), self._store.folder)

    def _file_stored(
        self, source: Path, stored: places.Place, wish: Wish, batch: int | None
    ) -> tuple[Added, int | None]:
        """Bytes the archive already has make no second copy; the wish still holds."""
        assert stored.document is not None
        with self._catalogue.write() as db:
            entries = _grant(db, stored.document, wish)
            if entries:
                batch = journal.write(db, journal.user(), entries, batch=batch)
        return Added(source, stored.document, stored.path, self._category_of(stored.document), known=True), batch

    def _where(self, source: Path, reading: Reading, wish: Wish) -> Path:
        """A readable path for the copy: filing year/category/title, as far as they are known."""
        drafted = {value.field: value.value for draft in reading.drafts[:1] for value in draft.values}
        if reading.extracted is None:
            drafted = self._known_values(reading.sha256)
        year = wish.year or drafted.get("filing_year") or drafted.get("year") or ""
        category = wish.category.name if wish.category else self._category_name(drafted.get("category", ""))
        wanted = readable_path(year, category, drafted.get("title") or source.stem, source.suffix)
        return free_path(self._store.folder, wanted)

    def _known_values(self, digest: str) -> dict[str, str]:
        db = self._catalogue.read()
        known = documents.with_digest(db, digest)
        return _card_values(db, known) if known else {}

    def _category_name(self, code: str) -> str:
        row = self._catalogue.read().execute("SELECT name FROM category WHERE code = ?", (code,)).fetchone()
        return str(row[0]) if row else ""

    def _intend(self, kind: intents.Kind, source: Path, target: Path, digest: str) -> int:
        with self._catalogue.write() as db:
            return intents.write(db, kind, source, target, digest)

    def _commit_copy(
        self, source: Path, copy: Path, reading: Reading, intent: int, wish: Wish, batch: int | None
    ) -> tuple[Added, int]:
        seen = look(copy)
        assert seen is not None
        with self._catalogue.write() as db:
            places.arrive(db, self._archive_root().id, seen)
            outcome = ingest.keep_at(db, copy, reading, seen)
            if outcome.document is None:  # what was known of these bytes has been forgotten since they were read
                raise ArchiveError("store.changed", path=str(source))
            stored = to_text(copy.relative_to(self._store.folder))  # a library may be moved as a whole
            after = {"stored": stored, "sha256": reading.sha256, "source": to_text(source)}
            entries = [journal.Entry("add", f"document:{outcome.document}", None, after)]
            entries += _grant(db, outcome.document, wish)
            batch = journal.write(db, journal.user(), entries, batch=batch)
            intents.fulfil(db, intent)
        return Added(source, outcome.document, copy, self._category_of(outcome.document)), batch

    def _category_of(self, document: DocumentId) -> str | None:
        """The code of the category in force, None for 待分类."""
        db = self._catalogue.read()
        first = pieces.ids(db, document)[0]
        return cards.of_pieces(db, [first])[first].category

    def copy_document(self, document: DocumentId, batch: int) -> None:
        """收入档案: give a document of a watched folder a second place in the archive folder, as part of an act."""
        with self._alone():
            self._recover()
            db = self._catalogue.read()
            archive = self._archive_root()
            here = places.of_document(db, document)
            if any(place.root == archive.id for place in here):
                return
            source = next((place.path for place in here if places.on_disk(db, place.path).exists()), None)
            if source is None:
                last = here[0].path if here else documents.last_path(db, document)
                raise ArchiveError("filing.no_file", path=str(last))
            with unpacking.on_disk(self._catalogue, source, self._desk) as file:
                self._copy(document, file, batch)

    def _copy(self, document: DocumentId, source: Path, batch: int) -> None:
        db = self._catalogue.read()
        digest = sha256(source)
        revision = documents.revision_in_force(db, document)
        if revision is None or revision["sha256"] != digest:
            raise ArchiveError("store.changed", path=str(source))
        known = _card_values(db, document)
        year = known.get("filing_year") or known.get("year") or ""
        wanted = readable_path(year, self._category_name(known.get("category", "")), known["title"], source.suffix)
        target = free_path(self._store.folder, wanted)
        intent = self._intend("copy", source, self._store.folder / target, digest)
        copy = self._store.copy_in(source, target, digest, f"{PART}{intent}")
        reading = Reading(copy, look(copy), digest)
        self._commit_copy(source, copy, reading, intent, Wish(), batch)

    def check_copy(self, entry: journal.Entry) -> Path:
        """The copy an act made, if it is still what was copied; ArchiveError otherwise."""
        copy = self._store.folder / to_path(entry.after["stored"])
        if not copy.exists():
            raise ArchiveError("filing.copy_gone", path=str(copy))
        if sha256(copy) != entry.after["sha256"]:
            raise ArchiveError("filing.copy_changed", path=str(copy))
        return copy

    def trash_copy(self, copy: Path, digest: str) -> int:
        """Move a copy to the library's own trash; returns the intent to fulfil with the catalogue's change."""
        trash = self._store.trash
        intent = self._intend("trash", copy, trash / free_path(trash, copy.relative_to(self._store.folder)), digest)
        self._store.to_trash(copy)
        return intent

    def undo(self) -> Act | None:
        """Take the last act back; None where there is nothing to take back.

        Lapsed, once, for one that can never be: the next undo goes on to the act before it.
        """
        with self._alone():
            self._recover()
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

    def _let_lapse(self, batch: journal.Batch) -> None:
        """Let an act no longer bar those before it; where another program acted meanwhile, that act goes first."""
        with self._catalogue.write() as db:
            last = journal.last_undoable(db)
            if last is not None and last.id == batch.id:
                journal.lapse(db, batch)

    def take_back(self, number: int) -> None:
        """Take back an act that could not be brought to its end."""
        with self._alone():
            self._recover()
            self._undo(journal.read(self._catalogue.read(), number))

    def _undo(self, batch: journal.Batch) -> None:
        """Take an act back, with the copies it made: check every copy first, then move, then commit."""
        copies = [(entry, self.check_copy(entry)) for entry in batch.entries if "stored" in (entry.after or {})]
        try:
            moved = [self.trash_copy(copy, entry.after["sha256"]) for entry, copy in copies]
            with self._catalogue.write() as db:
                undo_entries(db, batch, self._store.folder)
                for intent in moved:
                    intents.fulfil(db, intent)
        except ArchiveError:
            self._recover()
            raise


def _files_of(path: Path) -> Iterator[Path]:
    """The path itself, or every file in a folder, skipped names left out."""
    if is_folder(path):
        yield from (seen.path for seen in Walk(path))
    else:
        yield path


def _grant(db: sqlite3.Connection, document: DocumentId, wish: Wish) -> list[journal.Entry]:
    """Give a document what the user wished for it, as entries of the act that adds it."""
    wishes = {"category": str(wish.category.id) if wish.category else None, "filing_year": wish.year}
    if wish.year and "year" not in _card_values(db, document):
        wishes["year"] = wish.year
    entries = []
    for field, value in wishes.items():
        if value is not None:
            before = values.hand_value(db, document, None, field)
            values.set_hand(db, document, None, field, value)
            entries.append(journal.Entry("add", f"document:{document}", {field: before}, {field: value}))
    return entries


def _card_values(db: sqlite3.Connection, document: DocumentId) -> dict[str, str]:
    """What is in force for a document's first piece, as text."""
    first = pieces.ids(db, document)[0]
    card = cards.of_pieces(db, [first])[first]
    known = {"title": card.title, "year": card.year, "filing_year": card.filing_year, "category": card.category}
    return {field: str(value) for field, value in known.items() if value}


def undo_entries(db: sqlite3.Connection, batch: journal.Batch, archive: Path) -> None:
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
    documents.refresh_presence(db, document)
