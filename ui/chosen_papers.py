"""What is done with the papers chosen in the list: file, open, show, copy their paths."""

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QWidget

from archiver.model import Card, Category, CategoryId, Hit, PieceId
from ui import drag, words
from ui.bridge import Bridge
from ui.commands import Commands
from ui.filing_menu import FilingMenu
from ui.open_files import open_original, show_in_folder
from ui.overview import Overview
from ui.result_choice import Chosen
from ui.result_list import ResultList
from ui.verbs import Verbs

MANY = 500
"""Papers from which on filing is felt, so that the window says that it is at work."""


class ChosenPapers(QObject):
    """Stands between the list, its menus and the verbs."""

    said = Signal(str)

    def __init__(
        self, window: QWidget, bridge: Bridge, commands: Commands, verbs: Verbs, listed: ResultList
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._verbs = verbs
        self._list = listed
        self._hit: Hit | None = None
        self._overview: Overview | None = None
        self.menus = FilingMenu(window, commands)
        self.menus.chosen.connect(self.file)
        listed.menu_wanted.connect(self._open_menu)
        listed.current.connect(self._take_current)
        commands.open_original.triggered.connect(self._open_original)
        commands.show_in_folder.triggered.connect(self._show_in_folder)
        commands.copy_path.triggered.connect(self._copy_paths)

    def show_overview(self, overview: Overview) -> None:
        """The scheme and the folders as they are."""
        self._overview = overview

    def category(self, number: int) -> Category:
        """The category of an id; 0 is 待分类, filing under which takes papers out of every other."""
        if number == 0:
            return Category(CategoryId(0), "", self.tr("待分类"), None)
        scheme = self._overview.categories if self._overview else ()
        return next(category for category in scheme if category.id == number)

    @Slot(int, bool)
    def drop(self, category: int, ask: bool) -> None:
        """Papers carried onto a category; with the right button or Ctrl, ask in which way."""
        if ask or self._list.right_drag:
            self.menus.at_drop(QCursor.pos(), CategoryId(category), self.category(category).name)
        else:
            self.file(category, False)

    @Slot(int, bool)
    def file(self, category: int, copy: bool) -> None:
        """Give the chosen papers a category; with `copy` take them into the archive as well."""
        if self._list.choice.count() > MANY:
            self.said.emit(self.tr("正在归入…"))
        self._list.choice.take(partial(self._file, self.category(category), copy))

    def _file(self, category: Category, copy: bool, chosen: Chosen) -> None:
        watched = [root.path for root in self._overview.watched] if self._overview else []
        stays = len(chosen.cards) < len(chosen.pieces) or any(
            path.is_relative_to(root) for card in chosen.cards for path in card.paths for root in watched
        )
        self._verbs.file(chosen.pieces, category.id, category.name, copy=copy, stays=stays)

    @Slot(object)
    def _take_current(self, hit: Hit | None) -> None:
        self._hit = hit

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        reachable = bool(self._hit and self._hit.card.path and drag.reachable(self._hit.card))
        self.menus.over_results(at, self._overview, one=self._list.choice.count() == 1, reachable=reachable)

    @Slot()
    def _open_original(self) -> None:
        if self._hit and self._hit.card.path:
            open_original(self._bridge, self._hit.card.path)

    @Slot()
    def _show_in_folder(self) -> None:
        if self._hit and self._hit.card.path:
            show_in_folder(self._bridge, self._hit.card.path)

    @Slot()
    def _copy_paths(self) -> None:
        """The paths of all that are chosen, also of papers that were never in sight."""
        if self._list.choice.count() > MANY:
            self.said.emit(self.tr("正在复制路径…"))
        self._list.choice.take(self._look_up_paths)

    def _look_up_paths(self, chosen: Chosen) -> None:
        if len(chosen.cards) == len(chosen.pieces):
            self._put_paths(chosen.cards)
        else:
            self._bridge.ask(partial(self._bridge.archive.cards, chosen.pieces), self._take_cards, channel="paths")

    def _take_cards(self, found: Mapping[PieceId, Card]) -> None:
        self._put_paths(found.values())

    def _put_paths(self, cards: Iterable[Card]) -> None:
        paths = dict.fromkeys(card.path for card in cards if card.path)
        QGuiApplication.clipboard().setText("\n".join(map(str, paths)))
        self.said.emit(self.tr("已复制 {n} 个路径").format(n=words.number(len(paths))))
