"""What kind of paper it is (文种): the last kind its title names, unless the body says otherwise."""

import json
import re
from collections.abc import Sequence
from functools import cache, lru_cache

from archiver.describe.reading import Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import TEXTS, Reason

LABELS = 3
"""How many fields make a form a record; 时间 and 地点 alone stand above notices, too."""

DOUBTFUL = 0.5
"""What a site calls all its pieces says nothing sure of the kind of one of them."""

TITLE_RULES = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("述职报告", r"(?:述[职廉学德法责]|履职)+(?:情况)?(?:的?报告|汇报|材料)?$|述职|述廉"),
        ("讲话", r"讲话(?:稿|提纲)?$|致[辞词]|发言(?:稿|材料|提纲)?$|主持词|[开闭]幕[词辞]|演讲(?:稿|词)?$|演说$|(?:贺|欢迎|答谢|祝酒)[词辞]$|讲话"),
        ("会议报道", r"(?:领导|书记|[省市县区镇乡局部厅]长|主任)(?:[到赴来]|深入|莅临)?[一-鿿]{0,14}?(?:调研|视察|督查|检查|慰问|指导)(?:工作)?$"),
        ("学习记录", r"(?:学习|培训)(?:笔记|(?:培训|会议?)?记录)"),
        ("会议记录", r"会议记录|(?:大会|例会|会)记录|记录(?:稿|本)?$"),
        ("纪要", r"纪要$"),
        ("心得体会", r"心得|体会|[读观]后感|感想|感悟|思想汇报|对照检查|剖析材料|^[读观学].*有感$|读书笔记$"),
        ("调研报告", r"(?:调研|调查|考察)(?:学习)?(?:报告|材料)|调查与?思考|调[研查]$|问题[及与和](?:对策|建议)|对策(?:研究|建议|思考)?$|思考$"),
        ("议案", r"议案$|提案$|建议案$"),
        ("批复", r"批复$"),
        ("请示", r"请示(?:报告)?$"),
        ("通知", r"通知(?:书)?$"),
        ("通报", r"通报$"),
        ("通告", r"通告$"),
        ("公告", r"公告$|公示$"),
        ("公报", r"公报$"),
        ("决议", r"决议$"),
        ("决定", r"决定(?:书)?$"),
        ("命令", r"命令$|(?:[府会长委局员]|嘉奖|戒严|禁火|动员)令(?:第\d+号)?$"),
        ("函", r"函$|介绍信$"),
        ("合同协议", r"合同(?:书)?$|协议(?:书)?$|责任[书状]$|承诺书$|意向书$"),
        ("台账", r"台[账帐]|登记[表簿册]|汇总表|[名清][册单]$|统计[表册]|签到[表簿]|一览表|明细表|花名册|(?<!代)表$"),
        ("大事记", r"大事记|沿革|年鉴"),
        ("方案", r"方案$|预案$|行动计划$"),
        ("意见", r"意见书?$"),
        ("总结", r"(?:总结|小结|回顾|(?:完成|工作|开展)情况).*(?:计划|安排|打算|思路|设想|要点|规划|重点)$|总结(?:报告)?|小结|工作回顾"),
        ("制度", r"制度$|办法$|细则$|规定$|职责$|规程$|章程$|规则$|守则$|条例$|公约$|民约$|责任制$"),
        ("计划", r"计划|安排|要点$|打算|设想|规划|思路|纲要$|工作(?:重点|目标)"),
        ("汇报", r"汇报|情况介绍|情况说明"),
        ("会议报道", r"简报|信息$|动态$|召开|举行|举办|会议(?:顺利|圆满)|快讯|专报$"),
        ("报告", r"报告"),
        ("其他", r"教案|校历|课程表|作息时间表|倡议书|公开信|申请书|证明$|事迹|简历$|建议书?$|(?:慰问|感谢|表扬)信|贺信|说明$|答复$|^申请$|审计报告书|启事$|检讨书|志愿书$|一封信$|教学(?:设计|反思)|说课|简章$|自荐[信书]$|"
         r"辞职信$|委托书$|问答$|节目单$|解说词$|浅[谈析]|论文$"),
    )
)  # fmt: skip
"""The words of a title that name each type; among words in the same place the earlier rule speaks."""

