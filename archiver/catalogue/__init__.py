"""The catalogue: the one truth of the library, and the only room that speaks SQL."""

from archiver.catalogue.connection import Catalogue

__all__ = ["Catalogue"]
