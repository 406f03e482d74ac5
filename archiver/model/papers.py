"""A piece as lists show it and as it is opened, and its siblings of other years."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.model.extracted import Block, State
from archiver.model.fields import By, FieldValue
from archiver.model.ids import DocumentId, PieceId
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class Card:
    """What a list shows of a piece: its values in force (the hand above the rule), never its text.

    `path` is where it lies, `container` the zip or mail it lies in, if it does.
    """

    piece: PieceId
    document: DocumentId
    ordinal: int
    pieces: int
    title: str
    year: int | None
    filing_year: int | None
    date: str | None
    organisation: str | None
    number: str | None
    type: str | None
    category: str | None
    category_name: str | None
    category_by: By | None
    format: str
    state: State
    reason: Reason
    path: Path | None
    paths: tuple[Path, ...]
    container: Path | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A piece opened for reading: its text, the blocks in it, every value with its source, its siblings."""

    card: Card
    text: str
    blocks: tuple[Block, ...]
    start: int
    start_line: int
    end_line: int
    values: tuple[FieldValue, ...]
    siblings: Sequence[PieceId] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A paper's siblings, newest year first, those of unknown year last. Its doubles are not among them."""

    stem: str
    cards: tuple[Card, ...]
