"""Signs that Word takes from symbol fonts, whose codes mean nothing without the font."""

import re

_WINGDINGS = {
    0x52: "☑", 0x53: "☒", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "□", 0x76: "❖", 0xA1: "○", 0xA8: "□",
    0xD8: "➢", 0xE0: "→", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2 = {0x2A: "□", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x54: "☒", 0xA3: "□"}
_SYMBOL = {0xA3: "≤", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "·", 0xB8: "÷"}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


_BARE = {chr(0xF000 + code): shown for code, shown in _WINGDINGS.items()}
_PRIVATE = re.compile("[\uf000-\uf0ff]")


def with_signs(text: str) -> str:
    """`text` with signs for the private characters that Wingdings, the usual symbol font, left in it."""
    return _PRIVATE.sub(lambda found: _BARE.get(found.group(), found.group()), text)


def sign(font: str, code: int) -> str:
    """The Unicode sign for a character of a symbol font; "" for ornaments.

    Ticked boxes of forms matter (☑ 同意). Codes stand in the private range from F000 on, or without it.
    """
    plain = chr(code) if 0x20 <= code < 0xD800 else ""
    return _FONTS.get(font.casefold(), {}).get(code & 0xFF, plain)
