"""Whose paper it is: the unit that signs, that stands in the letterhead, or that the title begins with."""

import re

from archiver.describe.headline import LABEL_ALONE
from archiver.describe.numerals import MASKED_DATE, YEAR, find_date, find_month
from archiver.describe.plain import plain
from archiver.describe.reading import Line, Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

_SUFFIX = (
    "人民政府|政府|村民委员会|居民委员会|委员会|管委会|办公室|党委|党工委|党组|党总支|党支部|支部|总支|工作委员会|领导小组|指挥部|工作组|"
    "工作室|教研室|研究室|研究所|分公司|公司|集团|银行|信用社|合作社|大学|学院|中学|小学|学校|一中|二中|三中|幼儿园|"
    "医院|卫生院|文化站|服务中心|中心|法院|检察院|支行|分行|联社|人民公社|公社|行政公署|工商联|党总支|派出所|司法所|财政所|工商所|税务所|供电所|林业站|水利站|工作站|"
    "集中区|示范区|新区|度假区|产业园|分局|局|厅|总队|支队|大队|中队|开发区|高新区|工业园区|产业园区|园区|街道办事处|办事处|街道|社区|居委会|村委会|"
    "总工会|工会|团工委|团县委|团市委|团委|妇联|残联|科协|关工委|联合会|协会|商会|学会|"
    "编辑部|项目部|车间|工厂|林场|农场|图书馆|文化馆|博物馆|档案馆|纪委|组织部|宣传部|统战部|政法委|编办|县委|市委|区委|镇委|"
    "教委|计委|经委|建委|农委|科委|卫健委|发改委|国资委|部|院|站|队|组|所|镇|乡|村|股|科|处|室|办"
)
_UNIT = rf"[一-鿿a-z0-9×*()、]{{1,30}}?(?:{_SUFFIX})"
_SIGNATURE = re.compile(
    rf"^(?:(?:报告|汇报|总结|填报|制表|起草|主办|承办)单位:)?({_UNIT})(?:\(盖?章\)|主?[编办]印?)?$"
)
_LETTERHEAD = re.compile(rf"^((?:中共|中国共产党)?{_UNIT})(?:文件|\(?(?:通知|函|令|纪要|简报|公告)\)?)$")
_IN_TITLE = re.compile(
    rf"^((?:中共|共青团)?{_UNIT})(?=关于|{YEAR}|xx|××|\*\*|20x|“|上半年|下半年|年度|半年|第[一二三四1-4]季度|"
    r"党的|开展|行政处罚|责令|迎接|党建|工作|政务|安全|年终|[一二三四五六七八九十]{1,2}月)"
)
_NO_UNIT = re.compile(
    rf"关于|^在|^[我本全各某该]|{YEAR}|[x×*]{{2}}年|20[x×*]{{2}}|举[办行]|召开|^[以下]下?[面是]|^乡镇|^村卫生室$"
)
_ACTS = re.compile(
    rf"^(?:{YEAR}年?(?:以来|来|度|上半年)?,?|今年以来,?|一年来,?|根据[^,。]{{2,40}},)?(?P<unit>[一-鿿]{{2,20}}?(?:{_SUFFIX}))"
    r"(?:在[^,。]{2,40}领导|坚持|深入|紧紧|认真|决定|以[^,。]{2,40}为|按照|积极|全面|始终|紧扣|高度重视|严格|牢固)"
)
_RESOLVES = re.compile(rf"[,。](?P<unit>[一-鿿]{{2,16}}?(?:{_SUFFIX}))(?:拟|定于|决定|研究决定|将于|组织开展)")
_MEMBER = re.compile(rf"(?:作为|身为)(?P<unit>[一-鿿x×*]{{2,20}}?(?:{_SUFFIX}))的")
_ALONE = re.compile(rf"^(?!\d)({_UNIT})(?:\(盖?章\))?$")
_SEAL = re.compile(rf"^\(({_UNIT})(?:印章|公章|盖章|章)\)$")
_UNIT_ALONE = re.compile(
    r"^[一-鿿]{2,20}(?:委员会|人民政府|办公室|党委|党组|党支部|局|厅|公司|学校|小学|中学|大学|学院|幼儿园|医院|卫生院|银行|村委会|工会|县委|市委|区委|"
    r"组织部|宣传部|统战部|办事处|管委会)$"
)
_HELD_BY = re.compile(
    rf"^({_UNIT})(?:党[委组]副?书记|副?(?:书记|[镇乡县区市局院校处科站所行会厂]长|主任|经理|主席|董事长))[\s、]"
)
_LABELLED = re.compile(rf"^(?:单位|编制单位|填报单位|发文单位|发文机关|报送单位|主办单位|学校):({_UNIT})$")


