"""How a query was understood, in the user's words."""

from archiver.search.nodes import And, Literal, Near, Node, Not, OneOf, Or, Span, Wild, Within

_WITHIN = {"title": "标题有", "organisation": "单位有", "number": "文号有", "path": "路径有"}
_OF = {"year": "年度", "date": "日期", "type": "文种", "category": "类别"}


def say(root: Node, *, exactly: bool = False) -> str:
    """The whole query in one line."""
    return f"{_say(root)}（与原文一字不差）" if exactly and root != And(()) else _say(root)


def _say(node: Node) -> str:
    if isinstance(node, Not):
        return f"全部，不含 {_say_part(node.part)}"
    if isinstance(node, Or):
        return " 或 ".join(_say_part(part) for part in node.parts)
    if not isinstance(node, And):
        return _say_leaf(node)
    wanted = [_say_part(part) for part in node.parts if not isinstance(part, Not)]
    unwanted = [f"不含 {_say_part(part.part)}" for part in node.parts if isinstance(part, Not)]
    return "，".join([" 且 ".join(wanted) or "全部", *unwanted])


def _say_part(node: Node) -> str:
    """A part of a larger query: in parentheses where it is itself of several parts."""
    if isinstance(node, Not):
        return f"不含 {_say_part(node.part)}"
    return f"（{_say(node)}）" if isinstance(node, And | Or) else _say(node)


def _say_leaf(node: Literal | Wild | Near | Within | Span | OneOf) -> str:
    if isinstance(node, Literal):
        typed = " ".join(node.typed.split())
        return f"“{typed}”" if node.quoted else typed
    if isinstance(node, Wild):
        return f"形如 {node.typed}"
    if isinstance(node, Near):
        return f"{_say(node.left)} 与 {_say(node.right)} 相隔不超过 {node.within} 字"
    if isinstance(node, Within):
        return f"{_WITHIN[node.field]}“{' '.join(node.typed.split())}”"
    if isinstance(node, Span):
        return f"{_OF[node.field]} {_say_range(node)}"
    return f"{_OF[node.field]} {node.typed}"


def _say_range(span: Span) -> str:
    low, high = _say_end(span.low), _say_end(span.high)
    if span.low is None:
        return f"{high} 及以前"
    if span.high is None:
        return f"{low} 及以后"
    return low if low == high else f"{low} 至 {high}"


def _say_end(number: int | None) -> str:
    """2011 of a year; 2011, 2011-03 or 2011-03-05 of a date, however much of it was given."""
    if number is None or number < 10_000:
        return str(number or "")
    digits = f"{number:08}"
    given = [part for part in (digits[4:6], digits[6:]) if part not in ("00", "99")]
    return "-".join([digits[:4], *given])
