"""An archive in memory with the methods of `archiver.archive.Archive` that the window uses; deterministic."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, cast

from archiver.errors import ArchiveError
from archiver.model import (
    ATTENTION_STATES,
    NAMES_SHOWN,
    Act,
    Added,
    Block,
    Card,
    Category,
    CategoryId,
    Comparison,
    Decision,
    DocumentId,
    Double,
    DoublePair,
    Doubt,
    Event,
    FieldValue,
    FileRow,
    FilesWanted,
    Filters,
    Hit,
    Name,
    Paper,
    PieceId,
    Review,
    Root,
    RootId,
    Row,
    SavedSearch,
    Series,
    Sort,
    State,
    WatchMode,
)
from archiver.offering import Offer
from archiver.settings import Settings
from archiver.wording import NO_REASON, Reason

if TYPE_CHECKING:
    from archiver.archive import Archive

SCHEME = (
    ("DJ", "党建", None), ("DJ-ZZ", "组织建设", "DJ"), ("DJ-JY", "党员教育管理", "DJ"),
    ("AQ", "安全生产与应急", None), ("AQ-FH", "森林防火", "AQ"), ("JY", "教育", None),
    ("KJ", "科技创新与知识产权", None), ("ZS", "招商引资与园区经济", None), ("HB", "生态环保与节能", None),
)  # fmt: skip

PAPERS = (
    ("森林防火工作总结", "总结", "AQ", "林业站", "docx",
     "今年以来，在镇党委、政府的领导下，我站坚持“预防为主、积极消灭”的方针，层层落实责任，森林防火工作取得较好成效。现总结如下。\n"
     "一、主要做法\n（一）抓责任落实。召开森林防火专题会议4次，与12个行政村签订责任书1,280份，做到山有人管、林有人护、火有人防。\n"
     "（二）抓宣传教育。组织森林防火宣传46场次，张贴标语320条，发放宣传单9,600份，受教育群众1.2万人次。\n"
     "（三）抓隐患排查。清理重点地段可燃物93处，整改隐患27处，整改率100%。\n"),
    ("今冬明春森林防火工作会议上的讲话", "讲话", "AQ", "镇人民政府", "doc",
     "同志们：\n今天的会议很重要。要把资金和功夫用在预防上，落实森林防火行政首长负责制，抓好重点时段、重点部位。\n"),
    ("安全生产委员会第三次会议纪要", "会议纪要", "AQ", "安委会办公室", "pdf",
     "会议听取了森林防火、防汛和校园安全三个专项检查情况的汇报，议定以下事项。\n一、落实责任。\n二、加强值守。\n"),
    ("平安校园建设学习记录", "学习记录", "JY", "中心学校", "wps",
     "集中学习《消防安全常识》，结合清明前后森林防火要求，对学生进行一次专题教育。\n"),
    ("基层党组织建设工作计划", "计划", "DJ-ZZ", "组织部", "docx",
     "为加强基层党组织建设，制定本计划。\n一、指导思想\n以党的建设为统领，抓基层、打基础。\n"),
    ("专利申请情况汇报", "汇报", "KJ", "科技局", "txt",
     "全年共申请专利312件，其中发明专利97件，同比增长18%。\n"),
    ("招商引资工作方案", "方案", None, "招商局", "docx",
     "为做好招商引资工作，制定本方案。\n一、目标任务\n引进项目20个。\n"),
)  # fmt: skip

EVERYTHING = Filters()
YEARS = (2008, 2009, 2010, 2011, 2012, None)


@dataclass(frozen=True)
class FakeStatus:
    """What `Archive.status` tells."""

    documents: int
    pieces: int
    by_state: dict[State, int]
    attention: int
    waiting: int
    catalogue_bytes: int = 0
    index_bytes: int = 0
    text_bytes: int = 0


@dataclass(frozen=True)
class FakePiece:
    """A paper and what is said of it."""

    card: Card
    text: str
    root: RootId
    added_day: int = 0


@dataclass
class FakeResults:
    """What `Archive.search` gives."""

    query: str
    found: list[FakePiece]
    facets: dict[str, dict[object, int]]
    interpreted: str = ""
    notice: Reason | None = None
    unsure: int = 0
    best: list[FakePiece] = field(default_factory=list)
    offered: list[Offer] = field(default_factory=list)
    elapsed_ms: float = 9.0
    log: list[tuple[int, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.found) + self.unsure

    @property
    def exact(self) -> bool:
        return not self.unsure

    def page(self, offset: int, limit: int) -> list[Hit]:
        self.log.append((offset, limit))
        hits = [_hit(piece, self.query) for piece in self.found]
        hits += [replace(_hit(piece, self.query), match="best") for piece in self.best]
        return hits[offset : offset + limit]

    def pieces(self, offset: int, limit: int) -> list[PieceId]:
        return [piece.card.piece for piece in [*self.found, *self.best][offset : offset + limit]]

    def offers(self) -> list[Offer]:
        return [] if self.found else self.offered

    @property
    def best_total(self) -> int:
        return len(self.best)


SPELT = {"zsyzgzfa": "招商引资工作方案"}
"""What is known by its initials."""


class FakeArchive:
    """Forty-two papers, nine categories and three folders, one of them offline."""

    language = "zh"
    keeper_state = "stopped"
    keeper_trouble: Reason | None = None
    unsure = 0
    """Candidates too many where no exact count is asked for."""
    best: tuple[int, ...] = ()
    """Pieces that are the best matches of any words that none has."""
    offered: list[Offer] = []  # noqa: RUF012 - set whole by the tests

    def __init__(self, library: Path, *, copies: int = 1, empty: bool = False) -> None:
        self.library = library
        self.settings = Settings()
        self.can_recognise = False
        self.calls: list[tuple[object, ...]] = []
        self.acts: list[tuple[Act, dict[PieceId, FakePiece], list[Category]]] = []
        self.on_event: Callable[[Event], None] | None = None
        self.alike: dict[PieceId, tuple[PieceId, ...]] = {}
        self.siblings: dict[PieceId, tuple[PieceId, ...]] = {}
        self.rows: tuple[Row, ...] = ()
        self.doubts: list[Doubt] = []
        self.pairs: list[DoublePair] = []
        self.decided: list[DoublePair] = []
        self.to_compare = 0
        self.lock = Lock()
        self.searches: dict[str, str] = {}
        self.queries: list[str] = []
        self.scheme = _scheme()
        self.folders = [] if empty else [
            Root(RootId(1), Path("/data/办公室共享"), "watched", "auto", "online", 24),
            Root(RootId(2), Path("/data/扫描件"), "watched", "auto", "online", 12),
            Root(RootId(3), Path("/media/U盘备份"), "watched", "auto", "offline", 6),
        ]  # fmt: skip
        made = [] if empty else _papers(copies)
        self.held = {piece.card.piece: piece for piece in made}
        self.troubled = [] if empty else _trouble()

    def on_disk(self, path: Path) -> Path:
        if not path.exists():
            raise ArchiveError("reader.file_gone", path=str(path))
        return path

    def opened_copy(self, path: Path) -> Path:
        return self.on_disk(path)

    def as_archive(self) -> "Archive":
        """The same object under the type the window knows."""
        return cast("Archive", self)

    # reading

    def search(
        self, query: str, filters: Filters = EVERYTHING, sort: Sort = "relevance", *,
        exact: bool = True, facets: bool = True, as_written: bool = False, fold: bool = False,
    ) -> FakeResults:  # fmt: skip
        self.calls.append(("search", query, filters, sort, exact, as_written))
        words = [word for word in query.split() if not word.startswith("-")]
        matching = [p for p in self.held.values() if all(w in p.card.title + p.text for w in words)]
        counts: dict[str, dict[object, int]] = {
            "year": dict(Counter(p.card.year for p in matching)),
            "type": dict(Counter(p.card.type or "" for p in matching)),
            "category": dict(Counter(self._id(p.card.category) for p in matching)),
            "organisation": dict(Counter(p.card.organisation or "" for p in matching)),
            "folder": dict(Counter(folder for p in matching for folder in {path.parent for path in p.card.paths})),
        }
        found = [piece for piece in matching if self._passes(piece, filters)]
        if sort == "date":
            found.sort(key=lambda piece: piece.card.date or "", reverse=True)
        elif sort == "title":
            found.sort(key=lambda piece: piece.card.title)
        unsure = 0 if exact or not query else self.unsure
        best = [one for one in self.held.values() if one.card.piece in self.best]
        best = [] if found or not query else best
        return FakeResults(query, found, counts, query, None, unsure, best, self.offered if query else [])

    def names(self, typed: str, limit: int = NAMES_SHOWN) -> list[Name]:
        self.calls.append(("names", typed))
        typed = SPELT.get(typed, typed)
        categories = [
            Name("category", one.name, self._count(one.id), f"类别:{one.name}", category=one.id)
            for one in self.scheme if typed in one.name and self._count(one.id)
        ]  # fmt: skip
        writers = Counter(p.card.organisation for p in self.held.values() if typed in (p.card.organisation or ""))
        organisations = [Name("organisation", str(one), n, f"单位:{one}") for one, n in sorted(writers.items())]
        titles = [
            Name("title", p.card.title, 1, p.card.title, piece=p.card.piece, year=p.card.year)
            for p in self.held.values() if typed in p.card.title
        ]  # fmt: skip
        return [*categories[:2], *organisations[:2], *titles][:limit]

    def learn_names(self) -> None:
        self.calls.append(("learn_names",))

    def paper(self, piece: PieceId) -> Paper:
        held = self.held.get(piece)
        if held is None:
            raise ArchiveError("library.no_such_piece", piece=piece)
        card = held.card
        values = (
            FieldValue("title", card.title, "rule", 0.9, NO_REASON, (0, len(card.title))),
            FieldValue("category", card.category or "", card.category_by or "rule", 0.8),
        )
        return Paper(card, held.text, _blocks(held.text), 0, 1, held.text.count("\n"), values)

    def doubles(self, piece: PieceId) -> list[Double]:
        return [Double(self.held[other].card, "near", 0.9, 0.8) for other in self.alike.get(piece, ())]

    def series(self, piece: PieceId) -> Series:
        return Series("", tuple(self.held[other].card for other in self.siblings.get(piece, ())))

    def doubtful(self) -> list[Doubt]:
        return list(self.doubts)

    def same(self, lost: DocumentId, found: DocumentId) -> Act:
        self.calls.append(("same", lost, found))
        act = self._act("same", 1, Reason("filing.label_same"))
        self.held = {piece: each for piece, each in self.held.items() if each.card.document != found}
        self.doubts = [each for each in self.doubts if found != each.found.document]
        return act

    def different(self, lost: DocumentId, found: DocumentId) -> Act:
        self.calls.append(("different", lost, found))
        self.doubts = [each for each in self.doubts if (lost, found) != (each.lost.document, each.found.document)]
        return self._act("pair", 2, Reason("doubles.label_keep"))

    def compare(self, one: PieceId, other: PieceId) -> Comparison:
        return Comparison(self.held[one].card, self.held[other].card, self.rows)

    def decide(self, one: PieceId, other: PieceId, decision: Decision) -> Act:
        self.calls.append(("decide", one, other, decision))
        return self._act("pair", 2, Reason("doubles.label_version"))

    def review(self) -> Review:
        return Review(tuple(self.pairs), tuple(self.decided), self.to_compare)

    def cards(self, pieces: Sequence[PieceId]) -> dict[PieceId, Card]:
        return {piece: self.held[piece].card for piece in pieces if piece in self.held}

    def decide_all(self, pairs: Sequence[tuple[PieceId, PieceId]], decision: Decision) -> Act:
        self.calls.append(("decide_all", tuple(pairs), decision))
        gone = [pair for pair in self.pairs if {frozenset((pair.one, pair.other))} & set(map(frozenset, pairs))]
        self.pairs = [pair for pair in self.pairs if pair not in gone]
        self.decided += [replace(pair, decided="keep") for pair in gone]
        return self._act("pair", 2 * len(pairs), Reason("doubles.labels_keep", {"pairs": len(pairs)}))

    def marks(self, piece: PieceId, query: str, *, as_written: bool = False) -> list[tuple[int, int]]:
        self.calls.append(("marks", piece, query, as_written))
        return _spans(self.held[piece].text, query)

    def categories(self) -> list[Category]:
        return [replace(each, count=self._count(each.id)) for each in self.scheme]

    def unclassified_count(self) -> int:
        return self._count(CategoryId(0))

    def total_count(self) -> int:
        return len(self.held)

    def recent_count(self) -> int:
        return sum(piece.added_day > 0 for piece in self.held.values())

    def roots(self) -> list[Root]:
        return list(self.folders)

    def status(self) -> FakeStatus:
        count = len(self.held)
        return FakeStatus(count, count, {State.SEARCHABLE: count}, len(self.troubled), 0)

    def files(self, state: State | None = None, *, attention: bool = False) -> list[FileRow]:
        return [row for row in self.troubled if state in (None, row.state)]

    def file_ids(self, wanted: FilesWanted) -> tuple[int, ...]:
        states = ATTENTION_STATES if wanted.attention else {wanted.state} if wanted.state else set(State)
        rows = [
            (str(getattr(row, wanted.order)), number)
            for number, row in enumerate(self.troubled, 1)
            if row.state in states and all(word in str(row.path) for word in wanted.words.split())
        ]
        key = (lambda row: row[1]) if wanted.order == "path" else None
        return tuple(number for _, number in sorted(rows, key=key, reverse=wanted.descending))

    def file_counts(self, words: str = "") -> dict[State, int]:
        return dict(Counter(row.state for row in self.troubled if all(w in str(row.path) for w in words.split())))

    def file_rows(self, ids: Sequence[int]) -> dict[int, FileRow]:
        self.calls.append(("file_rows", len(ids)))
        return {id: self.troubled[id - 1] for id in ids if id <= len(self.troubled)}

    def export_files(self, ids: Sequence[int], target: Path) -> int:
        self.calls.append(("export", tuple(ids), target))
        return len(ids)

    def export_results(
        self, results: FakeResults, target: Path, go_on: Callable[[int, int], bool], *,
        rows: Sequence[range] | None = None,
    ) -> int:  # fmt: skip
        self.calls.append(("export_results", results.query, target, rows))
        count = sum(map(len, rows)) if rows else results.total
        return count if go_on(0, count) else 0

    def counted_searches(self) -> list[tuple[SavedSearch, int]]:
        saved = [SavedSearch(n, name, query) for n, (name, query) in enumerate(self.searches.items(), 1)]
        return [(one, self.search(one.query, facets=False).total) for one in saved]

    def save_search(self, name: str, query: str) -> None:
        self.searches[name] = query

    def rename_search(self, name: str, other: str) -> None:
        self.searches = {other if each == name else each: query for each, query in self.searches.items()}

    def remove_search(self, name: str) -> None:
        del self.searches[name]

    def recent_queries(self) -> list[str]:
        return list(reversed(self.queries))

    def remember_query(self, query: str) -> None:
        self.queries.append(query)

    def forget_queries(self) -> None:
        self.queries = []

    def types(self) -> tuple[str, ...]:
        return tuple(sorted({paper[1] for paper in PAPERS}))

    def undo_label(self) -> Reason | None:
        return self.acts[-1][0].label if self.acts else None

    # acts

    def file(self, pieces: Sequence[PieceId], category: CategoryId, *, copy: bool = False) -> Act:
        self.calls.append(("file", tuple(pieces), category, copy))
        target = next((each for each in self.scheme if each.id == category), None)
        name = target.name if target else "待分类"
        label = Reason("filing.label_file", {"category": name, "pieces": len(pieces)})
        act = self._act("file", len(pieces), label)
        for piece in pieces:
            held = self.held[piece]
            card = replace(
                held.card, category=target.code if target else None,
                category_name=target.name if target else None, category_by="hand",
            )  # fmt: skip
            self.held[piece] = replace(held, card=card)
        return act

    def set(self, pieces: Sequence[PieceId], field: str, value: str) -> Act:
        self.calls.append(("set", tuple(pieces), field, value))
        label = Reason("filing.label_set", {"field": field, "pieces": len(pieces)})
        act = self._act("set", len(pieces), label)
        for piece in pieces:
            held = self.held[piece]
            if field == "title":
                self.held[piece] = replace(held, card=replace(held.card, title=value))
        return act

    def undo(self) -> Act | None:
        self.calls.append(("undo",))
        if not self.acts:
            return None
        act, self.held, self.scheme = self.acts.pop()
        return act

    def add_category(self, name: str, parent: CategoryId | None) -> Act:
        self.calls.append(("add_category", name, parent))
        act = self._act("category_add", 0, Reason("filing.label_category_add", {"category": name}))
        new = CategoryId(max(each.id for each in self.scheme) + 1)
        at = len(self.scheme) if parent is None else [c.id for c in self.scheme].index(parent) + 1
        self.scheme.insert(at, Category(new, f"N{new}", name, parent))
        return act

    def rename_category(self, category: CategoryId, name: str) -> Act:
        self.calls.append(("rename_category", category, name))
        act = self._act("category_rename", 0, Reason("filing.label_category_rename", {"category": name}))
        self.scheme = [replace(c, name=name) if c.id == category else c for c in self.scheme]
        return act

    def remove_category(self, category: CategoryId) -> Act:
        self.calls.append(("remove_category", category))
        act = self._act("category_remove", 0, Reason("filing.label_category_remove", {"category": "类别"}))
        self.scheme = [c for c in self.scheme if category not in (c.id, c.parent)]
        return act

    def add_root(self, path: Path, mode: WatchMode = "auto") -> Root:
        self.calls.append(("add_root", path))
        root = Root(RootId(len(self.folders) + 1), path, "watched", "auto", "online", 0)
        self.folders.append(root)
        return root

    def set_root_mode(self, root: RootId, mode: WatchMode) -> None:
        self.calls.append(("set_root_mode", root, mode))
        self.folders = [replace(each, mode=mode) if each.id == root else each for each in self.folders]

    def remove_root(self, root: RootId) -> None:
        self.calls.append(("remove_root", root))
        self.folders = [each for each in self.folders if each.id != root]

    # the keeper

    def start_keeper(self, on_event: Callable[[Event], None]) -> None:
        self.on_event = on_event
        self.keeper_state = "running"

    def pause(self) -> None:
        self.calls.append(("pause",))
        self.keeper_state = "paused"

    def resume(self) -> None:
        self.calls.append(("resume",))
        self.keeper_state = "running"

    def rescan(self) -> None:
        self.calls.append(("rescan",))

    def retry(self, paths: Sequence[Path] | None, *, password: str = "") -> None:
        self.calls.append(("retry", paths, password) if password else ("retry", paths))

    def add(
        self, paths: Sequence[Path], category: CategoryId | None,
        done: Callable[[list[Added], Act | None], None],
    ) -> None:  # fmt: skip
        self.calls.append(("add", tuple(paths), category))
        act = self._act("add", len(paths), Reason("filing.label_add", {"documents": len(paths)}))
        done([Added(path, DocumentId(1), path, "AQ") for path in paths], act)

    def save_settings(self, settings: Settings) -> None:
        self.settings = settings

    def close(self) -> None:
        self.calls.append(("close",))
        self.keeper_state = "stopped"

    def _act(self, action: str, pieces: int, label: Reason) -> Act:
        act = Act(len(self.acts) + 1, action, pieces, pieces, label)
        self.acts.append((act, dict(self.held), list(self.scheme)))
        return act

    def _passes(self, piece: FakePiece, filters: Filters) -> bool:
        card = piece.card
        years = filters.years
        return all((
            years is None or (card.year is not None and years[0] <= card.year <= years[1]),
            not filters.no_year or card.year is None,
            filters.type in (None, card.type),
            filters.organisation in (None, card.organisation),
            filters.folder is None or any(path.is_relative_to(filters.folder) for path in card.paths),
            filters.root in (None, piece.root),
            filters.recent_days is None or piece.added_day > 0,
            filters.category is None or card.category in self._codes(filters.category),
        ))  # fmt: skip

    def _codes(self, category: CategoryId) -> frozenset[str | None]:
        if category == 0:
            return frozenset({None})
        return frozenset(each.code for each in self.scheme if category in (each.id, each.parent))

    def _id(self, code: str | None) -> int:
        return next((each.id for each in self.scheme if each.code == code), 0)

    def _count(self, category: CategoryId) -> int:
        codes = self._codes(category)
        return sum(piece.card.category in codes for piece in self.held.values())


def _scheme() -> list[Category]:
    ids = {code: CategoryId(number) for number, (code, _, _) in enumerate(SCHEME, 1)}
    return [Category(ids[c], c, name, ids[parent] if parent else None) for c, name, parent in SCHEME]


def _papers(copies: int) -> list[FakePiece]:
    names = {code: name for code, name, _ in SCHEME}
    made: list[FakePiece] = []
    for turn in range(copies):
        for year in YEARS:
            for title, kind, code, organisation, format_, text in PAPERS:
                number = len(made) + 1
                head = f"{year}年{title}" if year else title
                path = Path(f"/data/办公室共享/{head}{turn or ''}.{format_}")
                card = Card(
                    PieceId(number), DocumentId(number), 1, 1, head, year, year,
                    f"{year}-12-0{number % 9 + 1}" if year else None, organisation, None, kind, code,
                    names.get(code or ""), "rule" if code else None, format_, State.SEARCHABLE, NO_REASON,
                    path, (path,),
                )  # fmt: skip
                card = _variety(card, number)
                made.append(FakePiece(card, f"{head}\n{text}", RootId(number % 3 + 1), number % 5))
    return made


def _variety(card: Card, number: int) -> Card:
    """A few papers of a compilation, a few doubles."""
    if number % 7 == 2:
        return replace(card, ordinal=6, pieces=8)
    if number % 11 == 5:
        return replace(card, paths=(*card.paths, Path("/data/扫描件/二.doc"), Path("/data/扫描件/三.doc")))
    return card


def _trouble() -> list[FileRow]:
    why = Reason("ingest.not_readable")
    return [
        FileRow(Path(f"/data/扫描件/{number}.pdf"), None, state, why, 1, None)
        for number, state in enumerate((State.SCAN, State.ENCRYPTED, State.FAILED, State.SCAN, State.GARBLED))
    ]


def _blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        heading = at == 0 or line.startswith(("一、", "二、"))
        blocks.append(Block("heading" if heading else "paragraph", at, at + len(line) - 1, int(heading)))
        at += len(line)
    return tuple(blocks)


def _hit(piece: FakePiece, query: str) -> Hit:
    body = piece.text.partition("\n")[2].replace("\n", " ")
    first = min((at for at in (body.find(word) for word in query.split()) if at >= 0), default=0)
    start = max(0, first - 10)
    snippet = ("……" if start else "") + body[start : start + 80].strip() + "……"
    title = piece.card.title
    return Hit(piece.card, 1.0, "exact", tuple(_spans(title, query)), snippet, tuple(_spans(snippet, query)))


def _spans(text: str, query: str) -> list[tuple[int, int]]:
    spans = []
    for word in query.split():
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    return sorted(spans)
