"""Styles and lists of a DOCX: which paragraphs are headings, and which number stands before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from archiver.extract.numbering import Counters, Level
from archiver.extract.xmlwalk import attribute, child, children, whole

_HEADING_NAME = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.IGNORECASE)
_DEEPEST_STYLE = 20
"""Styles build on one another; a chain longer than this goes round in circles."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is: its list (None: none), its depth in it, its heading level (0: none)."""

    list_id: str | None
    depth: int
    heading: int


@dataclass
class _List:
    """An abstract list: its levels, its counters, and the level each style stands for."""

    levels: dict[int, Level] = field(default_factory=dict)
    styles: dict[str, int] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)
    style_link: str | None = None


@dataclass
class _Instance:
    """A w:num: the list it uses, with levels of its own and numbers to start from."""

    list: _List
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """Answers for every paragraph of a document, in order, what number stands before it."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        found = [(attribute(style, "styleId") or "", style) for style in children(styles, "style")]
        self._styles = dict(found)
        self._default = next((name for name, style in found if _is_default(style)), None)
        lists = {attribute(each, "abstractNumId"): _list(each) for each in children(numbering, "abstractNum")}
        self._instances: dict[str, _Instance] = {}
        for num in children(numbering, "num"):
            used = lists.get(attribute(child(num, "abstractNumId")))
            if used is not None:
                self._instances[attribute(num, "numId") or ""] = _instance(num, used)
        for instance in self._instances.values():
            self._follow_link(instance)

    def form(self, paragraph: etree._Element) -> Form:
        """Style and list of a paragraph."""
        properties = child(paragraph, "pPr")
        style = attribute(child(properties, "pStyle")) or self._default
        chain = list(self._chain(style))
        list_id, depth = self._list_of(properties, style, chain)
        return Form(list_id, depth, self._heading(properties, chain))

    def number(self, form: Form) -> str:
        """The number before the next paragraph of that form, "" where it has none. Counts it."""
        instance = self._instances.get(form.list_id or "")
        if instance is None:
            return ""
        counters = instance.list.counters
        counters.step(instance.levels, form.depth, form.list_id or "", instance.starts)
        return counters.shown(instance.levels, form.depth)

    def _chain(self, style: str | None) -> Iterator[tuple[str, etree._Element]]:
        """The style and those it builds on, nearest first."""
        for _ in range(_DEEPEST_STYLE):
            if style is None or style not in self._styles:
                return
            yield style, self._styles[style]
            style = attribute(child(self._styles[style], "basedOn"))

    def _list_of(
        self, properties: etree._Element | None, style: str | None, chain: list[tuple[str, etree._Element]]
    ) -> tuple[str | None, int]:
        """The paragraph's own list, else its style's; numId 0 takes it off."""
        own = child(properties, "numPr")
        list_id, depth = attribute(child(own, "numId")), whole(child(own, "ilvl"))
        for name, each in chain:
            said = child(each, "pPr", "numPr")
            if list_id is None and said is not None:
                list_id = attribute(child(said, "numId"))
                if depth is None and list_id in self._instances:
                    depth = self._instances[list_id].list.styles.get(name, whole(child(said, "ilvl")) or 0)
        return (None if list_id == "0" else list_id), min(max(depth or 0, 0), 8)

    @staticmethod
    def _heading(properties: etree._Element | None, chain: list[tuple[str, etree._Element]]) -> int:
        """By outline level (0 to 8; 9 is body text), else by the name of a style it builds on."""
        for each in (properties, *(child(style, "pPr") for _, style in chain)):
            outline = whole(child(each, "outlineLvl"))
            if outline is not None:
                return outline + 1 if 0 <= outline <= 8 else 0
        for _, style in chain:
            named = _HEADING_NAME.fullmatch(attribute(child(style, "name")) or "")
            if named:
                return int(named.group(1))
        return 0

    def _follow_link(self, instance: _Instance) -> None:
        """A list that only names a numbering style has the levels of that style's list."""
        link = instance.list.style_link
        if instance.list.levels or link not in self._styles:
            return
        target = self._instances.get(attribute(child(self._styles[link], "pPr", "numPr", "numId")) or "")
        if target and target.list is not instance.list:
            instance.levels = {**target.list.levels, **instance.levels}
            instance.list = target.list


def _is_default(style: etree._Element) -> bool:
    return attribute(style, "type") == "paragraph" and attribute(style, "default") in ("1", "true", "on")


def _list(abstract: etree._Element) -> _List:
    found = _List(style_link=attribute(child(abstract, "numStyleLink")))
    for element in children(abstract, "lvl"):
        depth = whole(element, "ilvl") or 0
        found.levels[depth] = _level(element)
        style = attribute(child(element, "pStyle"))
        if style:
            found.styles[style] = depth
    return found


def _level(element: etree._Element) -> Level:
    start = whole(child(element, "start"))
    legal = child(element, "isLgl")
    return Level(
        format=_format(element),
        text=attribute(child(element, "lvlText")) or "",
        start=1 if start is None else start,
        restart=whole(child(element, "lvlRestart")),
        legal=legal is not None and attribute(legal) not in ("0", "false", "off"),
        suffix=attribute(child(element, "suff")) or "tab",
    )


def _format(level: etree._Element) -> str:
    """The level's number format. Word 2010 and later wrap those that older versions don't know."""
    said = child(level, "numFmt")
    if said is None:
        said = child(level, "AlternateContent", "Fallback", "numFmt")
    return attribute(said) or "decimal"


def _instance(num: etree._Element, used: _List) -> _Instance:
    levels, starts = dict(used.levels), dict[int, int]()
    for override in children(num, "lvlOverride"):
        depth = whole(override, "ilvl") or 0
        own = child(override, "lvl")
        if own is not None:
            levels[depth] = _level(own)
        start = whole(child(override, "startOverride"))
        if start is not None:
            starts[depth] = start
            levels[depth] = replace(levels.get(depth, Level()), start=start)
    return _Instance(used, levels, starts)
