"""Files that aren't where they were: followed where they went, or believed to be gone after a second look."""

from pathlib import Path

from archiver import passing
from archiver.catalogue import Catalogue, places
from archiver.ingest import Outcome
from archiver.keeper.folders import Folders
from archiver.model import Event, Root, Seen, State
from archiver.settle import Settling
from archiver.telling import Teller
from archiver.walk import is_gone

SECOND_LOOK = 1.5
"""Seconds between the two looks after which a file is believed to be gone."""

ARRIVALS_FIRST = 30.0
"""Seconds a deletion waits at most for the arrivals that may turn it into a move."""

LOOKS_AT_ONCE = 500
"""Missing files believed gone in one step, so that hints and a pause are heard in between."""


class Missing:
    """The files that were missed once. `now` is in seconds of a clock that only goes forward."""

    def __init__(self, catalogue: Catalogue, folders: Folders, settling: Settling, teller: Teller) -> None:
        self._catalogue = catalogue
        self._folders = folders
        self._settling = settling
        self._teller = teller
        self._due: dict[Path, float] = {}

    def __len__(self) -> int:
        return len(self._due)

    @property
    def next_due(self) -> float | None:
        """When the first of them is looked at again."""
        return next(iter(self._due.values()), None)  # they stand in the order they were missed

    def miss(self, path: Path, now: float) -> None:
        """First look: the file isn't there. Nothing is believed yet."""
        self._due.setdefault(path, now + SECOND_LOOK)

    def forget(self, under: Path) -> None:
        """What was missed there says nothing: the folder is away."""
        self._due = {path: due for path, due in self._due.items() if not path.is_relative_to(under)}

    def believe(self, now: float, *, busy: bool) -> None:
        """Second look, after the arrivals that are being read (`busy`); only on a root that can be reached."""
        wait = ARRIVALS_FIRST if busy else 0.0
        for path in [path for path, due in self._due.items() if now >= due + wait][:LOOKS_AT_ONCE]:
            if self._due.pop(path, None) is None:  # its root was found to be away meanwhile
                continue
            place = places.at(self._catalogue.read(), path)
            if not is_gone(path):
                self._settling.hint(path, now)
            elif self._folders.is_believably_gone(path) and place is not None:
                passing.forget_place(self._catalogue, place, "remove")
                self._teller.tell(Event("removed", path, place.document, place.state))

    def heal_move(self, root: Root, seen: Seen) -> bool:
        """Whether the file is one that was moved here and need not be read."""
        place = passing.heal_move(self._catalogue, root, seen, self._folders.is_believably_gone)
        if place is None:
            return False
        self._due.pop(place.path, None)
        self._teller.tell(Event("moved", seen.path, place.document, place.state))
        return place.state is not State.WAITING

    def absorb_gone(self, outcome: Outcome) -> bool:
        """Whether the paper came from places that are gone now: then it was moved, not copied."""
        if outcome.document is None:
            return False
        here = places.of_document(self._catalogue.read(), outcome.document)
        others = [place for place in here if place.container is None and place.path != outcome.path]
        gone = [place for place in others if self._folders.is_believably_gone(place.path)]
        for place in gone:
            passing.forget_place(self._catalogue, place, "move")
            self._due.pop(place.path, None)
        return bool(gone)
