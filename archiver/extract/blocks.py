"""Putting the stretches a reader finds into one text with its blocks."""

import re
from collections.abc import Mapping
from dataclasses import replace

from archiver.extract.symbols import with_signs
from archiver.model import Block, BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

# \v, \f, NEL and the Unicode separators are line ends to str.splitlines() but not to an editor:
# left in, lines would be counted differently here and there.
_AS_SPACE = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f\ufeff\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` with \\n as its only line end and without characters no editor shows (lone surrogates too)."""
    if text.isprintable():
        return text  # nothing below is printable, and workbooks have hundreds of thousands of cells
    ended = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = _DROPPED.sub("", _AS_SPACE.sub(" ", ended))
    return _SURROGATE.sub("\ufffd", with_signs(shown))


class Collected:
    """Blocks in the order a reader gives them; blank ones are left out."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        page: int | None = None,
        sheet: str | None = None,
        cell: str | None = None,
        joined: bool = False,
    ) -> None:
        """One more block on lines of its own; trailing white space of each line is dropped."""
        lines = [line.rstrip() for line in clean(text).split("\n")]
        body = "\n".join(lines).strip("\n")
        if not body.strip():
            return
        end = self.length + len(body)
        block = Block(kind, self.length, end, level=level, page=page, sheet=sheet, cell=cell, joined=joined)
        self.blocks.append(block)
        self.parts.append(body)
        self.length += len(body) + 1

    def extend(self, other: "Collected") -> None:
        """All blocks of `other` after these."""
        for part, block in zip(other.parts, other.blocks, strict=True):
            moved = replace(block, start=self.length, end=self.length + len(part))
            self.blocks.append(moved)
            self.parts.append(part)
            self.length += len(part) + 1

    def part(self, start: int, end: int) -> "Collected":
        """The blocks from number `start` up to `end`."""
        some = Collected()
        some.parts, some.blocks = self.parts[start:end], self.blocks[start:end]
        return some

    def once(self, kind: BlockKind) -> "Collected":
        """These without the blocks of `kind` said before: each section repeats its headers and footers."""
        unique, said = Collected(), set[str]()
        for part, block in zip(self.parts, self.blocks, strict=True):
            if block.kind != kind or part not in said:
                unique.add(block.kind, part, level=block.level)
            if block.kind == kind:
                said.add(part)
        return unique

    @property
    def text(self) -> str:
        """The whole text, each block ended by a line end."""
        return "".join(f"{part}\n" for part in self.parts)

    def extracted(
        self,
        format: str,
        state: State = State.SEARCHABLE,
        reason: Reason = NO_REASON,
        properties: Mapping[str, str] | None = None,
    ) -> Extracted:
        """What was collected as the result of reading; `empty` where nothing was."""
        found = dict(properties or {})
        if not self.parts:
            return Extracted(format, State.EMPTY, Reason("extract.no_words"), properties=found)
        return Extracted(format, state, reason, self.text, tuple(self.blocks), found)
