"""Secrecy marks: 绝密, 机密, 秘密 (GB/T 9704-2012, 7.2.2; 保密法). A marked paper must not be taken in."""

import re
from collections.abc import Sequence

from archiver.describe.reading import Line, read
from archiver.model import Block

TOP_LINES = 30
"""How many lines from the top a mark without ★ is looked for: the first page of a paper."""

_LEVELS = frozenset({"绝密", "机密", "秘密"})
_LEVEL = "(?P<level>绝密|机密|[秘祕]密)"
_STAR = r"[★☆✩✭✮✯✰⭐⭑*∗﹡⋆]"
_TIME = (
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:年|个月|天|日)|长期|永久|"
    r"(?:至|到)?(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?"
)
_TERM = rf"(?P<term>{_TIME}|[一-鿿]{{1,4}}[前后](?:解密)?)"
_LEAD = r"(?:(?:份号|编号|no\.?|№)?:?\d{0,8})?(?:密级(?:(?:和|及)保密期限)?:?)?[\[【(<「]?"
_TAIL = r"[\]】)>」]?(?:紧急程度:?|特急|加急|平急|急件|特提)*"
_STARRED = re.compile(f"^{_LEAD}{_STAR}?{_LEVEL}[级件]?{_STAR}+{_TERM}?{_TAIL}$")
_STARRED_IN_LINE = re.compile(
    rf"(?<![一-鿿“《「\"'])(?P<level>[绝机秘祕]\s*密)[级件]?\s*{_STAR}\s*{_TERM}?(?![^★☆]*[”》」])"
)
_ALONE = re.compile(f"^{_LEAD}{_LEVEL}[级件]?(?:[·.—?-]?(?P<term>{_TIME}))?{_TAIL}$")
_LABELLED = re.compile(rf"^密级(?:(?:和|及)保密期限)?[::]{_LEVEL}级?(?:保密期限.*|[,;、]?(?P<term>{_TIME}))?$")
_EXAM = re.compile(r"启用|启封|完毕前|考试|考前|开考|使用前|结束前|测试|试卷|试题|答卷|高考|中考|会考|招生|考生")


def secrecy_mark(text: str, blocks: Sequence[Block] = (), top_lines: int = TOP_LINES) -> str | None:
    """The secrecy mark of a paper, as level and term ("秘密", "秘密★1年"), or None.

    With ★ it counts on a line of its own wherever that stands, and inside a short line near the top, in a
    header or in a text box; without ★ only near the top or in a header. `绝密★启用前` of exam papers,
    running text (商业秘密) and empty labels (密级：) are none. A later page of a paper has no `top_lines`.
    """
    reading = read(text, blocks)
    top = reading.lines[:top_lines]
    outside = [*reading.margins, *(line for line in reading.lines if line.kind == "textbox")]
    return (
        _first_mark([*top, *outside], near_top=True)
        or _first_mark(reading.lines[top_lines:], near_top=False)
    )  # fmt: skip


def _first_mark(lines: Sequence[Line], *, near_top: bool) -> str | None:
    for before, line, after in zip((None, *lines), lines, (*lines[1:], None), strict=False):
        if "密" not in line.tight or len(line.tight) > 60:
            continue
        found = _match(line, before, after) if near_top else _STARRED.match(line.tight)
        if found and not _exam_paper(line, after):
            term = found.groupdict().get("term")
            level = "".join(found["level"].split()).replace("祕", "秘")
            return level + (f"★{term}" if term else "")
    return None


def _match(line: Line, before: Line | None, after: Line | None) -> re.Match[str] | None:
    """The mark on a line near the top, with or without ★."""
    found = (
        _STARRED.match(line.tight) or _STARRED_IN_LINE.search(line.text) or _LABELLED.match(line.tight)
    )
    return found or (_ALONE.match(line.tight) if _may_stand_alone(line, before, after) else None)


def _may_stand_alone(line: Line, before: Line | None, after: Line | None) -> bool:
    """A bare 秘密 in a table is the mark only beside its label; a list of all three levels is none."""
    if line.kind == "cell":
        return before is not None and before.tight.rstrip(":") == "密级"
    return not any(near is not None and near.tight in _LEVELS - {line.tight} for near in (before, after))


def _exam_paper(line: Line, after: Line | None) -> bool:
    """`绝密★启用前`, also broken after the star."""
    rest = line.tight.rpartition("密")[2]
    return bool(_EXAM.search(rest) or (after is not None and _EXAM.match(after.tight)))
