"""Text as the rules read it: same length as the original, so that every offset is one of the original."""

import unicodedata
from functools import lru_cache

from archiver.text.folding import fold

_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff\u00ad")
"""Zero-width characters that web pages and emoji keyboards leave inside words; they read as space."""


class _Characters(dict[int, str]):
    """Each character's plain form, worked out when it is first met.

    Only forms of exactly one character are taken: a rule's span must point into the original text.
    """

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in _INVISIBLE:
            plain = " "
        else:
            plain = fold(character) if character.isalnum() else unicodedata.normalize("NFKC", character)
        self[code] = kept = plain if len(plain) == 1 else character
        return kept


_CHARACTERS = _Characters()


@lru_cache(maxsize=8)  # one paper is asked for by several rules, one after the other; more would hold long texts
def plain(text: str) -> str:
    """`text` in simplified characters, half width and lower case, character by character."""
    return text.translate(_CHARACTERS)
