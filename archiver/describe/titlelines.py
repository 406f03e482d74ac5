"""The lines at the top of a paper that make its title: which may begin it, which go on with it, how they are joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.describe.numerals import HAN_YEAR, YEAR, find_date
from archiver.describe.pieces import marker_of
from archiver.describe.plain import plain
from archiver.describe.reading import Line, Reading
from archiver.describe.types import ends_with_type, type_of_title
from archiver.wording import Reason

_UNITS_ABOVE = 3
_WORDS, _LETTERS_A_WORD = 3, 3
"""Recognition of characters parts a line into words, more of them and shorter than the halves of a title."""
LONGEST = 70
"""Longer lines are not titles; counted without white space."""
NOISE = re.compile(
    r"返回(?:顶部|首页|列表)|版权声明|我要投稿|上一篇|下一篇|当前位置|您的位置|首页|网友|浏览次数|点击数|来源:|作者:|发布时间|更新时间|"
    r"字体[:大]|打印本页|关闭窗口|www\.|http|\.com|msonormal|编辑:|分享到|文秘网|【(?:参考|导语|引言)】|本文是|"
    r"(?:索引号|组配分类|信息分类|主题分类|体裁分类|生成日期|发文日期|成文日期|废止时间|发布机构|发文机[构关]|内容概述|有效性|公开方式|关键词):"
)
_FORM = re.compile(
    r"^(?:绝密|机密|秘密|内部(?:资料|文件|材料|使用|参考|传阅|刊物|★|$)|密级|特急|加急|平急|急件|份号|编号|签发|主送|抄送|报:|送:|附件?[\d一二三四五:]*$|附表|目录$|"
    r"会议时间|会议地点|时间:|地点:|主持(?:人|:|$)|记录(?:人|:|$)|[出列缺]席|到会|参加(?:人|会议|单位|:|$)|议题|第?\d+页|[\d\s/.\-—]+$|no\.?\d+|[发收]文(?:字?号|机[关构]|日期|时间|:|$)|正文$|序号$|姓名$|"
    r"单位:|填报|(?:会议|活动|文件)?名称:|标题:|题[目名]:)"
)
_SAYS = re.compile(r"[一-鿿a-z\d]")
_ISSUE = re.compile(r"^\(?(?:总?第|20\d\d年第?)[\d一二三四五六七八九十]+期|^[一-鿿]{0,8}(?:第\d+号|〔\d{4}〕第?\d+号)$")
_NUMBER = re.compile(rf"[〔\[【({{<〈《](?:[\dx*]{{0,4}}|{HAN_YEAR})年?[〕\]】)}}>〉》]第?[\dx*]*号")
_BEHIND = re.compile(r"(?<=[一-鿿》)])\([一-鿿]{2,12}[〔\[(]\d{4}[〕\])]第?\d{1,5}号\)$")
_KIND_ALONE = re.compile(
    r"(?:申请|通知|通告|公告|请示|报告|证明|通报|决定|命令|公示|启事|批复|复函|议案|声明|说明|总结|小结|计划|方案|制度|合同|协议|"
    r"发言|讲话|汇报|心得|体会|贺信|请柬|[感慰表举公][谢问扬报开]信|(?:倡议|申请|建议|决心|保证|承诺|检讨|委托|授权|责任|合同|协议)书)$"
)
"""Short titles that are whole papers' only ones."""

_MATTER = re.compile(r"(?:信息|动态|计划|规划|安排|要点|制度|办法|规定|细则|(?:召开|举[行办])[\d年]*)$")
_FORMAL = re.compile(
    r"(?:的|紧急|补充|联合)(?:通知|通报|通告|公告|请示|报告|批复|函|复函|决定|决议|意见|议案|纪要|方案|公示|说明|汇报|总结|讲话|倡议书)$"
)
"""How a 关于… ends; 信息 or 计划 at the end of its first line may be but its matter."""

