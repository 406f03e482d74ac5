"""A query as a tree: words, wildcards, nearness and conditions, joined by not, and, or."""

from dataclasses import dataclass
from typing import Literal as Choice

from archiver.text.readings import Reading

TextField = Choice["title", "organisation", "number", "path"]
SpanField = Choice["year", "date"]
NameField = Choice["type", "category"]
Field = TextField | SpanField | NameField


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that must stand in the paper as they are: `text` folded, `typed` as the user wrote them.

    `reading` is there where the words hold a date or a number that may be written in other ways. Where `written` is
    not empty, the paper must also have these very characters (as written).
    """

    text: str
    typed: str
    quoted: bool = False
    reading: Reading | None = None
    written: str = ""


@dataclass(frozen=True, slots=True)
class Wild:
    """Latin letters and digits with * and ? among them. `pattern` is a regular expression on the form compared,
    `fragments` are folded words that a paper must have to match."""

    pattern: str
    fragments: tuple[str, ...]
    typed: str
    written: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """Two words in one field, in either order, with at most `within` characters of it between them."""

    left: "Literal | Wild"
    right: "Literal | Wild"
    within: int


@dataclass(frozen=True, slots=True)
class Within:
    """Papers whose title, organisation, number or path has these words; `written` as in Literal."""

    field: TextField
    text: str
    typed: str
    written: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Papers of these years (2009) or dates (20110301), both ends inclusive, None for an open end. Papers whose
    year or date is unknown are none of them."""

    field: SpanField
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """Papers of one of these types (names) or categories (ids); `typed` as the user wrote it."""

    field: NameField
    values: frozenset[str] | frozenset[int]
    typed: str


@dataclass(frozen=True, slots=True)
class Not:
    """Papers that `part` does not hold for."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Papers that all `parts` hold for; all papers where there is none."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Papers that any of `parts` holds for."""

    parts: tuple["Node", ...]


Leaf = Literal | Wild
Condition = Within | Span | OneOf
Node = Literal | Wild | Near | Within | Span | OneOf | Not | And | Or
