"""One segment of the gram index, open for reading. Its files are in Whoosh's own W3 format."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh import fields
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile
from whoosh.system import pack_ushort
from whoosh.util.numeric import byte_to_length

from archiver.search import blocks
from archiver.search.postings import Numbers
from archiver.search.terms import Terms

NAME = "grams"
FIELDS = ("body", "names", "title", "figures")
_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float32)
Floats = NDArray[np.float32]
FEW = 5


class Storage(FileStorage):  # type: ignore[misc]  # whoosh has no stubs
    """The folder of the index. Lists of segments are read at once, so that a broken one leaves no file open; of the
    other files some bytes here and there, for which a buffer of 8 KB is in the way."""

    def open_file(self, name: str, **options: Any) -> Any:
        """A file of the folder, open for reading."""
        if name.endswith(".toc"):
            return BufferFile((Path(self.folder) / name).read_bytes(), name)
        return StructFile((Path(self.folder) / name).open("rb", buffering=0), name=name, **options)


def schema() -> Any:
    """Stock field types only, so that any Whoosh opens the index."""
    return fields.Schema(
        key=fields.NUMERIC(int, bits=64, signed=False, sortable=True),
        body=fields.KEYWORD(scorable=True),
        names=fields.KEYWORD(),
        title=fields.KEYWORD(),
        figures=fields.KEYWORD(),
    )


class Segment:
    """One segment, open for reading. Its texts have numbers from 0; `pieces` says which piece each is."""

    def __init__(self, storage: FileStorage, stored: Any, schema: Any) -> None:
        with contextlib.ExitStack() as opened:
            self._postings = _open(opened, storage, stored.make_filename(W3Codec.POSTS_EXT))
            terms = stored.make_filename(W3Codec.TERMS_EXT)
            self.terms = Terms(_open(opened, storage, terms), storage.file_length(terms))
            self.ids: dict[str, int] = self.terms.extras["fieldmap"]
            self.count = int(stored.doc_count_all())
            key = W3Codec.column_filename(stored, "key")
            self.pieces = _column(storage, key, schema["key"].column_type, self.count).astype(np.int64)
            lengths = W3Codec.column_filename(stored, "_body_len")
            self.lengths = _LENGTHS[_column(storage, lengths, LENGTHS_COLUMN, self.count)]
            self.follow_deletions(stored)
            self._opened = opened.pop_all()

    @property
    def name(self) -> str:
        """The name its files begin with."""
        return str(self.stored.segment_id())

    def follow_deletions(self, stored: Any) -> None:
        """Take over which texts the index has deleted by now."""
        self.stored = stored
        self.alive = np.ones(self.count, dtype=bool)
        self.alive[list(stored.deleted_docs())] = False
        self.alive_count = int(self.alive.sum())

    def info(self, field: str, gram: str) -> bytes | None:
        """The term info of a gram, None where no text has it."""
        return self.terms.info(pack_ushort(self.ids[field]) + gram.encode())

    def postings(self, info: bytes) -> tuple[Numbers, Floats]:
        """Texts, ascending, and their frequencies; deleted ones included."""
        held = blocks.inlined(info)
        return blocks.decode(self.stretch(*blocks.extent(info))) if held is None else held

    def stretch(self, start: int, length: int) -> bytes:
        """Bytes of the file of postings."""
        return bytes(self._postings.get(start, length))

    def having(self, field: str, grams: Sequence[str]) -> tuple[Numbers, Floats] | None:
        """Texts not deleted that have all `grams`, with the frequency of the rarest of them.

        When FEW are left there may be others among them: looking into these is quicker than into more grams.
        """
        infos = [self.info(field, gram) for gram in grams]
        found = [info for info in infos if info is not None]
        if len(found) < len(infos) or not found:
            return None
        found.sort(key=blocks.text_count)
        ids, frequencies = self.postings(found[0])
        have = self.alive[ids]
        for info in found[1:]:
            if have.sum() <= FEW:
                break
            others = np.zeros(self.count, dtype=bool)
            others[self.postings(info)[0]] = True
            have &= others[ids]
        return ids[have], frequencies[have]

    def count_of(self, field: str, gram: str) -> int:
        """How many texts have a gram, deleted ones included; no postings are read for it."""
        info = self.info(field, gram)
        return blocks.text_count(info) if info is not None else 0

    def grams(self, field: str) -> Iterator[tuple[bytes, bytes]]:
        """The grams of a field in their order, each with its term info."""
        return self.terms.under(pack_ushort(self.ids[field]))

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
