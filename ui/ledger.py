"""The ledger: every file with its state, why it is in it and what to do, so that none is missing in silence."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QModelIndex, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archiver.model import FileOrder, FileRow, FilesWanted, State
from archiver.wording import Reason
from ui import style, words
from ui.blank import Blank
from ui.bridge import Bridge
from ui.dressing import dressed, stand_on_pane
from ui.labels import Label
from ui.ledger_acts import LedgerActs, Looked, look
from ui.ledger_model import LedgerModel
from ui.ledger_states import Shelf, StatesList
from ui.ledger_table import LedgerTable
from ui.open_files import show_in_folder

TYPING_MS = 200
"""Rest after which typed words narrow the list."""

STATES_PX = 236
LOOKED_THROUGH = 200
"""Selected files that are looked through for one with a password."""


class Ledger(QWidget):
    """Lists the files, narrows them by state and words, reads them again, exports them."""

    openFile = Signal(object)
    """Path of a file that was double-clicked, or chosen with Enter."""
    message = Signal(str)
    """A sentence for the bottom of the window."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        stand_on_pane(self)
        self.setAccessibleName(self.tr("文件台账"))
        self._bridge = bridge
        self._wanted = FilesWanted(attention=True)
        self._shown: FilesWanted | None = None
        self._title = Label(self.tr("文件台账"), size=15, strong=True)
        self._words = QLineEdit(self, placeholderText=self.tr("按路径中的文字筛选"), clearButtonEnabled=True)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._states = StatesList(self)
        self._advice = Label(tone="second", wrap=True)
        self._model = LedgerModel(bridge, self)
        self._table = LedgerTable(self._model, self)
        self._detail = Label(tone="second", wrap=True)
        self._blank = Blank(self)
        self._pages = QStackedWidget(self)
        self._acts = LedgerActs(bridge, self)
        self._again = QPushButton(self.tr("重新读取"))
        self._password = QPushButton(self.tr("输入密码…"))
        self._folder = QPushButton(self.tr("打开所在文件夹"))
        self._export = QPushButton(self.tr("导出表格…"))
        self._states.choose("attention")
        self._lay_out()
        self._connect()
        self._show_chosen()

    @Slot()
    def refresh(self) -> None:
        """Read the ledger anew; what is selected stays selected, and nothing jumps."""
        self._bridge.ask(partial(look, self._bridge.archive, self._wanted), self._show, channel="ledger")

    def _lay_out(self) -> None:
        self._words.setAccessibleName(self._words.placeholderText())
        self._head = QHBoxLayout()
        self._head.addWidget(self._title, 1)
        self._head.addWidget(self._words)
        acts = QHBoxLayout()
        for button in (self._again, self._password, self._folder, self._export):
            acts.addWidget(button)
        acts.addStretch(1)
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._blank)
        self._right = QVBoxLayout()
        self._right.addLayout(acts)
        self._right.addWidget(self._advice)
        self._right.addWidget(self._pages, 1)
        self._right.addWidget(self._detail)
        self._sides = QHBoxLayout()
        self._sides.addWidget(self._states)
        self._sides.addLayout(self._right, 1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addLayout(self._sides, 1)
        dressed(self._dress)

    def _connect(self) -> None:
        self._words.textChanged.connect(self._typing.start)
        self._typing.timeout.connect(self._narrow_by_words)
        self._states.chosen.connect(self._narrow)
        self._model.sorted.connect(self._sort)
        self._model.dataChanged.connect(self._show_chosen)
        self._acts.message.connect(self.message)
        self._again.clicked.connect(self._read_again)
        self._password.clicked.connect(self._give_password)
        self._folder.clicked.connect(self._show_folder)
        self._export.clicked.connect(self._save_table)
        self._table.activated.connect(self._open)
        self._table.selectionModel().selectionChanged.connect(self._show_chosen)

    @Slot(object)
    def _narrow(self, shelf: Shelf) -> None:
        """Another state was chosen."""
        state = shelf if isinstance(shelf, State) else None
        self._want(replace(self._wanted, state=state, attention=shelf == "attention"))

    @Slot()
    def _narrow_by_words(self) -> None:
        self._want(replace(self._wanted, words=self._words.text().strip()))

    @Slot(str, bool)
    def _sort(self, order: FileOrder, descending: bool) -> None:
        self._want(replace(self._wanted, order=order, descending=descending))

    def _want(self, wanted: FilesWanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.refresh()

    def _show(self, looked: Looked) -> None:
        """The ledger was read."""
        self._states.states.show_counts(looked.counts)
        self._table.show_ids(looked.ids, stay=self._shown == looked.wanted)
        self._shown = looked.wanted
        shelf = self._states.shelf
        members = len(looked.ids) - self._states.states.count(shelf)
        inside = self.tr("另有 {n} 份在压缩包或邮件中。").format(n=words.number(members)) if members > 0 else ""
        self._advice.setText(self._meaning(shelf) + inside)
        self._say_blank(shelf)
        self._pages.setCurrentWidget(self._table if looked.ids else self._blank)
        self._show_chosen()

    def _meaning(self, shelf: Shelf) -> str:
        """What the chosen state is, and what to do."""
        advice = self._states.states.advice(shelf)
        return f"{Reason(f'state.{shelf}').say(words.language())}。{advice}" if isinstance(shelf, State) else advice

    def _say_blank(self, shelf: Shelf) -> None:
        """Why nothing is listed."""
        if self._wanted.words:
            hint = self.tr("请换一个词，或清除筛选。")
            self._blank.say("file", self.tr("没有路径含“{words}”的文件").format(words=self._wanted.words), hint)
        elif shelf == "attention":
            self._blank.say("check", self.tr("没有需要处理的文件"), self.tr("所有文件都已读出，或正在排队读取。"))
        elif shelf == "all":
            self._blank.say("file", self.tr("还没有文件"), self.tr("添加要监视的文件夹后，文件会列在这里。"))
        else:
            word = self._states.states.word(shelf)
            self._blank.say("check", self.tr("没有“{state}”的文件").format(state=word))

    @Slot()
    def _show_chosen(self) -> None:
        """What can be done with what is selected, and all that is known of one file."""
        chosen, listed = self._table.rows(), len(self._model.ids)
        count = len(chosen) or listed
        some, every = self.tr("重新读取 {n} 个"), self.tr("全部重新读取")
        self._again.setText(some.format(n=words.number(count)) if chosen else every)
        self._again.setEnabled(bool(count) and self._wanted.state is not State.OFFLINE)
        self._export.setEnabled(bool(count))
        self._password.setEnabled(bool(self._locked(chosen)))
        self._password.setVisible(self._password.isEnabled() or self._wanted.state is State.ENCRYPTED)
        row = self._only(chosen)
        self._folder.setEnabled(row is not None)
        self._detail.setVisible(row is not None)
        if row is not None:
            said = f"{row.why.say(words.language())}　{row.what_to_do.hint(words.language())}"
            self._detail.setText(f"{row.path}\n{said.strip()}")

    def _only(self, chosen: list[int]) -> FileRow | None:
        """The one file at these rows."""
        return self._model.row(chosen[0]) if len(chosen) == 1 else None

    def _locked(self, chosen: list[int]) -> list[int]:
        """Of the selected rows those that have a password; of very many, all may be."""
        if len(chosen) > LOOKED_THROUGH:
            return chosen if self._wanted.state is State.ENCRYPTED else []
        rows = [(number, self._model.row(number)) for number in chosen]
        return [number for number, row in rows if row is not None and row.needs_password]

    @Slot()
    def _read_again(self) -> None:
        """Read the selected files once more, or all that are listed."""
        self._acts.read_again(self._meant())

    @Slot()
    def _give_password(self) -> None:
        """Read the selected files with a password."""
        locked = self._locked(self._table.rows())
        row = self._only(locked)
        name = row.path.name if row else self.tr("{n} 个文件").format(n=words.number(len(locked)))
        self._acts.give_password(tuple(self._model.ids[each] for each in locked), name)

    @Slot()
    def _save_table(self) -> None:
        """Export the selected files, or all that are listed."""
        self._acts.save_table(self._meant())

    def _meant(self) -> tuple[int, ...]:
        """What an act is for: what is selected, or else all that is listed."""
        return tuple(self._model.ids[each] for each in self._table.rows()) or tuple(self._model.ids)

    @Slot()
    def _show_folder(self) -> None:
        row = self._only(self._table.rows())
        if row is not None:
            show_in_folder(self._bridge, row.container or row.path)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self._model.row(index.row())
        if row is not None:
            self.openFile.emit(row.container or row.path)

    def _dress(self) -> None:
        self._column.setContentsMargins(style.px(16), style.px(12), style.px(16), style.px(12))
        self._column.setSpacing(style.px(10))
        self._sides.setSpacing(style.px(16))
        self._right.setSpacing(style.px(8))
        self._states.setFixedWidth(style.px(STATES_PX))
        self._words.setFixedWidth(style.px(240))
        self._states.setStyleSheet(f"QListView {{ border: 0; background: {style.current().pane}; }}")
