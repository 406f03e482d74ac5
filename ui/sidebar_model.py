"""The rows of the side: what there is, the categories, the folders watched."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel

from archiver.archive import RECENT_DAYS
from archiver.model import Category, CategoryId, Filters, Root, RootId, WatchMode
from ui import words
from ui.overview import Overview

Section = Literal["papers", "folders"]
Kind = Literal[
    "heading", "all", "recent", "attention", "doubtful", "doubles", "saved", "category", "unclassified", "root", "hint"
]
PAGES: frozenset[Kind] = frozenset({"attention", "doubtful", "doubles"})
"""Rows that lead to a page of their own."""
AnyIndex = QModelIndex | QPersistentModelIndex

ROW = Qt.ItemDataRole.UserRole + 1

CATEGORIES, FOLDERS = 1, 2
"""Ids of the two headings under which something can be added."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `id` is that of a category, root or saved search, `query` of the last.

    `path`, `online`, `mode` and `how` are of a root: how it is to be watched, and a sentence on how it is.
    """

    kind: Kind
    name: str
    id: int = 0
    count: int | None = None
    depth: int = 0
    path: Path | None = None
    online: bool = True
    mode: WatchMode = "auto"
    how: str = ""
    query: str = ""

    @property
    def key(self) -> tuple[str, int, str]:
        """What stays the same when counts and names change."""
        return self.kind, self.id, self.name if self.kind == "heading" else ""

    @property
    def takes_pieces(self) -> bool:
        """Whether papers may be dropped here."""
        return self.kind in ("category", "unclassified")

    def filters(self) -> Filters:
        """What narrows the papers to this row."""
        if self.kind == "recent":
            return Filters(recent_days=RECENT_DAYS)
        if self.kind == "category":
            return Filters(category=CategoryId(self.id))
        if self.kind == "unclassified":
            return Filters(category=CategoryId(0))
        if self.kind == "root":
            return Filters(root=RootId(self.id))
        return Filters()


@dataclass(slots=True)
class _Part:
    """A section: its top, its rows by what they are, and which came after which."""

    top: QStandardItem
    items: dict[tuple[str, int, str], QStandardItem] = field(default_factory=dict)
    shape: list[tuple[tuple[str, int, str], int]] = field(default_factory=list)

    def rebuild(self, rows: list[Row]) -> None:
        self.top.removeRows(0, self.top.rowCount())
        self.items = {}
        above = [self.top]
        for row in rows:
            item = QStandardItem()
            item.setFlags(_flags(row))
            del above[row.depth + 1 :]
            above[-1].appendRow(item)
            above.append(item)
            self.items[row.key] = item


class SidebarModel(QStandardItemModel):
    """Rows kept in place while only counts change, so that nothing folds or jumps under the hand.

    Below the root stand the sections, which are never shown themselves: each is the top of a view.
    """

    renamed = Signal(int, str)
    """A category got another name by hand: its id, the name."""
    search_renamed = Signal(str, str)
    """A saved search got another name by hand: the old and the new one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, 1, parent)
        self._parts = {name: _Part(QStandardItem()) for name in get_args(Section)}
        for part in self._parts.values():
            self.appendRow(part.top)

    def show(self, overview: Overview) -> bool:
        """Show the library as it is; true where rows came or went and the view must find its place again."""
        papers = [*self._papers(overview), *self._scheme(overview)]
        changed = [self._show("papers", papers), self._show("folders", list(self._folders(overview)))]
        return any(changed)

    def top(self, section: Section) -> QModelIndex:
        """Where the rows of a section hang."""
        return self.indexFromItem(self._parts[section].top)

    def find(self, kind: Kind, number: int = 0) -> QModelIndex:
        """Where a row stands; invalid where it does not."""
        for part in self._parts.values():
            item = part.items.get((kind, number, ""))
            if item:
                return self.indexFromItem(item)
        return QModelIndex()

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name typed by hand is an act of the archive; the row changes when the library did."""
        if role == Qt.ItemDataRole.EditRole:
            row = row_of(index)
            name = str(value).strip()
            if row and name and name != row.name:
                if row.kind == "saved":
                    self.search_renamed.emit(row.name, name)
                else:
                    self.renamed.emit(row.id, name)
            return False
        return super().setData(index, value, role)

    def _show(self, section: Section, rows: list[Row]) -> bool:
        part = self._parts[section]
        shape = [(row.key, row.depth) for row in rows]
        same = shape == part.shape
        if not same:
            part.shape = shape
            part.rebuild(rows)
        for row in rows:
            self._fill(part.items[row.key], row)
        return not same

    def _fill(self, item: QStandardItem, row: Row) -> None:
        if item.data(ROW) == row:
            return
        item.setData(row, ROW)
        item.setText(row.name)
        item.setToolTip("\n".join(filter(None, (str(row.path), row.how))) if row.path else row.query)
        item.setData(self._spoken(row), Qt.ItemDataRole.AccessibleTextRole)

    def _spoken(self, row: Row) -> str:
        parts = [row.name]
        if row.count is not None:
            parts.append(self.tr("{n} 个文件") if row.kind in ("attention", "root") else self.tr("{n} 篇"))
            parts[-1] = parts[-1].format(n=row.count)
        if not row.online:
            parts.append(self.tr("未连接"))
        parts += filter(None, [row.how])
        return "，".join(parts)

    def _papers(self, overview: Overview) -> Iterator[Row]:
        yield Row("heading", self.tr("资料"))
        yield Row("all", self.tr("全部"), count=overview.total)
        yield Row("recent", self.tr("最近添加"), count=overview.recent)
        yield Row("attention", self.tr("需要处理"), count=overview.attention)
        if overview.doubts:
            yield Row("doubtful", self.tr("待确认"), count=len(overview.doubts))
        yield Row("doubles", self.tr("重复与相近"))
        for search, count in overview.searches:
            yield Row("saved", search.name, search.id, count, query=search.query)

    def _scheme(self, overview: Overview) -> Iterator[Row]:
        yield Row("heading", self.tr("类别"), CATEGORIES)
        depths: dict[CategoryId, int] = {}
        for category in overview.categories:
            depths[category.id] = _depth(category, depths)
            yield Row("category", category.name, category.id, category.count, depths[category.id])
        yield Row("unclassified", self.tr("待分类"), count=overview.unclassified)

    def _folders(self, overview: Overview) -> Iterator[Row]:
        yield Row("heading", self.tr("监视的文件夹"), FOLDERS)
        for root in overview.watched:
            yield self._folder(root)
        if not overview.watched:
            yield Row("hint", self.tr("添加文件夹…"))

    def _folder(self, root: Root) -> Row:
        online = root.state == "online"
        name = root.path.name or str(root.path)
        shown = name if online else self.tr("{name}（未连接）").format(name=name)
        why = root.watching.why
        how = why.say(words.language()) if why and online else ""
        return Row("root", shown, root.id, root.files, path=root.path, online=online, mode=root.mode, how=how)


def row_of(index: AnyIndex) -> Row | None:
    """The row at an index; None where there is none."""
    row = index.data(ROW) if index.isValid() else None
    return row if isinstance(row, Row) else None


def _flags(row: Row) -> Qt.ItemFlag:
    if row.kind == "heading":
        return Qt.ItemFlag.NoItemFlags
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    return flags | Qt.ItemFlag.ItemIsEditable if row.kind in ("category", "saved") else flags


def _depth(category: Category, depths: dict[CategoryId, int]) -> int:
    return 0 if category.parent is None else depths.get(category.parent, -1) + 1
