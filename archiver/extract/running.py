"""Headers, footers and page numbers of a PDF: lines that every page repeats at its edge.

Left in place they would stand in the middle of each sentence that runs over a page edge, and no search for
that sentence would find it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

DEEPEST = 2
"""Lines at each edge looked at."""

_DIGITS = re.compile("[0-9０-９]+")
_AROUND = r"[-—–－―_~·•\s]*"
_PAGE_NUMBER = re.compile(rf"{_AROUND}(?:第?\s*#\s*页?(?:\s*[/／,，共]*\s*共?\s*#\s*页)?|#\s*[/／]\s*#){_AROUND}")


@dataclass
class Running:
    """Pages without their running lines, and each such line once (page numbers alone are left out)."""

    pages: list[str]
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


def without_running_lines(pages: list[str]) -> Running:
    """Take running lines off: page numbers that count with the pages, and lines at the same edge of at least
    half of three or more pages, digits aside."""
    found = Running(list(pages))
    for edge, kept in ((0, found.headers), (-1, found.footers)):
        for _ in range(DEEPEST):
            if not _take_off(found, edge, kept):
                break
    return found


def _take_off(found: Running, edge: int, kept: list[str]) -> bool:
    """Whether a line was taken off at that edge of a page."""
    pages = [page.strip("\n").split("\n") for page in found.pages]
    edges = [lines[edge].strip() for lines in pages]
    numbered = _page_numbers(edges)
    repeated = _repeated(edges)
    for index, line in enumerate(edges):
        if index in numbered or _form(line) in repeated:
            del pages[index][edge]
            found.pages[index] = "\n".join(pages[index])
        if _form(line) in repeated and _form(line) not in map(_form, kept):
            kept.append(line)
    return bool(numbered or repeated)


def _page_numbers(edges: list[str]) -> set[int]:
    """The pages whose line is nothing but a number that counts with the pages, if at least half are so."""
    leads: dict[int, int] = {}
    for index, line in enumerate(edges):
        if _PAGE_NUMBER.fullmatch(_form(line)):
            leads[index] = int(_DIGITS.findall(line)[0]) - index
    lead, count = Counter(leads.values()).most_common(1)[0] if leads else (0, 0)
    enough = count >= 2 and count * 2 >= sum(map(bool, edges))
    return {index for index, each in leads.items() if each == lead} if enough else set()


def _repeated(edges: list[str]) -> set[str]:
    """The forms of lines with words in them that at least three pages, and half of all, share."""
    counts = Counter(_form(line) for line in edges if not _PAGE_NUMBER.fullmatch(_form(line)))
    written = sum(map(bool, edges))
    return {form for form, count in counts.items() if form and count >= 3 and count * 2 >= written}


def _form(line: str) -> str:
    """The line with every number as #: what is the same on all pages."""
    return " ".join(_DIGITS.sub("#", line).split())
