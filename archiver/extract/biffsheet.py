"""One sheet of a BIFF workbook: its cells, comments, text boxes, headers and footers."""

import struct
from typing import Final

from archiver.extract import bytestrings
from archiver.extract.biff import END, Book, Record, is_chart, substream
from archiver.extract.biffvalues import Strings, rk_number
from archiver.extract.cellformat import GENERAL, show
from archiver.extract.cells import MAX_CELLS, Cells, header_parts, place

_SHARED, _RK, _RKS, _CHART_TEXT = 0xFD, 0x27E, 0xBD, 0x100D
_LABELS: Final = frozenset({0x0004, 0x0204, 0x00D6})
_NUMBERS: Final = frozenset({0x0003, 0x0203})
_INTEGER = 0x0002
_FORMULAS: Final = frozenset({0x0006, 0x0206, 0x0406})
_RESULTS: Final = frozenset({0x0007, 0x0207})
_BOOLEANS: Final = frozenset({0x0005, 0x0205})
_HEADER, _FOOTER, _NOTE, _OBJECT, _TEXT = 0x14, 0x15, 0x1C, 0x5D, 0x1B6
_NOTE_OBJECT = 0x19


class Sheet:
    """Collects a sheet, then hands it to `cells` in reading order: records come in any."""

    def __init__(self, book: Book, cells: Cells) -> None:
        self.book = book
        self.cells = cells
        self._values: dict[tuple[int, int], str] = {}
        self._margins: dict[str, list[str]] = {"header": [], "footer": []}
        self._boxes: dict[int, str] = {}
        self._notes: list[tuple[int, int, str | int]] = []
        self._chart_texts: list[str] = []
        self._object = (0, 0)
        self._note_objects: set[int] = set()
        self._awaiting: tuple[int, int] | None = None

    def read(self, at: int) -> bool:
        """The sheet that begins at `at`; whether its end was reached."""
        chart = record = None
        for record in substream(self.book.stream, at):
            chart = is_chart(record) if chart is None else chart
            if record.depth > 1 or chart:
                self._take_chart(record)
            else:
                self._take(record)
            if len(self._values) > MAX_CELLS:
                break
        self._hand_over()
        return record is not None and record.kind == END

    def _take(self, record: Record) -> None:
        if record.kind == _CHART_TEXT:
            self._take_chart(record)  # a chart of Microsoft Graph stands among the cells it shows ([MS-OGRAPH] 2.1.4)
        elif not self._take_cell(record):
            self._take_beside(record)

    def _take_chart(self, record: Record) -> None:
        if record.kind == _CHART_TEXT:
            self._chart_texts.append(self.book.text(record, 1, 2))

    def _take_cell(self, record: Record) -> bool:
        """Whether the record is a cell's, or a formula's result."""
        data, kind = record.data, record.kind
        if kind in _RESULTS:
            if self._awaiting is not None:
                self._values[self._awaiting] = self.book.text(record, 1 if kind == 0x0007 else 2)
            self._awaiting = None
            return True
        if len(data) < 7:
            return False
        where = struct.unpack_from("<HH", data)
        if kind == _RKS:
            self._take_many(data, where)
        elif (text := self._shown(record)) is not None:
            self._values[where] = text
        else:
            return False
        return True

    def _shown(self, record: Record) -> str | None:
        """What the cell of a record shows; None where the record is none of a cell."""
        data, kind = record.data, record.kind
        # Excel 2 has its cells' forms in three bytes, and so has Microsoft Graph to this day.
        at = 7 if kind < 0x0008 and (self.book.version == 2 or kind != 0x0006) else 6
        if kind == _SHARED:
            index = int.from_bytes(data[6:10], "little")
            return self.book.strings[index] if index < len(self.book.strings) else ""
        if kind in _LABELS:
            return self.book.text(record, 1 if kind == 0x0004 else 2, at)
        if kind == _RK and len(data) >= 10:
            return self._number(data, rk_number(struct.unpack_from("<I", data, 6)[0]))
        if kind in _NUMBERS and len(data) >= at + 8:
            return self._number(data, struct.unpack_from("<d", data, at)[0])
        if kind == _INTEGER and len(data) >= at + 2:
            return self._number(data, struct.unpack_from("<H", data, at)[0])
        if kind in _BOOLEANS:
            return _boolean(data[at:at + 2])
        return self._result(data, at) if kind in _FORMULAS and len(data) >= at + 8 else None

    def _result(self, data: bytes, at: int) -> str:
        """What a formula came to, as the file remembers it; a text follows in a record of its own."""
        if data[at + 6:at + 8] != b"\xff\xff":
            return self._number(data, struct.unpack_from("<d", data, at)[0])
        self._awaiting = struct.unpack_from("<HH", data) if data[at] == 0 else None
        return _boolean(bytes((data[at + 2], 0))) if data[at] == 1 else ""

    def _take_many(self, data: bytes, where: tuple[int, int]) -> None:
        row, column = where
        for at in range(4, len(data) - 7, 6):
            value = rk_number(struct.unpack_from("<I", data, at + 2)[0])
            self._values[row, column] = self._number(data, value, at)
            column += 1

    def _number(self, data: bytes, value: float, at: int = 4) -> str:
        """The number in the format its style gives it."""
        style = data[at] & 0x3F if self.book.version == 2 else int.from_bytes(data[at:at + 2], "little")
        format = self.book.formats[style] if style < len(self.book.formats) else GENERAL
        return show(value, format, since_1904=self.book.since_1904)

    def _take_beside(self, record: Record) -> None:
        data = record.data
        if record.kind in (_HEADER, _FOOTER) and data:
            text = self.book.text(record, 2 if self.book.version >= 8 else 1)
            self._margins["header" if record.kind == _HEADER else "footer"].extend(header_parts(text))
        elif record.kind == _OBJECT and len(data) >= 8:
            self._object = struct.unpack_from("<HH", data, 4)
        elif record.kind == _TEXT and len(record.chunks) > 1 and len(data) >= 12:
            self._take_box(record)
        elif record.kind == _NOTE and len(data) >= 6:
            self._take_note(data)

    def _take_box(self, record: Record) -> None:
        kind, number = self._object
        strings = Strings(record.chunks[1:])
        count, flags = int.from_bytes(record.data[10:12], "little"), strings.number(1)
        self._boxes[number] = strings.characters(count, flags)
        if kind == _NOTE_OBJECT:
            self._note_objects.add(number)

    def _take_note(self, data: bytes) -> None:
        """A comment: the number of its text box, in older versions the text itself."""
        row, column, told = struct.unpack_from("<HHH", data)
        if self.book.version >= 8 and len(data) >= 8:
            self._notes.append((row, column, struct.unpack_from("<H", data, 6)[0]))
        elif row == 0xFFFF and self._notes:
            before = self._notes.pop()
            self._notes.append((*before[:2], str(before[2]) + bytestrings.decode(data[6:], self.book.codec)))
        else:
            self._notes.append((row, column, bytestrings.decode(data[6:6 + told], self.book.codec)))

    def _hand_over(self) -> None:
        for header in self._margins["header"]:
            self.cells.beside("header", header)
        for (row, column), text in sorted(self._values.items()):
            self.cells.cell(place(row, column), text)
        for row, column, note in self._notes:
            text = self._boxes.get(note, "") if isinstance(note, int) else note
            self.cells.beside("comment", text, place(row, column))
        for number, text in self._boxes.items():
            if number not in self._note_objects:
                self.cells.beside("textbox", text)
        said = set(self._values.values())  # a chart repeats the names of its series
        for text in dict.fromkeys(text for text in self._chart_texts if text not in said):
            self.cells.beside("textbox", text)
        for footer in self._margins["footer"]:
            self.cells.beside("footer", footer)


def _boolean(data: bytes) -> str:
    """A truth, or "" for an error."""
    return "" if data[1:2] != b"\0" else "TRUE" if data[:1] == b"\x01" else "FALSE"
