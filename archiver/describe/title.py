"""The title (题名): the first lines that can be one, a marker, the file's properties, or its name."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archiver.describe.filename import clean_name, says_something
from archiver.describe.numerals import YEAR, find_date
from archiver.describe.pieces import Marker, marker_of
from archiver.describe.plain import plain
from archiver.describe.reading import Line, Reading
from archiver.describe.types import ends_with_type, type_of_title
from archiver.wording import Reason

TOP_LINES = 15
CERTAIN = 0.7
_LABELLED = re.compile(r"^(?:会议名称|活动名称|标题|题目|题名|文件名称|名称)\s*:\s*(?P<title>\S.*)$")
_UNITS_ABOVE = 3
_GATHERED = re.compile(r"(?:整理|收集|搜集|带来|准备)了?的?(?:多篇|一些|关于|有关)?[“《:]?(?P<title>[^,。;:”》]{5,40}?)(?:的?(?:内容|范文|文章|资料|相关内容))?[”》]?[,。;]")
LONGEST = 70
"""Longer lines are not titles; counted without white space."""

_NOISE = re.compile(
    r"返回(?:顶部|首页|列表)|版权声明|我要投稿|上一篇|下一篇|当前位置|您的位置|首页|网友|浏览次数|点击数|来源:|作者:|发布时间|更新时间|"
    r"字体[:大]|打印本页|关闭窗口|www\.|http|\.com|msonormal|编辑:|分享到|文秘网|【(?:参考|导语|引言)】|本文是"
)
_FORM = re.compile(
    r"^(?:绝密|机密|秘密|内部|密级|特急|加急|平急|急件|份号|编号|签发|主送|抄送|报:|送:|附件?[\d一二三四五:]*$|附表|目录$|"
    r"会议时间|会议地点|时间:|地点:|主持|记录人?|[出列缺]席|到会|参加|议题|第?\d+页|[\d\s/.\-—]+$|no\.?\d*|发文|收文|正文$|序号$|姓名$|"
    r"单位:|填报|(?:会议|活动|文件)?名称:|标题:|题[目名]:)"
)
_ISSUE = re.compile(r"^\(?(?:总?第|20\d\d年第?)[\d一二三四五六七八九十]+期|^(?:第\d+号|〔\d{4}〕第?\d+号)$")
_NUMBER = re.compile(r"[〔\[【(][\dx*]{0,4}年?[〕\]】)]第?[\dx*]*号")
_BEHIND = re.compile(r"(?<=[一-鿿》)])\([一-鿿]{2,12}[〔\[(]\d{4}[〕\])]第?\d{1,5}号\)$")
_KIND_ALONE = re.compile(r"(?:申请|通知|通告|公告|请示|报告|证明|通报|决定|命令|公示|启事|批复|复函|议案)$")
_PAPER_HEAD = re.compile(r"(?:文件|公文处理笺|发文稿纸|拟稿纸)$")
_SERIES_HEAD = re.compile(r"(?:纪要|简报|信息|动态|专报|快报|通讯)$")
_SUBTITLE = re.compile(r"^(?:[—–\-]{1,4}|─+)(?=[一-鿿\d《“x])")
_BREAKS_OFF = re.compile(r"(?:的|和|与|及|暨|关于|对|、|[(《“])$")
_UNFINISHED = re.compile(rf"关于|{YEAR}年|(?:工作|会议|建设|管理|情况)$")
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


def find_title(
    reading: Reading, marker: Marker | None, name: str, properties: Mapping[str, str]
) -> Title:
    """The best title there is; `name` is the file's name without its ending, "" where it names several papers.

    `marker` is that of the paper: what it names stands back behind a title of the paper's own. A value of "" asks
    for a title made up of what the other rules find.
    """
    lines = reading.lines[:TOP_LINES]
    written = _written(reading, [line for line in lines if marker is None or line.start > marker.line.start])
    if marker and marker.end > marker.start:
        if written is None or (marker.own and written.confidence < CERTAIN) or _lies_deep(reading, written):
            return _marked(reading, marker) if marker.own else _title("", 0.0, "describe.title_marker")
    return (
        written
        or _labelled(reading)
        or _named_by_site(reading)
        or _property(reading, properties)
        or _from_name(name)
        or _anywhere(reading)
        or _title("", 0.0, "describe.title_opening")
    )


def title_without_words(reading: Reading, marker: Marker | None, name: str, made_up: str) -> Title:
    """What stands in for a title: one made up of the other values, what a site calls all its pieces, the first words
    of the text, the file's name."""
    if made_up:
        return _title(made_up, 0.5, "describe.title_composed")
    if marker and marker.end > marker.start:
        return _marked(reading, marker)
    return _opening(reading) or _title(name, 0.3, "describe.title_name")


