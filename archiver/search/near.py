"""Words near to one that no paper has: one character other, missing, too many or changed about, or the same sound."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from archiver.model import FoldedPiece
from archiver.search.columns import Flags
from archiver.search.nodes import Wild
from archiver.search.texts import Texts
from archiver.text.pinyin import pattern_of_letters, pattern_of_sound, sound_alike

SHORTEST, LONGEST = 3, 12
"""Characters of a word that is compared by writing, its digits left aside; of two characters nearly any pair is near,
and another digit is no slip but another date or number."""

SOUNDS_FIRST = 3
"""Characters of a word whose sound is looked for before that of the whole: making its pattern takes longer than using
it."""

LOOKED_INTO = 60
"""Papers looked into for each way of writing."""

MOST = 3


def ways(word: str) -> Iterator[Wild]:
    """The near ways to write a word, as patterns on folded text; `fragments` are what stays of it."""
    places = [at for at, character in enumerate(word) if not character.isdigit()]
    if not (len(places) >= SHORTEST and len(word) <= LONGEST and word.isalnum()):
        return
    for at in places:
        yield _way(word[:at], r"\w", word[at + 1 :])
        yield _way(word[:at], "", word[at + 1 :])
        if at:
            yield _way(word[:at], r"\w", word[at:])
            yield _way(word[: at - 1] + word[at] + word[at - 1], "", word[at + 1 :])


def _way(left: str, between: str, right: str) -> Wild:
    parts = (left, right) if between else (left + right,)
    return Wild(re.escape(left) + between + re.escape(right), tuple(part for part in parts if part), left + right)


class Papers:
    """The papers that near words are looked for in; `having` gives flags for a field and one or two characters.

    The ways to write a word have most of their pairs in common, so each is looked up once.
    """

    def __init__(self, having: Callable[[str, str], Flags], fields: Iterable[str], live: Flags, texts: Texts) -> None:
        self._having = having
        self._fields = tuple(fields)
        self._live = live
        self._texts = texts
        self._known: dict[tuple[str, str], Flags] = {}

    def have(self, word: str) -> bool:
        """Whether the word stands in one of them: then it is no slip."""
        return any(word in text for words in self.with_all([word]) for text in (words.title, words.names, words.body))

    def with_all(self, fragments: Iterable[str]) -> Iterator[FoldedPiece]:
        """The last LOOKED_INTO that may have all fragments, each in some field."""
        flags = self._live
        for fragment in fragments:
            flags = flags & np.logical_or.reduce([self._run(field, fragment) for field in self._fields])
        pieces = np.flatnonzero(flags)[-LOOKED_INTO:]
        return (words for _piece, words in self._texts.of(pieces.tolist()) if words)

    def _run(self, field: str, run: str) -> Flags:
        known = self._known.get((field, run))
        if known is None:
            if len(run) <= 2:
                known = self._having(field, run)
            else:
                known = self._run(field, run[1:])
                known = known & self._run(field, run[:2]) if known.any() else known
            self._known[field, run] = known
        return known


def near_words(word: str, papers: Papers, labels: Iterable[str]) -> list[str]:
    """Words near to one that no paper has: at most MOST by writing, and as many of `labels` by sound."""
    if len(word) > LONGEST or papers.have(word):
        return []
    found = ((way, words) for way in ways(word) for words in papers.with_all(way.fragments))
    return list(dict.fromkeys([*written_near(word, found), *sounding(word, labels)]))


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
    text = "\n".join(labels)
    if not word.isascii() and not re.search(pattern_of_sound(word[:SOUNDS_FIRST]), text):
        return []
    for match in re.finditer(pattern, text):
        times[match.group()] += match.group() != word
    return sorted((one for one in times if times[one]), key=lambda one: (-times[one], one))[:MOST]
