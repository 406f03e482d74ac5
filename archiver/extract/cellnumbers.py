"""Numbers as the codes of their cells show them."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from archiver.extract.cellcodes import Section, Token
from archiver.extract.numerals import chinese

_CHINESE = {1: ("零一二三四五六七八九", "十百千", "万"), 2: ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万")}
_MOST_CHINESE = 10**8


def plain(value: float) -> str:
    """15 digits, which Excel keeps, without a format."""
    if not abs(value) < 1e21:
        return f"{value:.15g}"
    text = f"{_exact(value):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def shown(value: float, section: Section) -> str:
    """What a section makes of a number, its sign left aside; `plain` for fractions, and where it is too large."""
    if not abs(value) < 1e21 or ("slash" in section.kinds and "digit" in section.kinds):
        return plain(abs(value))
    exact = abs(_exact(value)).scaleb(section.power)
    if section.frame is not None:
        before, form, behind = section.frame
        return f"{before}{_rounded(exact, section.decimals):{form}}{behind}"
    if section.numerals in _CHINESE and exact == int(exact) < _MOST_CHINESE:
        return _in_chinese(int(exact), section)
    if "exponent" in section.kinds:
        return f"{float(exact):.{section.decimals}E}"
    number = f"{_rounded(exact, section.decimals):f}" if "digit" in section.kinds else ""
    before, _, behind = number.partition(".")
    whole, fraction = section.halves
    decimals = _filled_on(fraction, behind, value)
    point = "." if any(token.kind == "digit" for token in fraction) and decimals[:1].isdigit() else ""
    return _filled_back(whole, before, value, is_grouped=section.is_grouped) + point + decimals


def _filled_back(tokens: Sequence[Token], digits: str, value: float, *, is_grouped: bool) -> str:
    """The tokens before the point, filled with digits from the last to the first, which takes all that are left."""
    left = list(digits.lstrip("0"))
    places = sum(token.kind == "digit" for token in tokens)
    parts: list[str] = []
    placed = 0
    for token in reversed(tokens):
        if token.kind != "digit":
            parts.append(_literal(token, value))
            continue
        places -= 1
        for digit in _next(left, token, all_left=not places):
            parts += [","] if is_grouped and placed and placed % 3 == 0 else []
            parts.append(digit)
            placed += 1
    return "".join(reversed(parts))


def _next(left: list[str], token: Token, *, all_left: bool) -> list[str]:
    """The digits that a place takes from the end of those left; a place called 0 takes at least a zero."""
    count = len(left) if all_left else min(1, len(left))
    taken = [left.pop() for _ in range(count)]
    return taken or (["0"] if token.text == "0" else [])


def _filled_on(tokens: Sequence[Token], digits: str, value: float) -> str:
    """The tokens behind the point; places not called 0 take no idle zeros."""
    parts: list[str] = []
    telling = len(digits.rstrip("0"))
    at = 0
    for token in tokens:
        if token.kind != "digit":
            parts.append(_literal(token, value))
            continue
        parts += [digits[at:at + 1]] if token.text == "0" or at < telling else []
        at += 1
    return "".join(parts)


def _literal(token: Token, value: float) -> str:
    if token.kind in ("general", "text"):
        return plain(abs(value))
    return "" if token.kind == "comma" else token.text


def _in_chinese(number: int, section: Section) -> str:
    """The number in characters, 一百二十三, in the place of its digits."""
    said = chinese(number, *_CHINESE[section.numerals])
    tokens = (token for token in section.tokens if token.kind not in ("comma", "point"))
    parts = [said if token.kind in ("digit", "general") else token.text for token in tokens]
    first = parts.index(said) if said in parts else len(parts)
    return "".join(part for index, part in enumerate(parts) if part != said or index == first)


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-min(decimals, 12)), ROUND_HALF_UP)