def _lies_deep(reading: Reading, title: Title) -> bool:
    """Whether text stands between the marker and the title: it heads a part and not the paper."""
    return title.span is not None and any(line.prose for line in reading.lines[1:6] if line.start < title.span[0])


def _labelled(reading: Reading) -> Title | None:
    """`会议名称：…`, `标题：…`: the title as a form gives it."""
    for line in reading.lines[:6]:
        match = _LABELLED.match(line.text)
        if match and 4 <= len(match["title"]) <= LONGEST:
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return _title(reading.original[start:end], 0.8, "describe.title_lines", (start, end))
    return None


def _named_by_site(reading: Reading) -> Title | None:
    """`下面是小编为大家整理的2023年乡镇工作总结，供大家参考`: all that is left of the title of a copied paper."""
    for line in reading.residue:
        match = _GATHERED.search(line.text)
        if match and type_of_title(match["title"]):
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return _title(reading.original[start:end], 0.6, "describe.title_site", (start, end))
    return None


def _anywhere(reading: Reading) -> Title | None:
    """A line further down that can only be a title: below a table, above its signature."""
    for line in reading.lines[TOP_LINES // 2 :]:
        if _may_begin(line) and 8 <= len(line.tight) <= 40 and line.kind != "cell" and ends_with_type(line.text):
            if re.search(rf"{YEAR}|关于", line.tight) and not re.search(r"[,。;:\t]", line.text):
                return _joined(reading, [line], 0.5)
    return None


def _marked(reading: Reading, marker: Marker) -> Title:
    """The title a marker gives."""
    start, end = marker.line.start + marker.start, marker.line.start + marker.end
    value = reading.original[start:end].strip()
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        value, start, end = value[1:-1], start + 1, end - 1
    return _title(
        value, 0.85 if marker.own else 0.5, "describe.title_marker", (start, end)
    )


def _written(reading: Reading, lines: Sequence[Line]) -> Title | None:
    """The first run of short lines that reads as a title, broken lines joined.

    A line that names its kind goes before what stands above it: web pages begin with 返回顶部 and the like.
    """
    runs = [run for run in _runs(lines) if _reads_as_title(run)]
    best = next((run for run in runs if run[0].level or type_of_title(_tight(run))), runs[0] if runs else None)
    best = next((run for run in runs if best and _says_more(run, best)), best)
    if best is None:
        heads = [line for line in lines if _may_begin(line) and _SERIES_HEAD.search(line.tight)]
        return _joined(reading, heads[:1], 0.7) if heads else None
    return _joined(reading, best, _confidence(best))


def _says_more(run: Sequence[Line], best: Sequence[Line]) -> bool:
    """Whether a later title is the paper's own, of which a site had made a shorter one: the same, with unit or year."""
    longer, shorter = _tight(run), re.sub(rf"{YEAR}年?度?", "", _tight(best))
    if "关于" in shorter:
        return False
    return run[0].start > best[-1].start and len(longer) > len(_tight(best)) and _bare(longer).endswith(_bare(shorter))


def _bare(tight: str) -> str:
    return re.sub(rf"(?:{YEAR}|[x×*]{{2,4}})年?度?", "", tight)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Every run of lines above the text that may be a title."""
    index = 0
    while index < len(lines) and not (lines[index].prose and not _SUBTITLE.match(lines[index].tight)):
        run = [lines[index]]
        if _may_begin(lines[index]) and not _is_letterhead(lines[index:]):
            run = _whole(lines[index:])
            yield run
        index += len(run)


def _tight(run: Sequence[Line]) -> str:
    return "".join(line.tight for line in run)


def _may_begin(line: Line) -> bool:
    tight = line.tight
    if not 2 <= len(tight) <= LONGEST or tight.endswith((":", ",", ";", "。")) or "\t" in line.text:
        return False
    if line.kind == "textbox" or _names_sheet(line):
        return False
    if _NOISE.search(tight) or _FORM.match(tight) or _ISSUE.match(tight) or _NUMBER.search(_BEHIND.sub("", tight)):
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
    return bool(_PAPER_HEAD.search(tight)) or (
        bool(_SERIES_HEAD.search(tight)) and any(_ISSUE.match(line.tight) or _NUMBER.search(line.tight) for line in below)
    )


def _whole(lines: Sequence[Line]) -> list[Line]:
    """The first line and those that finish it: a title broken over lines, the unit first, or a subtitle."""
    run = _units_above(lines)
    for line in lines[len(run) : len(run) + 3]:
        joined = _tight(run)
        if len(joined) + len(line.tight) > LONGEST or not _belongs(joined, line):
            break
        run.append(line)
    return run


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
    if line.prose or not _may_begin(line) or tight.startswith("(") or marker_of(line) or tight in joined:
        return False
    if ends_with_type(joined) and _GOES_ON.match(tight) and ends_with_type(tight):
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


def _property(reading: Reading, properties: Mapping[str, str]) -> Title | None:
    """The title in the file's properties, if it names a kind and the text knows most of its words."""
    value = next((value for key, value in properties.items() if key.lower() == "title"), "")
    value = re.split(r"[_|]|\s[-–—]\s", value)[0].strip()
    smooth = plain(value)
    if not 5 <= len(value) <= LONGEST or not type_of_title(smooth):
        return None
    words = set(re.findall(r"[一-鿿]{2}", smooth))
    if reading.lines and sum(word in reading.body for word in words) < len(words) / 2:
        return None
    return _title(value, 0.7, "describe.title_property")


def _from_name(name: str) -> Title | None:
    value = clean_name(name)
    return _title(value, 0.6, "describe.title_name") if says_something(value) else None


def _opening(reading: Reading) -> Title | None:
    """The first clause of the text, cut, where neither lines nor name give a title."""
    for line in reading.lines[:TOP_LINES]:
        if _NOISE.search(line.tight) or len(re.findall(r"[一-鿿]", line.tight)) < 4:
            continue
        end = line.start + len(re.split(r"[,。;:]", line.text)[0][:30])
        return _title(reading.original[line.start : end], 0.3, "describe.title_opening", (line.start, end))
    return None


def _joined(reading: Reading, run: Sequence[Line], confidence: float) -> Title:
    """The lines in one, spread letters closed up (`通　知`), a subtitle after ——."""
    value = ""
    for line in run:
        part = _closed_up(reading.original[line.start : line.end])
        value += "——" + _SUBTITLE.sub("", part) if value and _SUBTITLE.match(line.tight) else part
    return _title(value, confidence, "describe.title_lines", (run[0].start, run[-1].end))


def _closed_up(text: str) -> str:
    words = text.split()
    spread = len(words) > 1 and sum(len(word) == 1 for word in words) > len(words) / 2
    return _cut_number(_ENDING.sub("", ("" if spread else " ").join(words)))


def _cut_number(value: str) -> str:
    """The title without its own number in brackets behind it."""
    match = _BEHIND.search(plain(value))
    return value[: match.start()].rstrip() if match else value


def _title(value: str, confidence: float, code: str, span: tuple[int, int] | None = None) -> Title:
    return Title(value, plain(value), confidence, Reason(code), span)
