"""Tokens read as a tree."""

from archiver.search import conditions
from archiver.search.conditions import Scheme
from archiver.search.literals import exactly_typed, folded, has_misplaced_wildcard, wildcard, within
from archiver.search.nodes import And, Field, Literal, Near, Node, Not, Or, Wild
from archiver.search.tokens import FIELDS, Token, TokenKind, Tokens
from archiver.wording import Reason


class Reader:
    """Reads tokens: all of what stands side by side; OR binds what stands right beside it, NEAR binds tighter."""

    def __init__(self, tokens: Tokens, scheme: Scheme, *, exactly: bool) -> None:
        self.tokens = tokens.all
        self.notices = tokens.notices
        self.place = 0
        self._scheme = scheme
        self._exactly = exactly
        self._field: Field | None = None
        if len(self.tokens) == 1 and self.tokens[0].kind in ("or", "near"):
            self.tokens[0] = Token("words", self.tokens[0].typed, self.tokens[0].typed)

    def kind(self, ahead: int = 0) -> TokenKind | None:
        """The kind of a token ahead, None after the end."""
        place = self.place + ahead
        return self.tokens[place].kind if place < len(self.tokens) else None

    def next(self) -> Token:
        """The token at hand; goes on to the one after."""
        self.place += 1
        return self.tokens[self.place - 1]

    def all_of(self) -> Node:
        """Everything up to the end, or up to the closing parenthesis."""
        parts: list[Node] = []
        while self.kind() not in (None, "close"):
            parts += self.any_of()
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def any_of(self) -> list[Node]:
        """One part, or several with OR between them; empty where punctuation alone was typed."""
        parts = self.near()
        while self.kind() == "or":
            self._skip_operators()
            if self.kind() not in (None, "close"):
                more = self.near()
                parts = [Or((*_parts_of_or(parts), _one_of(more)))] if parts and more else parts or more
        return parts

    def _skip_operators(self) -> None:
        """Go past an OR; where no part stands on each side of it, say so."""
        alone = self.place == 0 or self.kind(-1) == "open" or self.kind(1) in (None, "close", "or", "near")
        mark = self.next()
        if alone:
            self.notices.append(Reason("search.lone_operator", {"operator": mark.typed.strip()}))
        if self.kind() == "or":
            self._skip_operators()

    def near(self) -> list[Node]:
        """One part, or words with NEAR between them; where something else stands beside it, both are wanted."""
        parts = self.one()
        nearby: list[Node] = []
        while self.kind() == "near":
            mark = self.next()
            more = self.one() if self.kind() not in (None, "close", "or", "near") else []
            match parts, more:
                case [Literal() | Wild() as left], [Literal() | Wild() as right]:
                    nearby.append(Near(left, right, int(mark.text)))
                case _:
                    self.notices.append(Reason("search.near_needs_words", {"operator": mark.typed}))
                    nearby += [*([] if nearby else parts), *more]
            parts = more or parts
        return nearby or parts

    def one(self) -> list[Node]:
        """A word, an exact run, a condition, a part in parentheses, or one of these to be left out."""
        if self.kind() in ("near", "or"):
            return []
        token = self.next()
        unwanted = token.kind == "without"
        while token.kind == "without" and self.kind() not in (None, "close", "or", "near"):
            token = self.next()
        before = self._field
        if token.kind == "field":
            if self.kind() not in ("words", "exact", "open"):
                self.notices.append(Reason("search.empty_field", {"field": token.typed[:-1]}))
                return []
            self._field = FIELDS[token.text]
            token = self.next()
        parts = self.inside() if token.kind == "open" else self.words(token)
        self._field = before
        return [Not(_one_of(parts))] if unwanted and parts else parts

    def inside(self) -> list[Node]:
        """What stands in parentheses."""
        part = self.all_of()
        self.place += 1
        return [] if part == And(()) else [part]

    def words(self, token: Token) -> list[Node]:
        """A word or exact words, or the condition they are behind the name of a field."""
        quoted, field = token.kind == "exact", self._field
        if field is None:
            return self._literals(token.text, quoted=quoted)
        match field:
            case "title" | "organisation" | "number" | "path":
                return list(within(field, token.text, exactly=self._exactly))
            case "year" | "date":
                read = conditions.span(field, token.text)
            case "type" | "category":
                read = conditions.name(field, token.text, self._scheme)
        if read.notice:
            self.notices.append(read.notice)
        return [read.node] if read.node else self._literals(token.text, quoted=quoted)

    def _literals(self, typed: str, *, quoted: bool) -> list[Node]:
        wild = None if quoted else wildcard(typed, exactly=self._exactly)
        if wild is not None:
            return [wild]
        if not quoted and has_misplaced_wildcard(typed):
            self.notices.append(Reason("search.wildcard_latin", {"words": typed}))
        parts = list((exactly_typed if self._exactly else folded)(typed, quoted))
        return [*parts] if len(parts) < 2 else [And(tuple(parts))]


def _parts_of_or(parts: list[Node]) -> tuple[Node, ...]:
    return parts[0].parts if isinstance(parts[0], Or) else (_one_of(parts),)


def _one_of(parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else And(tuple(parts))
