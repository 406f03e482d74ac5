"""Plain text: one block for each run of lines between blank lines."""

from pathlib import Path

from archiver.extract.blocks import clean
from archiver.extract.encodings import Decoded, decode
from archiver.model import Block, Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 32 * 1024 * 1024
"""A longer file is a log or a data dump: its first 32 MiB are read, about a hundred long novels."""


def read(path: Path) -> Extracted:
    """The text of a file in whatever encoding it is."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    decoded = decode(data[:MAX_BYTES])
    text = clean(decoded.text)
    if not text.strip():
        return Extracted("text", State.EMPTY, Reason("extract.empty"))
    state, reason = _judge(decoded, cut=len(data) > MAX_BYTES)
    if state is State.GARBLED:
        return Extracted("text", state, reason)
    text = text if text.endswith("\n") else text + "\n"
    return Extracted("text", state, reason, text, blocks_of(text), {"encoding": decoded.codec})


def blocks_of(text: str) -> tuple[Block, ...]:
    """The runs of lines between blank lines, without the last line end."""
    blocks: list[Block] = []
    at, start = 0, None
    for line in [*text.splitlines(keepends=True), ""]:
        if line.strip() and start is None:
            start = at
        elif not line.strip() and start is not None:
            blocks.append(Block("paragraph", start, at - text.endswith("\n", 0, at)))
            start = None
        at += len(line)
    return tuple(blocks)


def _judge(decoded: Decoded, *, cut: bool) -> tuple[State, Reason]:
    """A stray broken byte is told but does not hold the paper up; one character in a thousand does."""
    if decoded.broken * 5 > len(decoded.text):
        return State.GARBLED, Reason("extract.garbled_text")
    if cut:
        return State.PARTIAL, Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
    if decoded.broken:
        state = State.PARTIAL if decoded.broken * 1000 > len(decoded.text) else State.SEARCHABLE
        return state, Reason("extract.broken_bytes", {"count": decoded.broken})
    return State.SEARCHABLE, NO_REASON
