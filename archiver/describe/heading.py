"""What GB/T 9704-2012 puts above the text of a paper: how urgent it is, whether it is internal, whom it is sent to."""

import re

from archiver.describe.reading import Line, Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

TOP_LINES = 16

_URGENCY = re.compile(r"^(?:紧急程度:)?[\[【(]?(?P<how>特急|加急|平急|特提|急件)[\]】)]?$")
_BESIDE_NUMBER = re.compile(r"号(?:签发人:?.{0,8})?[(\[]?(?P<how>特急|加急|平急|特提|急件)[)\]]?$")
_MARKING = re.compile(
    r"^[\[【(]?(?P<mark>工作秘密|内部)(?:资料|文件|材料|使用|参考|传阅|刊物|★)?[\]】)]?[,:]?"
    r"(?:请?注意保[存密管]|请勿外传|不得外传|严禁外传|妥善保管)?[\]】)]?$"
)
_ADDRESS_END = re.compile(
    r"(?:政府|局|委|委员会|部|厅|办|办公室|公司|企业|学校|院校|院|校|园|单位|机构|支部|党委|党组|总支|村|镇|乡|街道|办事处|"
    r"社区|站|所|中心|科|室|科室|股室|处|处室|部门|组织|纪委|组织部|督导组|检查组|主席团|常委会|政协|会|团|行|社|厂|队|店|"
    r"车间|班组|年级|园区|开发区|管委会|县区|[市县区乡镇办]|委员|代表|先生|女士|同志|[组站所部处部队]|指挥部|[者员户民友长])(?:\([^()]{1,30}\))?$"
)
_GREETS = re.compile(r"同志们|^各位|尊敬的|女士们|先生们|老师们|同学们|朋友们|亲爱的|乡亲们|来宾|你们好")
_LABEL = re.compile(r"^(?:时间|地点|主持|记录|出席|列席|参加|附|注|抄|联系|电话|甲方|乙方|单位|主题词|主送)|现[将就把]|^就|以下|下[列面]|如下|例如|要求|包括|主要|是$")


def find_heading(reading: Reading, title: tuple[int, int]) -> list[FieldValue]:
    """Urgency, marking and addressees, those that the paper states. `title` is where its title stands."""
    values = (_urgency(reading), _marking(reading), _addressees(reading, *title))
    return [value for value in values if value]


def _urgency(reading: Reading) -> FieldValue | None:
    for line in reading.lines[:TOP_LINES]:
        match = _URGENCY.match(line.tight) or _BESIDE_NUMBER.search(line.tight)
        if match and len(line.tight) <= 45:
            return found("urgency", match["how"], 0.95, Reason("describe.urgency"), line)
    return None


def _marking(reading: Reading) -> FieldValue | None:
    for line in (*reading.margins, *reading.lines[:TOP_LINES]):
        if match := _MARKING.match(line.tight):
            return found("marking", match["mark"], 0.9, Reason("describe.marking"), line)
    return None


def _addressees(reading: Reading, title_start: int, title_end: int) -> FieldValue | None:
    """The first line below the title that ends in a colon and names offices or people (主送机关), or the one above."""
    above = [line for line in reading.lines if line.end <= title_start][-1:]
    below = [line for line in reading.lines if line.start >= title_end][:8]
    for line in above:
        if line.tight.endswith(":") and (sent := _sent_to(reading, line)):
            return sent
    for line in below:
        if line.tight.endswith(":"):
            return _sent_to(reading, line)
        if line.prose or line.enumerated:
            return None
    return None


def _sent_to(reading: Reading, line: Line) -> FieldValue | None:
    named = line.tight.rstrip(":")
    if not 2 <= len(named) <= 120 or _GREETS.search(named) or _LABEL.search(named) or not _ADDRESS_END.search(named):
        return None
    return found("addressees", reading.written(line, 0, len(named)), 0.9, Reason("describe.addressees"), line)
