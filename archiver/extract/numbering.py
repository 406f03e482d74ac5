"""The automatic numbers of Word paragraphs (一、 1.1 第一章): they stand nowhere in the text."""

import re
from dataclasses import dataclass, field

from archiver.extract.numerals import numeral

_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and shows. `text` has %1 to %9 for the numbers of the levels.

    `restart` is the level (from 1) whose paragraphs start this one anew; None for any above, 0 for never.
    """

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"


@dataclass
class Counters:
    """The numbers of one list (all paragraphs that count together) as far as the document has been read."""

    now: dict[int, int] = field(default_factory=dict)
    overridden: set[tuple[str, int]] = field(default_factory=set)

    def step(self, levels: dict[int, Level], depth: int, instance: str, starts: dict[int, int]) -> None:
        """Count one paragraph at `depth` (from 0). `starts` are the overrides of the list's `instance`."""
        start = levels.get(depth, Level()).start
        if depth in starts and (instance, depth) not in self.overridden:
            self.overridden.add((instance, depth))
            self.now[depth] = starts[depth]
        else:
            self.now[depth] = self.now[depth] + 1 if depth in self.now else starts.get(depth, start)
        for deeper in [level for level in self.now if level > depth]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart != 0 and depth < restart):
                del self.now[deeper]

    def shown(self, levels: dict[int, Level], depth: int) -> str:
        """The number as it stands before the paragraph, with a space where letters would run together."""
        level = levels.get(depth)
        if level is None or (level.format in ("bullet", "none") and "%" not in level.text):
            return ""
        text = _PLACEHOLDER.sub(lambda match: self._part(levels, level, int(match.group(1)) - 1), level.text)
        if not text.strip():
            return ""
        return text if level.suffix == "nothing" or not text[-1].isascii() else text.rstrip() + " "

    def _part(self, levels: dict[int, Level], shown: Level, depth: int) -> str:
        level = levels.get(depth, Level())
        number = self.now.get(depth, level.start)
        return numeral(number, "decimal" if shown.legal else level.format)
