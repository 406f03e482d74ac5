"""The pages of the window beside the papers: the first greeting, the ledger, the review of doubles, settings, help."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QStackedWidget, QWidget

from archiver.model import Doubt
from archiver.settings import Settings
from ui import style
from ui.body import Body
from ui.bridge import Bridge
from ui.overview import Overview

if TYPE_CHECKING:
    from ui.doubtful import Doubtful
    from ui.ledger import Ledger
    from ui.review import ReviewPage
    from ui.welcome import Welcome


class Pages(QStackedWidget):
    """Pages are made when they are first wanted, so that the window opens at once.

    Until the library was looked at there is a blank one, so that neither page flashes up.
    """

    folder_chosen = Signal(object)
    """Paths of folders to watch, from the greeting."""
    samples_wanted = Signal()
    file_wanted = Signal(object)
    """A file of the ledger to be opened: its path."""
    rules_wanted = Signal()
    """By which words papers find their category."""
    message = Signal(str)
    acted = Signal(str, str, bool)
    """As `Verbs.said`: what was decided on a page, and whether it can be taken back."""

    def __init__(self, body: Body, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = body
        self._bridge = bridge
        self._ledger: Ledger | None = None
        self._doubtful: Doubtful | None = None
        self._doubts: tuple[Doubt, ...] = ()
        self._review: ReviewPage | None = None
        self._welcome: Welcome | None = None
        self.addWidget(QWidget(self))
        self.addWidget(body)

    def greet(self, overview: Overview) -> None:
        """The greeting while the library is empty, the papers as soon as it is not."""
        self._doubts = overview.doubts
        if self._doubtful is not None:
            self._doubtful.show_doubts(self._doubts)
        if overview.empty:
            self.setCurrentWidget(self._make_welcome())
        else:
            self.setCurrentWidget(self._body)

    @Slot()
    def show_ledger(self) -> None:
        """The files that need a hand."""
        if self._ledger is None:
            from ui.ledger import Ledger

            self._ledger = Ledger(self._bridge, self)
            self._ledger.openFile.connect(self.file_wanted)
            self._ledger.message.connect(self.message)
        self._ledger.refresh()
        self._body.show_page(self._ledger, self._ledger)

    @Slot()
    def show_review(self, *, take_focus: bool = False) -> None:
        """The papers of which there are several, or nearly."""
        if self._review is None:
            from ui.review import ReviewPage

            self._review = ReviewPage(self._bridge, self)
            self._review.acted.connect(self.acted)
        self._review.refresh()
        self._body.show_page(self._review, self._review.side)
        if take_focus:
            self._review.setFocus()

    @Slot()
    def refresh(self) -> None:
        """The page that is seen, as the library changed."""
        for page in (self._ledger, self._review):
            if page is not None and page.isVisible():
                page.refresh()

    @Slot()
    def show_doubtful(self, chosen: Doubt | None = None) -> None:
        """New files that may be papers whose files are gone."""
        if self._doubtful is None:
            from ui.doubtful import Doubtful

            self._doubtful = Doubtful(self._bridge, self)
            self._doubtful.acted.connect(self.acted)
        self._doubtful.show_doubts(self._doubts)
        if chosen is not None:
            self._doubtful.choose(chosen)
        self._body.show_page(self._doubtful, self._doubtful)

    @Slot()
    def open_settings(self) -> None:
        """What the user may choose."""
        from ui.dialogs.settings import SettingsDialog

        archive = self._bridge.archive
        dialog = SettingsDialog(
            archive.settings, self, library=archive.library, can_recognise=archive.can_recognise
        )
        dialog.accepted.connect(self._take_settings)
        dialog.rules_wanted.connect(self.rules_wanted)
        self._open(dialog)

    @Slot()
    def open_help(self) -> None:
        """How to use the program, and its keys."""
        from ui.dialogs.help import HelpDialog

        self._open(HelpDialog(self))

    @Slot()
    def open_search_help(self) -> None:
        """How to ask, on one page."""
        from ui.dialogs.help import HelpDialog

        self._open(HelpDialog(self, page="search"))

    @Slot()
    def open_about(self) -> None:
        """Version and licences."""
        from ui.dialogs.about import AboutDialog

        self._open(AboutDialog(self))

    def _make_welcome(self) -> QWidget:
        if self._welcome is None:
            from ui.welcome import Welcome

            self._welcome = Welcome(self)
            self._welcome.folderChosen.connect(self.folder_chosen)
            self._welcome.samplesWanted.connect(self.samples_wanted)
            self.addWidget(self._welcome)
        return self._welcome

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot()
    def _take_settings(self) -> None:
        dialog = self.sender()
        chosen = getattr(dialog, "result_settings", None)
        app = QApplication.instance()
        if isinstance(chosen, Settings) and isinstance(app, QApplication):
            self._bridge.archive.save_settings(chosen)
            style.apply(app, chosen.theme, chosen.text_scale)
