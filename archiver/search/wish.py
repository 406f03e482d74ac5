"""What a plain question wishes for: the words that need not all stand in a paper, and what each of their grams weighs.

A question is typed without spaces, so its grams are of words and of the seams between words. A seam is rare in the
papers and would weigh most; what tells it from a word is that its two characters stand together no more often than
chance. Words that only ask (怎么, 有哪些) are rare in office papers as well, so they are known by a list.
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from archiver.search.nodes import And, Literal, Node
from archiver.search.postings import grams_of
from archiver.search.query import Query

ASKING = re.compile(
    "什么时候|什么时间|什么样|为什么|什么|怎么样|怎么办|怎么|怎样|如何|有哪些|哪些|哪一年|哪年|哪个|哪里|哪儿|哪几个?|哪家|哪"
    "|多少|多久|多大|几个|几次|几月|几天|是不是|能不能|可不可以|有没有|是否|请问|想问一下|想知道|我想|帮我|找一下|找找|谁|吗|呢|啊|吧|么"
)
ASKED_WEIGHT = 0.2
"""What a gram of an asking word counts; idf alone would take them for rare and telling."""

SEAM_WEIGHT = 0.7
"""What a gram counts at least whose characters meet by chance only."""

SINGLE_WEIGHT = 0.4
"""What a character by itself counts beside a pair: who asks about 修 means 维修 and 翻修 (MRR over parts of the sample
papers .83 without, .89 with it; flat from 0.35 to 0.5)."""

MOST_GRAMS = 96
"""Grams looked up at most: a pasted paragraph would take a second with all of its grams."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The words of a query that best matches may miss, folded; `required` is the rest, which always holds."""

    words: tuple[str, ...]
    required: Node

    def grams(self) -> dict[str, float]:
        """Pairs of characters, and characters, with their weights so far: how often wished, less in asking words."""
        weights: dict[str, float] = defaultdict(float)
        for words in self.words:
            for part, weight in _parts(words):
                for gram in grams_of(part, len(part)):
                    weights[gram] += weight
                for character in part.replace(" ", ""):
                    weights[character] += SINGLE_WEIGHT * weight
        return dict(list(weights.items())[:MOST_GRAMS])


def wish_of(query: Query) -> Wish | None:
    """What best matches of a query go by; None where every word must stand, or one pair of characters is all."""
    parts = _flat(query.root)
    loose = [part for part in parts if isinstance(part, Literal) and not part.quoted and not part.written]
    required = And(tuple(part for part in parts if part not in loose))
    wish = Wish(tuple(dict.fromkeys(part.text for part in loose if part.text)), required)
    return wish if sum(len(gram) == 2 for gram in wish.grams()) > 1 else None


def cohesion(together: int, left: int, right: int, texts: int) -> float:
    """How sure two characters are a word, from SEAM_WEIGHT to 1, by how many of `texts` have each and both."""
    by_chance = left * right / max(texts, 1)
    surprise = math.log2((together + 0.5) / (by_chance + 0.5))
    return SEAM_WEIGHT + (1 - SEAM_WEIGHT) / (1 + math.exp(-surprise))


def _flat(node: Node) -> list[Node]:
    return [one for part in node.parts for one in _flat(part)] if isinstance(node, And) else [node]


def _parts(words: str) -> list[tuple[str, float]]:
    """The words cut at those that only ask, each part with its weight."""
    parts: list[tuple[str, float]] = []
    end = 0
    for asking in ASKING.finditer(words):
        parts += [(words[end : asking.start()], 1.0), (asking.group(), ASKED_WEIGHT)]
        end = asking.end()
    return [(part, weight) for part, weight in [*parts, (words[end:], 1.0)] if len(part) > 1]
