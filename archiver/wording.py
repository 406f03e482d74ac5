"""Sentences the core says to the user, kept as a code and data so that they can be said in any language."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

TEXTS = Path(__file__).resolve().parent.parent / "resources" / "texts"


@cache
def wordings() -> dict[str, dict[str, str]]:
    """All sentences by code, each `{"zh": …, "en": …}` with an optional `zh_hint`/`en_hint`."""
    merged: dict[str, dict[str, str]] = {}
    for file in sorted(TEXTS.glob("*.json")):
        merged.update(json.loads(file.read_text(encoding="utf-8")))
    return merged


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a code of resources/texts and the data its sentence needs."""

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def say(self, lang: str = "zh") -> str:
        """The sentence in `lang` (`zh` or `en`)."""
        return wordings()[self.code][lang].format(**self.data)

    def hint(self, lang: str = "zh") -> str:
        """What to do next; empty where there is nothing to do."""
        return wordings()[self.code].get(f"{lang}_hint", "").format(**self.data)

    def dump(self) -> str:
        """One line for the catalogue, read back by `load`."""
        return _ENCODER.encode([self.code, dict(self.data)])

    @classmethod
    def load(cls, line: str) -> "Reason":
        """The reason that `dump` wrote."""
        code, data = json.loads(line)
        return cls(code, data)

    def __bool__(self) -> bool:
        return bool(self.code)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
"""json.dumps makes a new one at every call, which takes longer than a reason."""

NO_REASON = Reason("")
