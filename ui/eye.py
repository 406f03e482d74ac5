"""Where the eye rests in the results, and finding that place again when they have changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from archiver.model import Hit, PieceId

PAGE = 10
"""Hits fetched at a time, more than a window of usual height shows: 25 took longer than finding them among 50,000
papers, and most of that for snippets that nobody saw."""

NEAR = 500
"""Rows around the old place that are searched first; papers come in by the hundred at most between two looks."""

ALL = 20_000
"""Results up to which a paper that is not near is looked for among all."""


class Rows(Protocol):
    """The results as rows."""

    @property
    def total(self) -> int:
        """How many there are."""

    @property
    def best_total(self) -> int:
        """How many follow that miss some of the words."""

    def page(self, offset: int, limit: int) -> list[Hit]:
        """The hits from `offset` on."""

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        """Their pieces alone."""


@dataclass(frozen=True, slots=True)
class Eye:
    """The rows in sight, the paper among them that should stay in its place, and the papers chosen."""

    rows: range
    row: int = 0
    held: PieceId | None = None
    chosen: tuple[PieceId, ...] = ()


def find(results: Rows, eye: Eye) -> dict[PieceId, int]:
    """The rows in which the papers of the eye stand now; those that are gone, or too far away, are left out."""
    wanted = {*eye.chosen, *([eye.held] if eye.held else [])}
    first = max(0, eye.row - NEAR)
    found = _rows(results.pieces(first, 2 * NEAR), first, wanted) if wanted else {}
    total = results.total + results.best_total
    if len(found) < len(wanted) and total <= ALL:
        found = _rows(results.pieces(0, total), 0, wanted)
    return found


def pages_in_sight(results: Rows, eye: Eye, found: Mapping[PieceId, int]) -> dict[int, list[Hit]]:
    """The first page and those that will be in sight, so that nothing is blank for a moment."""
    moved = found.get(eye.held, eye.row) - eye.row if eye.held else 0
    rows = (eye.rows.start + moved, eye.rows.stop + moved)
    last = max(0, results.total + results.best_total - 1) // PAGE
    numbers = {0, *range(max(0, rows[0]) // PAGE, min(max(0, rows[1]) // PAGE, last) + 1)}
    return {number: results.page(number * PAGE, PAGE) for number in sorted(numbers)}


def _rows(pieces: Iterable[PieceId], first: int, wanted: set[PieceId]) -> dict[PieceId, int]:
    return {piece: row for row, piece in enumerate(pieces, first) if piece in wanted}
