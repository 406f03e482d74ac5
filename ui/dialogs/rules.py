"""编辑规则: by which words papers find their category, with what saving would do to them in sight."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archiver.errors import ArchiveError
from archiver.model import Act
from archiver.scheme.edit import EditedCategory, SchemeEdit
from ui import style, words
from ui.bridge import Bridge
from ui.labels import Elided, Label
from ui.rules_panels import RulesPanels
from ui.rules_preview import RulesPreview

WIDE, HIGH, SIDE = 1080, 740, 190
"""Of the dialog and of the list at its left, px at scale 1; no more than the screen has."""

ROW = 27
"""Height of a category, px at scale 1."""

FRAME = 36
"""Pixels of the screen that are left for the frame that the system draws."""

CODE = Qt.ItemDataRole.UserRole


class RulesDialog(QDialog):
    """The categories at the left, the words of one of them at the right, below them what saving would do."""

    saved = Signal(object)
    """The Act, once the rules are in force."""

    def __init__(
        self, bridge: Bridge, edit: SchemeEdit, code: str = "", parent: QWidget | None = None
    ) -> None:
        """`code` is the category to begin with."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("编辑规则"))
        self._bridge = bridge
        self._edit = edit
        self._categories = {category.code: category for category in edit.categories()}
        self.tree = self._made_tree()
        self._name = Label("", size=15, strong=True)
        self._about = Elided("", tone="second", size=12)
        self.panels = RulesPanels(edit, self)
        self.preview = RulesPreview(bridge, edit.rules["meta"]["unclassified"]["name"], self)
        self.save_button = QPushButton(self.tr("保存"), self)
        self._said = Label("", tone="second", size=12, wrap=True)
        self._lay_out()
        self.tree.currentItemChanged.connect(self._show_category)
        self.panels.edited.connect(self._look)
        self._choose(code)
        self._show_changed()

    def reject(self) -> None:
        """Leave; changes that are not saved are asked about."""
        if not self._edit.changed:
            self._leave()
            return
        box = QMessageBox(QMessageBox.Icon.Question, self.tr("编辑规则"), self.tr("放弃没有保存的改动？"), parent=self)
        box.addButton(self.tr("放弃"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(self._leave)
        box.setDefaultButton(box.addButton(self.tr("继续编辑"), QMessageBox.ButtonRole.RejectRole))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def _leave(self) -> None:
        self.preview.stop()
        super().reject()

    def _made_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setObjectName("categories")
        tree.setHeaderHidden(True)
        tree.setAccessibleName(self.tr("类别"))
        rows: dict[str, QTreeWidgetItem] = {}
        for category in self._categories.values():
            item = QTreeWidgetItem([category.name])
            item.setData(0, CODE, category.code)
            item.setSizeHint(0, QSize(0, style.px(ROW)))
            rows[category.code] = item
            if category.parent:
                rows[category.parent].addChild(item)
            else:
                tree.addTopLevelItem(item)
        return tree

    def _choose(self, code: str) -> None:
        """Begin with that category, or with the first."""
        every = self.tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        self.tree.setCurrentItem(next((item for item in every if item.data(0, CODE) == code), every[0]))

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self.tree)
        split.addWidget(self._right())
        split.setSizes([style.px(SIDE), style.px(WIDE - SIDE)])
        split.setStretchFactor(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(split, 1)
        line = QFrame(self)
        line.setObjectName("line")
        column.addWidget(line)
        column.addLayout(self._bottom())
        room = self.screen().availableSize()
        self.resize(min(style.px(WIDE), room.width() - FRAME), min(style.px(HIGH), room.height() - FRAME))

    def _right(self) -> QWidget:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(style.px(16), style.px(12), style.px(16), style.px(4))
        column.setSpacing(style.px(8))
        head = QGridLayout()
        head.setSpacing(style.px(2))
        head.addWidget(self._name, 0, 0)
        head.addWidget(self._about, 1, 0)
        column.addLayout(head)
        column.addWidget(self.panels, 5)
        column.addWidget(self.preview, 3)
        return right

    def _bottom(self) -> QHBoxLayout:
        cancel = QPushButton(self.tr("取消"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.save_button.setProperty("primary", True)
        self.save_button.setAutoDefault(False)
        self.save_button.setShortcut("Ctrl+S")
        self.save_button.clicked.connect(self._save)
        row = QHBoxLayout()
        row.setContentsMargins(style.px(16), style.px(8), style.px(16), style.px(12))
        row.setSpacing(style.px(8))
        row.addWidget(self._said, 1)
        row.addWidget(cancel)
        row.addWidget(self.save_button)
        return row

    @Slot()
    def _show_category(self) -> None:
        category = self._current()
        self._name.setText(category.name)
        if category.parent:
            above = self._categories[category.parent].name
            self._about.setText(self.tr("“{name}”的下级：先归到“{name}”，再按这些词分到这里。").format(name=above))
        else:
            self._about.setText(self.tr("词出现在标题里最要紧，其次是小标题和开头；一份资料归到得分明显最高的类别。"))
        self.panels.show_category(category)

    def _current(self) -> EditedCategory:
        return self._categories[self.tree.currentIndex().data(CODE)]

    @Slot()
    def _look(self) -> None:
        self._show_changed()
        if self._edit.changed:
            self.preview.look_at(self._edit.rules)
        else:
            self.preview.show_unchanged()

    def _show_changed(self) -> None:
        self.save_button.setEnabled(self._edit.changed)
        self._said.set_tone("second")
        self._said.setText(self.tr("保存是一步操作，可以撤销；资料随后在后台重新归类。"))

    @Slot()
    def _save(self) -> None:
        self.save_button.setEnabled(False)
        self.preview.stop()
        save = partial(self._bridge.archive.scheme.save, self._edit)
        self._bridge.ask(save, self._done, self._refused)

    def _done(self, act: Act | None) -> None:
        self.saved.emit(act)
        self.accept()

    def _refused(self, trouble: ArchiveError) -> None:
        language = words.language()
        self._said.set_tone("trouble")
        self._said.setText(f"{trouble.sentence(language)} {trouble.hint(language)}".strip())
