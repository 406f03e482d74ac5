"""How a number in a cell is shown: a date, a percentage or a plain number.

The codes of number formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31; XLS files have the same.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_DATE, _TIME, _MOMENT = "yyyy-m-d", "h:mm:ss", "yyyy-m-d h:mm"
BUILT_IN = (
    {1: "0", 2: "0.00", 9: "0%", 10: "0.00%", 22: _MOMENT, 46: "[h]:mm:ss"}
    | dict.fromkeys((3, 37, 38), "#,##0")
    | dict.fromkeys((4, 39, 40), "#,##0.00")
    | dict.fromkeys((14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58), _DATE)
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), _TIME)
)
"""Codes of formats that files only name by number. 27–36 and 50–58 are dates and times of Chinese Excel."""

_NOT_CODE = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|am/pm|a/p|上午/下午|general', re.IGNORECASE
)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_PLACES = re.compile(r"([#0?,]*)(?:\.([#0?]*))?")
_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::00(?:\.\d*)?|(:\d\d)(?:\.\d*)?)?)?Z?")
_LAST_DAY = 2_958_466
"""The day after 9999-12-31."""


@dataclass(frozen=True, slots=True)
class Format:
    """What a code makes of a number: `decimals` at most (None: all it has), leading zeros up to `width`."""

    date: bool = False
    time: bool = False
    elapsed: bool = False
    percent: bool = False
    decimals: int | None = None
    width: int = 1


GENERAL = Format()


@lru_cache(maxsize=4096)
def parse(code: str) -> Format:
    """The format behind a code, by its first section: the one for positive numbers."""
    said = _NOT_CODE.sub("", code).partition(";")[0].lower()
    if _ELAPSED.search(said):
        return Format(elapsed=True)
    if re.search("e[+-]", said):
        return GENERAL
    time = bool(re.search("[hs]", said))
    date = bool(re.search("[yde]" if time else "[ydem]", said)) or "aaa" in said
    if date or time:
        return Format(date=date, time=time)
    places = max(_PLACES.finditer(said), key=lambda match: len(match.group()))
    if not places.group().strip("?") or "/" in said or (places.group(1) or "").endswith(","):
        return Format(percent="%" in said, decimals=0 if "%" in said else None)
    whole = places.group(1).rpartition(",")[2]
    return Format(percent="%" in said, decimals=len(places.group(2) or ""), width=whole.count("0"))


def show(value: float, format: Format = GENERAL, *, since_1904: bool = False) -> str:
    """The number as one would look for it: dates as YYYY-MM-DD, no thousands separators, no idle zeros."""
    if format.elapsed:
        return _elapsed(value)
    if format.date or format.time:
        return _moment(value, format, since_1904=since_1904) or _plain(value, GENERAL)
    return _percentage(value, format.decimals or 0) if format.percent else _plain(value, format)


def iso_moment(said: str) -> str:
    """A date as ISO 8601 writes it, without seconds or a time that say nothing."""
    found = _ISO.fullmatch(said)
    if found is None:
        return said
    day, clock, seconds = found.groups("")
    return day if (clock or "00:00") == "00:00" and not seconds else f"{day} {clock}{seconds}"


def _moment(value: float, format: Format, *, since_1904: bool) -> str:
    """Days since 1900 (or 1904) as date, time or both; "" where the number is none.

    Excel counts a 29 February 1900, so its first two months begin a day later.
    """
    if not 0 <= value < _LAST_DAY or (format.date and value < 1 and not format.time):
        return ""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        at = start + timedelta(seconds=round(value * 86400))
    except OverflowError:
        return ""
    clock = at.strftime("%H:%M:%S" if at.second else "%H:%M")
    if not format.date or value < 1:
        return clock
    day = f"{at.year:04d}-{at.month:02d}-{at.day:02d}"
    return f"{day} {clock}" if format.time and clock != "00:00" else day


def _elapsed(value: float) -> str:
    seconds = round(abs(value) * 86400) if abs(value) < _LAST_DAY else 0
    shown = f"{seconds // 3600}:{seconds // 60 % 60:02d}"
    return ("-" if value < 0 else "") + shown + (f":{seconds % 60:02d}" if seconds % 60 else "")


def _percentage(value: float, decimals: int) -> str:
    return f"{_rounded(_exact(value) * 100, decimals):f}%" if abs(value) < 1e15 else _plain(value, GENERAL)


def _plain(value: float, format: Format) -> str:
    """15 digits, which Excel keeps; a fraction longer than the cell shows is rounded as the cell does."""
    if not abs(value) < 1e21:
        return f"{value:.15g}"
    exact = _exact(value)
    if format.decimals is not None and -int(exact.as_tuple().exponent) > format.decimals:
        exact = _rounded(exact, format.decimals)
    text = f"{exact:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text.zfill(format.width) if value >= 0 else text


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(decimals, 12)), ROUND_HALF_UP)
