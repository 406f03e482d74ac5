"""What the user typed, understood.

Words (all of them), "exact words", -without, OR / 或, NEAR/10, parentheses, wildcards in Latin words, and fields
with ranges: `标题:防火 年度:2009-2012 (通知 或 意见) -文种:讲话`. A query that is wrong is read in the nearest right
way, and says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from archiver.search.conditions import Scheme
from archiver.search.nodes import And, Literal, Near, Node, Not, Or, Wild, Within
from archiver.search.reader import Reader
from archiver.search.saying import say
from archiver.search.tokens import Tokens
from archiver.text.folding import fold_mapped
from archiver.text.readings import reading_of
from archiver.wording import Reason

NO_SCHEME = Scheme()


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was understood. `literals` are the words a paper should hold, each once, in their order;
    `marks` what is marked in its text, `title_marks` in its title. `exactly`: nothing is folded."""

    typed: str
    root: Node
    literals: tuple[Literal, ...]
    interpreted: str
    notice: Reason | None = None
    exactly: bool = False
    marks: tuple[Literal | Wild | Near, ...] = ()
    title_marks: tuple[Literal | Wild | Near, ...] = ()


@lru_cache(maxsize=64)
def parse(typed: str, scheme: Scheme = NO_SCHEME, *, exactly: bool = False) -> Query:
    """What `typed` asks for. Never raises: what cannot be read as an operator is read as words.

    `scheme` has the names of types and categories; with `exactly` words must stand in a paper as they are written.
    """
    reader = Reader(Tokens(typed), scheme, exactly=exactly)
    root = reader.all_of()
    notice = next(iter(reader.notices), None)
    if root == And(()) and typed.strip() and notice is None:
        notice = Reason("search.only_punctuation", {"words": " ".join(typed.split())})
    wanted = list(_wanted(root))
    texts = tuple({one.text: one for node in wanted for one in _literals_of(node) if one.text}.values())
    marks = tuple(dict.fromkeys(mark for node in wanted for mark in _marks(node, in_title=False)))
    titles = tuple(dict.fromkeys(mark for node in wanted for mark in _marks(node, in_title=True)))
    return Query(typed, root, texts, say(root, exactly=exactly), notice, exactly, marks, titles)


def _wanted(node: Node) -> Iterator[Node]:
    """The leaves that make a paper a hit, those under a Not left out."""
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)
    elif not isinstance(node, Not):
        yield node


def _literals_of(node: Node) -> Iterator[Literal]:
    """The words of a leaf that count for its rank."""
    if isinstance(node, Near):
        yield from (one for one in (node.left, node.right) if isinstance(one, Literal))
    elif isinstance(node, Literal):
        yield node


def _marks(node: Node, *, in_title: bool) -> Iterator[Literal | Wild | Near]:
    """What is marked for a leaf: of conditions on the title the words in it, on the number where the text has it."""
    if isinstance(node, Literal | Wild | Near):
        yield node
    elif isinstance(node, Within) and node.field == ("title" if in_title else "number"):
        reading = None if node.written else reading_of(fold_mapped(node.typed), node.typed)
        yield Literal(node.text, node.typed, True, reading, node.written)
