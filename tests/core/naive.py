"""Whether a paper answers a query, decided the slow way: from its original words and its card, with no index."""

import re
from collections.abc import Sequence

from archiver.model import Block, ColumnRow, WrittenPiece
from archiver.search.nodes import And, Literal, Near, Node, Not, OneOf, Or, Span, Wild, Within
from archiver.text.folding import fold, fold_mapped
from archiver.text.readings import read

Text = tuple[str, Sequence[Block]]


def answers(node: Node, piece: WrittenPiece, card: ColumnRow) -> bool:
    """By the definition, word for word."""
    texts = [(piece.title, ()), ("\n\n".join(piece.names), ()), (piece.body, piece.blocks)]
    match node:
        case And(parts):
            return all(answers(part, piece, card) for part in parts)
        case Or(parts):
            return any(answers(part, piece, card) for part in parts)
        case Not(part):
            return not answers(part, piece, card)
        case Literal() | Wild():
            return any(places(node, text) for text in texts)
        case Near(left, right, within):
            return any(_near(left, right, within, text) for text in texts)
        case Within("path", words, _, written):
            return words in fold(*texts[1]) and written in unbroken(texts[1])
        case Within(field, words, _, written):
            label = {"title": card.written_title, "organisation": card.organisation, "number": card.number}[field]
            return bool(label) and words in fold(" ".join(label.split())) and written in label
        case Span("year", low, high):
            return card.year is not None and (low or 0) <= card.year <= (high or 9999)
        case Span("date", low, high):
            number = int(card.date.replace("-", "").ljust(8, "0") or 0)
            return number > 0 and (low or 0) <= number <= (high or 99999999)
        case OneOf(field, values):
            return (card.type if field == "type" else card.category) in values
    raise AssertionError(node)


def unbroken(text: Text) -> str:
    """A text of tests without its line breaks: block edges and blank lines stand, single breaks beside Han go."""
    whole, blocks = text
    cuts = sorted({block.start for block in blocks if 0 < block.start < len(whole)})
    for cut in reversed(cuts):
        whole = whole[:cut] + "\n\n" + whole[cut:]
    lines = re.split(r"[^\S\n]*\n[^\S\n]*\n\s*", whole)
    wide = "[\u2e80-\uffef“”]"
    lines = [re.sub(rf"(?<={wide})[^\S\n]*\n\s*|[^\S\n]*\n\s*(?={wide})", "", line) for line in lines]
    return "\n".join(re.sub(r"[^\S\n]*\n\s*", " ", line) for line in lines)


def places(leaf: Literal | Wild, text: Text) -> list[tuple[int, int]]:
    """Where the words stand in the form that is compared."""
    folded = fold_mapped(*text)
    written = leaf.written
    if isinstance(leaf, Wild):
        compared = unbroken(text) if written else folded.text
        return [match.span() for match in re.finditer(leaf.pattern, compared)]
    if written:
        return _all_of(leaf.written, unbroken(text)) if leaf.text in folded.text else []
    found = _all_of(leaf.text, folded.text)
    if leaf.reading:
        reading = read(folded, text[0])
        found += [reading.span(*place) for one in leaf.reading.texts for place in _all_of(one, reading.text)]
    return found


def _all_of(words: str, text: str) -> list[tuple[int, int]]:
    return [(at, at + len(words)) for at in range(len(text)) if text.startswith(words, at)] if words else []


def _near(left: Literal | Wild, right: Literal | Wild, within: int, text: Text) -> bool:
    return any(
        0 <= max(a, c) - min(b, d) <= within for a, b in places(left, text) for c, d in places(right, text)
    )
