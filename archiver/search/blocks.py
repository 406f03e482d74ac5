"""Postings as the bytes Whoosh's W3 format keeps them in, and back.

One block per gram however long, and the numbers as byte strings where they fit: Whoosh reads any sequence there.
Its own writer pickles tuples of 128, which took 83 % of indexing time. Frequencies above 255 count as 255.
"""

import io
import pickle
import struct
import zlib
from array import array
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.search.postings import Integers, Numbers, Postings

MAGIC = b"W3Bl"
INFO = struct.Struct("!BfIBBfII")
"""Inlined?, total weight, texts, shortest, longest (as length bytes), greatest weight, first id, last id."""

EXTENT = struct.Struct("!qi")
LENGTH = struct.Struct("!i")
HIGHEST = 255
PROTOCOL = 4
Floats = NDArray[np.float32]


class BrokenBlock(Exception):
    """Bytes that are not postings: the index on disk is damaged."""


def encode(postings: Postings) -> Iterator[tuple[bytes, bytes, bytes]]:
    """For each gram: its name, its term info without the extent, and its block ("" where the info holds all)."""
    if not postings.grams:
        return
    starts, ids = postings.starts, postings.ids
    weights = np.minimum(postings.frequencies, HIGHEST)
    steps = np.diff(ids, prepend=0).astype(np.int64)
    steps[starts[:-1]] = ids[starts[:-1]]
    widest = np.maximum.reduceat(steps, starts[:-1]).tolist()
    heaviest = np.maximum.reduceat(weights, starts[:-1]).tolist()
    totals = np.add.reduceat(weights, starts[:-1]).tolist()
    step_bytes, weight_bytes = steps.astype(np.uint8).tobytes(), weights.astype(np.uint8).tobytes()
    first, last = ids[starts[:-1]].tolist(), ids[starts[1:] - 1].tolist()
    bounds = starts.tolist()
    for i, gram in enumerate(postings.grams):
        a, b = bounds[i], bounds[i + 1]
        inlined = b - a == 1
        info = INFO.pack(inlined, totals[i], b - a, 0, 0, heaviest[i], first[i], last[i])
        if inlined:
            yield gram.encode(), info + pickle.dumps(((first[i],), (float(heaviest[i]),), (None,)), 2), b""
            continue
        packed: Any = step_bytes[a:b] if widest[i] <= HIGHEST else _packed(steps[a:b])
        kept = None if heaviest[i] == 1 else weight_bytes[a:b]
        yield gram.encode(), info, _block(b - a, last[i], heaviest[i], (packed, kept, None))


def _packed(steps: Numbers) -> "array[int]":
    """Steps too wide for a byte; as an array of machine integers, which Whoosh iterates over like a tuple."""
    return array("I", steps.astype(np.uint32).tobytes())


def _block(count: int, last: int, heaviest: int, data: tuple[Any, ...]) -> bytes:
    """The only, and so the last, block of a gram: its length is negative."""
    head = pickle.dumps((count, last, float(heaviest), 0, 0, 0), 2)
    body = pickle.dumps(data, PROTOCOL)
    return b"".join((MAGIC, LENGTH.pack(-len(head) - len(body)), head, body))


def inlined(info: bytes) -> tuple[Numbers, Floats] | None:
    """Ids and weights that a term info holds itself, None where it points to a block."""
    if not info[0]:
        return None
    ids, weights, _values = pickle.loads(info[INFO.size :])
    return np.array(ids, dtype=np.int64), np.array(weights, dtype=np.float32)


def extent(info: bytes) -> tuple[int, int]:
    """Where the blocks of a term stand in the postings file: offset and length."""
    offset, length = EXTENT.unpack_from(info, INFO.size)
    return offset, length


def text_count(info: bytes) -> int:
    """How many texts hold the gram, deleted ones included."""
    return int(INFO.unpack_from(info)[2])


def decode(raw: bytes) -> tuple[Numbers, Floats]:
    """All ids and weights of a gram from its blocks. Reads what stock Whoosh writes, too."""
    found = list(_blocks(raw))
    ids = [np.cumsum(_steps(steps), dtype=np.int64) for steps, _kept in found]
    weights = [_weights(kept, len(steps)) for steps, kept in found]
    if len(ids) == 1:
        return ids[0], weights[0]
    return np.concatenate(ids), np.concatenate(weights)


def decode_all(terms: Iterable[tuple[bytes, bytes]], file: bytes) -> Postings:
    """The postings of many grams at once: `terms` are names with their infos, `file` the whole postings file."""
    grams: list[str] = []
    steps: list[Integers] = []
    weights: list[Floats] = []
    for gram, info in terms:
        held = inlined(info)
        if held is None:
            offset, length = extent(info)
            ids, frequencies = _single(file, offset, length)
        else:
            ids, frequencies = held
        grams.append(gram.decode())
        steps.append(ids)
        weights.append(frequencies)
    if not grams:
        nothing = np.zeros(0, dtype=np.int32)
        return Postings(grams, np.zeros(1, dtype=np.int64), nothing, nothing)
    counts = np.fromiter(map(len, steps), dtype=np.int64, count=len(steps))
    starts = np.concatenate(([0], np.cumsum(counts)))
    all_steps = np.concatenate(steps, dtype=np.int64, casting="unsafe")
    sums = np.cumsum(all_steps)
    before = sums[starts[:-1]] - all_steps[starts[:-1]]
    ids = (sums - np.repeat(before, counts)).astype(np.int32)
    return Postings(grams, starts, ids, np.concatenate(weights, dtype=np.int32, casting="unsafe"))


def _single(file: bytes, offset: int, length: int) -> tuple[Any, Any]:
    """Steps and weights of a gram; of one block as it is, of several with the steps put together."""
    blocks = list(_blocks(file[offset : offset + length]))
    if len(blocks) == 1:
        steps, kept = blocks[0]
        return _steps(steps), _weights(kept, len(steps))
    ids, weights = decode(file[offset : offset + length])
    return np.diff(ids, prepend=0), weights


def _blocks(raw: bytes) -> Iterator[tuple[Any, Any]]:
    """Steps and kept weights of each block of a gram."""
    if raw[:4] != MAGIC:
        raise BrokenBlock("no postings where the term says they are")
    stream = io.BytesIO(raw)
    position, last = len(MAGIC), False
    while not last:
        (length,) = LENGTH.unpack_from(raw, position)
        last = length < 0
        stream.seek(position + LENGTH.size)
        position += LENGTH.size + abs(length)
        compressed = pickle.load(stream)[3]
        if compressed:
            steps, kept, _values = pickle.loads(zlib.decompress(raw[stream.tell() : position]))
        else:
            steps, kept, _values = pickle.load(stream)
        yield steps, kept


def _steps(steps: Any) -> Integers:
    """Steps as numbers, of one byte each where they were kept so."""
    if isinstance(steps, bytes):
        return np.frombuffer(steps, dtype=np.uint8)
    return np.array(steps, dtype=np.int64)


def _weights(kept: Any, count: int) -> Floats:
    if kept is None:
        return np.ones(count, dtype=np.float32)
    if isinstance(kept, bytes):
        return np.frombuffer(kept, dtype=np.uint8).astype(np.float32)
    if isinstance(kept, float):
        return np.full(count, kept, dtype=np.float32)
    return np.array(kept, dtype=np.float32)
