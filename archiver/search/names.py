"""Which names of the library what is being typed may mean: categories, organisations and titles, at every key."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from archiver.model import NAMES_SHOWN, Name, NameKind
from archiver.search.spelling import NOT, Matches, Spelling
from archiver.search.tokens import FIELDS
from archiver.text.folding import fold, fold_mapped

ROOM: dict[NameKind, int] = {"category": 2, "organisation": 2, "title": NAMES_SHOWN}
"""Names of each kind as long as the others could fill their place."""

_FIELD = re.compile(r"(?P<name>\w{2,12})[:：](?P<words>.+)")
_MARKS = re.compile(r"""["“”＂〝〞「」『』()（）:：*?？|｜]|^[-－−]|^(?:OR|或|NEAR)$""")
"""What makes a word one of the query language, that no name is looked for by."""

_QUOTES = re.compile("[\"“”＂〝〞]")


@dataclass(frozen=True, slots=True)
class Part:
    """The names of one kind, the more likely ones first, and how they are found."""

    names: Sequence[Name]
    spelling: Spelling

    @classmethod
    def of(cls, names: Sequence[Name]) -> "Part":
        """Make these names ready to be found."""
        return cls(names, Spelling([name.text for name in names]))

    def like(self, word: str, others: Sequence[str], limit: int) -> list[Name]:
        """The names that match `word`, the best first, and all of `others` somewhere."""
        matches = self.spelling.matching(word)
        ranks = matches.ranks.copy()
        for other in others:
            ranks[~self.spelling.having(other)] = NOT
        best = np.argsort(ranks, kind="stable")[:limit]
        return [self._marked(int(at), matches) for at in best if ranks[at] != NOT]

    def _marked(self, at: int, matches: Matches) -> Name:
        """The name with the stretch that matched, as it stands in what is written."""
        name, span = self.names[at], self.spelling.span(at, matches)
        if name.text == self.spelling.folded[at]:
            return replace(name, spans=(span,))
        folded = fold_mapped(name.text)
        return replace(name, spans=(folded.span(*span),)) if folded.text == self.spelling.folded[at] else name


@dataclass(frozen=True, slots=True)
class Names:
    """All names of a library as they were at one moment."""

    category: Part
    organisation: Part
    title: Part

    def like(self, typed: str, limit: int) -> list[Name]:
        """At most `limit` names that the last word of `typed` may mean: categories, organisations, then titles.

        A title must have the other words, too. A word after `单位:` (`类别:`, `标题:`) means only names of that kind.
        """
        words = typed.split()
        if not words or typed[-1].isspace():
            return []
        last, kinds = _kinds_of(words[-1])
        if _MARKS.search(last) or not fold(last):
            return []
        others = [fold(word) for word in words[:-1] if not _MARKS.search(word)]
        found = {kind: self._of(kind, fold(last), others, limit) for kind in kinds}
        room = _shared({kind: len(some) for kind, some in found.items()}, limit)
        return [name for kind in kinds for name in found[kind][: room[kind]]]

    def _of(self, kind: NameKind, word: str, others: Sequence[str], limit: int) -> list[Name]:
        part: Part = getattr(self, kind)
        return part.like(word, others if kind == "title" else (), limit)


def _kinds_of(word: str) -> tuple[str, Sequence[NameKind]]:
    """The word itself, and the kinds of names it may mean."""
    match = _FIELD.fullmatch(word)
    field = FIELDS.get(fold(match["name"])) if match else None
    if match and field in ROOM:
        return match["words"], [field]
    return word, list(ROOM)


def _shared(found: dict[NameKind, int], limit: int) -> dict[NameKind, int]:
    """How many names of each kind are shown: titles give way to a few of the others, and take what these leave."""
    room: dict[NameKind, int] = {kind: min(count, ROOM[kind]) for kind, count in found.items() if kind != "title"}
    room["title"] = min(found.get("title", 0), max(0, limit - sum(room.values())))
    for kind in found:
        room[kind] += min(found[kind] - room[kind], limit - sum(room.values()))
    return room


def query_for(field: str, name: str) -> str:
    """What asks for papers with a name in that field; a title is asked for word by word, with the marks in it."""
    if field == "标题":
        return f"{field}:「{name.replace('」', '』')}」" if _QUOTES.search(name) else f'{field}:"{name}"'
    return f'{field}:"{name}"' if " " in name else f"{field}:{name}"
