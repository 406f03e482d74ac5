"""A comparison as HTML: paragraphs in two columns, lost ones named, numbers that differ marked strongest."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby, zip_longest
from typing import Literal

from PySide6.QtCore import QCoreApplication

from archiver.model import Row, Side
from ui import style, words

ROWS = 500
"""Rows shown at most: a table of more takes Qt seconds to lay out."""

AROUND = 1
"""Paragraphs that are the same, shown before and after those that differ."""

RUN = 8
"""Paragraphs in a row that only one paper has and that are all shown; of more the first and the last AROUND."""


@dataclass(frozen=True, slots=True)
class Left:
    """Paragraphs left out of the page: those both papers have, or only one of them."""

    count: int
    of: Literal["both", "left", "right"]


@dataclass(frozen=True, slots=True)
class Differences:
    """How many paragraphs differ, in how many of them numbers do, and how many only one of the papers has."""

    changed: int
    numbers: int
    only_left: int
    only_right: int


def differences(rows: Sequence[Row]) -> Differences:
    """What differs, counted."""
    both = [row for row in rows if row.left and row.right and not row.same]
    return Differences(
        len(both), sum(_has_number(row.left) or _has_number(row.right) for row in both),
        sum(row.right is None for row in rows), sum(row.left is None for row in rows),
    )  # fmt: skip


def _has_number(side: Side | None) -> bool:
    return side is not None and any(_is_number(side.text[start:end]) for start, end in side.spans)


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text)


def chosen(rows: Sequence[Row]) -> list[Row | Left]:
    """Rows that differ and their neighbours, with what is left out between them."""
    near = [any(not row.same for row in rows[max(0, n - AROUND) : n + AROUND + 1]) for n in range(len(rows))]
    found: list[Row | Left] = []
    for (kept, of), group in groupby(zip(near, rows, strict=True), key=lambda one: (one[0], _whose(one[1]))):
        run = [row for _, row in group]
        if not kept:
            found.append(Left(len(run), "both"))
        elif of != "both" and len(run) > RUN:
            found += [*run[:AROUND], Left(len(run) - 2 * AROUND, of), *run[-AROUND:]]
        else:
            found += run
    return found


def _whose(row: Row) -> Literal["both", "left", "right"]:
    return "right" if row.left is None else "left" if row.right is None else "both"


def packed(rows: Sequence[Row]) -> list[Row]:
    """Paragraphs that only one of two siblings has beside those that only the other has: two years tell of other
    things in the same place, and none of them is missing."""
    found: list[Row] = []
    for alone, group in groupby(rows, key=lambda row: _whose(row) != "both"):
        run = list(group)
        if alone:
            lefts, rights = [row.left for row in run if row.left], [row.right for row in run if row.right]
            run = [Row(left, right) for left, right in zip_longest(lefts, rights)]
        found += run
    return found


def page(shown: Sequence[Row | Left], *, siblings: bool = False) -> str:
    """The table. Of `siblings` what both say is said quietly, and nothing is lost; of doubles what one lacks is."""
    body = "".join(_row(row, siblings=siblings) if isinstance(row, Row) else _gap(row) for row in shown[:ROWS])
    if len(shown) > ROWS:
        said = QCoreApplication.translate("SideBySide", "后面还有 {n} 段没有显示")
        body += _note(said.format(n=words.number(len(shown) - ROWS)))
    return f'<table width="100%" cellspacing="0" cellpadding="{style.px(6)}">{body}</table>'


def _row(row: Row, *, siblings: bool) -> str:
    return f"<tr>{_cell(row, row.left, siblings=siblings)}{_cell(row, row.right, siblings=siblings)}</tr>"


def _cell(row: Row, side: Side | None, *, siblings: bool) -> str:
    look = f"border-bottom: 1px solid {style.current().line};"
    quiet = f" color: {style.current().second};"
    if side is not None:
        said = "".join(_marked(side, whole=not siblings))
        return f'<td width="50%" valign="top" style="{look}{quiet * (siblings and row.same)}">{said}</td>'
    said = "" if siblings else escape(QCoreApplication.translate("SideBySide", "缺这一段"))
    look += f"{quiet} background-color: {style.current().window};"
    return f'<td width="50%" align="center" valign="middle" style="{look}">{said}</td>'


def _marked(side: Side, *, whole: bool) -> Iterator[str]:
    """The words; what differs on a ground, numbers among it on a stronger one and in strong letters.

    Where all of a paragraph differs, it is marked only if that is wanted, and evenly.
    """
    done = 0
    for start, end in side.spans:
        said = side.text[start:end]
        all_of_it = end - start == len(side.text)
        if all_of_it and not whole:
            continue
        strong = _is_number(said) and not all_of_it
        look = f"background-color: {style.current().current_hit if strong else style.current().hit};"
        yield escape(side.text[done:start])
        yield f'<span style="{look}{" font-weight: 700;" if strong else ""}">{escape(said)}</span>'
        done = end
    yield escape(side.text[done:])


def _gap(left: Left) -> str:
    said = {
        "both": QCoreApplication.translate("SideBySide", "相同的 {n} 段"),
        "left": QCoreApplication.translate("SideBySide", "只有左边有的另外 {n} 段"),
        "right": QCoreApplication.translate("SideBySide", "只有右边有的另外 {n} 段"),
    }[left.of]
    return _note("· · ·　" + said.format(n=words.number(left.count)))


def _note(text: str) -> str:
    look = f"color: {style.current().second}; border-bottom: 1px solid {style.current().line};"
    return f'<tr><td colspan="2" align="center" style="{look}">{escape(text)}</td></tr>'
