"""Papers one after the other without markers: a signature closes one, and a title of other matters opens the next.

A notice and the plan that it issues are one paper, so are a speech and the letter that it quotes: a cut is made only
where everything speaks for it.
"""

import re
from collections.abc import Sequence

from archiver.describe.date import is_signature
from archiver.describe.reading import Line, Reading
from archiver.describe.types import ends_with_type

SHORTEST = 120
"""Characters of a paper, at least."""

MOST_LINES = 200
"""How far below a boundary the signature of the next paper is looked for."""

_ISSUES = re.compile(
    r"印发|转发|批转|公布|发布|颁布|附后|随文|后附|报送|上报|附[件表]?[:\d一二三四五]|见附|如下文|全文如下|原文如下|来信|内容如下"
)
_ATTACHED = re.compile(r"^(?:附[件表录]?|抄[送报]|主题词|\(|\[|报:|送:|发:|联系|印发)")
_ADDRESS = re.compile(
    r"^(?:尊敬的)?[一-鿿x×*()、,]{1,40}(?:政府|局|委|委员会|部|厅|办|办公室|公司|学校|单位|支部|党委|村|镇|乡|街道|站|所|"
    r"中心|科室|部门|领导|同志们?|代表|委员|老师|同学们?)[^。]{0,12}:$"
)
_FIRST = re.compile(r"^(?:一[、:]|第一[章条]|[(]一[)]|1[.、:])")
_GATHERED = re.compile(r"汇编|选编|合集|集锦")
_HAN = re.compile(r"[一-鿿]")


def closed_papers(reading: Reading) -> list[int]:
    """Where further papers begin (code points), each after the signature of the one before; mostly nowhere."""
    lines, found = reading.lines, list[int]()
    begun = 0
    for index in range(1, len(lines) - 2):
        after = lines[index + 1 : index + 1 + MOST_LINES]
        if not is_signature(lines[index]) or not (_head(after) or _ADDRESS.match(after[0].tight)):
            continue
        before = lines[begun : index + 1]
        if _length(before) >= SHORTEST and not _hands_on(before) and _opens(after, before):
            begun = index + 1
            found.append(lines[begun].start)
    return found


def _opens(after: Sequence[Line], before: Sequence[Line]) -> bool:
    """Whether a paper of its own begins: a title of new words, or an address where the one before had one too."""
    if _ATTACHED.match(after[0].tight) or _length(after) < SHORTEST:
        return False
    if _ADDRESS.match(after[0].tight):
        return any(_ADDRESS.match(line.tight) for line in before[:3])
    head = _head(after)
    below = after[head:head + 4]
    own = any(_ADDRESS.match(line.tight) for line in below) or any(map(is_signature, after[head:]))
    return bool(head) and own and _is_new("".join(line.tight for line in after[:head]), before)


def gathered_papers(reading: Reading, claim: int) -> list[int]:
    """Where the papers of a 汇编 begin: titles that name a kind, over numbering that begins anew each time.

    `claim` is how many there should be, 0 where the paper doesn't say; another number found is not believed.
    """
    lines = reading.lines
    if not claim and not any(_GATHERED.search(line.tight) and len(line.tight) <= 40 for line in lines[:2]):
        return []
    heads = [index for index in range(1, len(lines)) if _heads_paper(lines, index)]
    apart = [index for n, index in enumerate(heads) if n == 0 or _length(lines[heads[n - 1]:index]) >= SHORTEST]
    return [lines[index].start for index in apart] if len(apart) > 1 and claim in (0, len(apart)) else []


def _heads_paper(lines: Sequence[Line], index: int) -> bool:
    """A short title right above 一、, 第一条 or 1. that are the first of their kind since the last title."""
    head = lines[index]
    if head.enumerated or head.prose or len(head.tight) > 45 or not ends_with_type(head.text) or len(head.tight) < 5:
        return False
    return any(_FIRST.match(line.tight) for line in lines[index + 1 : index + 5])


def _head(lines: Sequence[Line]) -> int:
    """How many of the first lines make a title that names its kind; 0 where they don't."""
    joined = ""
    for count, line in enumerate(lines[:3], 1):
        if line.enumerated or line.kind == "cell" or line.prose:
            return 0
        joined += line.tight
        if ends_with_type(joined):
            return count if 6 <= len(joined) <= 60 else 0
    return 0


def _hands_on(lines: Sequence[Line]) -> bool:
    """Whether what stands below a paper may be what it issues, forwards, encloses or quotes."""
    return any(_ISSUES.search(line.tight) for line in lines)


def _is_new(title: str, before: Sequence[Line]) -> bool:
    """Whether a title speaks of what the paper before does not: most pairs of its characters are new."""
    said = "".join(line.tight for line in before)
    pairs = [title[i : i + 2] for i in range(len(title) - 1) if _HAN.match(title[i]) and _HAN.match(title[i + 1])]
    return bool(pairs) and sum(pair in said for pair in pairs) < 0.6 * len(pairs)


def _length(lines: Sequence[Line]) -> int:
    return sum(len(line.tight) for line in lines)
