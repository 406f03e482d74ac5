"""Describing: what a paper is, from its text alone; pure functions that ask nothing of the catalogue."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from archiver.describe.category import find_category, zones_of
from archiver.describe.date import find_own_date, signed_month
from archiver.describe.number import find_number
from archiver.describe.organisation import find_organisation
from archiver.describe.pieces import markers
from archiver.describe.reading import Line, Reading, read
from archiver.describe.scheme import Scheme
from archiver.describe.secrecy import secrecy_mark
from archiver.describe.title import Title, find_title
from archiver.describe.types import find_type, type_names
from archiver.describe.year import find_years
from archiver.model import Block, FieldValue, PieceDraft
from archiver.wording import TEXTS

__all__ = ["RULES_VERSION", "Scheme", "default_scheme", "describe", "secrecy_mark", "type_names"]

RULES_VERSION = 1
"""Raised whenever a rule changes what it says; values of an older version are worked out again."""



@cache
def default_scheme() -> Mapping[str, Any]:
    """The scheme that a new library starts with (resources/categories.json), as `Scheme.parse` reads it."""
    data: dict[str, Any] = json.loads((TEXTS.parent / "categories.json").read_text(encoding="utf-8"))
    return data


def describe(
    text: str,
    blocks: Sequence[Block],
    name: str,
    properties: Mapping[str, str],
    scheme: Scheme,
    modified_year: int | None = None,
) -> list[PieceDraft]:
    """The pieces of a paper and what the rules read of each: today one piece, the whole text.

    `name` is the file's name without its ending; the title always has a value. A field that is unknown is
    left out, or has the value "" where the reason is worth showing. Spans are code points of `text`.
    """
    reading = read(text, blocks)
    found = markers(reading)
    title = find_title(reading, found, name, properties)
    values = _values(reading, title, scheme, modified_year, compiled=len(found) > 1)
    return [PieceDraft(0, len(text), tuple(values))]


def _values(
    reading: Reading, title: Title, scheme: Scheme, modified_year: int | None, *, compiled: bool
) -> list[FieldValue]:
    dated = None if compiled else find_own_date(reading)
    kind = find_type(reading, title.plain, title_confidence=title.confidence)
    signature = _line_of(reading, dated[0]) if dated else None
    organisation = find_organisation(reading, title.value, signature)
    signed = dated[1] if dated else None if compiled else signed_month(reading)
    return [
        FieldValue("title", title.value, "rule", title.confidence, title.reason, title.span),
        *find_years(reading, title.plain, kind.value if kind else "", signed, modified_year, compiled=compiled),
        *(value for value in (dated and dated[0], organisation, find_number(reading), kind) if value),
        find_category(zones_of(reading, title.plain, organisation.value if organisation else ""), scheme),
    ]


def _line_of(reading: Reading, value: FieldValue) -> Line | None:
    return next((line for line in reading.lines if line.span == value.span), None)
