"""The date of the paper itself (成文日期): after the signature, under the title, or of the meeting."""

import re
from collections.abc import Iterator, Sequence

from archiver.describe.numerals import MASKED_DATE, Dated, find_date, find_month
from archiver.describe.reading import Line, Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

LAST_LINES = 25
TITLE_LINES = 10

Found = tuple[FieldValue, Dated]

_FOREIGN = re.compile(
    r"\d{1,2}:\d\d|时间|发布|更新|来源|版权|浏览|点击|作者|编辑|打印|下载|有效|截止|生效|施行"
)
_AFTERWARDS = re.compile(
    r"^(?:抄送|抄报|主送|分送|报送?:|送:|附[:件]|附表|主题词|联系|电话|备注|注:|\(|共印|校对|打字|承办|发至|此件|"
    r"\d+$|-\d+-$|第\d+页)"
)
_PRINTED = re.compile(r"印发?$|印制$|翻印")
_HANDED_ON = re.compile(r"印发|转发|批转|公布|发布|颁布")
_HANDS_ON = re.compile(r"现(?:将|予|印发|转发|批转|公布|发布).{0,80}|(?:印发|转发|批转)(?:给)?你们")
_MEETING = re.compile(r"^(?:会议|学习|活动|培训|开会|召开|检查)?(?:时间|日期)[:\d]")
_PLACE = re.compile(r"^(?:会议|学习|活动|培训|开会)?(?:地[点址]|主[持讲]人?|记录人?|参加人员|出席(?:人员)?)[:一-鿿]")
_LABELLED = re.compile(r"^[•·]?(?:成文|发文|签发|制发)(?:日期|时间):?")
_SIGNED = re.compile(r"^(?:签[订约字署](?:日期|时间)|日期):")
_PASSED = re.compile(r"^\(.*(?:通过|公布|发布|印发)\)$")
_HELD = re.compile(r"^(?:[—–─-]{1,4}|\()?[^,。—(]{6,12}日(?:[上下]午)?在.{4,60}(?:上|会议|大会)\)?$")
"""`——2013年1月9日在…会议上`: under the title of a report to a congress."""

_NUMBERED = re.compile(r"[〔\[(]\d{4}[〕\])]第?\d{1,5}号")


def find_own_date(reading: Reading) -> Found | None:
    """The date and the value made of it, the signature first; a date of a web page is never taken."""
    first = _first_signature(reading) if _hands_on(reading) else None
    return (
        first or _signature(reading) or _labelled(reading) or _above_text(reading) or _only_date(reading)
        or _meeting(reading)
    )  # fmt: skip


def signed_month(reading: Reading) -> Dated | None:
    """The year and month of a signature that names no day ("二〇一一年十二月")."""
    for line in reversed(reading.lines[-LAST_LINES:]):
        dated = find_month(line.tight)
        if dated and _alone(line, dated) and find_date(line.tight) is None:
            return dated
    return None


def is_signature(line: Line) -> bool:
    """Whether a line is a date, masked or not, or a signing unit and a date, and nothing else."""
    dated = find_date(line.tight)
    if dated is None:
        return bool(MASKED_DATE.match(line.tight))
    return _alone(line, dated) and not _PRINTED.search(line.tight)


def _hands_on(reading: Reading) -> bool:
    """Whether the paper issues or forwards another, whose signature stands below its own."""
    return any(_HANDED_ON.search(line.tight) for line in reading.lines[:TITLE_LINES]) and any(
        _HANDS_ON.search(line.tight) for line in reading.lines[:25]
    )


def _signature(reading: Reading) -> Found | None:
    """A short line near the end that holds only a date, or a name and a date, with no sentence after it."""
    lines = reading.lines
    for index in range(len(lines) - 1, max(-1, len(lines) - 1 - LAST_LINES), -1):
        line = lines[index]
        dated = find_date(line.tight)
        signed = dated and (_alone(line, dated) or _SIGNED.match(line.tight)) and not _PRINTED.search(line.tight)
        if dated and signed and index >= 2:
            return _found(dated, line, 0.95, "describe.date_signature")
        if line.prose and not _AFTERWARDS.match(line.tight):
            break
    return _first_signature(reading, only_before_attachments=True)


