"""The title (题名): the first lines that can be one, a marker, the file's properties, or its name."""

import re
from collections.abc import Mapping

from archiver.describe.filename import clean_name, says_something
from archiver.describe.headline import LONGEST, NOISE, may_begin
from archiver.describe.numerals import YEAR
from archiver.describe.pieces import Marker
from archiver.describe.plain import plain
from archiver.describe.reading import Reading
from archiver.describe.subject import subject
from archiver.describe.titlelines import Title, joined_lines, make_title, written
from archiver.describe.types import ends_with_type, type_of_title

TOP_LINES = 15
CERTAIN = 0.7
_BRACKETED = re.compile(r"^【(?P<title>[^【】]{3,40}(?:记录|总结|计划|方案|报告|汇报|讲话|通知|心得|体会|制度))】(?=.)")
_FIRST_WORDS = re.compile(r"(?:.{0,7}?(?=[。;:])|[^。;:]{0,7}[^,。;:]*)")
_LABELLED = re.compile(r"^(?:会议名称|活动名称|标题|题目|题名|文件名称|名称)\s*:\s*(?P<title>\S.*)$")
_SHARED = re.compile(r"《(?P<title>[^《》]{5,40}?)\.(?:docx?|pdf)[^《》]{0,20}》")
_GATHERED = re.compile(
    r"(?:整理|收集|搜集|带来|准备|精选)了?的?(?:多篇|一些|关于|有关|\d{1,2}篇的?)?[“《:]?(?P<title>[^,。;:”》]{5,40}?)"
    r"(?:的?(?:内容|范文|文章|资料|相关内容))?[”》]?[,。;]"
)


def find_title(
    reading: Reading, marker: Marker | None, name: str, properties: Mapping[str, str]
) -> Title:
    """The best title there is; `name` is the file's name without its ending, "" where it names several papers.

    `marker` is that of the paper: what it names stands back behind a title of the paper's own. A value of "" asks
    for a title made up of what the other rules find.
    """
    lines = reading.lines[:TOP_LINES]
    own = written(reading, [line for line in lines if marker is None or line.start > marker.line.start])
    if marker and marker.end > marker.start and _marker_says_more(reading, marker, own):
        return _marked(reading, marker) if marker.own else make_title("", 0.0, "describe.title_marker")
    return (
        subject(reading, properties)
        or own
        or _labelled(reading)
        or _named_by_site(reading)
        or _property(reading, properties)
        or _from_name(name)
        or _anywhere(reading)
        or make_title("", 0.0, "describe.title_opening")
    )


def title_without_words(reading: Reading, marker: Marker | None, name: str, made_up: str) -> Title:
    """What stands in for a title: one made up of the other values, what a site calls all its pieces, the first words
    of the text, the file's name."""
    if made_up:
        return make_title(made_up, 0.5, "describe.title_composed")
    if marker and marker.end > marker.start:
        return _marked(reading, marker)
    return _opening(reading, marker) or make_title(name, 0.3, "describe.title_name")


def _marker_says_more(reading: Reading, marker: Marker, own: Title | None) -> bool:
    return own is None or (marker.own and own.confidence < CERTAIN) or _lies_deep(reading, own)


def _lies_deep(reading: Reading, title: Title) -> bool:
    """Whether text stands between the marker and the title: it heads a part and not the paper."""
    return title.span is not None and any(line.prose for line in reading.lines[1:6] if line.start < title.span[0])


def _labelled(reading: Reading) -> Title | None:
    """`会议名称：…`, `标题：…`: the title as a form gives it."""
    for line in reading.lines[:6]:
        match = _LABELLED.match(line.text) or _BRACKETED.match(line.text)
        if match and 4 <= len(match["title"]) <= LONGEST:
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return make_title(reading.original[start:end], 0.8, "describe.title_lines", (start, end))
    return None


def _named_by_site(reading: Reading) -> Title | None:
    """`下面是小编为大家整理的2023年乡镇工作总结，供大家参考`: all that is left of the title of a copied paper."""
    for line in reading.residue:
        match = _GATHERED.search(line.text) or _SHARED.search(line.text)
        if match and type_of_title(match["title"]):
            start, end = line.start + match.start("title"), line.start + match.end("title")
            return make_title(reading.original[start:end], 0.6, "describe.title_site", (start, end))
    return None


def _anywhere(reading: Reading) -> Title | None:
    """A line further down that can only be a title: below a table, above its signature."""
    for line in reading.lines[TOP_LINES // 2 :]:
        fits = may_begin(line) and 8 <= len(line.tight) <= 40 and line.kind != "cell"
        named = re.search(rf"{YEAR}|关于", line.tight) and not re.search(r"[,。;:]", line.text)
        if fits and named and ends_with_type(line.text):
            return joined_lines(reading, [line], 0.5)
    return None


def _marked(reading: Reading, marker: Marker) -> Title:
    """The title a marker gives."""
    start, end = marker.line.start + marker.start, marker.line.start + marker.end
    value = reading.original[start:end].strip()
    if value.startswith("《") and value.endswith("》") and value.count("《") == 1:
        value, start, end = value[1:-1], start + 1, end - 1
    return make_title(
        value, 0.85 if marker.own else 0.5, "describe.title_marker", (start, end)
    )


def _property(reading: Reading, properties: Mapping[str, str]) -> Title | None:
    """The title in the file's properties, if it names a kind and the text knows most of its words."""
    value = next((value for key, value in properties.items() if key.lower() == "title"), "")
    value = re.split(r"[_|]|\s[-–—]\s", value)[0].strip()
    smooth = plain(value)
    if not 5 <= len(value) <= LONGEST or not type_of_title(smooth):
        return None
    words = set(re.findall(r"[一-鿿]{2}", smooth))
    if reading.lines and sum(word in reading.body for word in words) < len(words) / 2:
        return None
    return make_title(value, 0.7, "describe.title_property")


def _from_name(name: str) -> Title | None:
    value = clean_name(name)
    return make_title(value, 0.6, "describe.title_name") if says_something(value) else None


def _opening(reading: Reading, marker: Marker | None) -> Title | None:
    """The first clause of the text, cut, where neither lines nor name give a title."""
    for line in reading.lines[:TOP_LINES]:
        addressed = line.tight.endswith(":") and not line.prose
        if NOISE.search(line.tight) or addressed or line.enumerated or len(re.findall(r"[一-鿿]", line.tight)) < 4:
            continue
        said = marker.end if marker and line.start == marker.line.start else 0
        start = line.start + said
        end = start + len(_FIRST_WORDS.findall(line.text[said:])[0][:30])
        return make_title(reading.original[start:end], 0.3, "describe.title_opening", (start, end))
    return None
