"""Markers between the papers of a compilation (合集): 第二篇:…, …篇2, 范文二:…, …总结2."""

import re
from dataclasses import dataclass

from archiver.describe.reading import Line, Reading

_COUNT = r"(?:[一二三四五六七八九十百]{1,4}|\d{1,3})"
_BEFORE = re.compile(rf"^(?:第{_COUNT}篇|篇{_COUNT}|(?:范文|例文|样本){_COUNT})[::、.\s]\s*(?P<title>\S.*?)(?:\s*\d{{3,5}}字)?$")
_AFTER = re.compile(rf"^(?P<title>\S.{{3,60}}?)\s*[(]?篇\s*{_COUNT}[)]?$")
_COUNTED = re.compile(r"^(?P<title>\S.{3,60}(?:总结|计划|安排|报告|体会|汇报|讲话|方案|思路|设想|范文))\s*\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A line that begins a paper; `start` and `end` cut its title out of the line's text.

    `own` says that the title belongs to this paper alone; sites repeat a common one before 篇2.
    """

    line: Line
    start: int
    end: int
    own: bool


def marker_of(line: Line) -> Marker | None:
    """What a line marks, if it marks the beginning of a paper."""
    for pattern, own in ((_BEFORE, True), (_AFTER, False), (_COUNTED, False)):
        match = pattern.match(line.text)
        if match and not line.enumerated:
            return Marker(line, match.start("title"), match.end("title"), own)
    return None


def markers(reading: Reading) -> list[Marker]:
    """All markers of a paper; two or more of them make it a compilation."""
    return [marker for line in reading.lines if len(line.tight) <= 80 and (marker := marker_of(line))]
