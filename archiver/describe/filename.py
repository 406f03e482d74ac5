"""A file's name as a title."""

import re

from archiver.describe.plain import plain

_HEADS = (
    re.compile(r"^(?:复件|副本|拷贝|copy of|新建)[\s\-]*(?:\(\d+\))?[\s\-]*"),
    re.compile(r"^(?:19|20)\d{2}[-.]?(?:0[1-9]|1[0-2])[-.]?(?:[0-2]\d|3[01])[-\s]*(?=\D)"),
    re.compile(r"^(?:\d{1,3}[.、\-\s)]+|\(\d{1,3}\)|【\d+】)+(?=\D)"),
)
_TAIL = re.compile(
    r"(?:[\s\-—]*[(【]?(?:副本|复件|拷贝|copy|定稿|终稿|最终版|最终稿|修改稿|修改版|修订版|打印版|v\d+(?:\.\d+)*)\d*[)】]?|"
    r"[\s\-]*[(]\d{1,3}[)]|[\s\-]+\d{1,8})$"
)
_SAYS_NOTHING = re.compile(
    r"^(?:新建|未命名|文档|文本|文件|无标题|document|doc|untitled|img|scan|microsoft|word|wps|文字|文稿|演示|扫描)"
    r"(?:microsoft|office|word|文档|文件|文稿|文字|文本|document|[\s\-\d()])*$"
)


def clean_name(name: str) -> str:
    """The name without what copying, dating and numbering put around it: `03 防火通知(1) - 副本` → `防火通知`."""
    value = re.sub(r"[_\u3000]+", " ", name).strip()
    for head in _HEADS:
        value = _without(value, head)
    while (shorter := _without(value, _TAIL)) != value:
        value = shorter
    return value


def says_something(value: str) -> bool:
    """Whether a name is more than 新建文档 or a number: at least three Chinese characters of its own."""
    smooth = plain(value)
    return not _SAYS_NOTHING.match(smooth) and len(re.findall(r"[一-鿿]", smooth)) >= 3


def _without(value: str, pattern: re.Pattern[str]) -> str:
    match = pattern.search(plain(value))
    if match is None or match.end() - match.start() == len(value):
        return value
    return (value[: match.start()] + value[match.end() :]).strip()
