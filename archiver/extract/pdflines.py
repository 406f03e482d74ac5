"""Lines of a PDF, and where a word runs on from one into the next.

Between two Han characters a line break counts for nothing in a search, between two words for a space; 第⏎3条
would be neither 第3条 nor 第 3条 as people type it. Lines broken there are joined, others stay as they are.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from archiver.extract.pdfrows import Row

LINE_GAP = 1.3
"""White between two lines of a paragraph in heights of a line, at most (double spacing leaves 1.2)."""

INDENT = 4.0
"""Heights of a line by which lines of one column begin further left or right: indents, hanging numbers."""

COLUMN_LINES = 4
"""Lines below each other that make a column, whose last line may run on at the top of the next column."""

LONGEST_WORD = 12.0
"""Ems of a word at most that a program takes down to the next line whole."""

_HAN = re.compile("[\u3005\u3007\u3021-\u3029\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FIRST_WORD = re.compile("(?:[!-~]+[，。；：、！？）》”’」』】]*)+|[^!-~][，。；：、！？）》”’」』】]*")


@dataclass(frozen=True, slots=True)
class Line:
    """A line, the room left at its end in ems, and whether its place lets it carry on the line before."""

    text: str
    room: float = 0.0
    carries_on: bool = False


class _Margins:
    """How far to the right the lines of a page reach, by where they begin."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.step = INDENT * (median(row.height for row in rows) or 1.0) if rows else 1.0
        self.rights: dict[int, float] = {}
        for row in rows:
            place = int(row.left // self.step)
            self.rights[place] = max(row.right, self.rights.get(place, row.right))

    def right_of(self, row: Row) -> float:
        """The right margin of the column that `row` stands in."""
        place = int(row.left // self.step)
        return max(self.rights.get(near, row.right) for near in (place - 1, place, place + 1))


def lines(rows: Sequence[Row]) -> list[Line]:
    """The rows of a page with what their places say."""
    margins = _Margins(rows)
    found: list[Line] = []
    above: list[Row] = []
    for stack in _stacks(rows):
        tops_column = len(above) >= COLUMN_LINES and _is_beside(stack[0], above[-1])
        found += _placed(stack, margins, tops_column=tops_column)
        above = stack
    return found


def _stacks(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in runs that stand one under the other."""
    stacks = [[row] for row in rows[:1]]
    for upper, lower in pairwise(rows):
        if _is_under(lower, upper):
            stacks[-1].append(lower)
        else:
            stacks.append([lower])
    return stacks


def _placed(stack: list[Row], margins: "_Margins", *, tops_column: bool) -> list[Line]:
    """The lines of a stack. Room is measured by its longest line, for its last line by the whole column."""
    longest = max(row.right for row in stack)
    found: list[Line] = []
    for row in stack:
        edge = margins.right_of(row)
        if row is not stack[-1]:
            edge = min(edge, longest)
        found.append(Line(row.text, (edge - row.right) / (row.height or 1.0), bool(found) or tops_column))
    return found


def _is_under(lower: Row, upper: Row) -> bool:
    """Whether `lower` is the next line of a paragraph; a short one may end left of an indented first line."""
    overlaps = upper.left - INDENT * upper.height < lower.right and lower.left < upper.right
    return overlaps and lower.top < upper.top and upper.bottom - lower.top < LINE_GAP * upper.height


def _is_beside(row: Row, before: Row) -> bool:
    """Whether `row` stands higher and to the right, as the top of the next column does."""
    return row.bottom > before.top and row.left > before.right - before.height


def page_texts(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The text of each page; the rest of a word broken at a page's end stands where the word began."""
    texts = [joined(page) for page in pages]
    written = [index for index, page in enumerate(pages) if page]
    for before, after in pairwise(written):
        rest = carried(pages[before][-1], texts[after])
        texts[before] += texts[after][:rest]
        texts[after] = texts[after][rest:]
    return texts


def joined(page: Sequence[Line]) -> str:
    """The text of the lines, joined where a word runs on."""
    text = "".join(line.text for line in page[:1])
    for before, line in pairwise(page):
        text += line.text if line.carries_on and runs_on(before, line.text) else "\n" + line.text
    return text


def runs_on(line: Line, after: str) -> bool:
    """Whether the last word of `line` runs on in the text after it, and they are not both Han characters."""
    kinds = _kind(line.text[-1:]), _kind(after[:1])
    if "" in kinds or kinds == ("han", "han"):
        return False
    if kinds == ("word", "word"):
        return line.room < 1 and _is_mostly_han(line.text + after)
    first = _FIRST_WORD.match(after)
    return line.room < 1 + min(_width(first.group() if first else ""), LONGEST_WORD)


def carried(line: Line, after: str) -> int:
    """How many characters of `after`, the text of the next page, belong to the last word of `line`."""
    if not runs_on(line, after):
        return 0
    kinds = pairwise(_kind(character) for character in after)
    unbroken = (index for index, pair in enumerate(kinds, 1) if "" in pair or pair == ("han", "han"))
    return next(unbroken, len(after))


def _kind(character: str) -> str:
    """What the character is to a search: han, word, or "" for punctuation and white space."""
    if _HAN.match(character):
        return "han"
    return "word" if unicodedata.normalize("NFKC", character).strip("()").isalnum() else ""


def _is_mostly_han(text: str) -> bool:
    """Only there does a program break numbers and words of letters."""
    return 2 * len(_HAN.findall(text)) > len("".join(text.split()))


def _width(text: str) -> float:
    return sum(0.55 if character < "\u2000" else 1.0 for character in text)
