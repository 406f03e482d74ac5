"""A title made up where a paper has none, from what is known of it; such titles stand in [ ] (DA/T 22-2015)."""

import re
from collections.abc import Mapping

from archiver.describe.numerals import YEAR
from archiver.describe.reading import Reading

_ANSWERED = re.compile(r"《关于(?P<what>[^《》]{2,50}?)的?(?:请示|函|报告|申请|建议|提案)》.{0,30}悉")
_TOLD = re.compile(
    r"现[将就把](?P<what>[^,。;:]{0,40}?)(?:有关)?(?P<about>工作|情况)(?:[^,。;:]{0,12})(?P<kind>总结|汇报|报告|通报|通知|述职)如下"
)
_MEETING = re.compile(
    rf"(?:召开|举[行办]|参加|出席|主持)(?:隆重)?(?:了|召开|的)?(?:隆重)?的?(?P<what>(?:{YEAR}年?度?)?[一-鿿\d“”、]{{2,40}}?(?:会议|大会|工作会|推进会|动员会|现场会|座谈会))"
)
_NAMED_MEETING = re.compile(rf"(?P<what>(?:全[国省市县区镇系]|{YEAR}年)[一-鿿\d、]{{4,34}}?(?:会议|大会))")
_TIME = re.compile(rf"^(?:{YEAR}|20?[x×*]{{2}}|[x×*]{{2}})年?度?(?:[上下]半年|以来|来)?|^(?:我|本|今年)\w?")


_CLAIMED = re.compile(r"[(（【](?:[一-鿿]{2})?\d{1,3}篇[)）】]$")
_YEAR_IN = re.compile(rf"{YEAR}|[x×*]{{2}}年", re.IGNORECASE)
_LONG = {"总结": "工作总结", "计划": "工作计划", "汇报": "情况汇报"}


def _meeting(body: str) -> re.Match[str] | None:
    """The meeting a paper tells of or speaks at: one of the whole country, county …, or the first that is held."""
    return _NAMED_MEETING.search(body) or _MEETING.search(body)


def compose_title(reading: Reading, values: Mapping[str, str], common: str) -> str:
    """`[单位+年度+事由+文种]` of what was read; "" where too little is known. `values` by field.

    `common` is what a site calls all pieces of a compilation, in the paper's own characters: it stands for matter and
    kind where the text says nothing better.
    """
    kind = values.get("type", "")
    if kind in ("批复", "函") and (match := _ANSWERED.search(reading.body[:600])):
        return f"[关于{match['what']}的{kind}]"
    if kind in ("会议报道", "讲话") and (match := _meeting(reading.body[:1500])):
        return f"[在{match['what']}上的讲话]" if kind == "讲话" else f"[{match['what']}情况]"
    return _named_by_parts(reading, values, common)


def _named_by_parts(reading: Reading, values: Mapping[str, str], common: str) -> str:
    unit, year, kind = (values.get(field, "") for field in ("organisation", "year", "type"))
    about = f"{year}年" if year else ""
    told = _TOLD.search(reading.body[:1500])
    what = _TIME.sub("", told["what"]) if told else ""
    what += told["about"] if told and what else ""
    if kind == "述职报告" and not unit:
        return f"[个人{about}{kind}]"
    if common := _CLAIMED.sub("", common):
        return f"[{'' if unit in common else unit}{'' if _YEAR_IN.search(common) else about}{common}]"
    if not kind or kind in ("其他", "会议报道") or not (unit or what):
        return ""
    word = _LONG.get(kind, kind)
    return f"[{unit}{about}{what}{word.removeprefix(what[-2:]) if what else word}]"
