"""What the user does to the library: each verb is one call of the archive, and a word about it afterwards."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Signal

from archiver.errors import ArchiveError
from archiver.model import Act, Added, CategoryId, PieceId, Root, RootId, Suggestion, WatchMode
from archiver.wording import Reason
from ui import words
from ui.bridge import Bridge

if TYPE_CHECKING:
    from archiver.archive import Archive


class Verbs(QObject):
    """Asks the bridge, tells what came of it, and lets everybody look again."""

    said = Signal(str, str, bool)
    """A sentence, what to add to it, and whether it can be taken back."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._archive = bridge.archive

    def file(
        self, pieces: Sequence[PieceId], category: CategoryId, name: str, *, copy: bool, stays: bool
    ) -> None:
        """Give papers a category; `stays`: they lie in watched folders, `copy`: take them in as well."""
        more = self.tr("已复制到档案") if copy else self.tr("文件仍在原处") if stays else ""
        self._bridge.ask(
            partial(self._archive.file, tuple(pieces), category, copy=copy), partial(self._filed, name, more)
        )

    def suggestions(self, answer: Callable[[list[Suggestion]], None], above: float) -> None:
        """Every suggestion that is sure enough, for the user to look through."""
        self._bridge.ask(partial(self._archive.scheme.suggestions, above), answer, channel="suggestions")

    def accept(self, chosen: Mapping[PieceId, CategoryId]) -> None:
        """File papers as it was suggested, in one act."""
        self._bridge.ask(partial(self._archive.scheme.accept, chosen), self._accepted)

    def undo(self) -> None:
        """Take the last act back."""
        self._bridge.ask(self._archive.undo, self._undone, self._not_undone)

    def add(self, paths: Sequence[Path], category: CategoryId | None) -> None:
        """Copy files and folders from outside into the archive."""
        self.said.emit(self.tr("正在收入 {n} 项…").format(n=words.number(len(paths))), "", False)
        self._bridge.add(paths, category, self._added)

    def save_search(self, name: str, query: str) -> None:
        """Keep a query by name."""
        said = self.tr("已保存查找“{name}”").format(name=name)
        self._bridge.ask(partial(self._archive.searches.save, name, query), partial(self._kept, said))

    def rename_search(self, name: str, other: str) -> None:
        """Another name for a saved search."""
        said = self.tr("查找已改名为“{name}”").format(name=other)
        self._bridge.ask(partial(self._archive.searches.rename, name, other), partial(self._kept, said))

    def remove_search(self, name: str) -> None:
        """Keep a search no longer."""
        said = self.tr("已删除查找“{name}”").format(name=name)
        self._bridge.ask(partial(self._archive.searches.remove, name), partial(self._kept, said))

    def _kept(self, said: str, _: None) -> None:
        self.said.emit(said, "", False)
        self._bridge.look_again()

    def add_category(self, name: str, parent: CategoryId | None) -> None:
        """A new category."""
        said = self.tr("已新建类别“{name}”").format(name=name)
        self._bridge.ask(partial(self._archive.scheme.add_category, name, parent), partial(self._acted, said))

    def rename_category(self, category: CategoryId, name: str) -> None:
        """Another name for a category; its papers stay in it."""
        said = self.tr("类别已改名为“{name}”").format(name=name)
        self._bridge.ask(partial(self._archive.scheme.rename_category, category, name), partial(self._acted, said))

    def remove_category(self, category: CategoryId, name: str) -> None:
        """Take a category out of the scheme."""
        said = self.tr("已删除类别“{name}”").format(name=name)
        self._bridge.ask(partial(self._archive.scheme.remove_category, category), partial(self._acted, said))

    def rules_saved(self, act: Act | None) -> None:
        """The scheme was edited and saved; papers are judged by it in the background."""
        if act is not None:
            self._acted(self.tr("规则已保存"), act, self.tr("资料正在后台重新归类"))

    def add_folders(self, paths: Sequence[Path]) -> None:
        """Watch folders from now on."""
        for path in paths:
            self._bridge.ask(partial(self._archive.roots.add, path), self._watched)

    def try_samples(self) -> None:
        """Write the sample papers into a folder of their own among the user's documents, and watch it."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(documents) / self.tr("文牍示例资料")
        self._bridge.ask(partial(_watch_samples, self._archive, folder), self._watched)

    def remove_folder(self, root: RootId, name: str) -> None:
        """Watch a folder no longer."""
        self._bridge.ask(partial(self._archive.roots.remove, root), partial(self._unwatched, name))

    def watch_otherwise(self, root: int, mode: WatchMode) -> None:
        """Choose how a folder is watched; its row tells what comes of it."""
        self._bridge.ask(partial(self._archive.roots.set_mode, RootId(root), mode), self._look_again)

    def rescan(self) -> None:
        """Look through the folders now."""
        self._bridge.ask(self._archive.keeper.rescan, self._rescanning)

    def pause(self, paused: bool) -> None:
        """Let the reading rest, or go on."""
        self._bridge.ask(self._archive.keeper.pause if paused else self._archive.keeper.resume, self._look_again)

    def _filed(self, name: str, more: str, act: Act) -> None:
        said = self.tr("已归入 {name} · {n} 篇").format(name=name, n=words.number(act.pieces))
        self._acted(said, act, more)

    def _accepted(self, act: Act) -> None:
        self._acted(self.tr("已按建议归入 {n} 篇").format(n=words.number(act.pieces)), act)

    def _acted(self, said: str, act: Act, more: str = "") -> None:
        self.said.emit(said, more, True)
        self._bridge.look_again()

    def _undone(self, act: Act | None) -> None:
        if act is None:
            self.said.emit(self.tr("没有可以撤销的操作"), "", False)
            return
        self.said.emit(self.tr("已撤销：{what}").format(what=self._label(act.label)), "", False)
        self._bridge.look_again()

    def _not_undone(self, error: ArchiveError) -> None:
        """An act that can never be taken back is passed over from now on: the menu names the one before it."""
        self._bridge.failed.emit(error)
        self._bridge.look_again()

    def _added(self, answer: tuple[list[Added], Act | None]) -> None:
        added, act = answer
        refused = [each for each in added if each.failed]
        known = sum(each.known for each in added)
        said = self.tr("已收入 {n} 个文件").format(n=words.number(len(added) - len(refused)))
        more = [self.tr("其中 {n} 个档案里已有").format(n=words.number(known))] if known else []
        if refused:
            why = refused[0].failed.say(words.language())
            more.append(self.tr("{n} 个未收入：{why}").format(n=words.number(len(refused)), why=why))
        self.said.emit(said, "；".join(more), act is not None)
        self._bridge.look_again()

    def _watched(self, root: Root) -> None:
        self.said.emit(self.tr("开始监视“{name}”").format(name=root.path.name or root.path), "", False)
        self._bridge.look_again()

    def _unwatched(self, name: str, _: None) -> None:
        self.said.emit(self.tr("不再监视“{name}”").format(name=name), self.tr("其中的文件没有动"), False)
        self._bridge.look_again()

    def _rescanning(self, _: None) -> None:
        self.said.emit(self.tr("正在重新扫描"), "", False)
        self._bridge.look_again()

    def _look_again(self, _: None) -> None:
        self._bridge.look_again()

    def _label(self, label: Reason) -> str:
        return label.say(words.language()) if label else self.tr("上一步操作")


def _watch_samples(archive: "Archive", folder: Path) -> Root:
    from resources.samples.make_samples import make_samples

    make_samples(folder)
    return archive.roots.add(folder)
