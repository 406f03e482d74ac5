"""The category scheme, what it suggests, and what another one would change."""

from dataclasses import dataclass

from archiver.model.fields import By
from archiver.model.ids import CategoryId, DocumentId, PieceId
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the scheme; `count` is of live pieces, the children's included."""

    id: CategoryId
    code: str
    name: str
    parent: CategoryId | None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A piece that no hand has filed and the category that is suggested for it; `confidence` 0 to 1."""

    piece: PieceId
    document: DocumentId
    title: str
    category: CategoryId
    code: str
    category_name: str
    by: By
    confidence: float


@dataclass(frozen=True, slots=True)
class Move:
    """A piece whose suggested category another scheme changes; code and name are "" for 待分类."""

    piece: PieceId
    document: DocumentId
    title: str
    before: str
    before_name: str
    after: str
    after_name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Flow:
    """How many papers another scheme moves from one category to another; "" for 待分类."""

    before: str
    before_name: str
    after: str
    after_name: str
    count: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What another scheme would change, as far as papers were looked at.

    `looked` of `papers` were judged, first the `holding` ones, in which changed words stand; `total` of them move,
    the first of them are the `moves`. `flows` counts them by category, the most first.
    """

    holding: int
    looked: int
    papers: int
    total: int
    moves: tuple[Move, ...]
    flows: tuple[Flow, ...]

    @property
    def done(self) -> bool:
        """Whether all were judged."""
        return self.looked == self.papers
