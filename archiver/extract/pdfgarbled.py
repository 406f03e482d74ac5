"""Which characters of a PDF page are what the page shows: a font may not say what its shapes mean.

Then PDFium gives numbers of shapes: control and private-use characters, or Han characters nobody writes. Where one
font of several is so (the headings'), its characters are left out and the others are read.
"""

import ctypes
import re
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from archiver.extract.commonness import ordinary_share

FEW_CHARACTERS = 16
"""Characters too few to be judged by what they are."""

SAMPLED_CHARACTERS = 300
"""Characters of a page asked for their Unicode mapping (1 µs each)."""

MANY_SHAPES = 8
"""Different characters from which a font is taken to hold words, and no bullets or signs."""

_REAL_SHARE = 0.97
_NOT_TEXT = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")


def readable(textpage: Any, text: str) -> str | None:
    """`text`, all characters of a page, with U+0000 for each of a font that doesn't say what its shapes mean.

    None where these are more than the others.
    """
    count = len(text)
    unmapped = _unmapped_share(textpage, range(0, count, max(1, count // SAMPLED_CHARACTERS)))
    if not _is_doubtful(text, unmapped):
        return text
    lost = {index for font in _fonts(textpage, count) if _is_lost(textpage, text, font) for index in font}
    if not lost:
        return None if is_garbled(text, unmapped) else text
    left = "".join("\0" if index in lost else character for index, character in enumerate(text))
    words = left.replace("\0", "")
    return left if len("".join(words.split())) >= len(lost) and not is_garbled(words) else None


def is_garbled(text: str, unmapped: float = 0.0) -> bool:
    """Whether the characters are not what the page shows.

    `unmapped` is the share of characters that PDFium itself found no Unicode for. It gives U+0000 for some signs and
    spaces, and for every other byte of a font whose codes it takes for single bytes.
    """
    if _is_mostly_blank(text):
        return True
    characters = "".join(text.replace("\0", "").split())
    if len(characters) < FEW_CHARACTERS and unmapped < 0.5:
        return False
    wrong = len(_NOT_TEXT.findall(characters))
    return unmapped > 0.15 or wrong * 6 > len(characters) or ordinary_share(characters) < 0.6


def _is_doubtful(text: str, unmapped: float) -> bool:
    """Whether its fonts should be looked at one by one, which takes twice as long as reading the page."""
    if unmapped > 0 or _is_mostly_blank(text):
        return True
    return len(_NOT_TEXT.findall(text)) >= MANY_SHAPES or ordinary_share(text) < _REAL_SHARE


def _is_mostly_blank(text: str) -> bool:
    return text.count("\0") * 3 > len(text)


def _fonts(textpage: Any, count: int) -> Iterator[list[int]]:
    """The characters, by their index, of each font of the page."""
    fonts: dict[int, list[int]] = {}
    for index in range(count):
        shape = pdfium_c.FPDFText_GetTextObject(textpage, index)  # none of white space that PDFium guessed
        font = pdfium_c.FPDFTextObj_GetFont(shape) if shape else None
        if font:
            fonts.setdefault(ctypes.addressof(font.contents), []).append(index)
    yield from fonts.values()


def _is_lost(textpage: Any, text: str, font: list[int]) -> bool:
    words = "".join(text[index] for index in font)
    return len(set(words)) >= MANY_SHAPES and is_garbled(words, _unmapped_share(textpage, font))


def _unmapped_share(textpage: Any, asked: range | list[int]) -> float:
    failed = sum(pdfium_c.FPDFText_HasUnicodeMapError(textpage, index) == 1 for index in asked)
    return failed / len(asked) if asked else 0.0
