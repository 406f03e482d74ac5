"""The reading side of the window: a paper on its sheet, the hits marked, its facts below."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from archiver.archive import Archive
from archiver.errors import ArchiveError
from archiver.model import Card, Doubt, Hit, Paper, PieceId, State
from ui import citing, drag, states, style, words
from ui.blank import Blank
from ui.bridge import Bridge
from ui.dividing import Dividing, PieceStrip
from ui.doubting import DoubtStrip
from ui.facts import Facts
from ui.labels import Label
from ui.open_files import open_original, show_in_folder
from ui.password_dialog import ask_password
from ui.reader_head import ReaderHead
from ui.reader_text import Sheet, typeset
from ui.sheet import SheetView

NOTED = frozenset({State.PARTIAL, State.RECOVERED, State.OFFLINE})
"""States with text to read and something to say of it."""

NO_PASSWORD_HELPS = frozenset({"extract.kind.drm", "extract.pdf_security"})
"""Reasons of encrypted papers that are locked by something else: software of the office, a certificate."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper with its sheet, as a worker brought it for one query."""

    paper: Paper
    query: str
    sheet: Sheet


def opened(archive: Archive, hit: Hit, query: str, *, as_written: bool) -> Opened:
    """Read and set the paper of a hit; for a worker. Raises ArchiveError if it is gone."""
    piece = hit.card.piece
    paper = archive.paper(piece)
    marks = archive.marks(piece, query, as_written=as_written, match=hit.match) if query else ()
    return Opened(paper, query, typeset(paper, marks))


