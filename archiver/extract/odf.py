"""What OpenDocument formats (ISO/IEC 26300) have in common: their package, and the words of a paragraph."""

import re
import zipfile
from collections.abc import Callable, Iterator
from typing import IO

from lxml import etree

from archiver.extract.package import MEMBER_TROUBLE, open_member, parse_xml, read_member
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, local, whole
from archiver.extract.zipread import read_zip
from archiver.model import Extracted, State
from archiver.wording import Reason

_PROPERTIES = {
    "title": "title", "initial-creator": "author", "creator": "author", "creation-date": "created",
    "date": "modified",
}  # fmt: skip
_MOST_SPACES = 200
# An annotation or a note is a block of its own, a ruby-text the reading over characters; the fields are what
# LibreOffice puts into the headers of every new workbook.
_PASSED_OVER = frozenset({
    "annotation", "annotation-end", "note", "footnote", "endnote", "ruby-text", "sheet-name", "page-number", "page-count",
    "tracked-changes",
})  # fmt: skip


_OBJECT = re.compile("[^/]+/content.xml")
_MATH = ("{*}mi", "{*}mn", "{*}mo", "{*}mtext")


class OdfPackage:
    """The parts of a file; `lost` counts side parts that couldn't be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = set(archive.namelist())
        self.spent = 0
        self.lost = 0

    def xml(self, part: str) -> etree._Element:
        """The root of a part. Raises KeyError, what zips raise, and etree.XMLSyntaxError."""
        data = read_member(self.archive, part, self.spent)
        self.spent += len(data)
        return parse_xml(data)

    def stream(self, part: str) -> IO[bytes]:
        """A part to be read piece by piece. Raises as `xml`."""
        return open_member(self.archive, part)

    def readable(self, part: str) -> etree._Element | None:
        """The root of a side part, None where it is missing, or damaged and counted as lost."""
        if part not in self.names:
            return None
        try:
            return self.xml(part)
        except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
            self.lost += 1
            return None

    def is_encrypted(self) -> bool:
        """Whether parts are encrypted with a password, or, since ODF 1.4, the whole document as one member."""
        if "encrypted-package" in self.names:
            return True
        try:  # as it stands: some programs write a manifest that is no whole XML, and no words are lost with it
            return b"encryption-data" in read_member(self.archive, "META-INF/manifest.xml", self.spent)
        except MEMBER_TROUBLE:
            return False

    def has_pictures(self) -> bool:
        """Whether pictures are kept in the file."""
        return any(name.startswith(("Pictures/", "media/")) for name in self.names)

    def properties(self) -> dict[str, str]:
        """title, author, created, modified, as far as they are there."""
        root = self.readable("meta.xml")
        said = {local(each): (each.text or "").strip() for each in root.iter()} if root is not None else {}
        found = {name: said[tag] for tag, name in reversed(_PROPERTIES.items()) if said.get(tag)}
        return {name: found[name] for name in dict.fromkeys(_PROPERTIES.values()) if name in found}


def read_odf(content: Content, format: str, read: Callable[[OdfPackage], Extracted]) -> Extracted:
    """What `read` makes of the file; damage, bombs and passwords are the states they are."""

    def unlocked(archive: zipfile.ZipFile) -> Extracted:
        package = OdfPackage(archive)
        if package.is_encrypted():
            return Extracted(format, State.ENCRYPTED, Reason("extract.password"))
        return read(package)

    return read_zip(content, format, unlocked)


def line(element: etree._Element) -> str:
    """The words of a paragraph or heading, as they are shown."""
    parts = [element.text or ""]
    for below in element:
        parts += [_inside(below), below.tail or ""]
    return "".join(parts)


def _inside(element: etree._Element) -> str:
    name = local(element)
    if name == "s":
        return " " * min(whole(element, "c") or 1, _MOST_SPACES)
    if name in ("tab", "tab-stop"):
        return "\t"
    if name == "line-break":
        return "\n"
    return "" if name in _PASSED_OVER else line(element)


def paragraphs(element: etree._Element, *beside: str) -> Iterator[str]:
    """The paragraphs below, but not those inside elements called as `beside` says."""
    for below in element:
        name = local(below)
        if name in ("p", "h"):
            yield line(below)
        elif name not in beside:
            yield from paragraphs(below, *beside)


def object_words(package: OdfPackage) -> Iterator[str]:
    """The words of charts and formulas, each kept as a document of its own within the file."""
    for part in sorted(name for name in package.names if _OBJECT.fullmatch(name)):
        root = package.readable(part)
        if root is not None:
            yield _words_of_object(root)


def chart_words(content: Content) -> list[str]:
    """The words of a chart, drawing or formula that is a file of its own; none where it is damaged."""
    try:
        with zipfile.ZipFile(content) as archive:
            return [_words_of_object(OdfPackage(archive).xml("content.xml"))]
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        return []


def _words_of_object(root: etree._Element) -> str:
    if local(root) == "math":
        return "".join(each.text or "" for each in root.iter(*_MATH))
    said = dict.fromkeys(line(each).strip() for each in root.iter("{*}p") if not _is_in_number(each))
    return "\n".join(filter(None, said))


def _is_in_number(paragraph: etree._Element) -> bool:
    """Whether a cell with a number holds it: in a chart a copy of what stands in a sheet."""
    above = paragraph.getparent()
    return above is not None and attribute(above, "value-type") == "float"


def comment(annotation: etree._Element) -> str:
    """The words of an annotation, without its author and date."""
    return "\n".join(paragraphs(annotation, "creator", "date"))


def is_prompt(element: etree._Element) -> bool:
    """Whether a frame is a placeholder that only says what to put there."""
    return attribute(element, "placeholder") == "true"
