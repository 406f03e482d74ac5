"""Signs that Word takes from symbol fonts, whose codes mean nothing without the font."""

import re

_WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x52: "☑", 0x53: "☒", 0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□",
    0x71: "□", 0x72: "□", 0x73: "◆", 0x74: "◆", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9E: "·", 0x9F: "•",
    0xA1: "○", 0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "□", 0xAB: "★", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑",
    0xE2: "↓", 0xE8: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
} | {0x81 + index: digit for index, digit in enumerate("①②③④⑤⑥⑦⑧⑨⑩ ❶❷❸❹❺❻❼❽❾❿") if index != 10}  # fmt: skip
_WINGDINGS_2 = {0x2A: "□", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
_GREEK = dict(zip(b"abcdefghijklmnopqrstuvwxyz", "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True)) | dict(
    zip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True)
)
_SYMBOL = _GREEK | {
    0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB2: "″",
    0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "·", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…",
    0xC7: "∩", 0xC8: "∪", 0xCE: "∈", 0xD0: "∠", 0xD6: "√", 0xD7: "·", 0xDE: "⇒", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}

_BARE = {chr(0xF000 + code): shown for code, shown in (_WINGDINGS | {0xB7: "·", 0xD6: "√", 0xA3: "□"}).items()}
"""Characters that lost their font: the usual one is Wingdings, but the bullet and the tick of Symbol are as frequent."""

_PRIVATE = re.compile("[\uf000-\uf0ff]")


def with_signs(text: str) -> str:
    """`text` with signs for the private characters that symbol fonts left in it."""
    return _PRIVATE.sub(lambda found: _BARE.get(found.group(), found.group()), text)


def is_symbol_font(name: str) -> bool:
    """Whether the characters of that font are signs."""
    return name.casefold() in _FONTS


def sign(font: str, code: int) -> str:
    """The Unicode sign for a character of a symbol font; "" for ornaments.

    Ticked boxes of forms matter (☑ 同意). Codes stand in the private range from F000 on, or without it.
    """
    plain = chr(code) if 0x20 <= code < 0xD800 else ""
    return _FONTS.get(font.casefold(), {}).get(code & 0xFF, plain)
