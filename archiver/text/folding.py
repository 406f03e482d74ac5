"""One form for all ways of writing the same words, used for the index and for every query.

A paper matches a literal if and only if `fold(literal)` stands in `fold(paper, blocks)`. Folding is NFKC, lower
case, simplified characters, ideographs for radicals; invisible characters are dropped. White space with at most
one line break between two Han characters folds to nothing; any other run of non-word characters to one space;
a run with a blank line or a block edge in it to "\\n", which no literal crosses. Ends are stripped.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from archiver.model import Block
from archiver.text.tables import CHARACTERS, EXPANSIONS, HAN, JOINS, KIND, LENGTH, LINE, ONE_TO_ONE, OTHER

Codes = NDArray[np.uint32]
Offsets = NDArray[np.int64]
Marks = NDArray[np.bool_]
SPACE_CODE, LINE_CODE = 32, 10


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text that knows where each of its characters came from: code points of the original."""

    text: str
    starts: Offsets
    ends: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original, end exclusive."""
        return int(self.starts[start]), int(self.ends[end - 1])


def fold(text: str, blocks: Sequence[Block] = ()) -> str:
    """The folded form of `text`. Blocks are offsets into `text`; their edges become "\\n" unless joined."""
    return fold_mapped(text, blocks).text


def fold_mapped(text: str, blocks: Sequence[Block] = ()) -> Folded:
    """As `fold`, with the way back to the original."""
    whole, places = cut(text, blocks)
    codes, first, last = _fold_characters(whole)
    keep, gap_ends = _close_gaps(codes)
    last[gap_ends[0]] = last[gap_ends[1]]
    folded = codes[keep].tobytes().decode("utf-32-le")
    return Folded(folded, places[first[keep]], places[last[keep]] + 1)


def _codes(text: str) -> Codes:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _fold_characters(text: str) -> tuple[Codes, Offsets, Offsets]:
    """The folded characters; with each the first and the last character of `text` it came from."""
    codes = _codes(text)
    parts: list[tuple[Codes, Offsets, Offsets]] = []
    done = 0
    for start, end in _clusters(codes):
        parts += (_fold_singly(codes, done, start), _fold_cluster(text, start, end))
        done = end
    parts.append(_fold_singly(codes, done, len(codes)))
    if len(parts) == 1:
        return parts[0]
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        np.concatenate([part[2] for part in parts]),
    )


def _fold_singly(codes: Codes, start: int, end: int) -> tuple[Codes, Offsets, Offsets]:
    """Characters that nothing joins: each becomes none, one or several."""
    codes = codes[start:end]
    lengths = LENGTH[codes]
    if (lengths == 1).all():
        places = np.arange(start, end)
        return ONE_TO_ONE[codes], places, places.copy()
    source = np.repeat(np.arange(end - start), lengths)
    folded = ONE_TO_ONE[codes][source]
    before = np.cumsum(lengths, dtype=np.int64) - lengths
    within = np.arange(len(source)) - before[source]
    several = lengths[source] > 1
    folded[several] = EXPANSIONS[folded[several] + within[several]]
    return folded, source + start, source + start


def _clusters(codes: Codes) -> list[tuple[int, int]]:
    """Where characters are joined by marks: the character before, and all that joins it."""
    joining = JOINS[codes]
    if not joining.any():
        return []
    starts, ends = _runs(joining)
    return [(max(int(start) - 1, 0), int(end)) for start, end in zip(starts, ends, strict=True)]


def _fold_cluster(text: str, start: int, end: int) -> tuple[Codes, Offsets, Offsets]:
    """A character with its marks; folded until nothing changes, as the table's single ones are."""
    folded, before = text[start:end], ""
    while folded != before:
        before = folded
        visible = "".join(char for char in folded if unicodedata.category(char) != "Cf")
        folded = unicodedata.normalize("NFKC", visible).translate(CHARACTERS)
    codes = _codes(folded).copy()
    return codes, np.full(len(codes), start), np.full(len(codes), end - 1)


