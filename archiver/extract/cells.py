"""The words of a workbook in reading order: its sheets, their cells, and what hangs beside the cells."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from archiver.extract.blocks import Collected
from archiver.model import BlockKind, Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_CELLS = 200_000
"""Cells read of one workbook. Each is a block: reading so many takes 4 to 9 seconds, describing them 5."""

MAX_CHARACTERS = 20_000_000
"""Characters read of one workbook: one long string may stand in a million cells."""

_PAGE_ONLY = re.compile(r"(?:page|of|第|页|共|/|-|–|—|\s|\d|\?)*", re.IGNORECASE)

_DEFAULT_NAME = re.compile(r"(?:sheet|chart|工作表|表|图表) ?\d*", re.IGNORECASE)


class TooMany(Exception):
    """The workbook holds more than is read of one."""


class Cells:
    """Collects cell by cell; `lost` counts sheets that couldn't be read to their end.

    A sheet is named, by a heading, once it turns out to hold words; an empty one if it has a name of its own.
    """

    def __init__(self) -> None:
        self.found = Collected()
        self.sheet = ""
        self.count = 0
        self.lost = 0
        self._unnamed: list[str] = []

    def begin(self, sheet: str) -> None:
        """What comes next is of this sheet."""
        self._leave_out_default()
        self.sheet = sheet
        self._unnamed.append(sheet)

    def cell(self, where: str, text: str) -> None:
        """A cell by its name, B12. Raises TooMany."""
        if not text.strip():
            return
        if self.count >= MAX_CELLS:
            raise TooMany
        self._make_room(text)
        self.count += 1
        self.found.add("cell", text, sheet=self.sheet, cell=where)

    def beside(self, kind: BlockKind, text: str, cell: str | None = None) -> None:
        """A comment, a text box, a header or a footer of the sheet. Raises TooMany."""
        if not text.strip() or (kind in ("header", "footer") and _PAGE_ONLY.fullmatch(text)):
            return
        self._make_room(text)
        self.found.add(kind, text, sheet=self.sheet, cell=cell)

    def extracted(
        self,
        format: str,
        properties: Mapping[str, str],
        *,
        cut: bool = False,
        pictures: bool = False,
        parts_lost: int = 0,
    ) -> Extracted:
        """What was collected.

        `cut`: there were more; `pictures`: the file holds some; `parts_lost`: damaged ones but sheets.
        """
        self._leave_out_default()
        if self.found.parts:
            self._name_sheets()
        if not self.found.parts and self.lost + parts_lost:
            detail = {"detail": "no sheet is readable"}
            return Extracted(format, State.FAILED, Reason("extract.damaged", detail))
        if not self.found.parts and pictures:
            reason = Reason("extract.pictures_only")
            return Extracted(format, State.SCAN, reason, properties=dict(properties))
        reason = NO_REASON
        if cut:
            reason = Reason("extract.cells_left", {"count": self.count})
        elif self.lost:
            reason = Reason("extract.sheets_lost", {"count": self.lost})
        elif parts_lost:
            reason = Reason("extract.parts_lost", {"count": parts_lost})
        return self.found.extracted(format, State.PARTIAL if reason else State.SEARCHABLE, reason, properties)

    def _make_room(self, text: str) -> None:
        """Name the sheet before its first words, and the empty ones before it."""
        if self.found.length + len(text) > MAX_CHARACTERS:
            raise TooMany
        self._name_sheets()

    def _name_sheets(self) -> None:
        """The name of a sheet is no part of the outline of a text: level 0."""
        for sheet in self._unnamed:
            self.found.add("heading", sheet, sheet=sheet)
        self._unnamed.clear()

    def _leave_out_default(self) -> None:
        """Forget an empty sheet that has but the name every new one gets."""
        if self._unnamed and _DEFAULT_NAME.fullmatch(self._unnamed[-1]):
            self._unnamed.pop()


def place(row: int, column: int) -> str:
    """The name of a cell as a spreadsheet has it: B12 for row 11, column 1."""
    return f"{_letters(column)}{row + 1}"


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters, left = "", column + 1
    while left > 0:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int | None:
    """The column called so, from 0; None where none of the 16,384 is."""
    column = 0
    for letter in letters[:4]:
        column = column * 26 + (ord(letter) - 64 if "A" <= letter <= "Z" else 1 << 14)
    return column - 1 if 0 < column <= 1 << 14 else None


_HEADER_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+\-]{5,6}|\d+|.)', re.DOTALL)
_HEADER_PARTS = re.compile("&[LCR]")


def header_parts(coded: str) -> Iterator[str]:
    """Left, middle and right of a header or footer, without its codes (ECMA-376 part 1, 18.3.1.46)."""
    for part in _HEADER_PARTS.split(coded.replace("&&", "\0")):
        yield _HEADER_CODES.sub("", part).replace("\0", "&").strip()
