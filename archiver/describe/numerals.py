"""Years and dates as papers write them: 2011年12月8日, 2011.12.8, 二〇一一年十二月八日, 元月, 廿八."""

import datetime
import re
from dataclasses import dataclass

_ZEROS = "〇○◯零0o〇О"
_DIGIT = {**dict.fromkeys(_ZEROS, 0), **{c: n for n, c in enumerate("一二三四五六七八九", 1)}, "元": 1}
_HAN_DIGIT = f"[{_ZEROS}一二三四五六七八九]"
HAN_YEAR = f"(?:[一二][{_ZEROS}九]{_HAN_DIGIT}{{2}})"
ARABIC_YEAR = r"(?:(?<!\d)(?:19[4-9]\d|20[0-4]\d)(?!\d))"
YEAR = f"(?:{ARABIC_YEAR}|{HAN_YEAR})"
"""A year of 1940–2049 in either kind of numerals, on plain text (see plain.py), without 年."""

_HAN_MONTH = "(?:十[一二]?|[元一二三四五六七八九])"
_HAN_DAY = "(?:初?[一二三四五六七八九]|初?十|[二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?)"
DATE = re.compile(
    f"(?P<year>{YEAR})(?:年(?P<month>1[0-2]|0?[1-9]|{_HAN_MONTH})月"
    f"(?P<day>[12]\\d|3[01]|0?[1-9](?!\\d)|{_HAN_DAY})[日号]"
    r"|(?P<mark>[.\-/、])(?P<month2>1[0-2]|0?[1-9])(?P=mark)(?P<day2>[12]\d|3[01]|0?[1-9])日?(?!\d))"
)
MASKED_DATE = re.compile(
    r"^[\dx×*_二〇○零o一]{1,4}年[\dx×*_一二三四五六七八九十]{0,3}月[\dx×*_一二三四五六七八九十]{0,3}日$"
)
"""A date whose figures a web site struck out (20XX年X月X日)."""

MONTH = re.compile(f"(?P<year>{YEAR})年(?P<month>1[0-2]|0?[1-9]|{_HAN_MONTH})月")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found on a line and the part of the line it takes.

    `day` is None where only a month stands; `named` says that 年 is written out (not 2011-12-08).
    """

    year: int
    month: int
    day: int | None
    start: int
    end: int
    named: bool = True

    def iso(self) -> str:
        """YYYY-MM-DD."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


def number(numeral: str) -> int:
    """The value of an Arabic or Chinese numeral of a year, a month or a day ("二〇一一", "十二", "廿八")."""
    if numeral.isascii() and numeral.isdecimal():
        return int(numeral)
    numeral = numeral.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    if "十" in numeral:
        tens, _, ones = numeral.partition("十")
        return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
    return int("".join(str(_DIGIT[c]) if c in _DIGIT else c for c in numeral))


def count_of(numeral: str) -> int:
    """The value of a numeral that counts ("8", "十二", "一百二十三")."""
    if numeral.isdecimal():
        return int(numeral)
    hundreds, _, rest = numeral.rpartition("百")
    return (_DIGIT.get(hundreds[-1:], 1) * 100 if "百" in numeral else 0) + (number(rest.lstrip("零〇")) if rest else 0)


def find_date(tight: str) -> Dated | None:
    """The first whole date of a line; dates no calendar has are none."""
    for match in DATE.finditer(tight):
        year, month = number(match["year"]), number(match["month"] or match["month2"])
        day = number(match["day"] or match["day2"])
        try:
            datetime.date(year, month, day)
        except ValueError:
            continue
        return Dated(year, month, day, match.start(), match.end(), named=match["month"] is not None)
    return None


def find_month(tight: str) -> Dated | None:
    """The first year and month of a line."""
    match = MONTH.search(tight)
    if match is None:
        return None
    return Dated(number(match["year"]), number(match["month"]), None, match.start(), match.end())
