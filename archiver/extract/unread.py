"""Kinds of files that are recognised and not read: their state, with a sentence that names the kind."""

from archiver.model import Extracted, State
from archiver.wording import Reason

UNREAD: dict[str, State] = {
    "empty": State.EMPTY,
    "zeros": State.FAILED,
    "damaged-ole": State.FAILED,
    "damaged-office": State.FAILED,
    "encrypted": State.ENCRYPTED,
    "drm": State.ENCRYPTED,
    "image": State.SCAN,
} | dict.fromkeys(
    (
        "archive", "works", "old-word", "ole", "visio", "hwp", "xps", "epub",
        "ceb", "caj", "djvu", "postscript", "help", "drawing", "audio", "video", "program", "shortcut",
        "database", "font", "unknown",
    ),
    State.UNSUPPORTED,
)
"""The state each of these kinds ends in. Its sentence is `extract.kind.<kind>`."""


def unread(kind: str) -> Extracted:
    """The honest result for a kind no reader stands for."""
    return Extracted(kind, UNREAD[kind], Reason(f"extract.kind.{kind}"))
