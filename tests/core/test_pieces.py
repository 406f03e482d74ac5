"""Compilations are divided into their papers, and a single paper never is."""

import pytest

from archiver.describe import Scheme, default_scheme, describe
from archiver.describe.residue import set_aside
from archiver.model import FieldValue, PieceDraft

SCHEME = Scheme.parse(default_scheme())

FIELD = "今年以来，全镇紧紧围绕春耕生产目标，发放良种补贴，检修机井沟渠，调运化肥农药，确保小麦、玉米适时播种，农民收入稳步增长。"
SCHOOL = "本学期，学校认真落实教学常规，组织教师听课评课，开展书香校园活动，学生的阅读兴趣和作文水平有了明显提高，家长比较满意。"
FIRE = "林区各护林点坚持昼夜巡查，清理可燃物，检修风力灭火机，与进山人员签订防火承诺书，全年没有发生森林火灾和人员伤亡事故。"
HOSPITAL = "卫生院完善门诊和住院流程，严格处方点评，落实家庭医生签约服务，为老年人免费体检，群众就医负担进一步减轻，投诉明显减少。"


def paper(words: str, times: int = 4) -> str:
    return "\n".join(f"{numeral}、工作情况\n{words}" for numeral in "一二三四五六七八九十"[:times])


def pieces(text: str, name: str = "x") -> list[PieceDraft]:
    return describe(text, (), name, {}, SCHEME)


def starts(text: str) -> list[str]:
    """The first line of every piece."""
    return [text[draft.start : draft.end].strip().splitlines()[0] for draft in pieces(text)]


def titles(text: str) -> list[str]:
    return [value(draft, "title").value for draft in pieces(text)]


def value(draft: PieceDraft, field: str) -> FieldValue:
    return next(value for value in draft.values if value.field == field)


MARKERS = [
    ("第一篇:农业工作总结", "第二篇:学校工作总结", "第三篇:防火工作总结"),
    ("第1篇 农业工作总结", "第2篇 学校工作总结", "第3篇 防火工作总结"),
    ("乡镇年终总结 篇1", "乡镇年终总结 篇2", "乡镇年终总结 篇3"),
    ("乡镇年终总结篇一", "乡镇年终总结篇二", "乡镇年终总结篇三"),
    ("乡镇年终总结（篇一）", "乡镇年终总结（篇二）", "乡镇年终总结（篇三）"),
    ("乡镇年终总结1", "乡镇年终总结2", "乡镇年终总结3"),
    ("乡镇年终总结(一)", "乡镇年终总结(二)", "乡镇年终总结(三)"),
    ("乡镇年终总结范文一", "乡镇年终总结范文二", "乡镇年终总结范文三"),
    ("请示范文 第1篇", "请示范文 第2篇", "请示范文 第3篇"),
    ("范文一", "范文二", "范文三"),
    ("范文一：农业工作总结", "范文二：学校工作总结", "范文三：防火工作总结"),
    ("例1：农业工作总结", "例2：学校工作总结", "例3：防火工作总结"),
    ("【篇一】", "【篇二】", "【篇三】"),
    ("【篇一】农业工作总结", "【篇二】学校工作总结", "【篇三】防火工作总结"),
    ("篇一：农业工作总结 1500字", "篇二：学校工作总结 1200字", "篇三：防火工作总结 800字"),
    ("Part 1", "Part 2", "Part 3"),
    ("一、农业工作总结(范文)", "二、学校工作总结(范文)", "三、防火工作总结(范文)"),
    ("第一篇：農業工作總結", "第二篇：學校工作總結", "第三篇：防火工作總結"),
    ("第 一 篇 ： 农业工作总结", "第 二 篇 ： 学校工作总结", "第 三 篇 ： 防火工作总结"),
    ("★乡镇年终总结篇一★", "★乡镇年终总结篇二★", "★乡镇年终总结篇三★"),
    ("乡镇年终总结【一】", "乡镇年终总结【二】", "乡镇年终总结【三】"),
]


@pytest.mark.parametrize("marks", MARKERS, ids=lambda marks: marks[0])
def test_every_marked_boundary_is_found_and_no_other(marks: tuple[str, str, str]) -> None:
    bodies = [paper(words) for words in (FIELD, SCHOOL, FIRE)]
    text = "".join(f"{mark}\n{body}\n" for mark, body in zip(marks, bodies, strict=True))
    assert starts(text) == list(marks)
    drafts = pieces(text)
    assert [draft.start for draft in drafts[1:]] == [draft.end for draft in drafts[:-1]]
    assert (drafts[0].start, drafts[-1].end) == (0, len(text))


