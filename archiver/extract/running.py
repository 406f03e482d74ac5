"""Headers, footers and page numbers of a PDF: lines that every page repeats at its edge.

Left in place they would stand in the middle of each sentence that runs over a page edge, and no search for
that sentence would find it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

DEEPEST = 2
"""Lines at each edge looked at."""

_DIGITS = re.compile("[0-9０-９]{1,9}")
_AROUND = r"[-—–－―_~·•\s]*"
_PAGE_NUMBER = re.compile(rf"{_AROUND}(?:第?\s*#\s*页?(?:\s*[/／,，共]*\s*共?\s*#\s*页)?|#\s*[/／]\s*#){_AROUND}")


@dataclass
class Running:
    """Which lines of each page are its own; each running line once (page numbers alone are left out)."""

    kept: list[range]
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


def running_lines(pages: Sequence[Sequence[str]]) -> Running:
    """Tell off what at least two pages, and half of all, have at the same edge: the same line, or one with a
    number in it that counts with the pages."""
    found = Running([_inked(page, range(len(page))) for page in pages])
    for edge, said in ((0, found.headers), (-1, found.footers)):
        for _ in range(DEEPEST):
            if not _tell_off(pages, found.kept, edge, said):
                break
    return found


def _inked(page: Sequence[str], kept: range) -> range:
    """`kept` without blank lines at its ends."""
    while kept and not page[kept[0]].strip():
        kept = kept[1:]
    while kept and not page[kept[-1]].strip():
        kept = kept[:-1]
    return kept


def _tell_off(pages: Sequence[Sequence[str]], kept: list[range], edge: int, said: list[str]) -> bool:
    """Whether there was a running line at that edge of the pages; each with words in it is said once."""
    edges = [" ".join(page[own[edge]].split()) if own else "" for page, own in zip(pages, kept, strict=True)]
    running = _running(edges)
    forms: set[str] = set()
    for index, form in running.items():
        if form not in forms and not _PAGE_NUMBER.fullmatch(_DIGITS.sub("#", edges[index])):
            said.append(edges[index])
        forms.add(form)
        kept[index] = _inked(pages[index], kept[index][1:] if edge == 0 else kept[index][:-1])
    return bool(running)


def _running(edges: list[str]) -> dict[int, str]:
    """The pages whose line is a running one, with what it has in common with the others."""
    written = sum(map(bool, edges))
    found: dict[int, str] = {}
    for common in (_as_it_is, _first_number_counted, _last_number_counted):
        forms = [common(line, index) for index, line in enumerate(edges)]
        counts = Counter(forms)
        for index, form in enumerate(forms):
            if form and counts[form] >= 2 and counts[form] * 2 >= written - 1:
                found.setdefault(index, form)
    return dict(sorted(found.items()))


def _as_it_is(line: str, index: int) -> str:
    del index
    return line


def _first_number_counted(line: str, index: int) -> str:
    """The line with its first number less the page's: the same on all pages if the number counts them."""
    number = _DIGITS.search(line)
    return _counted(line, number, index) if number else ""


def _last_number_counted(line: str, index: int) -> str:
    numbers = list(_DIGITS.finditer(line))
    return _counted(line, numbers[-1], index) if numbers else ""


def _counted(line: str, number: re.Match[str], index: int) -> str:
    return f"{line[:number.start()]}#{int(number.group()) - index}{line[number.end():]}"