_TAIL = re.compile(
    r"(?:\([^()]{0,40}\)|\[[^\[\]]{0,40}\]|【[^】]{0,40}】|范文|模板|例文|样本|(?:精选|集锦|汇编|合集|大全)?[\d一二三四五六七八九十]+篇|"
    r"篇[一二三四五六七八九十\d]+|[一二三四五六七八九十]$|\d+|初稿|定稿|讨论稿|征求意见稿|送审稿|草案|全文|稿|材料)$"
)
_QUOTED = re.compile(r"《[^》]{0,100}》")

_GREETING = re.compile(
    r"^[一-鿿、,]{0,12}(?:同志们|各位(?:领导|代表|委员|老师|同事|来宾|同仁)|同学们)[一-鿿、,]{0,12}[:!]"
)
_SPEAKING = re.compile(
    r"下面,?我.{0,30}讲.{0,10}(?:意见|问题|方面|要求)|我(?:再|先|就|想)?.{0,12}讲[一二三四五六七八几两\d](?:点|个)"
)
_DUTY = re.compile(r"现[将就].{0,25}(?:述职|述廉|述学)|述职如下|向大家述职")
_OWN_POST = re.compile(
    r"本人.{0,30}(?:履行职责|任[一-鿿]{0,10}(?:长|主任|书记|经理|职务))|任[一-鿿*x×]{0,10}副?(?:局长|镇长|主任|书记|校长).{0,60}本人"
)
_MINUTES = re.compile(
    r"^(?:会议)?(?:主持人?|记录人?|[缺列出]席(?:人员)?|[参与]会(?:人员|领导|对象)?|参加(?:会议)?人员?|到会人员|时间|地点|议题|主题|内容)(?::|$)"
)
_STUDIED = re.compile(r"^学习(?:时间|地点|内容|人员)(?::|$)")
_PARTIES = (re.compile(r"^甲方"), re.compile(r"^乙方"))
_DAY_FIRST = re.compile(r"^(?:近日|日前|(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚)?)[,一-鿿]")
_ATTENDED = re.compile(r"(?:出席|参加|主持)了?(?:此次|本次|这次)?[一-鿿]{0,12}会议?|会议由.{2,30}主持|主会场|分会场")
_SAID = re.compile(
    r"(?:会议|[他她]|同时|(?:^|(?<=[。;,\n]))[一-鿿]{2,4})(?:指出|强调|要求|希望)[,:]|[他她](?:指出|强调|要求|希望|表示|提出)|"
    r"(?:书记|[省市县区镇乡局部司厅处院校会]长|主任|经理|主席|代表|[他她])[一-鿿]{0,6}(?:回顾|总结|介绍|肯定|通报|阐述|部署)了"
)
_OURS = re.compile(r"我[局县镇乡市区校院村司厂委站所处办队厅省园街支党]|我们|本[局镇校院县乡]|现将|[年来],我")
_ANNOUNCED = re.compile(r"现[将就把]?.{0,40}(?P<kind>总结|小结|汇报|报告|通报|通知|通告|公告|述职)如下")
_CLOSINGS = (
    ("请示", re.compile(r"(?:妥|当|可)否,?请(?:予)?(?:批[示复]|审[批示])|特此请示|专此请示|请予(?:批复|批准)")),
    ("批复", re.compile(r"(?:收悉|悉).{0,40}批复如下|(?:特|专)?此批复")),
    ("函", re.compile(r"函[复告]如下|特此函[复告]|专此函|此复,?盼|请予?函复")),
    ("报告", re.compile(r"特此报告|以上报告,?请审")),
    ("通知", re.compile(r"特此通知|现印发给你们|现(?:转发|批转)给你们")),
    ("通告", re.compile(r"特此通告")),
    ("公告", re.compile(r"特此公告")),
    ("通报", re.compile(r"特此通报")),
)
_MADE = re.compile(r"制[定订](?:本|如下|以下|此)(?:工作|教学|实施|管理)?(?P<kind>计划|方案|预案|制度|办法|规定|细则)")
_MADE_KINDS = {"计划": "计划", "方案": "方案", "预案": "方案"}
_SET_OUT = re.compile(r"要?(?:重点|着力|主要|着重)[抓做]好(?:以下|如下)[一-鿿]{0,6}(?:工作|方面|:)")
_MOVED = re.compile(r"受益匪浅|感[触受]颇[深多]|深[受有](?:教育|启发|感触|体会)|心灵.{0,8}(?:震撼|洗礼)|收获颇[丰多]")
"""The formulas that only one kind of paper opens or closes with (GB/T 9704-2012's kinds in use)."""


