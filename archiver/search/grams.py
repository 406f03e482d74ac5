"""The gram index on Whoosh's files: the only module that knows Whoosh, and all that touches its inside.

Segments, terms and postings are in Whoosh's own W3 format, so any Whoosh of that format opens the index; only the
writing and the reading of whole posting lists are ours (measured: ten times faster). What the index has followed
stands in the same file as the list of its segments and is replaced with it in one rename: it is never ahead.
"""

import contextlib
import os
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter
from whoosh.filedb.structfile import BufferFile
from whoosh.index import TOC, clean_files
from whoosh.system import pack_ushort
from whoosh.util.numeric import byte_to_length

from archiver.model import Entry
from archiver.search import blocks
from archiver.search.pin import NEEDED, check_whoosh
from archiver.search.postings import Numbers, Postings, combine, gather, grams_of
from archiver.text.version import VERSION

FORMAT = f"grams-1 {NEEDED} {VERSION}"
NAME = "grams"
FIELDS = ("body", "names", "title")
CHARACTERS_A_SEGMENT = 6_000_000
"""What is written at once: 18 MB of text take about 250 MB while their grams are sorted."""

TIER = 8
LARGE = 256
"""Eight segments of about one size become one, until a segment has this many texts."""

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
Floats = NDArray[np.float32]
Flags = NDArray[np.bool_]


Terms = Iterable[tuple[bytes, bytes, bytes]]
"""Of a field, in order: gram, term info without the extent, block."""


class BrokenIndex(Exception):
    """The index cannot be read or was lost; it is made anew from the catalogue, from sequence 0."""


class Segment:
    """One segment of the index, open for reading."""

    def __init__(self, storage: FileStorage, segment: Any, schema: Any) -> None:
        with contextlib.ExitStack() as opened:
            self._postings = _open(opened, storage, segment.make_filename(W3Codec.POSTS_EXT))
            terms = segment.make_filename(W3Codec.TERMS_EXT)
            self.terms = OrderedHashReader(_open(opened, storage, terms), storage.file_length(terms))
            self.ids: dict[str, int] = self.terms.extras["fieldmap"]
            self.count = int(segment.doc_count_all())
            key = W3Codec.column_filename(segment, "key")
            self.pieces = _column(storage, key, schema["key"].column_type, self.count).astype(np.int64)
            lengths = W3Codec.column_filename(segment, "_body_len")
            self.lengths = _LENGTHS[_column(storage, lengths, LENGTHS_COLUMN, self.count)]
            self.follow_deletions(segment)
            self._opened = opened.pop_all()

    def follow_deletions(self, segment: Any) -> None:
        """Take over which texts the index has deleted by now."""
        self.stored = segment
        self.alive = np.ones(self.count, dtype=bool)
        self.alive[list(segment.deleted_docs())] = False

    def info(self, field: str, gram: str) -> bytes | None:
        """The term info of a gram, None where no text has it."""
        try:
            start, length = self.terms.range_for_key(pack_ushort(self.ids[field]) + gram.encode())
        except KeyError:
            return None
        return bytes(self.terms.dbfile.get(start, length))

    def postings(self, info: bytes) -> tuple[Numbers, Floats]:
        """Texts, ascending, and their frequencies; deleted ones included."""
        held = blocks.inlined(info)
        if held is not None:
            return held
        offset, length = blocks.extent(info)
        return blocks.decode(bytes(self._postings.get(offset, length)))

    def having(self, field: str, grams: Sequence[str]) -> tuple[Numbers, Floats] | None:
        """Texts not deleted that have all `grams`, with the frequency of the rarest of them."""
        infos = [self.info(field, gram) for gram in grams]
        found = [info for info in infos if info is not None]
        if len(found) < len(infos) or not found:
            return None
        found.sort(key=blocks.text_count)
        ids, frequencies = self.postings(found[0])
        have = self.alive[ids]
        for info in found[1:]:
            if not have.any():
                return None
            others = np.zeros(self.count, dtype=bool)
            others[self.postings(info)[0]] = True
            have &= others[ids]
        return ids[have], frequencies[have]

    def all_postings(self, field: str) -> Postings:
        """All grams of a field; read in one go."""
        self.terms.dbfile.seek(0)
        terms = OrderedHashReader(BufferFile(self.terms.dbfile.read()))
        self._postings.seek(0)
        prefix = pack_ushort(self.ids[field])
        keys = takewhile(lambda item: item[0].startswith(prefix), terms.items_from(prefix))
        return blocks.decode_all(((key[len(prefix) :], info) for key, info in keys), self._postings.read())

    def close(self) -> None:
        """Let go of the files."""
        self._opened.close()


