"""HTML, also as Word saves it under the ending .doc: block elements make blocks, the rest is passed over."""

import re
from pathlib import Path
from typing import Any, cast

from lxml import etree

from archiver.extract.blocks import Collected
from archiver.extract.labels import decode_labelled
from archiver.extract.symbols import is_symbol_font, sign
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 32 * 1024 * 1024
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_XML_HEAD = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD_BYTES = 4096

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup",
    "option", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "td",
    "th", "title",
})
_SILENT = frozenset({
    "script", "style", "head", "template", "noscript", "iframe", "object", "svg", "math", "xml",
    "select",
})
_FAMILY = re.compile(r"""(?:^|;)\s*font-family\s*:\s*["']?([^"';,]*)""", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = frozenset(("td", "th"))


def read(path: Path) -> Extracted:
    """The text of a page, without what a browser doesn't show of it."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    page = parse(text_of(data[:MAX_BYTES]))
    properties = {"title": page.title} if page.title else {}
    if len(data) > MAX_BYTES:
        cut = Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
        return page.found.extracted("html", State.PARTIAL, cut, properties)
    return page.found.extracted("html", State.SEARCHABLE, NO_REASON, properties)


def text_of(data: bytes, label: str | None = None) -> str:
    """The markup decoded: by its mark, strict UTF-8, what `label` or the page says where that fits, else its
    characters."""
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    return decode_labelled(data, label or (declared.group(1).decode("ascii") if declared else "")).text


def parse(markup: str) -> "Page":
    """The page behind `markup`, read as a stream: no tree, so that deep nesting costs nothing."""
    page = Page()
    parser = etree.HTMLParser(target=cast(Any, page), encoding="utf-8", remove_comments=True, huge_tree=True)
    parser.feed(_XML_HEAD.sub("", markup).encode("utf-8", "replace"))
    parser.close()
    return page


class Page:
    """Receives the parser's events and makes blocks of them."""

    def __init__(self) -> None:
        self.found = Collected()
        self.title = ""
        self._title: list[str] = []
        self._line: list[str] = []
        self._open: list[str] = []
        self._fonts = [""]
        self._silent = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in _BLOCKS and not self._silent:
            self._end_block()
        elif tag == "br":
            self._line.append("\n")
        if tag == "pre":
            self._preformatted += 1
        if tag in _SILENT:
            self._silent += 1
        self._open.append(tag)
        self._fonts.append(_font(attributes, self._fonts[-1]) if attributes else self._fonts[-1])

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "title":
            self.title = self.title or " ".join("".join(self._title).split())
        elif tag in _BLOCKS and not self._silent:
            self._end_block()
        if tag == "pre":
            self._preformatted -= 1
        if tag in _SILENT:
            self._silent -= 1
        if self._open:
            self._open.pop()
            self._fonts.pop()

    def data(self, text: str) -> None:
        """Characters inside the element that began last."""
        if self._open[-1:] == ["title"]:
            self._title.append(text)
        elif not self._silent:
            text = _signs(text, self._fonts[-1]) if is_symbol_font(self._fonts[-1]) else text
            self._line.append(text if self._preformatted else re.sub(r"[ \t\r\n\f\xa0]+", " ", text))

    def close(self) -> "Page":
        """The markup is over."""
        self._end_block()
        return self

    def _end_block(self) -> None:
        text = re.sub(r" *\n *", "\n", "".join(self._line)).strip(" ")
        self._line.clear()
        if text:
            level = next((_HEADINGS[tag] for tag in reversed(self._open) if tag in _HEADINGS), 0)
            self.found.add(self._kind(level), text, level=level)

    def _kind(self, level: int) -> BlockKind:
        if level:
            return "heading"
        return "cell" if _CELLS.intersection(self._open) else "paragraph"


def _font(attributes: dict[str, str], inherited: str) -> str:
    """The first font that an element names, else the one it stands in."""
    said = _FAMILY.search(attributes.get("style", ""))
    return said.group(1).strip() if said else attributes.get("face", inherited)


def _signs(text: str, font: str) -> str:
    """What a symbol font shows of characters: Word saves a ticked box as þ in Wingdings."""
    return "".join(character if character.isspace() else sign(font, ord(character)) for character in text)
