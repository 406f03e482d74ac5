"""The main window: puts the parts together and passes on what they tell one another."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from archiver.model import CategoryId, Doubt, Hit
from ui import icons, words
from ui import overview as overviews
from ui.activity_bar import ActivityBar
from ui.asking import Asking
from ui.body import Body
from ui.bridge import Bridge
from ui.chosen_papers import ChosenPapers
from ui.commands import Commands
from ui.hit_walk import HitWalk
from ui.kept_searches import KeptSearches
from ui.looking import Looking
from ui.name_offers import NameOffers
from ui.open_files import open_original
from ui.overview import Overview
from ui.pages import Pages
from ui.reader import Reader
from ui.result_export import ResultExport
from ui.results import Results
from ui.rules_editing import RulesEditing
from ui.searching import LARGE, Searching
from ui.sidebar import Sidebar
from ui.sidebar_model import PAGES, Row
from ui.speaking import Speaking
from ui.taking_in import TakingIn
from ui.top_bar import TopBar
from ui.verbs import Verbs

if TYPE_CHECKING:
    from archiver.archive import Archive

WIDTH, HEIGHT = 1280, 800


class MainWindow(QMainWindow):
    """One library in one window."""

    def __init__(self, archive: "Archive") -> None:
        super().__init__()
        self.bridge = Bridge(archive, self)
        self.verbs = Verbs(self.bridge, self)
        self.asking = Asking(self, self.verbs)
        self.commands = Commands(self)
        self.top = TopBar(self.commands, archive.library.name, self)
        self.search = self.top.search
        self.sidebar = Sidebar(self)
        self.results = Results(self.bridge, self)
        self.searching = Searching(self.bridge, self.results.list.eye, self.results.list.top, self)
        self.reader = Reader(self.bridge, self)
        self.chosen = ChosenPapers(self, self.bridge, self.commands, self.verbs, self.results.list)
        self.kept = KeptSearches(self, self.bridge, self.verbs, self.search, self.searching, self.chosen.category)
        self.names = NameOffers(self, self.bridge, self.search)
        self.walk = HitWalk(self.commands, self.results.list, self.reader, self)
        self.rules = RulesEditing(self, self.bridge, self.verbs)
        self.export = ResultExport(self, self.bridge, self.results.list)
        self.activity = ActivityBar(self)
        self.body = Body(self.sidebar, self.results, self.reader, self)
        self.pages = Pages(self.body, self.bridge, self)
        self.looking = Looking(self.search, self.sidebar, self.results, self.searching, self.body, self.kept)
        self.speaking = Speaking(self.results.toast, self.verbs, self)
        self.taking = TakingIn(self.verbs, self.search, self.results.toast, self)
        self.overview: Overview | None = None
        self._hit: Hit | None = None
        self._alt_alone = False
        self._settings = QSettings(str(archive.library / "window.ini"), QSettings.Format.IniFormat)
        self._lay_out()
        self._connect()
        self._connect_commands()
        self.refresh()
        self.searching.again()
        self.search.take_focus()

    def start(self) -> None:
        """Begin to watch and read."""
        self.bridge.start_keeper()
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Look at the library again: counts, scheme, folders."""
        look = partial(overviews.look, self.bridge.archive, started=self.bridge.started)
        self.bridge.ask(look, self._show_overview, channel="overview")

    # what the parts tell

    @Slot(object)
    def _show_overview(self, overview: Overview) -> None:
        self.overview = overview
        self.searching.large = overview.total > LARGE
        self.sidebar.show_overview(overview)
        self.results.show_overview(overview)
        self.reader.show_doubts(overview.doubts)
        self.chosen.show_overview(overview)
        self.activity.show_overview(overview)
        self.pages.greet(overview)
        self.commands.name_undo(overview.undo.say(words.language()) if overview.undo else "")
        self.commands.name_pause(paused=self.activity.paused)

    @Slot()
    def _library_changed(self) -> None:
        self.refresh()
        self.searching.again()
        self.reader.reload()
        self.pages.refresh()

    @Slot(object)
    def _choose_row(self, row: Row) -> None:
        """A row of the side: a page of its own, or the papers it holds."""
        if row.kind in PAGES:
            shown = {"attention": self.pages.show_ledger, "doubtful": self.pages.show_doubtful}
            shown.get(row.kind, self.pages.show_review)()
            return
        self.looking.look_in(row)

    @Slot(object)
    def _show_hit(self, hit: Hit | None) -> None:
        self._hit = hit
        asked = self.searching.asked
        self.reader.show_hit(hit, asked.query, as_written=asked.as_written)

    @Slot(int)
    def _tell_chosen(self, count: int) -> None:
        if count > 1:
            self.reader.show_many(self.results.list.choice.hits_at_hand(), count)
        elif self._hit and self.reader.empty:
            self._show_hit(self._hit)

    @Slot()
    def _open_paper(self) -> None:
        self.body.show_paper()
        if self.body.paper_over:
            self.reader.setFocus()

    @Slot(int, str)
    def _rename_category(self, category: int, name: str) -> None:
        self.verbs.rename_category(CategoryId(category), name)

    @Slot(int)
    def _remove_category(self, category: int) -> None:
        self.verbs.remove_category(CategoryId(category), self.chosen.category(category).name)

    @Slot(object)
    def _open_path(self, path: Path) -> None:
        open_original(self.bridge, path)

    # commands

    @Slot()
    def _toggle_pause(self) -> None:
        self.verbs.pause(not self.activity.paused)

    @Slot(object)
    def _compare_doubt(self, doubt: Doubt) -> None:
        self.sidebar.select("doubtful")
        self.pages.show_doubtful(doubt)

    @Slot()
    def _edit_rules(self) -> None:
        """Of the category chosen in the side, or from the first on."""
        row = self.sidebar.row()
        self.rules.open(row.id if row and row.kind == "category" else 0)

    @Slot()
    def _show_attention(self) -> None:
        self.sidebar.select("attention")

    @Slot()
    def _show_doubles(self) -> None:
        self.sidebar.select("doubles")
        self.pages.show_review(take_focus=True)

    # drops, keys, the end

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files from outside may be dropped anywhere."""
        self.taking.enter(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """The drag went elsewhere."""
        self.taking.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files."""
        self.taking.drop(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back from the paper to the results; Alt alone will open the menu."""
        self._alt_alone = event.key() == Qt.Key.Key_Alt
        if event.key() == Qt.Key.Key_Escape:
            self.body.close_paper() if self.body.paper_over else self.search.take_focus()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Alt pressed and let go alone opens the menu."""
        if event.key() == Qt.Key.Key_Alt and self._alt_alone:
            self.top.open_menu()
        super().keyReleaseEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the layout, then stop the work: questions first, the keeper after them."""
        self._settings.setValue("window", self.saveGeometry())
        self.body.save(self._settings)
        self._settings.sync()
        self.hide()
        self.bridge.close()
        self.bridge.archive.close()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.tr("文牍"))
        self.setWindowIcon(icons.app_icon())
        self.setAcceptDrops(True)
        self.setMinimumSize(640, 420)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top, self.pages, self.activity):
            column.addWidget(part, int(part is self.pages))
        self.setCentralWidget(middle)
        geometry = self._settings.value("window")
        if not (geometry and self.restoreGeometry(geometry)):
            self.resize(WIDTH, HEIGHT)
        self.body.restore(self._settings)

    def _connect(self) -> None:
        self.bridge.changed.connect(self._library_changed)
        self.bridge.failed.connect(self.speaking.say_trouble)
        self.bridge.happened.connect(self.activity.hear)
        self.searching.answered.connect(self.names.learn, Qt.ConnectionType.SingleShotConnection)
        self.names.taken.connect(self.looking.look_for_name)
        self.looking.paper_wanted.connect(self._open_paper)
        self.results.list.entered.connect(self.names.hide)
        self.search.stepped.connect(self.results.list.step)
        self.search.entered.connect(self._open_paper)
        self.search.left.connect(self.results.list.setFocus)
        self.search.help_wanted.connect(self.pages.open_search_help)
        self.results.list.current.connect(self._show_hit)
        self.results.list.chosen.connect(self._tell_chosen)
        self.results.list.opened.connect(self._open_paper)
        self.results.list.clicked.connect(self.kept.remember)
        self.results.list.typed.connect(self.search.go_on)
        self.reader.changed.connect(self.bridge.look_again)
        self.reader.message.connect(self.speaking.say_plain)
        self.reader.acted.connect(self.speaking.say)
        self.chosen.said.connect(self.speaking.say_plain)
        self.walk.said.connect(self.speaking.say_plain)
        self.export.said.connect(self.speaking.say_plain)
        self.verbs.said.connect(self.speaking.say)
        self.activity.pause_pressed.connect(self._toggle_pause)
        self.activity.attention_pressed.connect(self._show_attention)
        self.body.side_moved.connect(self.top.begin_at)
        self.pages.folder_chosen.connect(self.verbs.add_folders)
        self.pages.samples_wanted.connect(self.verbs.try_samples)
        self.pages.rules_wanted.connect(self.rules.open)
        self.pages.file_wanted.connect(self._open_path)
        self.pages.message.connect(self.speaking.say_plain)
        self.reader.comparison_wanted.connect(self._compare_doubt)
        self.pages.acted.connect(self.speaking.say)
        self._connect_side()

    def _connect_side(self) -> None:
        side, drops, menu = self.sidebar, self.sidebar.drops, self.sidebar.menu
        side.chosen.connect(self._choose_row)
        side.rename_category.connect(self._rename_category)
        drops.pieces.connect(self.chosen.drop)
        drops.files.connect(self.taking.take)
        drops.folders.connect(self.verbs.add_folders)
        drops.hovered.connect(self.results.toast.hint)
        menu.add_category.connect(self.asking.category)
        menu.remove_category.connect(self._remove_category)
        side.rows.search_renamed.connect(self.verbs.rename_search)
        menu.edit_rules.connect(self.rules.open)
        menu.remove_search.connect(self.verbs.remove_search)
        menu.add_folder.connect(self.asking.folder)
        menu.remove_folder.connect(self.asking.remove_folder)
        menu.watch_otherwise.connect(self.verbs.watch_otherwise)
        menu.rescan.connect(self.verbs.rescan)
        menu.open_folder.connect(self._open_path)

    def _connect_commands(self) -> None:
        commands = self.commands
        acts: tuple[tuple[QAction, Callable[..., object]], ...] = (
            (commands.add_files, self.asking.files), (commands.add_folder, self.asking.folder),
            (commands.paste, self.taking.paste), (commands.rescan, self.verbs.rescan),
            (commands.pause, self._toggle_pause), (commands.close, self.close), (commands.quit, self.close),
            (commands.undo, self.verbs.undo), (commands.select_all, self.results.list.selectAll),
            (commands.find, self.search.take_focus), (commands.copy_plain, self.reader.copy_plain),
            (commands.export, self.export.ask), (commands.open, self._open_paper),
            (commands.add_category, self.asking.category), (commands.rename_category, self.sidebar.rename),
            (commands.edit_rules, self._edit_rules), (commands.accept, self.asking.suggestions),
            (commands.attention, self._show_attention), (commands.doubles, self._show_doubles),
            (commands.settings, self.pages.open_settings), (commands.help, self.pages.open_help),
            (commands.about, self.pages.open_about), (commands.menu, self.top.open_menu),
        )  # fmt: skip
        for command, act in acts:
            command.triggered.connect(act)
