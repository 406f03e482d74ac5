"""Reading one settled file, and what lies in it, before anything is kept."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.catalogue import Catalogue, documents, places
from archiver.extract import EXTRACTOR_VERSION
from archiver.extract.packed import DEEPEST, MAX_TOTAL_BYTES, MOST_MEMBERS, Member
from archiver.extract.source import Source
from archiver.model import Extracted, PieceDraft, Seen, State
from archiver.settle import locked
from archiver.store import sha256
from archiver.understanding import Stored, Understood, refused
from archiver.walk import look
from archiver.wording import NO_REASON, Reason

MOST_CHARACTERS = 100_000_000
"""Of all members of a container, which are kept in one transaction: about half a gigabyte of memory."""

Understand = Callable[[Source], Understood]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a file gave, before anything is kept. `extracted` is None for bytes known already.

    `seen` is None when the file vanished or changed under the reader; `unread` says why it couldn't be opened.
    `members` lie in the file, their paths counted from it; None where it wasn't opened for them. A member without
    a digest couldn't be taken out.
    """

    path: Path
    seen: Seen | None
    sha256: str = ""
    extracted: Extracted | None = None
    drafts: tuple[PieceDraft, ...] = ()
    mark: str | None = None
    unread: Reason = NO_REASON
    members: tuple["Reading", ...] | None = None


def read(catalogue: Catalogue, path: Path, understand: Understand, password: str = "") -> Reading:
    """Read one settled file: look, digest, understand unless its bytes are known, look again.

    With a `password` known bytes are read once more.
    """
    seen = look(path)
    if seen is None:
        return Reading(path, None)
    try:
        digest = sha256(path)
        known = not password and is_read_already(catalogue.read(), path, digest)
        source = Source(path, password=password)
        reading = Reading(path, seen, digest) if known else _understood(source, seen, digest, understand)
    except FileNotFoundError:
        return Reading(path, None)
    except OSError:
        return Reading(path, seen, unread=Reason("ingest.locked" if locked(path) else "ingest.not_readable"))
    return reading if look(path) == seen else Reading(path, None)


def is_read_already(db: sqlite3.Connection, path: Path, digest: str) -> bool:
    """Whether these bytes, and all that lies in them, were read by today's extractor for the document this place
    will belong to."""
    place = places.at(db, path)
    document = place.document if place and place.document else documents.with_digest(db, digest)
    revision = documents.revision_in_force(db, document) if document else None
    return (
        revision is not None
        and revision["sha256"] == digest
        and revision["extractor"] == EXTRACTOR_VERSION
        and revision["state"] != State.FAILED
        and not (place and any(one.state is State.FAILED for one in places.packed_in(db, place)))
    )


def _understood(source: Source, seen: Seen, digest: str, understand: Understand) -> Reading:
    understood = understand(source)
    if understood.mark:
        return Reading(seen.path, seen, digest or understood.sha256, mark=understood.mark)
    digest = digest or understood.sha256
    if not understood.members:
        return Reading(seen.path, seen, digest, understood.extracted, understood.drafts, members=())
    wanted, left = _within_limits(source, understood.members)
    extracted = replace(understood.extracted, state=State.PARTIAL, reason=left) if left else understood.extracted
    members = tuple(_as_fit(_member(source, member, understand) for member in wanted))
    if len(members) < len(wanted):
        extracted = replace(extracted, state=State.PARTIAL, reason=_too_many(len(members)))
    return Reading(seen.path, seen, digest, extracted, understood.drafts, members=members)


def _as_fit(members: Iterator[Reading]) -> Iterator[Reading]:
    """Members as long as the words of all of them may be held until they are kept together."""
    total = 0
    for member in members:
        yield member
        total += _characters(member)
        if total > MOST_CHARACTERS:
            return


def _characters(reading: Reading) -> int:
    own = len(reading.extracted.text) if reading.extracted else 0
    return own + sum(map(_characters, reading.members or ()))


def _within_limits(source: Source, members: tuple[Member, ...]) -> tuple[tuple[Member, ...], Reason]:
    """The members to read, and why not all."""
    if len(source.inside) + 1 >= DEEPEST:
        return (), Reason("extract.packed_too_deep")
    total = 0
    for count, member in enumerate(members):
        total += member.size
        if count == MOST_MEMBERS or total > MAX_TOTAL_BYTES:
            return members[:count], _too_many(count)
    return members, NO_REASON


def _too_many(read: int) -> Reason:
    return Reason("extract.packed_too_many", {"read": read})


def _member(container: Source, member: Member, understand: Understand) -> Reading:
    seen = Seen(Path(member.name), member.size, member.mtime_ns, "")
    if member.refused and not (member.refused.code == "extract.password" and container.password):
        told = Stored(container.file, name=member.name, extracted=refused(member.refused))
        return Reading(seen.path, seen, extracted=told.extracted, drafts=understand(told).drafts)
    inside = (*container.inside, member.index)
    return _understood(Source(container.file, inside, member.name, container.password), seen, "", understand)
