"""The words of one part of a DOCX: its paragraphs, cells and text boxes as blocks."""

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.docxlists import Lists
from archiver.extract.fields import chosen, shown, ticked
from archiver.extract.symbols import sign
from archiver.extract.xmlwalk import attribute, branch, child, children, local, whole
from archiver.model import BlockKind

# w:del and w:moveFrom are words taken out, w:instrText what a field computes from, w:rt the reading over a
# character (拼音指南); the rest is never shown.
_PASSED_OVER = frozenset({
    "del", "moveFrom", "instrText", "delText", "delInstrText", "rt", "pPr", "rPr", "sectPr", "tblPr",
    "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "Fallback", "posOffset", "pctWidth", "pctHeight",
    "pctPosHOffset", "pctPosVOffset", "binData",
})
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Story:
    """Reads a part from top to bottom into `found`; `kind` is what its paragraphs are.

    `pictures` are the paragraphs and cells that show some, with how many blocks were found by then.
    """

    def __init__(self, found: Collected, lists: Lists, kind: BlockKind = "paragraph") -> None:
        self.found = found
        self.lists = lists
        self.kind = kind
        self.pictures: list[tuple[int, etree._Element]] = []

    def read(self, root: etree._Element) -> None:
        """All blocks of the part, in reading order."""
        for element in root:
            self._read_block(element, self.kind)

    def _read_block(self, element: etree._Element, kind: BlockKind) -> None:
        name = local(element)
        if name == "p":
            self._read_paragraph(element, kind)
        elif name == "tc":
            self._read_cell(element, kind)
        elif name == "AlternateContent":
            self._read_alternative(element, kind)
        elif name not in _PASSED_OVER:
            for below in element:
                self._read_block(below, kind)

    def _read_alternative(self, element: etree._Element, kind: BlockKind) -> None:
        for below in branch(element):
            self._read_block(below, kind)

    def _read_paragraph(self, paragraph: etree._Element, kind: BlockKind) -> None:
        """The paragraph with its number, then the text boxes anchored in it."""
        line = _Line()
        line.read(paragraph)
        form = self.lists.form(paragraph)
        number = self.lists.number(form) if line.text.strip() or not line.is_removed(paragraph) else ""
        if line.text.strip():
            level = form.heading if kind == "paragraph" else 0
            self.found.add("heading" if level else kind, number + line.text, level=level)
        beside: BlockKind = "textbox" if kind == "paragraph" else kind
        for words in line.drawn:
            self.found.add(beside, words)
        for box in line.boxes:
            Story(self.found, self.lists, beside).read(box)
        self._note_pictures(paragraph)

    def _read_cell(self, cell: etree._Element, kind: BlockKind) -> None:
        """One block for the cell: lines broken by hand in a narrow one (姓⏎名) are still one word."""
        inside = Collected()
        story = Story(inside, self.lists, "cell")
        story.read(cell)
        lines: list[str] = []
        for part, block in zip(inside.parts, inside.blocks, strict=True):
            if block.kind == "cell" and not _has_table(cell):
                lines.append(part)
            else:
                self.found.add("cell" if kind == "paragraph" else kind, "\n".join(lines))
                lines.clear()
                self.found.add(block.kind, part)
        self.found.add("cell" if kind == "paragraph" else kind, "\n".join(lines))
        self._note_pictures(cell)

    def _note_pictures(self, element: etree._Element) -> None:
        if next(element.iter("{*}blip", "{*}imagedata"), None) is not None:
            self.pictures.append((len(self.found.parts), element))


def _has_table(cell: etree._Element) -> bool:
    return any(local(below) == "tbl" for below in cell)


class _Line:
    """The words of one paragraph, and the text boxes and drawn words (WordArt, watermarks) met on the way."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.drawn: list[str] = []
        self.boxes: list[etree._Element] = []
        self._codes: list[list[str] | None] = []

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def read(self, element: etree._Element) -> None:
        """Everything below `element`."""
        for below in element:
            self._read_one(below)

    def _read_one(self, element: etree._Element) -> None:
        name = local(element)
        if name == "t":
            self.parts.append(element.text or "")
        elif name in _SIGNS:
            self.parts.append(_SIGNS[name])
        elif name == "sym":
            self.parts.append(_symbol(element))
        elif name == "textpath":
            self.drawn.append(element.get("string") or "")
        elif name in ("txbxContent", "txBody"):
            self.boxes.append(element)
        elif name == "AlternateContent":
            self.read(branch(element))
        elif name == "fldChar":
            self._field(element)
        elif name == "instrText" and self._codes and self._codes[-1] is not None:
            self._codes[-1].append(element.text or "")
        elif name not in _PASSED_OVER:
            self.read(element)

    def _field(self, mark: etree._Element) -> None:
        """A field begins, comes to its result, or ends; one that has come to none may show its code."""
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._codes.append([])
            self.parts.append(_entered(child(mark, "ffData")))
        elif kind == "separate" and self._codes:
            self._codes[-1] = None
        elif kind == "end" and self._codes:
            self.parts.append(shown("".join(self._codes.pop() or ())))

    def is_removed(self, paragraph: etree._Element) -> bool:
        """Whether the paragraph mark itself is marked as deleted, so that Word doesn't count it."""
        mark = child(child(paragraph, "pPr"), "rPr")
        return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def _entered(form: etree._Element | None) -> str:
    """What a field of a form shows: a tick or none, or the entry chosen, the first one until another is."""
    box, choice = child(form, "checkBox"), child(form, "ddList")
    if box is not None:
        said = child(box, "checked")
        said = child(box, "default") if said is None else said
        return ticked(said is not None and (attribute(said) or "1") not in ("0", "false", "off"))
    return chosen([attribute(entry) or "" for entry in children(choice, "listEntry")], whole(child(choice, "result")) or 0)


def _symbol(element: etree._Element) -> str:
    try:
        return sign(attribute(element, "font") or "", int(attribute(element, "char") or "0", 16))
    except ValueError:
        return ""