class Reader(QWidget):
    """Shows the paper of a hit."""

    changed = Signal()
    """A value was corrected."""
    message = Signal(str)
    """A sentence for the bottom of the window."""
    acted = Signal(str, str, bool)
    """What was done with the paper, what to add to it, and whether it can be taken back."""
    comparison_wanted = Signal(object)
    """A Doubt about the paper shown: both texts are to be seen."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("阅读"))
        self._bridge = bridge
        self._hit: Hit | None = None
        self._query = ""
        self._as_written = False
        self._from_end = False
        self._opened: Opened | None = None
        self._head = ReaderHead(self)
        self._note = Note(self)
        self._doubt = DoubtStrip(bridge, self)
        self._strip = PieceStrip(self)
        self._sheet = SheetView(self)
        self._dividing = Dividing(bridge, self._sheet)
        self.setFocusProxy(self._sheet)
        self._blank = Blank(self)
        self._facts = Facts(bridge, self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._blank)
        self._pages.addWidget(self._sheet)
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._strip, self._note, self._doubt, self._pages, self._facts):
            column.addWidget(part, int(part is self._pages))
        self.show_hit(None, "")

    def show_hit(self, hit: Hit | None, query: str, *, as_written: bool = False) -> None:
        """Open the paper of a hit with the words of a query marked; None for nothing selected."""
        self._hit, self._from_end = hit, False
        self._query, self._as_written = query, as_written
        if hit is None:
            self._show_nothing()
            return
        self._show_card(hit.card)
        read = partial(opened, self._bridge.archive, hit, query, as_written=as_written)
        self._bridge.ask(read, self._show, self._lost, channel="reader")

    def show_many(self, hits: Sequence[Hit], count: int | None = None) -> None:
        """Several papers are selected: say so, and what can be done with them.

        `count` is how many there are where `hits` are only those seen so far.
        """
        if len(hits) < 2:
            self.show_hit(hits[0] if hits else None, self._query, as_written=self._as_written)
            return
        self._show_nothing()
        title = self.tr("已选 {n} 篇").format(n=words.number(count or len(hits)))
        self._blank.say("all", title, self.tr("选中其中一篇即可阅读。"))
        self._facts.show_many(hits, count)

    @property
    def empty(self) -> bool:
        """Whether no paper is shown, nor on its way."""
        return self._hit is None

    @property
    def waiting(self) -> bool:
        """Whether the paper wanted is still on its way."""
        now = self._opened
        return self._hit is not None and (now is None or (now.paper.card.piece, now.query) != self._wanted)

    @property
    def _wanted(self) -> tuple[PieceId | None, str]:
        return self._hit.card.piece if self._hit else None, self._query

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) marked place of this paper; false where there is none further."""
        seen = self._pages.currentWidget() is self._sheet
        if not seen or not 0 <= self._sheet.current + by < self._sheet.count:
            return False
        self._sheet.step(by)
        return True

    def begin_at_end(self) -> None:
        """The paper that is on its way is to show its last marked place."""
        self._from_end = True

    def copy_plain(self) -> None:
        """The words chosen, without the line that says where they come from."""
        text = self._sheet.textCursor().selection().toPlainText()
        if text:
            QGuiApplication.clipboard().setText(text)

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Pairs of which one may be the paper shown."""
        self._doubt.show_doubts(doubts)

    def reload(self) -> None:
        """Read the paper anew; it stays where it is."""
        if self._hit:
            self.show_hit(self._hit, self._query, as_written=self._as_written)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the facts, and the line above them."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour("pane"))
        if self._facts.isVisible():
            painter.setPen(style.colour("line"))
            painter.drawLine(self._facts.geometry().topLeft(), self._facts.geometry().topRight())

    def _connect(self) -> None:
        self._head.stepped.connect(self._sheet.step)
        self._head.opened.connect(self._open_original)
        self._head.shown.connect(self._show_folder)
        self._sheet.moved.connect(self._tell_hits)
        self._facts.changed.connect(self._corrected)
        self._facts.message.connect(self.message)
        self._blank.acted.connect(self._open_with_password)
        self._sheet.customContextMenuRequested.connect(self._dividing.over_line)
        self._strip.asked.connect(self._dividing.over_strip)
        self._dividing.done.connect(self._divided)
        self._doubt.done.connect(self._settled)
        self._doubt.comparison_wanted.connect(self.comparison_wanted)

    def _show_nothing(self) -> None:
        self._hit = None
        self._opened = None
        self._bridge.drop("reader")
        self._head.hide()
        self._note.hide()
        self._strip.show_card(None)
        self._doubt.show_card(None)
        self._dividing.show_paper(None)
        self._facts.show_paper(None)
        self._blank.say("file", self.tr("没有选中资料"), self.tr("在左边选一篇，就在这里阅读。"))
        self._pages.setCurrentWidget(self._blank)

    def _show_card(self, card: Card) -> None:
        """What is known of the paper before its text has come."""
        self._head.show()
        self._head.show_title(card.title)
        self._head.allow_original(bool(card.path) and drag.reachable(card))

    def _show(self, now: Opened) -> None:
        """The paper has come. The same paper and query again, after a change: the place is kept."""
        before, self._opened = self._opened, now
        card = now.paper.card
        self._show_card(card)
        self._facts.show_paper(now.paper)
        self._strip.show_card(card)
        self._doubt.show_card(card)
        self._dividing.show_paper(now.paper)
        self._note.show_card(card, words.language())
        if not now.sheet.lines:
            self._explain(card)
            return
        self._pages.setCurrentWidget(self._sheet)
        again = before is not None and (before.paper.card.piece, before.query) == (card.piece, now.query)
        self._sheet.source = citing.source(card)
        self._sheet.show_sheet(now.sheet, keep_place=again)
        if self._from_end and not again:
            self._sheet.step(-1)

    def _explain(self, card: Card) -> None:
        """A file without text: its state, why, and what to do."""
        language = words.language()
        state = State.EMPTY if card.state is State.SEARCHABLE else card.state
        reason = states.why(state, card.reason)
        asks = card.state is State.ENCRYPTED and card.reason.code not in NO_PASSWORD_HELPS and drag.reachable(card)
        action = self.tr("输入密码…") if asks else ""
        self._blank.say("attention", states.word(state), reason.say(language), reason.hint(language), action)
        self._pages.setCurrentWidget(self._blank)
        self._head.show_hits(-1, 0)
        self._note.setVisible(card.missing)

    def _lost(self, trouble: ArchiveError) -> None:
        """The paper went away between the list and the click."""
        language = words.language()
        self._show_nothing()
        title = self.tr("这篇资料打不开")
        self._blank.say("trouble", title, trouble.sentence(language), trouble.hint(language))

    def _tell_hits(self) -> None:
        self._head.show_hits(self._sheet.current, self._sheet.count)

    def _open_original(self) -> None:
        if self._opened and self._opened.paper.card.path:
            open_original(self._bridge, self._opened.paper.card.path)

    def _show_folder(self) -> None:
        if self._opened and self._opened.paper.card.path:
            show_in_folder(self._bridge, self._opened.paper.card.path)

    def _open_with_password(self) -> None:
        """Let the keeper read the paper with a password; how that went comes back with the change it tells."""
        path = self._opened.paper.card.path if self._opened else None
        archive = self._bridge.archive
        if path is None:
            return
        if archive.keeper.state != "running":
            self.message.emit(self.tr("现在没有在读取文件：请先继续读取，再输入密码"))
            return
        password = ask_password(self, path.name)
        if password:
            self._bridge.ask(lambda: archive.keeper.retry([path], password=password), self._trying)

    def _trying(self, _: None) -> None:
        self.message.emit(self.tr("正在用密码读取…"))

    def _divided(self, card: Card, said: str) -> None:
        """The file was divided anew: go on reading where one was, or in the piece that took this one in."""
        if self._hit:
            self.show_hit(replace(self._hit, card=card), self._query, as_written=self._as_written)
        self.acted.emit(said, "", True)
        self.changed.emit()

    def _settled(self, doubt: Doubt, same: bool, said: str) -> None:
        """A doubt about the paper shown was settled; a new file that is the lost paper is read on as that."""
        if self._hit:
            self._divided(doubt.lost if same else self._hit.card, said)

    def _corrected(self) -> None:
        self.reload()
        self.changed.emit()


class Note(QWidget):
    """A strip above a paper that was not read in full, or whose original is out of reach."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label(tone="attention", wrap=True)
        row = QVBoxLayout(self)
        row.setContentsMargins(style.px(16), style.px(6), style.px(16), style.px(6))
        row.addWidget(self._words)

    def show_card(self, card: Card, language: str) -> None:
        """Say what is to be known of a paper before one relies on it; nothing for most."""
        said = ""
        if card.missing:
            said = self.tr("原文件已不在。这里是以前读出的文字，仍可阅读和搜索。")
        elif card.state in NOTED or (card.state is State.SEARCHABLE and card.reason):
            reason = states.why(card.state, card.reason)
            said = f"{reason.say(language)}　{reason.hint(language)}".strip()
        self._words.setText(said)
        self._words.setAccessibleName(said)
        self.setVisible(bool(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line below."""
        painter = QPainter(self)
        painter.setPen(style.colour("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.colour("attention"))
        painter.drawRect(0, 0, style.px(3), self.height())
