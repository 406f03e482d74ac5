"""The stories of an RTF file: body, headers, notes, text boxes, each a row of paragraphs and cells."""

import re
from itertools import groupby
from operator import itemgetter

from archiver.extract.blocks import Collected
from archiver.model import BlockKind

_SURROGATE = re.compile("[\ud800-\udfff]")


class Story:
    """Paragraphs and cells in the order they end; `purpose` says where the story goes when it is over."""

    def __init__(self, kind: BlockKind, purpose: str) -> None:
        self.kind = kind
        self.purpose = purpose
        self.found = Collected()
        self._line: list[str] = []
        self._cell: list[tuple[int, str]] = []
        self._boxes: list[Collected] = []

    @property
    def put_so_far(self) -> int:
        """Grows with all that is put into the open paragraph."""
        return len(self._line)

    def put(self, text: str) -> None:
        """More words of the paragraph that is open."""
        self._line.append(text)

    def put_box(self, box: Collected) -> None:
        """A text box anchored in the open paragraph: it stands after it."""
        self._boxes.append(box)

    def end_paragraph(self, depth: int, level: int) -> None:
        """The paragraph is over: `depth` tables deep, or with `level` of a heading."""
        text = _joined("".join(self._line))
        self._line.clear()
        if depth:
            self._cell.append((depth, text))
        else:
            self._end_lines()
            is_heading = level and self.kind == "paragraph"
            self.found.add("heading" if is_heading else self.kind, text, level=level if is_heading else 0)
        if self._boxes:
            self._end_lines()
            for box in self._boxes:
                self.found.extend(box)
            self._boxes.clear()

    def end_cell(self, depth: int) -> None:
        """The cell is over: one block, whatever paragraphs it has."""
        self.end_paragraph(max(1, depth), 0)
        self._end_lines()

    def finish(self) -> Collected:
        """All blocks, when the story's group is closed."""
        self.end_paragraph(1 if self._cell else 0, 0)
        self._end_lines()
        return self.found

    def _end_lines(self) -> None:
        """What stands in a cell before the table inside it is a block apart."""
        for _, lines in groupby(self._cell, key=itemgetter(0)):
            text = "\n".join(line for _, line in lines)
            self.found.add("cell" if self.kind == "paragraph" else self.kind, text)
        self._cell.clear()


class Group:
    """What holds until the group's closing brace.

    `code` is what a field shows that comes to no result, with how much was put before it.
    """

    __slots__ = ("code", "deleted", "depth", "font", "level", "story", "uc")

    def __init__(self, story: Story) -> None:
        self.story = story
        self.font = -1
        self.uc = 1
        self.depth = 0
        self.level = 0
        self.deleted = False
        self.code = ("", 0)

    def opened(self) -> "Group":
        """The same in a group inside."""
        inner = Group(self.story)
        inner.font, inner.uc, inner.deleted = self.font, self.uc, self.deleted
        inner.depth, inner.level = self.depth, self.level
        return inner


def _joined(text: str) -> str:
    """`text` with pairs of surrogates, each written as a \\u of its own, as the characters they stand for."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
