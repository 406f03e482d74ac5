"""Which results show the papers that are folded under them, and which rows that makes of the list."""

from bisect import bisect_left, bisect_right
from dataclasses import replace

from archiver.model import Hit


class Unfolded:
    """Results are numbered as they were found; a row is a result, or one of the papers shown under it."""

    def __init__(self) -> None:
        self._under: dict[int, tuple[Hit, ...]] = {}
        self._numbers: list[int] = []
        self._rows: list[int] = []
        """The results that are unfolded, and the row of each."""

    def __len__(self) -> int:
        """How many rows there are beyond the results."""
        return sum(map(len, self._under.values()))

    def open(self, number: int, hits: tuple[Hit, ...]) -> None:
        """Show these papers under a result."""
        self._under[number] = hits
        self._count()

    def close(self, number: int) -> None:
        """Show none under it."""
        del self._under[number]
        self._count()

    def numbers(self) -> tuple[int, ...]:
        """The results that are unfolded, the last first."""
        return tuple(reversed(self._numbers))

    def under(self, number: int) -> tuple[Hit, ...]:
        """The papers shown under a result."""
        return self._under.get(number, ())

    def row(self, number: int) -> int:
        """The row of a result."""
        before = bisect_left(self._numbers, number)
        return number + sum(len(self._under[one]) for one in self._numbers[:before])

    def place(self, row: int) -> tuple[int, int]:
        """The result of a row, and which of the papers under it stands there, counted from 1; 0 for itself."""
        before = bisect_right(self._rows, row) - 1
        if before < 0:
            return row, 0
        number, beyond = self._numbers[before], row - self._rows[before]
        shown = len(self._under[number])
        return (number, beyond) if beyond <= shown else (number + beyond - shown, 0)

    def results(self, rows: range, *, with_heads: bool) -> range:
        """The results that stand in these rows; `with_heads` also that one of which only papers under it do."""
        if not rows:
            return range(0)
        first, under = self.place(rows.start)
        last, _ = self.place(rows.stop - 1)
        return range(first + (under > 0 and not with_heads), last + 1)

    def _count(self) -> None:
        self._numbers = sorted(self._under)
        self._rows = [self.row(number) for number in self._numbers]


def folded_under(hit: Hit) -> tuple[Hit, ...]:
    """What a result stands for beside itself: the other places of its file, and its doubles."""
    card = hit.card
    elsewhere = [replace(card, path=path, paths=(path,)) for path in card.paths if path != card.path]
    return tuple(Hit(one, hit.score, hit.match, (), "", ()) for one in (*elsewhere, *hit.same))
