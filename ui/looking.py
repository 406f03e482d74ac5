"""How side, search bar and chips ask together: what is asked in one of them shows in the others."""

from PySide6.QtCore import QObject, Signal, Slot

from archiver.model import Filters, Name, Sort
from ui.body import Body
from ui.kept_searches import KeptSearches
from ui.name_offers import query_with
from ui.results import Results
from ui.search_bar import SearchBar
from ui.searching import Answer, Asked, Searching
from ui.sidebar import Sidebar
from ui.sidebar_model import PAGES, Row


class Looking(QObject):
    """Turns what a hand does into one question, and shows its answer."""

    paper_wanted = Signal()
    """A name was chosen that means one paper: open it."""

    def __init__(
        self, search: SearchBar, sidebar: Sidebar, results: Results, searching: Searching,
        body: Body, kept: KeptSearches,
    ) -> None:  # fmt: skip
        super().__init__(body)
        self._search = search
        self._sidebar = sidebar
        self._results = results
        self._searching = searching
        self._body = body
        self._kept = kept
        searching.answered.connect(self._answer)
        searching.failed.connect(results.show_trouble)
        search.searched.connect(self._look_for)
        search.written_wanted.connect(searching.look_as_written)
        results.asked.connect(self._ask)
        results.sorted.connect(self._sort)

    def look_in(self, row: Row) -> None:
        """The papers that a row of the side holds."""
        self._body.show_results()
        self._results.name_place("" if row.kind == "all" else row.name)
        self._searching.look_in(row.filters())
        if row.kind == "saved":
            self._search.write(row.query)

    @Slot(object)
    def look_for_name(self, name: Name) -> None:
        """A name chosen while typing: its papers out of all, or the one paper itself."""
        sort = self._searching.asked.sort
        asked = Asked(query_with(self._search.text(), name), category=name.category, sort=sort)
        self._body.show_results()
        self._leave_row()
        self._search.want_written(wanted=False)
        self._search.show_query(asked.query)
        self._kept.remember()
        if name.piece is None:
            self._searching.narrow(asked)
            return
        self._searching.look_for_paper(asked, name.piece)
        if name.count == 1:
            self.paper_wanted.emit()

    @Slot(str)
    def _look_for(self, query: str) -> None:
        self._body.show_results()
        row = self._sidebar.row()
        left = row and row.kind == "saved" and row.query != query
        if row and (row.kind in PAGES or left):
            self._leave_row()
        self._searching.look_for(query)

    @Slot(object)
    def _ask(self, asked: Asked) -> None:
        """Other words or chips; where the row of the side was let go, or words as written, side and bar show it."""
        if asked.query != self._searching.asked.query:
            self._search.write(asked.query)
            return
        self._search.want_written(wanted=asked.as_written)
        if asked.shelf == Filters():
            self._leave_row()
        self._searching.narrow(asked)

    @Slot(str)
    def _sort(self, order: Sort) -> None:
        self._searching.sort(order)

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        self._results.show_answer(answer)
        self._search.show_found(answer.results.total, answer.elapsed_ms, exact=answer.results.exact)

    def _leave_row(self) -> None:
        """The results are out of all papers from now on."""
        self._sidebar.select("all", quiet=True)
        self._results.name_place("")
