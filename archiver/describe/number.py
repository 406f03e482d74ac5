"""The document's own number (发文字号, GB/T 9704-2012, 7.2.5), never one it cites."""

import re

from archiver.describe.numerals import HAN_YEAR
from archiver.describe.numerals import number as value_of
from archiver.describe.reading import Line, Reading
from archiver.describe.values import found
from archiver.model import FieldValue
from archiver.wording import Reason

TOP_LINES = 20
"""The number stands between the letterhead and the title, so near the top."""

_MASKED_YEAR = r"(?:(?:19|20)\d\d|" + HAN_YEAR + r"|(?:19|20)[x×*○〇_]{2}|[x×*_]{2,4}|[4-9]\d)?"
_NUMBER = (
    r"(?:(?P<agency>[一-鿿x×*○〇·]{2,16}?)[〔\[【({<〈《„]|[〔\[])(?P<year>" + _MASKED_YEAR + r")年?[〕\]】)}>〉》‟”]"
    r"(?P<kind>[一-鿿]{0,4}?)第?(?P<count>\d{1,5}|[x×*_]{1,4}|)号"
)
_DAY = r"(?:\d{4}年\d{1,2}月\d{1,2}日)?"
_OWN_LINE = re.compile(rf"^(?:文件)?{_DAY}{_NUMBER}(?:[a-c]类|\([a-c]类\))?(?:签发人?[::].*|\(?(?:特急|加急|平急)\)?)?[★☆*]?$")
_LABELLED = re.compile(rf"^[•·]?(?:发文字号|发文文号|文件编号|文号|字号)[::]{_NUMBER}")
_IN_BRACKETS = re.compile(rf"\({_NUMBER}\)$")
_BEFORE_TITLE = re.compile(rf"^{_NUMBER}(?=《?[一-鿿]{{6}})")
_TITLE_END = re.compile(r"(?:通知|意见|决定|办法|规定|细则|方案|批复|函|报告|请示|通报|公告|通告|纪要|制度|规划|计划|要点)(?:\([^()]{1,12}\))?$")
_CITING = re.compile(r"根据|按照|依据|关于|以下简称|转发|印发")


def find_number(reading: Reading) -> FieldValue | None:
    """The number on a short line of its own near the top, written 机关代字〔年〕序号号 in plain digits.

    In brackets it is the paper's own behind its title, on the same line or right below; elsewhere a citation.
    """
    above: Line | None = None
    for line in reading.lines[:TOP_LINES]:
        match = _on_line(line) or _behind_title(line, above)
        if match:
            return found("number", _written(match, reading, line), 0.95, Reason("describe.number"), line)
        above = line
    return None


def _on_line(line: Line) -> re.Match[str] | None:
    if len(line.tight) > 45 or _CITING.search(line.tight):
        return None
    return _OWN_LINE.match(line.tight) or _LABELLED.match(line.tight)


def _behind_title(line: Line, above: Line | None) -> re.Match[str] | None:
    """`…的通知（岳办发〔2017〕2号）`, and the number before the title on a web page: `凌政办发[2020]35号关于…的通知`."""
    if (match := _BEFORE_TITLE.match(line.tight)) and len(line.tight) <= 90 and _titled(line.tight.rstrip("》")):
        return match
    match = _IN_BRACKETS.search(line.tight)
    if match is None or len(line.tight) > 90 or line.enumerated:
        return None
    if match.start():
        return match if _titled(line.tight[: match.start()]) else None
    return match if above and _titled(above.tight) else None


def _titled(tight: str) -> bool:
    return bool(_TITLE_END.search(tight))


def _written(match: re.Match[str], reading: Reading, line: Line) -> str:
    """The number with its agency in the characters of the paper itself."""
    agency = reading.written(line, match.start("agency"), match.end("agency")) if match["agency"] else ""
    year = str(value_of(match["year"])) if re.fullmatch(HAN_YEAR, match["year"]) else match["year"]
    return f"{agency}〔{year}〕{match['kind']}{match['count']}号"
