"""Seven papers of six years, nine categories, five files that are in trouble; always the same."""

from dataclasses import dataclass, replace
from pathlib import Path

from archiver.model import Block, Card, Category, CategoryId, DocumentId, FileRow, Hit, PieceId, Root, RootId, State
from archiver.wording import NO_REASON, Reason

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

YEARS = (2008, 2009, 2010, 2011, 2012, None)


@dataclass(frozen=True)
class FakePiece:
    """A paper and what is said of it."""

    card: Card
    text: str
    root: RootId
    added_day: int = 0


def scheme() -> list[Category]:
    ids = {code: CategoryId(number) for number, (code, _, _) in enumerate(SCHEME, 1)}
    return [Category(ids[c], c, name, ids[parent] if parent else None) for c, name, parent in SCHEME]


def papers(copies: int) -> list[FakePiece]:
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


def folders() -> list[Root]:
    return [
        Root(RootId(1), Path("/data/办公室共享"), "watched", "auto", "online", 24),
        Root(RootId(2), Path("/data/扫描件"), "watched", "auto", "online", 12),
        Root(RootId(3), Path("/media/U盘备份"), "watched", "auto", "offline", 6),
    ]


def trouble() -> list[FileRow]:
    why = Reason("ingest.not_readable")
    return [
        FileRow(Path(f"/data/扫描件/{number}.pdf"), None, state, why, 1, None)
        for number, state in enumerate((State.SCAN, State.ENCRYPTED, State.FAILED, State.SCAN, State.GARBLED))
    ]


def blocks(text: str) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    for line in text.splitlines(keepends=True):
        heading = at == 0 or line.startswith(("一、", "二、"))
        blocks.append(Block("heading" if heading else "paragraph", at, at + len(line) - 1, int(heading)))
        at += len(line)
    return tuple(blocks)


def hit(piece: FakePiece, query: str) -> Hit:
    body = piece.text.partition("\n")[2].replace("\n", " ")
    first = min((at for at in (body.find(word) for word in query.split()) if at >= 0), default=0)
    start = max(0, first - 10)
    snippet = ("……" if start else "") + body[start : start + 80].strip() + "……"
    title = piece.card.title
    return Hit(piece.card, 1.0, "exact", tuple(spans(title, query)), snippet, tuple(spans(snippet, query)))


def spans(text: str, query: str) -> list[tuple[int, int]]:
    spans = []
    for word in query.split():
        at = text.find(word)
        while at >= 0:
            spans.append((at, at + len(word)))
            at = text.find(word, at + len(word))
    return sorted(spans)
