"""What fields of Word show that keep no result: their words stand in the code itself.

Office clerks make these without knowing: 带圈字符 and 拼音指南 of Word until 2003 and of WPS are EQ fields, the place to
click in a form is a MACROBUTTON, a ticked box a SYMBOL.
"""

import re
from collections.abc import Sequence

from archiver.extract.symbols import sign

_FORMS = ("FORMCHECKBOX", "FORMDROPDOWN")
"""Fields whose code has what was entered in place of a picture, even where a result, an empty one, follows."""

_CODE = re.compile(r"\s*([A-Za-z]+)\s*(.*)", re.DOTALL)
_MACRO = re.compile(r"\S+\s+(.*)", re.DOTALL)
_READING_ABOVE = re.compile(r"\\\*\s*jc\d.*,([^,]*)\)\s*$", re.DOTALL)
_EQ_FRACTION = re.compile(r"\\f\s*\(([^(),]*)[,;]([^(),]*)\)", re.IGNORECASE)
_EQ_SWITCHES = re.compile(r'\\\*\s*(?:"[^"]*"|\S+)|\\[a-z]+\s*\d*', re.IGNORECASE)
_EQ_SIGNS = re.compile(r"\\([(),;\\])|[(),;]")
_SYMBOL_CODE = re.compile(r"(0x[0-9a-f]{1,4}|\d{1,5})", re.IGNORECASE)
_SYMBOL_FONT = re.compile(r'\\f\s*"?([^"\\]+)', re.IGNORECASE)


def is_form(code: str) -> bool:
    """Whether the field is a box or a list of a form."""
    return code.strip().upper().startswith(_FORMS)


def shown(code: str) -> str:
    """The words of a field that has nothing but its code; "" of the others, which show what they compute."""
    found = _CODE.match(code)
    if found is None:
        return ""
    name, rest = found.group(1).upper(), found.group(2).strip()
    if name == "EQ":
        return _equation(rest)
    if name in ("MACROBUTTON", "GOTOBUTTON"):
        text = _MACRO.match(rest)
        return text.group(1).strip() if text else ""
    if name in _FORMS:
        return rest
    return _symbol(rest) if name == "SYMBOL" else ""


def ticked(is_ticked: bool) -> str:
    """A box of a form."""
    return "☑" if is_ticked else "□"


def chosen(entries: Sequence[str], number: int) -> str:
    """The entry of a list of a form; "" where there is none of that number (from 0)."""
    return entries[number] if 0 <= number < len(entries) else ""


def _equation(code: str) -> str:
    r"""The characters that an EQ sets over, beside and around one another: \o\ac(○,三) shows ○三.

    Of characters with their reading above (拼音指南) only the characters.
    """
    base = _READING_ABOVE.search(code)
    plain = base.group(1) if base else _EQ_SWITCHES.sub("", _EQ_FRACTION.sub(r"\1/\2", code))
    return _EQ_SIGNS.sub(lambda sign: sign.group(1) or "", plain).strip()


def _symbol(code: str) -> str:
    """SYMBOL 82 \\f "Wingdings 2" is ☑; without a font the code is one of Windows' code page."""
    number, font = _SYMBOL_CODE.match(code), _SYMBOL_FONT.search(code)
    if number is None:
        return ""
    value = int(number.group(1), 0)
    return sign(font.group(1).strip() if font else "", value)
