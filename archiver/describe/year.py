"""The year a paper is about, and the year it is filed in (DA/T 22-2015, 5.2: the year it was signed)."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archiver.describe.numerals import YEAR, Dated
from archiver.describe.numerals import number as value_of
from archiver.describe.reading import Line, Reading
from archiver.model import FieldValue
from archiver.wording import Reason

LATEST = 2049
LOOKING_BACK = frozenset({"总结", "汇报", "述职报告"})
LOOKING_AHEAD = frozenset({"计划", "方案"})
OF_A_DAY = frozenset({
    "讲话", "会议报道", "会议记录", "学习记录", "纪要", "通知", "通报", "决定", "决议", "函", "批复", "请示", "公告", "通告",
    "命令", "合同协议", "心得体会", "意见",
})  # fmt: skip
"""Kinds that belong to the day they are made; a meeting about two years goes to the closing one (DA/T 22-2015)."""

_CHRONICLE = "大事记"
_TIMELESS = frozenset({"制度", "合同协议", "台账", _CHRONICLE})
"""Kinds whose text names years that say nothing of their own: laws, terms, days of birth."""

NEAR = 2

CLEAR = 0.72
"""Candidates at least this sure can contradict one another: title, announcement, headings."""

OPENING = 0.71
"""A text that begins with a year mostly tells of it, but may begin with the year before."""

_Y = f"(?P<y>{YEAR})"
_SPAN = re.compile(rf"(?P<a>{YEAR})年?(?:度)?[-—–~至到、/]+(?P<b>{YEAR}|\d{{2}}(?!\d))")
_TITLE_YEAR = re.compile(rf"{_Y}(?![字级届号万元户亩人家个%.]|\d)")
_SHORT_YEAR = re.compile(
    r"(?<![\d近过去用了第前后.])(?P<s>0\d|1\d|2\d)年"
    r"(?=度|上半年|下半年|工作|年?终|第|[一二三四]季度|[一-鿿]{0,8}(?:总结|计划|要点))"
)
_DIGITS8 = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?!\d)")
_SECOND_TERM = re.compile(r"第二学期|下学期|下期")
_FIRST_TERM = re.compile(r"第一学期|上学期|上期")
_NOW = re.compile(
    rf"(?:现[就将把对].{{0,14}}?{_Y}年(?:度)?(?![^,。]{{0,8}}以来).{{0,30}}?(?:情况|工作|总结|汇报|报告)|"
    rf"将.{{0,14}}?(?P<y2>{YEAR})年(?:度)?(?![^,。]{{0,8}}以来).{{0,30}}?(?:总结|汇报|报告)如下)"
)
_DONE = re.compile(
    rf"{_Y}年(?:度|全年)?[一-鿿、]{{0,14}}?"
    r"(?:工作(?:开展|完成|总结|回顾|情况)|主要工作|重点工作|完成情况|开展情况|总结|回顾)"
)
_HEADS = re.compile(rf"^{YEAR}年(?:度|全年)?[一-鿿、]{{0,12}}(?:回顾|总结|完成情况|开展情况|安排|计划|打算|思路|设想)$")
"""A heading that bears no number."""

_OPENS = re.compile(
    rf"^(?:过去的|刚刚过去的)?{_Y}年(?:度|以来|来|上半年|下半年|全年|初|底|,|是|在|我|全|入|\d{{1,2}}月)"
)
_PLAN = re.compile(
    rf"{_Y}年(?:度)?[一-鿿]{{0,8}}?(?:安排|计划|打算|思路|目标|要点|设想|任务)"
)
_AHEAD = re.compile(rf"^在?{_Y}年.{{0,12}}[将要]")
_FIVE_YEARS = re.compile(
    r"(?:今年|20\d\d年)?是.{0,6}[“\"]?十([一二三四五])五[”\"]?(?:规划|时期)?的?(开局|起步|第一|收官|最后|末)"
)
_NAMED = re.compile(f"{_Y}年(?!代|远景|愿景)")
_FORESEEN = re.compile(
    rf"(?:[到至—–-]|力争|计划|规划){YEAR}年(?!\d)|{YEAR}年(?:度)?[一-鿿]{{0,6}}?(?:计划|打算|思路|安排|将(?!过去|结束))"
)
_PASSING = re.compile(rf"{_Y}年(?:已经?|即将|就要|将要?|转眼)?(?:就要|即将)?(?:过去|结束)")
_FILLED = re.compile(rf"^(?:检查|填报|填表|统计|登记|制表|巡查|排查)(?:日期|时间):{_Y}年")
_ISSUED = re.compile(rf"^\({_Y}年(?:\d{{1,2}}月)?(?:\d{{1,2}}日)?[^()]{{0,8}}(?:修订|修正|制定|印发|通过|发布|施行|稿)?\)$")
_NUMBERED = re.compile(r"〔((?:19|20)\d\d|[4-9]\d)〕")
_DAY = re.compile(rf"{YEAR}年[^年月]{{1,3}}月[^月日]{{1,4}}日")
"""A day in a title is when it was spoken; the signature's rule knows what that says of the year."""

