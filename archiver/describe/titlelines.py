"""The lines at the top of a paper that make its title: which of them reads best, and how they are joined."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.describe.headline import (
    BEHIND,
    ISSUE,
    LABEL_ALONE,
    LONGEST,
    NOISE,
    NUMBER,
    SUBTITLE,
    UNIT_LINE,
    may_begin,
    tight_of,
)
from archiver.describe.numerals import YEAR
from archiver.describe.plain import plain
from archiver.describe.reading import Line, Reading
from archiver.describe.types import ends_with_type, type_of_title
from archiver.describe.wrapped import is_complete, whole
from archiver.wording import Reason

_WORDS, _LETTERS_A_WORD = 3, 3
"""Recognition of characters parts a line into words, more of them and shorter than the halves of a title."""

_KIND_ALONE = re.compile(
    r"(?:申请|通知|通告|公告|请示|报告|证明|通报|决定|命令|公示|启事|批复|复函|议案|声明|说明|总结|小结|计划|方案|制度|合同|协议|"
    r"发言|讲话|汇报|心得|体会|贺信|请柬|(?:感谢|慰问|表扬|举报|公开|介绍|自荐|辞职)信|"
    r"(?:倡议|申请|建议|决心|保证|承诺|检讨|委托|授权|责任|合同|协议)书)$"
)
"""Short titles that are whole papers' only ones."""

_PAPER_HEAD = re.compile(r"(?:文件|公文处理笺|发文稿纸|拟稿纸)$")
_SERIES_HEAD = re.compile(r"(?:纪要|简报|信息|动态|专报|快报|通讯)$")
_BY_SITE = re.compile(
    r"\s*[(\[【](?:精选|通用|最新|热门|优秀|推荐|实用|整理|必备|合集|汇编|集锦|热选|汇总)*\s*(?:[\d一二三四五六七八九十]{1,3}篇|版)?[)\]】]$|"
    r"\s*\d{3,5}字$|_[^_]{2,30}$|\s[-–—]\s[^-–—]{2,12}$"
)
_ENDING = re.compile(r"\.(?:docx?|pdf|pptx?|xlsx?|txt|wps)(?:vip)?$", re.I)


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
    best = next((run for run in runs if run[0].level or type_of_title(tight_of(run))), runs[0] if runs else None)
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
    longer, shorter = tight_of(run), re.sub(rf"{YEAR}年?度?", "", tight_of(best))
    if "关于" in shorter:
        return False
    return run[0].start > best[-1].start and len(longer) > len(tight_of(best)) and _bare(longer).endswith(_bare(shorter))


def _headed(lines: Sequence[Line], best: Sequence[Line], run: Sequence[Line]) -> bool:
    """Whether `审计报告` with its number below is the head, and the 关于… below that the title."""
    between = [line for line in lines if best[-1].start < line.start < run[0].start]
    about = run[0].tight.startswith("关于") and "关于" not in tight_of(best) and is_complete(tight_of(run))
    return about and any(NUMBER.search(line.tight) for line in between)


def _bare(tight: str) -> str:
    return re.sub(rf"(?:{YEAR}|[x×*]{{2,4}})年?度?", "", tight)


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Every run of lines above the text that may be a title."""
    index = 0
    while index < len(lines) and not _begins_text(lines[index:]):
        run = list(lines[index : index + 2]) if LABEL_ALONE.match(lines[index].tight) else [lines[index]]
        if len(run) == 1 and may_begin(lines[index]) and not _is_letterhead(lines[index:]):
            run = whole(lines[index:])
            yield run
        index += len(run)


def _begins_text(lines: Sequence[Line]) -> bool:
    """Whether the head of the paper ends here; a number with 签发人:, and an address above 关于…, are parts of it."""
    line, below = lines[0], "".join(line.tight for line in lines[1:3])
    if NOISE.search(line.tight) and len(line.tight) <= LONGEST:
        return False
    if not line.prose or SUBTITLE.match(line.tight) or (NUMBER.search(line.tight[:30]) and line.tight.endswith(":")):
        return False
    return not (line.tight.endswith(":") and below.startswith("关于") and len(line.tight) <= LONGEST)


def _is_letterhead(lines: Sequence[Line]) -> bool:
    """`云岭县人民政府文件`, and `工作简报` or `会议纪要` above the number of the issue."""
    tight = lines[0].tight
    if len(tight) > 25 or re.search(rf"关于|{YEAR}", tight):
        return False
    below = lines[1:3]
    numbered = any(ISSUE.match(line.tight) or NUMBER.search(line.tight) for line in below)
    return bool(_PAPER_HEAD.search(tight)) or (bool(_SERIES_HEAD.search(tight)) and numbered)


def _reads_as_title(run: Sequence[Line]) -> bool:
    """Names its kind, is marked as a heading, or stands short above the text."""
    tight = tight_of(run)
    if (len(tight) < 4 and not _KIND_ALONE.match(tight)) or tight.endswith(("。", ",", ";", ":")):
        return False
    if type_of_title(tight) or run[0].level:
        return True
    return len(tight) <= 40 and not UNIT_LINE.match(tight)


def _confidence(run: Sequence[Line]) -> float:
    if ends_with_type(tight_of(run)) or run[0].level:
        return 0.95
    return 0.85 if type_of_title(tight_of(run)) else 0.6


def joined_lines(reading: Reading, run: Sequence[Line], confidence: float) -> Title:
    """The lines in one, spread letters closed up (`通　知`), a subtitle after ——."""
    value = ""
    for line in run:
        part = _closed_up(reading.original[line.start : line.end])
        value += "——" + SUBTITLE.sub("", part) if _is_subtitle(value, line) else part
    return make_title(value, confidence, "describe.title_lines", (run[0].start, run[-1].end))


def _is_subtitle(value: str, line: Line) -> bool:
    """Whether a line with a dash before it is one, and not the end of 2014—2015."""
    return bool(value and SUBTITLE.match(line.tight)) and not (value[-1].isdecimal() and line.tight[1:2].isdecimal())


def _closed_up(text: str) -> str:
    words = text.split()
    spread = len(words) > 1 and sum(len(word) == 1 for word in words) > len(words) / 2
    spread = spread or (len(words) > _WORDS and len("".join(words)) <= _LETTERS_A_WORD * len(words))
    return _cut_site(_cut_number(_ENDING.sub("", ("" if spread else " ").join(words))))


def _cut_number(value: str) -> str:
    """The title without its own number in brackets behind it."""
    match = BEHIND.search(plain(value))
    return value[: match.start()].rstrip() if match else value


def _cut_site(value: str) -> str:
    """The title without what a site adds to it: (通用15篇), 2000字, `_工作总结`; what is left must name its kind."""
    match = _BY_SITE.search(plain(value))
    return value[: match.start()] if match and ends_with_type(plain(value[: match.start()])) else value


def make_title(value: str, confidence: float, code: str, span: tuple[int, int] | None = None) -> Title:
    return Title(value, plain(value), confidence, Reason(code), span)
