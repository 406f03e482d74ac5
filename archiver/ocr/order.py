"""Recognised lines in the order a person reads them: columns one after the other, rows from left to right."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from archiver.extract.pdfrows import Row

SIDE_BY_SIDE = 1.0
"""Heights of a gap up to which two pieces of a row are one line: the recogniser breaks lines at wide spaces."""

GUTTER = 1.0
"""Heights of the white between two columns at least."""

COLUMN_ROWS = 4
"""Rows on either side that make two columns."""

COLUMN_WIDTH = 8.0
"""Heights of a line that a row of a column is usually wide at least: below it are the cells of a table."""

_HAN = "\u3005\u3007\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_FULL = f"{_HAN}\u3001-\u3003\u3008-\u301f！-／：-＠［-｀｛-･“”‘’…—·★☆"
_NUMBER_BRACKETS = re.compile(r"[〔\[【(（]((?:19|20)\d\d)[〕\]】)）](?=第?\d{1,5}号)")
_BETWEEN_HAN = re.compile(rf"(?<=[{_FULL}])[ \u00a0\u3000]+(?=[{_FULL}])")


class Corner(NamedTuple):
    """A corner of a line in pixels, y downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """A line as it was recognised: its words, and its corners from the upper left clockwise along its words."""

    text: str
    corners: tuple[Corner, Corner, Corner, Corner]

    @property
    def slope(self) -> float:
        """The angle of the line in radians, clockwise."""
        start, end = self.corners[0], self.corners[1]
        return math.atan2(end.y - start.y, end.x - start.x)

    @property
    def width(self) -> float:
        return math.dist(self.corners[0], self.corners[1])

    @property
    def height(self) -> float:
        return math.dist(self.corners[1], self.corners[2])


def mended(text: str) -> str:
    """`text` without the spaces between Han characters and full-width signs, which stand for nothing.

    The brackets of a document's number (GB/T 9704-2012, 7.2.5), which look alike, are what they must be.
    """
    return _NUMBER_BRACKETS.sub(r"〔\1〕", _BETWEEN_HAN.sub("", text.strip()))


def in_reading_order(lines: Sequence[Recognised]) -> list[Row]:
    """The rows of a page, each what stands side by side without a gap."""
    slope = median(line.slope for line in lines if line.width > 4 * line.height) if _has_long(lines) else 0.0
    return _ordered([_row(line, slope) for line in lines if line.text.strip()])


def _has_long(lines: Sequence[Recognised]) -> bool:
    return any(line.width > 4 * line.height for line in lines)


def _row(line: Recognised, slope: float) -> Row:
    """The line with its box on a page turned back by `slope`, y upwards as in a PDF."""
    x = sum(corner.x for corner in line.corners) / 4
    y = sum(corner.y for corner in line.corners) / 4
    across, down = x * math.cos(slope) + y * math.sin(slope), y * math.cos(slope) - x * math.sin(slope)
    half_width, half_height = line.width / 2, line.height / 2
    edges = across - half_width, across + half_width, -down - half_height, -down + half_height
    return Row(mended(line.text), *(round(edge, 1) for edge in edges))


def _ordered(rows: list[Row]) -> list[Row]:
    """Bands from the top; as many of them as make columns are read column by column."""
    bands = _bands(rows)
    found: list[Row] = []
    at = 0
    while at < len(bands):
        end, columns = _columns_from(bands, at)
        for column in columns:
            found += _ordered(column)
        if not columns:
            found += _joined(bands[at])
        at = end
    return found


def _bands(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that stand at one height, from the top down."""
    bands: list[list[Row]] = []
    for row in sorted(rows, key=lambda row: -(row.bottom + row.top)):
        middle = (row.bottom + row.top) / 2
        if bands and bands[-1][0].bottom < middle < bands[-1][0].top:
            bands[-1].append(row)
        else:
            bands.append([row])
    return bands


def _columns_from(bands: Sequence[list[Row]], at: int) -> tuple[int, list[list[Row]]]:
    """The columns that begin with band `at`, as many bands as they take, and the band after them."""
    for end in range(len(bands), at + COLUMN_ROWS - 1, -1):
        columns = _parted([row for band in bands[at:end] for row in band])
        if columns:
            return end, columns
    return at + 1, []


def _parted(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows left and right of the first white strip that makes columns of them; none where none does."""
    height = median(row.height for row in rows)
    by_left = sorted(rows, key=lambda row: row.left)
    right = by_left[0].right
    for index, row in enumerate(by_left):
        if row.left - right >= GUTTER * height:
            sides = by_left[:index], by_left[index:]
            if all(_is_column(side, height) for side in sides):
                return list(sides)
        right = max(right, row.right)
    return []


def _is_column(rows: Sequence[Row], height: float) -> bool:
    return len(rows) >= COLUMN_ROWS and median(row.right - row.left for row in rows) >= COLUMN_WIDTH * height


def _joined(band: Sequence[Row]) -> list[Row]:
    """The rows of a band from the left, those that nearly touch as one."""
    found: list[Row] = []
    for row in sorted(band, key=lambda row: row.left):
        before = found[-1] if found else None
        if before is not None and row.left - before.right < SIDE_BY_SIDE * min(before.height, row.height):
            found[-1] = Row(
                mended(f"{before.text} {row.text}"),
                before.left, max(before.right, row.right), min(before.bottom, row.bottom), max(before.top, row.top),
            )  # fmt: skip
        else:
            found.append(row)
    return found
