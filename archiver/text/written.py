"""Texts as they are written, to be compared character by character: only the breaks of lines are taken out.

A line break inside a paragraph, with the white space around it, is nothing beside a wide (Chinese) character or
punctuation mark and a space between others; one with a blank line or a block edge in it is "\\n". Case, width,
character forms and every other space stay.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from archiver.model import Block
from archiver.text.folding import Offsets, cut

_BREAK = re.compile(r"[^\S\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]*(\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029])(\s*)")
_LINE = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Written:
    """A text without its line breaks, and where each of its characters stands in the original."""

    text: str
    places: Offsets

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` (not empty) stands in the original, end exclusive."""
        return int(self.places[start]), int(self.places[end - 1]) + 1


def as_written(text: str, blocks: Sequence[Block] = ()) -> Written:
    """`text` as it is compared when nothing is folded. Blocks are offsets into `text`."""
    whole, places = cut(text, blocks)
    parts: list[str] = []
    kept: list[Offsets] = []
    done = 0
    for gap in _BREAK.finditer(whole):
        instead = _instead(whole, gap)
        parts += (whole[done : gap.start()], instead)
        kept += (places[done : gap.start()], np.full(len(instead), places[gap.start()]))
        done = gap.end()
    parts.append(whole[done:])
    kept.append(places[done:])
    return Written("".join(parts), np.concatenate(kept))


def _instead(text: str, gap: re.Match[str]) -> str:
    """What stands for a line break."""
    if _LINE.search(gap[2]):
        return "\n"
    beside = text[max(gap.start() - 1, 0) : gap.start()] + text[gap.end() : gap.end() + 1]
    return "" if any(unicodedata.east_asian_width(char) in "WFA" for char in beside) else " "