def _open(opened: contextlib.ExitStack, storage: FileStorage, name: str) -> Any:
    """A file of the index, closed with `opened`."""
    return opened.enter_context(contextlib.closing(storage.open_file(name)))


def _column(storage: FileStorage, name: str, column: Any, count: int) -> NDArray[Any]:
    """A numeric column as an array; what was never written has the column's default."""
    stored_as = np.dtype(f">{column._typecode.replace('Q', 'u8')}")
    values = np.full(count, column.default_value(), dtype=stored_as)
    if storage.file_exists(name):
        with contextlib.closing(storage.open_file(name)) as file:
            written = np.frombuffer(bytes(file.get(0, storage.file_length(name))), dtype=stored_as)[:count]
        values[: len(written)] = written
    return values.astype(stored_as.newbyteorder("="))


class Storage(FileStorage):  # type: ignore[misc]  # whoosh has no stubs
    """The folder of the index. Lists of segments are read at once, so that a broken one leaves no file open."""

    def open_file(self, name: str, **options: Any) -> Any:
        """A file of the folder, open for reading."""
        if name.endswith(".toc"):
            return BufferFile((Path(self.folder) / name).read_bytes(), name)
        return super().open_file(name, **options)


class GramIndex:
    """Which pieces have which grams. Any number of processes read; one writes, and holds the library's lock."""

    def __init__(self, folder: Path, library: str) -> None:
        self.folder = folder
        self.library = library
        self.followed = 0
        self.generation = -1
        self._flushed: set[str] = set()
        self._losses = self._losses_told = 0
        self.segments: list[Segment] = []
        self._storage = Storage(str(folder))

    @classmethod
    def open(cls, folder: Path, library: str) -> "GramIndex":
        """The index in `folder`. One that is missing, older, foreign or broken comes back empty, sequence 0;
        the next `update` or `wipe` puts a new one in its place. Raises ArchiveError for a wrong Whoosh."""
        check_whoosh()
        if folder.is_file():
            folder.unlink()
        folder.mkdir(parents=True, exist_ok=True)
        index = cls(folder, library)
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

    @property
    def bytes(self) -> int:
        """What the index takes on disk."""
        return sum(file.stat().st_size for file in self.folder.iterdir() if file.is_file())

    @property
    def text_count(self) -> int:
        """How many pieces the index holds."""
        return sum(int(segment.alive.sum()) for segment in self.segments)

    @property
    def average_length(self) -> float:
        """Characters of a body, on average; 0 where there is none."""
        lengths = [segment.lengths[segment.alive] for segment in self.segments]
        return float(np.concatenate(lengths).mean()) if lengths and self.text_count else 0.0

    def close(self) -> None:
        """Let go of the files."""
        for segment in self.segments:
            segment.close()
        self.segments = []

    # reading

    def refresh(self) -> bool:
        """Pick up what the writer has committed since; says whether there was anything."""
        found_broken = self.followed > 0 and self._broken_note(self.generation).exists()
        if self._newest() == self.generation and not found_broken:
            return False
        for _attempt in range(5):
            generation = self._newest()
            if self._take(generation) or generation == self._newest():
                break
        self.generation = generation
        return True

    def _newest(self) -> int:
        return int(TOC._latest_generation(self._storage, NAME))

    def _take(self, generation: int) -> bool:
        """Open that generation; False, and empty, where it is not one of ours in good health."""
        known = {segment.stored.segment_id(): segment for segment in self.segments}
        opened: list[Segment] = []
        self.segments, self.followed = opened, 0
        good = False
        try:
            toc = TOC.read(self._storage, NAME, gen=generation)
            library, sequence, made_as, sizes = toc.schema["key"].follows
            self._check(generation, library, made_as, sizes)
            for stored in toc.segments:
                segment = known.pop(stored.segment_id(), None) or Segment(self._storage, stored, toc.schema)
                segment.follow_deletions(stored)
                opened.append(segment)
            self.followed, good = sequence, True
        except Exception:  # noqa: BLE001 - a damaged index fails in any way; it is only a shadow and is made anew
            self.close()
            self._losses += 1
        for segment in known.values():
            segment.close()
        return good

    def _check(self, generation: int, library: str, made_as: str, sizes: dict[str, int]) -> None:
        """Raise unless the index is of this library and format and its files are whole."""
        if (library, made_as) != (self.library, FORMAT):
            raise BrokenIndex("made for another library or by another version")
        if self._broken_note(generation).exists():
            raise BrokenIndex("found broken while it was read")
        for name, size in sizes.items():
            if (self.folder / name).stat().st_size != size:
                raise BrokenIndex(f"{name} has not the size it was written with")

    def _broken_note(self, generation: int) -> Path:
        return self.folder / f"broken-{generation}"

    def give_up(self) -> None:
        """Treat the index as empty, here and in the writing process: its files turned out to be damaged."""
        with contextlib.suppress(OSError):
            self._broken_note(self.generation).touch()
        self.close()
        self.followed = 0
        self._losses += 1

    def candidates(self, field: str, literal: str) -> list[tuple[Numbers, Floats, Floats]]:
        """Pieces whose `field` has all grams of the folded literal: ids, frequencies, text lengths, by segment.

        All that hold the literal are among them. Raises BrokenIndex where the files turn out to be damaged.
        """
        grams = grams_of(literal)
        found: list[tuple[Numbers, Floats, Floats]] = []
        try:
            for segment in self.segments:
                having = segment.having(field, grams)
                if having is not None:
                    ids, frequencies = having
                    found.append((segment.pieces[ids], frequencies, segment.lengths[ids]))
        except Exception as trouble:
            raise BrokenIndex from trouble
        return found

    # writing

    def wipe(self) -> None:
        """Forget everything; the sequence is 0 again."""
        self._commit([], 0)
        self._losses += 1

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
        stored += [self._write_segment(part) for part in _parts(list(newest.values()))]
        self._commit(stored, sequence)
        while small := self._too_many():
            self._commit(self._merged(small), sequence)

    def expunge(self) -> bool:
        """Write every segment anew that still holds the words of removed pieces.

        Says whether the old files are gone: Windows keeps those that a reader has open until the next time.
        """
        self.refresh()
        for segment in [segment for segment in self.segments if not segment.alive.all()]:
            self._commit(self._merged([segment]), self.followed)
        if self._strays():
            self._commit(self._stored_segments(), self.followed)
        return not self._strays()

    def _strays(self) -> list[Path]:
        """Files of segments that are no longer, or never were, part of the index."""
        current = self._stored_segments()
        files = [file for file in self.folder.rglob("*") if file.is_file() and file.suffix != ".toc"]
        return [file for file in files if not _of_any(file.name, current)]

    def _stored_segments(self) -> list[Any]:
        """The committed segments as records of their own, so that a failed change leaves ours alone."""
        if not self.segments:
            return []
        return list(TOC.read(self._storage, NAME, gen=self.generation).segments)

    def _delete(self, stored: list[Any], pieces: set[int]) -> None:
        gone = np.fromiter(pieces, dtype=np.int64, count=len(pieces))
        for record, segment in zip(stored, self.segments, strict=True):
            for number in np.flatnonzero(np.isin(segment.pieces, gone) & segment.alive).tolist():
                record.delete_document(number)

    def _write_segment(self, entries: list[Entry]) -> Any:
        """A new segment of these pieces."""
        columns = [[getattr(entry, field) for entry in entries] for field in FIELDS]
        lengths = [len(entry.body) for entry in entries]
        streams = [blocks.encode(gather(texts)) for texts in columns]
        return self._save([entry.piece for entry in entries], lengths, streams)

    def _save(self, pieces: Sequence[int], lengths: Sequence[int], fields_terms: Sequence[Terms]) -> Any:
        """Write a segment's files through Whoosh's codec; only the terms go past its slow way."""
        schema, codec = _schema(), W3Codec()
        segment = codec.new_segment(self._storage, NAME)
        columns = codec.per_document_writer(self._storage, segment)
        for number, (piece, length) in enumerate(zip(pieces, lengths, strict=True)):
            columns.start_doc(number)
            columns.add_column_value("key", schema["key"].column_type, int(piece))
            columns.add_field("body", schema["body"], None, int(length))
            columns.finish_doc()
        columns.close()
        segment.set_doc_count(len(pieces))
        _write_terms(self._storage, segment, dict(zip(FIELDS, fields_terms, strict=True)))
        return segment

    def _too_many(self) -> list[Segment]:
        """Segments to make one of: eight of about one size, or one that is mostly deleted."""
        for segment in self.segments:
            if segment.alive.sum() * 2 < segment.count:
                return [segment]
        tiers: dict[int, list[Segment]] = {}
        for segment in self.segments:
            if segment.count < LARGE:
                tiers.setdefault(len(f"{segment.count:o}"), []).append(segment)
        return next((tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= TIER), [])

    def _merged(self, small: list[Segment]) -> list[Any]:
        """The stored segments with `small` made one, their deleted pieces left out."""
        names = {segment.stored.segment_id() for segment in small}
        others = [record for record in self._stored_segments() if record.segment_id() not in names]
        pieces = np.concatenate([segment.pieces[segment.alive] for segment in small])
        if not len(pieces):
            return others
        lengths = np.concatenate([segment.lengths[segment.alive] for segment in small])
        numbers, first = [], 0
        for segment in small:
            numbers.append(np.where(segment.alive, np.cumsum(segment.alive) - 1 + first, -1))
            first += int(segment.alive.sum())
        streams = [
            blocks.encode(combine([segment.all_postings(field) for segment in small], numbers)) for field in FIELDS
        ]
        return [*others, self._save(pieces.tolist(), lengths.tolist(), streams)]

    def _commit(self, stored: list[Any], sequence: int) -> None:
        """Make these the segments, in one rename, and take them over."""
        generation = max(self.generation, self._newest()) + 1
        ours = [file for file in self.folder.iterdir() if _of_any(file.name, stored)]
        for file in ours:
            if file.name not in self._flushed:
                _flush(file)
        self._flushed = {file.name for file in ours}
        schema = _schema()
        sizes = {file.name: file.stat().st_size for file in sorted(ours)}
        schema["key"].follows = (self.library, sequence, FORMAT, sizes)
        TOC(schema, stored, generation).write(self._storage, NAME)
        clean_files(self._storage, NAME, generation, stored)
        self._sweep()
        self.refresh()

    def _sweep(self) -> None:
        """Remove what a killed writer left and notes on older generations. What is in use stays until next time."""
        for pattern in ("broken-*", "*.toc.*", f"{NAME}.tmp/*"):
            for left in self.folder.glob(pattern):
                with contextlib.suppress(OSError):
                    left.unlink()


