"""What the program speaks of: frozen records that every room hands to the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, NewType, get_args

from archiver.wording import NO_REASON, Reason

DocumentId = NewType("DocumentId", int)
PieceId = NewType("PieceId", int)
CategoryId = NewType("CategoryId", int)
RootId = NewType("RootId", int)


class State(StrEnum):
    """How far a file has come. The words are the contract of the headless commands."""

    WAITING = "waiting"
    SEARCHABLE = "searchable"
    PARTIAL = "partial"
    RECOVERED = "recovered"
    GARBLED = "garbled"
    SCAN = "scan"
    ENCRYPTED = "encrypted"
    SECRET = "secret"
    UNSUPPORTED = "unsupported"
    EMPTY = "empty"
    FAILED = "failed"
    OFFLINE = "offline"


READ_STATES = frozenset({State.SEARCHABLE, State.PARTIAL, State.RECOVERED})
"""States in which a file gave text."""

ATTENTION_STATES = frozenset(
    {State.PARTIAL, State.RECOVERED, State.GARBLED, State.SCAN, State.ENCRYPTED, State.SECRET, State.FAILED}
)
"""States that a person should look at."""

BlockKind = Literal["heading", "paragraph", "cell", "header", "footer", "note", "comment", "textbox", "page", "residue"]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of extracted text, `start` to `end` in code points, end exclusive.

    The edge between two blocks is a break that no searched words cross, unless the later one is `joined`:
    its text runs on from the block before (a page edge inside a paragraph). `level` is 1–9 for headings,
    0 otherwise and for the name of a sheet; pages count from 1. `residue` is what a web site left in the paper:
    neither read nor searched.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None
    sheet: str | None = None
    cell: str | None = None
    joined: bool = False

    def __reduce__(self) -> tuple[type["Block"], tuple[object, ...]]:
        """A workbook has hundreds of thousands of blocks: so the child hands them over four times as fast."""
        places = (self.kind, self.start, self.end, self.level, self.page, self.sheet, self.cell, self.joined)
        return Block, places


@dataclass(frozen=True, slots=True)
class Extracted:
    """What reading a file gave. `text` is "" unless the state is one of READ_STATES."""

    format: str
    state: State
    reason: Reason = NO_REASON
    text: str = ""
    blocks: tuple[Block, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


By = Literal["hand", "rule", "learned"]

FIELDS = (
    "title", "year", "filing_year", "date", "organisation", "number", "type", "category",
    "period", "addressees", "urgency", "marking", "pieces",
)
"""Fields of a piece. `year` and `filing_year` are decimal years, `date` is YYYY-MM-DD, `category` a code.