def _runs(marked: Marks) -> tuple[Offsets, Offsets]:
    """Starts and ends (exclusive) of the runs of True."""
    padded = np.zeros(len(marked) + 2, dtype=np.int8)
    padded[1:-1] = marked
    steps = np.diff(padded)
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)


def _close_gaps(codes: Codes) -> tuple[Marks, tuple[Offsets, Offsets]]:
    """Write the gap of every run of non-word characters over its first one.

    Returns which characters stay, and the first and last character of each run that leaves a gap.
    """
    kind = KIND[codes]
    starts, ends = _runs(kind > HAN)
    keep = kind <= HAN
    inner = (starts > 0) & (ends < len(codes))
    starts, ends = starts[inner], ends[inner]
    if not len(starts):
        return keep, (starts, ends)
    edge = _blank_lines(kind, starts, ends)
    between_han = (kind[starts - 1] == HAN) & (kind[ends] == HAN)
    nothing = ~edge & between_han & ~_any_in(kind == OTHER, starts, ends)
    codes[starts] = np.where(edge, LINE_CODE, SPACE_CODE)
    keep[starts[~nothing]] = True
    return keep, (starts[~nothing], ends[~nothing] - 1)


def _any_in(marked: Marks, starts: Offsets, ends: Offsets) -> Marks:
    """Whether anything is marked in each of the runs."""
    counts = np.concatenate(([0], np.cumsum(marked)))
    return np.asarray(counts[ends] > counts[starts])


def _blank_lines(kind: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Marks:
    """For each run, whether two line breaks in it have nothing but white space between them."""
    found = np.zeros(len(starts), dtype=bool)
    lines = np.flatnonzero(kind == LINE)
    if len(lines) > 1:
        solid = np.cumsum((kind <= HAN) | (kind == OTHER))
        blank = lines[1:][solid[lines[1:]] == solid[lines[:-1]]]
        runs = np.searchsorted(starts, blank, side="right") - 1
        found[runs[(runs >= 0) & (blank < ends[runs])]] = True
    return found


def cut(text: str, blocks: Sequence[Block]) -> tuple[str, Offsets]:
    """The text with its block edges written as white space, and the place of each character in `text`."""
    text = _without_residue(text, blocks)
    sections = list(_sections(text, blocks))
    if len(sections) == 1:
        return text, np.arange(len(text))
    whole = "".join(gap + text[start:end] for gap, start, end in sections)
    places = [
        part
        for gap, start, end in sections
        for part in (np.full(len(gap), min(start, len(text) - 1)), np.arange(start, end))
    ]
    return whole, np.concatenate(places)


def _without_residue(text: str, blocks: Sequence[Block]) -> str:
    """The text with blanks where a web site's residue stands: it is found by nobody."""
    for block in blocks:
        if block.kind == "residue":
            blank = re.sub(r"[^\r\n]", " ", text[block.start : block.end])
            text = text[: block.start] + blank + text[block.end :]
    return text


def _sections(text: str, blocks: Sequence[Block]) -> Iterator[tuple[str, int, int]]:
    """The stretches between block edges, each after the white space that stands for the edge before it.

    A hard edge is a blank line. A joined one is a single line break, however many the file has there.
    """
    gap, start = "", 0
    joined = {block.start: block.joined for block in blocks if 0 < block.start < len(text)}
    for edge in sorted(joined):
        if edge < start:
            continue
        before, after = _around(text, edge) if joined[edge] else (edge, edge)
        if joined[edge] and 0 < start >= before:
            continue
        yield gap, start, before
        gap, start = "\n" if joined[edge] else "\n\n", after
    yield gap, start, len(text)


def _around(text: str, edge: int) -> tuple[int, int]:
    """The white space around `edge`: its start and end."""
    before = after = edge
    while before > 0 and text[before - 1].isspace():
        before -= 1
    while after < len(text) and text[after].isspace():
        after += 1
    return before, after
