"""Postings as the bytes Whoosh's W3 format keeps them in, and back.

One block per gram however long, and the numbers as byte strings where they fit: Whoosh reads any sequence there.
Its own writer pickles tuples of 128, which took 83 % of indexing time. Frequencies above 255 count as 255.
"""

import io
import pickle
import struct
import zlib
from array import array
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from archiver.search.postings import Integers, Numbers, Postings

MAGIC = b"W3Bl"
INFO = struct.Struct("!BfIBBfII")
"""Inlined?, total weight, texts, shortest, longest (as length bytes), greatest weight, first id, last id."""

INFOS = np.dtype(">u1, >f4, >i4, u1, u1, >f4, >u4, >u4")
"""Many infos at once."""

HEAD = struct.Struct("<3s ci ci c8s 6s 2s")
"""What a block says of itself, as a pickle of fixed length: texts, last id, greatest weight, and three zeros for
the compression and the shortest and longest text."""

EXTENT = struct.Struct("!qi")
LENGTH = struct.Struct("!i")
BODY = len(MAGIC) + LENGTH.size + HEAD.size
HIGHEST = 255
PROTOCOL = 4
OUR_SEAM = bytes((*b"t.", 0x80, PROTOCOL))
"""Where the head of a block of ours ends and its body begins; Whoosh's own heads are shorter."""

Floats = NDArray[np.float32]
NOTHING = np.zeros(0, dtype=np.int32)


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
        packed: Any = step_bytes[a:b] if widest[i] <= HIGHEST else _packed(steps[a:b], widest[i])
        kept = None if heaviest[i] == 1 else weight_bytes[a:b]
        yield gram.encode(), info, _block(b - a, last[i], heaviest[i], (packed, kept, None))


def _packed(steps: Numbers, widest: int) -> "array[int]":
    """Steps too wide for a byte; as an array of machine integers, which Whoosh iterates over like a tuple."""
    if widest < 1 << 16:
        return array("H", steps.astype(np.uint16).tobytes())
    return array("I", steps.astype(np.uint32).tobytes())


def _block(count: int, last: int, heaviest: int, data: tuple[Any, ...]) -> bytes:
    """The only, and so the last, block of a gram: its length is negative."""
    weight = struct.pack(">d", heaviest)
    head = HEAD.pack(b"\x80\x02(", b"J", count, b"J", last, b"G", weight, b"K\0K\0K\0", b"t.")
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


def decode_all(terms: Sequence[tuple[bytes, bytes]], read: Callable[[int, int], bytes]) -> Postings:
    """The postings of grams that stand beside each other: names with their infos; `read(start, length)` gives bytes
    of the postings file, which is read in one go."""
    infos = np.frombuffer(b"".join(info[: INFO.size] for _gram, info in terms), dtype=INFOS)
    counts, heaviest, first = infos["f2"].astype(np.int64), infos["f5"].astype(np.float32), infos["f6"].astype(np.int64)
    steps: list[Integers] = [first[i : i + 1] for i in range(len(terms))]
    weights: list[Floats] = [heaviest[i : i + 1] for i in range(len(terms))]
    held_in_blocks = np.flatnonzero(infos["f0"] == 0).tolist()
    if held_in_blocks:
        extents = [extent(terms[i][1]) for i in held_in_blocks]
        start = extents[0][0]
        raw = read(start, sum(extents[-1]) - start)
        ones = np.ones(int(counts.max()), dtype=np.float32)
        for i, (offset, length) in zip(held_in_blocks, extents, strict=True):
            steps[i], weights[i] = _single(raw[offset - start : offset - start + length], ones)
    starts = np.concatenate(([0], np.cumsum(counts)))
    sums = np.cumsum(np.concatenate([NOTHING, *steps], dtype=np.int64, casting="unsafe"))
    before = sums[starts[:-1]] - first
    ids = (sums - np.repeat(before, counts)).astype(np.int32)
    frequencies = np.concatenate([NOTHING, *weights], dtype=np.int32, casting="unsafe")
    return Postings([gram.decode() for gram, _info in terms], starts, ids, frequencies)


def _single(raw: bytes, ones: Floats) -> tuple[Any, Any]:
    """Steps and weights of a gram; of one block as it is, of several with the steps put together."""
    if raw[BODY - 2 : BODY + 2] == OUR_SEAM:
        steps, kept, _values = pickle.loads(raw[BODY:])
    elif len(blocks := list(_blocks(raw))) == 1:
        steps, kept = blocks[0]
    else:
        ids, weights = decode(raw)
        return np.diff(ids, prepend=0), weights
    return _steps(steps), ones[: len(steps)] if kept is None else _weights(kept, len(steps))


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
