"""The bar on top: the name, the search field, adding files, the menu."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ui import icons, style
from ui.commands import Commands
from ui.dressing import dressed
from ui.labels import Elided, Label
from ui.search_bar import SearchBar

HEIGHT_PX = 52
FIELD_PX = 640
UNNAMED = ("Wendu", "library")
"""Folder names the program gave itself: they say nothing to the user."""
GAP = 8


class TopBar(QFrame):
    """Always there. The search field begins where the results do."""

    def __init__(self, commands: Commands, library: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self.search = SearchBar(self)
        self._commands = commands
        self._name = QWidget(self)
        self._add = QPushButton(self.tr("添加文件…"), self)
        self._menu_button = QToolButton(self)
        self.menu = QMenu(self)
        commands.fill(self.menu)
        self._lay_out(library)
        dressed(self._dress)

    def begin_at(self, left: int) -> None:
        """Let the search field begin `left` px from the edge."""
        self._name.setFixedWidth(max(style.px(60), left - GAP))

    def open_menu(self) -> None:
        """By key."""
        self._menu_button.showMenu()

    def _dress(self) -> None:
        """Icons and measures of the theme and text scale in force."""
        self.setFixedHeight(style.px(HEIGHT_PX))
        self.search.setMaximumWidth(style.px(FIELD_PX))
        self._menu_button.setIcon(icons.icon("more", "text"))
        self._menu_button.setIconSize(QSize(style.px(16), style.px(16)))

    def _lay_out(self, library: str) -> None:
        named = QHBoxLayout(self._name)
        named.setContentsMargins(14, 0, 8, 0)
        named.setSpacing(8)
        named.addWidget(Label(self.tr("文牍"), size=15, strong=True))
        place = Elided("" if library in UNNAMED else library, tone="second", size=12)
        place.setAccessibleName(self.tr("资料库 {name}").format(name=library))
        named.addWidget(place, 1)
        self._add.clicked.connect(self._commands.add_files.trigger)
        self._menu_button.setMenu(self.menu)
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu_button.setAccessibleName(self.tr("菜单"))
        self._menu_button.setToolTip(self.tr("菜单（F10）"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(GAP)
        row.addWidget(self._name)
        row.addWidget(self.search, 10)
        row.addStretch(1)
        row.addWidget(self._add, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._menu_button, 0, Qt.AlignmentFlag.AlignVCenter)
