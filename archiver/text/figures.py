"""The years, dates and numbers of a folded text as figures: characters of their own, for the index.

Pairs of digits stand in nearly every paper, so they do not tell the papers of one day from all others. A figure is a
character for four digits in a row, or for a month with its day; a whole date is two figures side by side, a longer
number one for each four digits that follow one another. So figures are indexed and looked up like any other words.

Whatever stands in a text has figures that stand in the figures of the text, whatever is around it; some may be there
of what is none of these (2011、3、15 has the figures of 2011-03-01), and the text says.
"""

import re
from collections.abc import Iterator

from archiver.text.dates import DAY, DIGITS, HAN_DAY, HAN_MONTH, MONTH, RUN, ZEROS, Found, value_of

FOUR_DIGITS, DAY_OF_YEAR = 0xF0000, 0x100000
"""Where the figures begin in the private planes of Unicode: 10,000 of four digits, and 32 days of each month, the
month alone being its day 0."""

NAMED = chr(DAY_OF_YEAR)
"""Stands behind a year with 年, and behind a month and day with 月 and 日."""

_HAN_FOUR = f"[一二][{ZEROS}{DIGITS}]{{3}}"
_STRETCH = re.compile(f"[{''.join(sorted(RUN))}]{{4,}}")
_NUMBER = re.compile(r"[0-9]+(?: [0-9]{3,})*")
_HAN_YEAR = re.compile(f"(?=({_HAN_FOUR}))")
_NAMED = re.compile(
    rf"(?=([12][0-9]{{3}}|{_HAN_FOUR})\ ?年(?:\ ?({MONTH}|{HAN_MONTH})\ ?月(?:\ ?({DAY}|{HAN_DAY})\ ?日)?)?)", re.ASCII
)
_MONTH_AND_DAY = re.compile(f"(?=({MONTH}|{HAN_MONTH})月({DAY}|{HAN_DAY})日)", re.ASCII)
_MARKED = re.compile(rf"(?=([12][0-9]{{3}})\ ({MONTH})\ ([0-9]{{1,2}}))", re.ASCII)


def figures(folded: str) -> str:
    """The figures of a folded text, with spaces between those that do not belong together."""
    return " ".join(figure for stretch in _STRETCH.finditer(folded) for figure in _of_stretch(stretch[0]))


def figures_of(found: Found) -> str:
    """The figures that every text has in which the same year, date or number stands in any form."""
    first, *rest = found.numbers
    if found.kind == "number":
        return _in_fours(str(first))
    if found.kind == "month and day":
        return _day(first, *rest) + NAMED
    return _year(first) + (_day(*rest) if rest else NAMED)


def _of_stretch(stretch: str) -> Iterator[str]:
    for number in _NUMBER.findall(stretch):
        if in_fours := _in_fours(number.replace(" ", "")):
            yield in_fours
    yield from (_year(value_of(year)) for year in _HAN_YEAR.findall(stretch))
    if "年" in stretch or "月" in stretch:
        yield from _named(stretch)
    if " " in stretch:
        yield from _marked(stretch)


def _named(stretch: str) -> Iterator[str]:
    """Dates with 年, 月 and 日."""
    for year, month, day in _NAMED.findall(stretch):
        yield _year(value_of(year)) + NAMED
        if month:
            yield _year(value_of(year)) + _day(value_of(month))
        if day:
            yield _year(value_of(year)) + _day(value_of(month), value_of(day))
    yield from (_day(value_of(month), value_of(day)) + NAMED for month, day in _MONTH_AND_DAY.findall(stretch))


def _marked(stretch: str) -> Iterator[str]:
    """Dates with gaps between their parts; 2011 3 15 also has 2011 3 1 in it."""
    for year, month, digits in _MARKED.findall(stretch):
        for day in sorted({int(digits[:1]), int(digits)} & set(range(1, 32))):
            yield _year(int(year)) + _day(int(month), day)


def _year(year: int) -> str:
    return chr(FOUR_DIGITS + year)


def _day(month: int, day: int = 0) -> str:
    return chr(DAY_OF_YEAR + 32 * month + day)


def _in_fours(digits: str) -> str:
    """Each four digits that follow one another: 12345 is 1234, 2345."""
    return "".join(chr(FOUR_DIGITS + int(digits[i : i + 4])) for i in range(len(digits) - 3))
