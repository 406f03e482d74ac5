"""The date of the paper itself (成文日期): after the signature, under the title, or of the meeting."""

import re

from archiver.describe.numerals import Dated, find_date, find_month
from archiver.describe.reading import Line, Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

LAST_LINES = 25
TITLE_LINES = 8

_FOREIGN = re.compile(
    r"\d{1,2}:\d\d|时间|发布|更新|来源|版权|浏览|点击|作者|编辑|打印|下载|有效|截止|生效|施行"
)
_AFTERWARDS = re.compile(
    r"^(?:抄送|抄报|主送|分送|报送?:|送:|附[:件]|附表|主题词|联系|电话|备注|注:|\(|共印|校对|打字|承办|发至|此件|"
    r"\d+$|-\d+-$|第\d+页)"
)
_PRINTED = re.compile(r"印发?$|印制$|翻印")
_MEETING = re.compile(r"^(?:会议|学习|活动|培训|开会)?(?:时间|日期):")
_PLACE = re.compile(r"^(?:会议|学习|活动|培训|开会)?地[点址]:")


def find_own_date(reading: Reading) -> tuple[FieldValue, Dated] | None:
    """The date and the value made of it, the signature first; a date of a web page is never taken."""
    return _signature(reading) or _above_text(reading) or _meeting(reading)


def signed_month(reading: Reading) -> Dated | None:
    """The year and month of a signature that names no day ("二〇一一年十二月")."""
    for line in reversed(reading.lines[-LAST_LINES:]):
        dated = find_month(line.tight)
        if dated and _alone(line, dated) and find_date(line.tight) is None:
            return dated
    return None


def _signature(reading: Reading) -> tuple[FieldValue, Dated] | None:
    """A short line near the end that holds only a date, or a name and a date, with no sentence after it."""
    lines = reading.lines
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - LAST_LINES), -1):
        line = lines[index]
        dated = find_date(line.tight)
        if dated and _alone(line, dated) and not _PRINTED.search(line.tight) and index >= 2:
            return found("date", dated.iso(), 0.95, Reason("describe.date_signature"), line), dated
        if line.prose and not _AFTERWARDS.match(line.tight):
            return _before_attachments(reading)
    return _before_attachments(reading)


def _before_attachments(reading: Reading) -> tuple[FieldValue, Dated] | None:
    """A date of its own line in mid-text, with a signature above it and 附件 or 抄送 below."""
    lines = reading.lines
    for above, line, below in zip(lines[1:], lines[2:], lines[3:], strict=False):
        if above.prose or line.kind == "cell" or not _AFTERWARDS.match(below.tight):
            continue
        dated = find_date(line.tight)
        if dated and line.tight == line.tight[dated.start : dated.end]:
            return found("date", dated.iso(), 0.85, Reason("describe.date_signature"), line), dated
    return None


def _alone(line: Line, dated: Dated) -> bool:
    """Whether the line is a date, or a signing unit and a date, and nothing else."""
    before, after = line.tight[: dated.start], line.tight[dated.end :]
    if _FOREIGN.search(line.tight) or line.kind == "cell":
        return False
    return len(before) <= 25 and not re.search(r"[,。;、“”《》\d]", before) and after in ("", ")", "]")


def _above_text(reading: Reading) -> tuple[FieldValue, Dated] | None:
    """A line near the top that is only a date, or the unit that issues a bulletin and a date.

    Dates with hyphens there are those of web pages.
    """
    for line in reading.lines[1:TITLE_LINES]:
        if line.prose:
            return None
        dated = find_date(line.tight.strip("()[]"))
        if dated and dated.named and _alone(line, find_date(line.tight) or dated):
            return found("date", dated.iso(), 0.8, Reason("describe.date_title"), line), dated
    return None


def _meeting(reading: Reading) -> tuple[FieldValue, Dated] | None:
    """The day of a meeting, where its record says both when and where; 时间 alone is what web sites add."""
    top = reading.lines[:TITLE_LINES]
    if not any(_PLACE.match(line.tight) for line in top):
        return None
    for line in top:
        dated = find_date(line.tight)
        if dated and _MEETING.match(line.tight):
            return found("date", dated.iso(), 0.8, Reason("describe.date_meeting"), line), dated
    return None
