"""The middle of the window: how many, in which order, narrowed by what, and the results themselves."""

from dataclasses import replace
from typing import get_args

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.finding.offering import Offer
from archiver.model import Sort
from ui import words
from ui.bridge import Bridge
from ui.facet_choices import Facets
from ui.facet_panel import FacetPanel
from ui.filters import Filters
from ui.labels import Elided, Label
from ui.no_hits import NoHits
from ui.offered import Offered
from ui.overview import Overview
from ui.result_list import ResultList
from ui.searching import Answer, Asked
from ui.toast import Toast
from ui.year_bars import YearBars
from ui.year_range import YearRange


class Results(QFrame):
    """Shows answers and tells what is asked next."""

    asked = Signal(object)
    """Asked, with other chips."""
    sorted = Signal(str)

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("results")
        self._overview: Overview | None = None
        self._asked = Asked()
        self._place = ""
        self._total = 0
        self._offers: tuple[Offer, ...] = ()
        self._exact = True
        self._count = Label(size=14, strong=True)
        self._where = Elided(tone="second", size=12)
        self._order = QToolButton(self)
        self._notice = Label(tone="attention", size=12, wrap=True)
        self._understood = Elided(tone="second", size=12)
        self.bars = YearBars(self)
        self.filters = Filters(self)
        self.facets = FacetPanel(self)
        self.facets_open = QToolButton(self)
        self._facets: Facets = {}
        self.list = ResultList(bridge, self)
        self.no_hits = NoHits(self)
        self.offered = Offered(self)
        self._pages = QStackedWidget(self)
        self._lay_out()
        self._connect()
        self.toast = Toast(self)

    def show_overview(self, overview: Overview) -> None:
        """How many files are not read yet, for the page that says there is nothing."""
        before, self._overview = self._overview, overview
        if before is None or before.categories != overview.categories:
            self._show_facets()
        if self._pages.currentWidget() is self.no_hits:
            self.no_hits.explain(self._asked, overview, self._offers)

    def show_answer(self, answer: Answer) -> None:
        """Show results, their count and what they offer to narrow by."""
        results = answer.results
        self._asked, self._total, self._exact = answer.asked, results.total, results.exact
        self._notice.setText(results.notice.say(words.language()) if results.notice else "")
        self._notice.setVisible(bool(results.notice))
        self._say_how_understood(answer.asked.query, results.interpreted)
        self._facets = results.facets
        self.bars.show_years(results.years, answer.asked.years)
        self._show_facets()
        self._pages.setCurrentWidget(self.list if results.total or results.best_total else self.no_hits)
        self._offers = answer.offers
        self.offered.show_offers(answer.asked, answer.offers if results.best_total else ())
        if not results.total:
            self.no_hits.explain(answer.asked, self._overview, answer.offers)
        self.list.show_answer(answer)
        self._tell_count()

    def _show_facets(self) -> None:
        """What holds, and what the results offer to narrow by."""
        scheme = self._overview.categories if self._overview else ()
        self.filters.show_facets(self._asked, self._facets, {each.id: each.name for each in scheme})
        self.facets.show_facets(self._asked, self._facets, scheme)

    def _say_how_understood(self, query: str, interpreted: str) -> None:
        """The query as it was read, where that says more than the words themselves."""
        self._understood.setText(self.tr("查找：{query}").format(query=interpreted))
        self._understood.setVisible(bool(query) and interpreted != " ".join(query.split()))

    def understood(self) -> str:
        """How the query was read, as shown; "" where nothing is said of it."""
        return self._understood.text() if self._understood.isVisibleTo(self) else ""

    def show_trouble(self, error: ArchiveError) -> None:
        """A search that could not be made says so where the count stands."""
        self._notice.setText(error.sentence(words.language()))
        self._notice.show()

    def name_place(self, name: str) -> None:
        """The row of the side that the results are of; "" for all."""
        self._place = name
        self._tell_count()

    def count(self) -> str:
        """The words over the list."""
        return self._count.text()

    def place(self) -> str:
        """The words beside the count."""
        return self._where.text()

    def _lay_out(self) -> None:
        self._order.setProperty("flat", True)
        self._order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._order.setMenu(self._order_menu())
        self.facets_open.setProperty("flat", True)
        self.facets_open.setCheckable(True)
        self._open_facets(False)
        self._notice.hide()
        self._understood.hide()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._count)
        head.addWidget(self._where, 1)
        head.addWidget(self.facets_open)
        head.addWidget(self._order)
        top = QVBoxLayout()
        top.setContentsMargins(16, 6, 8, 8)
        top.setSpacing(6)
        top.addLayout(head)
        top.addWidget(self._understood)
        top.addWidget(self._notice)
        top.addWidget(self.bars)
        top.addWidget(self.filters)
        top.addWidget(self.facets)
        top.addWidget(self.offered)
        line = QFrame(self)
        line.setObjectName("line")
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.no_hits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line)
        column.addWidget(self._pages, 1)

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        names = {"relevance": self.tr("按相关度"), "date": self.tr("按日期"), "title": self.tr("按标题")}
        for order in get_args(Sort):
            action = menu.addAction(names[order])
            action.setData(order)
            action.setCheckable(True)
            group.addAction(action)
        group.actions()[0].setChecked(True)
        self._name_order(group.actions()[0])
        group.triggered.connect(self._choose_order)
        return menu

    def _connect(self) -> None:
        self.bars.chosen.connect(self._choose_years)
        self.facets.asked.connect(self.asked)
        self.facets_open.toggled.connect(self._open_facets)
        self.filters.asked.connect(self.asked)
        self.filters.range_wanted.connect(self._ask_range)
        self.no_hits.asked.connect(self.asked)
        self.offered.asked.connect(self.asked)
        self.list.chosen.connect(self._tell_count)

    @Slot(bool)
    def _open_facets(self, wanted: bool) -> None:
        self.facets_open.setText(self.tr("筛选 ▴") if wanted else self.tr("筛选 ▾"))
        self.facets_open.setToolTip(self.tr("按类别、文种、单位、文件夹缩小范围"))
        self.facets.setVisible(wanted)
        self.filters.offer_types(offered=not wanted)

    @Slot(object)
    def _choose_years(self, years: tuple[int, int] | None) -> None:
        self.asked.emit(replace(self._asked, years=years, no_year=False))

    @Slot(QAction)
    def _choose_order(self, action: QAction) -> None:
        self._name_order(action)
        self.sorted.emit(action.data())

    def _name_order(self, action: QAction) -> None:
        self._order.setText(action.text() + " ▾")
        self._order.setAccessibleName(self.tr("排序：{name}").format(name=action.text()))

    @Slot()
    def _tell_count(self) -> None:
        chosen = self.list.choice.count()
        said = self.tr("{n} 篇") if self._exact else self.tr("约 {n} 篇")
        said = said.format(n=words.number(self._total))
        if chosen > 1:
            said += self.tr(" · 已选 {n} 篇").format(n=words.number(chosen))
        self._count.setText(said)
        self._where.setText(self._place)

    @Slot()
    def _ask_range(self) -> None:
        dialog = YearRange(self._asked, self.filters.years(), self)
        dialog.asked.connect(self.asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
