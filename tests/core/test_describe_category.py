"""Categories: every example of the scheme lands in its category, with words that explain it."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from archiver.describe import Scheme, default_scheme, describe
from archiver.describe.category import Zones, score
from archiver.errors import ArchiveError
from archiver.model import FieldValue

SCHEME = Scheme.parse(default_scheme())
BODY = "现将有关情况说明如下，各单位要高度重视，认真抓好落实，确保各项任务按时完成，取得实效。"


def category(text: str, scheme: Scheme = SCHEME, name: str = "x") -> FieldValue:
    (piece,) = describe(text, (), name, {}, scheme)
    return next(value for value in piece.values if value.field == "category")


def rows() -> Iterator[dict[str, Any]]:
    for top in default_scheme()["categories"]:
        yield top
        yield from top["children"]


@pytest.mark.parametrize("row", list(rows()), ids=lambda row: str(row["code"]))
def test_every_category_has_an_example_that_lands_there(row: dict[str, Any]) -> None:
    found = category(f"{row['example']}\n{BODY}\n")
    assert found.value == row["code"], found.reason.say()


def test_codes_and_names_of_the_scheme_are_unique() -> None:
    codes = [row["code"] for row in rows()]
    assert len(codes) == len(set(codes))
    assert SCHEME.names["AQ02"] == "消防与森林防火"


def test_the_reason_shows_the_words_with_their_number() -> None:
    found = category("青河镇森林防火工作总结\n要抓好安全生产。安全生产责任重于泰山，要严防火灾。\n")
    assert found.value == "AQ02"
    assert found.reason.say().startswith("标题“森林防火”×1，正文“安全生产”×2")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("全县环境教育工作总结", "HB"),
        ("关于优化投资环境的意见", ""),
        ("开发区党建工作总结", "DJ"),
        ("高新区知识产权工作总结", "KJ"),
        ("民政局2013年党建工作总结", "DJ"),
        ("农村党员干部现代远程教育工作总结", "DJ"),
        ("县林业局防汛抗旱工作总结", "AQ"),
        ("关工委工作总结", "QT"),
        ("高新區黨建工作總結", "DJ"),
        ("环境卫生整治情况汇报", "HB"),
    ],
)
def test_words_that_mislead_are_masked_and_units_say_little(text: str, code: str) -> None:
    assert category(f"{text}\n").value[:2] == code


def test_partner_units_in_the_body_say_nothing() -> None:
    text = "关于成立领导小组的通知\n成员单位：县民政局、县教育局、县水利局、县审计局、县交通局、县财政局。\n"
    assert category(text).value == ""


def test_two_categories_that_are_close_are_left_to_the_archivist() -> None:
    found = category("信访与计划生育工作总结\n")
    assert (found.value, found.confidence) == ("", 0.0)
    assert found.reason.code == "describe.category_close"
    assert "待您确认" in found.reason.say()


def test_a_paper_without_telling_words_is_left_open() -> None:
    found = category("关于放假的通知\n五一放假三天，请大家注意休息。\n")
    assert (found.value, found.reason.code) == ("", "describe.category_none")


def test_a_townships_report_on_everything_is_general() -> None:
    text = (
        "青河镇2012年工作总结\n一、农业生产。粮食种植面积扩大，养殖业稳步发展，农民增收。\n"
        "二、招商引资。签约项目3个，固定资产投资增长。\n三、社会治安。调处矛盾纠纷，信访维稳形势平稳。\n"
        "四、教育卫生。学校新建教学楼，卫生院医疗条件改善，计划生育率达标。\n"
        "五、党的建设。发展党员12名，党支部换届完成。\n六、安全生产。开展隐患排查。\n"
    )
    found = category(text)
    assert found.value.startswith("ZW")
    assert found.reason.code == "describe.category_general"


def test_a_category_without_words_is_known_by_its_name() -> None:
    data = copy.deepcopy(dict(default_scheme()))
    data["categories"] = [*data["categories"], {"code": "DC", "name": "古茶保护", "children": []}]
    assert category("古茶保护工作总结\n", Scheme.parse(data)).value == "DC"


def test_renamed_codes_and_removed_categories_leave_the_rest_working() -> None:
    data = copy.deepcopy(dict(default_scheme()))
    data["categories"] = [top for top in data["categories"] if top["code"] not in ("QT", "HB")]
    data["categories"][0]["code"] = "01"
    scheme = Scheme.parse(data)
    assert category("党建工作总结\n", scheme).value == "01"
    assert category("环境卫生整治情况汇报\n", scheme).value == ""


def test_an_empty_scheme_describes_without_a_category() -> None:
    assert category("党建工作总结\n", Scheme.parse({"categories": []})).value == ""


def test_a_pattern_that_cannot_be_read_is_refused_with_a_sentence() -> None:
    data = {"categories": [{"code": "A", "name": "甲", "negatives": [{"pattern": "(未完", "to": "_keep"}]}]}
    with pytest.raises(ArchiveError) as error:
        Scheme.parse(data)
    assert "(未完" in error.value.sentence()


def test_two_categories_that_send_a_word_to_each_other_leave_it_where_it_was() -> None:
    data = {
        "categories": [
            {"code": "A", "name": "甲", "keywords_strong": ["远程教育"], "negatives": [{"pattern": "远程", "to": "B"}]},
            {"code": "B", "name": "乙", "keywords_strong": ["课堂"], "negatives": [{"pattern": "远程", "to": "A"}]},
        ]
    }
    (only,) = score(Zones("远程教育", (), ""), Scheme.parse(data))
    assert only.code == "A"
