"""Years, dates and numbers that are written in several ways, read as one.

Folding keeps them as they are written, so that every run of a paper is found as it stands. Beside that, a literal
with a year, a date or a number in it is found wherever its reading stands in the reading of the paper:

- 二〇一一年 = 二零一一年 = 2011年; 二〇一一年三月五日 = 2011年3月5日 = 2011年03月05日; 三月五日 = 3月5日;
- a whole date also as 2011-03-05, 2011.3.5, 2011/3/5 and with spaces between its parts;
- 1,234,567 = 1234567 (comma, no-break or thin space between groups of three; not an ordinary space, not 、).

Left as written, for they say something else or nothing sure: 第三十二条 and other Chinese numbers, 三月 or 2011-03
alone, four digits in Chinese without 年, digits with a leading zero (telephones, numbers of identity), and 2,011,
which as 2011 would be a year.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from archiver.text.folding import Folded, Offsets

ZEROS = "〇零o0"
"""What stands for zero in a year in Chinese; ○ and letters of other widths are folded into these."""

DIGITS = "一二三四五六七八九"
BEGIN, END = "\u27e6", "\u27e7"
"""Around what was read as a number; no folded text has them."""

YEARS_LIKELY = range(1900, 2100)
_DATE_MARKS = frozenset("-./－．／‐‑–−")
_GROUP_MARKS = frozenset(",，\u00a0\u2009\u202f")

_HAN_YEAR = f"(?<![{ZEROS}{DIGITS}])[一二][{ZEROS}{DIGITS}]{{3}}"
_MONTH = r"1[0-2]|0?[1-9]"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_HAN_MONTH = "十[一二]?|[一二三四五六七八九]"
_HAN_DAY = "三?十一|[二三]?十|二?十[一二三四五六七八九]|[一二三四五六七八九]"
_FOUND = re.compile(
    rf"(?P<year>(?<!\d)[12]\d{{3}}|{_HAN_YEAR})(?P<y>\ ?)年"
    rf"(?:(?P<m0>\ ?)(?P<month>{_MONTH}|{_HAN_MONTH})(?P<m1>\ ?)月"
    rf"(?:(?P<d0>\ ?)(?P<day>{_DAY}|{_HAN_DAY})(?P<d1>\ ?)日)?)?"
    rf"|(?<!\d)(?P<iso>[12]\d{{3}})\ (?P<iso_month>{_MONTH})\ (?P<iso_day>{_DAY})(?!\d)"
    rf"|(?<![\d十])(?P<month_only>{_MONTH}|{_HAN_MONTH})月(?P<day_only>{_DAY}|{_HAN_DAY})日"
    r"|(?<!\d)(?P<number>[1-9]\d{0,2}(?:\ \d{3})+|[1-9]\d{3,14})(?!\d)",
    re.ASCII,
)
_BARE_YEAR = re.compile(f"(?:一九|二[{ZEROS}])[{ZEROS}{DIGITS}]{{2}}")

_RUN = frozenset(f"0123456789 {ZEROS}{DIGITS}十年月日")
"""What dates and numbers consist of: a stretch of these is read alike wherever it stands."""

GapOf = Callable[[int], str]
"""How the gap at a place of a folded text was written."""

Style = Literal["as it stands", "named", "whole"]
"""How dates are spelled in a reading: 2011-03-05 stays a whole date, or all become ⟦2011⟧年⟦3⟧月⟦5⟧日, or whole."""


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


@dataclass(frozen=True, slots=True)
class Read:
    """A folded text with what was found in it read, and the way back to the folded text."""

    text: str
    starts: Offsets
    ends: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the folded text, end exclusive."""
        return int(self.starts[start]), int(self.ends[end - 1])


