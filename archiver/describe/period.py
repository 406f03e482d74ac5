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
_FILLED = re.compile(r"(?:填报|统计|报告)(?:时间|日期|期间|月份):(?:\d{4}年)?(?:1[0-2]|[1-9])月份?$")
_MONTHS_NAMED = re.compile(r"安全生产月|宣传月|活动月|月饼")


def find_period(reading: Reading, title: str) -> FieldValue | None:
    """The period that title, opening or the head of a form name; None where none is named. `title` is plain."""
    tight = _MONTHS_NAMED.sub("", re.sub(r"\s+", "", title))
    opening = _NOW.search(reading.body[:1500])
    for words in (tight, opening["what"] if opening else ""):
        for name, pattern in _PERIODS:
            if match := pattern.search(words):
                return found("period", name, 0.85, Reason("describe.period", {"words": match[0]}))
    for line in reading.lines[:6]:
        if match := next(iter(_FILLED.finditer(line.tight.replace("填报单位", ""))), None):
            return found("period", "月", 0.7, Reason("describe.period", {"words": match[0]}), line)
    return None
