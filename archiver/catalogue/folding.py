"""Folding for what is written. Reading never folds, and numpy with the tables takes as long to load as all else that
the window opens with: they come with the first paper."""

from collections.abc import Sequence

from archiver.model import Block


def fold(text: str, blocks: Sequence[Block] = ()) -> str:
    """As `archiver.text.folding.fold`."""
    from archiver.text import folding

    return folding.fold(text, blocks)
