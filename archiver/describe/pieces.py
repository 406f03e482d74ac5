"""Pieces (篇): where one paper of a compilation ends and the next begins."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.describe.numerals import count_of
from archiver.describe.reading import Line, Reading

APART = 150
"""Characters between two markers; lines of contents and headings stand closer (archives.md)."""

SHORT = 80
"""Characters of the shortest paper between two markers that might be headings of one."""

LONGEST = 80
_MISSING = 1
"""How many numbers a chain of unmistakable markers may lack: sites lose lines."""

_N = r"(?P<n>[一二三四五六七八九十百]{1,4}|\d{1,3})"
_N2 = _N.replace("<n>", "<n2>")
_ORNAMENT = r"[★☆◆◇■□●○▲△※=*#~\s]*"
_STEM = rf"^{_ORNAMENT}(?P<title>\S.{{2,60}}?)"
_SAMPLE = "(?:范文|例文|范本|样本|样例|范例|模板)"
_KIND = (
    "(?:总结|小结|计划|安排|报告|体会|心得|汇报|讲话稿?|方案|思路|设想|范文|演讲稿?|发言稿?|材料|请示|通知|制度|感想|感悟|[读观]后感|"
    "记录|笔记|合同|协议|[一-鿿][书信词]|通报|公告|简报|批复|意见|要点|预案|办法|剖析|周记|日记|评语|鉴定|证明|简历|述职|函)"
)
_LENGTH = r"(?:\s*[(]?\d{3,5}字[)]?)?"


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to mark a piece. A `sure` one is made for nothing else; others need a stem in common or a claim."""

    name: str
    pattern: re.Pattern[str]
    own: bool
    sure: bool


_FORMS = tuple(
    _Form(name, re.compile(pattern + _LENGTH + _ORNAMENT + "$"), own, sure)
    for name, pattern, own, sure in (
        ("第N篇", rf"^{_ORNAMENT}[\[【(]?第\s*{_N}\s*篇(?:文章)?(?:\s*[\]】):、.\s]+(?P<title>.*?))?", True, True),
        ("篇N", rf"^{_ORNAMENT}[\[【(]?篇\s*{_N}(?:\s*[\]】):、.\s]+(?P<title>.*?))?", True, True),
        ("范文N", rf"^{_ORNAMENT}[\[【(]?{_SAMPLE}\s*{_N}(?:\s*[\]】):、.\s]+(?P<title>.*?))?", True, True),
        ("例N", rf"^[\[【(]?例{_N}[\]】)]?(?:[:、.\s]+(?P<title>.*?))?", True, False),
        ("part N", rf"^part[.\s]*{_N}(?:[:、.\s]+(?P<title>.*?))?", True, False),
        ("…篇N", rf"{_STEM}\s*[\[【(]?\s*(?:第\s*{_N}\s*篇|篇\s*{_N2})[\]】)]?", False, True),
        ("…范文N", rf"{_STEM}\s*[\[【(]?{_SAMPLE}\s*{_N}[\]】)]?", False, True),
        ("…N", rf"^(?P<title>\S.{{2,60}}{_KIND})\s*(?:[(【\[]{_N}[)】\]]|(?P<n2>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}))", False, False),
        ("N、…范文", rf"^[(]?{_N}[)]?[、.]\s*(?P<title>\S.{{2,40}}?[(]?范文[)]?)", True, True),
    )
)  # fmt: skip


_BEFORE_TEXT = re.compile(rf"^{_ORNAMENT}[\[【(]?第{_N}篇[\]】)]?[:、\s]\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that begins a paper; `start` and `end` cut its title out of the line's text (equal: it names none).

    `own` says that the title belongs to this paper alone; sites repeat a common one before 篇2.
    """

    line: Line
    start: int
    end: int
    own: bool
    form: str
    number: int
    sure: bool

    @property
    def key(self) -> tuple[str, str]:
        """What the markers of one chain have in common: the form, and the stem before 篇2."""
        stem = "" if self.own else re.sub(r"\s+", "", self.line.text[self.start : self.end])
        return self.form, stem


def marker_of(line: Line) -> Marker | None:
    """What a line marks, if it can mark the beginning of a paper."""
    if line.kind == "cell":
        return None
    if len(line.tight) > LONGEST or line.tight.endswith(("。", ";", ",")):
        return _before_text(line)
    for form in _FORMS:
        match = form.pattern.match(line.text)
        if match and (form.own or not line.enumerated):
            numeral = match["n"] or match["n2"] if "n2" in match.groupdict() else match["n"]
            start, end = match.span("title") if match["title"] else (0, 0)
            return Marker(line, start, end, form.own, form.name, count_of(numeral), form.sure)
    return None


def _before_text(line: Line) -> Marker | None:
    """`第一篇 在县委的领导下，…`: a marker on the line that its paper begins with."""
    match = _BEFORE_TEXT.match(line.text)
    if match is None or len(line.tight) <= LONGEST // 2:
        return None
    return Marker(line, match.end(), match.end(), True, "第N篇", count_of(match["n"]), True)


def markers(reading: Reading) -> list[Marker]:
    """The markers between the papers of a compilation, in order; none where it is a single paper.

    They are the longest chain 1, 2, 3 … of one form and stem whose links stand APART.
    """
    found: dict[tuple[str, str], list[Marker]] = defaultdict(list)
    for line in reading.lines:
        if marker := marker_of(line):
            found[marker.key].append(marker)
    chains = [chain for marked in found.values() if (chain := _chain(marked, reading))]
    best = max(chains, key=lambda chain: (len(chain), -chain[0].line.start), default=[])
    return [] if _is_book(reading, best) else best


def _chain(marked: Sequence[Marker], reading: Reading) -> list[Marker]:
    """The markers that count on from the first, a number that stands in a list of contents left out."""
    chain: list[Marker] = []
    for marker in marked:
        ahead = marker.number - chain[-1].number if chain else marker.number
        near = bool(chain) and _near(chain[-1], marker, reading)
        if chain and marker.number == chain[-1].number == 1 and len(chain) == 1:
            chain = [marker]
        elif near and marker.number > 1:
            continue
        elif 1 <= ahead <= 1 + (_MISSING if marker.sure else 0):
            chain.append(marker)
    followed = bool(chain) and len(reading.plain) - chain[-1].line.end > len(chain[-1].line.text)
    return chain if len(chain) > 1 and followed else []


def _near(before: Marker, marker: Marker, reading: Reading) -> bool:
    """Whether two markers stand as close as lines of contents; running text parts them at once."""
    gap = marker.line.start - before.line.end
    if gap >= APART:
        return False
    between = (line for line in reading.lines if before.line.end <= line.start < marker.line.start)
    return (gap < SHORT and not marker.sure) or not any(line.prose for line in between)


def _is_book(reading: Reading, chain: Sequence[Marker]) -> bool:
    """第一篇 of a plan or an almanac stands over chapters (第一章), mostly with a name that is no paper's."""
    if not chain or chain[0].form != "第N篇":
        return False
    lines = reading.lines
    at = {line.start: index for index, line in enumerate(lines)}
    below = (lines[at[marker.line.start] + 1 : at[marker.line.start] + 4] for marker in chain)
    chapters = sum(any(re.match(r"第[一二三四五六七八九十百\d]{1,4}章", line.tight) for line in few) for few in below)
    return chapters * 2 >= len(chain)


@dataclass(frozen=True, slots=True)
class Part:
    """A paper of a file: `start` to `end` in code points, and the marker it begins with."""

    start: int
    end: int
    marker: Marker | None = None
