"""What a plain question wishes for: the words that need not all stand in a paper, and what each of their grams weighs.

A question is typed without spaces, so its grams are of words and of the seams between words. A seam is rare in the
papers and would weigh most; what tells it from a word is that its two characters stand together no more often than
chance. Words that only ask (怎么, 有哪些) are rare in office papers as well, so they are known by a list; so is what
papers write for everyday words (老板 is 用人单位).
"""

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from archiver.search.everyday import written_for
from archiver.search.nodes import And, Literal, Node
from archiver.search.postings import grams_of
from archiver.search.query import Query

ASKING = re.compile(
    "什么时候|什么时间|什么样|为什么|什么|怎么样|怎么办|怎么回事|怎么|怎样|如何|有哪些|哪些|哪一年|哪年|哪个|哪里|哪儿|哪几个?|哪家|哪"
    "|多少|多久|多长|多大|几个|几次|几月|几天|是不是|能不能|可不可以|有没有|要不要|会不会|算不算|行不行|该不该|需不需要|是否"
    "|请问|想问一下|问一下|想问|想知道|我想|帮我|找一下|找找|谁|吗|呢|啊|吧|么"
    "|我们|你们|他们|自己|这个|那个|这样|那样|这种|因为|所以|但是|现在|已经|一直|然后"
)
"""Words that ask, and that join what is asked: questions are cut at them. Idf alone would take them for rare and
telling in office papers."""

SEAM_WEIGHT = 0.7
"""What a gram counts at least whose characters meet by chance only."""

SINGLE_WEIGHT = 0.4
"""What a character by itself counts beside a pair: who asks about 修 means 维修 and 翻修. Lay questions to 23,490
articles of law, recall@10 and nDCG@10: without .57 .45, 0.2 .64 .49, 0.4 .67 .51; flat from there to 0.7, and in
news and notices as well."""

EVERYDAY_WEIGHT = 0.4
"""What a pair of a paper's word counts for the everyday one that was asked. Lay questions to articles of law,
recall@10: without .68, 0.2 to 0.5 .73 to .74; news, notices and sayings stay as they are."""

MOST_GRAMS = 256
"""Grams of a wish: a pasted paragraph would take seconds with all of its grams."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The words of a query that best matches may miss, folded; `required` is the rest, which always holds."""

    words: tuple[str, ...]
    required: Node

    def grams(self) -> dict[str, float]:
        """Pairs of characters, and characters, with their weights so far: how often wished; less for single
        characters and for what papers write instead of everyday words."""
        weights: dict[str, float] = defaultdict(float)
        for part in (part for words in self.words for part in ASKING.split(words) if len(part) > 1):
            for gram in grams_of(part, len(part)):
                weights[gram] += 1.0
            for character in part.replace(" ", ""):
                weights[character] += SINGLE_WEIGHT
        for written in (written for words in self.words for written in written_for(words)):
            for gram in grams_of(written):
                weights[gram] = max(weights[gram], EVERYDAY_WEIGHT)
        return dict(list(weights.items())[:MOST_GRAMS])


def wish_of(query: Query) -> Wish | None:
    """What best matches of a query go by; None where every word must stand, or one pair of characters is all."""
    parts = _flat(query.root)
    loose = [part for part in parts if isinstance(part, Literal) and not part.quoted and not part.written]
    required = And(tuple(part for part in parts if part not in loose))
    wish = Wish(tuple(dict.fromkeys(part.text for part in loose if part.text)), required)
    alone = len(wish.words) == 1 and len(wish.words[0]) <= 2
    return wish if not alone and any(len(gram) == 2 for gram in wish.grams()) else None


def cohesion(together: int, left: int, right: int, texts: int) -> float:
    """How sure two characters are a word, from SEAM_WEIGHT to 1, by how many of `texts` have each and both."""
    by_chance = left * right / max(texts, 1)
    surprise = math.log2((together + 0.5) / (by_chance + 0.5))
    return SEAM_WEIGHT + (1 - SEAM_WEIGHT) / (1 + math.exp(-surprise))


def _flat(node: Node) -> list[Node]:
    return [one for part in node.parts for one in _flat(part)] if isinstance(node, And) else [node]
