"""From the characters of a Word 97 file to blocks: paragraphs, cells, fields and special characters."""

import re
from collections.abc import Iterator

from archiver.extract.blocks import Collected
from archiver.extract.fields import is_form, shown
from archiver.extract.wordfile import WordFile
from archiver.extract.wordformat import IN_TABLE, INNER_CELL, ROW_END, Formats, ParagraphForm
from archiver.extract.wordforms import entered
from archiver.extract.wordlists import WordLists
from archiver.model import BlockKind

_FIELD_BEGIN, _FIELD_MIDDLE, _FIELD_END = "\x13", "\x14", "\x15"
_PICTURE = "\x01"
_MARK = re.compile("[\x13\x14\x15\r\x07\x0c]")
_SHOWN = str.maketrans({"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xa0": " ", "\uffff": ""})


class Reading:
    """Reads stretches of a file's characters into blocks; lists count on from one to the next."""

    def __init__(self, word: WordFile) -> None:
        self._word = word
        self.pictures: list[tuple[int, int]] = []
        """The pictures of the body: how many of its blocks stand before each, and the position of its character."""
        self._formats = Formats(word)
        self._lists = WordLists(word)

    def story(self, start: int, end: int, kind: BlockKind) -> Collected:
        """The blocks of characters `start` to `end`. A cell is one block, whatever paragraphs it has."""
        found = Collected()
        cell: list[str] = []
        shown = (*self._word.pictures, *self._word.floating) if kind == "paragraph" else ()
        places = sorted(place for place in shown if start <= place < end)
        for text, mark, at, form in self._paragraphs(start, end):
            numbered = self._lists.number(form) + text if text.strip() else text
            if mark == "\x07" or form.number(INNER_CELL):
                found.add("cell" if kind == "paragraph" else kind, "\n".join([*cell, numbered]))
                cell.clear()
            elif form.number(IN_TABLE) and not form.number(ROW_END):
                cell.append(numbered)
                continue
            else:
                level = self._lists.heading(form) if kind == "paragraph" else 0
                found.add("heading" if level else kind, numbered, level=level)
            while places and places[0] < at:
                self.pictures.append((len(found.parts), places.pop(0)))
        found.add(kind, "\n".join(cell))
        return found

    def _paragraphs(self, start: int, end: int) -> Iterator[tuple[str, str, int, ParagraphForm]]:
        """Text, end mark, its position, and form of each paragraph, without the codes of fields (which may be nested).

        One character a position: pairs of surrogates are joined only when a paragraph is whole.
        """
        units = "".join(map(chr, self._word.units[start:end]))
        text: list[str] = []
        fields = _Fields()
        at = 0
        for mark in _MARK.finditer(units + "\r"):
            text.append(fields.passed(self._filled_in(units[at:mark.start()], start + at)))
            at = mark.end()
            if mark.group() in (_FIELD_BEGIN, _FIELD_MIDDLE, _FIELD_END):
                text.append(fields.marked(mark.group()))
            elif not fields.in_code:
                position = start + mark.start()
                yield _joined("".join(text)), mark.group(), position, self._formats.paragraph(position)
                text.clear()


    def _filled_in(self, text: str, position: int) -> str:
        """The text from a position on, with what was entered in place of the characters that stand for it."""
        if not self._word.forms or _PICTURE not in text:
            return text
        places = self._word.forms
        return "".join(
            entered(self._word.data(), places[at]) if each == _PICTURE and at in places else each
            for at, each in enumerate(text, position)
        )


class _Fields:
    """The fields that are open: of each its code as far as it was read, None once its result is."""

    def __init__(self) -> None:
        self._codes: list[list[str] | None] = []

    @property
    def in_code(self) -> bool:
        """Whether what comes next is not shown."""
        return any(code is not None for code in self._codes)

    def passed(self, text: str) -> str:
        """What is shown of characters between two marks."""
        if self._codes and self._codes[-1] is not None:
            self._codes[-1].append(text)
        return "" if self.in_code else text

    def marked(self, mark: str) -> str:
        """What is shown where a field begins, comes to its result or ends: some come to none."""
        if mark == _FIELD_BEGIN:
            self._codes.append([])
        elif self._codes and mark == _FIELD_MIDDLE:
            said = "".join(self._codes[-1] or ())
            self._codes[-1] = None
            return shown(said) if is_form(said) and not self.in_code else ""
        elif self._codes:
            code = self._codes.pop()
            return shown("".join(code)) if code and not self.in_code else ""
        return ""


def _joined(units: str) -> str:
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_SHOWN)
