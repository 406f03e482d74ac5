"""A library opened: its folder, catalogue, archive folder and scheme, checked and ready."""

import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from archiver.catalogue import Catalogue, categories, refolding, roots, sequence
from archiver.catalogue.connection import BUSY_SECONDS
from archiver.catalogue.shelf import CatalogueShelf
from archiver.door import Door
from archiver.errors import LibraryError
from archiver.model import Root
from archiver.roots import identity, is_network
from archiver.search.pin import check_whoosh
from archiver.settings import LibraryPaths, Settings, load_settings
from archiver.store import Store
from archiver.undoing import Undoing

if TYPE_CHECKING:
    from archiver.adding import Adding

RESOURCES = Path(__file__).resolve().parent.parent / "resources"


class Library:
    """What every part of the program that touches a library holds of it."""

    def __init__(self, folder: Path) -> None:
        check_whoosh()
        if is_network(folder):
            raise LibraryError("library.on_network", path=str(folder))
        self.paths = LibraryPaths(folder)
        try:
            self.paths.archive.mkdir(parents=True, exist_ok=True)
            self.paths.unpacked.mkdir(exist_ok=True)
        except OSError as error:
            raise LibraryError("library.not_a_folder", path=str(folder)) from error
        self.settings: Settings = load_settings(self.paths.settings)
        with self._alone():
            if self._has_lost_its_catalogue():
                raise LibraryError("library.damaged", path=str(self.paths.catalogue))
            self.catalogue = Catalogue(self.paths.catalogue)
            self._furnish()
        self.store = Store(self.paths.archive, self.paths.trash)
        self.door = Door(self.catalogue, self.store, self.paths.acts_lock)
        self.undoing = Undoing(self.catalogue, self.store, self.door)
        self.shelf = CatalogueShelf(self.catalogue)

    @cached_property
    def id(self) -> str:
        """The name this library was given when it was made."""
        return sequence.library_id(self.catalogue.read())

    @cached_property
    def adding(self) -> "Adding":
        """Takes papers into the archive folder."""
        from archiver.adding import Adding  # brings the rules of describing: a window shows papers without them

        return Adding(self.catalogue, self.store, self.door, self.paths.unpacked)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The document types (文种) a paper can have."""
        return tuple(row["name"] for row in _resource("types.json")["types"])

    @property
    def unclassified(self) -> dict[str, str]:
        """Code and name of what has no category (待分类)."""
        return categories.unclassified(self.catalogue.read())

    def rules(self) -> dict[str, Any]:
        """The category scheme as it is now, in the shape of resources/categories.json."""
        return categories.scheme(self.catalogue.read())

    def archive_root(self) -> Root:
        """The archive folder as a root."""
        return roots.by_path(self.catalogue.read(), self.paths.archive)

    def writer_lock(self) -> FileLock:
        """The lock of the one program that reads new files; the system frees it when that program dies."""
        return FileLock(self.paths.writer_lock, timeout=0)

    def close(self) -> None:
        """Close the catalogue."""
        self.catalogue.close()

    def _furnish(self) -> None:
        """Give a new catalogue its scheme and its archive folder, and follow a library that was moved."""
        db = self.catalogue.read()
        if categories.is_installed(db) and roots.archive_path(db) == self.paths.archive:
            return
        with self.catalogue.write() as db:
            if not categories.is_installed(db):
                refolding.begin_new(db)
                categories.install(db, _resource("categories.json"))
            if roots.archive_path(db) is None:
                roots.add(db, self.paths.archive, "archive", "auto", identity(self.paths.archive))
            else:
                roots.relocate_archive(db, self.paths.archive, identity(self.paths.archive))

    def _has_lost_its_catalogue(self) -> bool:
        """Whether an empty file stands where the catalogue of a library in use should be.

        A program that dies while it makes a library leaves one, too, but neither index nor papers beside it.
        """
        file = self.paths.catalogue
        if not file.is_file() or file.stat().st_size:
            return False
        return self.paths.index.exists() or any(self.paths.archive.iterdir())

    def _alone(self) -> FileLock:
        """Two programs that open a new library at once must not both make it."""
        return FileLock(self.paths.folder / "opening.lock", timeout=BUSY_SECONDS)


def _resource(name: str) -> Any:
    return json.loads((RESOURCES / name).read_text(encoding="utf-8"))


def hold(lock: FileLock) -> None:
    """Take the writer lock, or say that another program has it."""
    try:
        lock.acquire()
    except Timeout as error:
        raise LibraryError("library.held") from error
