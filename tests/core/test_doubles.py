"""Doubles: the same paper again is found, the same paper of another year is not one."""

import random
from contextlib import closing

import pytest

from archiver.archive import Archive
from archiver.catalogue import Catalogue
from archiver.model import Filters
from archiver.settings import LibraryPaths
from tests.core.office import Office

SENTENCES = [
    "全镇森林防火工作在县委县政府的正确领导下稳步推进", "各村签订了防火责任书并落实到人", "开展了安全生产大检查和隐患排查治理",
    "加强了值班值守制度确保信息畅通", "组织业务培训提高了干部队伍的素质", "农田水利基本建设取得了新的进展",
    "认真落实党风廉政建设责任制", "档案规范化管理水平得到进一步提升", "群众来信来访做到了件件有着落", "财务管理严格执行了收支两条线的规定",
    "继续推进新型农村合作医疗的参合工作", "为困难群众发放了冬令春荒救助物资", "在小流域治理中坚持山水田林路综合施策",
    "中小学校舍安全工程按期竣工并交付使用", "动物疫病防控实现了应免尽免的目标", "对辖区内的危险路段逐一设置了警示标志",
    "统计普查的登记和复核任务顺利完成", "文化站全年免费开放并举办了多场培训", "宅基地审批的流程得到了进一步规范", "今后要在创新机制上狠下功夫",
]  # fmt: skip


def paper(title: str, seed: int, *, length: int = 60, signed: str = "云岭县林业站\n2011年12月20日", figures: int = 0) -> str:
    """A paper of its own words: sentences in an order, and with adverbs, that no other seed has."""
    chance = random.Random(seed)
    lines = []
    for number in range(length):
        words = list(chance.choice(SENTENCES))
        for _ in range(3):
            words.insert(chance.randrange(len(words)), chance.choice("县乡村组户年月日上下左右东南西北春夏秋冬"))
        figure = f"共投入资金{figures * 1000 + number * 17}元" if figures else ""
        lines.append("".join(words) + figure + "。")
    return f"{title}\n\n" + "\n".join(lines) + f"\n\n{signed}\n"


def similar(office: Office, query: str) -> dict[str, str]:
    """The doubles of the paper with that file name, as kinds by file name."""
    (row,) = [row for row in office.run("files")["files"] if row["path"].endswith("/" + query)]
    found = office.run("similar", str(row["document"]))["similar"]
    return {one["path"].rsplit("/", 1)[1]: one["kind"] for one in found}


@pytest.fixture
def watched(office: Office) -> Office:
    office.run("status")
    office.watch_folder()
    return office


def test_the_same_text_in_another_encoding_or_layout_is_found(watched: Office) -> None:
    text = paper("林业站2011年工作总结", 1)
    watched.write("甲.txt", text)
    watched.write("乙.txt", text, "gb18030")
    watched.write("丙.html", "<html><body>" + "".join(f"<p>{line}</p>" for line in text.split("\n")) + "</body></html>")
    watched.write("别的.txt", paper("水利站2011年工作总结", 2))
    watched.scan()
    assert similar(watched, "甲.txt") == {"乙.txt": "same_text", "丙.html": "same_text"}
    assert similar(watched, "别的.txt") == {}


def test_a_paper_with_lost_digits_and_lines_is_a_near_double(watched: Office) -> None:
    text = paper("林业站2011年工作总结", 3, figures=7)
    lines = text.split("\n")
    watched.write("原件.txt", text)
    watched.write("残本.txt", "\n".join(lines[:20] + lines[24:]).replace("7051", "7").replace("7102", ""))
    watched.scan()
    assert similar(watched, "残本.txt") == {"原件.txt": "near"}


