"""Recognised lines are put in the order a person reads them."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.ocr.order import Corner, Recognised, in_reading_order, mended

HEIGHT = 30.0


def line(text: str, left: float, top: float, width: float = 0.0, slope: float = 0.0) -> Recognised:
    """A line of characters as wide as they are high, on a page turned clockwise by `slope` radians."""
    right = left + (width or HEIGHT * len(text))
    corners = ((left, top), (right, top), (right, top + HEIGHT), (left, top + HEIGHT))
    turned = [
        Corner(x * math.cos(slope) - y * math.sin(slope), x * math.sin(slope) + y * math.cos(slope)) for x, y in corners
    ]
    return Recognised(text, (turned[0], turned[1], turned[2], turned[3]))


def texts(*lines: Recognised) -> list[str]:
    return [row.text for row in in_reading_order(lines)]


def column(left: float, *rows: str, top: float = 300, slope: float = 0.0) -> list[Recognised]:
    return [line(row, left, top + 45 * at, slope=slope) for at, row in enumerate(rows)]


LEFT = [f"左栏第{number}行的文字内容" for number in "一二三四五"]
RIGHT = [f"右栏第{number}行的文字内容" for number in "一二三四五"]


@pytest.mark.parametrize("slope", [0.0, 0.05, -0.05])
def test_lines_are_read_from_the_top_even_where_the_page_lies_askew(slope: float) -> None:
    rows = [f"第{number}行，一直写到右边的边上为止的文字内容，共二十多个字" for number in range(12)]
    assert texts(*reversed(column(100, *rows, slope=slope))) == rows


@pytest.mark.parametrize("shift", [0, 22])
def test_columns_are_read_one_after_the_other_below_their_title(shift: int) -> None:
    title = line("关于做好森林防火工作的通知", 250, 100)
    lines = [title, *column(100, *LEFT), *column(600, *RIGHT, top=300 + shift), line("二〇一一年十二月八日", 500, 700)]
    assert texts(*reversed(lines)) == [title.text, *LEFT, *RIGHT, "二〇一一年十二月八日"]


def test_a_table_is_read_row_by_row() -> None:
    cells = [(f"单位{row}", f"{row}5人", f"备注{row}") for row in range(1, 7)]
    lines = [line(cell, 100 + 300 * at, 200 + 50 * row) for row, three in enumerate(cells) for at, cell in enumerate(three)]
    assert texts(*reversed(lines)) == [cell for three in cells for cell in three]


def test_what_nearly_touches_is_one_line_and_what_stands_apart_is_not() -> None:
    assert texts(line("第一章", 100, 100), line("总则", 210, 104)) == ["第一章总则"]
    assert texts(line("云政发〔2011〕8号", 100, 100), line("机密★1年", 900, 100)) == ["云政发〔2011〕8号", "机密★1年"]
    assert texts(line("GB/T", 100, 100), line("9704", 240, 100)) == ["GB/T 9704"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("关 于 做 好 工 作 的 通 知", "关于做好工作的通知"),
        ("通　知", "通知"),
        ("共 1280 份", "共 1280 份"),
        ("GB/T 9704 标准", "GB/T 9704 标准"),
        ("一、 提高认识 ， 加强领导", "一、提高认识，加强领导"),
        ("机 密 ★ 10 年", "机密★ 10 年"),
        ("云政办发〔2011]28号", "云政办发〔2011〕28号"),
        ("云政办发(2011)第 28 号", "云政办发(2011)第 28 号"),
        ("《通知》（2011）8号", "《通知》〔2011〕8号"),
    ],
)
def test_spaces_between_han_characters_are_dropped_and_numbers_have_their_brackets(said: str, meant: str) -> None:
    assert mended(said) == meant


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 1200), st.integers(1, 20)), max_size=40))
@settings(max_examples=100)
def test_no_line_is_lost_or_said_twice_and_the_order_is_always_the_same(
    places: list[tuple[int, int, int]],
) -> None:
    lines = [line(chr(0x4E00 + at) * width, left, top) for at, (left, top, width) in enumerate(places)]
    found = "".join(texts(*lines))
    assert sorted(found) == sorted("".join(each.text for each in lines))
    assert found == "".join(texts(*lines))
