"""The gram index on Whoosh's files: which pieces have which grams, and how far the catalogue was followed.

Segments, terms and postings are in Whoosh's own W3 format, so any Whoosh of that format opens the index; only the
writing and the reading of whole posting lists are ours (measured: ten times faster). What the index has followed
stands in the same file as the list of its segments and is replaced with it in one rename: it is never ahead.
"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.model import Entry
from archiver.search import merging
from archiver.search.folder import BrokenIndex, IndexFolder, telling_damage, telling_loss
from archiver.search.merging import Merge
from archiver.search.pin import check_whoosh
from archiver.search.postings import Numbers, grams_of
from archiver.search.segment import Floats, Segment
from archiver.search.segment_writer import write_segments

NO_NUMBERS: Numbers = np.zeros(0, dtype=np.int64)


class GramIndex:
    """Which pieces have which grams. Any number of processes read; one writes, and holds the library's lock."""

    def __init__(self, folder: IndexFolder) -> None:
        self.followed = 0
        self.generation = -1
        self.segments: list[Segment] = []
        self.text_count = 0
        self.average_length = 0.0
        self._folder = folder
        self._losses = self._losses_told = 0
        self._merge: Merge | None = None

    @classmethod
    def open(cls, folder: Path, library: str) -> "GramIndex":
        """The index in `folder`. One that is missing, older, foreign or broken comes back empty, sequence 0;
        the next `update` or `wipe` puts a new one in its place. Raises ArchiveError for a wrong Whoosh."""
        check_whoosh()
        if folder.is_file():
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(IndexFolder(folder, library))
        index.refresh()
        return index

    @property
    def sequence(self) -> int:
        """How far the index has followed the catalogue; the writer goes on from here.

        Where the index is lost after this was read, `update` refuses until it is read again.
        """
        self.refresh()
        self._losses_told = self._losses
        return self.followed

    def close(self) -> None:
        """Let go of the files."""
        self._leave_merge()
        for segment in self.segments:
            segment.close()
        self.segments = []
        self._count()

    # reading

    def refresh(self) -> bool:
        """Pick up what the writer has committed since; says whether there was anything."""
        found_broken = self.followed > 0 and self._folder.is_noted_broken(self.generation)
        if self._folder.newest == self.generation and not found_broken:
            return False
        for _attempt in range(5):
            generation = self._folder.newest
            if self._take(generation) or generation == self._folder.newest:
                break
        self.generation = generation
        return True

    def _take(self, generation: int) -> bool:
        """Open that generation; False, and empty, where it is not one of ours in good health."""
        known = {segment.name: segment for segment in self.segments}
        opened: list[Segment] = []
        self.segments, self.followed = opened, 0
        good = False
        try:
            sequence, schema, stored = self._folder.read(generation)
            for record in stored:
                segment = known.pop(record.segment_id(), None) or Segment(self._folder.storage, record, schema)
                segment.follow_deletions(record)
                opened.append(segment)
            self.followed, good = sequence, True
            self._count()
        except Exception:  # noqa: BLE001 - a damaged index fails in any way; it is only a shadow and is made anew
            self.close()
            self._losses += 1
        for segment in known.values():
            segment.close()
        return good

    def _count(self) -> None:
        """How many pieces the index holds, and the characters of a body on average."""
        self.text_count = sum(segment.alive_count for segment in self.segments)
        total = sum(float(segment.lengths[segment.alive].sum()) for segment in self.segments)
        self.average_length = total / self.text_count if self.text_count else 0.0

    def give_up(self) -> None:
        """Treat the index as empty, here and in the writing process: its files turned out to be damaged."""
        self._folder.note_broken(self.generation)
        self.close()
        self.followed = 0
        self._losses += 1

    def candidates(self, field: str, literal: str) -> list[tuple[Numbers, Floats, Floats]]:
        """Pieces whose `field` has all grams of the folded literal: ids, frequencies, text lengths, by segment.

        All that hold the literal are among them. Raises BrokenIndex where the files turn out to be damaged.
        """
        grams = grams_of(literal)
        found: list[tuple[Numbers, Floats, Floats]] = []
        with telling_damage():
            for segment in self.segments:
                having = segment.having(field, grams)
                if having is not None:
                    ids, frequencies = having
                    found.append((segment.pieces[ids], frequencies, segment.lengths[ids]))
        return found

    def count(self, field: str, gram: str) -> int:
        """About how many pieces have a gram: ones removed of late are among them. Raises BrokenIndex."""
        with telling_damage():
            return sum(segment.count_of(field, gram) for segment in self.segments)

    def frequencies(self, fields: Mapping[str, float], gram: str) -> tuple[Numbers, NDArray[np.float64]]:
        """The texts that have a gram, deleted ones included, as places in `texts`, and how often, each field with its
        weight. Raises BrokenIndex."""
        with telling_damage():
            found = [(texts, each * often) for field, each in fields.items() for texts, often in self._in(field, gram)]
        if len(found) < 2:
            return found[0] if found else (NO_NUMBERS, NO_NUMBERS.astype(np.float64))
        together = np.zeros(sum(segment.count for segment in self.segments))
        for texts, often in found:
            together[texts] += often
        having = np.flatnonzero(together)
        return having, together[having]

    def _in(self, field: str, gram: str) -> Iterator[tuple[Numbers, NDArray[np.float64]]]:
        """The texts of each segment that have a gram in a field, and how often."""
        start = 0
        for segment in self.segments:
            info = segment.info(field, gram)
            if info is not None:
                ids, often = segment.postings(info)
                yield ids + start, often.astype(np.float64)
            start += segment.count

    def texts(self) -> tuple[Numbers, NDArray[np.bool_], NDArray[np.float64]]:
        """All texts, by segment: their pieces, whether they are still there, the characters of the body."""
        return (
            np.concatenate([NO_NUMBERS, *(segment.pieces for segment in self.segments)]),
            np.concatenate([NO_NUMBERS.astype(bool), *(segment.alive for segment in self.segments)]),
            np.concatenate([NO_NUMBERS, *(segment.lengths for segment in self.segments)]).astype(np.float64),
        )

    # writing

    @telling_loss()
    def wipe(self) -> None:
        """Forget everything; the sequence is 0 again. Raises BrokenIndex where that has come about by itself."""
        self._leave_merge()
        self._commit([], 0)
        self._losses += 1

    @telling_loss()
    def update(self, entries: Iterable[Entry], removed: Iterable[int], sequence: int) -> None:
        """Take in new or changed pieces, forget removed ones, and note how far the catalogue was followed.

        The folder is the old index or the new one whenever the process is killed. Raises BrokenIndex where the
        index was lost since `sequence` was read.
        """
        self.refresh()
        if self._losses != self._losses_told:
            raise BrokenIndex("the index was lost; go on from its sequence")
        newest = {entry.piece: entry for entry in entries}
        stored = self._stored_segments()
        self._delete(stored, {*newest, *removed})
        stored += write_segments(self._folder.storage, list(newest.values()))
        self._commit(stored, sequence)

    @telling_loss()
    def merge_on(self) -> bool:
        """Go on making one segment of several, for about 0.2 s; False when they may all rest.

        Updates may come in between; a program that dies loses no more than this work. Raises BrokenIndex where
        files turn out to be damaged.
        """
        self.refresh()
        if self._merge and not all(source in self.segments for source in self._merge.sources):
            self._leave_merge()  # a source has lost its last text, and went
        if self._merge is None:
            small = merging.due(self.segments)
            if not small:
                return False
            self._merge = Merge(self._folder.storage, small)
        self._step(self._merge)
        return True

    def _step(self, merge: Merge) -> None:
        try:
            if not merge.step():
                self._take_merged(merge)
        except OSError:  # a full disk is not the index's fault: the keeper says so, and merges later
            self._leave_merge()
            raise
        except Exception as trouble:  # as in telling_damage
            self.give_up()
            raise BrokenIndex from trouble

    def _take_merged(self, merge: Merge) -> None:
        """Put the merged segment in the place of its sources, without what they lost meanwhile."""
        gone = {segment.name for segment in merge.sources}
        stored = [record for record in self._stored_segments() if record.segment_id() not in gone]
        for number in merge.lost_since():
            merge.stored.delete_document(number)
        self._merge = None
        self._commit([*stored, merge.stored], self.followed)

    def _leave_merge(self) -> None:
        if self._merge is not None:
            self._merge.close()
            self._merge = None

    @telling_loss()
    def expunge(self) -> bool:
        """Write every segment anew that still holds the words of removed pieces.

        Says whether the old files are gone: Windows keeps those that a reader has open until the next time. Raises
        BrokenIndex as `merge_on` does.
        """
        self.refresh()
        self._leave_merge()
        for segment in [segment for segment in self.segments if not segment.alive.all()]:
            self._merge = Merge(self._folder.storage, [segment])
            while self._merge:
                self._step(self._merge)
        if self._folder.strays(self._stored_segments()):
            self._commit(self._stored_segments(), self.followed)
        return not self._folder.strays(self._stored_segments())

    def _stored_segments(self) -> list[Any]:
        """The committed segments as records of their own, so that a failed change leaves ours alone."""
        return self._folder.read(self.generation)[2] if self.segments else []

    def _delete(self, stored: list[Any], pieces: set[int]) -> None:
        gone = np.fromiter(pieces, dtype=np.int64, count=len(pieces))
        for record, segment in zip(stored, self.segments, strict=True):
            for number in np.flatnonzero(np.isin(segment.pieces, gone) & segment.alive).tolist():
                record.delete_document(number)

    def _commit(self, stored: list[Any], sequence: int) -> None:
        """Make these the segments, empty ones left out, and take them over."""
        generation = max(self.generation, self._folder.newest) + 1
        held = [record for record in stored if record.doc_count()]
        unfinished = [self._merge.stored] if self._merge else []
        self._folder.commit(generation, held, sequence, unfinished)
        self.refresh()
