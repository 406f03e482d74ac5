"""Understanding a file: its text, whether it is marked secret, and what the rules say of it. Runs in the child.

Rules are applied to the text of the world as readers are to its files: a hostile text could make a pattern run for
ever, so describing stands under the same limits. The text of a marked paper never leaves the child.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from archiver.describe import Scheme, describe
from archiver.describe.residue import set_aside
from archiver.describe.secrecy import secrecy_mark
from archiver.extract import extract
from archiver.extract.isolated import Isolated, Limits, failed
from archiver.extract.source import Source
from archiver.model import Extracted, PieceDraft
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class Understood:
    """What was extracted, and what it says; with a `mark` there is neither text nor anything said of it."""

    extracted: Extracted
    mark: str | None = None
    drafts: tuple[PieceDraft, ...] = ()


@dataclass(frozen=True)
class Work:
    """What the child does with a path. `rules` is the scheme in the shape of resources/categories.json."""

    rules: Mapping[str, Any]
    _parsed: dict[str, Scheme] = field(default_factory=dict, compare=False)

    def __call__(self, source: Source) -> Understood:
        extracted = extract(source.file)
        mark = secrecy_mark(extracted.text, extracted.blocks)
        if mark:
            return Understood(replace(extracted, text="", blocks=(), properties={}), mark)
        extracted = replace(extracted, blocks=set_aside(extracted.text, extracted.blocks))
        drafts = describe(extracted.text, extracted.blocks, source.stem, extracted.properties, self._scheme())
        return Understood(extracted, None, tuple(drafts))

    def _scheme(self) -> Scheme:
        if "scheme" not in self._parsed:
            self._parsed["scheme"] = Scheme.parse(self.rules)
        return self._parsed["scheme"]

    def __reduce__(self) -> tuple[type["Work"], tuple[Mapping[str, Any]]]:
        return (Work, (self.rules,))


class Understander(Isolated[Understood]):
    """Understands files one at a time in a child that may be killed; a file it fails on has nothing said of it."""

    def __init__(self, rules: Mapping[str, Any], limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        super().__init__(Work(rules), _failed, limits)

    def use(self, rules: Mapping[str, Any]) -> None:
        """Describe by these rules from the next file on; nothing happens where they are the same."""
        if self._work != Work(rules):
            self._begin_anew(Work(rules))


def _failed(reason: Reason) -> Understood:
    return Understood(failed(reason))
