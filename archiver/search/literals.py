"""A word of a query made what it asks of a paper: words in any form or as written, a wildcard, words in a field."""

import re
from collections.abc import Iterator

from archiver.search.nodes import Literal, TextField, Wild, Within
from archiver.text.folding import fold, fold_mapped
from archiver.text.readings import reading_of
from archiver.text.written import as_written


def folded(typed: str, quoted: bool) -> Iterator[Literal]:
    """The literals of a word. A blank line inside exact words parts them: no literal crosses one."""
    for stretch in as_written(typed).text.split("\n"):
        words = fold_mapped(stretch)
        if words.text:
            yield Literal(words.text, typed, quoted, reading_of(words, stretch))


def exactly_typed(typed: str, quoted: bool) -> Iterator[Literal]:
    """The literals of a word that must stand in a paper exactly like this."""
    for stretch in as_written(typed).text.split("\n"):
        if stretch.strip():
            yield Literal(fold(stretch), typed, quoted, None, stretch.strip())


def within(field: TextField, typed: str, *, exactly: bool) -> Iterator[Within]:
    """The words wanted in a field; of a path each part by itself."""
    for part in re.split(r"[/\\]+", typed) if field == "path" else [typed]:
        plain = " ".join(part.split())
        if words := fold(plain):
            yield Within(field, words, part, plain if exactly else "")


_LETTER = "A-Za-zＡ-Ｚａ-ｚ0-9０-９À-ɏ"
_WILD_WORD = re.compile(rf"[{_LETTER}./_\-]*(?:[*?＊？][{_LETTER}./_\-]*)+")
_MISPLACED = re.compile(r"\w[*＊]\w")


def has_misplaced_wildcard(typed: str) -> bool:
    """Whether a * stands between characters that it does not stand for."""
    return bool(_MISPLACED.search(typed))


def wildcard(typed: str, *, exactly: bool) -> Wild | None:
    """A Latin word with * (any letters and digits) or ? (one) in it; inside it they also pass one mark, as in GB/T."""
    if not _WILD_WORD.fullmatch(typed) or not _has_letter(typed):
        return None
    typed = typed.translate({ord("＊"): "*", ord("？"): "?"})
    parts = re.split(r"([*?])", typed)
    letter, gap = (f"[{_LETTER}]", "[-./_]") if exactly else ("[a-z0-9à-ɏ]", " ")
    pattern = ""
    for place, part in enumerate(parts):
        inside = _has_letter("".join(parts[:place])) and _has_letter("".join(parts[place + 1 :]))
        if part == "*":
            pattern += f"{letter}*(?:{gap}{letter}*)?" if inside else f"{letter}*"
        elif part == "?":
            pattern += f"(?:{letter}|{gap})" if inside else letter
        else:
            pattern += re.escape(part if exactly else fold(part))
    fragments = tuple(fold(part) for part in parts if part not in ("*", "?") and fold(part))
    return Wild(pattern, fragments, typed, exactly)


def _has_letter(text: str) -> bool:
    return any(map(str.isalnum, text))
