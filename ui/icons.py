"""The program's own line icons, drawn in the colour of the theme."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui import style

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "icons"
SIZES = (16, 20, 24, 32, 48, 64)
"""Pixels: 16 at 100 % up to 32 at 200 %, and the larger ones of empty pages."""


def icon(name: str, colour: str = "second") -> QIcon:
    """The icon `name` of resources/icons in a colour of the table, greyed by itself when disabled."""
    return _drawn(name, getattr(style.current(), colour), style.current().faint)


@cache
def app_icon() -> QIcon:
    """The program's own icon, the same in every theme."""
    made = QIcon()
    for size in (16, 32, 48, 64, 128, 256):
        made.addPixmap(_pixmap((FOLDER / "wendu.svg").read_bytes(), size))
    return made


@cache
def _drawn(name: str, colour: str, faint: str) -> QIcon:
    source = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, faint)):
        for size in SIZES:
            made.addPixmap(_pixmap(source.replace("currentColor", ink).encode(), size), mode)
    return made


def _pixmap(source: bytes, size: int) -> QPixmap:
    drawn = QPixmap(size, size)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    QSvgRenderer(QByteArray(source)).render(painter)
    painter.end()
    return drawn
