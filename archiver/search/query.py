"""What the user typed, understood: words (all of them), "exact words", -without, OR / 或, parentheses.

Chinese input types the same marks as “ ” 「 」 『 』 ＂ － ｜ （ ） and the wide space. A mark means something only
where it stands apart: a quotation inside a pasted sentence is plain text, and so is a lone operator.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal as Choice

from archiver.text.folding import fold
from archiver.wording import Reason

DEEPEST = 20
"""Parentheses nested deeper than this are plain text, as are those that do not close."""


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that must stand in the paper as they are: `text` folded, `typed` as the user wrote them."""

    text: str
    typed: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Not:
    """Papers that `part` does not hold for."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Papers that all `parts` hold for; all papers where there is none."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Papers that any of `parts` holds for."""

    parts: tuple["Node", ...]


Node = Literal | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood. `literals` are the ones a paper should hold, each once, in their order."""

    typed: str
    root: Node
    literals: tuple[Literal, ...]
    interpreted: str
    notice: Reason | None = None


TokenKind = Choice["words", "exact", "or", "without", "open", "close"]


@dataclass(slots=True)
class Token:
    """A piece of the query: what it is, and its text without its marks."""

    kind: TokenKind
    text: str = ""


_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<or>(?:OR|ＯＲ|或|\|\|?|｜｜?)(?=\s|$))
    | (?P<exact>["“”＂〝〞](?P<q1>[^"“”＂〝〞]*)["“”＂〝〞](?=[\s)）]|$)
        | 「(?P<q2>[^」]*)」(?=[\s)）]|$) | 『(?P<q3>[^』]*)』(?=[\s)）]|$))
    | (?P<without>[-－−](?=[^\s\-－−—]))
    | (?P<open>[(（])
    | (?P<words>\S+)""",
    re.VERBOSE,
)
_QUOTE = re.compile(r"[\"“”＂〝〞「」『』]")
_CLOSING = re.compile(r"[)）]+$")


@lru_cache(maxsize=64)
def parse(typed: str) -> Query:
    """What `typed` asks for. Never raises: what cannot be read as an operator is read as words."""
    tokens = _pair_parentheses(list(_tokens(typed)))
    root = _Reader(tokens).all_of()
    literals = tuple({literal.text: literal for literal in _positive(root)}.values())
    return Query(typed, root, literals, _say(root), _notice(typed, root))


def _tokens(typed: str) -> Iterator[Token]:
    """The tokens in their order. The marks before a word are read one by one, so each stands apart."""
    position = 0
    while match := _TOKEN.match(typed, position):
        position = match.end()
        if match["words"] is not None:
            yield from _words(match["words"])
        elif match["exact"] is not None:
            yield Token("exact", match["q1"] or match["q2"] or match["q3"] or "")
        elif match["or"]:
            yield Token("or", match["or"])
        elif match["without"]:
            yield Token("without", match["without"])
        elif match["open"]:
            yield Token("open", match["open"])


def _words(words: str) -> Iterator[Token]:
    """A run of words without white space, and the parentheses that close after it."""
    closing = _CLOSING.search(words)
    opened = len(re.findall("[(（]", words))
    count = len(closing[0]) - opened if closing else 0
    if count <= 0:
        yield Token("words", words)
        return
    if words[:-count]:
        yield Token("words", words[:-count])
    yield from (Token("close", mark) for mark in words[-count:])


def _pair_parentheses(tokens: list[Token]) -> list[Token]:
    """Parentheses that do not close, or nest too deep, become part of the words beside them."""
    paired: set[int] = set()
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close" and opened:
            start = opened.pop()
            paired |= {start, place} if len(opened) < DEEPEST else set()
    return _without_strays(tokens, paired)


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


class _Reader:
    """Reads tokens: all of what stands side by side; OR binds what stands right beside it."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def kind(self, ahead: int = 0) -> TokenKind | None:
        """The kind of a token ahead, None after the end."""
        place = self.place + ahead
        return self.tokens[place].kind if place < len(self.tokens) else None

    def all_of(self) -> Node:
        """Everything up to the end, or up to the closing parenthesis."""
        parts: list[Node] = []
        while self.kind() not in (None, "close"):
            parts += self.any_of()
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def any_of(self) -> list[Node]:
        """One part, or several with OR between them; empty where punctuation alone was typed."""
        parts = self.one()
        while parts and self.kind() == "or" and self.kind(1) not in (None, "close", "or"):
            self.place += 1
            parts += self.one()
        return [Or(tuple(parts))] if len(parts) > 1 else parts

    def one(self) -> list[Node]:
        """A word, an exact run, a part in parentheses, or one of these to be left out."""
        token = self.next()
        unwanted = token.kind == "without"
        while token.kind == "without" and self.kind() not in (None, "close", "or"):
            token = self.next()
        parts = self.inside() if token.kind == "open" else _literals(token)
        return [Not(part) for part in parts] if unwanted else parts

    def next(self) -> Token:
        """The token at hand; goes on to the one after."""
        self.place += 1
        return self.tokens[self.place - 1]

    def inside(self) -> list[Node]:
        """What stands in parentheses."""
        part = self.all_of()
        self.place += 1
        return [] if part == And(()) else [part]


def _literals(token: Token) -> list[Node]:
    """The literal of a token. A blank line inside exact words parts them: no literal crosses one."""
    quoted = token.kind == "exact"
    parts: list[Node] = [Literal(text, token.text, quoted) for text in fold(token.text).split("\n") if text]
    return parts if len(parts) < 2 else [And(tuple(parts))]


def _positive(node: Node) -> Iterator[Literal]:
    """The literals that make a paper a hit, those under a Not left out."""
    if isinstance(node, Literal):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _positive(part)


def _say(node: Node) -> str:
    """How the query was understood, in the user's words."""
    if isinstance(node, Literal):
        typed = " ".join(node.typed.split())
        return f"“{typed}”" if node.quoted else typed
    if isinstance(node, Not):
        return f"全部，不含 {_say_part(node.part)}"
    if isinstance(node, Or):
        return " 或 ".join(_say_part(part) for part in node.parts)
    wanted = [_say_part(part) for part in node.parts if not isinstance(part, Not)]
    unwanted = [f"不含 {_say_part(part.part)}" for part in node.parts if isinstance(part, Not)]
    return "，".join([" 且 ".join(wanted) or "全部", *unwanted])


def _say_part(node: Node) -> str:
    """A part of a larger query: in parentheses where it is itself of several parts."""
    if isinstance(node, Not):
        return f"不含 {_say_part(node.part)}"
    return _say(node) if isinstance(node, Literal) else f"（{_say(node)}）"


def _notice(typed: str, root: Node) -> Reason | None:
    """What the user should know of how the query was read."""
    if root == And(()) and typed.strip():
        return Reason("search.only_punctuation", {"words": " ".join(typed.split())})
    if len(_QUOTE.findall(typed)) == 1 and _QUOTE.search(_first_of_words(typed)):
        return Reason("search.unclosed_quote")
    return None


def _first_of_words(typed: str) -> str:
    """The first characters of the words, where a quotation mark would open something."""
    return "".join(word[0] for word in typed.split())


def holds(node: Node, fields: tuple[str, ...]) -> bool:
    """Whether a paper answers, by the definition: each literal must stand whole in one of the folded fields."""
    if isinstance(node, Literal):
        return any(node.text in field for field in fields)
    if isinstance(node, Not):
        return not holds(node.part, fields)
    if isinstance(node, And):
        return all(holds(part, fields) for part in node.parts)
    return any(holds(part, fields) for part in node.parts)


