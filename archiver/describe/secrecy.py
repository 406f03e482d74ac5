"""Secrecy marks: 绝密, 机密, 秘密 (GB/T 9704-2012, 7.2.2; 保密法). A marked paper must not be taken in."""

import re
from collections.abc import Iterator, Mapping, Sequence

from archiver.describe.plain import plain
from archiver.describe.reading import Line, Reading, read
from archiver.model import Block

SECRECY_VERSION = 2
"""Raised with every mark that is seen anew: texts stored before are looked at again."""

TOP_LINES = 30
"""How many lines from the top a mark without ★ is looked for: the first page of a paper."""

CORNER_LINES = 10
"""Lines in which the mark stands by GB/T 9704, the head of the paper: there "机密。" and a bare cell are believed."""

LONGEST_LINE = 60
"""Characters of a line that may hold a mark; what is longer is running text."""

_LEVEL = "(?P<level>绝密|机密|[秘祕]密)"
_STAR = r"[★☆✩✭✮✯✰⭐⭑*∗﹡⋆]"
_TIME = (
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:年|个月|天|日)|长期|永久|"
    r"(?:至|到)?(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?"
)
_TERM = rf"(?P<term>{_TIME}|[一-鿿]{{1,4}}[前后](?:解密)?)"
_URGENT = "特急|加急|平急|急件|特提"
_INTERNAL = "(?:内部(?:资料|文件|材料|使用)?|注意保存|请勿外传|国家秘密)*"
_OPEN, _CLOSE = r"[\[【〖(<「『{\"'“”‘〔]", r"[\]】〗)>」』}\"'”“’〕]"
_LEAD = rf"{_INTERNAL}(?:(?:份号|编号|no\.?|№)?:?\d{{0,8}})?(?:密级(?:(?:和|及)保密期限)?:?)?{_OPEN}{{0,2}}"
_TAIL = rf"{_CLOSE}{{0,2}}(?:紧急程度:?|{_URGENT})*{_INTERNAL}"
_STARRED = re.compile(
    f"^{_LEAD}(?:{_STAR}{_LEVEL.replace('level', 'behind')}[级件]?{_STAR}*|{_LEVEL}[级件]?{_CLOSE}?{_STAR}+)"
    f"{_TERM}?{_TAIL}$"
)
_STARRED_IN_LINE = re.compile(
    rf"(?<![一-鿿“《「\"'])(?P<level>[绝机秘祕]\s*密)[级件]?\s*{_STAR}\s*(?:{_TERM}|(?![一-鿿])|(?={_URGENT}))"
    r"(?![^★☆]*[”》」])"
)
_ALONE = re.compile(
    f"^{_LEAD}{_LEVEL}[级件]?(?:[·.—?-]?(?P<term>{_TIME})|\\((?:保密期限:?)?(?P<bracketed>{_TIME})\\))?{_TAIL}$"
)
_LABELLED = re.compile(rf"^密级(?:(?:和|及)保密期限)?[::]{_LEVEL}级?(?:保密期限.*|[,;、]?(?P<term>{_TIME}))?$")
_PREFIXED = re.compile(rf"^(?:主题:|标题:|(?:re|fw|fwd|回复|转发|答复):)*[\[【〖〔]{_LEVEL}[级件]?[\]】〗〕]")
_CALLED_OUT = re.compile(rf"^{_LEAD}{_LEVEL}[级件]?[。.!！]+$")
_UPRIGHT = re.compile(rf"[绝机秘祕密级件年月日天长期永久个]|{_STAR}|\d{{1,3}}|{_TIME}")
_EXAM = re.compile(r"启用|启封|完毕前|考试|考前|开考|使用前|结束前|测试|试卷|试题|答卷|高考|中考|会考|招生|考生")
_A_WORK = re.compile(r"^(?:——|--|—|–|\(?(?:作者|导演|主演|编剧|作词|词曲|文/|原著|主演|观后感|影评|读后感))")
"""What stands under the title of a film, a song or a story called 绝密."""


def secrecy_mark(
    text: str,
    blocks: Sequence[Block] = (),
    properties: Mapping[str, str] | None = None,
    top_lines: int = TOP_LINES,
) -> str | None:
    """The secrecy mark of a paper, as level and term ("秘密", "秘密★1年"), or None.

    With ★ it counts on a line of its own wherever that stands, and inside a short line near the top, in a
    header or in a text box; without ★ only near the top, in a header, or as a property of the file.
    `绝密★启用前` of exam papers, running text (商业秘密) and empty labels (密级：) are none. A later page of a paper has no `top_lines`.
    """
    said = "\n".join((properties or {}).values())
    return (
        (_mark_of_text(read(text, blocks), top_lines) if _may_bear_one(text) else None)
        or (_first_mark(read(said).lines) if _may_bear_one(said) else None)
    )  # fmt: skip