_BACK = re.compile(
    r"^(?:\d{4}|20?[x*×]{2}|[x*×]{2})年|^(?:今年以来|一年来|[上下]半年|本学期|过去的?一年|近年来)|^[^。]{0,40}(?:领导|指导)下,"
)
_AHEAD = re.compile(
    r"下一?步|下半年|明年|存在的?(?:主要|突出)?(?:问题|困难|不足)|不足之处|今后|"
    r"(?:\d{4}|[x*×]{2,4})年(?:度)?(?:工作)?(?:计划|安排|打算|思路|重点)"
)


@cache
def type_names() -> tuple[str, ...]:
    """The closed list of types.json, in its order."""
    data = json.loads((TEXTS.parent / "types.json").read_text(encoding="utf-8"))
    return tuple(row["name"] for row in data["types"])


def find_type(reading: Reading, title: str, common: str, *, title_confidence: float) -> FieldValue | None:
    """The type, of the list of types.json; None where neither title nor body says it. `title` is plain.

    `common`, plain too, is what a site calls all pieces of a compilation; the text's own formulas go before it.
    """
    named = type_of_title(title) if title_confidence > DOUBTFUL else None
    spoken = _body_says(reading, named[0] if named else "")
    if spoken:
        return found("type", spoken[0], 0.8, Reason(spoken[1]))
    if named:
        return found("type", named[0], title_confidence, Reason("describe.type_title", {"word": named[1]}))
    return (
        _letterhead_says(reading) or _closing_says(reading) or _opening_says(reading) or _called(common)
        or _announced(reading) or _looks_back(reading)
    )  # fmt: skip


def _called(common: str) -> FieldValue | None:
    named = type_of_title(common)
    return found("type", named[0], 0.4, Reason("describe.type_title", {"word": named[1]})) if named else None


def type_of_title(title: str) -> tuple[str, str] | None:
    """The type that a plain title names, and the word that names it; words that end the title come first."""
    for text in (_QUOTED.sub("", _bare(title)), _bare(title)):
        named = _first(text, at_end=True) or _first(text, at_end=False)
        if named:
            return named
    return None


def ends_with_type(title: str) -> bool:
    """Whether nothing follows the word that names the type: the title is complete."""
    return _first(_bare(title), at_end=True) is not None


def _bare(title: str) -> str:
    """The title without white space and without what stands after its last word: (试行), 3篇, 范文."""
    tight = re.sub(r"\s+", "", title)
    while (shorter := _TAIL.sub("", tight)) != tight and shorter:
        tight = shorter
    return tight


@lru_cache(maxsize=256)
def _first(text: str, *, at_end: bool) -> tuple[str, str] | None:
    """The first rule that a title fulfils. Each line that may be one is asked about three times on the average."""
    for name, pattern in TITLE_RULES:
        for match in pattern.finditer(text):
            if not at_end or match.end() == len(text):
                return name, match[0]
    return None


