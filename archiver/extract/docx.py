"""DOCX (ECMA-376, transitional and strict): every word of the body and of all that hangs on it.

Elements are known by their local names, since strict files have other namespaces.
"""

from archiver.extract import drawingml, ooxmlobjects
from archiver.extract.blocks import Collected
from archiver.extract.docxlists import Lists
from archiver.extract.docxpictures import with_pictures
from archiver.extract.docxtext import Story
from archiver.extract.ooxml import Package
from archiver.extract.pictured import Pictured
from archiver.extract.source import Content
from archiver.extract.zipread import read_zip
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

_PARTS: tuple[tuple[str, BlockKind], ...] = (
    ("footnotes", "note"),
    ("endnotes", "note"),
    ("comments", "comment"),
    ("footer", "footer"),
)


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of a Word document: headers first, then the body, notes, comments and footers.

    `pictured` learns of its page pictures, and gives their words where they are known.
    """
    pages = pictured or Pictured()
    return read_zip(content, "docx", lambda archive: _read(Package(archive, "word/document.xml"), pages))


def _read(package: Package, pictured: Pictured) -> Extracted:
    lists = Lists(package.styles(), package.related("numbering"))
    headers, rest = Collected(), Collected()
    main, story = package.xml(package.main), Story(Collected(), lists)
    story.read(main)
    body = with_pictures(package, main, story, pictured)
    for root in package.all_related("header"):
        Story(headers, lists, "header").read(root)
    if next(package.targets("aFChunk"), None):
        from archiver.extract import docxchunks  # with the readers of other formats; few papers hold a chunk

        docxchunks.collect(package, body)
    for words in (*ooxmlobjects.shown(package, package.main, main), *drawingml.beside(package, package.main)):
        body.add("textbox", words)
    for name, kind in _PARTS:
        for root in package.all_related(name):
            Story(rest, lists, kind).read(root)
    found = Collected()
    for part in (headers.once("header"), body, rest.once("footer")):
        found.extend(part)
    if not found.parts and not pictured.parts and package.has_pictures():
        return Extracted("docx", State.SCAN, Reason("extract.pictures_only"), properties=package.properties())
    lost = Reason("extract.parts_lost", {"count": package.lost}) if package.lost else NO_REASON
    return pictured.extracted("docx", found, package.properties(), lost)
