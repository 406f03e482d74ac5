"""How widgets follow the look of the application, and the ground that pages stand on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QWidget


class _Look(QObject):
    """Tells when the theme or the text scale is another."""

    changed = Signal()


_look = _Look()


def dressed(dress: Callable[[], None]) -> None:
    """Dress a widget by its own method `dress`: now, and whenever the look changes while the widget lives."""
    dress()
    _look.changed.connect(dress)


def look_changed() -> None:
    """Let every widget that keeps colours, fonts or measures dress anew; parts made first are dressed first."""
    _look.changed.emit()


def stand_on_pane(page: QWidget) -> None:
    """Give a page the ground of a pane, in whatever theme: `Colours.pane` is the palette's Base."""
    page.setBackgroundRole(QPalette.ColorRole.Base)
    page.setAutoFillBackground(True)
