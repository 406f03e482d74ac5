"""How Han characters sound: pinyin without tones, every reading of a character (resources/pinyin.txt).

Which of several readings is meant: the customary one (resources/pinyin_customary.txt), but in some words another
(会计 is kuai ji; resources/pinyin_words.txt).
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LONGEST_SYLLABLE = 6
WAYS = 6
RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@cache
def characters() -> dict[str, str]:
    """The characters of each syllable; ü is v. One that has several readings stands under each."""
    return dict(_rows("pinyin.txt"))


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split(" ") for line in (RESOURCES / name).read_text(encoding="utf-8").splitlines())


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The syllables of each character."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, some in characters().items():
        for character in some:
            found[character] = (*found.get(character, ()), syllable)
    return found


@cache
def _customary() -> dict[str, str]:
    return {character: syllable for syllable, some in _rows("pinyin_customary.txt") for character in some}


def customary(character: str) -> str:
    """How a character is read where nothing tells otherwise; "" for one that has no reading."""
    return _customary().get(character) or readings().get(character, ("",))[0]


@cache
def read_otherwise() -> dict[str, tuple[str, str]]:
    """Words of two characters that are not read as each of them is alone."""
    return {word: (first, second) for word, first, second in _rows("pinyin_words.txt")}


@cache
def _beginning(letters: str) -> str:
    """The characters that have a syllable beginning with these letters."""
    return "".join(some for syllable, some in characters().items() if syllable.startswith(letters))


def pattern_of_letters(letters: str) -> str:
    """A regular expression for what is spelled by these letters, by whole syllables or initials; "" for nothing.

    A character of several readings is found by each of them. Of the ways to part the letters those of the fewest
    characters are taken, WAYS at most.
    """
    ways = sorted((way for way in _parted(letters) if len(way) > 1), key=len)[:WAYS]
    return "|".join("".join(f"[{characters().get(unit) or _beginning(unit)}]" for unit in way) for way in ways)


def _parted(letters: str) -> Iterator[tuple[str, ...]]:
    if not letters:
        yield ()
    for end in range(min(len(letters), LONGEST_SYLLABLE), 0, -1):
        unit = letters[:end]
        if unit in characters() or unit in ("zh", "ch", "sh") or (end == 1 and _beginning(unit)):
            yield from ((unit, *rest) for rest in _parted(letters[end:]))


def sound_alike(left: str, right: str) -> bool:
    """Whether two words can be read alike, character by character."""
    return len(left) == len(right) and all(
        one == other or set(readings().get(one, ())) & set(readings().get(other, ()))
        for one, other in zip(left, right, strict=True)
    )


def pattern_of_sound(word: str) -> str:
    """A regular expression for the words that can be read like this one."""
    return "".join(
        f"[{''.join(sorted({alike for one in readings()[character] for alike in characters()[one]}))}]"
        if character in readings()
        else re.escape(character)
        for character in word
    )
