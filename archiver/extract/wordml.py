"""WordprocessingML of Word 2003: the elements of DOCX, with notes, margins and lists where they stand."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.docxlists import Form, Lists
from archiver.extract.docxtext import Story
from archiver.extract.xmlwalk import attribute, child, local
from archiver.model import BlockKind, Extracted

_PROPERTIES = {"Title": "title", "Author": "author", "Created": "created", "LastSaved": "modified"}
_ASIDE: dict[str, BlockKind] = {"footnote": "note", "endnote": "note", "hdr": "header", "ftr": "footer"}


def read(root: etree._Element) -> Extracted:
    """The text of the document: headers first, then the body, notes, comments and footers."""
    lists = _SavedLists(child(root, "styles"), None)
    aside: dict[BlockKind, Collected] = {kind: Collected() for kind in ("header", "note", "comment", "footer")}
    body = child(root, "body")
    for element, kind in list(_aside(root if body is None else body)):
        above = element.getparent()
        if above is not None:
            above.remove(element)
        Story(aside[kind], lists, kind).read(element)
    story = Story(Collected(), lists)
    story.read(root if body is None else body)
    found = Collected()
    for part in (
        aside["header"].once("header"), story.found, aside["note"], aside["comment"], aside["footer"].once("footer"),
    ):  # fmt: skip
        found.extend(part)
    return found.extracted("xml", properties=properties(root))


def _aside(body: etree._Element) -> Iterator[tuple[etree._Element, BlockKind]]:
    """What stands beside the text it is anchored in."""
    for element in body.iter():
        kind = _ASIDE.get(local(element))
        if kind:
            yield element, kind
        elif local(element) == "annotation" and attribute(element, "type") == "Word.Comment":
            yield element, "comment"


def properties(root: etree._Element) -> dict[str, str]:
    """title, author, created and modified of a file of Office 2003, as far as they are there."""
    said = child(root, "DocumentProperties")
    found = ((_PROPERTIES.get(local(each)), (each.text or "").strip()) for each in (said if said is not None else ()))
    return {name: value for name, value in found if name and value}


class _SavedLists(Lists):
    """Styles as in DOCX; the number of a paragraph as Word wrote it down when it saved."""

    def form(self, paragraph: etree._Element) -> Form:
        """Style of a paragraph, with its number for the name of its list."""
        saved = attribute(child(paragraph, "pPr", "listPr", "t")) or ""
        return Form(saved, 0, super().form(paragraph).heading)

    def number(self, form: Form) -> str:
        """The number before the paragraph, "" for a bullet."""
        said = form.list_id or ""
        if not any(character.isalnum() for character in said):
            return ""
        return said if not said[-1].isascii() else said + " "
