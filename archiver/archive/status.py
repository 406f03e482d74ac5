"""How much there is of everything in a library."""

from dataclasses import dataclass

from archiver.catalogue import cards, describing, places, scans
from archiver.describe import RULES_VERSION
from archiver.library import Library
from archiver.model import ATTENTION_STATES, State
from archiver.sizes import bytes_below


@dataclass(frozen=True, slots=True)
class Status:
    """Counts and sizes: papers and pieces that search finds, files on disk by state, sizes in bytes.

    `scan_pages` is of scans, whose words nobody has read; `to_describe` papers wait for newer rules, or for the rules
    to read what a hand has divided.
    """

    documents: int
    pieces: int
    by_state: dict[State, int]
    members: int
    catalogue_bytes: int
    index_bytes: int
    text_bytes: int
    scan_pages: int
    to_describe: int = 0

    @property
    def attention(self) -> int:
        """Files a person should look at."""
        return sum(count for state, count in self.by_state.items() if state in ATTENTION_STATES)

    @property
    def waiting(self) -> int:
        """Files that are still to be read."""
        return self.by_state.get(State.WAITING, 0)


def status_of(library: Library) -> Status:
    """Count and measure a library as it is now."""
    db = library.catalogue.read()
    here, live, text_bytes = cards.counts(db)
    return Status(
        here, live, places.count_by_state(db), places.count_members(db),
        library.catalogue.bytes, bytes_below(library.paths.index), text_bytes,
        scans.pages_left(db), describing.left(db, RULES_VERSION),
    )  # fmt: skip
