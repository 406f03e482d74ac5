"""The papers and categories that a command names."""

import re
from collections.abc import Sequence
from pathlib import Path

from archiver import filing
from archiver.archive import Archive
from archiver.catalogue import pieces
from archiver.errors import ArchiveError
from archiver.filing import Target
from archiver.model import CategoryId, DocumentId, PieceId


def targets_of(archive: Archive, named: Sequence[str]) -> list[Target]:
    """What ids name: documents by a number, pieces by p and a number. Raises ArchiveError for any other."""
    db = archive.opened.catalogue.read()
    targets = []
    for one in named:
        if not re.fullmatch(r"p?\d{1,18}", one):
            raise ArchiveError("cli.bad_id", id=one)
        if one.startswith("p"):
            targets.append(filing.target_of_piece(db, PieceId(int(one[1:]))))
        else:
            targets.append(filing.target_of_document(db, DocumentId(int(one))))
    return targets


def pieces_of(archive: Archive, named: str) -> list[PieceId]:
    """The pieces that an id names: one, or all of a document."""
    (target,) = targets_of(archive, [named])
    return [target.piece] if target.piece else pieces.ids(archive.opened.catalogue.read(), target.document)


def codes_of(archive: Archive) -> dict[str, str]:
    return {str(category.id): category.code for category in archive.scheme.categories()}


def absolute(path: Path) -> Path:
    """The path as the user wrote it, absolute, its links as they are."""
    return Path.cwd() / path.expanduser() if ".." not in path.parts else path.expanduser().resolve()


def category_or_none(archive: Archive, named: str) -> CategoryId:
    """The id of a category, 0 for 待分类, which is "" as in the facets."""
    unfiled = archive.opened.unclassified
    if named in ("", unfiled["code"], unfiled["name"]):
        return CategoryId(0)
    return filing.find_category(archive.opened.catalogue.read(), named).id
