"""The menus over papers: open, file under a category, take into the archive."""


from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from archiver.model import CategoryId
from ui import category_menu, icons
from ui.commands import Commands
from ui.overview import Overview


class FilingMenu(QObject):
    """Builds the menus; tells into which category the chosen papers should go, and whether as a copy."""

    chosen = Signal(int, bool)

    def __init__(self, window: QWidget, commands: Commands) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands

    def over_results(self, at: QPoint, overview: Overview | None, *, one: bool, reachable: bool) -> QMenu:
        """The menu of the chosen papers, `one` or several."""
        menu = self._menu()
        commands = self._commands
        commands.dress()
        if one:
            commands.open_original.setEnabled(reachable)
            commands.show_in_folder.setEnabled(reachable)
            menu.addActions([commands.open, commands.open_original, commands.show_in_folder])
            menu.addSeparator()
        if overview:
            self._categories(menu, self.tr("归入类别"), overview, copy=False)
            self._categories(menu, self.tr("归入并收入档案"), overview, copy=True)
            menu.addSeparator()
        menu.addActions([commands.copy_path, commands.export])
        menu.popup(at)
        return menu

    def at_drop(self, at: QPoint, category: CategoryId, name: str) -> QMenu:
        """The ways to file what was dropped with the right button or Ctrl."""
        menu = self._menu()
        text = self.tr("归入“{name}”").format(name=name)
        menu.addAction(icons.icon("tag"), text).setData((category, False))
        text = self.tr("归入并收入档案（复制一份）")
        menu.addAction(icons.icon("archive"), text).setData((category, True))
        menu.addSeparator()
        menu.addAction(self.tr("取消"))
        menu.triggered.connect(self._dropped)
        menu.popup(at)
        return menu

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _categories(self, menu: QMenu, text: str, overview: Overview, *, copy: bool) -> None:
        below = menu.addMenu(icons.icon("archive" if copy else "tag"), text)
        category_menu.fill(below, overview.categories)
        if not copy:
            below.addSeparator()
            below.addAction(self.tr("待分类")).setData(CategoryId(0))
        below.triggered.connect(self._copied if copy else self._filed)

    @Slot(QAction)
    def _filed(self, action: QAction) -> None:
        self.chosen.emit(action.data(), False)

    @Slot(QAction)
    def _copied(self, action: QAction) -> None:
        self.chosen.emit(action.data(), True)

    @Slot(QAction)
    def _dropped(self, action: QAction) -> None:
        if action.data():
            self.chosen.emit(*action.data())
