"""What to offer where a question has no answer: less to narrow it, or words near to those that no paper has."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from archiver.model import Filters
from archiver.search.nodes import Literal as Words
from archiver.search.query import Query
from archiver.wording import Reason

MOST = 5
MOST_WORDS = 4
"""Words of a query that near ones are looked for: a pasted sentence has no misspelling to be found in it."""

Count = Callable[[str, Filters], int]
Near = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Offer:
    """Another question that has an answer: `total` pieces for `query` under `filters`; `words` is what is new in it."""

    kind: Literal["years", "filters", "words"]
    query: str
    filters: Filters
    total: int
    words: str = ""

    @property
    def say(self) -> Reason:
        """What is offered, as a sentence."""
        return Reason(f"search.offer_{self.kind}", {"words": self.words, "total": self.total})


def offers(query: Query, filters: Filters, count: Count, near: Near) -> list[Offer]:
    """What has an answer, the least change first; at most MOST."""
    narrower = [*_less(query.typed, filters), *_other_words(query, filters, near)]
    counted = [replace(offer, total=count(offer.query, offer.filters)) for offer in narrower]
    return [offer for offer in counted if offer.total][:MOST]


def _less(typed: str, filters: Filters) -> Iterator[Offer]:
    wider = replace(filters, years=None, no_year=False)
    if wider != filters:
        yield Offer("years", typed, wider, 0)
    if wider != Filters():
        yield Offer("filters", typed, Filters(), 0)


def _other_words(query: Query, filters: Filters, near: Near) -> Iterator[Offer]:
    """The query with one of its words changed."""
    words = [one for one in query.literals if isinstance(one, Words) and not one.written][:MOST_WORDS]
    for one in words:
        for other in near(one.text):
            yield Offer("words", query.typed.replace(one.typed, other, 1), filters, 0, other)
