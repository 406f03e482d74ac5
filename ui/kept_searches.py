"""Searches kept by name, and the queries put last."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from archiver.model import Category
from ui.bridge import Bridge
from ui.no_hits import shortened
from ui.search_bar import SearchBar
from ui.searching import Asked, Searching
from ui.verbs import Verbs


class KeptSearches(QObject):
    """The star of the search field, and what the down key shows in an empty one."""

    def __init__(
        self, window: QWidget, bridge: Bridge, verbs: Verbs, search: SearchBar, searching: Searching,
        category: Callable[[int], Category],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._verbs = verbs
        self._search = search
        self._searching = searching
        self._category = category
        self._last = ""
        self._recent: list[str] = []
        search.save_wanted.connect(self._ask_name)
        search.history_wanted.connect(self._show_history)
        search.entered.connect(self.remember)
        self._look()

    @Slot()
    def remember(self) -> None:
        """A query led to something: Enter, or a paper chosen. What was only typed on the way is not kept."""
        query = self._search.text().strip()
        if query and query != self._last:
            self._last = query
            self._bridge.ask(partial(self._bridge.archive.searches.remember, query), self._look)

    @Slot()
    def _ask_name(self) -> None:
        asked = self._searching.asked
        number = asked.filters.category
        query = written_out(asked, "" if number is None else self._category(number).name)
        name, given = QInputDialog.getText(
            self._window, self.tr("保存查找"), self.tr("名称："), text=shortened(query, 20)
        )
        if given and name.strip():
            self._verbs.save_search(name.strip(), query)

    def _look(self, _: None = None) -> None:
        """Have the queries put last at hand, so that the key that shows them need not wait."""
        self._bridge.ask(self._bridge.archive.searches.recent, self._take, channel="history")

    def _take(self, queries: list[str]) -> None:
        self._recent = queries

    @Slot()
    def _show_history(self) -> None:
        """The queries put last; where there are none, the key goes to the results as ever."""
        if not self._recent:
            self._search.stepped.emit(1)
            return
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("history")
        menu.setMinimumWidth(self._search.width())
        for query in self._recent:
            menu.addAction(shortened(query.replace("&", "&&"), 60)).setData(query)
        menu.addSeparator()
        menu.addAction(self.tr("清除查找记录")).triggered.connect(self._forget)
        menu.triggered.connect(self._choose)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._search.mapToGlobal(QPoint(0, self._search.height() + 2)))

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self._search.write(action.data())

    @Slot()
    def _forget(self) -> None:
        self._last = ""
        self._bridge.ask(self._bridge.archive.searches.forget, self._look)


def written_out(asked: Asked, category: str = "") -> str:
    """A query with what narrows it as words of the query language; `category` is the name of the one that holds.

    For unknown years there are no words.
    """
    parts = [asked.query]
    if asked.years:
        first, last = asked.years
        parts.append(f"年度:{first}" if first == last else f"年度:{first}-{last}")
    folder = asked.folder.name if asked.folder else ""
    for field, value in (("类别", category), ("文种", asked.type), ("单位", asked.organisation), ("路径", folder)):
        if value:
            parts.append(f'{field}:"{value}"' if " " in value else f"{field}:{value}")
    return " ".join(filter(None, parts))
