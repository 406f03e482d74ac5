"""The rooms of the archive in memory, each with the methods of its like in `archiver.archive` that the window uses."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from archiver.model import (
    ATTENTION_STATES,
    Act,
    Added,
    Category,
    CategoryId,
    Comparison,
    Decision,
    DocumentId,
    Double,
    DoublePair,
    Doubt,
    Event,
    FileRow,
    FilesWanted,
    PieceId,
    Review,
    Root,
    RootId,
    Row,
    SavedSearch,
    Series,
    State,
    WatchMode,
)
from archiver.wording import Reason
from tests.ui.fake_archive.papers import PAPERS, FakePiece


class FakeShelf:
    """What all rooms share: the papers, the scheme, what was called, and what can be taken back."""

    def __init__(self, held: dict[PieceId, FakePiece], scheme: list[Category]) -> None:
        self.held = held
        self.scheme = scheme
        self.calls: list[tuple[object, ...]] = []
        self.acts: list[tuple[Act, dict[PieceId, FakePiece], list[Category]]] = []

    def act(self, action: str, pieces: int, label: Reason) -> Act:
        act = Act(len(self.acts) + 1, action, pieces, pieces, label)
        self.acts.append((act, dict(self.held), list(self.scheme)))
        return act

    def undo(self) -> Act | None:
        self.calls.append(("undo",))
        if not self.acts:
            return None
        act, self.held, self.scheme = self.acts.pop()
        return act

    def codes(self, category: CategoryId) -> frozenset[str | None]:
        if category == 0:
            return frozenset({None})
        return frozenset(each.code for each in self.scheme if category in (each.id, each.parent))

    def id(self, code: str | None) -> int:
        return next((each.id for each in self.scheme if each.code == code), 0)

    def count(self, category: CategoryId) -> int:
        codes = self.codes(category)
        return sum(piece.card.category in codes for piece in self.held.values())


class FakeDoubles:
    """`archive.doubles`."""

    def __init__(self, shelf: FakeShelf) -> None:
        self._shelf = shelf
        self.alike: dict[PieceId, tuple[PieceId, ...]] = {}
        self.siblings: dict[PieceId, tuple[PieceId, ...]] = {}
        self.rows: tuple[Row, ...] = ()
        self.doubts: list[Doubt] = []
        self.pairs: list[DoublePair] = []
        self.decided: list[DoublePair] = []
        self.to_compare = 0

    def of(self, piece: PieceId) -> list[Double]:
        return [Double(self._shelf.held[other].card, "near", 0.9, 0.8) for other in self.alike.get(piece, ())]

    def series(self, piece: PieceId) -> Series:
        return Series("", tuple(self._shelf.held[other].card for other in self.siblings.get(piece, ())))

    def compare(self, one: PieceId, other: PieceId) -> Comparison:
        return Comparison(self._shelf.held[one].card, self._shelf.held[other].card, self.rows)

    def review(self) -> Review:
        return Review(tuple(self.pairs), tuple(self.decided), self.to_compare)

    def decide(self, one: PieceId, other: PieceId, decision: Decision) -> Act:
        self._shelf.calls.append(("decide", one, other, decision))
        return self._shelf.act("pair", 2, Reason("doubles.label_version"))

    def decide_all(self, pairs: Sequence[tuple[PieceId, PieceId]], decision: Decision) -> Act:
        self._shelf.calls.append(("decide_all", tuple(pairs), decision))
        gone = [pair for pair in self.pairs if {frozenset((pair.one, pair.other))} & set(map(frozenset, pairs))]
        self.pairs = [pair for pair in self.pairs if pair not in gone]
        self.decided += [replace(pair, decided="keep") for pair in gone]
        return self._shelf.act("pair", 2 * len(pairs), Reason("doubles.labels_keep", {"pairs": len(pairs)}))

    def doubtful(self) -> list[Doubt]:
        return list(self.doubts)

    def same(self, lost: DocumentId, found: DocumentId) -> Act:
        self._shelf.calls.append(("same", lost, found))
        act = self._shelf.act("same", 1, Reason("filing.label_same"))
        self._shelf.held = {piece: each for piece, each in self._shelf.held.items() if each.card.document != found}
        self.doubts = [each for each in self.doubts if found != each.found.document]
        return act

    def different(self, lost: DocumentId, found: DocumentId) -> Act:
        self._shelf.calls.append(("different", lost, found))
        self.doubts = [each for each in self.doubts if (lost, found) != (each.lost.document, each.found.document)]
        return self._shelf.act("pair", 2, Reason("doubles.label_keep"))


class FakeScheme:
    """`archive.scheme`."""

    def __init__(self, shelf: FakeShelf) -> None:
        self._shelf = shelf

    def categories(self) -> list[Category]:
        return [replace(each, count=self._shelf.count(each.id)) for each in self._shelf.scheme]

    def types(self) -> tuple[str, ...]:
        return tuple(sorted({paper[1] for paper in PAPERS}))

    def add_category(self, name: str, parent: CategoryId | None) -> Act:
        self._shelf.calls.append(("add_category", name, parent))
        act = self._shelf.act("category_add", 0, Reason("filing.label_category_add", {"category": name}))
        new = CategoryId(max(each.id for each in self._shelf.scheme) + 1)
        at = len(self._shelf.scheme) if parent is None else [c.id for c in self._shelf.scheme].index(parent) + 1
        self._shelf.scheme.insert(at, Category(new, f"N{new}", name, parent))
        return act

    def rename_category(self, category: CategoryId, name: str) -> Act:
        self._shelf.calls.append(("rename_category", category, name))
        act = self._shelf.act("category_rename", 0, Reason("filing.label_category_rename", {"category": name}))
        self._shelf.scheme = [replace(c, name=name) if c.id == category else c for c in self._shelf.scheme]
        return act

    def remove_category(self, category: CategoryId) -> Act:
        self._shelf.calls.append(("remove_category", category))
        act = self._shelf.act("category_remove", 0, Reason("filing.label_category_remove", {"category": "类别"}))
        self._shelf.scheme = [c for c in self._shelf.scheme if category not in (c.id, c.parent)]
        return act


class FakeLedger:
    """`archive.ledger`."""

    def __init__(self, shelf: FakeShelf, troubled: list[FileRow]) -> None:
        self._shelf = shelf
        self.troubled = troubled

    def files(self, state: State | None = None, *, attention: bool = False) -> list[FileRow]:
        return [row for row in self.troubled if state in (None, row.state)]

    def ids(self, wanted: FilesWanted) -> tuple[int, ...]:
        states = ATTENTION_STATES if wanted.attention else {wanted.state} if wanted.state else set(State)
        rows = [
            (str(getattr(row, wanted.order)), number)
            for number, row in enumerate(self.troubled, 1)
            if row.state in states and all(word in str(row.path) for word in wanted.words.split())
        ]
        key = (lambda row: row[1]) if wanted.order == "path" else None
        return tuple(number for _, number in sorted(rows, key=key, reverse=wanted.descending))

    def counts(self, words: str = "") -> dict[State, int]:
        return dict(Counter(row.state for row in self.troubled if all(w in str(row.path) for w in words.split())))

    def rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        self._shelf.calls.append(("file_rows", len(ids)))
        return {id: self.troubled[id - 1] for id in ids if id <= len(self.troubled)}

    def export(self, ids: Sequence[int], target: Path, language: str) -> int:
        self._shelf.calls.append(("export", tuple(ids), target))
        return len(ids)


class FakeRoots:
    """`archive.roots`."""

    def __init__(self, shelf: FakeShelf, folders: list[Root]) -> None:
        self._shelf = shelf
        self.folders = folders

    def all(self) -> list[Root]:
        return list(self.folders)

    def add(self, path: Path, mode: WatchMode = "auto") -> Root:
        self._shelf.calls.append(("add_root", path))
        root = Root(RootId(len(self.folders) + 1), path, "watched", "auto", "online", 0)
        self.folders.append(root)
        return root

    def set_mode(self, root: RootId, mode: WatchMode) -> None:
        self._shelf.calls.append(("set_root_mode", root, mode))
        self.folders = [replace(each, mode=mode) if each.id == root else each for each in self.folders]

    def remove(self, root: RootId) -> None:
        self._shelf.calls.append(("remove_root", root))
        self.folders = [each for each in self.folders if each.id != root]


class FakeSearches:
    """`archive.searches`."""

    def __init__(self, total: Callable[[str], int]) -> None:
        self._total = total
        self.kept: dict[str, str] = {}
        self.queries: list[str] = []

    def counted(self) -> list[tuple[SavedSearch, int]]:
        saved = [SavedSearch(n, name, query) for n, (name, query) in enumerate(self.kept.items(), 1)]
        return [(one, self._total(one.query)) for one in saved]

    def save(self, name: str, query: str) -> None:
        self.kept[name] = query

    def rename(self, name: str, other: str) -> None:
        self.kept = {other if each == name else each: query for each, query in self.kept.items()}

    def remove(self, name: str) -> None:
        del self.kept[name]

    def recent(self) -> list[str]:
        return list(reversed(self.queries))

    def remember(self, query: str) -> None:
        self.queries.append(query)

    def forget(self) -> None:
        self.queries = []


class FakeKeeper:
    """`archive.keeper`."""

    def __init__(self, shelf: FakeShelf) -> None:
        self._shelf = shelf
        self.state = "stopped"
        self.trouble: Reason | None = None
        self.on_event: Callable[[Event], None] | None = None

    def start(self, on_event: Callable[[Event], None]) -> None:
        self.on_event = on_event
        self.state = "running"

    def pause(self) -> None:
        self._shelf.calls.append(("pause",))
        self.state = "paused"

    def resume(self) -> None:
        self._shelf.calls.append(("resume",))
        self.state = "running"

    def rescan(self) -> None:
        self._shelf.calls.append(("rescan",))

    def retry(self, paths: Sequence[Path], *, password: str = "") -> None:
        self._shelf.calls.append(("retry", paths, password) if password else ("retry", paths))

    def add(
        self, paths: Sequence[Path], category: CategoryId | None,
        done: Callable[[list[Added], Act | None], None],
    ) -> None:  # fmt: skip
        self._shelf.calls.append(("add", tuple(paths), category))
        act = self._shelf.act("add", len(paths), Reason("filing.label_add", {"documents": len(paths)}))
        done([Added(path, DocumentId(1), path, "AQ") for path in paths], act)

    def close(self) -> None:
        self._shelf.calls.append(("close",))
        self.state = "stopped"
