"""Words near to one that no paper has: one character other, missing, too many or changed about, or the same sound."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from archiver.model import FoldedPiece
from archiver.search.nodes import Wild
from archiver.text.pinyin import pattern_of_letters, pattern_of_sound, sound_alike

SHORTEST, LONGEST = 3, 12
"""Characters of a word that is compared by writing; of two characters nearly any pair is near."""

LOOKED_INTO = 60
"""Papers looked into for each way of writing."""

MOST = 3


def ways(word: str) -> Iterator[Wild]:
    """The near ways to write a word, as patterns on folded text; `fragments` are what stays of it."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalnum():
        return
    for at in range(len(word)):
        yield _way(word[:at], r"\w", word[at + 1 :])
        yield _way(word[:at], "", word[at + 1 :])
        if at:
            yield _way(word[:at], r"\w", word[at:])
            yield _way(word[: at - 1] + word[at] + word[at - 1], "", word[at + 1 :])


def _way(left: str, between: str, right: str) -> Wild:
    parts = (left, right) if between else (left + right,)
    return Wild(re.escape(left) + between + re.escape(right), tuple(part for part in parts if part), left + right)


def written_near(word: str, found: Iterable[tuple[Wild, FoldedPiece]]) -> list[str]:
    """The near words that stand in texts: those of the same sound first, then characters changed about, then those
    that begin alike (林防火 is near to 森防火 only by its end), longer ones, and those that more papers have."""
    pieces: Counter[str] = Counter()
    for way, words in found:
        texts = f"{words.title}\n{words.body}"
        pieces.update({match.group() for match in re.finditer(way.pattern, texts)} - {word})

    def order(one: str) -> tuple[bool, bool, bool, bool, int, str]:
        changed_about = sorted(one) == sorted(word)
        shorter = len(one) < len(word)
        return not sound_alike(one, word), not changed_about, one[0] != word[0], shorter, -pieces[one], one

    return sorted(pieces, key=order)[:MOST]


def sounding(word: str, labels: Iterable[str]) -> list[str]:
    """The words of labels (titles, organisations) that sound like `word`, the most frequent first.

    A word of Latin letters is read as pinyin or as initials: djgz is 党建工作.
    """
    if not 2 <= len(word) <= LONGEST or not word.isalpha():
        return []
    pattern = pattern_of_letters(word) if word.isascii() else pattern_of_sound(word)
    if not pattern:
        return []
    times: dict[str, int] = defaultdict(int)
    for match in re.finditer(pattern, "\n".join(labels)):
        times[match.group()] += match.group() != word
    return sorted((one for one in times if times[one]), key=lambda one: (-times[one], one))[:MOST]
