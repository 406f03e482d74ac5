"""How a rule says what it found: the value, how sure it is, why, and where that stands."""

from archiver.describe.reading import Line
from archiver.model import FieldValue
from archiver.wording import Reason


def found(field: str, value: str, confidence: float, reason: Reason, at: Line | None = None) -> FieldValue:
    """A value that a rule read; `at` is the line it stands on."""
    return FieldValue(field, value, "rule", confidence, reason, at.span if at else None)


def unknown(field: str, reason: Reason) -> FieldValue:
    """A field looked for and left open, with the reason."""
    return FieldValue(field, "", "rule", 0.0, reason)
