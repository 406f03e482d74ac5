"""The results as rows of a list: all of them at once, their cards fetched page by page as they are seen."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
    Slot,
)

from archiver.model import Hit
from ui import drag
from ui.bridge import Bridge
from ui.eye import PAGE
from ui.searching import Answer, Results
from ui.unfolded import Unfolded, folded_under

Index = QModelIndex | QPersistentModelIndex

HIT = Qt.ItemDataRole.UserRole + 1
HEADING = Qt.ItemDataRole.UserRole + 2
"""How many best matches begin at a row; None in every other row."""

UNDER = Qt.ItemDataRole.UserRole + 3
"""Whether a row shows a paper that is folded under the result above it."""

OPEN = Qt.ItemDataRole.UserRole + 4
"""Whether the papers folded under a result are shown."""

KEPT_PAGES = 400
"""Pages held: 10,000 cards, some 20 MB."""

WAIT_MS = 25
"""Pages flown over faster than this are never asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a worker brought it; `results` tells whether it is still wanted."""

    results: Results
    number: int
    hits: list[Hit]


class ResultModel(QAbstractTableModel):
    """One column of hits. `data` only looks up; a missing card is fetched off the GUI thread.

    A table and not a list: QListView asks the model row by row for its layout (0.4 s for 100,000 rows).
    """

    arrived = Signal(int, int)
    """Rows whose cards are there now: first, last."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._results: Results | None = None
        self._total = 0
        self.unfolded = Unfolded()
        self._pages: OrderedDict[int, list[Hit]] = OrderedDict()
        self._stale: set[int] = set()
        self._wanted: set[int] = set()
        self._asked: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._fetch)

    @property
    def results(self) -> Results | None:
        """The results shown."""
        return self._results

    def show(self, answer: Answer) -> None:
        """Show other results."""
        self.unfolded = Unfolded()
        self.beginResetModel()
        self._take(answer)
        self.endResetModel()

    def refresh(self, answer: Answer) -> None:
        """The same question answered anew: rows come or go at the end, the cards are those of now.

        Nothing may be unfolded meanwhile.
        """
        before, total, nowhere = self._total, rows_of(answer.results), QModelIndex()
        if total > before:
            self.beginInsertRows(nowhere, before, total - 1)
            self._take(answer)
            self.endInsertRows()
        elif total < before:
            self.beginRemoveRows(nowhere, total, before - 1)
            self._take(answer)
            self.endRemoveRows()
        else:
            old = self._pages
            self._take(answer)
            self._stale = old.keys() - self._pages.keys()
            self._pages.update((number, old[number]) for number in self._stale)
        if total:
            self.dataChanged.emit(self.index(0, 0), self.index(total - 1, 0))

    def unfold(self, row: int) -> range:
        """Show what is folded under a result; the rows it takes, none where there is nothing more to show."""
        number, under = self.unfolded.place(row)
        hit = self.hit(row)
        hits = folded_under(hit) if hit and not under and not self.unfolded.under(number) else ()
        rows = range(row + 1, row + 1 + len(hits))
        if rows:
            self.beginInsertRows(QModelIndex(), rows.start, rows.stop - 1)
            self.unfolded.open(number, hits)
            self.endInsertRows()
        return rows

    def fold(self, row: int) -> int:
        """Show what is under a result no longer; gives the row of the result, whichever of its rows was meant."""
        number, _ = self.unfolded.place(row)
        head, count = self.unfolded.row(number), len(self.unfolded.under(number))
        if count:
            self.beginRemoveRows(QModelIndex(), head + 1, head + count)
            self.unfolded.close(number)
            self.endRemoveRows()
        return head

    def fold_all(self) -> list[int]:
        """Show nothing under any result; gives the pieces of those that were unfolded, the first first."""
        heads = [self.fold(self.unfolded.row(number)) for number in self.unfolded.numbers()]
        hits = [self.hit(head) for head in reversed(heads)]
        return [hit.card.piece for hit in hits if hit]

    def hit(self, row: int) -> Hit | None:
        """The hit in a row; None while it is on its way."""
        number, under = self.unfolded.place(row)
        if under:
            return self.unfolded.under(number)[under - 1]
        page, place = divmod(number, PAGE)
        hits = self._pages.get(page)
        if hits is None or page in self._stale:
            self._want(page)
        return hits[place] if hits is not None and place < len(hits) else None

    def heading(self, row: int) -> int | None:
        """How many papers the heading over a row counts, the one that parts best matches from what has all words."""
        results = self._results
        best = results.best_total if results else 0
        return best if results and best and row == self.unfolded.row(results.total) else None

    def at_hand(self, rows: range) -> list[int]:
        """Those of the rows whose cards are here, as they are now: an older card may be of a paper that moved on."""
        found: list[int] = []
        results = self.unfolded.results(rows, with_heads=False)
        for number in self._pages.keys() - self._stale:
            first, hits = number * PAGE, self._pages[number]
            seen = range(max(results.start, first), min(results.stop, first + len(hits)))
            found += map(self.unfolded.row, seen) if self.unfolded else seen
        for number in self.unfolded.numbers():
            head = self.unfolded.row(number)
            under = range(head + 1, head + 1 + len(self.unfolded.under(number)))
            found += range(max(rows.start, under.start), min(rows.stop, under.stop))
        return sorted(found)

    def row_of(self, piece: int) -> int:
        """The row of a piece among the cards at hand; -1 where it is not among them."""
        for number, hits in self._pages.items():
            for place, hit in enumerate(hits):
                if hit.card.piece == piece:
                    return self.unfolded.row(number * PAGE + place)
        for number in self.unfolded.numbers():
            for place, hit in enumerate(self.unfolded.under(number), 1):
                if hit.card.piece == piece:
                    return self.unfolded.row(number) + place
        return -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """All results, and what is shown under them."""
        return 0 if parent.isValid() else self._total + len(self.unfolded)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One column."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The hit itself for the delegate; the title for the eye, the whole card for a screen reader."""
        if role == HEADING:
            return self.heading(index.row())
        if role == UNDER:
            return self.unfolded.place(index.row())[1] > 0
        if role == OPEN:
            number, under = self.unfolded.place(index.row())
            return not under and bool(self.unfolded.under(number))
        if role not in (HIT, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        hit = self.hit(index.row())
        if role == HIT or hit is None:
            self._want_next(index.row())
            return hit
        return hit.card.title if role == Qt.ItemDataRole.DisplayRole else spoken(hit)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """To be chosen and carried away."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Papers for this window, files for others."""
        return [drag.PIECES, "text/uri-list"]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # type: ignore[override]
        """The papers at these rows whose cards are at hand; a drop in this window asks for the rest."""
        hits = [self.hit(index.row()) for index in indexes]
        return drag.carry(hit.card for hit in hits if hit)

    def supportedDragActions(self) -> Qt.DropAction:
        """A copy: a move would let another program delete the original."""
        return Qt.DropAction.CopyAction

    def _take(self, answer: Answer) -> None:
        self._results = answer.results
        self._total = rows_of(answer.results)
        self._pages = OrderedDict(answer.pages)
        self._stale = set()
        self._wanted.clear()
        self._asked.clear()

    def _want_next(self, row: int) -> None:
        """Where the second half of a page is looked at, fetch the next one before it comes in sight."""
        page, place = divmod(self.unfolded.place(row)[0], PAGE)
        if place >= PAGE // 2 and page + 1 not in self._pages and (page + 1) * PAGE < self._total:
            self._want(page + 1)

    def _want(self, page: int) -> None:
        if page not in self._asked:
            self._wanted.add(page)
            if not self._soon.isActive():
                self._soon.start()

    @Slot()
    def _fetch(self) -> None:
        if self._results is None:
            return
        wanted, self._wanted = self._wanted, set()
        for page in sorted(wanted):
            self._asked.add(page)
            self._bridge.ask(_page(self._results, page), self._arrive)

    @Slot(object)
    def _arrive(self, page: Page) -> None:
        if page.results is not self._results:
            return
        self._asked.discard(page.number)
        self._stale.discard(page.number)
        self._pages[page.number] = page.hits
        self._pages.move_to_end(page.number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)
        first = self.unfolded.row(page.number * PAGE)
        last = self.unfolded.row(min(page.number * PAGE + PAGE, self._total) - 1)
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
        self.arrived.emit(first, last)


def rows_of(results: Results) -> int:
    """All rows of an answer, best matches included."""
    return results.total + results.best_total


def spoken(hit: Hit) -> str:
    """A card read aloud."""
    card = hit.card
    same = QCoreApplication.translate("ResultDelegate", "另有 {n} 份相同").format(n=len(folded_under(hit)))
    parts = (card.title, str(card.year or ""), card.type, card.category_name, card.organisation, hit.snippet,
             same if folded_under(hit) else "")  # fmt: skip
    return "，".join(part for part in parts if part)


def _page(results: Results, number: int) -> Callable[[], Page]:
    def fetch() -> Page:
        return Page(results, number, results.page(number * PAGE, PAGE))

    return fetch
