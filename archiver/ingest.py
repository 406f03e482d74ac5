"""The story of one file: seen, written down, read, understood, kept."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue import Catalogue, categories, documents, journal, pieces, places
from archiver.catalogue.paths import to_text
from archiver.catalogue.places import Place
from archiver.describe import RULES_VERSION, Scheme, describe
from archiver.extract import EXTRACTOR_VERSION
from archiver.extract.source import Source
from archiver.model import READ_STATES, DocumentId, EventKind, Extracted, PieceDraft, RootId, Seen, State
from archiver.settle import locked
from archiver.store import sha256
from archiver.understanding import Understood
from archiver.walk import look
from archiver.wording import NO_REASON, Reason

ATTEMPTS = 2
"""How often a file that kills its reader is tried before it rests until asked for or changed."""

INTERRUPTIONS = 5
"""How often the program itself may die while reading a file before that file is suspected.

Higher than ATTEMPTS: the reader is killed by the file alone, the program also by power cuts and users.
"""

READER_DIED = frozenset({"extract.crashed", "extract.too_slow", "extract.too_big"})
"""Reasons that another attempt may cure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave, before anything is kept. `extracted` is None for bytes known already.

    `seen` is None when the file vanished or changed under the reader; `unread` says why it couldn't be opened.
    """

    path: Path
    seen: Seen | None
    sha256: str = ""
    extracted: Extracted | None = None
    drafts: tuple[PieceDraft, ...] = ()
    mark: str | None = None
    unread: Reason = NO_REASON


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the file: one event for whoever follows the library; `again` asks for another attempt."""

    kind: EventKind | None
    path: Path
    document: DocumentId | None = None
    state: State = State.WAITING
    again: bool = False


def read(
    catalogue: Catalogue, path: Path, understand: Callable[[Source], Understood], password: str = ""
) -> Reading:
    """Read one settled file: look, digest, understand unless its bytes are known, look again.

    With a `password` known bytes are read once more.
    """
    seen = look(path)
    if seen is None:
        return Reading(path, None)
    try:
        digest = sha256(path)
        known = not password and _is_read_already(catalogue.read(), path, digest)
        understood = None if known else understand(Source(path, password=password))
    except FileNotFoundError:
        return Reading(path, None)
    except OSError:
        return Reading(path, seen, unread=Reason("ingest.locked" if locked(path) else "ingest.not_readable"))
    if look(path) != seen:
        return Reading(path, None)
    if understood is None:
        return Reading(path, seen, digest)
    if understood.mark:
        return Reading(path, seen, mark=understood.mark)
    return Reading(path, seen, digest, understood.extracted, understood.drafts)


def _is_read_already(db: sqlite3.Connection, path: Path, digest: str) -> bool:
    """Whether these bytes were read by today's extractor for the document this place will belong to."""
    place = places.at(db, path)
    document = place.document if place and place.document else documents.with_digest(db, digest)
    revision = documents.revision_in_force(db, document) if document else None
    return (
        revision is not None
        and revision["sha256"] == digest
        and revision["extractor"] == EXTRACTOR_VERSION
        and revision["state"] != State.FAILED
    )


def keep(catalogue: Catalogue, root: RootId, reading: Reading) -> Outcome:
    """Put what was read into the catalogue, in one transaction."""
    with catalogue.write() as db:
        place = places.at(db, reading.path)
        if place is None or reading.seen is None:
            return Outcome(None, reading.path)
        if reading.unread:
            return _keep_name(db, place, reading.seen, reading.unread)
        if reading.mark:
            return _seal(db, place, reading)
        if reading.extracted and reading.extracted.reason.code in READER_DIED and place.attempts + 1 < ATTEMPTS:
            places.settle(db, reading.seen, place.document, State.WAITING, reading.extracted.reason, place.attempts + 1)
            return Outcome(None, reading.path, place.document, again=True)
        return keep_at(db, place.path, reading, reading.seen)


def _keep_name(db: sqlite3.Connection, place: Place, seen: Seen, reason: Reason) -> Outcome:
    """A file nobody can open is found by its name; a locked or restless one waits on, which is not an attempt."""
    waits = reason.code in ("ingest.locked", "ingest.still_changing")
    state, attempts = (State.WAITING, place.attempts) if waits else (State.FAILED, place.attempts + 1)
    document = place.document or documents.create(db)
    places.settle(db, seen, document, state, reason, attempts)
    if place.document is None:
        drafts = name_only(place.path, _scheme(db))
        pieces.rematch(db, document, "", Extracted("", state), drafts, RULES_VERSION)
    documents.refresh_presence(db, document)
    return Outcome(None if waits else "failed", place.path, document, state)


