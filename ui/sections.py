"""Sections of a paper by the numbers of its headings (GB/T 9704: 一、 then （一） then 1. then （1）)."""

import re
from collections.abc import Sequence

LEVELS = (
    re.compile(r"第[一二三四五六七八九十百\d]+[编章篇部分]"),
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[（(][一二三四五六七八九十]+[）)]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
"""Ways of numbering a heading, the highest first."""


def section(lines: Sequence[str], at: int) -> tuple[int, int]:
    """The lines of the section in which the line `at` stands, end exclusive: from the nearest heading above it to the
    next one of its level or a higher. Without a heading above it ends where the first one begins."""
    start = next((number for number in range(at, -1, -1) if _level(lines[number]) is not None), None)
    reach = len(LEVELS) if start is None else _level(lines[start])
    assert reach is not None
    after = range(at + 1, len(lines))
    end = next((n for n in after if (level := _level(lines[n])) is not None and level <= reach), len(lines))
    return start or 0, end


def _level(line: str) -> int | None:
    return next((level for level, pattern in enumerate(LEVELS) if pattern.match(line)), None)
