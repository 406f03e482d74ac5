"""A line at the top of a paper: what it may be, and whether a title may begin with it."""

import re
from collections.abc import Sequence

from archiver.describe.numerals import HAN_YEAR, find_date
from archiver.describe.reading import Line

LONGEST = 70
"""Longer lines are not titles; counted without white space."""
NOISE = re.compile(
    r"返回(?:顶部|首页|列表)|版权声明|我要投稿|上一篇|下一篇|当前位置|您的位置|首页|网友|浏览次数|点击数|来源:|作者:|发布时间|更新时间|"
    r"字体[:大]|打印本页|关闭窗口|www\.|http|\.com|msonormal|编辑:|分享到|文秘网|【(?:参考|导语|引言)】|本文是|"
    r"(?:索引号|组配分类|信息分类|主题分类|体裁分类|生成日期|发文日期|成文日期|废止时间|发布机构|发文机[构关]|内容概述|有效性|公开方式|关键词):"
)
"""What web sites put above a paper."""

_FORM = re.compile(
    r"^(?:绝密|机密|秘密|内部(?:资料|文件|材料|使用|参考|传阅|刊物|★|$)|密级|特急|加急|平急|急件|份号|编号|签发|主送|抄送|"
    r"报:|送:|附件?[\d一二三四五:]*$|附表|目录$|会议时间|会议地点|时间:|地点:|主持(?:人|:|$)|记录(?:人|:|$)|[出列缺]席|到会|"
    r"参加(?:人|会议|单位|:|$)|议题|主题:|内容:|会议内容|[参与]会(?:人|:|$)|[应实]到|[甲乙]方|(?:时间|地点)$|第?\d+页|[\d\s/.\-—]+$|no\.?\d+|[发收]文(?:字?号|机[关构]|日期|时间|:|$)|正文$|序号$|姓名$|"
    r"单位:|填报|(?:会议|活动|文件)?名称:|标题:|题[目名]:)"
)
LABEL_ALONE = re.compile(r"^(?:会议|学习|活动)?(?:时间|地[点址]|主持人|记录人|[参出缺列][加席会]人员?):?$")
"""A field of a form whose value stands on the next line."""

_SAYS = re.compile(r"[一-鿿a-z\d]")
ISSUE = re.compile(r"^\(?(?:总?第|20\d\d年第?)[\d一二三四五六七八九十]+期|^[一-鿿]{0,8}(?:第\d+号|〔\d{4}〕第?\d+号)$")
NUMBER = re.compile(rf"[〔\[【({{<〈《](?:[\dx*]{{0,4}}|{HAN_YEAR})年?[〕\]】)}}>〉》]第?[\dx*]*号")
BEHIND = re.compile(r"(?<=[一-鿿》)])\([一-鿿]{2,12}[〔\[(]\d{4}[〕\])]第?\d{1,5}号\)$")
SUBTITLE = re.compile(r"^(?:[—–\-]{1,4}|─+)(?=[一-鿿\d《“x])")
UNIT_LINE = re.compile(
    r"^[一-鿿x×*\da-z]{2,30}(?:政府|委员会|局|厅|部|院|校|学校|小学|中学|大学|公司|集团|党委|党支部|办公室|"
    r"镇|乡|村|街道|管委会|开发区|高新区|园区|工会|团委|妇联|协会|中心|站|所|委|办|处)$"
)


def tight_of(run: Sequence[Line]) -> str:
    """The lines in one, without white space."""
    return "".join(line.tight for line in run)


def may_begin(line: Line) -> bool:
    """Whether a title can begin with the line; what forms, letterheads and sites put there can't."""
    tight = line.tight
    if not 2 <= len(tight) <= LONGEST or tight.endswith((":", ",", ";", "。")) or "\t" in line.text:
        return False
    if line.kind == "textbox" or _names_sheet(line) or (tight.startswith("(") and tight.endswith(")")):
        return False
    if not _SAYS.search(tight) or NOISE.search(tight) or _FORM.match(tight):
        return False
    if ISSUE.search(tight) or NUMBER.search(BEHIND.sub("", tight)):
        return False
    return find_date(tight.strip("()")) is None and (not line.enumerated or line.level > 0)


def _names_sheet(line: Line) -> bool:
    """Sheet1, 花名册: what stands in the sheet, or the name of the file, says more."""
    return line.kind == "heading" and not line.level
