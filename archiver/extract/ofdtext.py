"""The words of an OFD page (GB/T 33190-2016, 7 and 11): runs of characters, and the lines they make."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from archiver.extract.pdfrows import Row
from archiver.extract.xmlwalk import attribute, child, children, local, number, numbers

DEEPEST = 32
"""Blocks and composite objects inside one another; a unit may name itself."""

SAME_LINE = 0.4
"""Heights by which the base lines of runs of one line may differ (raised or lowered type)."""

CLOSE = 0.35
"""Ems between two runs up to which nothing stands between them; a space takes half an em at least."""

OVERLAP = 1.2
"""Ems by which a run may reach into the one before: fonts are often measured wider than they are set."""

_MILLIMETRES_TO_POINTS = 72 / 25.4


class Run(NamedTuple):
    """The characters of one TextCode: where it begins and ends, its base line (millimetres, y downwards), its size."""

    text: str
    left: float
    right: float
    base: float
    size: float


def runs(element: etree._Element, units: dict[str, etree._Element], depth: int = 0) -> Iterator[Run]:
    """The runs below an element in the order of the file; `units` are the composite objects by their ids."""
    for below in element if depth < DEEPEST else ():
        name = local(below)
        if name == "TextObject":
            yield from _runs_of_object(below)
        elif name == "CompositeObject" and attribute(below, "ResourceID") in units:
            yield from runs(units[attribute(below, "ResourceID") or ""], units, depth + 1)
        elif name not in ("Clips", "Area", "Actions"):
            yield from runs(below, units, depth + 1)


def _runs_of_object(element: etree._Element) -> Iterator[Run]:
    box = numbers(attribute(element, "Boundary")) or [0.0, 0.0]
    matrix = numbers(attribute(element, "CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    size = (numbers(attribute(element, "Size")) or [0.0])[0]
    x = y = 0.0
    for code in children(element, "TextCode"):
        # A code without a place of its own goes on where the one before began.
        x = (numbers(attribute(code, "X")) or [x])[0]
        y = (numbers(attribute(code, "Y")) or [y])[0]
        text = "".join(map(str, code.itertext())).strip("\r\n")
        width = _width(text, _deltas(attribute(code, "DeltaX")), size)
        scale = (a * a + b * b) ** 0.5
        left, base = box[0] + a * x + c * y + e, box[-1 if len(box) < 2 else 1] + b * x + d * y + f
        if text.strip():
            yield Run(text, left, left + width * scale, base, size * ((c * c + d * d) ** 0.5 or 1.0))


def _width(text: str, deltas: Sequence[float], size: float) -> float:
    """From the first character's left edge to the right edge of the one furthest right."""
    at = furthest = 0.0
    for index, character in enumerate(text):
        if index:
            at += deltas[index - 1] if index <= len(deltas) else 0.0 if deltas else size * _ems(text[index - 1])
        furthest = max(furthest, at + size * _ems(character))
    return furthest


def _ems(character: str) -> float:
    return 0.5 if character < "\u2000" else 1.0


def _deltas(said: str | None) -> list[float]:
    """Steps from character to character; `g 3 2.5` stands for 2.5 2.5 2.5."""
    found: list[float] = []
    words = iter((said or "").split())
    for word in words:
        if word == "g":
            count, step = number(next(words, "")), number(next(words, ""))
            found += [step] * min(max(0, int(count)), 100_000)
        else:
            found.append(number(word))
    return found


def rows(found: Sequence[Run]) -> list[Row]:
    """The lines that the runs make, in the order of the file: a form's entries are drawn line by line, and no
    other order keeps what belongs together."""
    lines: list[list[Run]] = []
    for run in found:
        if lines and _goes_on(lines[-1][-1], run):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [_row(line) for line in lines]


def _goes_on(before: Run, run: Run) -> bool:
    size = max(before.size, run.size)
    gap = run.left - before.right
    return abs(run.base - before.base) <= SAME_LINE * size and -OVERLAP * size <= gap <= 4 * size


def _row(line: list[Run]) -> Row:
    text = line[0].text
    for before, run in pairwise(line):
        text += (" " if run.left - before.right > CLOSE * run.size else "") + run.text
    scale = _MILLIMETRES_TO_POINTS
    base, size = -line[0].base * scale, max(run.size for run in line) * scale
    right = max(run.right for run in line) * scale
    return Row(text, min(run.left for run in line) * scale, right, base - 0.2 * size, base + 0.8 * size)


def pictures(element: etree._Element) -> Iterator[tuple[str, float]]:
    """The images drawn: the resource of each and its area in square millimetres."""
    for image in element.iter("{*}ImageObject", "ImageObject"):
        box = numbers(attribute(image, "Boundary"))
        yield attribute(image, "ResourceID") or "", box[2] * box[3] if len(box) == 4 else 0.0


def remarks(annotations: etree._Element) -> Iterator[str]:
    """What people wrote beside the page."""
    for annotation in children(annotations, "Annot"):
        remark = child(annotation, "Remark")
        if remark is not None and remark.text:
            yield remark.text
