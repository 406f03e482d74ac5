"""Best match: how well pieces answer by the grams they share with a question, whether or not they hold all of it."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from archiver.search import rank
from archiver.search.grams import GramIndex


def scores(index: GramIndex, grams: Iterable[str], size: int, field: str = "body") -> NDArray[np.float64]:
    """BM25 over single grams, by piece id below `size`; 0 where a piece has none of them.

    Pieces that the index has yet to follow score by their old words or not at all. Raises BrokenIndex.
    """
    scores = np.zeros(size)
    for gram in dict.fromkeys(grams):
        found = index.candidates(field, gram)
        rarity = rank.rarity(sum(len(pieces) for pieces, _tf, _lengths in found), index.text_count)
        for pieces, frequencies, lengths in found:
            ours = pieces < size
            gained = rank.field_score(field, frequencies, lengths, index.average_length)
            scores[pieces[ours]] += rarity * gained[ours]
    return scores
