"""A pass: comparing what a folder holds with what the catalogue knows of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.catalogue import Catalogue, documents, journal, places, roots
from archiver.catalogue.paths import to_text
from archiver.catalogue.places import Place
from archiver.model import Root, Seen, State
from archiver.walk import Walk


@dataclass(frozen=True, slots=True)
class Differences:
    """What a walk found: how many files, those new or changed or still waiting, and paths with no file now."""

    seen: int
    news: list[Seen]
    missing: list[Path]


def known_places(catalogue: Catalogue, root: Root, folder: Path) -> dict[Path, Place]:
    """What the catalogue knows of a folder of a root."""
    return {place.path: place for place in places.below(catalogue.read(), folder) if place.root == root.id}


def compare(known: dict[Path, Place], folder: Path, stopped: Callable[[], bool]) -> Differences:
    """Walk a folder without opening any file, and take what is there out of `known`. What could not be read is not
    missing. `stopped` is asked after each file."""
    walk, news, count = Walk(folder), [], 0
    for seen in walk:
        count += 1
        place = known.pop(seen.path, None)
        if place is None or not place.looks_like(seen) or place.state is State.WAITING:
            news.append(seen)
        if stopped():
            return Differences(count, news, [])
    unknowable = [*walk.troubles, *walk.placeholders]
    missing = [path for path in known if not any(path.is_relative_to(trouble) for trouble in unknowable)]
    return Differences(count, news, missing)


def write_arrivals(catalogue: Catalogue, root: Root, news: Sequence[Seen]) -> list[Seen]:
    """Write files down before they are touched; returns those that may be known files at a new path."""
    maybe_moved = []
    with catalogue.write() as db:
        if not roots.exists(db, root.id):
            return []
        for seen in news:
            place = places.at(db, seen.path)
            if place is None and places.of_file(db, seen):
                maybe_moved.append(seen)
            elif place is None or not place.looks_like(seen):
                places.arrive(db, root.id, seen)
    return maybe_moved


def heal_move(catalogue: Catalogue, root: Root, seen: Seen, is_gone: Callable[[Path], bool]) -> Place | None:
    """Let the place of a file that was moved or renamed follow it, without reading the file.

    It is the same file when device, inode, size and time are the same and nothing stands at its old path.
    """
    for place in places.of_file(catalogue.read(), seen):
        if is_gone(place.path):
            with catalogue.write() as db:
                if not roots.exists(db, root.id):
                    return None
                moved = [place, *places.packed_in(db, place)]
                places.move(db, place, root.id, seen)
                journal.write(db, journal.PROGRAM, [_entry(place, "move", {"path": to_text(seen.path)})])
                for document in dict.fromkeys(one.document for one in moved if one.document is not None):
                    documents.refresh_presence(db, document)
            return place
    return None


def forget_place(catalogue: Catalogue, place: Place, action: str) -> None:
    """The file at a place is gone: the place goes, its document stays or leaves search as it deserves."""
    with catalogue.write() as db:
        documents.leave(db, place)
        journal.write(db, journal.PROGRAM, [_entry(place, action, None)])


def _entry(place: Place, action: str, after: dict[str, str] | None) -> journal.Entry:
    subject = f"document:{place.document}" if place.document else "place"
    return journal.Entry(action, subject, {"path": to_text(place.path)}, after)
