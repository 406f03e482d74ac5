"""Keeping what was read of a file, in one transaction: document, revision, place, and what lies in it."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from archiver.catalogue import Catalogue, categories, documents, journal, pieces, places, purging, values
from archiver.catalogue.paths import to_text
from archiver.catalogue.places import Place
from archiver.describe import RULES_VERSION, Scheme
from archiver.extract import EXTRACTOR_VERSION
from archiver.model import READ_STATES, DocumentId, EventKind, Extracted, PieceDraft, RootId, Seen, State
from archiver.reading import Reading, is_read_already
from archiver.walk import is_gone
from archiver.wording import NO_REASON, Reason

ATTEMPTS = 2
"""How often a file that kills its reader is tried before it rests until asked for or changed."""

INTERRUPTIONS = 5
"""How often the program itself may die while reading a file before that file is suspected.

Higher than ATTEMPTS: the reader is killed by the file alone, the program also by power cuts and users.
"""

Asks = Callable[[Path], bool]

READER_DIED = frozenset({"extract.crashed", "extract.too_slow", "extract.too_big"})
"""Reasons that another attempt may cure."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the file: one event for whoever follows the library; `again` asks for another attempt.

    `inside` is what became of the files that lie in it.
    """

    kind: EventKind | None
    path: Path
    document: DocumentId | None = None
    state: State = State.WAITING
    again: bool = False
    inside: tuple["Outcome", ...] = ()


def keep(catalogue: Catalogue, root: RootId, reading: Reading, is_gone: Asks = is_gone) -> Outcome:
    """Put what was read into the catalogue, in one transaction. `is_gone` asks whether another file is gone."""
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
        return _keep_at(db, place, reading, reading.seen, is_gone)


def _keep_name(
    db: sqlite3.Connection, place: Place, seen: Seen, reason: Reason, state: State = State.FAILED,
    drafts: Sequence[PieceDraft] = (),
) -> Outcome:  # fmt: skip
    """A file nobody can open is found by its name; a locked or restless one waits on, which is not an attempt."""
    waits = reason.code in ("ingest.locked", "ingest.still_changing")
    state, attempts = (State.WAITING, place.attempts) if waits else (state, place.attempts + 1)
    document = place.document or documents.create(db)
    places.settle(db, seen, document, state, reason, attempts)
    if place.document is None:
        drafts = drafts or name_only(place.path, _scheme(db))
        pieces.rematch(db, document, "", Extracted("", state), drafts, RULES_VERSION)
    documents.refresh_presence(db, document)
    return Outcome(None if waits else "failed", place.path, document, state)


def name_only(path: Path, scheme: Scheme) -> list[PieceDraft]:
    """What can be said of a file that gave no text."""
    from archiver.describe import describe  # its patterns take long to make: they load with the first such file

    return describe("", (), path.stem, {}, scheme)


def _scheme(db: sqlite3.Connection) -> Scheme:
    return _parsed(json.dumps(categories.scheme(db), ensure_ascii=False))


@lru_cache(maxsize=1)
def _parsed(scheme: str) -> Scheme:
    """Making the patterns of a scheme takes 60 ms; a folder of pictures has thousands of files found by name only."""
    return Scheme.parse(json.loads(scheme))


def _seal(db: sqlite3.Connection, place: Place, reading: Reading) -> Outcome:
    """A marked file: nothing is kept but path, size and time, and what an older version had shown goes too."""
    assert reading.seen is not None and reading.mark is not None
    shown = [place, *places.packed_in(db, place)]
    _remove_members(db, place)
    places.settle(db, reading.seen, None, State.SECRET, Reason("ingest.secret", {"mark": reading.mark}), 1)
    for document in documents.all_with_digest(db, reading.sha256) if reading.sha256 else []:
        seal(db, document, reading.mark)
    _leave_or_purge(db, shown)
    return Outcome("failed", place.path, None, State.SECRET)


def seal(db: sqlite3.Connection, document: DocumentId, mark: str) -> list[Path]:
    """A document that turned out to be marked: its files become `secret`, its words and what lay in it go.

    Returns the files.
    """
    here = places.of_document(db, document)
    packed = [one for place in here for one in places.packed_in(db, place)]
    for place in here:
        _remove_members(db, place)
    sealed = places.seal(db, document, Reason("ingest.secret", {"mark": mark}))
    purging.purge(db, document)
    _leave_or_purge(db, packed)
    return sealed


def _remove_members(db: sqlite3.Connection, container: Place) -> None:
    for packed in places.members(db, container.id).values():
        places.remove(db, packed)


def _leave_or_purge(db: sqlite3.Connection, shown: Sequence[Place]) -> None:
    """What stood at these places stays where it has another one; elsewhere its words go."""
    for document in dict.fromkeys(one.document for one in shown if one.document is not None):
        if places.of_document(db, document):
            documents.refresh_presence(db, document)
        else:
            purging.purge(db, document)


def keep_at(
    db: sqlite3.Connection, path: Path, reading: Reading, seen: Seen, is_gone: Asks = is_gone
) -> Outcome:
    """Let what was read be the content of the file at `path`, seen there as `seen`, which has arrived."""
    place = places.at(db, path)
    assert place is not None
    return _keep_at(db, place, reading, seen, is_gone)


def _keep_at(db: sqlite3.Connection, place: Place, reading: Reading, seen: Seen, is_gone: Asks = is_gone) -> Outcome:
    document, kind = _document_for(db, place, reading, is_gone)
    if reading.extracted is None and not is_read_already(db, place.path, reading.sha256):
        return Outcome(None, place.path, again=True)
    before = documents.revision_in_force(db, document)
    extracted = None if reading.extracted is None or _was_opened(before, reading) else reading.extracted
    if extracted is not None and not _is_kept(db, document, before, reading.sha256, extracted):
        drafts = reading.drafts or name_only(place.path, _scheme(db))
        documents.revise(db, document, reading.sha256, seen.size, extracted, EXTRACTOR_VERSION, drafts, RULES_VERSION)
    state, reason = (extracted.state, extracted.reason) if extracted is not None else _outcome_of(before)
    places.settle(db, seen, document, state, reason, place.attempts + 1)
    if state in READ_STATES:
        places.unlock(db, document, state, reason)
    documents.refresh_presence(db, document)
    inside = _keep_members(db, place, document, reading.members)
    if kind is not None:
        after = {"path": to_text(place.path), "sha256": reading.sha256, "state": state}
        journal.write(db, journal.PROGRAM, [journal.Entry(kind, f"document:{document}", None, after)])
    event = _event(kind, state, is_news=extracted is not None)
    return Outcome(event, place.path, document, state, inside=tuple(inside))


def _is_locked(db: sqlite3.Connection, digest: str) -> bool:
    """Whether nobody has given a password for these bytes yet: then what is read now may say more."""
    known = documents.with_digest(db, digest)
    revision = documents.revision_in_force(db, known) if known else None
    return revision is not None and revision["state"] == State.ENCRYPTED


def _was_opened(before: sqlite3.Row | None, reading: Reading) -> bool:
    """Whether a password that is no longer known had opened these very bytes: their text is not given up."""
    return (
        reading.extracted is not None
        and reading.extracted.state is State.ENCRYPTED
        and before is not None
        and before["sha256"] == reading.sha256
        and before["state"] in READ_STATES
    )


def _outcome_of(revision: sqlite3.Row | None) -> tuple[State, Reason]:
    assert revision is not None
    return State(revision["state"]), Reason.load(revision["reason"]) if revision["reason"] else NO_REASON


def _event(kind: EventKind | None, state: State, *, is_news: bool) -> EventKind | None:
    """What to tell: bytes known before that were read once more are news too, and how that went."""
    if kind is None and is_news:
        return "changed" if state in READ_STATES else "failed"
    return "failed" if kind and state is State.FAILED else kind


def _keep_members(
    db: sqlite3.Connection, container: Place, document: DocumentId, packed: Sequence[Reading] | None
) -> list[Outcome]:
    """What lies in a file has places of its own; of bytes known already it is what lies in their other places."""
    known = places.members(db, container.id)
    if packed is None:
        others = [other for other in places.of_document(db, document) if other.id != container.id]
        if not known and others:
            for copied in places.copy_members(db, others[0], container):
                documents.refresh_presence(db, copied)
        return []
    for gone in known.keys() - {container.path / reading.path for reading in packed}:
        documents.leave(db, known[gone])
    return [_keep_member(db, container, reading) for reading in packed]


def _keep_member(db: sqlite3.Connection, container: Place, reading: Reading) -> Outcome:
    assert reading.seen is not None
    seen = replace(reading.seen, path=container.path / reading.path)
    places.arrive(db, container.root, seen, container.id)
    place = places.at(db, seen.path)
    assert place is not None
    if reading.mark:
        return _seal(db, place, replace(reading, seen=seen))
    if not reading.sha256 and reading.extracted is not None:
        return _keep_name(db, place, seen, reading.extracted.reason, reading.extracted.state, reading.drafts)
    if is_read_already(db, seen.path, reading.sha256) and not _is_locked(db, reading.sha256):
        reading = replace(reading, extracted=None, drafts=())
    return _keep_at(db, place, reading, seen)


def _is_kept(
    db: sqlite3.Connection, document: DocumentId, before: sqlite3.Row | None, sha256: str, extracted: Extracted
) -> bool:
    """Whether the document holds this already: two files of the same bytes may be read at the same time."""
    return (
        before is not None
        and (before["sha256"], before["extractor"], before["state"], before["reason"])
        == (sha256, EXTRACTOR_VERSION, extracted.state, extracted.reason.dump() if extracted.reason else "")
        and documents.text_of(db, document) == extracted.text
    )


def _document_for(
    db: sqlite3.Connection, place: Place, reading: Reading, is_gone: Asks
) -> tuple[DocumentId, EventKind | None]:
    """Which document the bytes at a place belong to, and whether that is news."""
    if place.document is None:
        known = documents.with_digest(db, reading.sha256) or _set_aside(db, reading, None)
        return known or documents.create(db), "added"
    revision = documents.revision_in_force(db, place.document)
    if revision is None:
        known = documents.with_digest(db, reading.sha256)
        return _leave_card(db, place, known), "added"
    if revision["sha256"] == reading.sha256:
        return place.document, None
    moved = _moved_here(db, place, reading.sha256, is_gone) or _set_aside(db, reading, place.document)
    if moved is not None:
        _leave(db, place, moved)
        return moved, "moved"
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
    _leave(db, place, known)
    return known


def _leave(db: sqlite3.Connection, place: Place, other: DocumentId) -> None:
    """Let a place belong to another document from now on."""
    assert place.document is not None
    documents.remember_path(db, place.document)
    places.give(db, [place], other)
    documents.refresh_presence(db, place.document)


def _moved_here(db: sqlite3.Connection, place: Place, sha256: str, is_gone: Asks) -> DocumentId | None:
    """The paper filed by hand that took the name of another one: its bytes are here now and nowhere else.

    Two papers that changed names would change their categories otherwise. One that was not filed is not asked for:
    a program that saves by way of a file of its own must not take the paper's choices away.
    """
    known = documents.with_digest(db, sha256)
    if known is None or known == place.document or not values.has_hand(db, known):
        return None
    stand = [
        other
        for other in places.of_document(db, known)
        if other.container is not None or not (other.state is State.WAITING or is_gone(other.path))
    ]
    return None if stand or place.container is not None else known


def _set_aside(db: sqlite3.Connection, reading: Reading, here: DocumentId | None) -> DocumentId | None:
    """A paper that was moved away while a newer one took its place, which was read first: what a hand gave was
    given to these bytes, too. The paper that was `here` going back to its older self is another matter."""
    newer = documents.with_former_digest(db, reading.sha256)
    if newer is None or newer == here or not values.has_hand(db, newer):
        return None
    return documents.copy(db, newer)
