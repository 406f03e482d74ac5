"""What people say and what papers write instead (resources/everyday_words.txt): who asks about 工钱 means 劳动报酬."""

import re
from functools import cache
from pathlib import Path

from archiver.search.labels import fold_all

WORDS = Path(__file__).resolve().parents[2] / "resources" / "everyday_words.txt"


@cache
def said() -> dict[str, tuple[str, ...]]:
    """By a word of everyday speech the words of papers for it; all folded."""
    rows = [line.split(" ") for line in WORDS.read_text(encoding="utf-8").splitlines()]
    folded = iter(fold_all([word for row in rows for word in row]))
    return {next(folded): tuple(next(folded) for _ in written) for _, *written in rows}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(said(), key=lambda word: (-len(word), word)))))


def written_for(words: str) -> list[str]:
    """The words of papers for what folded `words` say, the longest everyday words first taken."""
    return [written for match in _pattern().finditer(words) for written in said()[match.group()]]
