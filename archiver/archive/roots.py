"""The folders a library watches."""

from pathlib import Path

from archiver.catalogue import roots
from archiver.errors import ArchiveError
from archiver.library import Library
from archiver.model import Root, RootId, WatchMode
from archiver.roots import check_root, identity
from archiver.worker import NoAnswer, Worker


class Roots:
    """`archive.roots`: which folders are watched, and how; the keeper follows within seconds."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> list[Root]:
        """The watched folders; the archive folder last."""
        return roots.all_roots(self._library.catalogue.read())

    def add(self, path: Path, mode: WatchMode = "auto") -> Root:
        """Watch a folder from now on. Raises ArchiveError for one that can't be, or is already, watched, or whose disk
        doesn't answer."""
        disk = Worker("new folder")
        try:
            known_as = disk.ask(lambda: self._checked(path))
        except NoAnswer:
            raise ArchiveError("watch.no_answer", path=str(path)) from None
        finally:
            disk.leave()
        with self._library.catalogue.write() as db:
            return roots.add(db, path, "watched", mode, known_as)

    def _checked(self, path: Path) -> str:
        check_root(path, self.all(), self._library.paths.folder)
        try:
            return identity(path)
        except OSError as gone:  # since it was checked
            raise ArchiveError("watch.not_a_folder", path=str(path)) from gone

    def set_mode(self, root: RootId, mode: WatchMode) -> None:
        """How a folder is to be watched from now on."""
        with self._library.catalogue.write() as db:
            roots.set_mode(db, roots.by_id(db, root).id, mode)

    def remove(self, root: RootId) -> None:
        """Watch a folder no longer. No file is touched; papers that were filed stay in the catalogue."""
        with self._library.catalogue.write() as db:
            if roots.by_id(db, root).kind == "archive":
                raise ArchiveError("library.archive_root")
            roots.remove(db, root)
