"""A title made up where a paper has none, from what is known of it; such titles stand in [ ] (DA/T 22-2015)."""

import re
from collections.abc import Mapping

from archiver.describe.numerals import YEAR, find_date
from archiver.describe.plain import plain
from archiver.describe.reading import Reading
from archiver.describe.types import type_of_title

_ANSWERED = re.compile(r"《关于(?P<what>[^《》]{2,50}?)的?(?:请示|函|报告|申请|建议|提案)》.{0,30}悉")
_TOLD = re.compile(
    r"现[将就把](?P<what>[^,。;:]{0,40}?)(?:有关)?(?P<about>工作|情况)(?:[^,。;:]{0,12})(?P<kind>总结|汇报|报告|通报|通知|述职)如下"
)
_MEETING = re.compile(
    rf"(?:召开|举[行办]|参加|出席|主持)(?:隆重)?(?:了|召开|的)?(?:隆重)?的?(?P<what>(?:{YEAR}年?度?)?[一-鿿\d“”、]{{2,40}}?(?:会议|大会|工作会|推进会|动员会|现场会|座谈会|运动会|年会|茶话会|仪式|典礼))"
)
_NAMED_MEETING = re.compile(rf"(?P<what>(?:全[国省市县区镇系]|{YEAR}年)[一-鿿\d、]{{4,34}}?(?:会议|大会))")
_TIME = re.compile(rf"^(?:{YEAR}|20?[x×*]{{2}}|[x×*]{{2}})年?度?(?:[上下]半年|以来|来)?|^(?:我|本|今年)\w?")


_CLAIMED = re.compile(r"[(（【](?:[一-鿿]{2})?\d{1,3}篇[)）】]$")
_YEAR_IN = re.compile(rf"{YEAR}|[x×*]{{2}}年", re.IGNORECASE)
_ASKED = re.compile(r"(?:特此?申请|恳请|特请求?|请求)[一-鿿]{0,10}?(?P<what>(?:解决|拨付|安排|批准|同意|增加|给予)[^,。;:]{2,30})")
_PUBLISHED = frozenset({"通知", "意见", "通告", "公告", "决定"})
_IN_ORDER_TO = re.compile(
    r"为了?(?:切实|进一步|认真|全面)*(?P<how>做好|加强|规范|搞好|推进|提高|完善)(?:我[一-鿿])?(?P<what>[一-鿿\d]{2,24}?),"
)
_AGREED = re.compile(r"就(?P<what>[^,。;:]{2,30}?)(?:的?(?:有关)?(?:事宜|事项|问题))?,?(?:签订|达成|订立)")
_NEWS = re.compile(
    r"(?:近日|日前|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚)?),?(?P<what>[一-鿿\d“”、]{4,45}?(?:召开|举行|举办|开展|调研|督导|检查|督查|慰问|视察)[^,。;]{0,30})[,。]"
)
_POST = re.compile(r"任(?P<post>[一-鿿*x×]{0,12}?副?(?:[省市县区镇乡局部司厅处院校会所站科股]长|主任|书记|经理|主席))")
_ABOUT = re.compile(r"^(?:会议|学习|培训)?(?:议题|主题|内容|题目):(?P<what>[^,。;:]{4,40})")
_WORK = re.compile(
    r"(?:[,。;、的了和好强进展抓实于对把将年究署排]|^)(?P<what>[一-鿿]{2,8}?)工作(?![的者人量中])", re.MULTILINE
)
_NO_MATTER = re.compile(r"[各每一这项年其有本我做抓的]|开展|推进|全面|重点|主要|认真|具体|下一?步|完成|方面|今后|整体")
_DONE_TO_IT = re.compile(r"^.*(?:[做抓搞办]好|加强|推[进动]|开展|强化|促进|围绕|落实|部署|安排|研究|总结|对|把)")
_PASSED_ON = re.compile(r"(?:传达|学习|贯彻)[^,。;]{0,60}(?:会议|大会)精神")
_OTHERS = re.compile(r"(?<![一-鿿])(?:乡镇|街道|学校|公司|农村|社区|开发区|医院|部门|单位|机关)|(?<=年)(?:乡镇|街道|学校|公司|社区|开发区|医院)")
"""The kind of office that a site writes its title for; the unit of the paper takes its place."""

OFTEN, SHORTEST = 2, 2
"""How often a paper must name the work it is said to be about, and how many characters name one."""

