"""Two papers side by side."""

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.model import Row, Side
from archiver.similar.differences import LONGEST, side_by_side

lines = st.lists(st.text(alphabet="甲乙丙丁12 ", min_size=0, max_size=12), max_size=12)


def test_lost_digits_and_lost_lines_are_marked_where_they_were() -> None:
    whole = "全年造林1200亩。\n投入资金35万元。\n造林 3 亩。\n没有发生火灾。"
    torn = "全年造林12亩。\n造林 亩。\n没有 发生火灾。"
    assert list(side_by_side(whole, torn)) == [
        Row(Side("全年造林1200亩。", ((4, 8),)), Side("全年造林12亩。", ((4, 6),))),
        Row(Side("投入资金35万元。", ((0, 9),)), None),
        Row(Side("造林 3 亩。", ((3, 5),)), Side("造林 亩。", ((3, 3),))),
        Row(Side("没有发生火灾。"), Side("没有 发生火灾。")),
    ]


def test_a_paragraph_put_in_stands_alone_on_its_side() -> None:
    rows = list(side_by_side("一、造林。\n二、防火。", "一、造林。\n新增的一段话在这里\n二、防火。"))
    assert [row.same for row in rows] == [True, False, True]
    assert rows[1].left is None


def test_very_long_paragraphs_do_not_take_long() -> None:
    long = "造林防火" * LONGEST
    (row,) = side_by_side(long + "甲", long + "乙")
    assert not row.same


@settings(max_examples=80)
@given(lines, lines)
def test_nothing_is_left_out_and_what_is_not_marked_is_the_same(one: list[str], other: list[str]) -> None:
    rows = list(side_by_side("\n".join(one), "\n".join(other)))
    assert [row.left.text for row in rows if row.left] == [line.strip() for line in one if line.strip()]
    assert [row.right.text for row in rows if row.right] == [line.strip() for line in other if line.strip()]
    for row in rows:
        if row.left and row.right:
            assert _unmarked(row.left) == _unmarked(row.right)
            assert len(row.left.spans) == len(row.right.spans)


def _unmarked(side: Side) -> str:
    kept = [char for place, char in enumerate(side.text) if not any(start <= place < end for start, end in side.spans)]
    return "".join("".join(kept).split())
