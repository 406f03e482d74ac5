"""Writing one segment through Whoosh's codec; only terms and postings go past its slow way."""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashWriter
from whoosh.system import pack_ushort

from archiver.model import Entry
from archiver.search import blocks
from archiver.search.postings import Postings, gather
from archiver.search.segment import FIELDS, NAME, schema
from archiver.search.terms import SIZES, SLOT
from archiver.text.figures import figures

CHARACTERS_A_SEGMENT = 6_000_000
"""What is written at once: 18 MB of text take about 250 MB while their grams are sorted."""


def write_segments(storage: FileStorage, entries: Sequence[Entry]) -> list[Any]:
    """New segments of these pieces, as many as their length asks for; Whoosh's records of them."""
    return [_write_segment(storage, part) for part in _parts(entries)]


def _write_segment(storage: FileStorage, entries: Sequence[Entry]) -> Any:
    writer = SegmentWriter(storage)
    for field in FIELDS:
        writer.add(field, gather([_words_of(entry, field) for entry in entries]))
    return writer.finish([entry.piece for entry in entries], [len(entry.body) for entry in entries])


def _words_of(entry: Entry, field: str) -> str:
    """What is indexed in a field; figures are those of all the others."""
    if field == "figures":
        return figures(f"{entry.title}\n{entry.names}\n{entry.body}")
    words: str = getattr(entry, field)
    return words


def _parts(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
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


class SegmentWriter:
    """A new segment: grams of the fields in their order, field after field, then its texts."""

    def __init__(self, storage: FileStorage) -> None:
        self._storage = storage
        self._codec = W3Codec()
        self.stored = self._codec.new_segment(storage, NAME)
        self._postings = self.stored.create_file(storage, W3Codec.POSTS_EXT)
        self._terms = TermWriter(self.stored.create_file(storage, W3Codec.TERMS_EXT))
        self._terms.extras["fieldmap"] = {field: number for number, field in enumerate(FIELDS)}
        self._end = self._postings.tell()
        self._is_closed = False

    def add(self, field: str, postings: Postings) -> None:
        """Write grams that come after all that were written."""
        self._terms.add_all(self._placed(pack_ushort(FIELDS.index(field)), postings))

    def finish(self, pieces: Sequence[int], lengths: Sequence[int]) -> Any:
        """Write which piece each text is and how many characters its body has; returns Whoosh's record."""
        kinds = schema()
        columns = self._codec.per_document_writer(self._storage, self.stored)
        for number, (piece, length) in enumerate(zip(pieces, lengths, strict=True)):
            columns.start_doc(number)
            columns.add_column_value("key", kinds["key"].column_type, int(piece))
            columns.add_field("body", kinds["body"], None, int(length))
            columns.finish_doc()
        columns.close()
        self.stored.set_doc_count(len(pieces))
        self.close()
        return self.stored

    def close(self) -> None:
        """Let go of the files; without `finish` nobody ever names them, and the next commit removes them."""
        if not self._is_closed:
            self._is_closed = True
            with contextlib.closing(self._postings), contextlib.closing(self._terms):
                pass

    def _placed(self, field: bytes, postings: Postings) -> Iterator[tuple[bytes, bytes]]:
        """Key and full info of each gram, its block written."""
        for gram, info, block in blocks.encode(postings):
            if block:
                self._postings.write(block)
                info += blocks.EXTENT.pack(self._end, len(block))
                self._end += len(block)
            yield field + gram, info


class TermWriter(OrderedHashWriter):  # type: ignore[misc]  # whoosh has no stubs
    """Whoosh's file of terms, written at once; its own writer asks for its place and hashes slowly for each."""

    CRC = 1

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
            part = SIZES.pack(len(key), len(value)) + key + value
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
                table[slot] = SLOT.pack(code, place)
            empty = SLOT.pack(0, 0)
            self.dbfile.write(b"".join(entry or empty for entry in table))
