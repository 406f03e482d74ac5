"""A sample paper as it is kept in papers/: a line a paragraph, its first signs say what it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

PAPERS = Path(__file__).resolve().parent / "papers"

Role = Literal["title", "heading", "text", "item", "row", "signature", "letterhead", "header", "footer"]
_SIGNS: dict[str, Role] = {
    "# ": "title", "## ": "heading", "@ ": "item", "| ": "row", ">> ": "signature", "^^ ": "letterhead",
    "<< ": "header", "__ ": "footer",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what it is; an `item` is numbered by the format itself, a `row` has its cells."""

    role: Role
    text: str

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.strip(" |").split("|")]


def load(name: str) -> list[Paragraph]:
    """The paragraphs of papers/`name`.txt; a blank line is an empty text paragraph."""
    lines = (PAPERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_paragraph(line) for line in lines]


def _paragraph(line: str) -> Paragraph:
    for sign, role in _SIGNS.items():
        if line.startswith(sign):
            return Paragraph(role, line.removeprefix(sign))
    return Paragraph("text", line)
