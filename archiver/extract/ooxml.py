"""The parts of an OOXML file (ECMA-376 part 2, transitional and strict) and how they hang together."""

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from lxml import etree

from archiver.extract.package import MEMBER_TROUBLE, open_member, parse_template, parse_xml, read_member

_PROPERTIES = {
    "title": "title", "creator": "author", "created": "created", "modified": "modified",
    "subject": "subject", "keywords": "keywords", "category": "category", "contentStatus": "status",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One part pointing at another; `kind` is the last word of its URI, the same in strict files."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of the file; `lost` counts side parts that couldn't be read.

    `main` is where a file without readable relations keeps its main part.
    """

    def __init__(self, archive: zipfile.ZipFile, main: str) -> None:
        self.archive = archive
        self.names = {name.casefold().replace("\\", "/"): name for name in archive.namelist()}
        self.spent = 0
        self.streamed = 0
        self.lost = 0
        self._related: dict[str, tuple[Relation, ...]] = {}
        self.main = next((each.target for each in self.relations("") if each.kind == "officeDocument"), main)

    def content(self, part: str) -> bytes:
        """A part as it is. Raises KeyError and what zips raise."""
        data = read_member(self.archive, self.names[part.casefold()], self.spent)
        self.spent += len(data)
        return data

    def stream(self, part: str) -> IO[bytes]:
        """A part to be read piece by piece. Raises as `content`."""
        name = self.names[part.casefold()]
        member = open_member(self.archive, name, self.streamed)
        self.streamed += self.archive.getinfo(name).file_size
        return member

    def xml(self, part: str) -> etree._Element:
        """The root of a part. Raises as `content`, and etree.XMLSyntaxError."""
        return parse_xml(self.content(part))

    def readable(self, part: str) -> etree._Element | None:
        """The root of a side part; None, and counted as lost, where it can't be read."""
        return self._readable(part, parse_xml)

    def _readable(self, part: str, parse: Callable[[bytes], etree._Element]) -> etree._Element | None:
        try:
            return parse(self.content(part))
        except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
            self.lost += 1
            return None

    def relations(self, part: str) -> tuple[Relation, ...]:
        """What a part points at inside the file. Raises as `xml` where its list of relations is damaged."""
        if part not in self._related:
            self._related[part] = tuple(self._relations(part))
        return self._related[part]

    def targets(self, kind: str, of: str | None = None) -> Iterator[str]:
        """The parts of that kind that the main part, or the part `of`, points at and that are there."""
        for relation in self.side_relations(self.main if of is None else of):
            if relation.kind == kind and relation.target.casefold() in self.names:
                yield relation.target

    def related(self, kind: str, of: str | None = None) -> etree._Element | None:
        """The one part of that kind, None where there is none."""
        return next(self.all_related(kind, of), None)

    def all_related(self, kind: str, of: str | None = None) -> Iterator[etree._Element]:
        """The parts of that kind that can be read."""
        for part in self.targets(kind, of):
            root = self.readable(part)
            if root is not None:
                yield root

    def styles(self) -> etree._Element | None:
        """The styles of the main part, None where there are none."""
        part = next(self.targets("styles"), None)
        return None if part is None else self._readable(part, parse_template)

    def pictures(self, of: str) -> dict[str, str]:
        """The pictures that a part points at, by relation: what each is called in the zip."""
        images = [each for each in self.side_relations(of) if each.kind == "image"]
        return {each.id: self.names[each.target.casefold()] for each in images if each.target.casefold() in self.names}

    def has_pictures(self) -> bool:
        """Whether pictures are kept in the file: scanned pages are often pasted into an empty document."""
        return any("/media/" in name for name in self.names)

    def properties(self) -> dict[str, str]:
        """title, author, created, modified, subject, keywords, category, status and 密级, as far as they are there."""
        root = self.related("core-properties", "")
        said = {} if root is None else {_local(child): (child.text or "").strip() for child in root}
        found = {name: said[tag] for tag, name in _PROPERTIES.items() if said.get(tag)}
        return found | self._secrecy_property()

    def _secrecy_property(self) -> dict[str, str]:
        """What an office system wrote down as the paper's 密级, with that label before it."""
        root = self.related("custom-properties", "")
        for each in root if root is not None else ():
            value = "".join(map(str, each.itertext())).strip()
            if isinstance(each.tag, str) and "密级" in each.get("name", "") and value:
                return {"密级": f"密级：{value}"}
        return {}

    def side_relations(self, part: str) -> tuple[Relation, ...]:
        """As `relations`; of a side part without those that can't be read, which is counted as lost."""
        if part in ("", self.main):
            return self.relations(part)
        try:
            return self.relations(part)
        except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
            self.lost += 1
            self._related[part] = ()
            return ()

    def _relations(self, source: str) -> Iterator[Relation]:
        folder, file = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", file + ".rels")
        if rels.casefold() not in self.names:
            return
        for relation in self.xml(rels):
            target = relation.get("Target") if isinstance(relation.tag, str) else None
            if target and relation.get("TargetMode") != "External":
                full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                kind = relation.get("Type", "").rsplit("/", 1)[-1]
                yield Relation(relation.get("Id", ""), kind, full)


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def relation_id(element: etree._Element) -> str:
    """The relation an element points with (r:id, in either namespace); "" where it has none."""
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")
