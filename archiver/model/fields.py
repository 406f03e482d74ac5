"""What is said of a piece: its fields, their values and who gave them."""

from dataclasses import dataclass
from typing import Literal

from archiver.wording import NO_REASON, Reason

By = Literal["hand", "rule", "learned"]

FIELDS = (
    "title", "year", "filing_year", "date", "organisation", "number", "type", "category",
    "period", "addressees", "urgency", "marking", "pieces",
)
"""Fields of a piece. `year` and `filing_year` are decimal years, `date` is YYYY-MM-DD, `category` a code.

`period` is the part of a year a paper is about, `addressees` who it is sent to (主送), `marking` 内部 or 工作秘密,
`pieces` how many papers its file holds.
"""

BY_HAND = FIELDS[:-1]
"""Fields that a hand may correct; how a file is divided is not one of them."""

ON_CARD = FIELDS[:8]
"""Fields that lists show and search narrows by."""


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of one field, who gave it and why. `span` is code points of the revision's text, end exclusive.

    `value` "" means: looked for, and unknown. `confidence` is 0 to 1; a hand-given value has 1.
    """

    field: str
    value: str
    by: By
    confidence: float
    reason: Reason = NO_REASON
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class PieceDraft:
    """A piece as describing found it: where it stands in the text (code points) and what is said of it."""

    start: int
    end: int
    values: tuple[FieldValue, ...]
