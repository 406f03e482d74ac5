"""The part of a year that a paper is about: the whole (年度), a half (半年), a quarter (季度) or a month (月)."""

import re

from archiver.describe.numerals import YEAR
from archiver.describe.reading import Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

_PERIODS = (
    ("季度", re.compile(r"第?[一二三四1-4]季度|季报|每?季度(?!.*年)")),
    ("半年", re.compile(r"[上下]半年|半年|第[一二]学期|[上下]学期|[春秋]季学期")),
    ("月", re.compile(r"(?<!年)(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九元])月份|月度|月报|年(?:1[0-2]|0?[1-9])月(?!\d)")),
    ("年度", re.compile(rf"(?:{YEAR}|20[x×*]{{2}}|[x×*]{{2}})年?度?.{{0,16}}(?:总结|计划|要点|安排|报告|台账|大事记|汇报|责任书)|年终|年度")),
)  # fmt: skip
_NOW = re.compile(r"现将.{0,30}?(?P<what>[上下]半年|第?[一二三四]季度)")
_BEGINS = re.compile(rf"(?:{YEAR}年)?(?P<what>[上下]半年|第?[一二三四]季度)(?:以来|来)?,")
_FILLED = re.compile(r"(?:填报|统计|报告)(?:时间|日期|期间|月份):(?:\d{4}年)?(?:1[0-2]|[1-9])月份?$")
_MONTHS_NAMED = re.compile(r"安全生产月|宣传月|活动月|月饼")


def find_period(reading: Reading, title: str) -> FieldValue | None:
    """The period that title, opening or the head of a form name; None where none is named. `title` is plain."""
    tight = _MONTHS_NAMED.sub("", re.sub(r"\s+", "", title))
    for name, pattern in _PERIODS[:-1]:
        if match := pattern.search(tight):
            return _said(name, match)
    return _opened(reading) or _filled(reading) or _whole_year(tight)


def _opened(reading: Reading) -> FieldValue | None:
    """`2018年上半年，…` at the beginning, or 现将…上半年工作 further on."""
    for line in reading.lines[:8]:
        match = _BEGINS.match(line.tight) or _NOW.search(line.tight)
        if match:
            return _said("半年" if "半年" in match["what"] else "季度", match)
    return None


def _filled(reading: Reading) -> FieldValue | None:
    for line in reading.lines[:6]:
        if match := _FILLED.search(line.tight):
            return _said("月", match)
    return None


def _whole_year(tight: str) -> FieldValue | None:
    match = _PERIODS[-1][1].search(tight)
    return _said("年度", match) if match else None


def _said(period: str, match: re.Match[str]) -> FieldValue:
    return found("period", period, 0.85, Reason("describe.period", {"words": match[0][-16:]}))
