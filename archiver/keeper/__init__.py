"""The keeper: the one program that follows the folders of a library, reads what is new and keeps the index."""

from archiver.keeper.keeper import Keeper

__all__ = ["Keeper"]