_LONG = {"总结": "工作总结", "计划": "工作计划", "汇报": "情况汇报"}


def _meeting(reading: Reading) -> str:
    """The meeting a paper tells of or speaks at: one of the whole country, county …, the first that is held, or one
    about the work that the paper speaks of most."""
    start = _PASSED_ON.sub("", reading.body[:1500])
    if match := _NAMED_MEETING.search(start) or _MEETING.search(start):
        return match["what"]
    work = _work(reading.body)
    return f"{work}会议" if work else ""


def _work(body: str) -> str:
    """`教育宣传工作`: the work that a paper names most often, "" where none is named often enough."""
    found = (_DONE_TO_IT.sub("", match["what"]) for match in _WORK.finditer(body))
    named = [what for what in found if len(what) >= SHORTEST and not _NO_MATTER.search(what)]
    times = {what: sum(other.endswith(what[-2:]) for other in named) for what in set(named)}
    what = max(times, key=lambda what: (times[what] * len(what), what), default="")
    return f"{what}工作" if what and times[what] >= OFTEN else ""


def _told_of(reading: Reading, office: str) -> bool:
    return bool(re.search("[乡镇]" if office == "乡镇" else office, reading.body))


def _noted(reading: Reading) -> str:
    """What a record says it is about, else its day: a day tells one record from the next."""
    for line in reading.lines[:12]:
        if match := _ABOUT.match(line.tight):
            return reading.written(line, match.start("what"), match.end("what"))
    day = next((date for line in reading.lines[:6] if (date := find_date(line.tight))), None)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def compose_title(reading: Reading, values: Mapping[str, str], common: str) -> str:
    """`[单位+年度+事由+文种]` of what was read; "" where too little is known. `values` by field.

    `common` is what a site calls all pieces of a compilation, in the paper's own characters: it stands for matter and
    kind where the text says nothing better.
    """
    kind = values.get("type", "")
    if kind in ("批复", "函") and (match := _ANSWERED.search(reading.body[:600])):
        return f"[关于{match['what']}的{kind}]"
    if kind in ("请示", "申请") and (match := _ASKED.search(reading.body)):
        return f"[关于{match['what']}的{kind}]"
    if kind in _PUBLISHED and (match := _IN_ORDER_TO.search(reading.body[:300])):
        return f"[关于{match['how']}{match['what']}的{kind}]"
    if kind in ("制度", "方案") and (match := _IN_ORDER_TO.search(reading.body[:300])):
        return f"[{values.get('organisation', '')}{match['what']}{kind}]"
    if kind == "合同协议" and (match := _AGREED.search(reading.body[:600])):
        return f"[关于{match['what']}的协议]"
    if kind == "会议报道" and (match := _NEWS.match(reading.body)):
        return f"[{match['what']}]"
    if kind in ("会议报道", "讲话") and (meeting := _meeting(reading)):
        return f"[在{meeting}上的讲话]" if kind == "讲话" else f"[{meeting}情况]"
    if kind in ("会议记录", "学习记录") and (noted := _noted(reading)):
        return f"[{values.get('organisation', '')}{noted.removesuffix('会议')}{kind}]"
    return _named_by_parts(reading, values, common)


def _named_by_parts(reading: Reading, values: Mapping[str, str], common: str) -> str:
    unit, year, kind = (values.get(field, "") for field in ("organisation", "year", "type"))
    about = f"{year}年" if year else ""
    told = _TOLD.search(reading.body[:1500])
    what = _TIME.sub("", told["what"]) if told else ""
    what += told["about"] if told and what else ""
    what = "" if what == "调研情况" else what
    what = what or ("" if unit or common else _work(reading.body))
    if kind == "述职报告" and not unit:
        post = _POST.search(reading.body[:1200])
        return f"[个人{about}{kind}({post['post']})]" if post else f"[个人{about}{kind}]"
    common = _CLAIMED.sub("", common)
    named = type_of_title(plain(common))
    if common and not (named and kind and named[0] != kind):
        common = _OTHERS.sub(lambda found: "" if unit or not _told_of(reading, found[0]) else found[0], common)
        return f"[{'' if unit in common else unit}{'' if _YEAR_IN.search(common) else about}{common}]"
    if not kind or kind in ("其他", "会议报道") or not (unit or what):
        return ""
    word = _LONG.get(kind, kind)
    return f"[{unit}{about}{what}{word.removeprefix(what[-2:]) if what else word}]"
