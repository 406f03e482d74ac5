"""What a reader is asked to read: a file, or one of those packed into it."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

Content = Path | BytesIO
"""A file on disk, or bytes that must not lie there: what a password has opened."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file on disk, or what lies in it: `inside` counts the way down (the third member of the first one).

    `name` is what the paper is called there. `password` opens an encrypted one; it is never kept or shown.
    """

    file: Path
    inside: tuple[int, ...] = ()
    name: str = ""
    password: str = field(default="", repr=False)

    @property
    def stem(self) -> str:
        """The name without its ending: the first guess at a title."""
        return Path(self.name or self.file.name).stem
