"""Rejudging: when the scheme has changed, every paper's category is suggested anew, a few papers at a time.

Newer rules of the program are no matter of this: by those papers are described anew as a whole (`redescribing`).
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from archiver.catalogue import cards, categories, filed
from archiver.catalogue.connection import Catalogue
from archiver.describe import RULES_VERSION, Scheme
from archiver.describe.category import judge
from archiver.model import FieldValue, PieceId

AT_ONCE = 10
"""Papers judged in one step: some 5 ms each, so that hints and a pause are heard in between."""


class Rejudging:
    """Works for the holder of the writer lock; how far it has come stands in the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._digest = ""
        self.left = 0
        """How many papers are still to be judged, as the last step found."""

    def use(self, rules: dict[str, Any]) -> None:
        """Judge by these rules from now on."""
        said = json.dumps(rules, ensure_ascii=False, sort_keys=True)
        self._digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
        self._scheme = Scheme.parse(rules)

    def step(self) -> bool:
        """Judge some papers; False where all have been."""
        db = self._catalogue.read()
        after = categories.judged_up_to(db, self._digest)
        if after is None:
            return False
        pieces = filed.read_pieces(db, after, AT_ONCE)
        found = [(piece, judged(self._catalogue, piece, self._scheme)) for piece in pieces]
        with self._catalogue.write() as db:
            for piece, value in found:
                filed.judged_by(db, piece, value, RULES_VERSION)
            categories.remember_judged(db, self._digest, pieces[-1] if pieces else None)
        self._count(pieces)
        return True

    def _count(self, pieces: Sequence[PieceId]) -> None:
        """Count what is left: once, and from then on down."""
        if not pieces:
            self.left = 0
        elif self.left:
            self.left = max(1, self.left - len(pieces))
        else:
            self.left = filed.count_read_pieces(self._catalogue.read(), pieces[-1])


def judged(catalogue: Catalogue, piece: PieceId, scheme: Scheme) -> FieldValue:
    """What a scheme's words say of a paper; the category stands as its code."""
    db = catalogue.read()
    text, blocks = cards.words(db, piece)
    card = cards.of_pieces(db, [piece]).get(piece)
    return judge(text, blocks, card.title if card else "", (card and card.organisation) or "", scheme)
