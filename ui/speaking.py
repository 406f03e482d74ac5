"""What is said at the bottom of the results: what came of an act, and what went wrong."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication

from archiver.errors import ArchiveError
from ui import words
from ui.toast import Toast
from ui.verbs import Verbs


class Speaking(QObject):
    """Puts sentences into the toast, and does what can be done about them there."""

    def __init__(self, toast: Toast, verbs: Verbs, parent: QObject) -> None:
        super().__init__(parent)
        self._toast = toast
        self._verbs = verbs
        toast.acted.connect(self._act)

    @Slot(str, str, bool)
    def say(self, text: str, more: str, undo: bool) -> None:
        """What was done, more about it, and whether it can be taken back."""
        self._toast.say(text, more, undo=undo)

    @Slot(str)
    def say_plain(self, text: str) -> None:
        """One sentence."""
        self._toast.say(text)

    @Slot(object)
    def say_trouble(self, error: ArchiveError) -> None:
        """Trouble and what to do next; it can be copied for whoever helps."""
        language = words.language()
        self._toast.say(error.sentence(language), error.hint(language), copy=True)

    @Slot(str)
    def _act(self, act: str) -> None:
        if act == "undo":
            self._verbs.undo()
        elif act == "copy":
            QGuiApplication.clipboard().setText(self._toast.text())
