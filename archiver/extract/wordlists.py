"""Styles and lists of a Word 97 file: which paragraphs are headings, and which number stands before them."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archiver.extract.numbering import Counters, Level
from archiver.extract.wordfile import LIST_OVERRIDES, LISTS, STYLES, WordFile
from archiver.extract.wordformat import LIST, LIST_DEPTH, OUTLINE, ParagraphForm, modifiers

# [MS-OSHARED] 2.2.1.3; the codes left out are alphabets no Chinese paper numbers by.
_NUMBER_FORMATS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 5: "ordinal",
    10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 15: "decimalHalfWidth", 16: "japaneseLegal",
    17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle", 19: "decimalFullWidth2", 22: "decimalZero",
    23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac",
    32: "ideographZodiacTraditional", 33: "taiwaneseCounting", 34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand", 36: "taiwaneseDigital", 37: "chineseCounting",
    38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
_SUFFIXES = {0: "tab", 1: "space", 2: "nothing"}
_DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class _Style:
    base: int
    heading: int
    form: ParagraphForm


@dataclass(frozen=True, slots=True)
class _Instance:
    """One use of a list (an LFO): the list's id, its levels, and numbers to start from."""

    list_id: int
    levels: dict[int, Level]
    starts: dict[int, int]


class WordLists:
    """Answers for every paragraph of a file, in order, what number stands before it."""

    def __init__(self, word: WordFile) -> None:
        self._styles: dict[int, _Style] = {}
        self._instances: list[_Instance] = []
        self._counters: dict[int, Counters] = {}
        try:
            self._styles.update(_styles(word.table(STYLES)))
            lists = _lists(word.table_from(LISTS))
            self._instances.extend(_instances(word.table_from(LIST_OVERRIDES), lists))
        except (struct.error, IndexError):
            # Damaged tables cost the numbers from there on, not the words.
            return

    def heading(self, form: ParagraphForm) -> int:
        """The heading level 1 to 9, 0 for body text."""
        for style in (None, *self._chain(form.style)):
            outline = (style.form if style else form).number(OUTLINE)
            if outline is not None:
                return outline + 1 if outline <= 8 else 0
            if style and style.heading:
                return style.heading
        return 0

    def number(self, form: ParagraphForm) -> str:
        """The number before the next paragraph of that form, "" where it has none. Counts it."""
        used, depth = self._list_of(form)
        if not 0 < used <= len(self._instances):
            return ""
        instance = self._instances[used - 1]
        counters = self._counters.setdefault(instance.list_id, Counters())
        counters.step(instance.levels, depth, str(used), instance.starts)
        return counters.shown(instance.levels, depth)

    def _list_of(self, form: ParagraphForm) -> tuple[int, int]:
        """The list (from 1, 0 for none) and the depth in it: the paragraph's own, else its style's."""
        used, depth = form.number(LIST), form.number(LIST_DEPTH)
        for style in self._chain(form.style):
            used = style.form.number(LIST) if used is None else used
            depth = style.form.number(LIST_DEPTH) if depth is None else depth
        return used or 0, min(depth or 0, 8)

    def _chain(self, index: int) -> Iterator[_Style]:
        for _ in range(_DEEPEST_STYLE):
            if index not in self._styles:
                return
            yield self._styles[index]
            index = self._styles[index].base


def _styles(table: bytes) -> Iterator[tuple[int, _Style]]:
    """The paragraph styles of the style sheet ([MS-DOC] 2.9.271) by their index."""
    if len(table) < 6:
        return
    size, count, base = struct.unpack_from("<HHH", table)
    at = 2 + size
    for index in range(count):
        if at + 2 > len(table):
            return
        length = int.from_bytes(table[at:at + 2], "little")
        style = _style(table[at + 2:at + 2 + length], base)
        if style:
            yield index, style
        at += 2 + length


def _style(data: bytes, base: int) -> _Style | None:
    """A paragraph style; its heading level by its built-in number (1 to 9)."""
    if len(data) < base + 2 or base < 6:
        return None
    kind, parent = struct.unpack_from("<HH", data)
    if parent & 0xF != 1:
        return None
    builtin = kind & 0xFFF
    at = base + 2 + 2 * (int.from_bytes(data[base:base + 2], "little") + 1)
    size = int.from_bytes(data[at:at + 2], "little")
    form = ParagraphForm(0, modifiers(data[at + 4:at + 2 + size]))
    return _Style(parent >> 4, builtin if 1 <= builtin <= 9 else 0, form)


def _lists(data: bytes) -> dict[int, dict[int, Level]]:
    """The levels of each list by the list's id: the LSTFs, then their LVLs one after the other (2.9.147)."""
    count = int.from_bytes(data[:2], "little")
    heads = [data[2 + 28 * i:30 + 28 * i] for i in range(min(count, len(data) // 28))]
    at, found = 2 + 28 * count, dict[int, dict[int, Level]]()
    for head in heads:
        if len(head) < 28:
            break
        levels: dict[int, Level] = {}
        for depth in range(1 if head[26] & 1 else 9):
            levels[depth], at = _level(data, at)
        found[int.from_bytes(head[:4], "little")] = levels
    return found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    """An LVL (2.9.150) and where the next thing stands. %1 to %9 stand in its text as characters 0 to 8."""
    start, code, flags, places, follow = struct.unpack_from("<iBB9sB", data, at)
    characters, paragraph, restart = struct.unpack_from("<BBB", data, at + 24)
    at += 28 + paragraph + characters
    length = int.from_bytes(data[at:at + 2], "little")
    text = data[at + 2:at + 2 + 2 * length].decode("utf-16-le", "replace")
    numbers = set(places)
    shown = "".join(
        f"%{ord(each) + 1}" if ord(each) < 9 and index in numbers else each for index, each in enumerate(text, 1)
    )
    level = Level(
        format=_NUMBER_FORMATS.get(code, "decimal"),
        text=shown,
        start=start,
        restart=restart if flags & 0x08 else None,
        legal=bool(flags & 0x04),
        suffix=_SUFFIXES.get(follow, "tab"),
    )
    return level, at + 2 + 2 * length


def _instances(data: bytes, lists: dict[int, dict[int, Level]]) -> Iterator[_Instance]:
    """The uses of lists in their order: the LFOs, then what each overrides (2.9.131)."""
    count = int.from_bytes(data[:4], "little")
    at = 4 + 16 * count
    for index in range(min(count, len(data) // 16)):
        list_id, overrides = struct.unpack_from("<I8xB", data, 4 + 16 * index)
        instance = _Instance(list_id, dict(lists.get(list_id, {})), {})
        at += 4
        for _ in range(overrides):
            at = _override(instance, data, at)
        yield instance


def _override(instance: _Instance, data: bytes, at: int) -> int:
    """One LFOLVL (2.9.132): another start, or another level; where the next stands."""
    start, flags = struct.unpack_from("<iI", data, at)
    at, depth = at + 8, flags & 0xF
    if flags & 0x20:
        instance.levels[depth], at = _level(data, at)
        start = instance.levels[depth].start
    if flags & 0x10:
        instance.starts[depth] = start
        instance.levels[depth] = replace(instance.levels.get(depth, Level()), start=start)
    return at