def test_a_paper_within_a_longer_one_is_found_from_both(watched: Office) -> None:
    part = paper("关于春季造林的通知", 4, length=12, signed="")
    watched.write("通知.txt", part)
    watched.write("材料.txt", paper("林业站材料", 5, length=90, signed="") + part + paper("", 6, length=90))
    watched.scan()
    assert similar(watched, "通知.txt") == {"材料.txt": "contained"}
    assert similar(watched, "材料.txt") == {"通知.txt": "contained"}


def test_drafts_of_one_paper_are_versions(watched: Office) -> None:
    draft = paper("林业站森林防火实施方案（征求意见稿）", 7)
    watched.write("方案征求意见稿.txt", draft)
    lines = draft.replace("（征求意见稿）", "").split("\n")
    watched.write("方案.txt", "\n".join([*lines[:30], *paper("", 8, length=25).split("\n")[2:-3], *lines[45:]]))
    watched.scan()
    assert similar(watched, "方案.txt") == {"方案征求意见稿.txt": "version"}


@pytest.mark.parametrize("year", ["2012", "二〇一二"])
def test_the_report_of_the_next_year_is_no_double_but_a_sibling(watched: Office, year: str) -> None:
    text = paper("云岭县林业站2011年工作总结", 9)
    watched.write("一年.txt", text)
    watched.write("又一年.txt", text.replace("站2011年", f"站{year}年").replace("2011年12月20日", "2012年12月18日"))
    watched.scan()
    assert similar(watched, "一年.txt") == {}
    (hit,) = [hit for hit in watched.search("工作总结") if hit["path"].endswith("/一年.txt")]
    (sibling,) = watched.run("series", f"p{hit['piece']}")["series"]
    assert sibling["path"].endswith("/又一年.txt")
    assert sibling["year"] == 2012


def test_a_form_filled_with_other_figures_is_no_double(watched: Office) -> None:
    watched.write("甲.txt", paper("林业站造林情况统计", 10, figures=3, signed=""))
    watched.write("乙.txt", paper("林业站造林情况统计", 10, figures=4, signed=""))
    watched.scan()
    assert similar(watched, "甲.txt") == {}


def test_a_law_amended_is_no_double(watched: Office) -> None:
    body = paper("", 11, length=50, signed="")
    watched.write("旧法.txt", f"森林防火条例\n（1988年1月16日国务院公布）\n{body}")
    watched.write("新法.txt", f"森林防火条例\n（1988年1月16日国务院公布，2008年12月1日修订）\n{body}第五十一条 另行规定。")
    watched.scan()
    assert similar(watched, "旧法.txt") == {}


def test_folded_results_show_each_paper_once_and_name_the_others(watched: Office) -> None:
    text = paper("林业站2011年工作总结", 12)
    for number in range(4):
        watched.write(f"抄{number}.txt", text + "\n" * number + f"{'补' * (number // 3)}")
    watched.write("别的.txt", paper("水利站2011年工作总结", 13))
    watched.scan()
    assert len(watched.search("工作总结")) == 5
    answer = watched.run("search", "工作总结", "--fold", "--facets")
    assert answer["total"] == 2
    assert sorted(len(hit["same"]) for hit in answer["hits"]) == [0, 3]
    assert sum(answer["facets"]["year"].values()) == 2
    assert all("same" not in hit for hit in watched.search("工作总结"))


def test_years_that_do_not_hold_are_counted_with_their_doubles_folded_as_well(watched: Office) -> None:
    for year in (2011, 2012):
        for copy in range(2):
            watched.write(f"{year}-{copy}.txt", paper(f"林业站{year}年工作总结", year) + "\n" * copy)
    watched.scan()
    with closing(Archive.open(watched.library)) as archive:
        held = archive.search("工作总结", Filters(years=(2012, 2012)), fold=True)
        assert (held.total, held.years) == (1, {2011: 1, 2012: 1})
        assert archive.search("工作总结", fold=True).years == held.years


