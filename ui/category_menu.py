"""The categories as a menu, for filing without a mouse."""

from collections.abc import Sequence

from PySide6.QtWidgets import QMenu

from archiver.model import Category, CategoryId


def fill(menu: QMenu, categories: Sequence[Category]) -> None:
    """Put the scheme into `menu`; each entry's data is the id. A parent opens its children, itself first."""
    parents = {category.parent for category in categories}
    menus: dict[CategoryId | None, QMenu] = {None: menu}
    for category in categories:
        into = menus.get(category.parent, menu)
        if category.id in parents:
            below = into.addMenu(_plain(category.name))
            menus[category.id] = below
            below.addAction(_plain(category.name)).setData(category.id)
            below.addSeparator()
        else:
            into.addAction(_plain(category.name)).setData(category.id)


def _plain(name: str) -> str:
    """A name whose & is no mnemonic."""
    return name.replace("&", "&&")