def _may_bear_one(text: str) -> bool:
    """Every mark holds this sign; most papers don't, and need not be laid out in lines for it."""
    return "密" in plain(text)


def _mark_of_text(reading: Reading, top_lines: int) -> str | None:
    top = reading.lines[:top_lines]
    outside = [*reading.margins, *(line for line in reading.lines if line.kind == "textbox")]
    return (
        _first_mark([*top, *outside], head=min(len(top), CORNER_LINES))
        or _starred(reading.lines[top_lines:])
        or _first_mark(list(_upright(top)))
    )


def _first_mark(lines: Sequence[Line], head: int = 0) -> str | None:
    """The first mark on lines near the top; the first `head` of them are the head of the paper."""
    levels = {line.tight for line in lines if line.tight in ("绝密", "机密", "秘密")}
    for number, line in enumerate(lines):
        if "密" not in line.tight or len(line.tight) > LONGEST_LINE:
            continue
        after = lines[number + 1] if number + 1 < len(lines) else None
        found = _STARRED.match(line.tight) or _STARRED_IN_LINE.search(line.text) or _LABELLED.match(line.tight)
        found = found or _PREFIXED.match(line.tight)
        if not found and not _is_of_a_list(lines, number, levels):
            found = _ALONE.match(line.tight)
            if line.kind == "cell" and not _cell_may_mark(lines, number):
                found = None
            if not found and number < head:
                found = _CALLED_OUT.match(line.tight)
        if found and not _exam_paper(line, after):
            return _written(found)
    return None


def _starred(lines: Sequence[Line]) -> str | None:
    """The first line further down that is nothing but level, ★ and term."""
    for line, after in zip(lines, (*lines[1:], None), strict=False):
        if "密" in line.tight and len(line.tight) <= LONGEST_LINE:
            found = _STARRED.match(line.tight)
            if found and not _exam_paper(line, after):
                return _written(found)
    return None


def _written(found: re.Match[str]) -> str:
    groups = found.groupdict()
    level = "".join((groups.get("level") or groups["behind"]).split()).replace("祕", "秘")
    term = groups.get("term") or groups.get("bracketed")
    return level + (f"★{term}" if term else "")


def _upright(lines: Sequence[Line]) -> Iterator[Line]:
    """What is written from top to bottom, one sign a line, as one line; on a line of its own nothing is a mark."""
    run: list[Line] = []
    for line in [*lines, None]:
        if line is not None and _UPRIGHT.fullmatch(line.tight):
            run.append(line)
            continue
        if len(run) > 1:
            joined = "".join(each.tight for each in run)
            yield Line(run[0].start, run[-1].end, joined, joined, run[0].kind, 0, apart=True)
        run = []


def _is_of_a_list(lines: Sequence[Line], number: int, levels: set[str]) -> bool:
    """Whether a bare word is one of several levels that are explained, or the title of a film or a song.

    On the first line, or said once more further on, it is the mark of a paper that explains levels.
    """
    word = lines[number].tight
    near = lines[max(0, number - 1) : number + 2]
    if any(line.tight in levels - {word} for line in near):
        return True
    after = lines[number + 1].tight if number + 1 < len(lines) else ""
    if after.startswith((word + "级", word + "是", word + "指", word + ",", "是指")) or _A_WORK.match(after):
        return True
    return number > 0 and len(levels) > 1 and sum(line.tight == word for line in lines) == 1


def _cell_may_mark(lines: Sequence[Line], number: int) -> bool:
    """A bare 秘密 in a table is the mark beside its label, or where nothing of the table but a title is before it."""
    if number and lines[number - 1].tight.rstrip(":") == "密级":
        return True
    return number < 3 and sum(line.kind == "cell" for line in lines[:number]) < 2


def _exam_paper(line: Line, after: Line | None) -> bool:
    """`绝密★启用前`, also broken after the star."""
    rest = line.tight.rpartition("密")[2]
    return bool(_EXAM.search(rest) or (after is not None and _EXAM.match(after.tight)))
