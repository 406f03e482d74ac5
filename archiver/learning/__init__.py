"""Learning: which category a paper is like, from the scheme's words and what hands have filed; knows no catalogue."""

from archiver.learning.combining import Guess, Judged, Mixture, as_scores, guess
from archiver.learning.examples import Examples
from archiver.learning.features import Features, features
from archiver.learning.wording import near_words

__all__ = ["Examples", "Features", "Guess", "Judged", "Mixture", "as_scores", "features", "guess", "near_words"]
