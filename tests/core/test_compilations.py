"""Compilations in the library: each piece found and shown by itself, and what hands gave outlives a re-read."""

from tests.core.office import Json, Office

FIELD = "今年以来，全镇紧紧围绕春耕生产目标，发放良种补贴，检修机井沟渠，调运化肥农药，确保小麦、玉米适时播种，农民收入稳步增长。"
SCHOOL = "本学期，学校认真落实教学常规，组织教师听课评课，开展书香校园活动，学生的阅读兴趣和作文水平有了明显提高，家长比较满意。"
SITE = "石桥镇工作总结范文（精选2篇）\n发布时间:2019-03-11 16:22:07 来源:网友投稿 点击:次\n"


def compilation(first: str = "第一篇:农业工作总结", second: str = "第二篇:学校工作总结") -> str:
    return f"{SITE}{first}\n{FIELD * 4}\n{second}\n{SCHOOL * 4}\n上一篇：财税法练习题 下一篇：家长会通知\n"


def shown(office: Office, hit: Json) -> Json:
    (piece,) = office.run("show", f"p{hit['piece']}", "--text")["pieces"]
    return dict(piece)


def test_each_paper_of_a_compilation_is_found_by_itself(office: Office) -> None:
    office.watch_folder()
    office.write("总结.txt", compilation())
    assert office.scan()["pieces"] == 2
    first, second = office.only("良种补贴"), office.only("书香校园")
    assert (first["title"], second["title"]) == ("农业工作总结", "学校工作总结")
    assert first["document"] == second["document"]
    assert shown(office, second)["start_line"] == 5
    assert shown(office, first)["fields"]["pieces"] == {
        "value": "2", "by": "rule", "confidence": 0.9, "reason": "按篇名标记分为2篇", "span": None,
    }  # fmt: skip


def test_what_a_web_site_left_is_not_searched_but_stays_in_the_text(office: Office) -> None:
    office.watch_folder()
    office.write("总结.txt", compilation())
    office.scan()
    assert office.search("财税法练习题") == []
    assert office.search("网友投稿") == []
    assert "下一篇：家长会通知" in shown(office, office.only("书香校园"))["text"]


def test_when_a_re_read_splits_a_piece_what_a_hand_gave_goes_to_every_part(office: Office) -> None:
    office.watch_folder()
    path = office.write("总结.txt", compilation("农业工作总结", "学校工作总结"))
    office.scan()
    whole = office.only("良种补贴")
    assert office.only("书香校园")["piece"] == whole["piece"]
    office.run("file", f"p{whole['piece']}", "--category", "NY")
    office.run("set", f"p{whole['piece']}", "year", "2010")
    path.write_text(compilation(), encoding="utf-8")
    office.scan()
    parts = office.only("良种补贴"), office.only("书香校园")
    assert len({part["piece"] for part in parts}) == 2
    assert whole["piece"] in {part["piece"] for part in parts}
    assert [(part["category"], part["category_by"], part["year"]) for part in parts] == [("NY", "hand", 2010)] * 2


def test_when_a_re_read_splits_one_of_several_pieces_the_others_keep_only_their_own(office: Office) -> None:
    office.watch_folder()
    third = "第三篇:防火工作总结\n" + "林区各护林点坚持昼夜巡查，清理可燃物，检修风力灭火机，与进山人员签订防火承诺书。" * 6
    path = office.write("总结.txt", compilation().replace("\n第二篇:", "\n其二、") + third.replace("第三篇", "第二篇"))
    office.scan()
    office.run("set", f"p{office.only('良种补贴')['piece']}", "organisation", "石桥镇农业站")
    path.write_text(compilation() + third, encoding="utf-8")
    office.scan()
    named = [office.only(words)["organisation"] for words in ("良种补贴", "书香校园", "护林点")]
    assert named == ["石桥镇农业站", "石桥镇农业站", None]


def test_a_hand_may_give_the_fields_that_lists_do_not_show(office: Office) -> None:
    office.watch_folder()
    office.write("通知.txt", f"特急\n关于做好春耕工作的通知\n各村民委员会：\n{FIELD}\n石桥镇人民政府\n2012年3月1日\n")
    office.scan()
    hit = office.only("良种补贴")
    assert shown(office, hit)["fields"]["urgency"]["reason"] == "版头的紧急程度"
    assert shown(office, hit)["fields"]["addressees"]["value"] == "各村民委员会"
    office.run("set", f"p{hit['piece']}", "urgency", "加急")
    assert shown(office, hit)["fields"]["urgency"] == {
        "value": "加急", "by": "hand", "confidence": 1.0, "reason": "手工", "span": None,
    }  # fmt: skip
