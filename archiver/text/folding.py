"""One form for all ways of writing the same words, used for the index and for every query.

A paper matches a literal if and only if `fold(literal)` stands in `fold(paper, blocks)`. Folding is NFKC, lower
case, simplified characters, ideographs for radicals; invisible characters are dropped. White space with at most
one line break between two Han characters folds to nothing; any other run of non-word characters to one space;
a run with a blank line or a block edge in it to "\\n", which no literal crosses. Ends are stripped.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from archiver.model import Block
from archiver.text.tables import CHARACTERS, EXPANSIONS, HAN, JOINS, KIND, LENGTH, LINE, ONE_TO_ONE, OTHER, SPACE

Codes = NDArray[np.uint32]
Offsets = NDArray[np.int64]
Marks = NDArray[np.bool_]
SPACE_CODE, LINE_CODE = 32, 10


class Folded:
    """Folded text that knows where each of its characters came from: code points of the original.

    `text` is of those `codes` that are kept; `first` and `last` are the characters each of them came from, and
    `places` where these stand in the original.
    """

    def __init__(self, codes: Codes, keep: Marks, first: Offsets, last: Offsets, places: Offsets) -> None:
        self.text = codes[keep].tobytes().decode("utf-32-le")
        self._keep, self._first, self._last, self._places = keep, first, last, places

    @cached_property
    def _kept(self) -> Offsets:
        return np.flatnonzero(self._keep)

    @cached_property
    def starts(self) -> Offsets:
        """Where each character begins in the original."""
        return self._places[self._first[self._keep]]

    @cached_property
    def ends(self) -> Offsets:
        """Where each character ends in the original, exclusive."""
        return self._places[self._last[self._keep]] + 1

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original, end exclusive."""
        first, last = self._first[self._kept[start]], self._last[self._kept[end - 1]]
        return int(self._places[first]), int(self._places[last]) + 1


def fold(text: str, blocks: Sequence[Block] = ()) -> str:
    """The folded form of `text`. Blocks are offsets into `text`; their edges become "\\n" unless joined."""
    return fold_mapped(text, blocks).text


def fold_mapped(text: str, blocks: Sequence[Block] = ()) -> Folded:
    """As `fold`, with the way back to the original."""
    whole, places = cut(text, blocks)
    codes, first, last = _fold_characters(whole)
    keep, gap_ends = _close_gaps(codes)
    last[gap_ends[0]] = last[gap_ends[1]]
    return Folded(codes, keep, first, last, places)


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
    outside = kind > HAN
    edges = (outside[1:] != outside[:-1]).nonzero()[0] + 1
    edges = edges[1 if outside[:1].any() else 0 :]
    edges = edges[: len(edges) // 2 * 2]  # of runs inside: what stands at an end of the text is stripped
    starts, ends, keep = edges[::2], edges[1::2], ~outside
    if len(starts):
        blank = _blank_lines(kind, starts, ends)
        between_han = (kind[starts - 1] == HAN) & (kind[ends] == HAN)
        stays = blank | ~between_han | (np.maximum.reduceat(kind, edges)[::2] == OTHER)
        codes[starts] = np.where(blank, LINE_CODE, SPACE_CODE)
        starts, ends = starts[stays], ends[stays]
        keep[starts] = True
    return keep, (starts, ends - 1)


def _blank_lines(kind: NDArray[np.uint8], starts: Offsets, ends: Offsets) -> Marks:
    """For each run, whether two line breaks in it have nothing but white space between them."""
    found = np.zeros(len(starts), dtype=bool)
    lines = (kind == LINE).nonzero()[0]
    if len(lines) > 1:
        after = kind[lines[:-1] + 1]
        blank = after == LINE
        for at in (after == SPACE).nonzero()[0].tolist():
            blank[at] = bool((kind[lines[at] + 1 : lines[at + 1]] == SPACE).all())
        seconds = lines[1:][blank]
        runs = starts.searchsorted(seconds, side="right") - 1
        found[runs[(runs >= 0) & (seconds < ends[runs])]] = True
    return found


def cut(text: str, blocks: Sequence[Block]) -> tuple[str, Offsets]:
    """The text with its block edges written as white space, and the place of each character in `text`."""
    text = _without_residue(text, blocks)
    sections = list(_sections(text, blocks))
    if len(sections) == 1:
        return text, np.arange(len(text))
    whole = "".join(gap + text[start:end] for gap, start, end in sections)
    gaps = np.array([len(gap) for gap, _start, _end in sections])
    starts = np.array([start for _gap, start, _end in sections])
    lengths = gaps + [end - start for _gap, start, end in sections]
    into_section = np.arange(len(whole)) - np.repeat(np.cumsum(lengths) - lengths + gaps, lengths)
    places = np.repeat(starts, lengths) + np.maximum(into_section, 0)
    return whole, np.minimum(places, len(text) - 1)


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