def _schema() -> Any:
    """Stock field types only, so that any Whoosh opens the index."""
    return fields.Schema(
        key=fields.NUMERIC(int, bits=64, signed=False, sortable=True),
        body=fields.KEYWORD(scorable=True),
        names=fields.KEYWORD(),
        title=fields.KEYWORD(),
    )


def _parts(entries: list[Entry]) -> Iterator[list[Entry]]:
    """Entries in lots that fit one segment."""
    part: list[Entry] = []
    size = 0
    for entry in entries:
        part.append(entry)
        size += len(entry.body)
        if size > CHARACTERS_A_SEGMENT:
            yield part
            part, size = [], 0
    if part:
        yield part


def _write_terms(storage: FileStorage, segment: Any, terms_by_field: dict[str, Terms]) -> None:
    """Write the file of terms and the file of postings of a segment."""
    with (
        contextlib.closing(segment.create_file(storage, W3Codec.POSTS_EXT)) as postings,
        contextlib.closing(TermWriter(segment.create_file(storage, W3Codec.TERMS_EXT))) as writer,
    ):
        writer.extras["fieldmap"] = {field: number for number, field in enumerate(terms_by_field)}
        for number, terms in enumerate(terms_by_field.values()):
            writer.add_all(_placed(pack_ushort(number), terms, postings))


