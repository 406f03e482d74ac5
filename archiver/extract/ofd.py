"""OFD, the page format of Chinese official papers and invoices (GB/T 33190-2016)."""

import zipfile
from dataclasses import dataclass, field

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.ofdpackage import Document, Package, documents, page_size
from archiver.extract.ofdtext import pictures, remarks, rows, runs
from archiver.extract.pdf import listed
from archiver.extract.pdfgarbled import is_garbled
from archiver.extract.pdflines import Line, joined, lines, page_texts
from archiver.extract.pdfpage import COVERED, FEW_CHARACTERS
from archiver.extract.pictured import Pictured, may_be_page
from archiver.extract.running import running_lines
from archiver.extract.source import Content
from archiver.extract.xmlwalk import attribute, child, children
from archiver.extract.zipread import read_zip
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

_PROPERTIES = {"Title": "title", "Author": "author", "CreationDate": "created", "ModDate": "modified"}


def read(content: Content, pictured: Pictured | None = None) -> Extracted:
    """The text of the file, page by page; `pictured` as in `docx.read`."""
    pages = pictured or Pictured()
    return read_zip(content, "ofd", lambda archive: _read(archive, pages))


def _read(archive: zipfile.ZipFile, pictured: Pictured) -> Extracted:
    package = Package(archive)
    main = package.xml("OFD.xml")
    if any(True for body in children(main, "DocBody") for _ in children(body, "Encryptions")):
        return Extracted("ofd", State.ENCRYPTED, Reason("extract.password"))
    pages = [page for document in documents(package, main) for page in _pages(package, document, pictured)]
    properties = _properties(main) | {"pages": str(len(pages))}
    found = _collect(pages)
    if not found.parts and not pictured.parts and any(page.has_pictures for page in pages):
        return Extracted("ofd", State.SCAN, Reason("extract.pictures_only"), properties=properties)
    if not found.parts and not pictured.parts and package.lost:
        return Extracted("ofd", State.FAILED, Reason("extract.damaged", {"detail": f"{package.lost} parts"}))
    garbled = [number for number, page in enumerate(pages, 1) if page.is_garbled]
    if garbled and not found.parts and not pictured.parts:
        return Extracted("ofd", State.GARBLED, Reason("extract.garbled_pdf"), properties=properties)
    return pictured.extracted("ofd", found, properties, _lost(package, garbled, len(pages)))


def _lost(package: Package, garbled: list[int], count: int) -> Reason:
    """What is missing of the words."""
    if package.lost:
        return Reason("extract.parts_lost", {"count": package.lost})
    if garbled:
        return Reason("extract.pages_garbled", {"pages": listed(garbled), "count": count, "lost": len(garbled)})
    return NO_REASON


@dataclass
class _Page:
    """The lines of a page itself, the texts of its templates, of stamps and watermarks, and remarks."""

    lines: list[Line] = field(default_factory=list)
    templates: list[str] = field(default_factory=list)
    drawn: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    has_pictures: bool = False
    is_garbled: bool = False


def _pages(package: Package, document: Document, pictured: Pictured) -> list[_Page]:
    return [_page(package, document, id, place, pictured) for id, place in document.pages]


def _page(package: Package, document: Document, id: str, place: str, pictured: Pictured) -> _Page:
    page = _Page()
    root = package.side(place)
    if root is None:
        return page
    page.lines = lines(rows([*runs(root, document.units)]))
    if is_garbled("".join(line.text for line in page.lines)):
        page.lines, page.is_garbled = [], True
    page.has_pictures = any(True for _ in pictures(root))
    for part in _page_pictures(package, document, root, page):
        page.lines += pictured.add_lines(part)
    for used in children(root, "Template"):
        where = document.templates.get(attribute(used, "TemplateID") or "")
        template = package.side(where) if where else None
        if template is not None:
            page.templates.append(_text(template, document))
            page.has_pictures |= any(True for _ in pictures(template))
    for annotations in map(package.side, document.annotations.get(id, ())):
        if annotations is not None:
            page.drawn.append(_text(annotations, document))
            page.remarks += remarks(annotations)
    return page


def _page_pictures(package: Package, document: Document, root: etree._Element, page: _Page) -> list[str]:
    """The pictures that stand where the words of a page should be, as in a PDF: they cover it, or it has no words."""
    shown = list(pictures(root))
    width, height = page_size(child(root, "Area")) or document.size
    characters = sum(len("".join(line.text.split())) for line in page.lines)
    is_covered = sum(area for _, area in shown) >= COVERED * width * height
    if characters and (characters >= FEW_CHARACTERS or not is_covered):
        return []
    named = [package.name(document.pictures[id]) for id, _ in shown if id in document.pictures]
    return [name for name in named if name is not None and may_be_page(package.archive, name)]


def _text(root: etree._Element, document: Document) -> str:
    return joined(lines(rows([*runs(root, document.units)])))


def _collect(pages: list[_Page]) -> Collected:
    """Headers once, one block a page, whose words run on from one page to the next, footers once.

    A template stands before the first page that shows it: the form of an invoice, the frame of all pages.
    """
    running = running_lines([[line.text for line in page.lines] for page in pages])
    own = [page.lines[kept.start:kept.stop] for page, kept in zip(pages, running.kept, strict=True)]
    found, margins = Collected(), Collected()
    for line in running.headers:
        found.add("header", line)
    said = set[str]()
    runs_on = False
    for number, (page, text) in enumerate(zip(pages, page_texts(own), strict=True), 1):
        for template in page.templates:
            if template.strip() and template not in said:
                found.add("page", template, page=number)
                runs_on = False
            said.add(template)
        found.add("page", text, page=number, joined=runs_on)
        runs_on = runs_on or bool(text.strip())
        _add_beside(margins, page, number)
    found.extend(margins)
    for line in running.footers:
        found.add("footer", line)
    return found


def _add_beside(margins: Collected, page: _Page, number: int) -> None:
    for text in page.drawn:
        margins.add("textbox", text, page=number)
    for text in page.remarks:
        margins.add("comment", text, page=number)


def _properties(main: etree._Element) -> dict[str, str]:
    info = child(main, "DocBody", "DocInfo")
    said = {name: child(info, tag) for tag, name in _PROPERTIES.items()}
    return {name: element.text.strip() for name, element in said.items() if element is not None and element.text}
