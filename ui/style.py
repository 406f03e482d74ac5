"""How the window looks: one table of colours, one palette, one sheet, one scale."""

from dataclasses import asdict, dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from ui.dressing import look_changed

if TYPE_CHECKING:
    from archiver.archive import Archive

Theme = Literal["system", "light", "dark"]

SHEET = Path(__file__).resolve().parent.parent / "resources" / "style.qss"
TEXT_PX = 13
"""The system font at scale 1, in px; the measures of the window are drawn for it."""

SANS = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC",
        "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback")
SERIF = ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "STSong", "SimSun", "FangSong")


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one theme, as #RRGGBB; the table of design/window.md.

    `faint` is only for large or non-essential words; `good`, `attention` and `trouble` never stand alone.
    """

    window: str
    side: str
    pane: str
    line: str
    text: str
    second: str
    faint: str
    accent: str
    wash: str
    hit: str
    current_hit: str
    good: str
    attention: str
    trouble: str
    chip: str
    hover: str
    toast: str
    toast_text: str
    toast_link: str
    on_accent: str


LIGHT = Colours(
    window="#F3F4F6", side="#ECEEF1", pane="#FFFFFF", line="#DADDE2",
    text="#1D2129", second="#5B6470", faint="#8A929D", accent="#1E5AA8", wash="#E3EDF9",
    hit="#FFE08A", current_hit="#FFB238", good="#2E7D4F", attention="#B26A00", trouble="#B3372F",
    chip="#ECEEF1", hover="#E4E7EB", toast="#272C34", toast_text="#F3F4F6", toast_link="#9CC4F5",
    on_accent="#FFFFFF",
)  # fmt: skip

DARK = Colours(
    window="#1B1E23", side="#20242A", pane="#23272E", line="#363C45",
    text="#E6E9ED", second="#A6AFBA", faint="#7C8692", accent="#7FB0F0", wash="#2B3A50",
    hit="#6E5A14", current_hit="#B98A1A", good="#6CC08B", attention="#E0A84A", trouble="#EE8A80",
    chip="#2E343C", hover="#2A2F37", toast="#E6E9ED", toast_text="#1D2129", toast_link="#1E5AA8",
    on_accent="#14181D",
)  # fmt: skip


@dataclass(slots=True)
class _Dress:
    """What the application wears now, with its inks and fonts at hand.

    A list paints some hundred of them at each step of scrolling; each one asked of Qt anew is a moment in
    which a worker may take the interpreter.
    """

    colours: Colours = LIGHT
    text_px: int = TEXT_PX
    inks: dict[str, QColor] = field(default_factory=dict)
    fonts: dict[tuple[float, bool], QFont] = field(default_factory=dict)


_worn = _Dress()


def current() -> Colours:
    """The colours in force."""
    return _worn.colours


def colour(name: str) -> QColor:
    """A colour in force by its name in the table; not to be changed by the caller."""
    ink = _worn.inks.get(name)
    if ink is None:
        ink = _worn.inks[name] = QColor(getattr(_worn.colours, name))
    return ink


def px(measure: float) -> int:
    """A measure drawn for the text of scale 1, at the text scale in force."""
    return round(measure * _worn.text_px / TEXT_PX)


def font(size: float = TEXT_PX, *, strong: bool = False) -> QFont:
    """The window's font; `size` in px at scale 1, `strong` is semibold. Not to be changed by the caller."""
    known = _worn.fonts.get((size, strong))
    if known is not None:
        return known
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    if strong:
        made.setWeight(_strong_weight(made.families()[0]))
    _worn.fonts[size, strong] = made
    return made


def serif(size: float = 15, *, strong: bool = False) -> QFont:
    """The font of papers; `size` in px at scale 1."""
    made = QFont(font(size, strong=strong))
    made.setFamilies([*SERIF, *QApplication.font().families()])
    return made


def apply(app: QApplication, theme: Theme = "system", scale: float = 1.0) -> None:
    """Dress the application in a theme at a text scale (1.0, 1.15 or 1.3)."""
    colours, base = DARK if is_dark(theme) else LIGHT, _base_font(scale)
    worn = _worn.colours, _worn.text_px
    _worn.colours, _worn.text_px = colours, base.pixelSize()
    _worn.inks.clear()
    _worn.fonts.clear()
    app.setStyle("Fusion")
    app.setFont(base)
    app.setPalette(palette(colours))
    app.setStyleSheet(sheet(colours))
    if worn != (colours, base.pixelSize()):
        look_changed()


class Follow(QObject):
    """Dresses the application anew when the system turns dark or light and the user follows it."""

    def __init__(self, archive: "Archive", app: QApplication) -> None:
        super().__init__(app)
        self._archive = archive
        self._app = app
        app.styleHints().colorSchemeChanged.connect(self._turn)

    @Slot()
    def _turn(self) -> None:
        settings = self._archive.settings
        if settings.theme == "system":
            apply(self._app, settings.theme, settings.text_scale)


def is_dark(theme: Theme) -> bool:
    """What a theme comes to here; a system that does not say is light."""
    if theme == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return theme == "dark"


def palette(colours: Colours) -> QPalette:
    """The palette Fusion paints with."""
    role = QPalette.ColorRole
    made = QPalette(QColor(colours.pane), QColor(colours.window))
    table = {
        role.Window: colours.window, role.WindowText: colours.text, role.Base: colours.pane,
        role.AlternateBase: colours.window, role.Text: colours.text, role.PlaceholderText: colours.faint,
        role.Button: colours.pane, role.ButtonText: colours.text, role.BrightText: colours.trouble,
        role.Highlight: colours.accent, role.HighlightedText: colours.on_accent,
        role.Link: colours.accent, role.LinkVisited: colours.accent, role.Accent: colours.accent,
        role.ToolTipBase: colours.toast, role.ToolTipText: colours.toast_text,
        role.Light: colours.pane, role.Midlight: colours.side, role.Mid: colours.line,
        role.Dark: colours.line, role.Shadow: colours.line,
    }  # fmt: skip
    for which, value in table.items():
        made.setColor(which, QColor(value))
    for which in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.faint))
    return made


def sheet(colours: Colours) -> str:
    """The style sheet with the colours and the scaled measures of the moment filled in."""
    measures = {f"px{n}": f"{px(n)}px" for n in (2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 18, 20, 24, 28, 32)}
    return Template(_sheet_source()).substitute(asdict(colours), **measures)


@cache
def _sheet_source() -> str:
    return SHEET.read_text(encoding="utf-8")


@cache
def _strong_weight(family: str) -> QFont.Weight:
    """Semibold where the family has it; most Chinese ones have only bold, and Qt thickens only to bold."""
    weights = {QFontDatabase.weight(family, name) for name in QFontDatabase.styles(family)}
    return QFont.Weight.DemiBold if QFont.Weight.DemiBold in weights else QFont.Weight.Bold


def _base_font(scale: float) -> QFont:
    """The system's font if it is known to draw Chinese well, else the first of SANS that is installed."""
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    installed = set(QFontDatabase.families())
    chinese = [family for family in SANS if family in installed]
    if QFontInfo(system).family() not in SANS:
        system.setFamilies([*chinese, *system.families()])
    system.setPixelSize(round(TEXT_PX * scale))
    return system
