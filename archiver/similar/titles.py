"""What a title says of a paper beside its subject: for which time it is, and in which draft."""

import re
from functools import lru_cache

_NUMERAL = r"[\d〇○零一二三四五六七八九十两]"
_PERIOD = re.compile(
    rf"(?P<number>{_NUMERAL}{{1,4}})\s*(?:[-—–~至到]\s*{_NUMERAL}{{1,4}}\s*)?"
    r"(?P<unit>年度|年|月份|月|季度|季|期|号|届|次|周|日)|(?P<half>上半年|下半年|全年)"
)
_LONE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DRAFT = re.compile(
    r"初稿|草稿|草案|讨论稿|征求意见稿|修改稿|修订稿|送审稿|报批稿|审议稿|定稿|终稿|最终[稿版]?|正式[稿版]|"
    rf"第?{_NUMERAL}+[稿版](?![一-鿿])|(?<![a-z])v\d+(?:\.\d+)*|副本|修改\d*$|\(\d{{1,2}}\)$|[-_]\d{{1,2}}$",
    re.IGNORECASE,
)
_STAGES = (
    ("初稿", "草稿", "草案"), ("讨论稿",), ("征求意见稿",), ("送审稿", "报批稿", "审议稿"),
    ("定稿", "终稿", "最终", "正式"),
)  # fmt: skip
"""Drafts in the order in which a paper goes through them; a 修改稿 may follow any of them."""

_NUMBERED = re.compile(r"v(\d+(?:\.\d+)*)|第?(\d+|[一二两三四五六七八九十])[稿版]")
_OUTLOOK = re.compile(
    r"(?<=[结报汇告])[和及暨与、]*(?:下一步|来年|明年|今后|下步|下)?(?:的?工作)?(?:计划|打算|安排|思路|要点|设想)$"
)
_MARKS = re.compile(r"[^\w]|_")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")


@lru_cache(maxsize=20_000)
def period(title: str) -> frozenset[str]:
    """The times and issues a title names: years, months, quarters, the number of the issue or session."""
    said = set()
    for match in _PERIOD.finditer(title):
        unit = (match["unit"] or "").rstrip("度份")
        said.add((_plain(match["number"]) + unit) if unit else match["half"])
    return frozenset(said | {year + "年" for year in _LONE_YEAR.findall(title)})


def _plain(number: str) -> str:
    """Digits for a year written 二〇一一; other numerals as they are."""
    return number.translate(_DIGITS) if len(number) == 4 else number


@lru_cache(maxsize=20_000)
def drafts(title: str) -> frozenset[str]:
    """The marks by which a title or file name tells one draft from another."""
    return frozenset(match[0].lower() for match in _DRAFT.finditer(title.strip()))


@lru_cache(maxsize=20_000)
def stage(title: str) -> tuple[str, list[int]] | None:
    """How far a paper had come, by its title or file name: of two of one sort the later is the greater.

    None where that is not said. A name without any mark is that of the paper as it was sent out.
    """
    said = drafts(title)
    if not said:
        return ("stage", [len(_STAGES)]) if title else None
    reached = [step for step, marks in enumerate(_STAGES) if any(each.startswith(marks) for each in said)]
    if reached:
        return ("stage", [max(reached)])
    numbers = [match[1] or match[2] for each in said if (match := _NUMBERED.fullmatch(each))]
    return ("number", [_count(part) for part in numbers[0].split(".")]) if len(numbers) == 1 else None


def _count(number: str) -> int:
    """1 for 一; 十 and what is above it is written with digits where drafts are so many."""
    return int(number) if number.isdecimal() else "〇一二三四五六七八九十".find(number.replace("两", "二"))


@lru_cache(maxsize=20_000)
def stem(title: str) -> str:
    """The title without time, draft and punctuation: what papers of one series have in common."""
    bare = _LONE_YEAR.sub("", _PERIOD.sub("", _DRAFT.sub("", title.strip())))
    return _MARKS.sub("", bare.replace("第", ""))


@lru_cache(maxsize=20_000)
def series_stem(title: str) -> str:
    """The stem without what is said of the year to come: 工作总结及2012年工作计划 goes with 工作总结."""
    return _OUTLOOK.sub("", stem(title))
