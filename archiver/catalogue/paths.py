"""Paths as text. Linux allows file names that are not UTF-8 (GBK names out of a zip); SQLite does not."""

import re
from pathlib import Path

_UNDECODABLE = re.compile("[\udc80-\udcff]")
_PRIVATE = re.compile("[\U0010ff80-\U0010ffff]")
_AWAY = {0xDC80 + i: 0x10FF80 + i for i in range(0x80)}
_BACK = {private: surrogate for surrogate, private in _AWAY.items()}


def to_text(path: Path) -> str:
    """The path for the catalogue: undecodable bytes stand as private-use characters U+10FF80–U+10FFFF."""
    text = str(path)
    return text.translate(_AWAY) if _UNDECODABLE.search(text) else text


def to_path(text: str) -> Path:
    """The path that `to_text` wrote, byte for byte."""
    return Path(text.translate(_BACK) if _PRIVATE.search(text) else text)


def inside(folder: Path) -> tuple[str, str]:
    """The half-open range of texts of all paths below a folder, for `path >= ? AND path < ?`."""
    separator = str(Path("a/b"))[1]
    text = to_text(folder).rstrip(separator)
    return text + separator, text + chr(ord(separator) + 1)
