"""One opened library: found and read here, filed here; what else it has stands in the rooms beside this file."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from archiver import dividing, filing, ocr, unpacking
from archiver.archive.doubles import Doubles
from archiver.archive.keeping import Keeping
from archiver.archive.ledger import Ledger
from archiver.archive.roots import Roots
from archiver.archive.scheme import Scheme
from archiver.archive.searches import Searches
from archiver.archive.status import Status, status_of
from archiver.catalogue import cards, journal, places
from archiver.catalogue.connection import days_ago, speaking_plainly
from archiver.errors import ArchiveError, Lapsed
from archiver.library import Library
from archiver.model import NAMES_SHOWN, Act, Card, CategoryId, DocumentId, Filters, Match, Name, Paper, PieceId, Sort
from archiver.settings import LibraryPaths, Settings, library_folder, save_settings
from archiver.wording import Reason

if TYPE_CHECKING:
    from archiver.finding.finder import Finder, Results
    from archiver.finding.naming import Naming

RECENT_DAYS = 7
"""What 最近添加 means."""


class Archive:
    """One opened library. Reading may be done from any thread; acts are short transactions."""

    def __init__(self, library: Library) -> None:
        self.opened = library
        self.language: str = library.settings.language
        self.doubles = Doubles(library.catalogue)
        self.scheme = Scheme(library)
        self.ledger = Ledger(library.catalogue)
        self.roots = Roots(library)
        self.searches = Searches(library, lambda queries: self._finder.totals(queries))
        self.keeper = Keeping(library.paths.folder)
        self._making = Lock()
        self._made: Finder | None = None
        self._named: Naming | None = None

    @classmethod
    def open(cls, library: Path | None = None, *, language: str | None = None) -> "Archive":
        """Open the library at that folder (default: the user's own), making it where there is none.

        Raises LibraryError for one that is damaged, too new, held or on a network path.
        """
        folder = library_folder(library)
        with speaking_plainly(LibraryPaths(folder).catalogue):
            archive = cls(Library(folder))
        archive.language = language or archive.language
        return archive

    @property
    def library(self) -> Path:
        """The library folder."""
        return self.opened.paths.folder

    @property
    def settings(self) -> Settings:
        """What the user chose."""
        return self.opened.settings

    def save_settings(self, settings: Settings) -> None:
        """Keep what the user chose."""
        save_settings(self.opened.paths.settings, settings)
        self.opened.settings = settings
        self.language = settings.language
        self.keeper.tell("use", settings)

    def speaking_plainly(self) -> AbstractContextManager[None]:
        """Tells what the disk of the library does in the block (full, pulled out, held by another program) as a
        LibraryError."""
        return speaking_plainly(self.opened.paths.catalogue)

    @property
    def can_recognise(self) -> bool:
        """Whether the extra that reads scans is installed."""
        return ocr.available()

    def status(self) -> Status:
        """Counts and sizes."""
        return status_of(self.opened)

    def close(self) -> None:
        """Stop the keeper, if it runs, and close the library."""
        self.keeper.close()
        if self._made is not None:
            self._made.close()
        self.opened.close()

    # -- finding ---------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        filters: Filters = Filters(),  # noqa: B008 - frozen, safe to share
        sort: Sort = "relevance",
        *,
        exact: bool = True,
        facets: bool = True,
        as_written: bool = False,
        fold: bool = False,
        stopped: Callable[[], bool] = lambda: False,
    ) -> "Results":
        """Find pieces. With `exact` the total and the facets are counted on the text, else they are candidates.

        With `as_written` no way of writing is folded: words must stand in a paper exactly like this. With `fold`
        doubles stand under the first of them. A count that is `stopped` ends early, with an answer that is not exact.
        """
        return self._finder.search(
            query, filters, sort, exact=exact, facets=facets, as_written=as_written, fold=fold, stopped=stopped
        )

    def names(self, typed: str, limit: int = NAMES_SHOWN) -> list[Name]:
        """The names that what is typed may mean, by characters, pinyin or initials: categories, organisations, titles.

        As the library was when `learn_names` was called last.
        """
        return self._naming.like(typed, limit)

    def learn_names(self) -> None:
        """Let `names` know the library as it is now; from any thread."""
        self._naming.learn()

    def marks(
        self, piece: PieceId, query: str, *, as_written: bool = False, match: Match = "exact"
    ) -> list[tuple[int, int]]:
        """Where the words of a query stand in the text of a piece, code points, end exclusive; of a best match also
        the longest runs of them that it has."""
        return self._finder.marks(self.paper(piece), query, as_written=as_written, match=match)

    def export_results(
        self,
        results: "Results",
        target: Path,
        go_on: Callable[[int, int], bool] = lambda done, total: True,
        *,
        rows: Sequence[range] | None = None,
    ) -> int:
        """Write what was found, or these rows of it, to an .xlsx or .docx file; returns how many. Raises ArchiveError.

        `go_on` is told how many of how many are written; where it says no, nothing is left behind and 0 returned.
        """
        from archiver.exporting.results import export_results  # libraries that take long to load

        return export_results(results, target, self.language, go_on, rows)

    @property
    def _finder(self) -> "Finder":
        """Made by the first question, away from the window's thread: the index's libraries take long to load."""
        from archiver.finding.finder import Finder

        with self._making:
            if self._made is None:
                self._made = Finder(self.opened)
            return self._made

    @property
    def _naming(self) -> "Naming":
        """Made by the first key, away from the window's thread."""
        from archiver.finding.naming import Naming

        with self._making:
            if self._named is None:
                self._named = Naming(self.opened)
            return self._named

    # -- reading ---------------------------------------------------------------------------------------

    def cards(self, pieces: Sequence[PieceId]) -> dict[PieceId, Card]:
        """The cards of any number of pieces, in that order; those that no longer exist are left out."""
        return cards.of_many(self.opened.catalogue.read(), pieces)

    def paper(self, piece: PieceId) -> Paper:
        """A piece opened for reading. Raises ArchiveError where it no longer exists."""
        with self.opened.catalogue.snapshot() as db:
            return cards.paper(db, piece)

    def total_count(self) -> int:
        """All pieces that search finds."""
        return cards.counts(self.opened.catalogue.read())[1]

    def unclassified_count(self) -> int:
        """Pieces without a category."""
        return cards.count_unclassified(self.opened.catalogue.read())

    def recent_count(self) -> int:
        """Pieces that came in within RECENT_DAYS."""
        return cards.count_since(self.opened.catalogue.read(), days_ago(RECENT_DAYS))

    def on_disk(self, path: Path) -> Path:
        """The file itself, or the zip or mail it lies in; ArchiveError where that is gone."""
        file = places.on_disk(self.opened.catalogue.read(), path)
        if not file.exists():
            raise ArchiveError("reader.file_gone", path=str(file))
        return file

    def opened_copy(self, path: Path) -> Path:
        """The file itself, or a copy of a paper that lies in a zip or mail, for other programs to open.

        Raises ArchiveError where it is gone or can't be taken out.
        """
        return unpacking.opened_copy(self.opened.catalogue, path, self.opened.paths.unpacked)

    # -- filing ----------------------------------------------------------------------------------------

    def file(self, targets: Sequence[PieceId], category: CategoryId, *, copy: bool = False) -> Act:
        """File pieces under a category; with `copy` their files also get a place in the archive folder."""
        db = self.opened.catalogue.read()
        return self.file_targets([filing.target_of_piece(db, piece) for piece in targets], category, copy=copy)

    def file_targets(self, targets: Sequence[filing.Target], category: CategoryId, *, copy: bool = False) -> Act:
        """As `file`, for pieces and whole documents. Category 0 is 待分类: none, whatever the rules suggest."""
        with self.opened.catalogue.write() as db:
            value = str(filing.category_by_id(db, category).id) if category else ""
            act = filing.choose(db, targets, "category", value, "file")
        if copy:
            self._copy_all(dict.fromkeys(target.document for target in targets), act)
        return act

    def _copy_all(self, documents: Iterable[DocumentId], act: Act) -> None:
        """Copy every file of an act, or take the act back and say which one could not be copied."""
        try:
            for document in documents:
                self.opened.adding.copy_document(document, act.journal)
        except ArchiveError:
            with suppress(Lapsed):  # a paper of it is gone by now; why it could not be copied says more
                self.opened.undoing.take_back(act.journal)
            raise

    def set(self, targets: Sequence[PieceId], field: str, value: str) -> Act:
        """Correct a field of pieces by hand; "" takes the hand's own value back."""
        db = self.opened.catalogue.read()
        return self.set_targets([filing.target_of_piece(db, piece) for piece in targets], field, value)

    def set_targets(self, targets: Sequence[filing.Target], field: str, value: str) -> Act:
        """As `set`, for pieces and whole documents."""
        with self.opened.catalogue.write() as db:
            checked = filing.check(db, field, value, self.opened.types)
            return filing.choose(db, targets, field, checked or None, "set")

    def split(self, piece: PieceId, lines: Sequence[int]) -> Act:
        """Let new pieces begin at these lines, counted from 1 in the document's text."""
        with self.opened.catalogue.write() as db:
            return dividing.split(db, piece, lines)

    def join(self, piece: PieceId, other: PieceId) -> Act:
        """Let two neighbouring pieces be one."""
        with self.opened.catalogue.write() as db:
            return dividing.join(db, piece, other)

    def move_boundary(self, piece: PieceId, by: int) -> Act:
        """Let a piece begin that many lines further down, or with a negative number further up."""
        with self.opened.catalogue.write() as db:
            return dividing.move(db, piece, dividing.next_line(db, piece, by))

    def undo(self) -> Act | None:
        """Take the last act back; None where there is nothing to take back."""
        return self.opened.undoing.undo()

    def undo_label(self) -> Reason | None:
        """What `undo` would take back."""
        with self.opened.catalogue.snapshot() as db:
            batch = journal.last_undoable(db)
            return filing.act_of(db, batch).label if batch else None

    def history(self) -> list[tuple[journal.Batch, Reason]]:
        """The newest acts, newest first, each with its label."""
        with self.opened.catalogue.snapshot() as db:
            return [(batch, filing.label_of(db, batch)) for batch in journal.recent(db)]
