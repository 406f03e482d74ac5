"""Office files cut short or damaged: whatever can still be read of them, given to the reader as a file that is whole."""

import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from io import BytesIO
from mmap import ACCESS_READ, mmap
from pathlib import Path

from lxml import etree

from archiver.errors import ArchiveError
from archiver.extract.mend import mended
from archiver.extract.package import MEMBER_TROUBLE, parse_xml, recover_xml
from archiver.extract.skeleton import completed
from archiver.extract.source import Content
from archiver.extract.zipscan import Saved, scan
from archiver.model import READ_STATES, Extracted, State
from archiver.wording import Reason

_WORDED = (".xml", ".rels", ".bin", ".htm", ".html")
"""Endings of the members that may hold words or say where they are."""


def salvaged(content: Content, found: Extracted, read: Callable[[zipfile.ZipFile], Extracted]) -> Extracted:
    """What `read` makes of what is left, if that is more than the `found` it made of the file as it is."""
    try:
        with zipfile.ZipFile(_rebuilt(content, found.format)) as archive:
            more = read(archive)
    except ArchiveError as error:
        return replace(found, reason=error.reason) if found.state is State.FAILED else found
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        return found
    if more.state not in READ_STATES or _words(more) <= _words(found):
        return found
    is_cut = not zipfile.is_zipfile(content)
    return replace(more, state=State.RECOVERED, reason=Reason("extract.cut_short" if is_cut else "extract.mended"))


def _words(extracted: Extracted) -> int:
    return sum(map(len, extracted.text.split()))


def _rebuilt(content: Content, format: str) -> BytesIO:
    """A zip of the parts that could be saved and of those that hold them together. Raises `extract.bomb`."""
    parts: dict[str, Saved] = {}
    for saved in _scanned(content):
        known = parts.get(saved.name)
        if known is None or len(saved.data) > len(known.data):
            parts[saved.name] = saved
    readable = {name: data for name, saved in parts.items() if (data := _readable(saved))}
    whole = {name for name, saved in parts.items() if saved.is_whole}
    built = BytesIO()
    with zipfile.ZipFile(built, "w") as archive:
        for name, data in completed(format, readable, whole).items():
            archive.writestr(name, data)
    return built


def _scanned(content: Content) -> list[Saved]:
    if isinstance(content, Path):
        with content.open("rb") as file, closing(mmap(file.fileno(), 0, access=ACCESS_READ)) as data:
            return list(scan(data, _may_hold_words))
    return list(scan(content.getvalue(), _may_hold_words))


def _may_hold_words(name: str) -> bool:
    """By its name; one damaged by a NUL would end there, and may begin with it."""
    return "\0" not in name and (name.casefold().endswith(_WORDED) or name == "mimetype")


def _readable(saved: Saved) -> bytes:
    """The part with its XML mended; b"" where nothing of it is XML."""
    if not saved.name.casefold().endswith((".xml", ".rels")) or b"<!DOCTYPE" in saved.data[:4096]:
        return saved.data
    try:
        parse_xml(saved.data)
    except etree.XMLSyntaxError:
        return _as_written(saved.data) if saved.is_whole else mended(saved.data)
    return saved.data


def _as_written(data: bytes) -> bytes:
    """Bytes nobody damaged but that are no good XML: the program that wrote them meant what stands behind the fault."""
    try:
        root, _ = recover_xml(data)
    except etree.XMLSyntaxError:
        return b""
    return etree.tostring(root, encoding="UTF-8")
