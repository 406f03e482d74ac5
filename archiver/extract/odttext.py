"""The words of an OpenDocument text: paragraphs, cells, notes and text boxes as blocks."""

import re

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.odtlists import Lists, OpenList
from archiver.extract.xmlwalk import children, local, whole
from archiver.model import BlockKind

# tracked-changes keeps what was deleted, the sources of indexes their patterns; ruby-text is the reading over a
# character.
_PASSED_OVER = frozenset({
    "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "forms",
    "event-listeners", "note-citation", "footnote-citation", "endnote-citation", "ruby-text",
    "table-of-content-source", "illustration-index-source", "table-index-source", "object-index-source", "user-index-source", "alphabetical-index-source",
    "bibliography-source", "script", "binary-data", "object", "object-ole",
})  # fmt: skip
_NOT_SHOWN = (
    "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:",  # describes a picture
    "{http://purl.org/dc/elements/",  # who wrote a comment, and when
    "{urn:oasis:names:tc:opendocument:xmlns:meta:",
)
_BOXES = frozenset({
    "text-box", "custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon", "path", "connector",
    "caption", "measure", "regular-polygon",
})  # fmt: skip
_NOTES = frozenset({"note", "footnote", "endnote"})
"""The latter two in OpenOffice 1 (SXW), as tab-stop."""

_SPACES = re.compile("[ \t\r\n]+")
_MOST_SPACES = 1000


def _is_shown(element: etree._Element) -> bool:
    return local(element) not in _PASSED_OVER and not str(element.tag).startswith(_NOT_SHOWN)


class Notes:
    """Notes and comments, gathered from wherever they are anchored, and the pictures of the body, each with how many
    of its blocks stand before it."""

    def __init__(self) -> None:
        self.notes = Collected()
        self.comments = Collected()
        self.pictures: list[tuple[int, etree._Element]] = []


class Story:
    """Reads a part of the document from top to bottom into `found`; `kind` is what its paragraphs are."""

    def __init__(self, found: Collected, lists: Lists, notes: Notes, kind: BlockKind = "paragraph") -> None:
        self.found = found
        self.lists = lists
        self.notes = notes
        self.kind = kind

    def read(self, element: etree._Element) -> None:
        """All blocks below `element`, in reading order."""
        for below in element:
            self._read_block(below)

    def _read_block(self, element: etree._Element) -> None:
        name = local(element)
        if name in ("p", "h"):
            self._read_paragraph(element, self.lists.heading(element) if name == "h" else "")
        elif name == "list":
            self._read_list(element, None)
        elif name == "table-cell":
            self._read_cell(element)
        elif name in _BOXES:
            self._read_box(element)
        elif name == "annotation":
            Story(self.notes.comments, self.lists, self.notes, "comment").read(element)
        elif _is_shown(element):
            self.read(element)

    def _read_list(self, element: etree._Element, outer: OpenList | None) -> None:
        """The items: the first paragraph of each has its number."""
        current = self.lists.begin(element, outer)
        for item in element:
            is_numbered = local(item) == "list-item"
            for below in item:
                if local(below) == "list":
                    self._read_list(below, current)
                elif local(below) in ("p", "h"):
                    self._read_paragraph(below, current.number(item) if is_numbered else "")
                    is_numbered = False
                else:
                    self._read_block(below)

    def _read_paragraph(self, paragraph: etree._Element, number: str) -> None:
        line = _Line()
        line.read(paragraph)
        if line.text.strip():
            level = (whole(paragraph, "outline-level") or 1) if local(paragraph) == "h" else 0
            is_heading = level and self.kind == "paragraph"
            self.found.add(
                "heading" if is_heading else self.kind, number + line.text, level=min(level, 9) if is_heading else 0
            )
        for box in line.boxes:
            self._read_box(box)
        self._note_pictures(line.pictures)
        for note in line.notes:
            Story(self.notes.notes, self.lists, self.notes, "note").read(note)
        for comment in line.comments:
            Story(self.notes.comments, self.lists, self.notes, "comment").read(comment)

    def _note_pictures(self, pictures: list[etree._Element]) -> None:
        if self.kind == "paragraph":
            self.notes.pictures += [(len(self.found.parts), picture) for picture in pictures]

    def _read_box(self, box: etree._Element) -> None:
        Story(self.found, self.lists, self.notes, "textbox" if self.kind == "paragraph" else self.kind).read(box)

    def _read_cell(self, cell: etree._Element) -> None:
        """One block for the cell, whatever paragraphs it has; a table or a box inside stands by itself."""
        inside = Collected()
        Story(inside, self.lists, self.notes, "cell").read(cell)
        kind: BlockKind = "cell" if self.kind == "paragraph" else self.kind
        if any(True for _ in children(cell, "table")):
            self.found.extend(inside)
        else:
            self.found.add(kind, "\n".join(inside.parts))
        self._note_pictures(list(cell.iter("{*}image")))


class _Line:
    """The words of one paragraph, and what is anchored in it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.boxes: list[etree._Element] = []
        self.pictures: list[etree._Element] = []
        self.notes: list[etree._Element] = []
        self.comments: list[etree._Element] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def read(self, element: etree._Element) -> None:
        """The element's own words and those below it."""
        self._put(element.text)
        for below in element:
            self._read_one(below)
            self._put(below.tail)

    def _read_one(self, element: etree._Element) -> None:
        name = local(element)
        if name == "s":
            self._parts.append(" " * min(whole(element, "c") or 1, _MOST_SPACES))
        elif name in ("tab", "tab-stop"):
            self._parts.append("\t")
        elif name == "line-break":
            self._parts.append("\n")
        elif name in _BOXES:
            self.boxes.append(element)
        elif name == "image":
            self.pictures.append(element)
        elif name in _NOTES:
            self.notes.append(element)
        elif name == "annotation":
            self.comments.append(element)
        elif _is_shown(element):
            self.read(element)

    def _put(self, text: str | None) -> None:
        if text:
            self._parts.append(_SPACES.sub(" ", text))
