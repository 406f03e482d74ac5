"""Reuniting: a new file is the paper whose file was missed, by a hand's word; written so that it can be taken back."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from archiver import filing
from archiver.catalogue import division, documents, handover, journal, pieces, values
from archiver.catalogue.division import Division
from archiver.catalogue.handover import Handover
from archiver.errors import ArchiveError, Lapsed
from archiver.model import Act, DocumentId, FieldValue, PieceId

Given = Mapping[tuple[PieceId | None, str], str]
"""What hands gave a document, by piece (None: the whole of it) and field."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a paper was before it was reunited with its file."""

    division: Division
    given: Given
    gone_at: str | None

    @classmethod
    def of(cls, db: sqlite3.Connection, document: DocumentId) -> "Before":
        return cls(division.of(db, document), values.given(db, document), handover.gone_at(db, document))


def same(db: sqlite3.Connection, lost: DocumentId, found: DocumentId) -> Act:
    """Let a file that is new be the one of a paper whose file is gone: its content is a new revision of that paper.

    The paper keeps its pieces, category and corrections; what hands gave the new one holds where the paper has no
    choice of its own, and stands in the journal in any case. ArchiveError where the one has a file or the other none.
    """
    _check(db, lost, found)
    before, given = Before.of(db, lost), values.given(db, found)
    taken = handover.take(db, lost, found)
    _pass_on(db, lost, taken, given)
    values.refresh_cards(db, lost)
    entries = [
        *_changes(found, given, {}),
        *_changes(lost, before.given, values.given(db, lost)),
        journal.Entry(
            "same", f"document:{lost}", {"pieces": before.division.dump(), "gone_at": before.gone_at},
            {"pieces": division.of(db, lost).dump(), "taken": taken.dump()},
        ),
    ]  # fmt: skip
    return filing.act_of(db, journal.read(db, journal.write(db, journal.user(), entries)))


def _check(db: sqlite3.Connection, lost: DocumentId, found: DocumentId) -> None:
    one, other = (filing.target_of_document(db, document) for document in (lost, found))
    if not documents.is_gone(db, lost):
        raise ArchiveError("doubtful.not_gone", title=filing.title_of(db, one))
    if documents.is_gone(db, found):
        raise ArchiveError("doubtful.gone", title=filing.title_of(db, other))
    if documents.revision_in_force(db, found) is None:
        raise ArchiveError("doubtful.not_read", title=filing.title_of(db, other))


def _pass_on(db: sqlite3.Connection, lost: DocumentId, taken: Handover, given: Given) -> None:
    """Give the paper what hands had given the new file, where it has no choice of its own."""
    now = division.of(db, lost)
    own = values.given(db, lost)
    for (piece, field), value in given.items():
        heir = None if piece is None else _piece_at(now, dict(taken.division.begins)[piece])
        if (heir, field) not in own and (None, field) not in own:
            values.put(db, lost, heir, FieldValue(field, value, "hand", 1.0), 0)


def _piece_at(divided: Division, start: int) -> PieceId:
    """The piece in which that character stands."""
    return [piece for piece, begin in divided.begins if begin <= start][-1]


def _changes(document: DocumentId, before: Given, after: Given) -> Iterator[journal.Entry]:
    """What hands gave, where it is another afterwards."""
    for piece, field in [*before, *(key for key in after if key not in before)]:
        old, new = before.get((piece, field)), after.get((piece, field))
        if old != new:
            subject = filing.Target(document, piece).subject
            yield journal.Entry("same", subject, {field: old}, {field: new})


def unmake(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Take one entry of the act back, the last one first; Lapsed where paper or file were changed since."""
    if "taken" in entry.after:
        _part(db, entry)
    else:
        _put_back(db, entry)


def _part(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Let paper and file be two again."""
    lost = DocumentId(int(entry.subject.partition(":")[2]))
    taken = Handover.load(entry.after["taken"])
    if division.of(db, lost).dump() != entry.after["pieces"] or not handover.is_taken_in(db, taken):
        raise Lapsed("filing.changed_since", title=filing.title_of(db, filing.Target(lost, None)))
    handover.give_back(db, lost, Division.load(entry.before["pieces"]), entry.before["gone_at"], taken)


def _put_back(db: sqlite3.Connection, entry: journal.Entry) -> None:
    """Let a hand's choice be what it was; its piece may be one that is no more, or was none then."""
    kind, _, number = entry.subject.partition(":")
    piece = PieceId(int(number)) if kind == "piece" else None
    document = pieces.home_of(db, piece) if piece else DocumentId(int(number))
    ((field, after),) = entry.after.items()
    if document is None or values.hand_value(db, document, piece, field) != after:
        target = filing.Target(document or DocumentId(0), piece)
        raise Lapsed("filing.changed_since", title=filing.title_of(db, target))
    values.set_hand(db, document, piece, field, entry.before[field])
    if documents.is_gone(db, document):
        documents.refresh_presence(db, document)