def name_only(path: Path, scheme: Scheme) -> list[PieceDraft]:
    """What can be said of a file that gave no text."""
    return describe("", (), path.stem, {}, scheme)


def _scheme(db: sqlite3.Connection) -> Scheme:
    return Scheme.parse(categories.scheme(db))


def _seal(db: sqlite3.Connection, place: Place, reading: Reading) -> Outcome:
    """A marked file: nothing is kept but path, size and time, and what an older version had shown goes too."""
    assert reading.seen is not None
    places.settle(db, reading.seen, None, State.SECRET, Reason("ingest.secret", {"mark": reading.mark}), 1)
    if place.document is not None:
        if places.of_document(db, place.document):
            documents.refresh_presence(db, place.document)
        else:
            documents.purge(db, place.document)
    return Outcome("failed", place.path, None, State.SECRET)


def keep_at(db: sqlite3.Connection, path: Path, reading: Reading, seen: Seen) -> Outcome:
    """Let what was read be the content of the file at `path`, seen there as `seen`, which has arrived."""
    place = places.at(db, path)
    assert place is not None
    document, kind = _document_for(db, place, reading)
    if reading.extracted is None and not _is_read_already(db, place.path, reading.sha256):
        return Outcome(None, place.path, again=True)
    places.settle(db, seen, document, State.WAITING, NO_REASON, place.attempts)
    is_news = reading.extracted is not None and not _was_opened(db, document, reading)
    if reading.extracted is not None and is_news:
        drafts = reading.drafts or name_only(path, _scheme(db))
        documents.revise(
            db, document, reading.sha256, seen.size, reading.extracted, EXTRACTOR_VERSION, drafts, RULES_VERSION
        )
    revision = documents.revision_in_force(db, document)
    assert revision is not None
    state = State(revision["state"])
    reason = Reason.load(revision["reason"]) if revision["reason"] else NO_REASON
    places.settle(db, seen, document, state, reason, place.attempts + 1)
    if state in READ_STATES:
        places.unlock(db, document, state, reason)
    documents.refresh_presence(db, document)
    if kind is not None:
        after = {"path": to_text(place.path), "sha256": reading.sha256, "state": state}
        journal.write(db, journal.PROGRAM, [journal.Entry(kind, f"document:{document}", None, after)])
    return Outcome(_event(kind, state, is_news=is_news), place.path, document, state)


def _was_opened(db: sqlite3.Connection, document: DocumentId, reading: Reading) -> bool:
    """Whether a password that is no longer known had opened these very bytes: their text is not given up."""
    revision = documents.revision_in_force(db, document)
    return (
        reading.extracted is not None
        and reading.extracted.state is State.ENCRYPTED
        and revision is not None
        and revision["sha256"] == reading.sha256
        and revision["state"] in READ_STATES
    )


def _event(kind: EventKind | None, state: State, *, is_news: bool) -> EventKind | None:
    """What to tell: bytes known before that were read once more are news too, and how that went."""
    if kind is None and is_news:
        return "changed" if state in READ_STATES else "failed"
    return "failed" if kind and state is State.FAILED else kind


def _document_for(db: sqlite3.Connection, place: Place, reading: Reading) -> tuple[DocumentId, EventKind | None]:
    """Which document the bytes at a place belong to, and whether that is news."""
    if place.document is None:
        known = documents.with_digest(db, reading.sha256)
        return known or documents.create(db), "added"
    revision = documents.revision_in_force(db, place.document)
    if revision is None:
        known = documents.with_digest(db, reading.sha256)
        return _leave_card(db, place, known), "added"
    if revision["sha256"] == reading.sha256:
        return place.document, None
    others = [other for other in places.of_document(db, place.document) if other.id != place.id]
    if others:
        twin = documents.copy(db, place.document)
        places.give(db, others, twin)
        documents.refresh_presence(db, twin)
    return place.document, "changed"


def _leave_card(db: sqlite3.Connection, place: Place, known: DocumentId | None) -> DocumentId:
    """A file that was only a name until now: its card becomes the paper, or gives way to the known one."""
    assert place.document is not None
    if known is None:
        return place.document
    places.give(db, [place], known)
    documents.refresh_presence(db, place.document)
    return known