def find_organisation(reading: Reading, title: str, signature: Line | None) -> FieldValue | None:
    """The unit behind the paper; `title` as it is written, `signature` the line of the paper's own date."""
    return (
        _signed(reading, signature) or _letterhead(reading) or _last_line(reading) or _from_title(title)
        or _below_title(reading, title) or _acting(reading)
    )  # fmt: skip


def _signed(reading: Reading, signature: Line | None) -> FieldValue | None:
    """The name on the line of the date, or on the line above it."""
    if signature is None:
        return None
    index = reading.lines.index(signature)
    dated = find_date(signature.tight)
    above = reading.lines[index - 1] if index > 2 else None
    below = next(iter(reading.lines[index + 1 : index + 2]), None)
    below = below if below and _UNIT_ALONE.match(below.tight) else None
    for line, said in ((signature, signature.tight[: dated.start] if dated else ""), (above, None), (below, None)):
        match = line and _SIGNATURE.match(line.tight if said is None else said)
        if line and match and len(match[1]) >= 3 and "\t" not in line.text:
            before = reading.lines[reading.lines.index(line) - 1]
            if said is None and _UNIT_ALONE.match(before.tight) and before is not reading.lines[0]:
                return _together(reading, before, line)
            return _named(reading, line, match, 0.9, "describe.organisation_signature")
    return None


def _together(reading: Reading, first: Line, second: Line) -> FieldValue:
    """Two units that sign one paper (县委、县政府), one below the other."""
    reason = Reason("describe.organisation_signature")
    names = "、".join(reading.written(line) for line in (first, second))
    return FieldValue("organisation", names, "rule", 0.85, reason, (first.start, second.end))


def _letterhead(reading: Reading) -> FieldValue | None:
    for line in reading.lines[:10]:
        match = _LETTERHEAD.match(line.tight) or _LABELLED.match(line.tight)
        if match and len(line.tight) <= 32 and not line.tight.startswith("关于"):
            return _named(reading, line, match, 0.85, "describe.organisation_letterhead")
    return None


def _last_line(reading: Reading) -> FieldValue | None:
    """A unit alone on the last line, or above a month or a date with figures struck out."""
    for line in reversed(reading.lines[-4:]):
        if find_month(line.tight) or MASKED_DATE.match(line.tight) or find_date(line.tight):
            continue
        match = _ALONE.match(line.tight) or _SEAL.match(line.tight)
        if match and 4 <= len(match[1]) <= 25 and _may_sign(reading, line):
            return _named(reading, line, match, 0.75, "describe.organisation_signature")
        if line.prose:
            return None
    return None


def _may_sign(reading: Reading, line: Line) -> bool:
    return line is not reading.lines[0] and not line.enumerated and line.kind != "cell" and "\t" not in line.text


def _below_title(reading: Reading, title: str) -> FieldValue | None:
    """A unit alone on one of the lines beside the title: whose paper it is, or who wrote it."""
    tight = plain(re.sub(r"\s+", "", title))
    for above, line in zip((None, *reading.lines), reading.lines[:8], strict=False):
        match = _ALONE.match(line.tight) or _HELD_BY.match(line.text)
        if above and LABEL_ALONE.match(above.tight):
            continue
        if match and 3 <= len(match[1]) <= 25 and match[1] != tight and not _NO_UNIT.search(match[1]):
            return _named(reading, line, match, 0.7, "describe.organisation_beside")
        if line.prose:
            return None
    return None


def _acting(reading: Reading) -> FieldValue | None:
    """The unit that the opening sentence says did it all (某局在县委的领导下…); 我局 is that one."""
    for line in reading.lines[:10]:
        told = _ACTS.match(line.tight) or _RESOLVES.search(line.tight) or _MEMBER.search(line.tight)
        match = told if len(line.tight) > 20 else None
        if match and len(match["unit"]) >= 3 and not _NO_UNIT.search(match["unit"]):
            name = reading.written(line, match.start("unit"), match.end("unit"))
            return found("organisation", name, 0.6, Reason("describe.organisation_text"), line)
    return None


def _from_title(title: str) -> FieldValue | None:
    """The unit a title begins with, in its own characters."""
    tight = re.sub(r"\s+", "", title)
    match = _IN_TITLE.match(plain(tight))
    if match is None or len(match[1]) < 3 or _NO_UNIT.search(match[1]):
        return None
    return found("organisation", tight[: match.end(1)], 0.7, Reason("describe.organisation_title"))


def _named(reading: Reading, line: Line, match: re.Match[str], confidence: float, code: str) -> FieldValue:
    """The unit in the paper's own characters."""
    name = reading.written(line, match.start(1), match.end(1))
    return found("organisation", name, confidence, Reason(code), line)
