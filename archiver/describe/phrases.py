"""Phrases that people write and the patterns that stand for them in a scheme."""

import re
from collections.abc import Iterable

from archiver.describe.plain import plain

_PLAIN = r"(?:[^.^$*+?{}\[\]\\|()]|\\\W)+"
_PHRASES = re.compile(rf"{_PLAIN}(?:\|{_PLAIN})*")


def tight(written: str) -> str:
    """What a person wrote, without blanks: rules read papers without any."""
    return re.sub(r"\s+", "", written)


def phrases_of(pattern: str) -> list[str]:
    """The phrases of a pattern that is nothing but phrases; none where it is more than that."""
    if not _PHRASES.fullmatch(pattern):
        return []
    return [re.sub(r"\\(\W)", r"\1", part) for part in re.findall(_PLAIN, pattern)]


def pattern_of(phrases: Iterable[str]) -> str:
    """The pattern that finds these phrases in plain text."""
    return "|".join(re.escape(tight(plain(phrase))) for phrase in phrases)
