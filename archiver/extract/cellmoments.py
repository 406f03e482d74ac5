"""Dates and times as the codes of their cells show them."""

import re
from datetime import datetime, timedelta
from functools import lru_cache

from archiver.extract.cellcodes import Section, Token
from archiver.extract.numerals import chinese, digitwise

_LAST_DAY = 2_958_466
"""The day after 9999-12-31."""

_WEEKDAYS = "一二三四五六日"
_ENGLISH = re.compile("mmm+|ddd+|yy?")
"""Names of months and days in English, and years of two digits: the whole date says what one would look for."""

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::00(?:\.\d*)?|(:\d\d)(?:\.\d*)?)?)?Z?")


def iso_moment(said: str) -> str:
    """A date as ISO 8601 writes it, without seconds or a time that say nothing."""
    found = _ISO.fullmatch(said)
    if found is None:
        return said
    day, clock, seconds = found.groups("")
    return day if (clock or "00:00") == "00:00" and not seconds else f"{day} {clock}{seconds}"


@lru_cache(maxsize=4096)
def shown(value: float, section: Section, *, since_1904: bool) -> str:
    """What a section makes of days since 1900 (or 1904); "" where the number is none.

    Excel counts a 29 February 1900, so its first two months begin a day later.
    """
    if "elapsed" in section.kinds:
        return _elapsed(value, section)
    units = {token.text[0].lower() for token in section.tokens if token.kind == "moment"}
    if not 0 <= value < _LAST_DAY or (value < 1 and units <= {"y", "m", "d", "e", "a"}):
        return ""
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    try:
        at = start + timedelta(seconds=round(value * 86400))
    except OverflowError:
        return ""
    if any(token.kind == "moment" and _ENGLISH.fullmatch(token.text.lower()) for token in section.tokens):
        return iso_moment(f"{at:%Y-%m-%dT%H:%M:%S}" if units & {"h", "s"} else f"{at:%Y-%m-%d}")
    return _written(at, section)


def _elapsed(value: float, section: Section) -> str:
    """A length of time: its largest unit counts all of it."""
    seconds = round(abs(value) * 86400) if abs(value) < _LAST_DAY else 0
    parts: list[str] = []
    for index, token in enumerate(section.tokens):
        unit = token.text[:1].lower()
        if token.kind == "elapsed":
            whole = {"h": seconds // 3600, "m": seconds // 60, "s": seconds}[unit]
            parts.append(str(whole).zfill(len(token.text)))
        elif token.kind == "moment":
            rest = {"m": seconds // 60 % 60, "s": seconds % 60}.get(unit, 0)
            parts.append(str(rest).zfill(len(token.text.partition(".")[0])))
        elif token.kind != "half":
            parts.append(_between(section, index))
    return ("-" if value < 0 else "") + "".join(parts)


def _written(at: datetime, section: Section) -> str:
    half = any(token.kind == "half" for token in section.tokens)
    parts: list[str] = []
    for index, token in enumerate(section.tokens):
        if token.kind == "half":
            names = ("上午", "下午") if token.text.startswith("上") else ("AM", "PM")
            parts.append(names[at.hour >= 12])
        elif token.kind == "moment":
            parts.append(_unit(at, token.text.lower(), section, index, of_12=half))
        else:
            parts.append(_between(section, index))
    return "".join(parts)


def _between(section: Section, index: int) -> str:
    """What stands between the units; a mark for texts, @, shows nothing."""
    token = section.tokens[index]
    return "" if token.kind in ("text", "general", "comma") else token.text


def _unit(at: datetime, code: str, section: Section, index: int, *, of_12: bool) -> str:
    if code[0] == "a":
        return ("星期" if len(code) > 3 else "周") + _WEEKDAYS[at.weekday()]
    if code[0] in "ye":
        return digitwise(at.year, "〇一二三四五六七八九") if section.numerals == 1 else f"{at.year:04d}"
    hour = (at.hour + 11) % 12 + 1 if of_12 else at.hour
    is_minute = code[0] == "m" and _is_minute(section.tokens, index)
    number = at.minute if is_minute else {"m": at.month, "d": at.day, "h": hour, "s": at.second}[code[0]]
    if section.numerals == 1:
        return chinese(number)
    width, _, fraction = code.partition(".")
    return str(number).zfill(min(len(width), 2)) + ("." + fraction if fraction else "")


def _is_minute(tokens: tuple[Token, ...], index: int) -> bool:
    """M behind hours or before seconds is minutes, else months."""
    before = next((token for token in reversed(tokens[:index]) if token.kind == "moment"), None)
    behind = next((token for token in tokens[index + 1:] if token.kind == "moment"), None)
    return (before is not None and before.text[0] in "hH") or (behind is not None and behind.text[0] in "sS")