_VISION = re.compile(rf"{YEAR}年?(?:远景|愿景)(?:目标|规划)?")
_QUOTED = re.compile(r"《[^》]{0,100}》")
_QUOTED_LAW = re.compile(r"《[^》]{0,100}(?:法|条例|规定|办法|规划|纲要|标准|细则)(?:\([^)]*\))?》")
_CITED = re.compile(r"《[^》]{0,100}》|[〔\[【(][^〕\]】)]{0,12}[〕\]】)]")


@dataclass(frozen=True, slots=True)
class _Found:
    year: int
    confidence: float
    reason: Reason
    line: Line | None = None


def find_years(reading: Reading, title: str, kind: str, signed: Dated | None, number: str) -> list[FieldValue]:
    """Content year and filing year, each with its reason; what is not known is left out.

    `title` is plain, `kind` the type or "", `signed` the paper's own date or month, `number` its own number.
    Where title and text disagree, the reason says so and the value is trusted less.
    """
    told = [f for f in _candidates(reading, title, kind, signed, number) if 1949 <= f.year <= LATEST]
    content = _weighed(told) if told else None
    values: list[FieldValue] = []
    if content:
        values.append(_value("year", content))
    filing = _filing(content, signed)
    if filing:
        values.append(_value("filing_year", filing))
    return values


def _weighed(told: list[_Found]) -> _Found:
    """The first of them; with a warning where another that is nearly as sure names another year."""
    first = told[0]
    against = next((f for f in told[1:] if f.year != first.year and f.confidence >= CLEAR), None)
    if first.confidence < CLEAR or against is None:
        return first
    words = {"first": _words(first), "year": first.year, "second": _words(against), "other": against.year}
    return replace(first, confidence=0.6, reason=Reason("describe.year_conflict", words))


def _words(found: _Found) -> str:
    return str(found.reason.data.get("words", found.year))


def _candidates(
    reading: Reading, title: str, kind: str, signed: Dated | None, number: str
) -> Iterator[_Found]:
    """Years in the order of trust of archives.md."""
    tight = _DAY.sub("", _VISION.sub("", re.sub(r"\s+", "", title)))
    yield from _in_title(_QUOTED.sub("", tight), kind, 0.97)
    if signed and kind in OF_A_DAY:
        yield _Found(signed.year, 0.71, Reason("describe.year_signature"))
    yield from (f for f in _in_text(reading, kind) if not signed or f.year >= signed.year - 1)
    if signed and kind in LOOKING_BACK and signed.month <= 2:
        yield _Found(signed.year - 1, 0.6, Reason("describe.year_before_signature", {"year": signed.year}))
    if signed:
        yield _Found(signed.year, 0.7, Reason("describe.year_signature"))
    if match := _NUMBERED.search(number):
        year = int(match[1]) if len(match[1]) == 4 else 1900 + int(match[1])
        yield _Found(year, 0.7, Reason("describe.year_number", {"number": number}))
    yield from _in_title(_QUOTED_LAW.sub("", tight), kind, 0.6)
    yield from _inferred(reading, kind)


def _in_title(tight: str, kind: str, confidence: float) -> Iterator[_Found]:
    if span := _SPAN.search(tight):
        first, last = value_of(span["a"]), value_of(span["b"])
        last = last if last > 100 else first // 100 * 100 + last
        if last - first > 1 and kind not in LOOKING_AHEAD:
            return
        early = _FIRST_TERM.search(tight) or (kind in LOOKING_AHEAD and not _SECOND_TERM.search(tight))
        yield _titled(first if early else last, span[0], confidence * 0.9)
    if match := _TITLE_YEAR.search(tight):
        written_out = tight[match.end() : match.end() + 1] == "年"
        words = match[0] + ("年" if written_out else "")
        yield _titled(value_of(match["y"]), words, confidence if written_out else confidence * 0.9)
    if match := _SHORT_YEAR.search(tight):
        yield _titled(2000 + int(match["s"]), match[0], confidence * 0.85)
    if match := _DIGITS8.search(tight):
        yield _titled(int(match[1]), match[0], confidence * 0.7)


