"""The tables of folding as arrays over all code points, from resources/folding/folding.json."""

import json
import sys
from typing import Any

import numpy as np

from archiver.text.version import FOLDING

WORDLIKE, HAN, SPACE, LINE, OTHER = range(5)
"""What a folded character is to a gap; up to HAN they make words."""

HAN_RANGES = (
    (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x303B, 0x303B),
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFD),
)


def _load() -> dict[str, Any]:
    table: dict[str, Any] = json.loads(FOLDING.read_text(encoding="utf-8"))
    return table


_TABLE = _load()
_POINTS = sys.maxunicode + 1

CHARACTERS: dict[int, str] = str.maketrans(_TABLE["chars"])
"""For `str.translate`: what each character becomes where it is not itself."""

JOINS = np.zeros(_POINTS, dtype=bool)
"""Characters that may combine with the one before, or stand unseen in between."""
for _low, _high in _TABLE["joining"]:
    JOINS[_low : _high + 1] = True

KIND = np.full(_POINTS, OTHER, dtype=np.uint8)
for _low, _high in _TABLE["word"]:
    KIND[_low : _high + 1] = WORDLIKE
for _low, _high in HAN_RANGES:
    KIND[_low : _high + 1] = np.where(KIND[_low : _high + 1] == WORDLIKE, HAN, OTHER)
KIND[ord(" ")] = SPACE
KIND[ord("\n")] = LINE

LENGTH = np.ones(_POINTS, dtype=np.uint8)
"""How many characters each becomes."""

ONE_TO_ONE = np.arange(_POINTS, dtype=np.uint32)
"""What each becomes; for those that become several, where these begin in EXPANSIONS."""

_several: list[int] = []
for _point, _folded in CHARACTERS.items():
    LENGTH[_point] = len(_folded)
    ONE_TO_ONE[_point] = ord(_folded) if len(_folded) == 1 else len(_several)
    if len(_folded) > 1:
        _several += map(ord, _folded)
EXPANSIONS = np.array(_several, dtype=np.uint32)
