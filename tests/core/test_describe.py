"""Describing, by short papers of our own: what each field says, and where it keeps silent."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.describe import RULES_VERSION, Scheme, default_scheme, describe, type_names, types
from archiver.describe.numerals import find_date, number
from archiver.describe.plain import plain
from archiver.model import Block, FieldValue
from archiver.wording import wordings

SCHEME = Scheme.parse(default_scheme())
BODY = "现将有关情况说明如下，各单位要高度重视，认真抓好落实，确保各项任务按时完成，取得实效。"


def values(text: str, name: str = "x", blocks: tuple[Block, ...] = (), **properties: str) -> dict[str, FieldValue]:
    piece = describe(text, blocks, name, properties, SCHEME)[0]
    return {value.field: value for value in piece.values}


def value(field: str, text: str, name: str = "x") -> str:
    found = values(text, name)
    return found[field].value if field in found else ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"青河镇2011年工作总结\n{BODY}", "青河镇2011年工作总结"),
        (f"关于进一步加强全镇森林\n防火工作的通知\n各村：\n{BODY}", "关于进一步加强全镇森林防火工作的通知"),
        (f"云岭县教育局\n关于召开年会的\n通　　知\n{BODY}", "云岭县教育局关于召开年会的通知"),
        (f"云岭县人民政府文件\n云政发〔2011〕8号\n关于表彰先进的决定\n{BODY}", "关于表彰先进的决定"),
        (f"未雨绸缪 防火为先\n——在全县森林防火会议上的讲话\n同志们：\n{BODY}",
         "未雨绸缪 防火为先——在全县森林防火会议上的讲话"),
        (f"第一篇:高新區黨建工作總結\n{BODY}", "高新區黨建工作總結"),
        (f"第二篇:安全總結\n青河鎮安全生產工作總結\n{BODY}", "青河鎮安全生產工作總結"),
        (f"乡镇工作总结 篇3\n{BODY}", "乡镇工作总结"),
        (f"乡镇工作总结 篇1\n\nAA镇工作总结\n{BODY}", "AA镇工作总结"),
        (f"党建工作简报\n第12期\n县教育局举办党史知识竞赛\n{BODY}", "县教育局举办党史知识竞赛"),
        (f"会 议 纪 要\n2013年5月16日，镇长主持召开办公会议，研究有关事项，现纪要如下：\n{BODY}", "会议纪要"),
        (f"首页 > 范文 > 总结\n来源：某网 作者：佚名\n学校消防安全工作总结\n{BODY}", "学校消防安全工作总结"),
        (f"附件1\n安全隐患排查登记表\n序号\n单位\n{BODY}", "安全隐患排查登记表"),
        (f"特急\n关于做好防汛工作的紧急通知\n{BODY}", "关于做好防汛工作的紧急通知"),
        (f"云岭县人民政府办公室关于加强普通高等学校\n\n毕业生就业工作的通知\n\n各乡镇：\n{BODY}",
         "云岭县人民政府办公室关于加强普通高等学校毕业生就业工作的通知"),
        (f"返回顶部\n\n云岭县人民政府工作规则\n\n发文字号:\n\n云政发〔2024〕7号\n{BODY}", "云岭县人民政府工作规则"),
        (f"云岭县人民政府关于实施\n《农村教育的决定》的意见\n（云政〔2001〕85号）\n{BODY}",
         "云岭县人民政府关于实施《农村教育的决定》的意见"),
        (f"青河镇安全生产工作\n青河镇人民政府\n{BODY}", "青河镇安全生产工作"),
        (f"共青团云岭县委员会\n2014年工作要点\n{BODY}", "共青团云岭县委员会2014年工作要点"),
    ],
)  # fmt: skip
def test_the_title_is_read_from_the_first_lines(text: str, title: str) -> None:
    assert value("title", text) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2011年森林防火工作总结", "2011年森林防火工作总结"),
        ("03 关于防火的通知(1) - 副本", "关于防火的通知"),
        ("20111208_安全生产汇报(定稿)", "安全生产汇报"),
        ("复件 (2) 党建工作要点", "党建工作要点"),
        ("关于报送材料的函_修改稿2", "关于报送材料的函"),
    ],
)
def test_body_text_without_a_title_takes_the_name_of_the_file(name: str, title: str) -> None:
    assert value("title", BODY * 3, name) == title


def test_a_file_name_that_says_nothing_gives_way_to_the_first_words() -> None:
    assert value("title", f"{BODY}\n", "新建 Microsoft Word 文档 (3)") == "现将有关情况说明如下"


def test_an_unread_file_is_titled_by_its_name() -> None:
    assert value("title", "", "职工工资表") == "职工工资表"
    assert value("title", "", "IMG_0012") == "IMG_0012"


def test_a_stale_title_in_the_properties_is_not_believed() -> None:
    found = values(BODY, "收入统计说明", title="2003年计划生育工作总结")
    assert found["title"].value == "收入统计说明"


def test_a_header_on_every_page_is_not_the_title() -> None:
    text = f"青河镇人民政府\n关于做好春耕工作的通知\n{BODY}\n"
    header = text.index("关于")
    blocks = (Block("header", 0, header), Block("paragraph", header, len(text)))
    assert values(text, blocks=blocks)["title"].value == "关于做好春耕工作的通知"


def test_a_workbook_is_titled_by_what_stands_in_it_and_not_by_the_name_of_a_sheet() -> None:
    text = "人员名单\n2023年度干部花名册\n序号\n1979-11-05\n420101197911050033\n"
    edges = [at for at, character in enumerate(text) if character == "\n"]
    cells = tuple(Block("cell", start + 1, end, sheet="人员名单") for start, end in pairwise(edges))
    found = values(text, "新建", (Block("heading", 0, 4, sheet="人员名单"), *cells))
    assert found["title"].value == "2023年度干部花名册"
    assert "date" not in found  # a day of birth is no date of the paper


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"青河镇2011年工作总结\n{BODY}", "2011"),
        (f"青河镇二○○九年工作总结\n{BODY}", "2009"),
        (f"2020年工作总结及2021年工作安排\n{BODY}", "2020"),
        (f"09年度安全生产工作总结\n{BODY}", "2009"),
        (f"2010-2011学年度第二学期教学工作总结\n{BODY}", "2011"),
        (f"2010—2011学年第一学期工作总结\n{BODY}", "2010"),
        (f"2011—2015年普法规划\n{BODY}", "2011"),
        (f"团工委工作总结\n团工委认真履行职责。现将2012年上半年工作情况总结如下：\n{BODY}", "2012"),
        (f"党建工作总结\n一、2013年工作开展情况\n{BODY}", "2013"),
        (f"办公室工作总结\n2014年，在局党委的正确领导下，办公室各项工作有序开展。\n{BODY}", "2014"),
        (f"开发区工作总结\n{BODY}\n三、2021年工作安排\n{BODY}", "2020"),
        (f"法制工作计划\n{BODY}\n二、2021年工作安排\n{BODY}", "2021"),
        (f"关于做好防汛工作的通知\n{BODY}\n青河镇人民政府\n2016年5月3日\n", "2016"),
        (f"党支部工作总结\n{BODY}\n青河镇党支部\n2017年1月9日\n", "2016"),
        (f"教育工作会讲话\n今年是“十三五”规划的开局之年，我们要开好头、起好步，抓好各项工作。\n{BODY}", "2016"),
        ("关于学习宣传《安全生产法（2014年修订）》的通知\n根据国发〔2011〕40号文件要求，请认真学习。\n", ""),
        (f"团工委工作总结\n团结青年，服务青年?,F将2012年上半年工作情况总结如下: 夯实组织建设。\n{BODY}", "2012"),
        ("会议情况\n副部长回顾了2010年工作，2010年成绩显著，2010年进展明显，并部署2011年任务。\n", "2010"),
        (f"XX年工作总结\n{BODY}\n根据《中长期规划纲要（2010—2020年）》和云政发〔2013〕5号文件，抓好落实。\n", ""),
        (f"30年来的变化\n近10年来，全镇面貌发生了很大变化，群众生活水平明显提高。\n{BODY}", ""),
    ],
)  # fmt: skip
def test_the_year_is_that_of_the_content(text: str, year: str) -> None:
    assert value("year", text) == year


def test_a_summary_signed_in_january_is_filed_in_the_new_year() -> None:
    found = values(f"青河镇2022年工作总结\n{BODY}\n青河镇人民政府\n2023年1月6日\n")
    assert (found["year"].value, found["filing_year"].value) == ("2022", "2023")
    assert found["filing_year"].reason.say() == "按成文日期归入2023年度"


def test_without_a_date_the_filing_year_is_the_content_year() -> None:
    found = values(f"青河镇2011年工作总结\n{BODY}")
    assert found["filing_year"].value == "2011"
    assert found["filing_year"].confidence < found["year"].confidence


@pytest.mark.parametrize(
    ("ending", "date"),
    [
        ("青河镇人民政府\n2011年12月8日\n", "2011-12-08"),
        ("青河镇人民政府\n二〇一一年十二月八日\n", "2011-12-08"),
        ("青河鎮人民政府\n二○一一年元月廿八日\n", "2011-01-28"),
        ("青河镇人民政府\n二零零九年十月三十一日\n", "2009-10-31"),
        ("青河镇人民政府\n二ＯＯ八年三月五日\n", "2008-03-05"),
        ("青河镇人民政府　　２０１１年３月５日\n", "2011-03-05"),
        ("青河镇人民政府\n2011.12.8\n", "2011-12-08"),
        ("青河镇人民政府\n二 〇 一 一 年 十 二 月 八 日\n", "2011-12-08"),
        ("青河镇人民政府\n2011年12月8日\n抄送：县委办公室。\n青河镇办公室 2011年12月9日印发\n", "2011-12-08"),
        ("青河镇人民政府\n2011年12月8日\n附件：名单\n各单位要按照名单认真组织实施，确保不漏一人。\n", "2011-12-08"),
        ("青河镇人民政府\n2011年2月30日\n", ""),
        ("青河镇人民政府\n20XX年12月8日\n", ""),
        ("2022-09-25 03:48:48\n", ""),
        ("发布时间：2022年9月25日\n", ""),
        ("2011年12月8日，镇政府召开会议，研究部署有关工作，提出了明确要求。\n", ""),
    ],
)
def test_the_date_is_that_of_the_signature(ending: str, date: str) -> None:
    assert value("date", f"关于有关工作的报告\n县政府：\n{BODY}\n{ending}") == date


def test_a_speech_has_its_date_under_the_title() -> None:
    assert value("date", f"在防汛会议上的讲话\n（2016年8月19日）\n同志们：\n{BODY}") == "2016-08-19"


def test_the_day_of_a_web_page_under_the_title_is_not_the_papers() -> None:
    assert value("date", f"学校工作总结\n2024-12-29 版权声明\n{BODY}") == ""


def test_a_record_of_a_meeting_is_dated_by_the_meeting_if_it_says_where() -> None:
    record = f"会议记录\n时间：2012年7月2日\n{{place}}{BODY}"
    assert value("date", record.format(place="地点：三楼会议室\n")) == "2012-07-02"
    assert value("date", record.format(place="")) == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("云政发〔2011〕12号", "云政发〔2011〕12号"),
        ("云 政 办 发 [ 2011 ] 第 12 号", "云政办发〔2011〕12号"),
        ("云教发【２０１２】１５号　　签发人：陈立平", "云教发〔2012〕15号"),
        ("雲府辦（2009）3號", "雲府辦〔2009〕3号"),
        ("云机〔20XX〕12号", "云机〔20xx〕12号"),
        ("〔2013〕5号", "〔2013〕5号"),
        ("文号：国发〔2011〕40号", "国发〔2011〕40号"),
        ("根据国发〔2011〕40号文件", ""),
        ("（国发〔2011〕40号）", ""),
        ("《关于做好工作的通知》（国发〔2011〕40号）", ""),
        ("第12号", ""),
        ("电话：0872-1234567号", ""),
    ],
)
def test_the_number_is_the_papers_own_and_never_a_cited_one(line: str, expected: str) -> None:
    assert value("number", f"云岭县人民政府文件\n{line}\n关于做好工作的通知\n{BODY}") == expected


def test_a_number_far_down_the_text_is_a_citation() -> None:
    assert value("number", f"关于做好工作的通知\n{(BODY + chr(10)) * 30}云政发〔2011〕12号\n") == ""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2011年工作总结", "总结"), ("2011年工作总结暨2012年工作安排", "总结"), ("2012年工作要点", "计划"),
        ("森林防火工作安排", "计划"), ("招商引资情况汇报", "汇报"), ("个人述职述廉报告", "述职报告"),
        ("在全县大会上的讲话", "讲话"), ("防汛应急预案", "方案"), ("大气污染防治实施方案", "方案"),
        ("学习党章心得体会", "心得体会"), ("党支部会议记录", "会议记录"), ("业务学习记录", "学习记录"),
        ("党政联席会议纪要", "纪要"), ("脐橙产业调研报告", "调研报告"), ("隐患排查台帐", "台账"),
        ("财务管理办法（试行）", "制度"), ("安全生产目标责任书", "合同协议"), ("关于请求拨款的请示", "请示"),
        ("关于同意设立的批复", "批复"), ("关于印发《青河镇考勤制度》的通知", "通知"), ("关于表彰先进的决定", "决定"),
        ("关于检查情况的通报", "通报"), ("关于加强教育工作的意见", "意见"), ("政府工作报告", "报告"),
        ("关于商请协助的函", "函"), ("青河镇大事记", "大事记"), ("致全县人民的倡议书", "其他"),
        ("学校工作总结范文（精选8篇）", "总结"), ("工作總結", "总结"), ("关于工作情况的报告", "报告"),
    ],
)  # fmt: skip
def test_the_type_is_what_the_title_ends_with(title: str, kind: str) -> None:
    assert value("type", f"{title}\n{BODY}") == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("工作总结\n本人自2014年任青河镇副镇长以来，本人认真履行职责，现将一年来情况述职如下：\n", "述职报告"),
        ("工作总结\n同志们：\n今天召开大会，主要任务是总结去年工作，安排今年任务，动员大家行动起来。\n", "讲话"),
        ("年终总结\n出席会议的有各县区负责人。会议指出，去年成绩显著；会议强调，要再接再厉；会议要求，狠抓落实。\n",
         "会议报道"),
        ("例会\n时间：3月2日\n主持人：罗永福\n记录人：王小燕\n讨论有关工作的落实情况，大家作了发言，形成一致意见。\n",
         "会议记录"),
    ],
)  # fmt: skip
def test_where_the_title_lies_the_body_decides_the_type(text: str, kind: str) -> None:
    assert value("type", text) == kind


def test_a_report_to_congress_stays_a_report_though_it_greets() -> None:
    assert value("type", f"政府工作报告\n各位代表：\n{BODY}") == "报告"


def test_types_come_from_the_closed_list_only() -> None:
    assert {name for name, _ in types.TITLE_RULES} <= set(type_names())


def test_a_paper_that_says_nothing_of_its_kind_has_no_type() -> None:
    assert value("type", "青山绿水之间，有一个小小的村庄，那里的人们过着平静的生活。\n", "村庄") == ""


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        (f"关于放假的通知\n各科室：\n{BODY}\n云岭县教育局\n2012年3月2日\n", "云岭县教育局"),
        (f"关于放假的通知\n各科室：\n{BODY}\n青河镇人民政府　　2012年3月2日\n", "青河镇人民政府"),
        (f"中共云岭县委文件\n关于放假的通知\n{BODY}\n", "中共云岭县委"),
        (f"云岭县民政局2013年工作总结\n{BODY}\n", "云岭县民政局"),
        (f"XX年乡镇工作总结\n{BODY}\n", ""),
    ],
)
def test_the_unit_signs_heads_or_is_named_in_the_title(text: str, organisation: str) -> None:
    assert value("organisation", text) == organisation


def test_every_span_points_at_the_words_in_the_original() -> None:
    head = "　　雲嶺縣教育局文件\n雲教發〔2012〕15號\n關於放假的通知\n各科室：\n"
    text = f"{head}{BODY}\n雲嶺縣教育局\n二○一二年三月二日\n"
    found = values(text)
    spans = {field: text[slice(*value.span)] for field, value in found.items() if value.span}
    assert spans["title"] == "關於放假的通知"
    assert spans["number"] == "雲教發〔2012〕15號"
    assert spans["date"] == "二○一二年三月二日"
    assert spans["organisation"] == "雲嶺縣教育局"
    assert found["organisation"].value == "雲嶺縣教育局"


def test_every_value_has_a_sentence_in_both_languages_and_a_believable_confidence() -> None:
    text = f"云岭县教育局文件\n云教发〔2012〕15号\n关于2012年招生考试的通知\n{BODY}\n云岭县教育局\n2012年3月2日\n"
    for found in values(text).values():
        assert found.reason.say("zh") and found.reason.say("en")
        assert found.by == "rule" and 0 <= found.confidence <= 1
        assert json.loads(found.reason.dump())[0] in wordings()


@pytest.mark.parametrize("text", ["", "\n\n", " 　\n", "?", "\u0000\ufffd", "一", "第一篇:\n第二篇:\n", "。\n" * 5])
def test_odd_texts_are_described_without_a_hitch(text: str) -> None:
    assert values(text, "某个文件")["title"].value


_SCRAPS = st.sampled_from(
    ["第一篇:", "关于", "的通知", "工作总结", "2011年", "二〇一一年", "十二月", "8日", "云政发〔2011〕", "12号",
     "同志们：", "时间：", "地点：", "《", "》", "（", "）", "现将", "情况如下", "。", "，", "：", "\n", "\n\n", "　",
     "\r\n", "\u200b", "森林防火", "青河镇人民政府", "高新区", "——", "１", "機密", "\ue000", "😀", "㍿", "一、"]
)  # fmt: skip


@given(st.lists(_SCRAPS, max_size=40).map("".join), st.integers(0, 3))
@settings(max_examples=300)
def test_whatever_the_text_values_are_well_formed(text: str, cut: int) -> None:
    edge = len(text) * cut // 3
    blocks = (Block("paragraph", 0, edge), Block("cell", edge, len(text)))
    for found in values(text, "某个文件", blocks).values():
        assert found.reason.say()
        if found.span:
            start, end = found.span
            assert 0 <= start < end <= len(text)
            assert not text[start].isspace() and not text[end - 1].isspace()
        if found.field in ("year", "filing_year"):
            assert 1940 <= int(found.value) <= 2049


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [("二〇一一", 2011), ("十", 10), ("十二", 12), ("廿八", 28), ("三十一", 31), ("元", 1), ("初五", 5), ("07", 7)],
)
def test_numerals_have_their_value(numeral: str, expected: int) -> None:
    assert number(numeral) == expected


def test_no_date_is_found_that_no_calendar_has() -> None:
    assert find_date("2011年2月29日") is None
    assert find_date("2012年2月29日") is not None


def test_plain_text_keeps_every_offset() -> None:
    text = "（一）ＡＢＣ①ﬁ雲嶺\u200b縣㍿⽂…㈱"
    assert len(plain(text)) == len(text)
    assert plain("雲嶺縣Ａ１") == "云岭县a1"


def test_the_rules_have_a_version() -> None:
    assert RULES_VERSION >= 1
