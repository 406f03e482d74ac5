"""The category scheme: what it holds and suggests, and how it is changed, read from a file and written to one."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from archiver import filing
from archiver.catalogue import categories, filed
from archiver.errors import ArchiveError
from archiver.library import Library
from archiver.model import Act, Category, CategoryId, PieceId, Suggestion
from archiver.scheme import file as scheme_file
from archiver.scheme.edit import SchemeEdit

if TYPE_CHECKING:
    from archiver.scheme.previewing import Previewer


class Scheme:
    """`archive.scheme`: the categories and types a paper can have, and the rules that suggest them."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def categories(self) -> list[Category]:
        """The scheme with counts, each parent before its children."""
        return categories.tree(self._library.catalogue.read())

    def types(self) -> tuple[str, ...]:
        """The document types a paper can have."""
        return self._library.types

    def suggestions(self, above: float) -> list[Suggestion]:
        """Papers that no hand has filed whose category is suggested with at least that confidence, surest first."""
        return filed.suggested(self._library.catalogue.read(), above)

    def accept(self, chosen: Mapping[PieceId, CategoryId]) -> Act:
        """File papers under the categories that were suggested for them, as one act."""
        with self._library.catalogue.write() as db:
            return filing.accept(db, chosen)

    def add_category(self, name: str, parent: CategoryId | None = None) -> Act:
        """A new category."""
        with self._library.catalogue.write() as db:
            return filing.add_category(db, name, parent)

    def rename_category(self, category: CategoryId, name: str) -> Act:
        """Another name for a category."""
        with self._library.catalogue.write() as db:
            return filing.rename_category(db, category, name)

    def remove_category(self, category: CategoryId) -> Act:
        """Take a category out of the scheme; no paper is lost."""
        with self._library.catalogue.write() as db:
            return filing.remove_category(db, category)

    def edit(self) -> SchemeEdit:
        """The scheme as it is now, to be edited; `save` puts it into force."""
        return SchemeEdit(self._library.rules())

    def previewer(self) -> "Previewer":
        """Tells which papers edited schemes would move."""
        from archiver.scheme.previewing import Previewer  # brings numpy: a window opens without it

        return Previewer(self._library)

    def save(self, edit: SchemeEdit) -> Act | None:
        """Let an edited scheme be in force, in one act; None where nothing was edited.

        Raises ArchiveError where somebody else has changed the scheme since the editing began.
        """
        with self._library.catalogue.write() as db:
            if self._library.rules() != edit.began:
                raise ArchiveError("scheme.changed_since")
            return scheme_file.take(db, edit.rules)

    def export_to(self, target: Path) -> None:
        """Write the scheme with its rules to a file."""
        scheme_file.write(self._library.rules(), target)

    def read(self, source: Path) -> dict[str, Any]:
        """The scheme of a file that `export_to` wrote. Raises ArchiveError where it isn't one."""
        return scheme_file.read(source)

    def import_from(self, source: Path) -> Act | None:
        """Let the scheme of a file be in force; papers are judged by it little by little. None: it is already."""
        scheme = self.read(source)
        with self._library.catalogue.write() as db:
            return scheme_file.take(db, scheme)