def test_a_marker_on_the_line_of_its_text_is_a_boundary() -> None:
    text = "".join(f"第{n}篇 在上级的领导下，{words}{words}\n{paper(words)}\n" for n, words in zip("一二三", (FIELD, SCHOOL, FIRE), strict=True))
    assert [mark[:5] for mark in starts(text)] == ["第一篇 在", "第二篇 在", "第三篇 在"]
    assert value(pieces(text)[1], "title").value == "在上级的领导下"


def test_a_short_paper_between_sure_markers_is_a_piece_too() -> None:
    text = f"篇1\n{paper(FIELD)}\n篇2\n{SCHOOL}\n篇3\n{paper(FIRE)}\n"
    assert starts(text) == ["篇1", "篇2", "篇3"]


def test_a_piece_is_titled_by_its_marker() -> None:
    text = f"总结三篇\n第一篇:农业工作总结\n{paper(FIELD)}\n第二篇：《学校工作总结》\n{paper(SCHOOL)}\n"
    assert titles(text) == ["农业工作总结", "学校工作总结"]


def test_a_title_of_the_paper_itself_goes_before_what_the_site_calls_all_of_them() -> None:
    text = f"年终总结 篇1\n石桥镇2013年农业工作总结\n{paper(FIELD)}\n年终总结 篇2\n{paper(SCHOOL)}\n"
    assert titles(text)[0] == "石桥镇2013年农业工作总结"
    assert titles(text)[1] == "[年终总结]"


def test_every_piece_has_values_of_its_own() -> None:
    text = (
        f"第一篇:农业工作总结\n2011年，{FIELD}\n{paper(FIELD)}\n石桥镇人民政府\n2011年12月20日\n"
        f"第二篇:学校工作总结\n2014年，{SCHOOL}\n{paper(SCHOOL)}\n白杨小学\n2015年1月6日\n"
    )
    found = [{value.field: value.value for value in draft.values} for draft in pieces(text)]
    assert [(each["year"], each["date"], each["organisation"]) for each in found] == [
        ("2011", "2011-12-20", "石桥镇人民政府"), ("2014", "2015-01-06", "白杨小学"),
    ]  # fmt: skip
    second = value(pieces(text)[1], "date")
    assert second.span and text[slice(*second.span)] == "2015年1月6日"


def test_a_list_of_contents_is_no_boundary() -> None:
    marks = ("第一篇:农业工作总结", "第二篇:学校工作总结", "第三篇:防火工作总结")
    bodies = [paper(words) for words in (FIELD, SCHOOL, FIRE)]
    text = "\n".join(marks) + "\n" + "".join(f"{m}\n{b}\n" for m, b in zip(marks, bodies, strict=True))
    assert len(pieces(text)) == 3
    assert text[pieces(text)[1].start :].startswith(f"{marks[1]}\n一、")


@pytest.mark.parametrize(
    ("headline", "said"),
    [
        ("农业工作总结（精选3篇）", "按篇名标记分为3篇"),
        ("农业工作总结(通用12篇)", "标题说有12篇，找到3篇，请核对"),
        ("农业工作总结范文五篇", "标题说有5篇，找到3篇，请核对"),
        ("农业工作总结", "按篇名标记分为3篇"),
    ],
)
def test_the_claimed_number_is_compared_with_what_was_found(headline: str, said: str) -> None:
    text = headline + "\n" + "".join(f"范文{n}\n{paper(w)}\n" for n, w in zip("一二三", (FIELD, SCHOOL, FIRE), strict=True))
    assert {value(draft, "pieces").reason.say() for draft in pieces(text)} == {said}
    assert value(pieces(text)[0], "pieces").value == "3"


def test_papers_without_markers_part_at_signature_and_new_title() -> None:
    text = (
        f"关于春耕生产情况的报告\n县农业局：\n{paper(FIELD)}\n石桥镇人民政府\n2012年4月3日\n"
        f"白杨小学教学工作总结\n{paper(SCHOOL)}\n白杨小学\n2013年7月1日\n"
    )
    assert starts(text) == ["关于春耕生产情况的报告", "白杨小学教学工作总结"]
    assert value(pieces(text)[0], "pieces").reason.say() == "按落款和新标题分为2篇"


