"""Years, dates and numbers in folded text: where they stand and what they say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from archiver.text.folding import Folded

ZEROS = "〇零o0"
"""What stands for zero in a year in Chinese; ○ and letters of other widths are folded into these."""

DIGITS = "一二三四五六七八九"
YEARS_LIKELY = range(1900, 2100)
_DATE_MARKS = frozenset("-./－．／‐‑–−")
_GROUP_MARKS = frozenset(",，\u00a0\u2009\u202f")

_HAN_YEAR = f"(?<![{ZEROS}{DIGITS}])[一二][{ZEROS}{DIGITS}]{{3}}"
MONTH = r"1[0-2]|0?[1-9]"
DAY = r"3[01]|[12]\d|0?[1-9]"
HAN_MONTH = "十[一二]?|[一二三四五六七八九]"
HAN_DAY = "三?十一|[二三]?十|二?十[一二三四五六七八九]|[一二三四五六七八九]"
_FOUND = re.compile(
    rf"(?P<year>(?<!\d)[12]\d{{3}}|{_HAN_YEAR})(?P<y>\ ?)年"
    rf"(?:(?P<m0>\ ?)(?P<month>{MONTH}|{HAN_MONTH})(?P<m1>\ ?)月"
    rf"(?:(?P<d0>\ ?)(?P<day>{DAY}|{HAN_DAY})(?P<d1>\ ?)日)?)?"
    rf"|(?<!\d)(?P<iso>[12]\d{{3}})\ (?P<iso_month>{MONTH})\ (?P<iso_day>{DAY})(?!\d)"
    rf"|(?<![\d十])(?P<month_only>{MONTH}|{HAN_MONTH})月(?P<day_only>{DAY}|{HAN_DAY})日"
    r"|(?<!\d)(?P<number>[1-9]\d{0,2}(?:\ \d{3})+|[1-9]\d{3,14})(?!\d)",
    re.ASCII,
)
BARE_YEAR = re.compile(f"(?:一九|二[{ZEROS}])[{ZEROS}{DIGITS}]{{2}}")

RUN = frozenset(f"0123456789 {ZEROS}{DIGITS}十年月日")
"""What dates and numbers consist of: a stretch of these is read alike wherever it stands."""

GapOf = Callable[[int], str]
"""How the gap at a place of a folded text was written."""


@dataclass(frozen=True, slots=True)
class Found:
    """A year, date or number in a folded text: where it starts, its numbers, and where the part of each ends.

    `named`: with 年, 月, 日 rather than marks between its parts; `tight`: and no spaces there either.
    """

    start: int
    ends: tuple[int, ...]
    numbers: tuple[int, ...]
    kind: Literal["date", "month and day", "number"]
    named: bool = True
    tight: bool = True

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.ends[-1]


def gaps_of(folded: Folded, original: str) -> GapOf:
    """The gaps of a folded text."""
    return lambda at: original[folded.starts[at] : folded.ends[at]]


def stretch(folded: str, start: int, end: int) -> tuple[int, int]:
    """The place with all the digits and units that stand around it."""
    while start and folded[start - 1] in RUN:
        start -= 1
    while end < len(folded) and folded[end] in RUN:
        end += 1
    return start, end


def find(folded: str, gap_of: GapOf) -> Iterator[Found]:
    """What there is to read, in order. What looks like one but has other marks in it is tried again further on."""
    at = 0
    while match := _FOUND.search(folded, at):
        ways = (found for found in _ways(match) if _is_marked(found, _gaps(folded, gap_of, found)))
        found = next(ways, None)
        if found is not None:
            yield found
        at = found.end if found else _after_first_word(match)


def _gaps(folded: str, gap_of: GapOf, found: Found) -> list[str]:
    """How the gaps of a stretch were written."""
    return [gap_of(at) for at in range(found.start, found.end) if folded[at] == " "]


def _is_marked(found: Found, gaps: list[str]) -> bool:
    """Whether the parts stand as far from one another as those of a date or a number do."""
    if found.kind == "number":
        return all(gap in _GROUP_MARKS for gap in gaps)
    marks = {gap.strip() for gap in gaps}
    return marks <= {""} if found.named else len(marks) == 1 and marks <= _DATE_MARKS


def _after_first_word(match: re.Match[str]) -> int:
    """Where to look again: behind the first digits of what was not to be read."""
    gap = match[0].find(" ")
    return match.start() + (gap if gap > 0 else len(match[0]))


def _ways(match: re.Match[str]) -> Iterator[Found]:
    """What a match may be, the fullest first."""
    start, end = match.span()
    if match["year"]:
        yield from _date_ways(match)
    elif match["iso"]:
        parts = ("iso", "iso_month", "iso_day")
        numbers, ends = tuple(int(match[part]) for part in parts), tuple(match.end(part) for part in parts)
        yield Found(start, ends, numbers, "date", named=False, tight=False)
        yield Found(start, ends[:1], numbers[:1], "number")
    elif match["month_only"]:
        numbers = (value_of(match["month_only"]), value_of(match["day_only"]))
        yield Found(start, (match.end("month_only") + 1, end), numbers, "month and day")
    else:
        yield from _number_ways(match)


def _date_ways(match: re.Match[str]) -> Iterator[Found]:
    """The date with its day, with its month, or the year alone."""
    units = [unit for unit in ("year", "month", "day") if match[unit]]
    numbers = tuple(value_of(match[unit]) for unit in units)
    ends = tuple(match.end({"year": "y", "month": "m1", "day": "d1"}[unit]) + 1 for unit in units)
    spaces = [match[gap] for gap in ("m0", "m1", "d0", "d1")]
    for count in range(len(units), 0, -1):
        is_tight = not any(spaces[: 2 * count - 2])
        yield Found(match.start(), ends[:count], numbers[:count], "date", tight=is_tight)


def _number_ways(match: re.Match[str]) -> Iterator[Found]:
    """The number with as many of its groups as were parted by true marks."""
    groups = match[0].split(" ")
    for count in range(len(groups), 0, -1):
        digits = "".join(groups[:count])
        if 3 < len(digits) < 16 and (count == 1 or int(digits) not in YEARS_LIKELY):
            yield Found(match.start(), (match.start() + len(digits) + count - 1,), (int(digits),), "number")


def value_of(numeral: str) -> int:
    """The value of a numeral of a year, a month or a day, Arabic or Chinese."""
    tens, ten, ones = numeral.partition("十")
    if ten:
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_digit(char)) for char in numeral))


def _digit(char: str) -> int:
    return 0 if char in ZEROS else int(char) if char.isdecimal() else DIGITS.index(char) + 1
