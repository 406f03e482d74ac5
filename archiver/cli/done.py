"""What a command says when it is done."""

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.cli.shapes import Shape


@dataclass(frozen=True, slots=True)
class Done:
    """What a command says: its JSON, the lines a person reads instead, and whether files need attention."""

    shape: Shape
    lines: Sequence[str] = ()
    exit_code: int = 0
