"""What the program speaks of: frozen records that every room hands to the next."""

from archiver.model.acts import Act, Added
from archiver.model.comparing import Comparison, Row, Side
from archiver.model.doubles import (
    DOUBLE_KINDS,
    VERSIONS,
    Decision,
    Double,
    DoubleKind,
    DoublePair,
    Doubt,
    Review,
    Verdict,
)
from archiver.model.events import Event, EventKind, Progress
from archiver.model.extracted import ATTENTION_STATES, READ_STATES, Block, BlockKind, Extracted, State
from archiver.model.fields import BY_HAND, FIELDS, ON_CARD, By, FieldValue, PieceDraft
from archiver.model.folders import NOT_WATCHED, Root, RootKind, Seen, Watching, WatchMode
from archiver.model.ids import CategoryId, DocumentId, PieceId, RootId
from archiver.model.indexed import ColumnRow, Entry, FoldedPiece, WrittenPiece
from archiver.model.ledger import FileOrder, FileRow, FilesWanted
from archiver.model.papers import Card, Paper, Series
from archiver.model.scheme import Category, Flow, Move, Preview, Suggestion
from archiver.model.searching import NAMES_SHOWN, Filters, Hit, Match, Name, NameKind, SavedSearch, Sort

__all__ = [
    "ATTENTION_STATES",
    "BY_HAND",
    "DOUBLE_KINDS",
    "FIELDS",
    "NAMES_SHOWN",
    "NOT_WATCHED",
    "ON_CARD",
    "READ_STATES",
    "VERSIONS",
    "Act",
    "Added",
    "Block",
    "BlockKind",
    "By",
    "Card",
    "Category",
    "CategoryId",
    "ColumnRow",
    "Comparison",
    "Decision",
    "DocumentId",
    "Double",
    "DoubleKind",
    "DoublePair",
    "Doubt",
    "Entry",
    "Event",
    "EventKind",
    "Extracted",
    "FieldValue",
    "FileOrder",
    "FileRow",
    "FilesWanted",
    "Filters",
    "Flow",
    "FoldedPiece",
    "Hit",
    "Match",
    "Move",
    "Name",
    "NameKind",
    "Paper",
    "PieceDraft",
    "PieceId",
    "Preview",
    "Progress",
    "Review",
    "Root",
    "RootId",
    "RootKind",
    "Row",
    "SavedSearch",
    "Seen",
    "Series",
    "Side",
    "Sort",
    "State",
    "Suggestion",
    "Verdict",
    "WatchMode",
    "Watching",
    "WrittenPiece",
]
