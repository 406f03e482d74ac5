"""The numbers by which the catalogue knows things."""

from typing import NewType

DocumentId = NewType("DocumentId", int)
PieceId = NewType("PieceId", int)
CategoryId = NewType("CategoryId", int)
RootId = NewType("RootId", int)
