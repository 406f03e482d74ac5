"""What web sites leave in a paper copied from them: navigation, dates of publishing, editors' talk, bits of markup.

It is set aside as blocks of kind `residue`, which reading and search pass over; the text itself keeps every character.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from archiver.describe.plain import plain
from archiver.model import Block

MOST = 0.5
"""Where more than this share of a text looks like residue, it is a paper about web sites: nothing is set aside."""

LONGEST, LONGEST_TALK = 120, 320
"""Characters of a line of navigation, and of a line in which a site speaks for itself."""

FIRST_LINES = 10
"""A bare date with a clock is the site's only above the text."""

Span = tuple[int, int]

_NAVIGATION = re.compile(
    r"[上下]一[篇页][:：]|^[上下]一[篇页]$|版权声明|免责声明|我要投稿|返回(?:顶部|首页|列表|目录)|关闭窗口|打印本[页文]|"
    r"由会员分享|页珍藏版|更多相关《|立即了解$|客服老师|本文(?:简介|关键词)[:：]|[\[【]打印|加入收藏|分享到|相关(?:推荐|阅读|文章|范文)(?:[:：]|$)|推荐(?:访问|文章)(?:[:：]|$)|猜你喜欢|^热门(?:推荐|文章)|"
    r"点击(?:此处|这里)?下载|下载(?:地址|本文|文档)|本文(?:来源|地址|链接|网址|关键词)[:：]?|转载请注明|icp备|公网安备|"
    r"扫一扫|(?:展开|阅读)全文|^(?:您|你)(?:现在)?的?位置|^当前位置|^您?好?,?欢迎(?:访问|来到).{2,12}$|网友投稿|会员上传|copyright|"
    r"^[•·]?(?:约[\d.]+千字|约\d+页|举报|\d{4}-\d\d-\d\d发布于.{2,4}|\d{1,2})$"
)
_PATH = re.compile(r"^(?:首页|主页|网站首页).{0,20}[>»›].*[>»›]|[>»›]正文$")
_SITE = re.compile(r"小编|写写帮|【(?:参考|导语|引言|导读)】|(?:范文|文秘|作文|公文)(?:网|社)")
_GATHERED = re.compile(r"整理|收集|搜集|精选|范文")
_FOR_READERS = re.compile(
    r"供(?:大家|您|你|各位)?(?:参考|阅读|学习)|"
    r"(?:希望|但愿).{0,8}(?:对|帮助)(?:大家|您|你)|欢迎(?:大家)?(?:阅读|下载|参考|借鉴|咨询)|为(?:大家|您|你)"
)
_LABELS = tuple(
    re.compile(words)
    for words in (
        r"发布(?:时间|日期|人)?[:：]", r"更新(?:时间|日期)[:：]", r"(?:信息|文章)?来源[:：]", r"作者[:：]", r"(?:责任)?编辑[:：]",
        r"浏览(?:次数|量)?[:：]?", r"点击(?:次?数|率|量)?[:：]", r"(?:阅读|访问)(?:次?数|量)?[:：]", r"字[体号][:：]", r"打印",
        r"\d{4}-\d\d?-\d\d?\d\d:\d\d",
    )
)  # fmt: skip
_PUBLISHED = re.compile(r"发布(?:时间|日期)[:：]?\d{4}|^(?:发布(?:时间|日期)|更新(?:时间|日期)|浏览(?:次数|量)|点击数|访问次数)[:：]")
_CLOCK = re.compile(r"^(?:时间[:：])?\d{4}[-/]\d\d?[-/]\d\d?\d\d:\d\d(?::\d\d)?(?:下载本文|作者[:：].{0,20})*$")
_LEFT_BY_MARKUP = re.compile(r"^(?:style|msonormal|javascript|function\(.*)$")
_MARKUP = re.compile(
    r"[“\"]?msonormal[”\"]?(?:\s*[a-z]{2,9}=[“”\"'][a-z0-9:;%.\- ]*[“”\"']?)*\s*>?|"
    r"</?(?:p|div|span|br|font|strong|table|tr|td|a|img|o:p)\b[^<>\n]{0,150}/?>|&(?:nbsp|quot|ldquo|rdquo|mdash|hellip);|"
    r"第[ \t]*\d+[ \t]*页[ \t]*共[ \t]*\d+[ \t]*页(?:精品文档)?(?:-*下载后可任意编辑)?|原创,?尽在[^。\n]{2,15}。?"
)


def set_aside(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with the residue cut out of them as blocks of its own; a text without any keeps its blocks."""
    whole = tuple(blocks) or (Block("paragraph", 0, len(text)),)
    smooth = plain(text)
    spans = [(block, list(_spans(smooth, block, first=number == 0))) for number, block in enumerate(whole)]
    length = sum(end - start for _, found in spans for start, end in found)
    if not length or length > MOST * len(text):
        return tuple(blocks)
    return tuple(part for block, found in spans for part in _cut(block, found))


def _spans(smooth: str, block: Block, *, first: bool) -> Iterator[Span]:
    """Where residue stands in a block, in order: whole lines, and markup inside others."""
    if block.kind in ("cell", "residue"):
        return
    start, seen = block.start, 0
    for line in smooth[block.start : block.end].splitlines(keepends=True):
        tight = re.sub(r"\s+", "", line)
        seen += bool(tight)
        if tight and _is_residue(tight, top=first and seen <= FIRST_LINES):
            yield start, start + len(line.rstrip("\r\n"))
        else:
            yield from ((start + match.start(), start + match.end()) for match in _MARKUP.finditer(line))
        start += len(line)


def _is_residue(tight: str, *, top: bool) -> bool:
    if len(tight) > LONGEST_TALK:
        return False
    if len(tight) <= LONGEST and (_NAVIGATION.search(tight) or _PATH.search(tight) or _LEFT_BY_MARKUP.match(tight)):
        return True
    if len(tight) <= LONGEST and (_PUBLISHED.match(tight) or (top and _CLOCK.match(tight)) or _labelled(tight)):
        return True
    return _is_talk(tight)


def _labelled(tight: str) -> bool:
    """At least two of 来源, 作者, 浏览 … on one line."""
    return sum(bool(label.search(tight)) for label in _LABELS) >= 2


def _is_talk(tight: str) -> bool:
    """A site that speaks to its readers: who gathered this, and what for."""
    signs = (_SITE.search(tight), _GATHERED.search(tight), _FOR_READERS.search(tight))
    return (sum(map(bool, signs)) >= 2 and bool(signs[2] or signs[0])) or tight.startswith("【参考】")


def _cut(block: Block, spans: Sequence[Span]) -> Iterator[Block]:
    """A block as its own parts and those of residue; what residue inside a line parts still runs on."""
    at = block.start
    for start, end in spans:
        if at < start:
            yield replace(block, start=at, end=start, joined=block.joined if at == block.start else True)
        yield Block("residue", start, end, page=block.page, joined=True)
        at = end
    if at < block.end or not spans:
        yield replace(block, start=at, joined=block.joined if at == block.start else True)
