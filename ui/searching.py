"""What is looked for now, and the answers as they come."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from archiver.errors import ArchiveError
from archiver.model import Filters, Hit, Sort
from archiver.wording import Reason
from ui.bridge import Bridge

if TYPE_CHECKING:
    from archiver.archive import Archive

PAGE = 50
"""Hits fetched at a time; some 10 ms with their snippets, six windows full."""


class Results(Protocol):
    """What the window uses of an answer of the archive."""

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
    def elapsed_ms(self) -> float:
        """How long finding them took."""

    @property
    def facets(self) -> Mapping[str, Mapping[Any, int]]:
        """Papers by year (None: unknown) and by type."""

    def page(self, offset: int, limit: int) -> list[Hit]:
        """The hits from `offset` on; for a worker."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with all that narrows it: the row of the side (`shelf`) and the chips (`years` … `type`)."""

    query: str = ""
    shelf: Filters = field(default_factory=Filters)
    years: tuple[int, int] | None = None
    no_year: bool = False
    type: str | None = None
    sort: Sort = "relevance"

    @property
    def filters(self) -> Filters:
        """Everything that narrows, as the archive takes it."""
        return replace(self.shelf, years=self.years, no_year=self.no_year, type=self.type)

    @property
    def narrowed(self) -> bool:
        """Whether a chip holds."""
        return bool(self.years or self.no_year or self.type)


@dataclass(frozen=True, slots=True)
class Answer:
    """The results of a query and their first page, fetched along so that nothing flickers.

    `again` means: the same question, put anew because the library changed.
    """

    asked: Asked
    results: Results
    first: list[Hit]
    again: bool = False


class Searching(QObject):
    """Asks anew whenever something changes; only the answer to the latest question is told."""

    asking = Signal(object)
    """Asked."""
    answered = Signal(object)
    """Answer."""
    failed = Signal(object)
    """ArchiveError."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._told: Asked | None = None
        self.asked = Asked()

    def look_for(self, query: str) -> None:
        """Another query under the same filters."""
        if query != self.asked.query:
            self._ask(replace(self.asked, query=query))

    def look_in(self, shelf: Filters) -> None:
        """The same query in another row of the side; the chips of the old one are let go."""
        self._ask(replace(self.asked, shelf=shelf, years=None, no_year=False, type=None))

    def narrow(self, asked: Asked) -> None:
        """Another set of chips."""
        self._ask(asked)

    def sort(self, order: Sort) -> None:
        """Another order."""
        self._ask(replace(self.asked, sort=order))

    def again(self) -> None:
        """The same question, as the library changed."""
        self._ask(self.asked)

    def _ask(self, asked: Asked) -> None:
        self.asked = asked
        self.asking.emit(asked)
        self._bridge.ask(_question(self._bridge.archive, asked), self._answer, self._fail, channel="search")

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        again = answer.asked == self._told
        self._told = answer.asked
        self.answered.emit(replace(answer, again=again))

    @Slot(object)
    def _fail(self, error: ArchiveError) -> None:
        self.failed.emit(error)


def _question(archive: "Archive", asked: Asked) -> Callable[[], Answer]:
    def put() -> Answer:
        results = archive.search(asked.query, asked.filters, asked.sort)
        return Answer(asked, results, results.page(0, PAGE))

    return put
