"""Describing: what a paper is, from its text alone; pure functions that ask nothing of the catalogue."""

import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from archiver.describe.scheme import Scheme
from archiver.wording import TEXTS

if TYPE_CHECKING:
    from archiver.describe.paper import describe
    from archiver.describe.secrecy import secrecy_mark
    from archiver.describe.types import type_names

__all__ = ["RULES_VERSION", "Scheme", "default_scheme", "describe", "secrecy_mark", "type_names"]

RULES_VERSION = 4
"""Raised whenever a rule changes what it says; values of an older version are worked out again."""

_WHEN_ASKED_FOR = {"describe": "paper", "secrecy_mark": "secrecy", "type_names": "types"}


def __getattr__(name: str) -> Any:
    """The rules load where papers are described: making their patterns takes a third of a second, for which neither
    the window nor a command that only searches should wait."""
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_WHEN_ASKED_FOR[name]}"), name)


@cache
def default_scheme() -> Mapping[str, Any]:
    """The scheme that a new library starts with (resources/categories.json), as `Scheme.parse` reads it."""
    data: dict[str, Any] = json.loads((TEXTS.parent / "categories.json").read_text(encoding="utf-8"))
    return data
