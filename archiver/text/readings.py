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
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from archiver.text.dates import (
    BARE_YEAR,
    DIGITS,
    YEARS_LIKELY,
    ZEROS,
    Found,
    GapOf,
    find,
    gaps_of,
    stretch,
    value_of,
)
from archiver.text.figures import figures_of
from archiver.text.folding import Folded, Offsets

BEGIN, END = "\u27e6", "\u27e7"
"""Around what was read as a number; no folded text has them."""

Style = Literal["as it stands", "named", "whole"]
"""How dates are spelled in a reading: 2011-03-05 stays a whole date, or all become ⟦2011⟧年⟦3⟧月⟦5⟧日, or whole."""


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

    A folded paper that has it matches `pattern`, a regular expression, has all the words of `around`, and all
    `figures` stand in its own.
    """

    texts: tuple[str, ...]
    pattern: str
    around: tuple[str, ...]
    figures: tuple[str, ...]

    def stands_in(self, folded: str, gap_of: GapOf) -> bool:
        """Whether it stands in a folded text; only what is around a match is read."""
        for part, found, _start in self._matches(folded, gap_of):
            spelled = _spelled_text(part, found, "as it stands")
            if any(text in spelled for text in self.texts):
                return True
        return False

    def places(self, folded: str, gap_of: GapOf) -> Iterator[tuple[int, int]]:
        """Where it stands in a folded text."""
        for part, found, start in self._matches(folded, gap_of):
            reading = _spell(part, found, "as it stands")
            for text in self.texts:
                at = reading.text.find(text)
                while at >= 0:
                    first, last = reading.span(at, at + len(text))
                    yield start + first, start + last
                    at = reading.text.find(text, at + 1)

    def _matches(self, folded: str, gap_of: GapOf) -> Iterator[tuple[str, list[Found], int]]:
        """Each stretch around a match with what is to be read in it, and where it starts."""
        seen: set[tuple[int, int]] = set()
        for match in re.finditer(f"(?=({self.pattern}))", folded):
            start, end = stretch(folded, *match.span(1))
            if (start, end) not in seen:
                seen.add((start, end))
                part = folded[start:end]
                yield part, list(find(part, partial(_gap_from, gap_of, start))), start


def read(folded: Folded, original: str, style: Style = "as it stands") -> Read:
    """The reading of a text; `folded` is the folding of `original`."""
    return _spell(folded.text, list(find(folded.text, gaps_of(folded, original))), style)


def reading_of(folded: Folded, typed: str) -> Reading | None:
    """The reading of a literal; None where it has nothing that could be written in another way."""
    found = list(find(folded.text, gaps_of(folded, typed)))
    if not found and BARE_YEAR.fullmatch(folded.text):
        found = [Found(0, (len(folded.text),), (value_of(folded.text),), "number")]
    if not found:
        return None
    texts = dict.fromkeys(_spelled_text(folded.text, found, style) for style in ("named", "whole"))
    around = tuple(filter(None, _around(folded.text, found)))
    return Reading(tuple(texts), _pattern(folded.text, found), around, tuple(map(figures_of, found)))


def _gap_from(gap_of: GapOf, start: int, at: int) -> str:
    return gap_of(start + at)


def _spelled_text(text: str, found: list[Found], style: Style) -> str:
    """The text of `_spell`, without the way back, which takes longer."""
    parts: list[str] = []
    done = 0
    for one in found:
        parts += (text[done : one.start], *(spelled for spelled, _start, _end in _spelled(one, style)))
        done = one.end
    return "".join((*parts, text[done:]))


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


def _around(text: str, found: list[Found]) -> Iterator[str]:
    """The words around what was found."""
    done = 0
    for one in found:
        yield text[done : one.start].strip()
        done = one.end
    yield text[done:].strip()


def _in_chinese(number: int) -> str:
    """A number below 40: 十一, 二十, 三."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else DIGITS[tens - 1]) + "十" if tens else ""
    return ten + (DIGITS[ones - 1] if ones else "")
