"""What saving would do to the papers, told while the rules are edited."""

from copy import deepcopy
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from archiver.errors import ArchiveError
from archiver.model import Flow, Move, Preview
from ui import style, words
from ui.bridge import Bridge
from ui.labels import Elided, Label

if TYPE_CHECKING:
    from archiver.scheme.previewing import Previewer, Previewing

REST_MS = 350
"""After the last change, so that no word is judged while the next one is typed."""

FLOWS = 3
"""Ways papers would go that are named; the list has them all."""

CHANNEL = "rules preview"


class RulesPreview(QFrame):
    """Asks for the preview step by step; the next change leaves it where it is and begins anew."""

    def __init__(self, bridge: Bridge, unclassified: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._unclassified = unclassified
        self._previewer: Previewer | None = None
        self._rules: dict[str, Any] = {}
        self._moves: tuple[Move, ...] = ()
        self.headline = Label("", strong=True)
        self.detail = Elided("", tone="second", size=12)
        self.list = self._made_list()
        self.reason = Elided("", tone="second", size=12)
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.px(4))
        for part in (self.headline, self.detail, self.list, self.reason):
            column.addWidget(part, int(part is self.list))
        self.list.currentItemChanged.connect(self._show_reason)
        self.show_unchanged()

    def show_unchanged(self) -> None:
        """Nothing is edited, so nothing would move."""
        self.stop()
        self._clear(self.tr("还没有改动"), self.tr("改动规则后，这里列出保存后会换类别的资料；您亲自归类的不会变。"))

    def look_at(self, rules: dict[str, Any]) -> None:
        """Tell soon what saving these rules would do."""
        self.stop()
        self._rules = deepcopy(rules)  # a worker reads it while the user goes on
        self._clear(self.tr("正在看哪些资料会换类别…"), "")
        self._soon.start()

    def stop(self) -> None:
        """What is under way is no longer wanted."""
        self._soon.stop()
        self._bridge.drop(CHANNEL)

    def _clear(self, headline: str, detail: str) -> None:
        self._moves = ()
        self.list.clear()
        self.headline.setText(headline)
        self.detail.setText(detail)
        self.reason.setText("")

    def _made_list(self) -> QTreeWidget:
        view = QTreeWidget(self)
        view.setAccessibleName(self.tr("会换类别的资料"))
        view.setRootIsDecorated(False)
        view.setUniformRowHeights(True)
        view.setHeaderLabels([self.tr("题名"), self.tr("现在"), self.tr("保存后")])
        header = view.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for section in (1, 2):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(section, style.px(150))
        view.setObjectName("moves")
        view.setMinimumHeight(style.px(72))
        view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        return view

    @Slot()
    def _begin(self) -> None:
        self._bridge.ask(self._begun, self._go_on, self._fail, channel=CHANNEL)

    def _begun(self) -> "Previewing":
        """Runs on a worker."""
        if self._previewer is None:
            self._previewer = self._bridge.archive.scheme.previewer()
        return self._previewer.begin(self._rules)

    def _go_on(self, previewing: "Previewing") -> None:
        self._bridge.ask(previewing.step, partial(self._show, previewing), self._fail, channel=CHANNEL)

    def _show(self, previewing: "Previewing", preview: Preview) -> None:
        for move in preview.moves[len(self._moves) :]:
            shown = [move.title, move.before_name or self._unclassified, move.after_name or self._unclassified]
            self.list.addTopLevelItem(QTreeWidgetItem(shown))
        self._moves = preview.moves
        self._tell(preview)
        if not preview.done:
            self._go_on(previewing)

    def _tell(self, preview: Preview) -> None:
        sure = preview.looked >= preview.holding
        if preview.total:
            said = self.tr("保存后有 {n} 份会换类别") if sure else self.tr("保存后至少有 {n} 份会换类别")
            self.headline.setText(said.format(n=words.number(preview.total)))
        elif preview.done:
            self.headline.setText(self.tr("保存后没有资料会换类别"))
        parts = [self._flow(flow) for flow in preview.flows[:FLOWS]]
        if preview.total > len(preview.moves):
            parts.append(self.tr("只列出前 {n} 份").format(n=words.number(len(preview.moves))))
        if not preview.done:
            parts.append(self._progress(preview, sure=sure))
        self.detail.setText(" · ".join(parts))

    def _progress(self, preview: Preview, *, sure: bool) -> str:
        if not sure:
            said = self.tr("正在看含有改动的词的资料 {n} / {m}")
            return said.format(n=words.number(preview.looked), m=words.number(preview.holding))
        said = self.tr("含有改动的词的已看完，正在看其余的 {n} / {m}")
        rest = preview.papers - preview.holding
        return said.format(n=words.number(preview.looked - preview.holding), m=words.number(rest))

    def _flow(self, flow: Flow) -> str:
        before, after = (name or self._unclassified for name in (flow.before_name, flow.after_name))
        return self.tr("{before} → {after} {n} 份").format(before=before, after=after, n=words.number(flow.count))

    def _fail(self, trouble: ArchiveError) -> None:
        language = words.language()
        self._clear(trouble.sentence(language), trouble.hint(language))

    @Slot()
    def _show_reason(self) -> None:
        row = self.list.currentIndex().row()
        why = self._moves[row].reason.say(words.language()) if 0 <= row < len(self._moves) else ""
        self.reason.setText(self.tr("理由：{why}").format(why=why) if why else "")
