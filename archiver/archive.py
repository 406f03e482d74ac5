"""The façade that the window and the headless commands use: what can be read, and what can be done."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from archiver import dividing, filing, ocr, reuniting, scheme_file, series, unpacking
from archiver.catalogue import (
    cards,
    categories,
    describing,
    filed,
    journal,
    ledger,
    places,
    roots,
    scans,
    searches,
)
from archiver.catalogue.connection import days_ago, speaking_plainly
from archiver.describe import RULES_VERSION
from archiver.errors import ArchiveError
from archiver.library import Library
from archiver.model import (
    ATTENTION_STATES,
    Act,
    Added,
    Card,
    Category,
    CategoryId,
    Comparison,
    Decision,
    DocumentId,
    Double,
    Doubt,
    Event,
    FileRow,
    FilesWanted,
    Filters,
    Paper,
    PieceId,
    Review,
    Root,
    RootId,
    SavedSearch,
    Series,
    Sort,
    State,
    Suggestion,
    WatchMode,
)
from archiver.roots import check_root, identity
from archiver.scheme_edit import SchemeEdit
from archiver.settings import LibraryPaths, Settings, library_folder, save_settings
from archiver.wording import Reason

if TYPE_CHECKING:
    from archiver.doubtful import Doubts
    from archiver.finding import Finder, Results
    from archiver.keeper_process import KeeperProcess, KeeperState
    from archiver.previewing import Previewer

__all__ = ["RECENT_DAYS", "Archive", "Status"]

RECENT_DAYS = 7
"""What 最近添加 means."""


@dataclass(frozen=True, slots=True)
class Status:
    """Counts and sizes: papers and pieces that search finds, files on disk by state, sizes in bytes.

    `scan_pages` is of scans, whose words nobody has read; `to_describe` papers wait for newer rules, or for the rules
    to read what a hand has divided.
    """

    documents: int
    pieces: int
    by_state: dict[State, int]
    members: int
    catalogue_bytes: int
    index_bytes: int
    text_bytes: int
    scan_pages: int
    to_describe: int = 0

    @property
    def attention(self) -> int:
        """Files a person should look at."""
        return sum(count for state, count in self.by_state.items() if state in ATTENTION_STATES)

    @property
    def waiting(self) -> int:
        """Files that are still to be read."""
        return self.by_state.get(State.WAITING, 0)


class Archive:
    """One opened library. Reading may be done from any thread; acts are short transactions."""

    def __init__(self, library: Library) -> None:
        self.opened = library
        self.language: str = library.settings.language
        self._making = Lock()
        self._made: Finder | None = None
        self._doubts: Doubts | None = None
        self._keeper: KeeperProcess | None = None

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
        self._tell("use", settings)

    @property
    def can_recognise(self) -> bool:
        """Whether the extra that reads scans is installed."""
        return ocr.available()

    def close(self) -> None:
        """Stop the keeper, if it runs, and close the library."""
        if self._keeper is not None:
            self._keeper.close()
            self._keeper = None
        if self._made is not None:
            self._made.close()
        self.opened.close()

    # -- reading ---------------------------------------------------------------------------------------

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
    ) -> "Results":
        """Find pieces. With `exact` the total and the facets are counted on the text, else they are candidates.

        With `as_written` no way of writing is folded: words must stand in a paper exactly like this. With `fold`
        doubles stand under the first of them.
        """
        return self._finder.search(
            query, filters, sort, exact=exact, facets=facets, as_written=as_written, fold=fold
        )

    def paper(self, piece: PieceId) -> Paper:
        """A piece opened for reading. Raises ArchiveError where it no longer exists."""
        return cards.paper(self.opened.catalogue.read(), piece)

    def marks(self, piece: PieceId, query: str, *, as_written: bool = False) -> list[tuple[int, int]]:
        """Where the words of a query stand in the text of a piece, code points, end exclusive."""
        return self._finder.marks(self.paper(piece), query, as_written=as_written)

    def doubles(self, piece: PieceId) -> list[Double]:
        """Papers of the same or nearly the same words, parts of it, and its versions."""
        from archiver import doubles  # brings numpy: a window opens without it

        return doubles.of_piece(self.opened.catalogue.read(), piece)

    def review(self) -> Review:
        """The doubles of the whole library (重复与相近): those still to be decided about, and the decided ones."""
        from archiver.reviewing import review

        return review(self.opened.catalogue.read())

    def cards(self, pieces: Sequence[PieceId]) -> dict[PieceId, Card]:
        """What lists show of these pieces; those that are gone by now are missing."""
        return cards.of_pieces(self.opened.catalogue.read(), pieces)

    def compare(self, one: PieceId, other: PieceId) -> Comparison:
        """Two papers paragraph by paragraph, what differs marked."""
        from archiver import doubles

        return doubles.compare(self.opened.catalogue.read(), one, other)

    def series(self, piece: PieceId) -> Series:
        """The same paper of other years (往年同类)."""
        from archiver import doubles

        db = self.opened.catalogue.read()
        return series.of_piece(db, piece, [one.card.piece for one in doubles.of_piece(db, piece)])

    def doubtful(self) -> list[Doubt]:
        """Papers that a hand filed or corrected whose files are gone, each with a new file that may be it."""
        from archiver.doubtful import Doubts

        self._doubts = self._doubts or Doubts(self.opened.catalogue)
        return self._doubts.pairs()

    def categories(self) -> list[Category]:
        """The scheme with counts, each parent before its children."""
        return categories.tree(self.opened.catalogue.read())

    def types(self) -> tuple[str, ...]:
        """The document types a paper can have."""
        return self.opened.types

    def unclassified_count(self) -> int:
        """Pieces without a category."""
        return cards.count_unclassified(self.opened.catalogue.read())

    def total_count(self) -> int:
        """All pieces that search finds."""
        return cards.counts(self.opened.catalogue.read())[1]

    def recent_count(self) -> int:
        """Pieces that came in within RECENT_DAYS."""
        return cards.count_since(self.opened.catalogue.read(), days_ago(RECENT_DAYS))

    def roots(self) -> list[Root]:
        """The watched folders; the archive folder last."""
        return roots.all_roots(self.opened.catalogue.read())

    def status(self) -> Status:
        """Counts and sizes."""
        db = self.opened.catalogue.read()
        here, live, text_bytes = cards.counts(db)
        return Status(
            here, live, places.count_by_state(db), places.count_members(db),
            self.opened.catalogue.bytes, _folder_bytes(self.opened.paths.index), text_bytes,
            scans.pages_left(db), describing.left(db, RULES_VERSION),
        )  # fmt: skip

    def files(self, state: State | None = None, *, attention: bool = False) -> list[FileRow]:
        """The ledger: every file with its state and reason, by path."""
        return places.ledger(self.opened.catalogue.read(), state, attention=attention)

    def file_ids(self, wanted: FilesWanted) -> tuple[int, ...]:
        """The ledger as numbers, in the order that is wanted; `file_rows` tells what they stand for."""
        return ledger.ids(self.opened.catalogue.read(), wanted)

    def file_counts(self, words: str = "") -> dict[State, int]:
        """How many files are in each state, of those whose path has these words."""
        return ledger.counts(self.opened.catalogue.read(), words)

    def file_rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """Files of the ledger by their numbers; those that are gone by now are missing."""
        return ledger.rows(self.opened.catalogue.read(), ids)

    def export_files(self, ids: Sequence[int], target: Path) -> int:
        """Write these files of the ledger to an .xlsx file; returns how many. Raises ArchiveError."""
        from archiver.exporting import export_ledger  # the library that writes workbooks takes long to load

        rows = self.file_rows(ids)
        export_ledger((rows[id] for id in ids if id in rows), target, self.language)
        return len(rows)

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
        from archiver.exporting_results import export_results  # libraries that take long to load

        return export_results(results, target, self.language, go_on, rows)

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

    def suggestions(self, above: float) -> list[Suggestion]:
        """Papers that no hand has filed whose category is suggested with at least that confidence, surest first."""
        return filed.suggested(self.opened.catalogue.read(), above)

    def export_scheme(self, target: Path) -> None:
        """Write the category scheme with its rules to a file."""
        scheme_file.write(self.opened.rules(), target)

    def edit_scheme(self) -> SchemeEdit:
        """The category scheme as it is now, to be edited; `save_scheme` puts it into force."""
        return SchemeEdit(self.opened.rules())

    def previewer(self) -> "Previewer":
        """Tells which papers edited schemes would move."""
        from archiver.previewing import Previewer  # brings numpy: a window opens without it

        return Previewer(self.opened)

    def read_scheme(self, source: Path) -> dict[str, Any]:
        """The scheme of a file that `export_scheme` wrote. Raises ArchiveError where it isn't one."""
        return scheme_file.read(source)

    def undo_label(self) -> Reason | None:
        """What `undo` would take back."""
        db = self.opened.catalogue.read()
        batch = journal.last_undoable(db)
        return filing.act_of(db, batch).label if batch else None

    def history(self) -> list[tuple[journal.Batch, Reason]]:
        """The newest acts, newest first, each with its label."""
        db = self.opened.catalogue.read()
        return [(batch, filing.label_of(db, batch)) for batch in journal.recent(db)]

    def counted_searches(self) -> list[tuple[SavedSearch, int]]:
        """The searches kept by name, each with how many pieces it finds now: cheap where nothing has changed."""
        saved = searches.saved(self.opened.catalogue.read())
        totals = self._finder.totals([one.query for one in saved]) if saved else []
        return list(zip(saved, totals, strict=True))

    def recent_queries(self) -> list[str]:
        """The queries put last in the window, the latest first."""
        return searches.recent(self.opened.catalogue.read())

    # -- acts ------------------------------------------------------------------------------------------

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
            self.opened.adding.take_back(act.journal)
            raise

    def accept(self, chosen: Mapping[PieceId, CategoryId]) -> Act:
        """File papers under the categories that were suggested for them, as one act."""
        with self.opened.catalogue.write() as db:
            return filing.accept(db, chosen)

    def import_scheme(self, source: Path) -> Act | None:
        """Let the scheme of a file be in force; papers are judged by it little by little. None: it is already."""
        scheme = self.read_scheme(source)
        with self.opened.catalogue.write() as db:
            return scheme_file.take(db, scheme)

    def save_scheme(self, edit: SchemeEdit) -> Act | None:
        """Let an edited scheme be in force, in one act; None where nothing was edited.

        Raises ArchiveError where somebody else has changed the scheme since the editing began.
        """
        with self.opened.catalogue.write() as db:
            if self.opened.rules() != edit.began:
                raise ArchiveError("scheme.changed_since")
            return scheme_file.take(db, edit.rules)

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

    def decide(self, one: PieceId, other: PieceId, decision: Decision) -> Act:
        """Decide about two doubles: keep both, mark them as versions, or hide `other` behind `one`."""
        return self.decide_all([(one, other)], decision)

    def decide_all(self, pairs: Sequence[tuple[PieceId, PieceId]], decision: Decision) -> Act:
        """Decide the same about many pairs of doubles, as one act."""
        from archiver import doubles

        with self.opened.catalogue.write() as db:
            return doubles.decide(db, pairs, decision)

    def same(self, lost: DocumentId, found: DocumentId) -> Act:
        """Let a new file be the one of a paper whose file is gone: its content is a new revision of that paper."""
        with self.opened.catalogue.write() as db:
            return reuniting.same(db, lost, found)

    def different(self, lost: DocumentId, found: DocumentId) -> Act:
        """Remember that a new file is another paper; nobody is asked about the two again."""
        from archiver import doubtful

        with self.opened.catalogue.write() as db:
            return doubtful.different(db, lost, found)

    def undo(self) -> Act | None:
        """Take the last act back; None where there is nothing to take back."""
        return self.opened.adding.undo()

    def add_category(self, name: str, parent: CategoryId | None = None) -> Act:
        """A new category."""
        with self.opened.catalogue.write() as db:
            return filing.add_category(db, name, parent)

    def rename_category(self, category: CategoryId, name: str) -> Act:
        """Another name for a category."""
        with self.opened.catalogue.write() as db:
            return filing.rename_category(db, category, name)

    def remove_category(self, category: CategoryId) -> Act:
        """Take a category out of the scheme; no paper is lost."""
        with self.opened.catalogue.write() as db:
            return filing.remove_category(db, category)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query by name, in place of the one that had it. Raises ArchiveError for a name of nothing."""
        with self.opened.catalogue.write() as db:
            searches.save(db, name, query)

    def rename_search(self, name: str, other: str) -> None:
        """Another name for a search. Raises ArchiveError where there is none, or the other name is taken."""
        with self.opened.catalogue.write() as db:
            searches.rename(db, name, other)

    def remove_search(self, name: str) -> None:
        """Keep a search no longer. Raises ArchiveError where there is none."""
        with self.opened.catalogue.write() as db:
            searches.remove(db, name)

    def remember_query(self, query: str) -> None:
        """A query was put by hand; kept among the last ones unless the user wants none kept."""
        if self.settings.remember_queries and query.strip():
            with self.opened.catalogue.write() as db:
                searches.remember(db, query)

    def forget_queries(self) -> None:
        """Keep none of the queries put so far."""
        with self.opened.catalogue.write() as db:
            searches.forget(db)

    def add_root(self, path: Path, mode: WatchMode = "auto") -> Root:
        """Watch a folder from now on. Raises ArchiveError for one that can't be, or is already, watched."""
        check_root(path, self.roots(), self.library)
        with self.opened.catalogue.write() as db:
            return roots.add(db, path, "watched", mode, identity(path))

    def set_root_mode(self, root: RootId, mode: WatchMode) -> None:
        """How a folder is to be watched from now on; the keeper follows within seconds."""
        with self.opened.catalogue.write() as db:
            roots.set_mode(db, roots.by_id(db, root).id, mode)

    def remove_root(self, root: RootId) -> None:
        """Watch a folder no longer. No file is touched; papers that were filed stay in the catalogue."""
        with self.opened.catalogue.write() as db:
            if roots.by_id(db, root).kind == "archive":
                raise ArchiveError("library.archive_root")
            roots.remove(db, root)

    # -- the keeper ------------------------------------------------------------------------------------

    def start_keeper(self, on_event: Callable[[Event], None]) -> None:
        """Start the process that follows the folders. `on_event` is called from a background thread."""
        from archiver.keeper_process import KeeperProcess  # pipes and processes: not before there is a window

        self._keeper = KeeperProcess(self.library, on_event)

    @property
    def keeper_state(self) -> "KeeperState":
        """Whether the keeper runs; `elsewhere` when another program holds the library's writer lock."""
        return self._keeper.state if self._keeper else "stopped"

    @property
    def keeper_trouble(self) -> Reason | None:
        """Why the keeper had to stop, where it was trouble of the world (a full disk)."""
        return self._keeper.trouble if self._keeper else None

    def pause(self) -> None:
        """Stop reading files within a second."""
        self._tell("pause")

    def resume(self) -> None:
        """Go on reading files."""
        self._tell("resume")

    def rescan(self) -> None:
        """Pass over every folder once more."""
        self._tell("rescan")

    def retry(self, paths: Sequence[Path] | None = None, *, password: str = "") -> None:
        """Read files again that need attention; None means all of them. A `password` is used once and not kept."""
        wanted = [row.path for row in self.files(attention=True)] if paths is None else list(paths)
        self._tell("retry", wanted, password)

    def add(
        self,
        paths: Sequence[Path],
        category: CategoryId | None,
        done: Callable[[list[Added], Act | None], None],
    ) -> None:
        """Take files from outside into the archive folder; `done` is called from a background thread."""
        if self._keeper is None:
            raise ArchiveError("library.held")
        self._keeper.add(paths, category, done)

    @property
    def _finder(self) -> "Finder":
        """Made by the first question, away from the window's thread: the index's libraries take long to load."""
        from archiver.finding import Finder

        with self._making:
            if self._made is None:
                self._made = Finder(self.opened)
            return self._made

    def _tell(self, command: str, *data: object) -> None:
        if self._keeper is not None:
            self._keeper.tell(command, *data)


def _folder_bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) if folder.exists() else 0
