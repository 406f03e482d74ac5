"""DOCX (ECMA-376, transitional and strict): every word of the body and of all that hangs on it.

Elements are known by their local names, since strict files have other namespaces.
"""

from collections.abc import Iterator

from archiver.extract import html
from archiver.extract.blocks import Collected
from archiver.extract.docxlists import Lists
from archiver.extract.docxtext import Story
from archiver.extract.ooxml import Package
from archiver.extract.package import read_zip
from archiver.extract.source import Content
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


def read(content: Content) -> Extracted:
    """The text of a Word document: headers first, then the body, notes, comments and footers."""
    return read_zip(content, "docx", lambda archive: _read(Package(archive, "word/document.xml")))


def _read(package: Package) -> Extracted:
    lists = Lists(package.related("styles"), package.related("numbering"))
    headers, body, rest = Collected(), Collected(), Collected()
    Story(body, lists).read(package.xml(package.main))
    for root in package.all_related("header"):
        Story(headers, lists, "header").read(root)
    for chunk in _chunks(package):
        body.extend(html.parse(html.text_of(chunk)).found)
    for name, kind in _PARTS:
        for root in package.all_related(name):
            Story(rest, lists, kind).read(root)
    found = Collected()
    for part in (headers.once("header"), body, rest.once("footer")):
        found.extend(part)
    if not found.parts and package.has_pictures():
        return Extracted("docx", State.SCAN, Reason("extract.pictures_only"), properties=package.properties())
    state = State.PARTIAL if package.lost else State.SEARCHABLE
    reason = Reason("extract.parts_lost", {"count": package.lost}) if package.lost else NO_REASON
    return found.extracted("docx", state, reason, package.properties())


def _chunks(package: Package) -> Iterator[bytes]:
    """The web pages that a program put into the body whole (w:altChunk); Word takes them apart on opening."""
    for part in package.targets("aFChunk"):
        data = package.content(part)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
            yield data
        else:
            package.lost += 1
