"""Small presentations of PowerPoint 97 for tests ([MS-PPT]): their stream, and slides that are pictures."""

import struct
from pathlib import Path

from tests.core.extract_office import atom, record
from tests.core.ole_files import ole

_WIDTH, _HEIGHT = 5760, 4320


def text(words: str, kind: int = 1) -> bytes:
    """A text of a slide with its kind: 0 a title, 1 the body, 4 anything else."""
    return atom(0xF9F, struct.pack("<I", kind)) + atom(0xFA0, words.encode("utf-16-le"))


def entry(place: int, slide: int) -> bytes:
    return atom(0x3F3, struct.pack("<IIIII", place, 0, 0, slide, 0))


class Saved:
    """A stream that is saved again and again, as PowerPoint saves fast."""

    def __init__(self) -> None:
        self.stream = b""
        self.edit = 0

    def save(self, parts: dict[int, bytes]) -> None:
        """Add the parts by their numbers; 1 is the document."""
        places = {}
        for number, part in parts.items():
            places[number] = len(self.stream)
            self.stream += part
        directory = len(self.stream)
        named = b"".join(struct.pack("<II", 1 << 20 | number, at) for number, at in places.items())
        self.stream += atom(0x1772, named)
        before, self.edit = self.edit, len(self.stream)
        self.stream += atom(0xFF5, struct.pack("<IIIIIIII", 0, 0, before, directory, 1, 9, 0, 0)[:28])


def presentation(path: Path, *slides: str | bytes) -> Path:
    """A presentation of slides that are typed or one PNG picture as large as the slide."""
    pictures, entries = b"", []
    shown: list[bytes] = []
    for slide in slides:
        if isinstance(slide, str):
            shown.append(record(0x3EE, text(slide)))
            continue
        entries.append(atom(0xF007, bytes(28) + struct.pack("<II", len(pictures), 0), 6))
        pictures += atom(0xF01E, bytes(17) + slide, 0x6E0)
        options = atom(0xF00B, struct.pack("<HI", 0x4104, len(entries)), 1)
        anchor = atom(0xF010, struct.pack("<4h", 0, 0, _WIDTH, _HEIGHT))
        shown.append(record(0x3EE, record(0xF004, atom(0xF00A, bytes(8)), options, anchor)))
    listed = b"".join(entry(2 + number, 256 + number) for number in range(len(slides)))
    store = record(0x40B, record(0xF000, record(0xF001, *entries)))
    saved = Saved()
    size = atom(0x3E9, struct.pack("<ii", _WIDTH, _HEIGHT))
    saved.save({1: record(0x3E8, size, store, record(0xFF0, listed)), **dict(enumerate(shown, 2))})
    user = struct.pack("<HHIIII", 0, 0xFF6, 20, 20, 0xE391C05F, saved.edit)
    return ole(path, {"Current User": user, "PowerPoint Document": saved.stream, "Pictures": pictures})
