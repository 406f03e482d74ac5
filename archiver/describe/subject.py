"""The subject of a letter (RFC 5322), which is its title: its body begins with a greeting."""

import re
from collections.abc import Mapping

from archiver.describe.plain import plain
from archiver.describe.reading import Reading
from archiver.describe.titlelines import Title, make_title

_PASSED_ON = re.compile(
    r"(?:\[?(?:转发|转|答复|回复|回覆|自动回复|自动答复|fwd?|re|aw|wg)(?:\[\d+\]|\(\d+\))?:\s*)+", re.IGNORECASE
)
"""What mail programs put before the subject of a letter that is passed on or answered."""

_NONE = re.compile(r"[(\[]?(?:无主题|无标题|没有主题|nosubject|untitled)[)\]]?", re.IGNORECASE)
_SENDER_OR_DATE = re.compile(r"\S@\S|^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$")
_HEADERS = 5


def subject(reading: Reading, properties: Mapping[str, str]) -> Title | None:
    """The subject, without the marks of its having been passed on; None where the paper is no letter or has none.

    A letter is known by its headers, which stand above its body: the subject, then who wrote it, to whom and when.
    """
    head, *others = reading.margins[:_HEADERS] or (None,)
    said = re.sub(r"\s+", "", plain(properties.get("title", "")))
    if head is None or not said or head.tight != said:
        return None
    if not any(line and _SENDER_OR_DATE.search(line.text) for line in others):
        return None
    passed = _PASSED_ON.match(head.text)
    start = head.start + (passed.end() if passed else 0)
    value = reading.original[start : head.end].strip()
    if passed and head.text.startswith("["):
        value = value.removesuffix("]")
    if not value or _NONE.fullmatch(re.sub(r"\s+", "", plain(value))):
        return None
    return make_title(value, 0.85, "describe.title_subject", (start, start + len(value)))
