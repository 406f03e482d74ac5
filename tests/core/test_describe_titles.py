"""Titles as offices really lay them out: broken over lines, spread by hand or by recognition, dressed up by web sites."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.test_describe import value, values

BODY = "近年来，各单位认真贯彻落实会议精神，扎实开展工作，取得了明显成效，但与要求相比还有差距，请认真研究。\n"
ABOUT = (
    "关于2013年第一季度政务信息采用情况的通报",
    "关于申请追加义务教育薄弱学校改造配套资金的请示",
    "关于转发《县教育局关于加强校园安全管理的意见》的通知",
    "关于报送2014年工作总结和2015年工作计划的通知",
)


@settings(max_examples=60)
@given(title=st.sampled_from(ABOUT), cut=st.integers(6, 17), numbered=st.booleans(), wide=st.booleans())
def test_a_title_broken_at_any_place_comes_back_whole(title: str, cut: int, numbered: bool, wide: bool) -> None:
    head = "云教发〔2013〕86号          签发人：\n" if numbered else ""
    text = f"{head}{title[:cut]}\n{title[cut:]}\n各学校：\n{BODY}"
    assert value("title", text.replace("\n", "\n\n") if wide else text) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("县水利局2015年\n法治政府建设\n工作总结\n", "县水利局2015年法治政府建设工作总结"),
        ("“三严三实”专题\n教育学习心得\n体会\n", "“三严三实”专题教育学习心得体会"),
        ("东湖小学2014\n—2015学年度第一学期\n教学工作计划\n", "东湖小学2014—2015学年度第一学期教学工作计划"),
        ("我局召开党风廉政建设\n工作会议\n", "我局召开党风廉政建设工作会议"),
        ("关于征求《停车管理办法\n（征求意见稿）》意见的函\n", "关于征求《停车管理办法（征求意见稿）》意见的函"),
        ("关于商请派员\n参加联合执法检查的函\n", "关于商请派员参加联合执法检查的函"),
        ("关 于 请 求 核 查 家 庭 状 况 的 函\n", "关于请求核查家庭状况的函"),
        ("关于 请求 协助 核查 家庭 状况 的 函\n", "关于请求协助核查家庭状况的函"),
        ("感  谢  信\n市自来水公司：\n", "感谢信"),
        ("未雨绸缪\n防火为先促旅游发展\n副市长×××\n同志们：\n", "未雨绸缪防火为先促旅游发展"),
        ("审 计 报 告\n审报字〔2014〕6号\n关于福利院财务收支情况的审计报告\n", "关于福利院财务收支情况的审计报告"),
        ("代表建议  第26号\n关于加强垃圾处理的建议\n", "关于加强垃圾处理的建议"),
        ("云岭县林业局文件\n云林〔2014〕6号\n________________\n森林火灾应急预案\n", "森林火灾应急预案"),
        ("教师年度考核个人总结(通用15篇)\n", "教师年度考核个人总结"),
        ("防汛工作总结_乡镇防汛总结\n", "防汛工作总结"),
        ("入党申请书2000字\n", "入党申请书"),
        ("内部审计工作制度\n", "内部审计工作制度"),
    ],
)  # fmt: skip
def test_a_title_is_read_however_it_is_laid_out(text: str, title: str) -> None:
    assert value("title", text + BODY) == title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"时间：2011年9月13日\n地点：会议室\n主持人：校长\n记录：小杨\n一、校长讲话。{BODY}", "[2011年9月13日会议记录]"),
        (f"本人2012年5月任供水站站长以来，认真履行职责。现将工作述职如下：\n{BODY}", "[个人2012年述职报告(供水站站长)]"),
        (f"同志们：\n这次会议主要研究教育宣传工作。做好教育宣传工作十分重要，下面我讲三点意见。\n{BODY}", "[在教育宣传工作会议上的讲话]"),
        (f"县政府：\n我园成立不久，恳请县政府拨付规划编制经费50万元。{BODY}妥否，请批示。\n", "[关于拨付规划编制经费50万元的请示]"),
        ("9月24日，督导组到河口镇开展第四轮督导。督导组听取了汇报，走访了群众，充分肯定了全镇工作。\n", "[督导组到河口镇开展第四轮督导]"),
        ("各村：\n为做好秋季防火工作，经研究，现就有关事项通知如下：\n特此通知。\n", "[关于做好秋季防火工作的通知]"),
        ("为进一步规范考勤管理，结合我局实际，制定本制度。\n一、时间\n上午8点上班。\n", "[考勤管理制度]"),
        ("甲方：河口镇\n乙方：某建筑公司\n经协商，就道路硬化工程签订如下协议：\n一、工期三个月。\n", "[关于道路硬化工程的协议]"),
        ("时间：9月8日下午\n地点：会议室\n主题：消防安全工作会议\n参加人员：中层干部\n部署近期消防检查。\n", "[消防安全工作会议记录]"),
        ("【2019年学校安全工作会议记录】会议时间：2019年3月15日\n地点：会议室\n", "2019年学校安全工作会议记录"),
    ],
)  # fmt: skip
def test_a_paper_without_a_title_is_named_by_what_it_says(text: str, title: str) -> None:
    assert value("title", text) == title


def test_a_piece_is_not_named_by_a_kind_and_an_office_that_it_does_not_speak_of() -> None:
    mark, ours = "XX年乡镇工作总结暨工作安排 篇", "作为云岭工业园区的开拓者，大家辛苦了，各项任务都已完成。"
    said = values(f"{mark}1\n{ours}\n{BODY * 4}{mark}2\n{BODY * 4}")
    assert said["title"].value == "[云岭工业园区XX年工作总结暨工作安排]"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("就职演说", "讲话"), ("新春贺词", "讲话"), ("县长到我乡调研", "会议报道"), ("留守儿童现状调查", "调研报告"),
        ("当前农村工作中存在的问题及对策", "调研报告"), ("村规民约", "制度"), ("首问责任制", "制度"), ("森林防火戒严令", "命令"),
        ("低保对象公示", "公告"), ("介绍信", "函"), ("信访事项处理意见书", "意见"), ("致家长的一封信", "其他"), ("委托书", "其他"),
        ("述职述廉述德报告", "述职报告"), ("2013年工作完成情况及2014年打算", "总结"),
    ],
)  # fmt: skip
def test_the_closed_list_takes_in_what_offices_call_otherwise(title: str, kind: str) -> None:
    assert value("type", f"{title}\n{BODY}") == kind


@pytest.mark.parametrize("written", ["云发{2013}8号", "云发〈2013〉8号", "云发〔二〇一三〕8号", "云发〔2013〕8号  ★"])
def test_a_number_is_read_in_any_brackets(written: str) -> None:
    text = f"{written}\n关于做好工作的通知\n各村：\n{BODY}"
    assert (value("number", text), value("title", text)) == ("云发〔2013〕8号", "关于做好工作的通知")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"供货合同\n{BODY}甲方：        乙方：\n2020年12月28日        2020年12月28日\n", "2020-12-28"),
        (f"关于做好工作的通知\n（2013.3.5）\n各村：\n{BODY}", "2013-03-05"),
        (f"法院工作报告\n——2013年1月9日在县第十六届人民代表大会第二次会议上\n各位代表：\n{BODY}", "2013-01-09"),
    ],
)
def test_a_date_is_read_where_contracts_and_congresses_put_it(text: str, date: str) -> None:
    assert value("date", text) == date


def test_the_day_of_a_congress_does_not_make_its_year_that_of_the_report() -> None:
    text = f"法院工作报告\n——2013年1月9日在县第十六届人民代表大会第二次会议上\n各位代表：\n{BODY}2012年工作回顾\n{BODY}"
    assert (value("year", text), value("filing_year", text)) == ("2012", "2013")


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        (f"关于更名的批复\n幼儿园筹备组：\n{BODY}", "幼儿园筹备组"),
        (f"区财政局：\n关于解决经费的请示\n{BODY}", "区财政局"),
        (f"关于检查的通报\n各科室、下属单位：\n{BODY}", "各科室、下属单位"),
    ],
)
def test_the_addressees_are_read_above_and_below_the_title(text: str, sent: str) -> None:
    assert value("addressees", text) == sent


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (f"工作简报\n第23期\n云岭县水务局办公室编        2015年7月16日\n我局扎实开展活动\n{BODY}", "云岭县水务局办公室"),
        (f"关于检查的通报\n各科室：\n{BODY}2015年7月16日\n云岭县教育局\n抄送：县政府办。\n", "云岭县教育局"),
        (f"关于规划的批复\n花园镇：\n{BODY}二〇一〇年六月二十五日\n（云岭县规划局印章）\n", "云岭县规划局"),
    ],
)
def test_the_unit_is_read_beside_the_date_above_or_below_it(text: str, unit: str) -> None:
    assert value("organisation", text) == unit
