"""The parts of an OFD file and how they hang together (GB/T 33190-2016, 7): documents, pages, templates."""

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from archiver.extract.package import MEMBER_TROUBLE, parse_xml, read_member, recover_xml
from archiver.extract.xmlwalk import attribute, child, children, local, numbers

A4 = (210.0, 297.0)
"""Millimetres."""

PART_TROUBLE = (*MEMBER_TROUBLE, etree.XMLSyntaxError)


class Package:
    """Reads parts by their places, within the limits; `lost` counts those that couldn't be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.lost = 0
        self.archive = archive
        self._names = {_normal(name).casefold(): name for name in archive.namelist()}
        self._spent = 0

    def xml(self, place: str) -> etree._Element:
        """The root of a part. Raises PART_TROUBLE."""
        data = read_member(self.archive, self._names[_normal(place).casefold()], self._spent)
        self._spent += len(data)
        try:
            return parse_xml(data)
        except etree.XMLSyntaxError:
            # Prefixes without a namespace are everyday; whatever else is wrong has lost words.
            root, is_whole = recover_xml(data)
            self.lost += not is_whole
            return root

    def has(self, place: str) -> bool:
        """Whether the part is there."""
        return _normal(place).casefold() in self._names

    def name(self, place: str) -> str | None:
        """What the part is called in the zip, None where it isn't there."""
        return self._names.get(_normal(place).casefold())

    def side(self, place: str) -> etree._Element | None:
        """A part that the rest can be read without; None, and counted as lost, where it fails."""
        try:
            return self.xml(place)
        except PART_TROUBLE:
            self.lost += 1
            return None

    def resolve(self, place: str, beside: str) -> str:
        """A place from the root of the package: places are meant from the part they stand in, but some programs
        count from the root."""
        if place.startswith("/"):
            return _normal(place)
        near = _normal(posixpath.join(posixpath.dirname(beside), place))
        return near if self.has(near) else _normal(place)


@dataclass
class Document:
    """One document of the file: its pages, their templates and annotations by id, its composite objects and pictures.

    `size` is width and height of a page in millimetres, where it doesn't say its own.
    """

    pages: list[tuple[str, str]] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    annotations: dict[str, list[str]] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)
    pictures: dict[str, str] = field(default_factory=dict)
    size: tuple[float, float] = A4


def documents(package: Package, main: etree._Element) -> Iterator[Document]:
    """The documents that OFD.xml names. Raises PART_TROUBLE where the first can't be read."""
    for index, body in enumerate(children(main, "DocBody")):
        said = child(body, "DocRoot")
        place = package.resolve((said.text or "").strip() if said is not None else "", "")
        if index == 0:
            yield _document(package, package.xml(place), place)
        else:
            root = package.side(place)
            if root is not None:
                yield _document(package, root, place)


def _document(package: Package, root: etree._Element, place: str) -> Document:
    document = Document()
    common = child(root, "CommonData")
    document.size = page_size(child(common, "PageArea")) or A4
    for page in children(child(root, "Pages"), "Page"):
        document.pages.append((attribute(page, "ID") or "", package.resolve(attribute(page, "BaseLoc") or "", place)))
    for template in children(common, "TemplatePage"):
        where = package.resolve(attribute(template, "BaseLoc") or "", place)
        document.templates[attribute(template, "ID") or ""] = where
    for listed in children(root, "Annotations"):
        _read_annotations(package, document, package.resolve((listed.text or "").strip(), place))
    for resource in (*children(common, "PublicRes"), *children(common, "DocumentRes")):
        _read_resources(package, document, package.resolve((resource.text or "").strip(), place))
    return document


def _read_annotations(package: Package, document: Document, place: str) -> None:
    listed = package.side(place)
    for page in children(listed, "Page"):
        said = child(page, "FileLoc")
        if said is not None and said.text:
            places = document.annotations.setdefault(attribute(page, "PageID") or "", [])
            places.append(package.resolve(said.text.strip(), place))


def page_size(area: etree._Element | None) -> tuple[float, float] | None:
    """Width and height that a page area says in millimetres (GB/T 33190-2016, 7.5)."""
    said = child(area, "PhysicalBox")
    box = numbers(said.text if said is not None else None)
    return (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else None


def _read_resources(package: Package, document: Document, place: str) -> None:
    """Drawings and pictures kept apart from the pages that show them; both may hold words."""
    resources = package.side(place) if package.has(place) else None  # often named and left out
    for element in () if resources is None else resources.iter():
        if local(element) == "CompositeGraphicUnit":
            document.units[attribute(element, "ID") or ""] = element
        elif local(element) == "MultiMedia":
            said = child(element, "MediaFile")
            if said is not None and said.text:
                file = posixpath.join(attribute(resources, "BaseLoc") or "", said.text.strip())
                document.pictures[attribute(element, "ID") or ""] = package.resolve(file, place)


def _normal(place: str) -> str:
    return posixpath.normpath(posixpath.join("/", place.replace("\\", "/"))).lstrip("/")
