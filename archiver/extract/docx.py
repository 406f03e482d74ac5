"""DOCX (ECMA-376, transitional and strict): every word of the body and of all that hangs on it.

Elements are known by their local names, since strict files have other namespaces.
"""

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from archiver.extract import html
from archiver.extract.blocks import Collected
from archiver.extract.docxlists import Lists
from archiver.extract.docxtext import Story
from archiver.extract.package import MEMBER_TROUBLE, parse_xml, read_member, read_zip
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

_PARTS: tuple[tuple[str, BlockKind], ...] = (
    ("footnotes", "note"),
    ("endnotes", "note"),
    ("comments", "comment"),
    ("diagramData", "textbox"),
    ("chart", "textbox"),
    ("footer", "footer"),
)
_PROPERTIES = {"title": "title", "creator": "author", "created": "created", "modified": "modified"}


def read(path: Path) -> Extracted:
    """The text of a Word document: headers first, then the body, notes, comments and footers."""
    return read_zip(path, "docx", lambda archive: _read(Package(archive)))


def _read(package: "Package") -> Extracted:
    lists = Lists(package.related("styles"), package.related("numbering"))
    headers, body, rest = Collected(), Collected(), Collected()
    Story(body, lists).read(package.xml(package.main))
    for root in package.all_related("header"):
        Story(headers, lists, "header").read(root)
    for chunk in package.chunks():
        body.extend(html.parse(html.text_of(chunk)).found)
    for name, kind in _PARTS:
        for root in package.all_related(name):
            Story(rest, lists, kind).read(root)
    found = Collected()
    for part in (headers.once("header"), body, rest.once("footer")):
        found.extend(part)
    if not found.parts and package.has_pictures():
        return Extracted("docx", State.SCAN, Reason("extract.pictures_only"), properties=_properties(package))
    state = State.PARTIAL if package.lost else State.SEARCHABLE
    reason = Reason("extract.parts_lost", {"count": package.lost}) if package.lost else NO_REASON
    return found.extracted("docx", state, reason, _properties(package))


def _properties(package: "Package") -> dict[str, str]:
    root = package.from_package("core-properties")
    if root is None:
        return {}
    said = {etree.QName(child).localname: (child.text or "").strip() for child in root}
    return {name: said[tag] for tag, name in _PROPERTIES.items() if said.get(tag)}


class Package:
    """The parts of the file and how they hang together; `lost` counts side parts that couldn't be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {name.casefold().replace("\\", "/"): name for name in archive.namelist()}
        self.spent = 0
        self.lost = 0
        self.main = next(self._targets("", "officeDocument"), "word/document.xml")
        self.relations = list(self._relations(self.main))

    def xml(self, part: str) -> etree._Element:
        """The root of a part. Raises KeyError, what zips raise, and etree.XMLSyntaxError."""
        data = read_member(self.archive, self.names[part.casefold()], self.spent)
        self.spent += len(data)
        return parse_xml(data)

    def related(self, kind: str) -> etree._Element | None:
        """The one part of that kind the body refers to, None where there is none."""
        return next(self.all_related(kind), None)

    def all_related(self, kind: str) -> Iterator[etree._Element]:
        """The parts of that kind the body refers to."""
        yield from self._readable(target for name, target in self.relations if name == kind)

    def has_pictures(self) -> bool:
        """Whether pictures are kept in the file: scanned pages are often pasted into an empty document."""
        return any("/media/" in name for name in self.names)

    def chunks(self) -> Iterator[bytes]:
        """The web pages that a program put into the body whole (w:altChunk); Word takes them apart on opening."""
        for name, target in self.relations:
            if name == "aFChunk" and target.casefold() in self.names:
                data = read_member(self.archive, self.names[target.casefold()], self.spent)
                self.spent += len(data)
                if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
                    yield data
                else:
                    self.lost += 1

    def from_package(self, kind: str) -> etree._Element | None:
        """The part of that kind the whole package refers to."""
        return next(self._readable(self._targets("", kind)), None)

    def _readable(self, parts: Iterator[str]) -> Iterator[etree._Element]:
        for part in parts:
            if part.casefold() not in self.names:
                continue
            try:
                yield self.xml(part)
            except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
                self.lost += 1

    def _targets(self, source: str, kind: str) -> Iterator[str]:
        return (target for name, target in self._relations(source) if name == kind)

    def _relations(self, source: str) -> Iterator[tuple[str, str]]:
        """Kind (the last word of its URI, the same in strict files) and target of each relation of a part."""
        folder, file = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", file + ".rels")
        if rels.casefold() not in self.names:
            return
        for relation in self.xml(rels):
            target = relation.get("Target") if isinstance(relation.tag, str) else None
            if target and relation.get("TargetMode") != "External":
                full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                yield relation.get("Type", "").rsplit("/", 1)[-1], full
