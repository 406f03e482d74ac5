"""Objects of other programs that a part of an OOXML file shows: a piece of a workbook in a Word document."""

from collections.abc import Iterator

from lxml import etree

from archiver.extract.ooxml import Package, relation_id
from archiver.extract.package import MEMBER_TROUBLE
from archiver.extract.xmlwalk import attribute

OBJECTS = ("{*}OLEObject", "{*}oleObj", "{*}oleObject")
"""The elements that show one in Word, PowerPoint and Excel."""

_ICON = {("DrawAspect", "Icon"), ("showAsIcon", "1"), ("showAsIcon", "true"), ("dvAspect", "DVASPECT_ICON")}


def shown(package: Package, part: str, root: etree._Element) -> Iterator[str]:
    """The words of each object below `root`, once; one behind an icon shows none."""
    ids = dict.fromkeys(relation_id(element) for element in root.iter(*OBJECTS) if not _is_icon(element))
    if not ids:
        return
    from archiver.extract.embedded import words  # with the readers of other formats; few papers show an object

    targets = {relation.id: relation.target for relation in package.side_relations(part)}
    for target in dict.fromkeys(targets[id] for id in ids if id in targets):
        try:
            yield from words(package.content(target))
        except MEMBER_TROUBLE:
            package.lost += 1


def _is_icon(element: etree._Element) -> bool:
    return any(attribute(element, name) == value for name, value in _ICON)
