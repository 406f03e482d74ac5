"""The codes of number formats taken apart (ECMA-376 part 1, 18.8.31); XLS files have the same."""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].?|\[(?P<bracket>[^\]]*)\]?'
    r"|(?P<general>general|g/通用格式)|(?P<half>am/pm|a/p|上午/下午)|(?P<exponent>e[+-]0+)"
    r"|(?P<moment>y+|m+|d+|h+|s+(?:\.0+)?|a{3,}|e+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)"
    r"|(?P<percent>%)|(?P<slash>/)|(?P<text>@)|;|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_LITERALS = ("quoted", "escaped", "other")
_FRAME = re.compile(r"(l*)([#?c]*0c*)(\.0+c*)?(l*)")
_ELAPSED = re.compile("h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_NUMERALS = re.compile(r"dbnum(\d)", re.IGNORECASE)
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<>": operator.ne, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip


class Token(NamedTuple):
    """A part of a code: what it is, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, eq=False)
class Section:
    """One of the up to four parts of a code: what it makes of numbers, of which ones, with which numerals (DBNum)."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: int = 0

    def takes(self, value: float) -> bool:
        """Whether the section's own condition lets it show the number."""
        return self.condition is None or _COMPARE[self.condition[0]](value, self.condition[1])

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of tokens there are."""
        return frozenset(token.kind for token in self.tokens)

    @cached_property
    def is_moment(self) -> bool:
        """Whether it makes dates or times."""
        return not self.kinds.isdisjoint(("moment", "half", "elapsed")) and "digit" not in self.kinds

    @cached_property
    def frame(self) -> tuple[str, str, str] | None:
        """What stands before and behind a number that Python can write, and how it writes it; None for other codes."""
        kinds = "".join({"literal": "l", "percent": "l", "comma": "c", "point": "."}.get(kind, text) for kind, text in self.tokens)
        found = _FRAME.fullmatch(kinds)
        if found is None or self.numerals:
            return None
        before, behind = self.tokens[:found.end(1)], self.tokens[found.start(4):]
        form = f"{',' if self.is_grouped else ''}.{self.decimals}f"
        return "".join(token.text for token in before), form, "".join(token.text for token in behind)

    @cached_property
    def halves(self) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
        """The tokens before the point, and those behind it."""
        before = tuple(takewhile(lambda token: token.kind != "point", self.tokens))
        return before, self.tokens[len(before) + 1:]

    @cached_property
    def power(self) -> int:
        """The power of ten that the number shown is times the one kept: percents, and thousands left away."""
        return 2 * sum(token.kind == "percent" for token in self.tokens) - 3 * self.thousands

    @cached_property
    def decimals(self) -> int:
        """Places for digits behind the point."""
        return sum(token.kind == "digit" for token in self.halves[1])

    @cached_property
    def thousands(self) -> int:
        """Commas behind the last digit: each divides by a thousand."""
        digits = [index for index, token in enumerate(self.tokens) if token.kind == "digit"]
        rest = self.tokens[digits[-1] + 1:] if digits else ()
        before = self.halves[0][::-1] if self.decimals else ()
        return sum(1 for _ in takewhile(_is_comma, rest)) + sum(1 for _ in takewhile(_is_comma, before))

    @cached_property
    def is_grouped(self) -> bool:
        """Whether the digits stand in groups of three: a comma between two of them says so."""
        kinds = [token.kind for token in self.halves[0] if token.kind in ("digit", "comma")]
        return "comma" in kinds[:len(kinds) - kinds[::-1].index("digit")] if "digit" in kinds else False


def _is_comma(token: Token) -> bool:
    return token.kind == "comma"


def sections(code: str) -> tuple[Section, ...]:
    """The sections of a code."""
    return tuple(map(_section, _split(code)))


def _split(code: str) -> Iterator[list[re.Match[str]]]:
    found: list[re.Match[str]] = []
    for match in _TOKEN.finditer(code):
        if match.group() == ";":
            yield found
            found = []
        else:
            found.append(match)
    yield found


def _section(matches: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition, numerals = None, 0
    for match in matches:
        kind = match.lastgroup or ""
        inside = match.group(kind) if kind else ""
        if kind != "bracket":
            tokens += [Token("literal" if kind in _LITERALS else kind, inside)] if kind else []
        elif said := _CONDITION.fullmatch(inside):
            condition = said[1], float(said[2])
        elif said := _NUMERALS.match(inside):
            numerals = int(said[1])
        elif _ELAPSED.fullmatch(inside):
            tokens.append(Token("elapsed", inside.lower()))
        elif inside.startswith("$"):
            tokens.append(Token("literal", inside[1:].partition("-")[0]))  # the sign of a currency
    return Section(tuple(tokens), condition, numerals)