def _placed(field: bytes, terms: Terms, postings: Any) -> Iterator[tuple[bytes, bytes]]:
    """Key and full info of each term, its block written."""
    offset = postings.tell()
    for gram, info, block in terms:
        if block:
            postings.write(block)
            info += blocks.EXTENT.pack(offset, len(block))
            offset += len(block)
        yield field + gram, info


class TermWriter(OrderedHashWriter):  # type: ignore[misc]  # whoosh has no stubs
    """Whoosh's file of terms, written at once; its own writer asks for its place and hashes slowly for each."""

    CRC = 1
    POINTER = struct.Struct("!Iq")
    SIZES = struct.Struct("!ii")

    def __init__(self, file: Any) -> None:
        super().__init__(file)
        file.seek(0)
        HashWriter.__init__(self, file, hashtype=self.CRC)

    def add_all(self, items: Iterable[tuple[bytes, bytes]]) -> None:
        """Add terms, their keys ascending."""
        place = self.dbfile.tell()
        parts: list[bytes] = []
        for key, value in items:
            code = crc32(key)
            self.buckets[code & 255].append((code, place))
            self.index.append(place)
            part = self.SIZES.pack(len(key), len(value)) + key + value
            parts.append(part)
            place += len(part)
        self.dbfile.write(b"".join(parts))

    def _write_hashes(self) -> None:
        """The 256 tables, each twice as long as it has entries, a taken slot giving way to the next."""
        for entries in self.buckets:
            slots = 2 * len(entries)
            self.directory.append((self.dbfile.tell(), slots))
            table = [b""] * slots
            for code, place in entries:
                slot = (code >> 8) % slots
                while table[slot]:
                    slot = (slot + 1) % slots
                table[slot] = self.POINTER.pack(code, place)
            empty = self.POINTER.pack(0, 0)
            self.dbfile.write(b"".join(entry or empty for entry in table))


def _of_any(name: str, stored: list[Any]) -> bool:
    """Whether a file belongs to one of the segments."""
    return name.split(".")[0] in {segment.segment_id() for segment in stored}


def _flush(file: Path) -> None:
    """Bring a file to the disk before the list of segments names it; Whoosh itself never does."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
