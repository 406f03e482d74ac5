"""What the filters of a question and the names in it mean to the index, and where its folders stand."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from archiver.catalogue import categories, likenesses, roots, shelf
from archiver.catalogue.connection import days_ago
from archiver.catalogue.paths import inside, to_path, to_text
from archiver.library import Library
from archiver.model import Category, CategoryId, Filters
from archiver.search.columns import Narrow
from archiver.search.conditions import Scheme


def scheme_of(library: Library) -> Scheme:
    """The names that a query may use."""
    outline = categories.outline(library.catalogue.read())
    families = _families(outline)
    nothing = library.unclassified
    named = [(one.code, one.name, families[one.id]) for one in outline]
    return Scheme(library.types, (*named, (nothing["code"], nothing["name"], frozenset({0}))))


def narrow_of(library: Library, filters: Filters) -> Narrow:
    """The filters as the index takes them; what a hand hid is left out."""
    db = library.catalogue.read()
    within = None
    if filters.root is not None:
        within = shelf.in_root(db, filters.root)
    if filters.recent_days is not None:
        recent = shelf.added_since(db, days_ago(filters.recent_days))
        within = recent if within is None else sorted(set(within) & set(recent))
    return Narrow(
        filters.years, filters.no_year, _and_children(library, filters.category), filters.category_by, filters.type,
        filters.organisation, to_text(filters.folder) if filters.folder else None, within,
        likenesses.hidden(db),
    )  # fmt: skip


def _and_children(library: Library, category: CategoryId | None) -> frozenset[int] | None:
    if category is None:
        return None
    families = _families(categories.outline(library.catalogue.read()))
    return families.get(category, frozenset({category}))


def _families(outline: Sequence[Category]) -> dict[CategoryId, frozenset[int]]:
    """Every category's own id with its children's."""
    families: dict[CategoryId, set[int]] = {one.id: {one.id} for one in outline}
    for one in outline:
        if one.parent is not None:
            families[one.parent].add(one.id)
    return {category: frozenset(family) for category, family in families.items()}


_path_of = lru_cache(maxsize=10_000)(to_path)
"""Folders come again with every answer; making a path of a text takes longer than counting what lies there."""


def in_roots(library: Library, facets: Mapping[str, dict[Any, int]]) -> dict[str, dict[Any, int]]:
    """The facets with folders as paths, from the watched ones downwards: what lies above is not the user's concern."""
    tops = [(top, *inside(_path_of(top))) for top in roots.paths(library.catalogue.read())]
    folders = {
        _path_of(name): count
        for name, count in facets.get("folder", {}).items()
        if any(name == top or first <= name < beyond for top, first, beyond in tops)
    }
    return {**facets, "folder": folders} if facets else {}