_PAPER_HEAD = re.compile(r"(?:文件|公文处理笺|发文稿纸|拟稿纸)$")
_SERIES_HEAD = re.compile(r"(?:纪要|简报|信息|动态|专报|快报|通讯)$")
_SUBTITLE = re.compile(r"^(?:[—–\-]{1,4}|─+)(?=[一-鿿\d《“x])")
_BREAKS_OFF = re.compile(r"(?:的|和|与|及|暨|关于|对|、|[(《“])$")
_UNFINISHED = re.compile(rf"关于|{YEAR}年|(?:工作|会议|建设|管理|情况)$")
_SPEAKER = re.compile(
    r"^[一-鿿]{0,12}(?:书记|[省市县区镇乡局部厅处院校会所站]长|主任|经理|主席)[一-鿿x×*]{0,4}$|^(?:尊敬的|各位)?[一-鿿、,]{0,12}(?:同志们|领导|代表|来宾|同学们)[:!]$"
)
_NEW = re.compile(r"关于|我[国省市县区镇乡村局院校司厂]|全[国省市县区镇乡]")
_END_WORD = 4
_ENDS_KIND = re.compile(r"^的?(?:报告|体会|汇报|材料|总结|通知|通报|方案|计划|意见|决定|请示|批复|函|纪要|讲话|规划|台账|登记表|公告|通告|公示)$")
_HELD = re.compile(r"召开|举行|举办|开展")
_HELD_WHAT = re.compile(r"(?:会议?|活动|仪式|培训班?|比赛|竞赛|讲座|演练|检查)$")
_GOES_ON = re.compile(r"^(?:的|暨|及|和|与)")
_ENDING = re.compile(r"\.(?:docx?|pdf|pptx?|xlsx?|txt|wps)(?:vip)?$", re.I)
_UNIT_LINE = re.compile(
    r"^[一-鿿x×*\da-z]{2,30}(?:政府|委员会|局|厅|部|院|校|学校|小学|中学|大学|公司|集团|党委|党支部|办公室|"
    r"镇|乡|村|街道|管委会|开发区|高新区|园区|工会|团委|妇联|协会|中心|站|所|委|办|处)$"
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title in the paper's own characters, `plain` as the rules read it, the span it stands on or None."""

    value: str
    plain: str
    confidence: float
    reason: Reason
    span: tuple[int, int] | None = None


def written(reading: Reading, lines: Sequence[Line]) -> Title | None:
    """The first run of short lines that reads as a title, broken lines joined.

    A line that names its kind goes before what stands above it: web pages begin with 返回顶部 and the like.
    """
    runs = [run for run in _runs(_close(lines)) if _reads_as_title(run)]
    best = next((run for run in runs if run[0].level or type_of_title(_tight(run))), runs[0] if runs else None)
    best = next((run for run in runs if best and (_says_more(run, best) or _headed(lines, best, run))), best)
    if best is None:
        heads = [line for line in lines if may_begin(line) and _SERIES_HEAD.search(line.tight)]
        return joined_lines(reading, heads[:1], 0.7) if heads else None
    return joined_lines(reading, best, _confidence(best))


def _close(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines as if written close where a blank line stands before every one: there it parts nothing."""
    wide = all(line.apart for line in lines[1:])
    return [replace(line, apart=False) for line in lines] if wide else lines


def _says_more(run: Sequence[Line], best: Sequence[Line]) -> bool:
    """Whether a later title is the paper's own, of which a site had made a shorter one: the same, with unit or year."""
    longer, shorter = _tight(run), re.sub(rf"{YEAR}年?度?", "", _tight(best))
    if "关于" in shorter:
        return False
    return run[0].start > best[-1].start and len(longer) > len(_tight(best)) and _bare(longer).endswith(_bare(shorter))


def _headed(lines: Sequence[Line], best: Sequence[Line], run: Sequence[Line]) -> bool:
    """Whether `审计报告` with its number below is the head, and the 关于… below that the title."""
    between = [line for line in lines if best[-1].start < line.start < run[0].start]
    about = run[0].tight.startswith("关于") and "关于" not in _tight(best) and _complete(_tight(run))
    return about and any(_NUMBER.search(line.tight) for line in between)


def _bare(tight: str) -> str:
    return re.sub(rf"(?:{YEAR}|[x×*]{{2,4}})年?度?", "", tight)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Every run of lines above the text that may be a title."""
    index = 0
    while index < len(lines) and not _begins_text(lines[index:]):
        run = [lines[index]]
        if may_begin(lines[index]) and not _is_letterhead(lines[index:]):
            run = _whole(lines[index:])
            yield run
        index += len(run)


def _begins_text(lines: Sequence[Line]) -> bool:
    """Whether the head of the paper ends here; a number with 签发人:, and an address above 关于…, are parts of it."""
    line, below = lines[0], "".join(line.tight for line in lines[1:3])
    if not line.prose or _SUBTITLE.match(line.tight) or (_NUMBER.search(line.tight[:30]) and line.tight.endswith(":")):
        return False
    return not (line.tight.endswith(":") and below.startswith("关于") and len(line.tight) <= LONGEST)


def _tight(run: Sequence[Line]) -> str:
    return "".join(line.tight for line in run)


def may_begin(line: Line) -> bool:
    tight = line.tight
    if not 2 <= len(tight) <= LONGEST or not _SAYS.search(tight) or tight.endswith((":", ",", ";", "。")) or "\t" in line.text:
        return False
    if line.kind == "textbox" or _names_sheet(line) or (tight.startswith("(") and tight.endswith(")")):
        return False
    if NOISE.search(tight) or _FORM.match(tight) or _ISSUE.search(tight) or _NUMBER.search(_BEHIND.sub("", tight)):
        return False
    return find_date(tight.strip("()")) is None and (not line.enumerated or line.level > 0)


def _names_sheet(line: Line) -> bool:
    """Sheet1, 花名册: what stands in the sheet, or the name of the file, says more."""
    return line.kind == "heading" and not line.level


def _is_letterhead(lines: Sequence[Line]) -> bool:
    """`云岭县人民政府文件`, and `工作简报` or `会议纪要` above the number of the issue."""
    tight = lines[0].tight
    if len(tight) > 25 or re.search(rf"关于|{YEAR}", tight):
        return False
    below = lines[1:3]
    numbered = any(_ISSUE.match(line.tight) or _NUMBER.search(line.tight) for line in below)
    return bool(_PAPER_HEAD.search(tight)) or (bool(_SERIES_HEAD.search(tight)) and numbered)


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The first line and those that finish it: a title broken over lines, the unit first, or a subtitle."""
    if run := _broken(lines) or _couplet(lines):
        return run
    run = _units_above(lines)
    for line in lines[len(run) : len(run) + 3]:
        joined = _tight(run)
        if len(joined) + len(line.tight) > LONGEST or not _belongs(joined, line):
            break
        run.append(line)
    return run


def _broken(lines: Sequence[Line]) -> list[Line]:
    """Three or four lines that none but the last completes; empty where the title is not broken so.

    Those of a 关于…的通知 may stand apart; others stand close, and begin nothing new.
    """
    about = "关于" in lines[0].tight
    if _complete(lines[0].tight) or not may_begin(lines[0]):
        return []
    for count in range(3, 5):
        run = list(lines[:count])
        whole = len(run) == count and all(may_begin(line) and len(line.tight) <= 40 for line in run)
        close = about or not any(line.apart or _NEW.match(line.tight) or _SPEAKER.match(line.tight) for line in run[1:])
        if whole and close and len(_tight(run)) <= LONGEST and _ends_here(run):
            return run
    return []


def _ends_here(run: Sequence[Line]) -> bool:
    """Whether the last line completes what the others leave open; 心得 does not stop 体会."""
    if not _complete(_tight(run)):
        return False
    return not _complete(_tight(run[:-1])) or (len(run[-1].tight) <= _END_WORD and not run[-1].apart)


def _couplet(lines: Sequence[Line]) -> list[Line]:
    """The two lines of a speech's title that names no kind, right above its speaker or its greeting."""
    head, spoken = lines[:2], lines[2:3]
    if len(head) < 2 or not spoken or not _SPEAKER.match(spoken[0].tight):
        return []
    fits = all(may_begin(line) and len(line.tight) <= 30 and not _SPEAKER.match(line.tight) for line in head)
    return list(head) if fits and not any(type_of_title(line.tight) or _UNIT_LINE.match(line.tight) for line in head) else []


def _complete(tight: str) -> bool:
    """Whether a title says what it is; of one with 关于 only the last word counts."""
    return bool(_FORMAL.search(tight)) or (ends_with_type(tight) and not ("关于" in tight and _MATTER.search(tight)))


def _units_above(lines: Sequence[Line]) -> list[Line]:
    """The first line; with those below it where several units issue a paper together (县委, 县政府, 关于…)."""
    for count in range(2, _UNITS_ABOVE + 1):
        units, head = lines[:count], lines[count : count + 1]
        if head and head[0].tight.startswith("关于") and all(_UNIT_LINE.match(line.tight) for line in units):
            return list(units)
    return [lines[0]]


def _belongs(joined: str, line: Line) -> bool:
    """Whether `line` goes on with a title that so far is `joined`."""
    tight = line.tight
    if _SUBTITLE.match(tight):
        return True
    if joined.count("《") > joined.count("》") and not line.prose and len(tight) <= 40:
        return True
    if line.prose or not may_begin(line) or tight.startswith("(") or marker_of(line) or tight in joined:
        return False
    if ends_with_type(joined) and _GOES_ON.match(tight) and ends_with_type(tight):
        return True
    if not line.apart and len(tight) <= _END_WORD < len(joined) and _ENDS_KIND.match(tight):
        return True
    if not line.apart and _HELD.search(joined) and not _HELD_WHAT.search(joined) and _HELD_WHAT.search(tight):
        return True
    if "关于" in joined and "关于" not in tight and not line.apart and not _FORMAL.search(joined) and _FORMAL.search(tight):
        return True
    if ends_with_type(joined) or len(tight) > 40:
        return False
    if _UNIT_LINE.match(joined) and "关于" not in joined + tight and line.apart:
        return False
    if _BREAKS_OFF.search(joined) or (_UNIT_LINE.match(joined) and tight.startswith("关于")):
        return True
    begun = _UNIT_LINE.match(joined) or _UNFINISHED.search(joined) or _GOES_ON.match(tight)
    return ends_with_type(tight) and (bool(begun) or not line.apart)


def _reads_as_title(run: Sequence[Line]) -> bool:
    """Names its kind, is marked as a heading, or stands short above the text."""
    tight = _tight(run)
    if (len(tight) < 4 and not _KIND_ALONE.match(tight)) or tight.endswith(("。", ",", ";", ":")):
        return False
    if type_of_title(tight) or run[0].level:
        return True
    return len(tight) <= 40 and not _UNIT_LINE.match(tight)


def _confidence(run: Sequence[Line]) -> float:
    if ends_with_type(_tight(run)) or run[0].level:
        return 0.95
    return 0.85 if type_of_title(_tight(run)) else 0.6


def joined_lines(reading: Reading, run: Sequence[Line], confidence: float) -> Title:
    """The lines in one, spread letters closed up (`通　知`), a subtitle after ——."""
    value = ""
    for line in run:
        part = _closed_up(reading.original[line.start : line.end])
        value += "——" + _SUBTITLE.sub("", part) if _is_subtitle(value, line) else part
    return make_title(value, confidence, "describe.title_lines", (run[0].start, run[-1].end))


def _is_subtitle(value: str, line: Line) -> bool:
    """Whether a line with a dash before it is one, and not the end of 2014—2015."""
    return bool(value and _SUBTITLE.match(line.tight)) and not (value[-1].isdecimal() and line.tight[1:2].isdecimal())


def _closed_up(text: str) -> str:
    words = text.split()
    spread = len(words) > 1 and sum(len(word) == 1 for word in words) > len(words) / 2
    spread = spread or (len(words) > _WORDS and len("".join(words)) <= _LETTERS_A_WORD * len(words))
    return _cut_number(_ENDING.sub("", ("" if spread else " ").join(words)))


def _cut_number(value: str) -> str:
    """The title without its own number in brackets behind it."""
    match = _BEHIND.search(plain(value))
    return value[: match.start()].rstrip() if match else value


def make_title(value: str, confidence: float, code: str, span: tuple[int, int] | None = None) -> Title:
    return Title(value, plain(value), confidence, Reason(code), span)