def test_letters_without_titles_part_at_signature_and_address() -> None:
    text = (
        f"市政府：\n{FIELD}{FIELD}{FIELD}\n妥否，请批示。\n石桥园区管委会\n2012年4月3日\n"
        f"县财政局：\n{SCHOOL}{SCHOOL}{SCHOOL}\n妥否，请批示。\n白杨小学\n2013年7月1日\n"
    )
    assert starts(text) == ["市政府：", "县财政局："]


def test_a_collection_of_rules_parts_at_its_titles() -> None:
    text = (
        "石桥镇机关制度汇编\n"
        + "".join(
            f"{name}\n第一条 {words}\n第二条 {words}\n第三条 {words}\n"
            for name, words in (("车辆管理制度", FIELD), ("财务报销制度", SCHOOL), ("值班工作制度", FIRE))
        )
    )
    assert starts(text)[1:] == ["财务报销制度", "值班工作制度"]


NOTICE = f"关于印发《春耕工作方案》的通知\n各村：\n现将《春耕工作方案》印发给你们，请认真执行。{FIELD}\n石桥镇人民政府\n2012年4月3日\n"

SINGLE = {
    "a long report": "石桥镇2012年工作报告\n" + "\n".join(
        f"第{n}部分\n{paper(w, 8)}" for n, w in zip("一二三四", (FIELD, SCHOOL, FIRE, HOSPITAL), strict=True)
    ),
    "rules in chapters": "石桥镇财务管理制度\n" + "\n".join(
        f"第{n}章 规定\n" + "\n".join(f"第{m}条 {w}" for m in "一二三") for n, w in zip("一二三", (FIELD, SCHOOL, FIRE), strict=True)
    ),
    "a law": "森林防火条例\n（2008年11月19日国务院第36次常务会议修订通过）\n" + "\n".join(f"第{n}条 {FIRE}" for n in "一二三四五六七八九十"),
    "minutes of several matters": "党政联席会议纪要\n2012年4月3日，镇长主持召开会议。现纪要如下：\n" + "\n".join(
        f"议题{n}：关于{name}的请示\n{words}{words}\n会议决定：同意。" for n, name, words in (
            ("一", "春耕生产", FIELD), ("二", "校舍维修", SCHOOL), ("三", "防火物资", FIRE))
    ),
    "a notice and what it issues": f"{NOTICE}春耕工作方案\n{paper(FIELD)}\n{paper(FIRE)}\n石桥镇党政办\n2012年4月1日\n",
    "a notice forwarded": f"转发县政府《防汛通知》的通知\n各村：\n现转发给你们，请认真执行。{FIELD}{FIELD}\n石桥镇人民政府\n2012年4月3日\n"
        f"关于做好防汛工作的通知\n各乡镇：\n{paper(HOSPITAL)}\n云岭县人民政府\n2012年4月1日\n",
    "an order and its rules": f"石桥县人民政府令\n第4号\n《拆迁办法》已经通过，现予公布，自公布之日起施行。{FIELD}{FIELD}\n县长 沈建业\n2007年1月18日\n"
        f"石桥县房屋拆迁管理办法\n第一章 总则\n第一条 {SCHOOL}\n第二条 {FIRE}\n第三条 {HOSPITAL}\n",
    "a speech that quotes letters": f"在表彰大会上的讲话\n同志们：\n{FIELD}{FIELD}\n有位学生家长给我们来信说：\n尊敬的老师：\n{SCHOOL}{SCHOOL}\n"
        f"学生家长 李某\n2012年3月1日\n这封信说明，群众心里有杆秤。{FIRE}\n又有一封感谢信写道：\n医院领导：\n{HOSPITAL}\n患者 王某\n2012年5月6日\n{FIELD}\n谢谢大家！",
    "a report with annexes": f"关于创建工作的报告\n县政府：\n{paper(FIELD)}\n附件：1.名单 2.方案\n石桥镇人民政府\n2012年4月3日\n附件1\n"
        f"防火工作领导小组名单\n组长：王某\n{FIRE}\n附件2\n卫生院改造方案\n{paper(HOSPITAL)}\n2012年4月2日\n",
    "a plan in volumes": "石桥县国民经济和社会发展规划\n" + "\n".join(
        f"第{n}篇 {name}\n第{m}章 总体要求\n{words}{words}{words}" for n, m, name, words in (
            ("一", "一", "开局", FIELD), ("二", "二", "教育", SCHOOL), ("三", "三", "林业", FIRE))
    ),
    "a table of figures": "2012年农业统计表\n" + "\n".join(f"{n}\t石桥村\t{n * 13}\t{n * 7}\t2012年{n % 12 + 1}月{n % 27 + 1}日" for n in range(60)),
    "a chronicle": "石桥镇2012年大事记\n" + "\n".join(f"2012年{n}月3日\n{words}{words}" for n, words in enumerate((FIELD, SCHOOL, FIRE, HOSPITAL) * 2, 1)),
    "a lesson with examples": "《百分数》教案\n" + "\n".join(f"例{n}、石桥村有小麦{n * 40}亩，{words}{words}求百分数。" for n, words in enumerate((FIELD, FIRE, SCHOOL), 1)),
    "a plan week by week": "工作室跟岗计划\n" + "\n".join(f"第{n}周\n一、听课\n{w}\n二、评课\n{w}" for n, w in zip("一二三四", (SCHOOL, FIELD, FIRE, HOSPITAL), strict=True)),
    "an essay in steps": "打扫操场心得体会\n" + "\n".join(f"第{n}段：认识\n{w}{w}{w}" for n, w in zip("一二三四", (SCHOOL, FIELD, FIRE, HOSPITAL), strict=True)),
    "a file of a visit log": "走访日志\n" + "\n".join(f"{w}{w}{w}\n2012年{n}月{n}日" for n, w in enumerate((SCHOOL, FIELD, FIRE, HOSPITAL), 2)),
    "schemes to choose from": "水库移民安置方案\n" + "\n".join(f"安置方案{n}\n{w}{w}" for n, w in (("甲", FIELD), ("乙", FIRE))),
    "an exchange of contract forms": f"房屋租赁合同\n甲方：石桥镇\n乙方：王某\n{paper(FIELD)}\n甲方（盖章）\n2012年3月4日\n房屋设施清单\n序号 名称\n{HOSPITAL}\n",
}


