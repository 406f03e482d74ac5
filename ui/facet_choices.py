"""What results can be narrowed to with one click: each dimension's values, most papers first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from archiver.model import Category, CategoryId
from ui.searching import Asked

Dimension = Literal["category", "type", "organisation", "folder"]
Facets = Mapping[str, Mapping[Any, int]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value: its name ("" where the papers have none), how many papers have it, and what asks for them.

    `field` of what is `asked_now` becomes `value`; of a thousand organisations few are ever shown.
    """

    name: str
    count: int
    asked_now: Asked
    field: Dimension
    value: Any
    whole: str = ""

    @property
    def asked(self) -> Asked:
        """What is asked where this is chosen."""
        return replace(self.asked_now, **{self.field: self.value})


def choices(asked: Asked, facets: Facets, scheme: Sequence[Category]) -> dict[Dimension, list[Choice]]:
    """The choices of each dimension; none where all papers have the same, or a value holds already."""
    offered: dict[Dimension, list[Choice]] = {
        "category": _categories(asked, facets.get("category", {}), scheme),
        "type": [] if asked.type is not None else [
            Choice(name, count, asked, "type", name) for name, count in facets.get("type", {}).items()
        ],
        "organisation": [] if asked.organisation is not None else [
            Choice(name, count, asked, "organisation", name) for name, count in facets.get("organisation", {}).items()
        ],
        "folder": _folders(asked, facets.get("folder", {})),
    }
    return {name: _by_count(found) if len(found) > 1 else [] for name, found in offered.items()}


def _by_count(found: Sequence[Choice]) -> list[Choice]:
    """Most papers first; those without a value last."""
    return sorted(found, key=lambda choice: (not choice.name, -choice.count, choice.name))


def _categories(asked: Asked, counts: Mapping[int, int], scheme: Sequence[Category]) -> list[Choice]:
    """The categories on the next level below the one that holds, each with its children's papers."""
    above = asked.category if asked.category is not None else asked.shelf.category
    if above == 0:
        return []
    found = []
    for category in scheme:
        if category.parent == above:
            below = [child.id for child in scheme if child.parent == category.id]
            count = sum(counts.get(one, 0) for one in (category.id, *below))
            if count:
                found.append(Choice(category.name, count, asked, "category", category.id))
    if above is None and counts.get(0) and found:
        found.append(Choice("", counts[0], asked, "category", CategoryId(0)))
    return found


def _folders(asked: Asked, counts: Mapping[Path, int]) -> list[Choice]:
    """The folders on the next level where there is a choice: a lone folder that holds them all is stepped over."""
    level = [folder for folder in counts if folder.parent == asked.folder]
    if asked.folder is None:
        level = [folder for folder in counts if folder.parent not in counts]
    while len(level) == 1:
        level = [folder for folder in counts if folder.parent == level[0]]
    return [Choice(folder.name, counts[folder], asked, "folder", folder, str(folder)) for folder in level]
