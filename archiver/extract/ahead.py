"""Members of a container taken out some at a time: opening it for each would read its directory, its letters, or all
that is packed before them as often as it has members."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from archiver.errors import ArchiveError
from archiver.extract.packed import Member, Unpacked, contents, kind_of, members, unpack
from archiver.extract.source import Source

HELD_BYTES = 16 * 1024**2
"""Unpacked of one container and not yet asked for; they are in memory, so that nothing of a marked paper is left on
the disk, and the container is closed, so that its owner may move or delete it."""

MOST_HELD = 12
"""Containers whose members come by turns: several files stand in line for a reader, and each may hold others."""

_Held = dict[int, Unpacked]


class Ahead:
    """Takes members out of containers in their order; those that follow are at hand then."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[Source, int, int], _Held] = OrderedDict()

    def unpack(self, source: Source, folder: Path) -> Path:
        """The file that `source` means, written into `folder`. Raises as `packed.unpack`."""
        container = replace(source, inside=source.inside[:-1], name="")
        facts = container.file.stat()
        key = (container, facts.st_mtime_ns, facts.st_size)
        index = source.inside[-1]
        held = self._held.pop(key, {})
        if index not in held:
            held = _from(container, index, folder)
        found = held.pop(index, None)
        self._hold(key, held)
        if found is None:  # too large to be held
            return unpack(source, folder)
        if isinstance(found, ArchiveError):
            raise found
        target = folder / f"member{Path(source.name).suffix}"
        target.write_bytes(found)
        return target

    def _hold(self, key: tuple[Source, int, int], held: _Held) -> None:
        if held:
            self._held[key] = held
        while len(self._held) > MOST_HELD:
            self._held.popitem(last=False)


def _from(container: Source, index: int, folder: Path) -> _Held:
    """What the member of that index holds and those after it."""
    path = unpack(container, folder)
    kind = kind_of(path)
    wanted = [member.index for member in _run(members(path, kind), index, container.password)]
    return dict(zip(wanted, contents(path, kind, wanted, container.password), strict=True))


def _run(found: Sequence[Member], index: int, password: str) -> Iterator[Member]:
    """The members from that one on, as many as may be held."""
    total = 0
    for member in found:
        if member.index < index or (member.refused and not password):
            continue
        total += member.size
        if total > HELD_BYTES:
            return
        yield member
