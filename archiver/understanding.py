"""Understanding a file: its text, whether it is marked secret, and what the rules say of it. Runs in the child.

Rules are applied to the text of the world as readers are to its files: a hostile text could make a pattern run for
ever, so describing stands under the same limits. The text of a marked paper never leaves the child.
"""

import hashlib
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from archiver.describe import Scheme
from archiver.errors import ArchiveError
from archiver.extract import extract
from archiver.extract.ahead import Ahead
from archiver.extract.isolated import Isolated, failed
from archiver.extract.packed import LISTED, Member, is_container, members
from archiver.extract.process import Limits
from archiver.extract.source import Source
from archiver.model import READ_STATES, Extracted, PieceDraft, State
from archiver.wording import Reason


@dataclass(frozen=True, slots=True)
class Understood:
    """What was extracted, and what it says; with a `mark` there is neither text nor anything said of it.

    `members` lie in the file, each to be understood by itself. `sha256` is of a file that lies in another.
    """

    extracted: Extracted
    mark: str | None = None
    drafts: tuple[PieceDraft, ...] = ()
    members: tuple[Member, ...] = ()
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Stored(Source):
    """A paper whose text is kept, to be described anew: its file is not opened. `starts`: as a hand divided it."""

    extracted: Extracted = field(default_factory=lambda: Extracted("", State.EMPTY))
    starts: tuple[int, ...] = ()


def understood(extracted: Extracted, stem: str, scheme: Scheme) -> Understood:
    """What extracted text says; nothing of it where it bears a mark. `stem` is the file's name without its ending."""
    from archiver.describe import describe, secrecy_mark
    from archiver.describe.residue import set_aside

    # The list of what lies in an archive is no paper; those in it are looked at one by one.
    is_paper = extracted.format not in LISTED
    mark = secrecy_mark(extracted.text, extracted.blocks, extracted.properties) if is_paper else None
    if mark:
        return Understood(replace(extracted, text="", blocks=(), properties={}), mark)
    extracted = replace(extracted, blocks=set_aside(extracted.text, extracted.blocks))
    drafts = describe(extracted.text, extracted.blocks, stem, extracted.properties, scheme, is_clean=True)
    return Understood(extracted, None, tuple(drafts))


@dataclass(frozen=True)
class Work:
    """What the child does with a source. `rules` is the scheme in the shape of resources/categories.json; what lies
    in other files is unpacked below the folder `desk`, for as long as it is read."""

    rules: Mapping[str, Any]
    desk: Path
    _parsed: dict[str, Scheme] = field(default_factory=dict, compare=False)
    _ahead: Ahead = field(default_factory=Ahead, compare=False)

    def __call__(self, source: Source) -> Understood:
        if isinstance(source, Stored):
            return self._describe(source)
        if not source.inside:
            return self._understand(source.file, source)
        with tempfile.TemporaryDirectory(dir=self.desk) as folder:
            try:
                path = self._ahead.unpack(source, Path(folder))
            except ArchiveError as error:
                return Understood(refused(error.reason))
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            return replace(self._understand(path, source), sha256=digest)

    def _understand(self, path: Path, source: Source) -> Understood:
        found = understood(extract(path, source.password), source.stem, self._scheme())
        format = found.extracted.format
        if found.mark or not is_container(format) or not _opens(found.extracted):
            return found
        return replace(found, members=tuple(members(path, format)))

    def _describe(self, stored: Stored) -> Understood:
        from archiver.describe import describe

        kept = stored.extracted
        drafts = describe(
            kept.text, kept.blocks, stored.stem, kept.properties, self._scheme(), starts=stored.starts
        )
        return Understood(kept, None, tuple(drafts))

    def _scheme(self) -> Scheme:
        if "scheme" not in self._parsed:
            self._parsed["scheme"] = Scheme.parse(self.rules)
        return self._parsed["scheme"]

    def __reduce__(self) -> tuple[type["Work"], tuple[Mapping[str, Any], Path]]:
        return (Work, (self.rules, self.desk))


def _opens(extracted: Extracted) -> bool:
    return extracted.state in READ_STATES or extracted.state is State.EMPTY


class Understander(Isolated[Understood]):
    """Understands files one at a time in a child that may be killed; a file it fails on has nothing said of it."""

    def __init__(self, rules: Mapping[str, Any], desk: Path, limits: Limits = Limits()) -> None:  # noqa: B008 - frozen
        self._desk = desk
        super().__init__(Work(rules, desk), _failed, limits)

    def use(self, rules: Mapping[str, Any]) -> None:
        """Describe by these rules from the next file on; nothing happens where they are the same."""
        if self._work != Work(rules, self._desk):
            self._begin_anew(Work(rules, self._desk))


def refused(reason: Reason) -> Extracted:
    """What is left to say of a file that isn't taken out of the one it lies in."""
    states = {"extract.password": State.ENCRYPTED, "extract.letter_in_letter": State.UNSUPPORTED}
    return Extracted("", states.get(reason.code, State.FAILED), reason)


def _failed(reason: Reason) -> Understood:
    return Understood(failed(reason))