@pytest.mark.parametrize("kind", SINGLE)
def test_a_single_paper_stays_whole(kind: str) -> None:
    assert len(pieces(SINGLE[kind])) == 1


def test_residue_of_web_sites_is_set_aside_and_nothing_else() -> None:
    text = (
        "首页 > 范文 > 工作总结 > 正文\n石桥镇农业工作总结\n时间:2019-03-11 16:22:07  来源:网友投稿  点击:次\n"
        f"下面是小编为大家整理的总结，欢迎阅读。\n{FIELD}\n{SCHOOL}\n来源：县财政补助资金\n本文来源：http://www.x.com/1.html\n上一篇：计划 下一篇：体会\n"
    )
    kept = [text[b.start : b.end].strip() for b in set_aside(text, ()) if b.kind != "residue"]
    assert [part for part in "\n".join(kept).splitlines() if part] == ["石桥镇农业工作总结", FIELD, SCHOOL, "来源：县财政补助资金"]


def test_markup_inside_a_line_is_cut_out_of_it() -> None:
    text = f"高新区总结\n“MsoNormal” style=““>管委会制订了规划，{FIELD}&nbsp;\n{SCHOOL}"
    kept = "".join(text[b.start : b.end] for b in set_aside(text, ()) if b.kind != "residue")
    assert kept == f"高新区总结\n管委会制订了规划，{FIELD}\n{SCHOOL}"


@pytest.mark.parametrize(
    "line",
    ["我谈几点体会，供大家参考。", "希望对大家有所帮助，谢谢！", "来源：上级拨款", "时间：2017年3月9日14:30", "作者：县档案局",
     "请编辑部收集整理各站点信息。", "联系电话：0872-2123456", "版权局关于软件正版化的通知", "现将相关文章汇编成册。"],
)  # fmt: skip
def test_what_offices_write_is_no_residue(line: str) -> None:
    text = f"石桥镇工作总结\n{line}\n{FIELD}\n{SCHOOL}\n"
    assert set_aside(text, ()) == ()
