"""A title broken over lines: which lines finish the one that begins it."""

import re
from collections.abc import Sequence

from archiver.describe.headline import LONGEST, SUBTITLE, UNIT_LINE, may_begin, tight_of
from archiver.describe.numerals import YEAR
from archiver.describe.pieces import marker_of
from archiver.describe.reading import Line
from archiver.describe.types import ends_with_type, type_of_title

_UNITS_ABOVE = 3
_MATTER = re.compile(r"(?:信息|动态|计划|规划|安排|要点|制度|办法|规定|细则|(?:召开|举[行办])[\d年]*)$")
_FORMAL = re.compile(
    r"(?:的|紧急|补充|联合)(?:通知|通报|通告|公告|请示|报告|批复|函|复函|决定|决议|意见|议案|纪要|方案|公示|说明|汇报|总结|讲话|"
    r"倡议书)$"
)
"""How a 关于… ends; 信息 or 计划 at the end of its first line may be but its matter."""

_BREAKS_OFF = re.compile(r"(?:的|和|与|及|暨|关于|对|、|[(《“])$")
_UNFINISHED = re.compile(rf"关于|{YEAR}年|(?:工作|会议|建设|管理|情况)$")
_SPEAKER = re.compile(
    r"^[一-鿿]{0,12}(?:书记|[省市县区镇乡局部厅处院校会所站]长|主任|经理|主席)[一-鿿x×*]{0,4}$|"
    r"^(?:尊敬的|各位)?[一-鿿、,]{0,12}(?:同志们|领导|代表|来宾|同学们)[:!]$"
)
_NEW = re.compile(r"关于|我[国省市县区镇乡村局院校司厂]|全[国省市县区镇乡]")
_END_WORD = 4
_ENDS_KIND = re.compile(
    r"^的?(?:报告|体会|汇报|材料|总结|通知|通报|方案|计划|意见|决定|请示|批复|函|纪要|讲话|规划|台账|登记表|公告|通告|公示)$"
)
_HELD = re.compile(r"召开|举行|举办|开展")
_HELD_WHAT = re.compile(r"(?:会议?|活动|仪式|培训班?|比赛|竞赛|讲座|演练|检查)$")
_GOES_ON = re.compile(r"^(?:的|暨|及|和|与)")


def whole(lines: Sequence[Line]) -> list[Line]:
    """The first line and those that finish it: a title broken over lines, the unit first, or a subtitle."""
    if run := _broken(lines) or _couplet(lines):
        return run
    run = _units_above(lines)
    for line in lines[len(run) : len(run) + 3]:
        joined = tight_of(run)
        if len(joined) + len(line.tight) > LONGEST or not _belongs(joined, line):
            break
        run.append(line)
    return run


def _broken(lines: Sequence[Line]) -> list[Line]:
    """Three or four lines that none but the last completes; empty where the title is not broken so.

    Those of a 关于…的通知 may stand apart; others stand close, and begin nothing new.
    """
    about = "关于" in lines[0].tight
    if is_complete(lines[0].tight) or not may_begin(lines[0]):
        return []
    for count in range(3, 5):
        run = list(lines[:count])
        whole = len(run) == count and all(may_begin(line) and len(line.tight) <= 40 for line in run)
        close = about or not any(line.apart or _NEW.match(line.tight) or _SPEAKER.match(line.tight) for line in run[1:])
        if whole and close and len(tight_of(run)) <= LONGEST and _ends_here(run):
            return run
    return []


def _ends_here(run: Sequence[Line]) -> bool:
    """Whether the last line completes what the others leave open; 心得 does not stop 体会."""
    if not is_complete(tight_of(run)):
        return False
    return not is_complete(tight_of(run[:-1])) or (len(run[-1].tight) <= _END_WORD and not run[-1].apart)


def _couplet(lines: Sequence[Line]) -> list[Line]:
    """The two lines of a speech's title that names no kind, right above its speaker or its greeting."""
    head, spoken = lines[:2], lines[2:3]
    if len(head) < 2 or not spoken or not _SPEAKER.match(spoken[0].tight):
        return []
    fits = all(may_begin(line) and len(line.tight) <= 30 and not _SPEAKER.match(line.tight) for line in head)
    named = any(type_of_title(line.tight) or UNIT_LINE.match(line.tight) for line in head)
    return list(head) if fits and not named else []


def is_complete(tight: str) -> bool:
    """Whether a title says what it is; of one with 关于 only the last word counts."""
    return bool(_FORMAL.search(tight)) or (ends_with_type(tight) and not ("关于" in tight and _MATTER.search(tight)))


def _units_above(lines: Sequence[Line]) -> list[Line]:
    """The first line; with those below it where several units issue a paper together (县委, 县政府, 关于…)."""
    for count in range(2, _UNITS_ABOVE + 1):
        units, head = lines[:count], lines[count : count + 1]
        if head and head[0].tight.startswith("关于") and all(UNIT_LINE.match(line.tight) for line in units):
            return list(units)
    return [lines[0]]


def _belongs(joined: str, line: Line) -> bool:
    """Whether `line` goes on with a title that so far is `joined`."""
    tight = line.tight
    if SUBTITLE.match(tight) or (joined.count("《") > joined.count("》") and not line.prose and len(tight) <= 40):
        return True
    if line.prose or not may_begin(line) or tight.startswith("(") or marker_of(line) or tight in joined:
        return False
    if ends_with_type(joined) and _GOES_ON.match(tight) and ends_with_type(tight):
        return True
    if not line.apart and _finishes(joined, tight):
        return True
    if ends_with_type(joined) or len(tight) > 40:
        return False
    if UNIT_LINE.match(joined) and "关于" not in joined + tight and line.apart:
        return False
    if _BREAKS_OFF.search(joined) or (UNIT_LINE.match(joined) and tight.startswith("关于")):
        return True
    begun = UNIT_LINE.match(joined) or _UNFINISHED.search(joined) or _GOES_ON.match(tight)
    return ends_with_type(tight) and (bool(begun) or not line.apart)


def _finishes(joined: str, tight: str) -> bool:
    """Whether a line right below ends what stands open: 调研/报告, 召开…/会议, 关于…信息/采用情况的通报."""
    if len(tight) <= _END_WORD < len(joined) and _ENDS_KIND.match(tight):
        return True
    if _HELD.search(joined) and not _HELD_WHAT.search(joined) and _HELD_WHAT.search(tight):
        return True
    return "关于" in joined and "关于" not in tight and not _FORMAL.search(joined) and bool(_FORMAL.search(tight))
