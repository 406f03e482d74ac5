"""Paths as text. Linux allows file names that are not UTF-8 (GBK names out of a zip); SQLite does not."""

from pathlib import Path

_AWAY = {0xDC80 + i: 0x10FF80 + i for i in range(0x80)}
_BACK = {private: surrogate for surrogate, private in _AWAY.items()}


def to_text(path: Path) -> str:
    """The path for the catalogue: undecodable bytes stand as private-use characters U+10FF80–U+10FFFF."""
    return str(path).translate(_AWAY)


def to_path(text: str) -> Path:
    """The path that `to_text` wrote, byte for byte."""
    return Path(text.translate(_BACK))


def inside(folder: Path) -> tuple[str, str]:
    """The half-open range of texts of all paths below a folder, for `path >= ? AND path < ?`."""
    separator = str(Path("a/b"))[1]
    text = to_text(folder).rstrip(separator)
    return text + separator, text + chr(ord(separator) + 1)
