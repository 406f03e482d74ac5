"""The automatic numbers of OpenDocument text (ODF 1.3 part 3, 16.30 to 16.34): lists and numbered headings."""

import re
from collections.abc import Iterator

from lxml import etree

from archiver.extract.numbering import Counters, Level
from archiver.extract.xmlwalk import attribute, child, children, local, whole

# style:num-format as LibreOffice writes it, by the names numerals have in OOXML.
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一, 二, 三, ...": "chineseCountingThousand", "壹, 贰, 叁, ...": "chineseLegalSimplified",
    "壹, 貳, 參, ...": "ideographLegalTraditional", "甲, 乙, 丙, ...": "ideographTraditional",
    "子, 丑, 寅, ...": "ideographZodiac", "①, ②, ③, ...": "decimalEnclosedCircle", "１, ２, ３, ...": "decimalFullWidth",
    "01, 02, 03, ...": "decimalZero", "(1), (2), (3), ...": "decimalEnclosedParen",
}  # fmt: skip
_LEVEL_STYLES = ("list-level-style-number", "outline-level-style")
_PLACEHOLDER = re.compile("%([1-9])%")


class Lists:
    """The list styles of a document, and how far each list has counted."""

    def __init__(self, *roots: etree._Element) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        self._headings = Counters()
        self._by_id: dict[str, Counters] = {}
        self._by_style: dict[str, Counters] = {}
        for element in (each for root in roots for each in root.iter()):
            if local(element) == "list-style":
                self._styles[attribute(element, "name") or ""] = dict(_levels(element))
            elif local(element) == "outline-style":
                self._outline = dict(_levels(element))

    def begin(self, element: etree._Element, outer: "OpenList | None") -> "OpenList":
        """A text:list begins, inside an item of `outer` or by itself."""
        style = attribute(element, "style-name") or (outer.style if outer else "")
        if outer:
            return OpenList(style, self._styles.get(style, {}), outer.counters, outer.depth + 1)
        continued = attribute(element, "continue-list")
        if continued in self._by_id:
            counters = self._by_id[continued]
        elif attribute(element, "continue-numbering") == "true":
            counters = self._by_style.get(style, Counters())
        else:
            counters = Counters()
        self._by_style[style] = self._by_id[attribute(element, "id") or ""] = counters
        return OpenList(style, self._styles.get(style, {}), counters, 0)

    def heading(self, element: etree._Element) -> str:
        """The number of a text:h that stands in no list."""
        depth = (whole(element, "outline-level") or 1) - 1
        level = self._outline.get(depth)
        if level is None or attribute(element, "is-list-header") == "true":
            return ""
        return _count(self._headings, self._outline, depth, whole(element, "start-value"))


class OpenList:
    """A list whose items are being read."""

    def __init__(self, style: str, levels: dict[int, Level], counters: Counters, depth: int) -> None:
        self.style = style
        self.counters = counters
        self.depth = depth
        self._levels = levels

    def number(self, item: etree._Element) -> str:
        """The number of the next item."""
        return _count(self.counters, self._levels, self.depth, whole(item, "start-value"))


def _count(counters: Counters, levels: dict[int, Level], depth: int, start: int | None) -> str:
    if start is not None:
        counters.now[depth] = start - 1
    counters.step(levels, depth, "", {})
    return counters.shown(levels, depth)


def _levels(style: etree._Element) -> Iterator[tuple[int, Level]]:
    for element in (each for name in _LEVEL_STYLES for each in children(style, name)):
        number = whole(element, "level") or 1
        format = _FORMATS.get(attribute(element, "num-format") or "", "decimal")
        if attribute(element, "num-format"):
            label = child(element, "list-level-properties", "list-level-label-alignment")
            yield number - 1, Level(
                format, _text(element, number), whole(element, "start-value") or 1,
                suffix=attribute(label, "label-followed-by") or "tab",
            )  # fmt: skip


def _text(element: etree._Element, number: int) -> str:
    """The level's pattern with %1 to %9: LibreOffice's own attribute, else put together as the standard says."""
    pattern = attribute(element, "num-list-format")
    if pattern is not None:
        return _PLACEHOLDER.sub(r"%\1", pattern)
    first = number - (whole(element, "display-levels") or 1) + 1
    shown = ".".join(f"%{level}" for level in range(max(1, first), number + 1))
    return (attribute(element, "num-prefix") or "") + shown + (attribute(element, "num-suffix") or "")
