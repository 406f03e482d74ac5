"""A title made up where a paper has none, from what is known of it; such titles stand in [ ] (DA/T 22-2015)."""

import re
from collections.abc import Mapping

from archiver.describe.numerals import YEAR
from archiver.describe.reading import Reading

_ANSWERED = re.compile(r"《关于(?P<what>[^《》]{2,50}?)的?(?:请示|函|报告|申请|建议|提案)》.{0,30}悉")
_TOLD = re.compile(
    r"现[将就把](?P<what>[^,。;:]{2,40}?)(?:有关)?(?P<about>工作|情况)?(?:[^,。;:]{0,12})(?P<kind>总结|汇报|报告|通报|通知|述职)如下"
)
_MEETING = re.compile(
    rf"(?:召开|举[行办]|参加|出席|主持)(?:了|召开|的)?(?P<what>(?:{YEAR}年?度?)?[一-鿿\d“”、]{{3,40}}?(?:会议|大会|工作会|推进会|动员会|现场会|座谈会))"
)
_TIME = re.compile(rf"^(?:{YEAR}|20?[x×*]{{2}}|[x×*]{{2}})年?度?(?:[上下]半年|以来|来)?|^(?:我|本|今年)\w?")


def compose_title(reading: Reading, values: Mapping[str, str]) -> str:
    """`[单位+年度+事由+文种]` of what was read; "" where not even the kind is known. `values` by field."""
    kind = values.get("type", "")
    if not kind or kind == "其他":
        return ""
    if kind in ("批复", "函") and (match := _ANSWERED.search(reading.body[:600])):
        return f"[关于{match['what']}的{kind}]"
    if kind in ("会议报道", "讲话") and (match := _MEETING.search(reading.body[:800])):
        what = match["what"]
        return f"[在{what}上的讲话]" if kind == "讲话" else f"[{what}情况]"
    unit, year = values.get("organisation", ""), values.get("year", "")
    told = _TOLD.search(reading.body[:1500])
    what = _TIME.sub("", told["what"]) + (told["about"] or "") if told else ""
    about = f"{year}年" if year else ""
    known = unit or about or what
    word = {"总结": "工作总结", "计划": "工作计划", "汇报": "情况汇报"}.get(kind, kind)
    if what and word.startswith(("工作", "情况")) and what.endswith(word[:2]):
        word = word[2:]
    return f"[{unit}{about}{what}{word}]" if known else ""
