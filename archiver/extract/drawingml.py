"""Words in drawings of office files (DrawingML): text boxes, titles of charts, diagrams."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract.ooxml import Package
from archiver.extract.xmlwalk import attribute, branch, local

_PASSED_OVER = frozenset({"pPr", "rPr", "endParaRPr", "Fallback"})


def paragraphs(element: etree._Element) -> Iterator[str]:
    """The text of each a:p below, in the order of the file; of alternatives the one that holds words."""
    for below in element:
        name = local(below)
        if name == "p":
            yield _line(below)
        elif name == "AlternateContent":
            yield from paragraphs(branch(below))
        else:
            yield from paragraphs(below)


def _line(element: etree._Element) -> str:
    parts: list[str] = []
    for below in element:
        name = local(below)
        if name == "t":
            parts.append(below.text or "")
        elif name == "br":
            parts.append("\n")
        elif name == "AlternateContent":
            parts.append(_line(branch(below)))
        elif name not in _PASSED_OVER and not _is_slide_number(below):
            parts.append(_line(below))
    return "".join(parts)


def _is_slide_number(element: etree._Element) -> bool:
    return local(element) == "fld" and (attribute(element, "type") or "").startswith("slidenum")


def drawn(package: Package, sheet: str) -> Iterator[str]:
    """The paragraphs of all drawings on a sheet."""
    for drawing in package.targets("drawing", sheet):
        root = package.readable(drawing)
        if root is not None:
            yield from paragraphs(root)
            yield from beside(package, drawing)


def beside(package: Package, part: str) -> Iterator[str]:
    """The paragraphs of the charts and diagrams that a drawing or slide shows."""
    for kind in ("diagramData", "chart", "chartEx"):
        for root in package.all_related(kind, part):
            yield from paragraphs(root)
            if kind == "chart":
                yield from _names(root)


def _names(chart: etree._Element) -> Iterator[str]:
    """Names of series and categories, each once."""
    said = dict[str, None]()
    for cache in chart.iter("{*}strCache"):
        said.update((value.text or "", None) for value in cache.iter("{*}v"))
    yield from said