@dataclass(frozen=True, slots=True)
class Reading:
    """The reading of a literal: a paper has it if one of `texts` stands in the paper's.

    A folded paper that has it matches `pattern`, a regular expression, and `clauses`: of each clause one
    alternative, of that all the words.
    """

    texts: tuple[str, ...]
    pattern: str
    clauses: tuple[tuple[tuple[str, ...], ...], ...]

    def places(self, folded: str, gap_of: GapOf) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text; only what is around a match is read."""
        seen: set[tuple[int, int]] = set()
        for match in re.finditer(f"(?=({self.pattern}))", folded):
            start, end = _stretch(folded, *match.span(1))
            if (start, end) in seen:
                continue
            seen.add((start, end))
            found = list(_find(folded[start:end], lambda at, start=start: gap_of(start + at)))  # type: ignore[misc]
            reading = _spell(folded[start:end], found, "as it stands")
            for text in self.texts:
                at = reading.text.find(text)
                while at >= 0:
                    first, last = reading.span(at, at + len(text))
                    yield start + first, start + last
                    at = reading.text.find(text, at + 1)


def read(folded: Folded, original: str, style: Style = "as it stands") -> Read:
    """The reading of a text; `folded` is the folding of `original`."""
    return _spell(folded.text, list(_find(folded.text, gaps_of(folded, original))), style)


def gaps_of(folded: Folded, original: str) -> GapOf:
    """The gaps of a folded text."""
    return lambda at: original[folded.starts[at] : folded.ends[at]]


def reading_of(folded: Folded, typed: str) -> Reading | None:
    """The reading of a literal; None where it has nothing that could be written in another way."""
    found = list(_find(folded.text, gaps_of(folded, typed)))
    if not found and _BARE_YEAR.fullmatch(folded.text):
        found = [Found(0, (len(folded.text),), (_number(folded.text),), "number")]
    if not found:
        return None
    texts = dict.fromkeys(_spell(folded.text, found, style).text for style in ("named", "whole"))
    return Reading(tuple(texts), _pattern(folded.text, found), tuple(_clauses(folded.text, found)))


def _stretch(folded: str, start: int, end: int) -> tuple[int, int]:
    """The place with all the digits and units that stand around it."""
    while start and folded[start - 1] in _RUN:
        start -= 1
    while end < len(folded) and folded[end] in _RUN:
        end += 1
    return start, end


def _find(folded: str, gap_of: GapOf) -> Iterator[Found]:
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
        numbers = (_number(match["month_only"]), _number(match["day_only"]))
        yield Found(start, (match.end("month_only") + 1, end), numbers, "month and day")
    else:
        yield from _number_ways(match)


def _date_ways(match: re.Match[str]) -> Iterator[Found]:
    """The date with its day, with its month, or the year alone."""
    units = [unit for unit in ("year", "month", "day") if match[unit]]
    numbers = tuple(_number(match[unit]) for unit in units)
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


def _spell(text: str, found: list[Found], style: Style) -> Read:
    """`text` with what was found spelled in one way."""
    parts: list[str] = []
    starts: list[Offsets] = []
    ends: list[Offsets] = []
    done = 0
    for one in found:
        for spelled, start, end in _spelled(one, style):
            parts += (text[done:start], spelled)
            starts += (np.arange(done, start), np.full(len(spelled), start))
            ends += (np.arange(done + 1, start + 1), np.full(len(spelled), end))
            done = end
    rest = np.arange(done, len(text))
    return Read("".join((*parts, text[done:])), np.concatenate((*starts, rest)), np.concatenate((*ends, rest + 1)))


def _spelled(found: Found, style: Style) -> Iterator[tuple[str, int, int]]:
    """⟦2011⟧年⟦3⟧月⟦5⟧日, ⟦2011-3-5⟧, ⟦3⟧月⟦5⟧日 or ⟦1234567⟧ by parts, each with where it stands."""
    whole = not found.tight if style == "as it stands" else style == "whole"
    if whole and found.kind == "date" and len(found.numbers) > 1:
        yield BEGIN + "-".join(map(str, found.numbers)) + END, found.start, found.end
        return
    units = {"date": "年月日", "month and day": "月日", "number": ("",)}[found.kind]
    start = found.start
    for number, unit, end in zip(found.numbers, units, found.ends, strict=False):
        yield f"{BEGIN}{number}{END}{unit}", start, end
        start = end


def _pattern(text: str, found: list[Found]) -> str:
    """What the folded text of a paper must match: the words around, and each date or number in any of its forms."""
    parts: list[str] = []
    done = 0
    for one in found:
        parts += (re.escape(text[done : one.start]), f"(?:{_any_form(one)})")
        done = one.end
    return "".join(parts) + re.escape(text[done:])


def _any_form(found: Found) -> str:
    """A regular expression for all its forms, and perhaps some that are none."""
    first, *rest = found.numbers
    if found.kind == "month and day":
        return "{}月{}日".format(*map(_either, found.numbers))
    chinese = "".join(f"[{ZEROS}]" if digit == "0" else DIGITS[int(digit) - 1] for digit in str(first))
    if found.kind == "number":
        return f"{first}|{chinese}(?= ?年)" if first in YEARS_LIKELY else f"{first}|{f'{first:,}'.replace(',', ' ')}"
    named = f"(?:{first}|{chinese}) ?年"
    named += "".join(f" ?{_either(number)} ?{unit}" for number, unit in zip(rest, "月日", strict=False))
    return f"{named}|{first} 0?{rest[0]} 0?{rest[1]}" if len(rest) == 2 else named


def _either(number: int) -> str:
    """A month or a day in either kind of numerals."""
    return f"(?:0?{number}|{_in_chinese(number)})"


def _clauses(text: str, found: list[Found]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """What a folded text must have to be read like this: the words around, and each number in one of its forms."""
    done = 0
    for one in found:
        if around := text[done : one.start].strip():
            yield ((around,),)
        yield tuple(_forms(one))
        done = one.end
    if around := text[done:].strip():
        yield ((around,),)


def _forms(found: Found) -> Iterator[tuple[str, ...]]:
    """The ways of writing it: of each way words that stand in the folded text."""
    first = found.numbers[0]
    if found.kind == "month and day":
        months, days = ((str(number), _in_chinese(number)) for number in found.numbers)
        yield from ((f"{month}月", f"{day}日") for month, day in product(months, days))
        return
    yield (str(first),)
    if found.kind == "date":
        yield from ((year,) for year in _chinese_years(first))
    elif first in YEARS_LIKELY:
        yield from ((f"{year}年",) for year in _chinese_years(first))
    else:
        yield tuple(f"{first:,}".split(","))


def _chinese_years(year: int) -> Iterator[str]:
    """A year digit by digit, with every way of writing its zeros."""
    choices = [DIGITS[int(digit) - 1] if digit != "0" else ZEROS for digit in str(year)]
    return map("".join, product(*choices))


def _in_chinese(number: int) -> str:
    """A number below 40: 十一, 二十, 三."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else DIGITS[tens - 1]) + "十" if tens else ""
    return ten + (DIGITS[ones - 1] if ones else "")


def _number(numeral: str) -> int:
    """The value of a numeral of a year, a month or a day, Arabic or Chinese."""
    tens, ten, ones = numeral.partition("十")
    if ten:
        return (_digit(tens) if tens else 1) * 10 + (_digit(ones) if ones else 0)
    return int("".join(str(_digit(char)) for char in numeral))


def _digit(char: str) -> int:
    return 0 if char in ZEROS else int(char) if char.isdecimal() else DIGITS.index(char) + 1