`period` is the part of a year a paper is about, `addressees` who it is sent to (主送), `marking` 内部 or 工作秘密,
`pieces` how many papers its file holds.
"""

BY_HAND = FIELDS[:-1]
"""Fields that a hand may correct; how a file is divided is not one of them."""

ON_CARD = FIELDS[:8]
"""Fields that lists show and search narrows by."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of one field, who gave it and why. `span` is code points of the revision's text, end exclusive.

    `value` "" means: looked for, and unknown. `confidence` is 0 to 1; a hand-given value has 1.
    """

    field: str
    value: str
    by: By
    confidence: float
    reason: Reason = NO_REASON
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """A piece as describing found it: where it stands in the text (code points) and what is said of it."""

    start: int
    end: int
    values: tuple[FieldValue, ...]


RootKind = Literal["watched", "archive"]
WatchMode = Literal["auto", "native", "polling"]


@dataclass(frozen=True, slots=True)
class Watching:
    """How a folder is watched, and why; NOT_WATCHED until a keeper has chosen, or while the folder is away."""

    way: Literal["native", "polling"] | None
    why: Reason = NO_REASON


NOT_WATCHED = Watching(None)


@dataclass(frozen=True, slots=True)
class Root:
    """A folder whose files belong to the library. `state` is `online` or `offline`.

    `mode` is what was asked for, `watching` what came of it. `identity` tells the folder itself from another one
    mounted or made at the same path.
    """

    id: RootId
    path: Path
    kind: RootKind
    mode: WatchMode
    state: str
    files: int = 0
    identity: str = ""
    watching: Watching = NOT_WATCHED


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as one look at the disk found it. `mtime_ns` nanoseconds, `file_id` device and inode or ""."""

    path: Path
    size: int
    mtime_ns: int
    file_id: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the scheme; `count` is of live pieces, the children's included."""

    id: CategoryId
    code: str
    name: str
    parent: CategoryId | None
    count: int = 0


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
class Hit:
    """A piece that answers a query. Spans are code points of the string beside them, end exclusive.

    `same` are its doubles that answer the query too and stand under this hit.
    """

    card: Card
    score: float
    match: Literal["exact", "best"]
    title_highlights: tuple[tuple[int, int], ...]
    snippet: str
    highlights: tuple[tuple[int, int], ...]
    same: tuple[Card, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a query. `years` inclusive; `no_year` asks for papers of unknown year.

    `category` is an id (its children included), 0 for 待分类; `type` and `organisation` "" ask for those without;
    `folder` takes what lies below it; `root` and `recent_days` narrow to a watched folder and to papers first seen
    within that many days.
    """

    years: tuple[int, int] | None = None
    no_year: bool = False
    category: CategoryId | None = None
    category_by: Literal["hand", "rule", "learned"] | None = None
    type: str | None = None
    organisation: str | None = None
    folder: Path | None = None
    root: RootId | None = None
    recent_days: int | None = None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept by name; put anew each time, so it always tells of the library as it is."""

    id: int
    name: str
    query: str


Sort = Literal["relevance", "date", "title"]


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the ledger: what became of it and why."""

    path: Path
    container: Path | None
    state: State
    reason: Reason
    attempts: int
    document: DocumentId | None
    size: int = 0
    mtime_ns: int = 0
    seen_at: str = ""

    @property
    def needs_password(self) -> bool:
        """Whether the file can't be read, or its scanned pages not be recognised, without its password."""
        return self.state is State.ENCRYPTED or self.reason.code == "extract.scan_locked"

    @property
    def why(self) -> Reason:
        """The reason given, or what the state means."""
        return self.reason or Reason(f"state.{self.state}")

    @property
    def what_to_do(self) -> Reason:
        """Whichever has a hint for the user: the reason given, or else the state."""
        return self.reason if self.reason and self.reason.hint() else Reason(f"state.{self.state}")


FileOrder = Literal["path", "state", "reason", "attempts", "seen_at"]


@dataclass(frozen=True, slots=True)
class FilesWanted:
    """Which files of the ledger, in which order. `words` must all be in the path; `attention` is every such state."""

    state: State | None = None
    attention: bool = False
    words: str = ""
    order: FileOrder = "path"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Act:
    """What a change did: its batch in the journal, and what it touched. `documents`/`pieces` are counts."""

    journal: int
    action: str
    documents: int
    pieces: int
    label: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A piece that no hand has filed and the category that is suggested for it; `confidence` 0 to 1."""

    piece: PieceId
    document: DocumentId
    title: str
    category: CategoryId
    code: str
    category_name: str
    by: By
    confidence: float


@dataclass(frozen=True, slots=True)
class Move:
    """A piece whose suggested category another scheme changes; code and name are "" for 待分类."""

    piece: PieceId
    document: DocumentId
    title: str
    before: str
    before_name: str
    after: str
    after_name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Flow:
    """How many papers another scheme moves from one category to another; "" for 待分类."""

    before: str
    before_name: str
    after: str
    after_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What another scheme would change, as far as papers were looked at.

    `looked` of `papers` were judged, first the `holding` ones, in which changed words stand; `total` of them move,
    the first of them are the `moves`. `flows` counts them by category, the most first.
    """

    holding: int
    looked: int
    papers: int
    total: int
    moves: tuple[Move, ...]
    flows: tuple[Flow, ...]

    @property
    def done(self) -> bool:
        """Whether all were judged."""
        return self.looked == self.papers


@dataclass(frozen=True, slots=True)
class Added:
    """What `add` did with one path from outside; `failed` is the reason where it was refused."""

    source: Path
    document: DocumentId | None = None
    stored: Path | None = None
    category: str | None = None
    known: bool = False
    failed: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: `done` of `total` files of this run, seconds left or None where unknown.

    While scans are recognised it counts their pages.
    """

    done: int
    total: int
    current: str = ""
    rate: float = 0.0
    seconds_left: float | None = None
    paused: bool = False
    recognising: bool = False


EventKind = Literal[
    "added", "changed", "moved", "removed", "failed", "offline", "online", "progress", "idle", "library"
]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to the library. `library` says only: look again."""

    kind: EventKind
    path: Path | None = None
    document: DocumentId | None = None
    state: State | None = None
    settle_seconds: float | None = None
    seconds: float | None = None
    progress: Progress | None = None


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


DoubleKind = Literal["same_bytes", "same_text", "near", "contained", "version"]
DOUBLE_KINDS: tuple[DoubleKind, ...] = get_args(DoubleKind)
"""The surest first."""

Verdict = Literal["keep", "version", "newer_first", "newer_second", "hide_first", "hide_second"]
"""What a hand decided about a pair: two papers of their own, versions of one (which of them is the newer, where that
was said), or one of them hidden behind the other.

The first of a pair is the one with the smaller id.
"""

VERSIONS: frozenset[Verdict | None] = frozenset({"version", "newer_first", "newer_second"})

Decision = Literal["keep", "version", "newer", "hide"]
"""What a hand may say of one paper and another: keep both, versions of one, `newer` where the one is the newer of
them, or hide the other behind the one."""


@dataclass(frozen=True, slots=True)
class Double:
    """A paper that is like another one. `within` is the share of that one's words that stand in this one, `holds` the
    share of this one's words that stand in that one; `decided` is what a hand said of the two, if it did."""

    card: Card
    kind: DoubleKind
    within: float
    holds: float
    decided: Verdict | None = None

    @property
    def containment(self) -> float:
        """The share of the one that stands in the other, of whichever it is the larger."""
        return max(self.within, self.holds)


@dataclass(frozen=True, slots=True)
class DoublePair:
    """Two pieces that are doubles of each other, of which `one` has more words (or came first) and would stay if the
    other was hidden. `within` is the share of the words of `one` that stand in the `other`, `holds` the share of the
    other's that stand in it; `newer` is the newer version as far as it can be told, `decided` what a hand said of them.

    `kind` is None only for a decided pair whose words are like no longer.
    """

    one: PieceId
    other: PieceId
    kind: DoubleKind | None
    within: float
    holds: float
    newer: PieceId | None = None
    decided: Verdict | None = None

    @property
    def containment(self) -> float:
        """The share of the one that stands in the other, of whichever it is the larger."""
        return max(self.within, self.holds)


@dataclass(frozen=True, slots=True)
class Review:
    """The doubles of a library: those about which no hand has decided, the surest kind first, and the `decided` ones.

    `to_compare` pieces are still to be compared with the others, so that there may be more.
    """

    open: tuple[DoublePair, ...]
    decided: tuple[DoublePair, ...]
    to_compare: int

    @property
    def counts(self) -> dict[DoubleKind, int]:
        """How many open pairs there are of each kind, the surest kind first; every kind is there."""
        return {kind: sum(pair.kind == kind for pair in self.open) for kind in DOUBLE_KINDS}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A paper that a hand filed or corrected whose file is gone, and a new one that may be it, changed and moved.

    `why` says what speaks for it; `kept` is the share of the lost paper's words that stand in the new one, None where
    one of them has no words.
    """

    lost: Card
    found: Card
    why: Reason
    kept: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """A paper's siblings, newest year first, those of unknown year last. Its doubles are not among them."""

    stem: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A paragraph in a comparison; `spans` are the code points of it that the other side has not, end exclusive."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Two paragraphs that stand side by side; None where the other has nothing like it."""

    left: Side | None
    right: Side | None

    @property
    def same(self) -> bool:
        """Whether both sides say the same."""
        return bool(self.left and self.right and not self.left.spans and not self.right.spans)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers paragraph by paragraph."""

    left: Card
    right: Card
    rows: tuple[Row, ...]
