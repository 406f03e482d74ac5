"""Files packed into others: the papers in a zip, what is attached to a letter. Each is a document of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from archiver.errors import ArchiveError
from archiver.extract.source import Source
from archiver.walk import skipped
from archiver.wording import NO_REASON, Reason

DEEPEST = 4
"""Files inside one another that are opened: a document in a zip in a letter in a zip."""

MOST_MEMBERS = 5000
"""Files read of one container; a full backup of an office has about as many."""

MAX_MEMBER_BYTES = 256 * 1024 * 1024
"""One file unpacked; larger papers are scans."""

MAX_TOTAL_BYTES = 4 * 1024**3
"""All files unpacked of one container, one after the other."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside another. `name` is its path there, parts joined by "/" and no two the same; `size` is bytes
    unpacked; `mtime_ns` nanoseconds, 0 where unknown; `refused` says why it can't be unpacked."""

    index: int
    name: str
    size: int
    mtime_ns: int = 0
    refused: Reason = NO_REASON


Unpacked = bytes | ArchiveError
"""What a member holds, or why it can't be taken out."""


class _Container(Protocol):
    """A module that opens one kind of container."""

    def members(self, path: Path) -> list[Member]: ...
    def contents(self, path: Path, indexes: Sequence[int], password: str) -> Sequence[Unpacked]: ...


_CONTAINERS = {
    "zip": "zipped", "7z": "sevenzip", "eml": "attached", "mbox": "attached", "msg": "attachedmsg", "pdf": "attachedpdf",
    "tnef": "attachedtnef",
}  # fmt: skip

LISTED = frozenset(("zip", "7z", "rar"))
"""Kinds whose own text is the list of what lies in them."""


def is_container(kind: str) -> bool:
    """Whether files of this kind hold other files."""
    return kind in _CONTAINERS


def members(path: Path, kind: str) -> list[Member]:
    """The papers in a container, in its order; lock, temporary and system files are none.

    Raises what damaged containers raise, OSError where the file can't be opened.
    """
    found = [one for one in _container(kind).members(path) if not any(map(skipped, one.name.split("/")))]
    return [replace(one, name=name) for one, name in zip(found, _apart(found), strict=True)]


def _apart(found: Sequence[Member]) -> list[str]:
    """Names of which no two are the same, nor one the folder of another."""
    taken: set[str] = set()
    names = []
    for member in found:
        path, count = Path(member.name), 1
        name = member.name
        while name.casefold() in taken:
            count += 1
            name = path.with_name(f"{path.stem} ({count}){path.suffix}").as_posix()
        taken.add(name.casefold())
        names.append(name)
    return names


def contents(path: Path, kind: str, indexes: Sequence[int], password: str) -> Sequence[Unpacked]:
    """What these members of a container hold, which is opened once for them; all of it comes to memory.

    Raises what damaged containers raise, OSError where the file can't be opened.
    """
    return _container(kind).contents(path, indexes, password)


def kind_of(path: Path) -> str:
    """What kind of file it is, by its content."""
    from archiver.extract.sniff import sniff  # knows what a zip of office files holds: it stands above this

    return sniff(path)


def unpack(source: Source, folder: Path) -> Path:
    """The file that `source` means, written into `folder` where it lies inside another.

    Raises ArchiveError where it is too large or its password is missing, and what damaged containers raise.
    """
    path = source.file
    for depth, index in enumerate(source.inside):
        target = folder / f"{depth}{Path(source.name).suffix if depth == len(source.inside) - 1 else ''}"
        content = contents(path, kind_of(path), [index], source.password)[0]
        if isinstance(content, ArchiveError):
            raise content
        target.write_bytes(content)
        path = target
    return path


def find(file: Path, name: str, folder: Path, password: str = "") -> Source | None:
    """The member called `name` of a container on disk, whatever it lies in; None where there is none.

    Containers on the way are unpacked into `folder`. Raises as `members` and `unpack` do.
    """
    source = Source(file, password=password)
    while name:
        path = unpack(source, folder)
        kind = kind_of(path)
        if not is_container(kind):
            return None
        met = [one for one in members(path, kind) if name == one.name or name.startswith(f"{one.name}/")]
        if not met:
            return None
        source = Source(file, (*source.inside, met[0].index), met[0].name, password)
        name = name[len(met[0].name) + 1 :]
    return source


def _container(kind: str) -> _Container:
    return cast(_Container, import_module(f"archiver.extract.{_CONTAINERS[kind]}"))