def test_what_a_hand_decides_holds_and_can_be_taken_back(watched: Office) -> None:
    text = paper("林业站2011年工作总结", 14)
    watched.write("一.txt", text)
    watched.write("二.txt", text + "补记")
    watched.scan()
    one, two = sorted(hit["piece"] for hit in watched.search("工作总结"))

    def shown(*options: str) -> int:
        return len(watched.search("工作总结", *options))

    assert (shown(), shown("--fold")) == (2, 1)
    watched.run("similar", f"p{one}", f"p{two}", "--decide", "keep")
    assert (shown(), shown("--fold")) == (2, 2)
    watched.run("similar", f"p{one}", f"p{two}", "--decide", "hide")
    assert [hit["piece"] for hit in watched.search("工作总结")] == [one]
    watched.run("similar", f"p{two}", f"p{one}", "--decide", "hide")
    assert [hit["piece"] for hit in watched.search("工作总结")] == [two]
    watched.run("undo")
    assert watched.run("show", f"p{one}")["duplicates"][0]["decided"] == "hide_second"
    watched.run("undo")
    assert (shown(), shown("--fold")) == (2, 2)
    watched.run("undo")
    assert (shown(), shown("--fold")) == (2, 1)
    watched.run("similar", f"p{one}", f"p{two}", "--decide", "version")
    assert watched.run("similar", f"p{two}")["similar"][0]["kind"] == "version"


def test_a_hidden_paper_comes_back_when_the_other_is_gone(watched: Office) -> None:
    text = paper("林业站2011年工作总结", 15)
    paths = {name: watched.write(name, text + name) for name in ("甲.txt", "乙.txt")}
    watched.scan()
    kept, other = watched.search("工作总结")
    watched.run("similar", f"p{kept['piece']}", f"p{other['piece']}", "--decide", "hide")
    assert [hit["piece"] for hit in watched.search("工作总结")] == [kept["piece"]]
    next(path for name, path in paths.items() if kept["path"].endswith(name)).unlink()
    watched.scan()
    assert [hit["piece"] for hit in watched.search("工作总结")] == [other["piece"]]


def test_a_paper_that_changed_is_compared_anew(watched: Office) -> None:
    watched.write("甲.txt", paper("林业站2011年工作总结", 16))
    watched.write("乙.txt", paper("林业站2011年工作总结", 16) + "补记")
    watched.scan()
    assert similar(watched, "甲.txt") == {"乙.txt": "near"}
    watched.write("乙.txt", paper("林业站2011年工作总结", 17))
    watched.scan()
    assert similar(watched, "甲.txt") == {}


def test_nothing_of_a_paper_that_turns_out_to_be_secret_stays_in_the_sketches(watched: Office) -> None:
    watched.write("甲.txt", paper("林业站2011年工作总结", 18))
    watched.scan()
    catalogue = Catalogue(LibraryPaths(watched.library).catalogue)
    tables = ("wording", "sketched")

    def left() -> list[int]:
        return [catalogue.read().execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]

    assert all(left())
    watched.write("甲.txt", "机密★5年\n\n" + paper("林业站2011年工作总结", 18))
    watched.scan(expect=None)
    assert watched.states() == {"甲.txt": "secret"}
    assert not any(left())
    catalogue.close()


def test_the_same_report_of_another_year_stands_among_the_siblings_and_a_double_does_not(watched: Office) -> None:
    text = paper("云岭县林业站2011年工作总结", 19)
    watched.write("甲.txt", text)
    watched.write("乙.txt", text + "补记一句")
    watched.write("丙.txt", paper("2009年度工作总结", 20, signed="云岭县林业站\n2009年12月20日"))
    watched.write("丁.txt", paper("2009年度工作总结", 21, signed="云岭县水利站\n2009年12月20日"))
    watched.scan()
    (hit,) = [hit for hit in watched.search("工作总结") if hit["path"].endswith("/甲.txt")]
    found = watched.run("series", f"p{hit['piece']}")["series"]
    assert [one["path"].rsplit("/", 1)[1] for one in found] == ["丙.txt"]
