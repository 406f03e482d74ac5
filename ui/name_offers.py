"""Names while one types: at every key, before the papers themselves are looked through."""

from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from archiver.model import Name
from ui.bridge import Bridge
from ui.name_list import NameList
from ui.search_bar import SearchBar

CHANNEL = "names"


class NameOffers(QObject):
    """Stands between the search field, the archive and the list of names."""

    taken = Signal(object)
    """Name that was chosen."""

    def __init__(self, window: QWidget, bridge: Bridge, search: SearchBar) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._search = search
        self._composing = False
        self._typed = ""
        """What names were asked for; "" while none are wanted."""
        self._known = self._learning = False
        self.list = NameList(window)
        self.list.taken.connect(self._take)
        search.field.textEdited.connect(self._look)
        search.field.composing.connect(self._compose)
        search.field.focused.connect(self._follow_focus)
        search.field.first_asked = self._press
        search.resized.connect(self.hide)
        search.written.connect(self.hide)
        bridge.changed.connect(self._grow_old)

    @Slot()
    def learn(self) -> None:
        """Have the names at hand as they are now; called early, so that the first key need not wait for it."""
        if not self._known and not self._learning:
            self._learning = self._known = True
            self._bridge.ask(self._bridge.archive.learn_names, self._learnt)

    @Slot()
    def hide(self) -> None:
        """The user turned to something else; an answer still on its way is not shown."""
        self._typed = ""
        self._bridge.drop(CHANNEL)
        self.list.hide()

    @Slot(bool)
    def _compose(self, composing: bool) -> None:
        self._composing = composing
        if composing:
            self.hide()

    @Slot(bool)
    def _follow_focus(self, focused: bool) -> None:
        if not focused:
            self.hide()

    def _press(self, key: Qt.Key) -> bool:
        """What a key does to the list; whether it did anything, so that the field has no use for it."""
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            taken = self.list.isVisible() and self.list.take()
            self.hide()
            return taken
        if not self.list.isVisible():
            return False
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.step(1 if key == Qt.Key.Key_Down else -1):
            return True
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.hide()
        return key == Qt.Key.Key_Escape

    @Slot(str)
    def _look(self, typed: str) -> None:
        if self._composing or not typed.strip():
            self.hide()
            return
        self._typed = typed
        self._bridge.ask(partial(self._bridge.archive.names, typed), self._show, channel=CHANNEL)
        self.learn()

    def _show(self, names: list[Name]) -> None:
        typing = self._search.window().focusWidget() is self._search.field
        wanted = names if _is_spelt(self._typed) else [name for name in names if name.kind != "title"]
        self.list.show_names(wanted if typing else [], self._search)

    @Slot(object)
    def _take(self, name: Name) -> None:
        self.hide()
        self.taken.emit(name)

    @Slot()
    def _grow_old(self) -> None:
        """The library changed; the names are learnt anew with the next key."""
        self._known = False

    def _learnt(self, _: None) -> None:
        """The names of before are shown already where something is typed; those of now take their place."""
        self._learning = False
        if self._typed:
            self._look(self._typed)


def _is_spelt(typed: str) -> bool:
    """Whether titles are wanted: for letters, or where a field is named. Papers with the characters typed in their
    titles stand first in the results, which the list would only cover."""
    return any((each.isascii() and each.isalpha()) or each in ":：" for each in typed)


def query_with(typed: str, name: Name) -> str:
    """The words typed with the name in place of the last one; a title stands for all, a category is a chip beside."""
    if name.kind == "title":
        return name.query
    before = typed.split()[:-1]
    return " ".join([*before, name.query] if name.kind == "organisation" else before)
