"""What is looked for now, and the answers as they come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from archiver.errors import ArchiveError
from archiver.finding.offering import Offer
from archiver.model import CategoryId, Filters, Hit, PieceId, Sort
from archiver.wording import Reason
from ui.bridge import Bridge
from ui.eye import Eye, find, pages_in_sight

if TYPE_CHECKING:
    from archiver.archive import Archive

LARGE = 5_000
"""Papers from which on an exact count may be felt, so that the first hits come before it."""

COUNT_MS = 80
"""From the first hits to the exact count: by then they are painted, which a count beside it makes twice as long."""


class Results(Protocol):
    """What the window uses of an answer of the archive."""

    @property
    def interpreted(self) -> str:
        """How the query was understood."""

    @property
    def notice(self) -> Reason | None:
        """What the user should know of how the query was read."""

    @property
    def total(self) -> int:
        """How many papers there are; an upper bound unless `exact`."""

    @property
    def exact(self) -> bool:
        """Whether the numbers are counted."""

    @property
    def best_total(self) -> int:
        """How many papers follow that miss some of the words."""

    @property
    def elapsed_ms(self) -> float:
        """How long finding them took."""

    @property
    def facets(self) -> Mapping[str, Mapping[Any, int]]:
        """Papers by year (None: unknown), category, type, organisation and folder."""

    @property
    def years(self) -> Mapping[int | None, int]:
        """Papers of every year (None: unknown), also of those outside the years that hold."""

    def offers(self) -> list[Offer]:
        """What to ask instead where no paper has all the words; for a worker."""

    def page(self, offset: int, limit: int) -> list[Hit]:
        """The hits from `offset` on; for a worker."""

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        """The pieces from `offset` on, with nothing to show of them; for a worker."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with all that narrows it: the row of the side (`shelf`) and the chips (`years` … `folder`).

    `as_written`: nothing is folded. A chip's `category` stands above that of the shelf.
    """

    query: str = ""
    as_written: bool = False
    shelf: Filters = field(default_factory=Filters)
    years: tuple[int, int] | None = None
    no_year: bool = False
    category: CategoryId | None = None
    type: str | None = None
    organisation: str | None = None
    folder: Path | None = None
    sort: Sort = "relevance"

    @property
    def filters(self) -> Filters:
        """Everything that narrows, as the archive takes it."""
        category = self.shelf.category if self.category is None else self.category
        return replace(
            self.shelf, years=self.years, no_year=self.no_year, category=category, type=self.type,
            organisation=self.organisation, folder=self.folder,
        )  # fmt: skip

    @property
    def narrowed(self) -> bool:
        """Whether a chip holds."""
        return self != self.without_chips()

    def without_chips(self) -> "Asked":
        """The same query in the same row of the side."""
        return Asked(self.query, self.as_written, self.shelf, sort=self.sort)


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a query with the pages that will be seen, fetched along so that nothing flickers.

    `again` means: the same question, put anew because the library changed or for the exact count; `found` tells
    where the papers that the eye rested on, or should rest on, stand now, `elapsed_ms` how long the first answer
    took.
    """

    asked: Asked
    results: Results
    pages: Mapping[int, list[Hit]]
    found: Mapping[PieceId, int] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    again: bool = False
    elapsed_ms: float = 0.0


class Searching(QObject):
    """Asks anew whenever something changes; only the answer to the latest question is told.

    In a large library the first answer only says about how many there are; the exact one follows it.
    """

    answered = Signal(object)
    """Answer."""
    failed = Signal(object)
    """ArchiveError."""

    def __init__(
        self, bridge: Bridge, eye: Callable[[], Eye], top: Callable[[], Eye], parent: QObject | None = None
    ) -> None:
        """`eye` tells what is in sight now, `top` what will be of an answer seen from its top."""
        super().__init__(parent)
        self._bridge = bridge
        self._eye = eye
        self._top = top
        self._number = 0
        """Of the question put last; an older one is overtaken, and no worker need go on with it."""
        self._count_soon = QTimer(self)
        self._count_soon.setSingleShot(True)
        self._count_soon.setInterval(COUNT_MS)
        self._count_soon.timeout.connect(self._count)
        self._told: Asked | None = None
        self._elapsed_ms = 0.0
        self._waiting = False
        self._once_more = False
        self.large = False
        self.asked = Asked()

    def look_for(self, query: str) -> None:
        """Another query under the same filters."""
        if query != self.asked.query:
            self._ask(replace(self.asked, query=query))

    def look_as_written(self, wanted: bool) -> None:
        """The same query, with nothing folded or folded again."""
        if wanted != self.asked.as_written:
            self._ask(replace(self.asked, as_written=wanted))

    def look_in(self, shelf: Filters) -> None:
        """The same query in another row of the side; the chips of the old one are let go."""
        self._ask(replace(self.asked.without_chips(), shelf=shelf))

    def narrow(self, asked: Asked) -> None:
        """Another set of chips."""
        self._ask(asked)

    def look_for_paper(self, asked: Asked, piece: PieceId) -> None:
        """Another question, with the eye on that paper of its answer."""
        self.asked, self._told = asked, None
        self._put(exact=not self.large, eye=replace(self._top(), held=piece))

    def sort(self, order: Sort) -> None:
        """Another order."""
        self._ask(replace(self.asked, sort=order))

    def again(self) -> None:
        """The same question, as the library changed; one under way is not overtaken, or none would ever arrive."""
        if self._waiting:
            self._once_more = True
        else:
            self._ask(self.asked)

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        again = asked == self._told
        self._put(exact=again or not self.large, eye=self._eye() if again else self._top())

    @Slot()
    def _count(self) -> None:
        """The same question once more, for the exact count."""
        self._put(exact=True, eye=self._eye())

    def _put(self, *, exact: bool, eye: Eye) -> None:
        self._waiting = True
        self._count_soon.stop()
        self._number = number = self._number + 1
        archive = self._bridge.archive
        question = _question(archive, self.asked, eye, lambda: number != self._number, exact=exact)
        self._bridge.ask(question, self._answer, self._fail, channel="search")

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        again = answer.asked == self._told
        if not again:
            self._elapsed_ms = answer.results.elapsed_ms
        self._told = answer.asked
        self._waiting = False
        self.answered.emit(replace(answer, again=again, elapsed_ms=self._elapsed_ms))
        if not answer.results.exact and not again:
            self._count_soon.start()
        self._make_up()

    @Slot(object)
    def _fail(self, error: ArchiveError) -> None:
        self._waiting = False
        self.failed.emit(error)
        self._make_up()

    def _make_up(self) -> None:
        """The library changed while an answer was on its way."""
        if self._once_more and not self._waiting:
            self._once_more = False
            self._ask(self.asked)


def _question(
    archive: "Archive", asked: Asked, eye: Eye, stopped: Callable[[], bool], *, exact: bool
) -> Callable[[], Answer]:
    def put() -> Answer:
        results = archive.search(
            asked.query, asked.filters, asked.sort, exact=exact, as_written=asked.as_written, fold=True,
            stopped=stopped,
        )  # fmt: skip
        offers = tuple(results.offers())
        found = find(results, eye)
        return Answer(asked, results, pages_in_sight(results, eye, found), found, offers)

    return put
