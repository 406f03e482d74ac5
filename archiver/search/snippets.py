"""Where the words of a query stand in a text, and the short stretch of it that shows them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.model import Block
from archiver.search.matching import View, places_of
from archiver.search.nodes import Literal, Near, Wild
from archiver.search.query import Query

Spans = list[tuple[int, int]]
Mark = Literal | Wild | Near
LEAD = 0.3
"""How much of a snippet stands before its first hit, at most."""

SENTENCE_ENDS = "。！？；\n"
_WHITE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a text on one line. `highlights` are code points of `text`, end exclusive."""

    text: str
    highlights: tuple[tuple[int, int], ...]


def highlights(text: str, blocks: Sequence[Block], query: Query, *, title: bool = False) -> Spans:
    """Every hit of what `query` wants: code points of `text`, in order, overlapping ones merged."""
    return [(start, end) for start, end, _marks in _hits(text, blocks, query.title_marks if title else query.marks)]


def snippet(text: str, blocks: Sequence[Block], query: Query, width: int = 80) -> Snippet:
    """About `width` characters around the hits that show most of the query; the beginning where there is none."""
    hits = _hits(text, blocks, query.marks)
    start, end = _window(text, hits, width)
    return _one_line(text, start, end, [(a, b) for a, b, _literals in hits if a >= start and b <= end])


def _hits(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[tuple[int, int, frozenset[int]]]:
    """Hits in order, each with the numbers of the marks that stand in it."""
    if not marks or not text:
        return []
    view = View(None, lambda: (text, blocks))
    found = [(*place, frozenset((number,))) for number, mark in enumerate(marks) for place in _apart(mark, view)]
    return _merged(found)


def _apart(mark: Mark, view: View) -> Spans:
    """The places of a mark, those left out that begin inside the one before: 工作工作 has 工作 twice, aaaa aa twice."""
    apart: Spans = []
    for start, end in sorted(places_of(mark, view)):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _merged(found: list[tuple[int, int, frozenset[int]]]) -> list[tuple[int, int, frozenset[int]]]:
    """Overlapping hits as one; hits that only touch stay apart."""
    merged: list[tuple[int, int, frozenset[int]]] = []
    for start, end, literals in sorted(found, key=lambda hit: (hit[0], -hit[1])):
        if merged and start < merged[-1][1]:
            first, last, before = merged[-1]
            merged[-1] = (first, max(last, end), before | literals)
        else:
            merged.append((start, end, literals))
    return merged


def _window(text: str, hits: list[tuple[int, int, frozenset[int]]], width: int) -> tuple[int, int]:
    """The stretch to show: it begins at a sentence where one begins shortly before the best hit."""
    if not hits:
        start = len(text) - len(text.lstrip())
        return start, min(len(text), start + width)
    first = _best(hits, width)
    width = max(width, hits[first][1] - hits[first][0])
    earliest = max(0, hits[first][0] - int(width * LEAD))
    sentence = max(text.rfind(mark, earliest, hits[first][0]) for mark in SENTENCE_ENDS) + 1
    start = max(earliest, sentence)
    end = min(len(text), max(start + width, hits[first][1]))
    return (start, end) if start + width <= len(text) else (max(0, min(start, len(text) - width)), len(text))


def _best(hits: list[tuple[int, int, frozenset[int]]], width: int) -> int:
    """The hit from which on `width` characters show most literals; the first of these."""
    best, most = 0, 0
    for place, (start, _end, literals) in enumerate(hits):
        shown = set(literals)
        for later_start, later_end, others in hits[place + 1 : place + 20]:
            if later_end - start > width * (1 - LEAD) or later_start < start:
                break
            shown |= others
        if len(shown) > most:
            best, most = place, len(shown)
    return best


def _one_line(text: str, start: int, end: int, spans: Spans) -> Snippet:
    """The stretch without its line breaks; white space inside is one space, and a cut end is an ellipsis."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    before = "…" if text[:start].strip() else ""
    after = "…" if text[end:].strip() else ""

    def place(at: int) -> int:
        return len(before) + len(_WHITE.sub(" ", text[start:at]))

    inside = tuple((place(a), place(b)) for a, b in spans if start <= a and b <= end)
    return Snippet(before + _WHITE.sub(" ", text[start:end]) + after, inside)
