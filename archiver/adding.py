"""Taking files into the archive folder: copy, verify, then commit, then tell."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver import filing, ingest, unpacking
from archiver.catalogue import Catalogue, cards, documents, intents, journal, pieces, places, roots, values
from archiver.catalogue.paths import to_text
from archiver.door import Door
from archiver.errors import ArchiveError
from archiver.model import Added, Category, DocumentId, Root
from archiver.reading import Reading, Understand, read
from archiver.store import PART, Store, free_path, readable_path
from archiver.walk import Walk, is_folder, is_gone, look


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user wants for the files added: a category and a filing year, each or neither."""

    category: Category | None = None
    year: str | None = None


class Adding:
    """Takes papers through the door of the archive folder, read first and copied then."""

    def __init__(self, catalogue: Catalogue, store: Store, door: Door, desk: Path) -> None:
        """`desk` is where papers are taken out of zips and mails."""
        self._catalogue = catalogue
        self._store = store
        self._door = door
        self._desk = desk

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
            with self._door.held():
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
        intent = self._door.intend("copy", source, self._store.folder / target, reading.sha256)
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
            category = _category_of(db, stored.document)
        return Added(source, stored.document, stored.path, category, known=True), batch

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
        with self._catalogue.snapshot() as db:
            known = documents.with_digest(db, digest)
            return _card_values(db, known) if known else {}

    def _category_name(self, code: str) -> str:
        row = self._catalogue.read().execute("SELECT name FROM category WHERE code = ?", (code,)).fetchone()
        return str(row[0]) if row else ""

    def _commit_copy(
        self, source: Path, copy: Path, reading: Reading, intent: int, wish: Wish, batch: int | None
    ) -> tuple[Added, int]:
        seen = look(copy)
        if seen is None:  # somebody tidies the archive folder at this moment
            raise ArchiveError("store.gone", path=str(copy))
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
            category = _category_of(db, outcome.document)
        return Added(source, outcome.document, copy, category), batch

    def copy_document(self, document: DocumentId, batch: int) -> None:
        """收入档案: give a document of a watched folder a second place in the archive folder, as part of an act."""
        with self._door.held():
            with self._catalogue.snapshot() as db:
                filing.target_of_document(db, document)
                archive = self._archive_root()
                here = places.of_document(db, document)
                known, revision = _card_values(db, document), documents.revision_in_force(db, document)
                last = here[0].path if here else documents.last_path(db, document)
                on_disk = {place.path: places.on_disk(db, place.path) for place in here}
            if any(place.root == archive.id for place in here):
                return
            source = next((path for path, file in on_disk.items() if file.exists()), None)
            if source is None:
                raise ArchiveError("filing.no_file", path=str(last))
            if revision is None:
                raise ArchiveError("store.changed", path=str(source))
            with unpacking.on_disk(self._catalogue, source, self._desk) as file:
                self._copy(known, file, revision["sha256"], batch)

    def _copy(self, known: Mapping[str, str], source: Path, digest: str, batch: int) -> None:
        """Copy the file of a paper that has this digest, and of which these values are `known`."""
        year = known.get("filing_year") or known.get("year") or ""
        wanted = readable_path(year, self._category_name(known.get("category", "")), known["title"], source.suffix)
        target = free_path(self._store.folder, wanted)
        intent = self._door.intend("copy", source, self._store.folder / target, digest)
        copy = self._store.copy_in(source, target, digest, f"{PART}{intent}")
        reading = Reading(copy, look(copy), digest)
        self._commit_copy(source, copy, reading, intent, Wish(), batch)


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


def _category_of(db: sqlite3.Connection, document: DocumentId) -> str | None:
    """The code of the category in force, None for 待分类."""
    return _card_values(db, document).get("category")


def _card_values(db: sqlite3.Connection, document: DocumentId) -> dict[str, str]:
    """What is in force for a document's first piece, as text."""
    first = pieces.ids(db, document)[0]
    card = cards.of_pieces(db, [first])[first]
    known = {"title": card.title, "year": card.year, "filing_year": card.filing_year, "category": card.category}
    return {field: str(value) for field, value in known.items() if value}