def _body_says(reading: Reading, named: str) -> tuple[str, str] | None:
    """What the body shows where the title is silent or lies, with the reason's code."""
    opening = [line.tight for line in reading.lines[:12]]
    start = reading.body[:3000]
    if named in ("总结", "汇报", "报告", "") and _is_duty_report(reading.body):
        return "述职报告", "describe.type_duty"
    if named in ("总结", "计划", "") and (any(map(_GREETING.match, opening)) or _SPEAKING.search(start)):
        return "讲话", "describe.type_greeting"
    if named == "" and (form := _form_says(opening)):
        return form
    if named in ("总结", "计划", "") and _is_meeting_report(reading.body):
        return "会议报道", "describe.type_meeting"
    if named == "" and opening and len(opening[0]) > 30 and _DAY_FIRST.match(opening[0]) and not _OURS.search(start):
        return "会议报道", "describe.type_meeting"
    return None


def _form_says(opening: Sequence[str]) -> tuple[str, str] | None:
    """A record by the fields above it, a contract by its parties."""
    if sum(bool(_STUDIED.match(line)) for line in opening) >= LABELS - 1:
        return "学习记录", "describe.type_minutes"
    if sum(bool(_MINUTES.match(line)) for line in opening) >= LABELS:
        return "会议记录", "describe.type_minutes"
    if all(any(map(party.match, opening)) for party in _PARTIES):
        return "合同协议", "describe.type_parties"
    return None


def _is_duty_report(body: str) -> bool:
    start = body[:1200]
    return bool(_DUTY.search(start)) or (bool(_OWN_POST.search(start)) and body.count("本人") >= 2)


def _is_meeting_report(body: str) -> bool:
    """A meeting of others told from outside: who came or what they stressed, and nowhere 我局 or 我们."""
    if _OURS.search(body):
        return False
    said = len(_SAID.findall(body))
    return said >= 3 or (said >= 1 and bool(_ATTENDED.search(body[:1500])))


def _letterhead_says(reading: Reading) -> FieldValue | None:
    for line in reading.lines[:6]:
        if match := re.search(r"(纪要|简报|信息|动态|专报)$", line.tight):
            kind = "纪要" if match[1] == "纪要" else "会议报道"
            return found("type", kind, 0.8, Reason("describe.type_letterhead", {"word": match[1]}), line)
    return None


def _closing_says(reading: Reading) -> FieldValue | None:
    for kind, pattern in _CLOSINGS:
        if match := pattern.search(reading.body):
            return found("type", kind, 0.75, Reason("describe.type_opening", {"words": match[0][-12:]}))
    return None


def _opening_says(reading: Reading) -> FieldValue | None:
    """`特制定本方案`, or how moved the writer is (心得), in the first sentences."""
    start = reading.body[:400]
    if match := _MADE.search(start):
        return found("type", _MADE_KINDS.get(match["kind"], "制度"), 0.7, Reason("describe.type_opening", {"words": match[0]}))
    if match := _SET_OUT.search(start):
        return found("type", "计划", 0.55, Reason("describe.type_opening", {"words": match[0]}))
    if match := _MOVED.search(start):
        return found("type", "心得体会", 0.6, Reason("describe.type_opening", {"words": match[0]}))
    return None


def _looks_back(reading: Reading) -> FieldValue | None:
    """A text that begins with the year behind and has a heading for what is lacking or comes next is a 总结."""
    opens = any(_BACK.match(line.tight) and len(line.tight) > 15 for line in reading.lines[:4])
    ahead = next((head for head in reading.headings if _AHEAD.search(head)), None)
    if not ahead or not (opens or any(re.search(r"工作(?:总结|回顾|完成|开展)", head) for head in reading.headings)):
        return None
    return found("type", "总结", 0.6, Reason("describe.type_looks_back", {"words": ahead[:16]}))


def _announced(reading: Reading) -> FieldValue | None:
    match = _ANNOUNCED.search(reading.body[:1500])
    if match is None:
        return None
    kind = {"小结": "总结", "述职": "述职报告"}.get(match["kind"], match["kind"])
    kind = "调研报告" if kind in ("报告", "汇报") and re.search("调研|调查", match[0]) else kind
    return found("type", kind, 0.7, Reason("describe.type_opening", {"words": match[0][-12:]}))
