"""The scheme while it is edited: what a category's papers say, what does not count, what counts elsewhere.

Every change is checked when it is made and refused with a sentence where it could have no effect or a wrong one.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

from archiver.describe.phrases import pattern_of, phrases_of, tight
from archiver.describe.plain import plain
from archiver.describe.scheme import KEEP
from archiver.errors import ArchiveError
from archiver.wording import NO_REASON, Reason

Weight = Literal["strong", "weak"]

KEYS: Mapping[Weight, str] = {"strong": "keywords_strong", "weak": "keywords_weak"}
CHILD_KEY = "keywords"

SHORTEST = 2
"""Characters of a word: one alone stands in nearly every paper."""

NOWHERE = "_keep"
"""Where words of an exclusion go that count for no category."""


@dataclass(frozen=True, slots=True)
class EditedCategory:
    """A category of the scheme; `parent` is the code of the one above it, "" for none."""

    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Phrases in which a category's words count for category `to`, "" for none.

    `pattern` stands in place of phrases where somebody wrote one by hand.
    """

    phrases: tuple[str, ...]
    to: str
    pattern: str = ""


class SchemeEdit:
    """`began` is the scheme in force, `rules` the edited one, both in the shape of resources/categories.json."""

    def __init__(self, rules: dict[str, Any]) -> None:
        self.began = rules
        self.rules = deepcopy(rules)

    @property
    def changed(self) -> bool:
        """Whether there is anything to save."""
        return self.rules != self.began

    def categories(self) -> list[EditedCategory]:
        """Every category, each parent before its children."""
        return [
            EditedCategory(row["code"], row["name"], "" if row is top else top["code"])
            for top in self.rules["categories"]
            for row in (top, *top["children"])
        ]

    def words(self, code: str, weight: Weight = "strong") -> tuple[str, ...]:
        """The words by which papers are known; a child category has strong ones only."""
        return tuple(self._row(code).get(self._key(code, weight), ()))

    def add_word(self, code: str, word: str, weight: Weight = "strong") -> Reason:
        """Know papers by another word; returns what is worth knowing of it.

        Raises ArchiveError for a word that is too short or there already.
        """
        word = self._checked(word)
        for known in self._every_word(code):
            if plain(known) == plain(word):
                raise ArchiveError("scheme.word_known", word=known)
        self._row(code).setdefault(self._key(code, weight), []).append(word)
        return self._also_elsewhere(code, word)

    def change_word(self, code: str, word: str, other: str, weight: Weight = "strong") -> Reason:
        """Put another word in the place of one. Raises ArchiveError as `add_word`, and then nothing changes."""
        if tight(other) == word:
            return NO_REASON
        words = self._row(code)[self._key(code, weight)]
        place = words.index(word)
        words.remove(word)
        try:
            said = self.add_word(code, other, weight)
        except ArchiveError:
            words.insert(place, word)
            raise
        words.insert(place, words.pop())
        return said

    def remove_word(self, code: str, word: str, weight: Weight = "strong") -> None:
        """Know papers by that word no longer."""
        self._row(code)[self._key(code, weight)].remove(word)

    def masks(self, code: str) -> tuple[str, ...]:
        """Phrases in which a word of this category does not count; they hold for every category."""
        return tuple(mask for mask in self._masks() if self._words_in(mask, code))

    def add_mask(self, code: str, phrase: str) -> None:
        """Let words of this category not count in a phrase.

        Raises ArchiveError where the phrase has no such word in it, is one itself, or is little more than one.
        """
        phrase = self._checked(phrase)
        if plain(phrase) in map(plain, self._masks()):
            raise ArchiveError("scheme.mask_known", phrase=phrase)
        held = self._words_in(phrase, code)
        if not held:
            raise ArchiveError("scheme.no_word_in_it", phrase=phrase)
        if plain(phrase) in map(plain, held):
            raise ArchiveError("scheme.mask_is_word", phrase=phrase)
        if all(2 * len(word) > len(phrase) for word in held):
            raise ArchiveError("scheme.mask_keeps_word", phrase=phrase, word=max(held, key=len))
        self._masks().append(phrase)

    def remove_mask(self, phrase: str) -> None:
        """Let words count in that phrase again."""
        self._masks().remove(phrase)

    def exclusions(self, code: str) -> tuple[Exclusion, ...]:
        """Phrases in which words of this category count elsewhere, in the order they are asked."""
        return tuple(map(_exclusion, self._row(code).get("negatives", ())))

    def add_exclusion(self, code: str, phrases: Sequence[str], to: str) -> None:
        """Let words of this category count for `to` in these phrases, "" for none.

        Raises ArchiveError where one of the phrases has no such word in it.
        """
        checked = [self._checked(phrase) for phrase in phrases]
        for phrase in checked:
            if not self._touching(phrase, code):
                raise ArchiveError("scheme.no_word_in_it", phrase=phrase)
        pattern = pattern_of(checked)
        if any(row["pattern"] == pattern for row in self._row(code).get("negatives", ())):
            raise ArchiveError("scheme.mask_known", phrase="、".join(checked))
        self._row(code).setdefault("negatives", []).append({"pattern": pattern, "to": to or NOWHERE})

    def remove_exclusion(self, code: str, place: int) -> None:
        """Let the words of that exclusion count for this category again."""
        del self._row(code)["negatives"][place]

    def _row(self, code: str) -> dict[str, Any]:
        rows: Sequence[dict[str, Any]] = [
            row for top in self.rules["categories"] for row in (top, *top["children"])
        ]
        return next(row for row in rows if row["code"] == code)

    def _masks(self) -> list[str]:
        masks: list[str] = self.rules["meta"].setdefault("phrase_masks", [])
        return masks

    def _is_child(self, code: str) -> bool:
        return all(top["code"] != code for top in self.rules["categories"])

    def _key(self, code: str, weight: Weight) -> str:
        return CHILD_KEY if self._is_child(code) else KEYS[weight]

    def _checked(self, written: str) -> str:
        word = tight(written)
        if len(word) < SHORTEST:
            raise ArchiveError("scheme.word_too_short", word=word)
        return word

    def _every_word(self, code: str) -> list[str]:
        """The category's own words, strong and weak."""
        return [word for key in (*KEYS.values(), CHILD_KEY) for word in self._row(code).get(key, ())]

    def _words_in(self, phrase: str, code: str) -> list[str]:
        """Words of the category or its children that stand in a phrase; without any words its name is one."""
        words = [word for row in (self._row(code), *self._row(code).get("children", ())) for word in self._own(row)]
        return [word for word in words if plain(word) in plain(phrase)]

    def _own(self, row: Mapping[str, Any]) -> list[str]:
        return self._every_word(row["code"]) or ([] if row.get("children") else [row["name"]])

    def _touching(self, phrase: str, code: str) -> bool:
        """Whether a word of the category can stand where the phrase does, in it, around it or over its edge."""
        rows = (self._row(code), *self._row(code).get("children", ()))
        return any(_overlap(plain(word), plain(phrase)) for row in rows for word in self._own(row))

    def _also_elsewhere(self, code: str, word: str) -> Reason:
        """That another top category has the same word, so that both get points."""
        if self._is_child(code):
            return NO_REASON
        for top in self.rules["categories"]:
            if top["code"] != code and plain(word) in map(plain, self._every_word(top["code"])):
                return Reason("scheme.word_elsewhere", {"word": word, "category": top["name"]})
        return NO_REASON


def _exclusion(row: Mapping[str, str]) -> Exclusion:
    phrases = tuple(phrases_of(row["pattern"]))
    return Exclusion(phrases, "" if row["to"] in KEEP else row["to"], "" if phrases else row["pattern"])


def _overlap(word: str, phrase: str) -> bool:
    """Whether the two can share a place in some text."""
    if word in phrase or phrase in word:
        return True
    sizes = range(1, min(len(word), len(phrase)))
    return any(word[-size:] == phrase[:size] or phrase[-size:] == word[:size] for size in sizes)
