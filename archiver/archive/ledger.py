"""The ledger: every file of the library, what became of it and why."""

from collections.abc import Sequence
from pathlib import Path

from archiver.catalogue import Catalogue, ledger, places
from archiver.model import FileRow, FilesWanted, State


class Ledger:
    """`archive.ledger`: files as a list, or, where there are very many, as numbers whose rows are asked as needed."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def files(self, state: State | None = None, *, attention: bool = False) -> list[FileRow]:
        """Every file with its state and reason, by path."""
        return places.ledger(self._catalogue.read(), state, attention=attention)

    def ids(self, wanted: FilesWanted) -> tuple[int, ...]:
        """The files as numbers, in the order that is wanted; `rows` tells what they stand for."""
        return ledger.ids(self._catalogue.read(), wanted)

    def counts(self, words: str = "") -> dict[State, int]:
        """How many files are in each state, of those whose path has these words."""
        return ledger.counts(self._catalogue.read(), words)

    def rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        """Files by their numbers; those that are gone by now are missing."""
        return ledger.rows(self._catalogue.read(), ids)

    def export(self, ids: Sequence[int], target: Path, language: str) -> int:
        """Write these files to an .xlsx file; returns how many. Raises ArchiveError."""
        from archiver.exporting.ledger import export_ledger  # the library that writes workbooks takes long to load

        rows = self.rows(ids)
        export_ledger((rows[id] for id in ids if id in rows), target, language)
        return len(rows)
