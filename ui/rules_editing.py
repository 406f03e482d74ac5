"""Opening the window in which the rules of the categories are edited."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from archiver.model import CategoryId
from archiver.scheme.edit import SchemeEdit
from ui.bridge import Bridge
from ui.verbs import Verbs


class RulesEditing(QObject):
    """One such window at a time, over the main one."""

    def __init__(self, window: QWidget, bridge: Bridge, verbs: Verbs) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._verbs = verbs

    @Slot()
    @Slot(int)
    def open(self, category: int = 0) -> None:
        """Edit the rules, of that category first."""
        self._bridge.ask(partial(self._scheme, CategoryId(category)), self._show, channel="rules")

    def _scheme(self, category: CategoryId) -> tuple[SchemeEdit, str]:
        """Runs on a worker: the scheme, and the code of the category."""
        archive = self._bridge.archive
        code = next((each.code for each in archive.scheme.categories() if each.id == category), "")
        return archive.scheme.edit(), code

    def _show(self, asked: tuple[SchemeEdit, str]) -> None:
        from ui.dialogs.rules import RulesDialog  # only when it is wanted, so that the window opens at once

        edit, code = asked
        dialog = RulesDialog(self._bridge, edit, code, self._window)
        dialog.saved.connect(self._verbs.rules_saved)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