def _first_signature(reading: Reading, *, only_before_attachments: bool = False) -> Found | None:
    """The first date on a line of its own below some text; 附件 or 抄送 or the paper handed on stand below it."""
    lines = reading.lines
    for above, line, below in zip(lines[2:], lines[3:], (*lines[4:], None), strict=False):
        dated = find_date(line.tight) if line.kind != "cell" and is_signature(line) else None
        attached = below is None or _AFTERWARDS.match(below.tight)
        if dated and (attached and not above.prose if only_before_attachments else _text_above(lines, line)):
            return _found(dated, line, 0.85, "describe.date_signature")
    return None


def _text_above(lines: Sequence[Line], line: Line) -> bool:
    first = next((other for other in lines if other.prose), line)
    return first.start < line.start


def _alone(line: Line, dated: Dated) -> bool:
    """Whether the line is a date, or a signing unit and a date, and nothing else."""
    before, after = line.tight[: dated.start], line.tight[dated.end :]
    if _FOREIGN.search(line.tight) or line.kind == "cell":
        return False
    again = find_date(after)
    twice = again is not None and (again.start, again.end) == (0, len(after))
    return len(before) <= 25 and not re.search(r"[,。;、“”《》\d:]", before) and (after in ("", ")", "]") or twice)


def _labelled(reading: Reading) -> Found | None:
    """成文日期 or 发文日期 in the table that a government's site puts above a paper."""
    lines = reading.lines[: 3 * TITLE_LINES]
    for line, below in zip(lines, (*lines[1:], None), strict=False):
        if match := _LABELLED.match(line.tight):
            for place, words in ((line, line.tight[match.end() :]), (below, below.tight if below else "")):
                dated = find_date(words)
                if place and dated and dated.start == 0:
                    return _found(dated, place, 0.8, "describe.date_labelled")
    return None


def _above_text(reading: Reading) -> Found | None:
    """A line near the top that is only a date, a unit and a date, a date and a number, or when it was passed.

    Dates with hyphens there are those of web pages, unless they stand in brackets.
    """
    for line in reading.lines[1:TITLE_LINES]:
        dated = find_date(line.tight.strip("()[]"))
        passed = dated and (_PASSED.match(line.tight) or _HELD.match(line.tight))
        shut = line.tight.startswith("(") and dated and dated.end == len(line.tight) - 2
        if dated and (dated.named or shut) and (passed or _alone(line, find_date(line.tight) or dated) or _beside_number(line)):
            return _found(dated, line, 0.8, "describe.date_title")
        if line.prose:
            return None
    return None


def _beside_number(line: Line) -> bool:
    """`2006年10月26日 财建〔2006〕689号`."""
    bare = _NUMBERED.sub("", line.tight)
    dated = find_date(bare)
    return bare != line.tight and dated is not None and len(bare) - (dated.end - dated.start) <= 12


def _only_date(reading: Reading) -> Found | None:
    """The one date that stands on a line of its own in mid-text; where there are several they are a calendar."""
    dates = list(_dates_alone(reading))
    if len(dates) != 1 or not _text_above(reading.lines, dates[0][0]):
        return None
    line, dated = dates[0]
    return _found(dated, line, 0.7, "describe.date_signature")


def _dates_alone(reading: Reading) -> Iterator[tuple[Line, Dated]]:
    for line in reading.lines[2:]:
        dated = find_date(line.tight)
        if dated and dated.named and (dated.start, dated.end) == (0, len(line.tight)) and line.kind != "cell":
            yield line, dated


def _meeting(reading: Reading) -> Found | None:
    """The day of a meeting, where its record says both when and where or who; 时间 alone is what web sites add."""
    top = reading.lines[:TITLE_LINES]
    if not any(_PLACE.match(line.tight) for line in top):
        return None
    for line in top:
        dated = find_date(line.tight)
        if dated and _MEETING.match(line.tight) and dated.start <= 6:
            return _found(dated, line, 0.8, "describe.date_meeting")
    return None


def _found(dated: Dated, line: Line, confidence: float, code: str) -> Found:
    return found("date", dated.iso(), confidence, Reason(code), line), dated
