"""How a paper is set for reading."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import Block, BlockKind, Card, DocumentId, FieldValue, Paper, PieceId, State
from archiver.wording import NO_REASON
from ui.reader_text import LONGEST, Sheet, typeset

CARD = Card(
    PieceId(1), DocumentId(1), 1, 1, "标题", 2011, None, None, None, None, None, None, None, None,
    "txt", State.SEARCHABLE, NO_REASON, None, (),
)  # fmt: skip


def paper(text: str, *blocks: Block, start: int = 0, title: tuple[int, int] | None = None) -> Paper:
    values = (FieldValue("title", "标题", "rule", 0.9, NO_REASON, title),) if title else ()
    return Paper(CARD, text, blocks, start, 1, 1, values)


def shown(sheet: Sheet) -> list[tuple[str, str]]:
    return [(line.style, words) for line, words in sheet.lines]


def units(sheet: Sheet) -> bytes:
    """The whole sheet as Qt counts it: two bytes a unit."""
    return "\n".join(words for _, words in sheet.lines).encode("utf-16-le")


@st.composite
def marked_papers(draw: st.DrawFn) -> tuple[Paper, list[tuple[int, int]]]:
    letters = st.sampled_from("林业站一二（）、。\n\n\u3000 a1𠮷😀\u2028")
    text = "".join(draw(st.lists(letters, max_size=120)))
    kinds: st.SearchStrategy[BlockKind] = st.sampled_from(("paragraph", "page", "cell", "heading", "note"))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=5)) | {0, len(text)})
    blocks = [
        Block(draw(kinds), start, end, page=n, cell=f"{'AB'[n % 2]}{n // 2}", joined=draw(st.booleans()))
        for n, (start, end) in enumerate(pairwise(cuts))
    ]
    edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    return paper(text, *blocks), list(zip(edges[::2], edges[1::2], strict=False))


@settings(max_examples=300)
@given(marked_papers())
def test_every_mark_covers_its_words_and_nothing_else(case: tuple[Paper, list[tuple[int, int]]]) -> None:
    read, marks = case
    sheet = typeset(read, marks)
    wanted = ["".join(read.text[start:end].split()) for start, end in marks]
    whole = units(sheet)
    found = [
        "".join("".join(whole[2 * a : 2 * b].decode("utf-16-le") for a, b in hit).split()) for hit in sheet.hits
    ]
    assert [words for words in found if words] == [words for words in wanted if words]  # a mark may cover only spaces


@settings(max_examples=200)
@given(marked_papers())
def test_no_character_of_a_paper_is_left_out(case: tuple[Paper, list[tuple[int, int]]]) -> None:
    read, _ = case
    runs = [run for line, _ in typeset(read).lines for run in line.runs]
    assert "".join("".join(read.text[r.start : r.end] for r in runs).split()) == "".join(read.text.split())


def test_a_sentence_broken_by_the_width_of_the_page_is_put_together() -> None:
    text = "各科室要认真落实森林防火责任制，层层签订责任\n书，做到山有人管、林有人护，火有人防。\n二、下一步打算\n"
    sheet = typeset(paper(text, Block("page", 0, len(text), page=1)), [(20, 24)])
    assert shown(sheet) == [
        ("body", "各科室要认真落实森林防火责任制，层层签订责任书，做到山有人管、林有人护，火有人防。"),
        ("heading", "二、下一步打算"),
    ]
    assert sheet.hits == (((20, 22), (22, 23)),), "a mark over the break is one hit"


def test_a_sentence_running_over_the_edge_of_a_page_is_put_together() -> None:
    first = "全年召开森林防火专题会议四次，与十二个行政村签\n订责任书一千二百八十份，共整改隐患二十七处，清\n"
    second = "理可燃物九十三处。\n完\n"
    text = first + second
    pages = (Block("page", 0, len(first), page=1), Block("page", len(first), len(text), page=2, joined=True))
    lines = typeset(paper(text, *pages)).lines
    assert [words for _, words in lines] == [text[:-2].replace("\n", ""), "完"]
    assert [line.page for line, _ in lines] == [1, 2]


def test_indented_and_numbered_lines_begin_a_paragraph_of_their_own() -> None:
    text = (
        "　　第一段的文字正好写满了这一行的宽度\n　　第二段另起一行，同样写满了这一行宽\n"
        "1.第三段是一项编号，也写满这一行的宽度\n"
    )
    assert [words[:3] for _, words in typeset(paper(text, Block("paragraph", 0, len(text)))).lines] == [
        "第一段", "第二段", "1.第",
    ]  # fmt: skip


def test_a_row_of_a_table_is_one_line_with_bars_between_its_cells() -> None:
    text = "姓名\n职务\n张三\n科长\n"
    cells = [Block("cell", n * 3, n * 3 + 2, cell=name) for n, name in enumerate(("A1", "B1", "A2", "B2"))]
    assert shown(typeset(paper(text, *cells))) == [("row", "姓名 ｜ 职务"), ("row", "张三 ｜ 科长")]


def test_headers_and_footnotes_are_quiet() -> None:
    text = "内部资料\n正文到此为止。\n脚注\n"
    blocks = (Block("header", 0, 4), Block("paragraph", 5, 12), Block("note", 13, 15))
    assert [style for style, _ in shown(typeset(paper(text, *blocks)))] == ["quiet", "body", "quiet"]


def test_the_title_is_set_as_a_title_in_the_sixth_paper_of_a_compilation_too() -> None:
    text = "关于森林防火\n工作的总结\n正文到此为止。\n"
    sheet = typeset(paper(text, Block("paragraph", 0, len(text)), start=5000, title=(5000, 5012)))
    assert [style for style, _ in shown(sheet)] == ["title", "title", "body"]


def test_the_signature_and_its_date_stand_at_the_right() -> None:
    text = "现将有关情况汇报如下。\n林业站\n二〇一一年十二月八日\n"
    assert [style for style, _ in shown(typeset(paper(text)))] == ["body", "right", "right"]


def test_a_megabyte_without_a_line_break_is_set_in_parts() -> None:
    text = "森林防火" * 100_000
    sheet = typeset(paper(text), [(len(text) - 4, len(text))])
    assert max(len(words) for _, words in sheet.lines) <= LONGEST
    assert units(sheet)[2 * sheet.hits[0][0][0] : 2 * sheet.hits[0][0][1]].decode("utf-16-le") == "森林防火"


def test_an_empty_paper_has_no_lines() -> None:
    assert typeset(paper("\n \n")).lines == ()
