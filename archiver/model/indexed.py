"""The words of a piece as the index and its columns learn them."""

from dataclasses import dataclass

from archiver.model.extracted import Block
from archiver.model.ids import PieceId


@dataclass(frozen=True, slots=True)
class FoldedPiece:
    """The words of a piece as they are compared: folded title, file and folder names, body."""

    title: str
    names: str
    body: str


@dataclass(frozen=True, slots=True)
class WrittenPiece:
    """The words of a piece as they are written: title, names of files and folders, body with its blocks."""

    title: str
    names: tuple[str, ...]
    body: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index learns of a piece: its folded words."""

    piece: PieceId
    title: str
    names: str
    body: str


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """What hits are narrowed, counted and sorted by: "" and 0 stand for unknown; `title` is folded,
    `written_title`, `organisation` and `number` are as the card has them, `folders` are those its file lies in."""

    piece: int
    live: bool
    document: int
    year: int | None
    date: str
    category: int
    by: str
    type: str
    title: str
    written_title: str = ""
    organisation: str = ""
    number: str = ""
    folders: tuple[str, ...] = ()
