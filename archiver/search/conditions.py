"""What stands behind a field's name (年度:2009-2012), read; and what to say where it cannot be read."""

import re
from dataclasses import dataclass

from archiver.search.nodes import NameField, Node, OneOf, Span, SpanField
from archiver.text.folding import fold, fold_mapped
from archiver.text.readings import read
from archiver.wording import Reason

_YEARS_APART = re.compile(r"\.{2,}|…+|[-－—–−~～至到]+")
_DATES_APART = re.compile(r"\.{2,}|…+|[—–~～至到]+|--+|(?<=\d{4}-\d{2}-\d{2})-(?=\d)")
_YEAR = re.compile(r"⟦([12]\d{3})⟧年?度?|([12]\d{3})")
_DATE = re.compile(
    r"(?P<year>[12]\d{3})\s*年?(?:\s*[-./年]?\s*(?P<month>\d{1,2})(?:\s*[-./月]\s*(?:(?P<day>\d{1,2})日?)?)?)?"
    r"|(?P<y>[12]\d{3})(?P<m>\d\d)(?P<d>\d\d)"
)
DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
LAST = {1: 9999, 2: 99, 3: 0}
"""What the months and days not given add to the end of a range: dates are numbers, 20110305."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """The names that conditions may use: document types, and categories as (code, name, ids with the children's)."""

    types: tuple[str, ...] = ()
    categories: tuple[tuple[str, str, frozenset[int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Understood:
    """A condition, or None where there is none to be read; and what to tell the user of it."""

    node: Node | None
    notice: Reason | None = None


def span(field: SpanField, value: str) -> Understood:
    """A year, a date, or a range of them with `..`, 至 or ~, for years also with a hyphen; either end may be open."""
    ends = (_YEARS_APART if field == "year" else _DATES_APART).split(value.strip())
    if len(ends) > 2 or not any(end.strip() for end in ends):
        return Understood(None, _not_readable(field, value))
    read_ends = [_year(end) if field == "year" else _date(end) for end in ends]
    if any(one is None and end.strip() for one, end in zip(read_ends, ends, strict=True)):
        return Understood(None, _not_readable(field, value))
    first, last = read_ends[0], read_ends[-1]
    low, high = first.low if first else None, last.high if last else None
    notice = next((one.notice for one in read_ends if one and one.notice), None)
    if low is not None and high is not None and low > high and first and last:
        low, high = last.low, first.high
        notice = Reason("search.range_turned", {"value": value.strip()})
    return Understood(Span(field, low, high), notice)


def name(field: NameField, value: str, scheme: Scheme) -> Understood:
    """A document type or a category: the one of that name or code, else all that have these words in their name."""
    wanted = fold(value)
    if field == "type":
        exact = frozenset(one for one in scheme.types if fold(one) == wanted)
        found = exact or frozenset(one for one in scheme.types if wanted and wanted in fold(one))
        if found:
            return Understood(OneOf("type", found, value))
        return Understood(None, Reason("search.no_such_type", {"value": value}))
    named = [ids for code, title, ids in scheme.categories if wanted in (fold(code), fold(title))]
    named = named or [ids for _, title, ids in scheme.categories if wanted and wanted in fold(title)]
    if named:
        return Understood(OneOf("category", frozenset().union(*named), value))
    return Understood(None, Reason("search.no_such_category", {"value": value}))


@dataclass(frozen=True, slots=True)
class _End:
    low: int
    high: int
    notice: Reason | None = None


def _not_readable(field: SpanField, value: str) -> Reason:
    return Reason("search.not_a_year" if field == "year" else "search.not_a_date", {"value": value.strip()})


def _year(text: str) -> _End | None:
    """2011, 2011年度, 二〇一一年."""
    plain = text.strip()
    match = _YEAR.fullmatch(_read(plain)) or _YEAR.fullmatch(_read(plain + "年"))
    if match is None:
        return None
    year = int(match[1] or match[2])
    return _End(year, year)


def _date(text: str) -> _End | None:
    """2011, 2011-03, 2011-03-05, 2011年3月5日, 2011.3.5, 20110305; of a day or month there is not, what is right."""
    match = _DATE.fullmatch(_read(text.strip()).replace("⟦", "").replace("⟧", "").replace(" ", "-").strip("-"))
    if match is None:
        return None
    given = (match["year"] or match["y"], match["month"] or match["m"], match["day"] or match["d"])
    parts = [int(part) for part in given if part]
    right = _right_part(parts)
    low = int("".join(f"{part:02}" for part in right).ljust(8, "0"))
    if right == parts:
        return _End(low, low + LAST[len(right)])
    said = {"value": text.strip(), "read": "-".join(f"{part:02}" for part in right)}
    return _End(low, low + LAST[len(right)], Reason("search.no_such_date", said))


def _read(text: str) -> str:
    folded = fold_mapped(text)
    return read(folded, text).text


def _right_part(parts: list[int]) -> list[int]:
    """As much of year, month and day as there is in a calendar."""
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return parts[:1]
    if len(parts) > 2 and not 1 <= parts[2] <= _days(parts[0], parts[1]):
        return parts[:2]
    return parts


def _days(year: int, month: int) -> int:
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if month == 2 and is_leap else DAYS[month - 1]