def _titled(year: int, words: str, confidence: float) -> _Found:
    return _Found(year, confidence, Reason("describe.year_title", {"words": words}))


def _in_text(reading: Reading, kind: str) -> Iterator[_Found]:
    """What the opening announces, what headings look back on, how the text begins, what is planned next."""
    if kind == _CHRONICLE:
        return
    lines = reading.lines
    heads = [line for line in lines if (line.enumerated or line.level or _HEADS.match(line.tight)) and len(line.tight) <= 30]
    for line in lines[:15]:
        if match := _NOW.search(_CITED.sub("", line.tight)):
            yield _said(match, "describe.year_now", 0.92, line)
    for line in heads:
        if kind not in LOOKING_AHEAD and (match := _DONE.search(line.tight)):
            yield _said(match, "describe.year_heading", 0.88, line)
    for line in lines[:8]:
        if len(line.tight) >= 15 and not line.enumerated and (match := _OPENS.match(line.tight)):
            yield _said(match, "describe.year_opening", OPENING, line)
        elif line.prose and (match := _AHEAD.match(line.tight)):
            yield _said(match, "describe.year_opening", 0.6, line)
    for line in lines[:6]:
        if match := _FILLED.match(line.tight):
            yield _said(match, "describe.year_opening", 0.7, line)
    for line in lines[:8]:
        if match := _PASSING.search(line.tight) or _ISSUED.match(line.tight):
            yield _said(match, "describe.year_opening", 0.7, line)
    for line in heads:
        if match := _PLAN.search(line.tight):
            yield _planned(match, kind, line)


def _planned(match: re.Match[str], kind: str, line: Line) -> _Found:
    """A plan's own year, or the year before the one that a report plans for."""
    if kind in LOOKING_AHEAD:
        return _said(match, "describe.year_heading", 0.75, line)
    reason = Reason("describe.year_plan", {"words": match[0]})
    return _Found(value_of(match["y"]) - 1, 0.75, reason, line)


def _said(match: re.Match[str], code: str, confidence: float, line: Line) -> _Found:
    year = match["y"] or match["y2"]
    return _Found(value_of(year), confidence, Reason(code, {"words": match[0][:24]}), line)


def _inferred(reading: Reading, kind: str) -> Iterator[_Found]:
    """What only a reader who knows the field can tell: the first year of a plan, the year spoken of most.

    A report on a meeting speaks of the year behind and the year ahead, and of little else.
    """
    body = reading.body
    if match := _FIVE_YEARS.search(body):
        first = 2006 + 5 * ("一二三四五".index(match[1]))
        year = first if match[2] in ("开局", "起步", "第一") else first + 4
        yield _Found(year, 0.6, Reason("describe.year_five", {"words": match[0]}))
    counted = Counter(value_of(match["y"]) for match in _NAMED.finditer(_CITED.sub("", body)))
    if counted:
        year, times = max(counted.items(), key=lambda item: (item[1], -item[0]))
        around = times + max(counted[year - 1], counted[year + 1])
        if times >= 3 and (times >= 0.6 * counted.total() or around >= 0.9 * counted.total()):
            yield _Found(year, 0.5, Reason("describe.year_often", {"year": year, "times": times}))
    if kind not in _TIMELESS:
        yield from _latest(_CITED.sub("", body), kind)


def _latest(body: str, kind: str) -> Iterator[_Found]:
    """The last year that the text tells of, where it tells of others near it or of no other."""
    years = [value_of(match["y"]) for match in _NAMED.finditer(_FORESEEN.sub("", body))]
    latest = max(years, default=0)
    late = [year for year in years if year >= latest - NEAR]
    if len(late) > 1 or (len(set(years)) == 1 and kind != "会议报道"):
        yield _Found(latest, 0.4, Reason("describe.year_latest", {"year": latest}))


def _filing(content: _Found | None, signed: Dated | None) -> _Found | None:
    if signed:
        code = "describe.filing_signed"
        return _Found(signed.year, 0.95, Reason(code, {"year": signed.year}))
    if content:
        return _Found(content.year, content.confidence * 0.8, Reason("describe.filing_content"))
    return None


def _value(field: str, found: _Found) -> FieldValue:
    span = found.line.span if found.line else None
    return FieldValue(field, str(found.year), "rule", round(found.confidence, 2), found.reason, span)
