"""Whether a paper answers a query and where its words stand: the definition that every faster way must agree with."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from archiver.model import Block, FoldedPiece, WrittenPiece
from archiver.search.nodes import And, Condition, Leaf, Literal, Near, Node, Not, OneOf, Span, Wild, Within
from archiver.text.folding import Folded, fold_mapped
from archiver.text.written import Written, as_written

Spans = list[tuple[int, int]]
Original = tuple[str, Sequence[Block]]


class View:
    """One text of a paper in the forms it is compared in, each made when it is first needed.

    Spans are in the folded text, or for words that are wanted as written in the written one.
    """

    def __init__(self, folded: str | None, original: Callable[[], Original]) -> None:
        self._folded = folded
        self._original = original

    @cached_property
    def original(self) -> Original:
        """The text as the file has it, and its blocks."""
        return self._original()

    @cached_property
    def mapped(self) -> Folded:
        """The folded text with the way back."""
        return fold_mapped(*self.original)

    @cached_property
    def folded(self) -> str:
        """The folded text."""
        return self.mapped.text if self._folded is None else self._folded

    def gap(self, at: int) -> str:
        """How the gap at a place of the folded text is written."""
        return self.original[0][self.mapped.starts[at] : self.mapped.ends[at]]

    def has_in_one_line(self, words: str) -> bool:
        """Whether the words stand in the original on one line, inside a block; most do, and this is quick."""
        text, blocks = self.original
        return any(
            not any(start < block.start < end or start < block.end < end for block in blocks)
            for start, end in _places(words, text)
        )

    @cached_property
    def written(self) -> Written:
        """The text without its line breaks."""
        return as_written(*self.original)


class Evidence:
    """What is known of one piece: its folded words, its original ones on demand, what its card says."""

    def __init__(
        self, words: FoldedPiece, original: Callable[[], WrittenPiece], card: Callable[[Condition], bool]
    ) -> None:
        self.words = words
        self.card = card
        self._original = original

    @cached_property
    def views(self) -> tuple[View, View, View]:
        """Title, names and body."""
        words = self.words
        return (
            View(words.title, lambda: (self._written.title, ())),
            View(words.names, lambda: ("\n\n".join(self._written.names), ())),
            View(words.body, lambda: (self._written.body, self._written.blocks)),
        )

    @cached_property
    def _written(self) -> WrittenPiece:
        return self._original()


def holds(node: Node, evidence: Evidence) -> bool:
    """Whether a piece answers."""
    if isinstance(node, Literal):
        words, text = evidence.words, node.text
        if not node.written and (text in words.title or text in words.names or text in words.body):
            return True
        return _may_be_otherwise(node, words) and any(_has(node, view) for view in evidence.views)
    if isinstance(node, Wild | Near):
        return any(_has(node, view) for view in evidence.views)
    if isinstance(node, Within | Span | OneOf):
        return _path_holds(node, evidence) if node.field == "path" else evidence.card(node)
    if isinstance(node, Not):
        return not holds(node.part, evidence)
    return (all if isinstance(node, And) else any)(holds(part, evidence) for part in node.parts)


def _may_be_otherwise(literal: Literal, words: FoldedPiece) -> bool:
    """Whether it is worth to look at the original: not where the folded words already rule it out."""
    if literal.written:
        return literal.text in words.title or literal.text in words.names or literal.text in words.body
    reading = literal.reading
    texts = (words.title, words.names, words.body)
    return reading is not None and any(re.search(reading.pattern, text) for text in texts)


def _path_holds(node: Condition, evidence: Evidence) -> bool:
    """Each part of a path must stand in one of the names of files and folders."""
    assert isinstance(node, Within)
    if node.text not in evidence.words.names:
        return False
    return not node.written or node.written in evidence.views[1].written.text


def _has(node: Literal | Wild | Near, view: View) -> bool:
    if isinstance(node, Literal) and node.written and node.text in view.folded and view.has_in_one_line(node.written):
        return True
    if isinstance(node, Literal) and node.reading:
        return node.text in view.folded or node.reading.stands_in(view.folded, view.gap)
    return next(find(node, view), None) is not None


def find(node: Literal | Wild | Near, view: View) -> Iterator[tuple[int, int]]:
    """Every place where the words stand in the view; nothing promises an order or that they do not overlap."""
    if isinstance(node, Near):
        yield from _find_near(node, view)
    elif isinstance(node, Wild):
        text = view.written.text if node.written else view.folded
        yield from (match.span() for match in re.finditer(node.pattern, text))
    elif node.written:
        if node.text in view.folded:
            yield from _places(node.written, view.written.text)
    else:
        yield from _places(node.text, view.folded)
        if node.reading:
            yield from node.reading.places(view.folded, view.gap)


def _places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in `text`, overlapping ones included."""
    place = text.find(words)
    while place >= 0:
        yield place, place + len(words)
        place = text.find(words, place + 1)


def _find_near(near: Near, view: View) -> Iterator[tuple[int, int]]:
    """The places of both words that have the other one near."""
    left = sorted(set(find(near.left, view)))
    right = sorted(set(find(near.right, view))) if left else []
    yield from _beside(left, right, near.within)
    yield from _beside(right, left, near.within)


def _beside(places: Spans, others: Spans, within: int) -> Iterator[tuple[int, int]]:
    """The places that have one of the others before or behind, not over them and not farther than `within`."""
    starts, ends = [start for start, _ in others], sorted(end for _, end in others)
    for start, end in places:
        behind = bisect_left(starts, end)
        before = bisect_right(ends, start)
        if (behind < len(starts) and starts[behind] - end <= within) or (before and start - ends[before - 1] <= within):
            yield start, end


def places_of(leaf: Leaf | Near, view: View) -> Spans:
    """Where the words stand in the original text: code points, end exclusive; overlapping ones included."""
    is_written = _is_written(leaf)
    back = view.written.span if is_written else view.mapped.span
    return [back(start, end) for start, end in find(leaf, view) if end > start]


def _is_written(leaf: Leaf | Near) -> bool:
    return _is_written(leaf.left) if isinstance(leaf, Near) else bool(leaf.written)

