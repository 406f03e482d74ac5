"""How Han characters sound: pinyin without tones, every reading of a character (resources/pinyin.txt)."""

import re
from functools import cache
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "resources" / "pinyin.txt"


@cache
def characters() -> dict[str, str]:
    """The characters of each syllable; ü is v. One that has several readings stands under each."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


@cache
def readings() -> dict[str, tuple[str, ...]]:
    """The syllables of each character."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, some in characters().items():
        for character in some:
            found[character] = (*found.get(character, ()), syllable)
    return found


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
