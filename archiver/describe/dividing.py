"""A file divided into its papers, and what shows that there are several."""

import re
from collections.abc import Sequence
from dataclasses import replace

from archiver.describe.closings import closed_papers, gathered_papers
from archiver.describe.numerals import count_of
from archiver.describe.pieces import Marker, Part, marker_of, markers
from archiver.describe.reading import Reading
from archiver.wording import NO_REASON, Reason

_CLAIM = re.compile(
    r"(?:精选|通用|合集|集锦|汇编|热门|最新|优秀|推荐|实用|模板|专业|大全|范文|汇总|整理|共|安排|总结|体会|报告|计划|讲话|方案|材料|[(])"
    r"了?(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})篇"
)


def divide(reading: Reading) -> tuple[list[Part], Reason]:
    """The papers in the file and why it is thought to hold several; one part without a reason where it holds one.

    Markers speak first. Without any, signatures and titles do, or the titles of a 汇编. What a headline claims
    (精选8篇) is only compared with what was found.
    """
    marked = markers(reading)
    claim = claimed(reading, marked[0].line.start if marked else len(reading.plain))
    if marked:
        return _parts([marker.line.start for marker in marked], marked, reading), _why("markers", claim, len(marked))
    for rule, starts in (("gathered", gathered_papers(reading, claim)), ("closed", closed_papers(reading))):
        if starts:
            first = [] if rule == "gathered" else [0]
            parts = _parts([*first, *starts], [], reading)
            return parts, _why(rule, claim, len(parts))
    return [Part(0, len(reading.original), _left_over(reading))], NO_REASON


def _left_over(reading: Reading) -> Marker | None:
    """The marker that a single paper has kept from the compilation it was cut out of."""
    found = (marker_of(line) for line in reading.lines[:3])
    return next((replace(marker, own=True) for marker in found if marker and marker.sure), None)


def claimed(reading: Reading, until: int) -> int:
    """How many papers the lines above the first marker say there are (精选8篇); 0 where they say nothing."""
    for line in reading.lines[:6]:
        if line.start <= until and len(line.tight) <= 80 and (match := _CLAIM.search(line.tight)):
            return count_of(match["n"])
    return 0


def _parts(starts: Sequence[int], marked: Sequence[Marker], reading: Reading) -> list[Part]:
    """The parts that begin at those places; the first takes in what stands above it."""
    ends = [*starts[1:], len(reading.original)]
    marks: Sequence[Marker | None] = marked or [None] * len(starts)
    return [
        Part(start if number else 0, end, marker)
        for number, (start, end, marker) in enumerate(zip(starts, ends, marks, strict=True))
    ]


def _why(rule: str, claim: int, count: int) -> Reason:
    if claim in (0, count):
        return Reason(f"describe.pieces_{rule}", {"count": count})
    return Reason("describe.pieces_claimed", {"count": count, "claim": claim})
