"""What the user typed, taken apart: words, exact words, the marks between them.

Chinese input types the same marks as “ ” 「 」 『 』 ＂ － ｜ （ ） ： and the wide space. A mark means something only
where it stands apart: a quotation inside a pasted sentence is plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal as Choice

from archiver.search.nodes import Field
from archiver.text.folding import fold
from archiver.wording import Reason

DEEPEST = 20
"""Parentheses nested deeper than this are plain text."""

_NAMES: dict[str, Field] = {
    "title": "title", "标题": "title", "org": "organisation", "单位": "organisation", "year": "year", "年度": "year",
    "date": "date", "日期": "date", "type": "type", "文种": "type", "category": "category", "类别": "category",
    "number": "number", "文号": "number", "path": "path", "路径": "path",
}  # fmt: skip
FIELDS = {fold(name): field for name, field in _NAMES.items()}
"""The fields by folded name."""

TokenKind = Choice["words", "exact", "or", "near", "without", "field", "open", "close"]


@dataclass(slots=True)
class Token:
    """A piece of the query: what it is, its text without its marks, and as it was typed."""

    kind: TokenKind
    text: str = ""
    typed: str = ""


_QUOTES = "\"“”＂〝〞"
_EXACT = rf"""[{_QUOTES}](?P<q1>[^{_QUOTES}]*)[{_QUOTES}](?=[\s)）]|$)
    | 「(?P<q2>[^」]*)」(?=[\s)）]|$) | 『(?P<q3>[^』]*)』(?=[\s)）]|$)
    | [{_QUOTES}](?P<q4>[^{_QUOTES}]*)$ | 「(?P<q5>[^」]*)$ | 『(?P<q6>[^』]*)$"""
_TOKEN = re.compile(
    rf"""(?P<space>\s+)
    | (?P<or>(?:OR|ＯＲ|或|\|\|?|｜｜?)(?=\s|$))
    | (?P<near>(?:NEAR|ＮＥＡＲ)(?:[/／](?P<within>\d{{1,9}}))?(?=\s|$))
    | (?P<exact>{_EXACT})
    | (?P<without>[-－−](?=[^\s\-－−—]))
    | (?P<open>[(（])
    | (?P<field>(?P<name>\w{{2,9}})[:：])
    | (?P<words>\S+)""",
    re.VERBOSE,
)
_VALUE = re.compile(rf"(?P<exact>{_EXACT}) | (?P<open>[(（]) | (?P<words>\S+)", re.VERBOSE)
_CLOSING = re.compile(r"[)）]+$")
NEAR_USUAL = 10
"""How near NEAR alone means, in characters."""


class Tokens:
    """The tokens of a query in their order, and what was wrong with its marks."""

    def __init__(self, typed: str) -> None:
        self.notices: list[Reason] = []
        self.all = self._pair_parentheses(list(self._read(typed)))

    def _read(self, typed: str) -> Iterator[Token]:
        """The marks before a word are read one by one, so each stands apart."""
        position, in_field = 0, False
        while match := (_VALUE if in_field else _TOKEN).match(typed, position):
            position, in_field = match.end(), False
            found = match.groupdict()
            if found.get("field"):
                in_field, position, tokens = self._field(match, typed)
                yield from tokens
            elif found["words"] is not None:
                yield from _words(match["words"])
            elif found["exact"] is not None:
                yield self._exact(match)
            elif kind := next((kind for kind in _MARKS if found.get(kind)), None):
                yield Token(kind, found.get("within") or str(NEAR_USUAL) if kind == "near" else match[0], match[0])

    def _field(self, match: re.Match[str], typed: str) -> tuple[bool, int, list[Token]]:
        """The name of a field before its value; where it is none, or has none, words."""
        name = FIELDS.get(fold(match["name"]))
        if name and _VALUE.match(typed, match.end()):
            return True, match.end(), [Token("field", fold(match["name"]), match[0])]
        if name:
            self.notices.append(Reason("search.empty_field", {"field": match["name"]}))
        words = re.compile(r"\S+").match(typed, match.start())
        assert words is not None
        return False, words.end(), list(_words(words[0]))

    def _exact(self, match: re.Match[str]) -> Token:
        """Exact words; quotation marks that are never closed hold to the end."""
        if any(match[unclosed] is not None for unclosed in ("q4", "q5", "q6")):
            self.notices.append(Reason("search.unclosed_quote"))
        inside = next(match[group] for group in ("q1", "q2", "q3", "q4", "q5", "q6") if match[group] is not None)
        return Token("exact", inside, match["exact"])

    def _pair_parentheses(self, tokens: list[Token]) -> list[Token]:
        """Parentheses that do not pair become part of the words beside them; one that is never closed holds to
        the end."""
        paired: set[int] = set()
        opened: list[int] = []
        for place, token in enumerate(tokens):
            if token.kind == "open":
                opened.append(place)
            elif token.kind == "close" and opened:
                start = opened.pop()
                paired |= {start, place} if len(opened) < DEEPEST else set()
        left = [place for place in opened if _is_never_closed(tokens, place)]
        if left and len(opened) < DEEPEST:
            self.notices.append(Reason("search.unclosed_parenthesis"))
            paired |= {*left, *range(len(tokens), len(tokens) + len(left))}
            tokens += [Token("close", "）")] * len(left)
        return _without_strays(tokens, paired)


_MARKS: tuple[TokenKind, ...] = ("or", "near", "without", "open")


def _is_never_closed(tokens: list[Token], place: int) -> bool:
    """Whether no word behind holds the other parenthesis, as in （一）加强领导; and there is more than one word."""
    behind = [token for token in tokens[place + 1 :] if token.kind in ("words", "exact")]
    return len(behind) > 1 and not any(")" in token.text or "）" in token.text for token in behind)


def _words(words: str) -> Iterator[Token]:
    """A run of words without white space, and the parentheses that close after it."""
    closing = _CLOSING.search(words)
    opened = len(re.findall("[(（]", words))
    count = len(closing[0]) - opened if closing else 0
    if count <= 0:
        yield Token("words", words, words)
        return
    if words[:-count]:
        yield Token("words", words[:-count], words[:-count])
    yield from (Token("close", mark, mark) for mark in words[-count:])


def _without_strays(tokens: list[Token], paired: set[int]) -> list[Token]:
    kept: list[Token] = []
    opening = ""
    for place, token in enumerate(tokens):
        if token.kind == "open" and place not in paired:
            opening += token.text
        elif token.kind == "close" and place not in paired:
            if kept and kept[-1].kind == "words":
                kept[-1].text += token.text
        else:
            token.text = opening + token.text if token.kind == "words" else token.text
            opening = ""
            kept.append(token)
    return kept
