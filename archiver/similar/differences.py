"""Two texts side by side: paragraphs that belong together in one row, the characters that differ marked.

A number is one sign: of 1,200 and 1,020 both are marked whole, as nobody reads the digits one by one.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from archiver.model import Row, Side

LIKE = 0.5
"""From this likeness on (difflib's ratio) two paragraphs are one that was changed, and stand side by side."""

LONGEST_BLOCK = 40
"""Paragraphs of a changed stretch that are all compared with one another; of longer ones each with the next few."""

AHEAD = 4
"""How many paragraphs further the partner of one is looked for in a long stretch."""

LONGEST = 1_500
"""Characters of a paragraph whose characters are compared; of longer ones the whole is marked."""


_SIGNS = re.compile(r"\d+(?:[.,，]\d+)*|.", re.DOTALL)


def side_by_side(one: str, other: str) -> Iterator[Row]:
    """The paragraphs of two texts in rows. White space does not count."""
    left, right = _paragraphs(one), _paragraphs(other)
    matcher = SequenceMatcher(None, [_tight(line) for line in left], [_tight(line) for line in right], autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(left[start:end], right[other_start:other_end], strict=True)
            yield from (Row(Side(mine), Side(theirs)) for mine, theirs in pairs)
        else:
            yield from _changed(left[start:end], right[other_start:other_end])


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tight(line: str) -> str:
    return "".join(line.split())


def _changed(left: Sequence[str], right: Sequence[str]) -> Iterator[Row]:
    """A stretch where the texts differ: like paragraphs together, in order, the others alone."""
    reach = LONGEST_BLOCK if max(len(left), len(right)) <= LONGEST_BLOCK else AHEAD
    done = 0
    for line in left:
        partner = _partner(line, right[done : done + reach])
        if partner is None:
            yield Row(_alone(line), None)
            continue
        yield from (Row(None, _alone(skipped)) for skipped in right[done : done + partner])
        yield _beside(line, right[done + partner])
        done += partner + 1
    yield from (Row(None, _alone(rest)) for rest in right[done:])


def _partner(line: str, candidates: Sequence[str]) -> int | None:
    """Which of the candidates a paragraph became; the first of the most like ones."""
    best, found = LIKE, None
    for number, candidate in enumerate(candidates):
        matcher = SequenceMatcher(None, line[:LONGEST], candidate[:LONGEST], autojunk=False)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and (ratio := matcher.ratio()) > best:
            best, found = ratio, number
    return found


def _alone(line: str) -> Side:
    return Side(line, ((0, len(line)),))


def _beside(left: str, right: str) -> Row:
    """Two versions of a paragraph with the characters marked that the other has not."""
    if max(len(left), len(right)) > LONGEST:
        return Row(_alone(left), _alone(right))
    mine, theirs = _SIGNS.findall(left), _SIGNS.findall(right)
    codes = SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes()
    differ = [code for code in codes if code[0] != "equal"]
    return Row(
        _marked(left, mine, [(start, end) for _, start, end, _, _ in differ]),
        _marked(right, theirs, [(start, end) for _, _, _, start, end in differ]),
    )


def _marked(text: str, signs: Sequence[str], spans: Sequence[tuple[int, int]]) -> Side:
    """A paragraph with spans of its signs marked; white space alone is not."""
    places = [0, *accumulate(map(len, signs))]
    marked = [(places[start], places[end]) for start, end in spans if "".join(signs[start:end]).strip()]
    return Side(text, tuple(marked))
