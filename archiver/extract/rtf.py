"""RTF, of Word, WPS and the many programs that write only a little of it."""

from pathlib import Path

from archiver.extract.rtftext import Reading
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 96 * 1024 * 1024
"""Pictures are kept as hexadecimal digits, so a file of many is large; its words take a few MB."""


def read(path: Path) -> Extracted:
    """The text of the file; `recovered` where its end is missing."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    reading = Reading(data[:MAX_BYTES])
    found = reading.read()
    state, reason = _judge(reading, found.length, is_too_long=len(data) > MAX_BYTES)
    return found.extracted("rtf", state, reason, reading.properties)


def _judge(reading: Reading, length: int, *, is_too_long: bool) -> tuple[State, Reason]:
    if is_too_long:
        return State.PARTIAL, Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
    if reading.is_cut:
        return State.RECOVERED, Reason("extract.cut_short")
    if reading.broken:
        state = State.PARTIAL if reading.broken * 1000 > length else State.SEARCHABLE
        return state, Reason("extract.broken_bytes", {"count": reading.broken})
    return State.SEARCHABLE, NO_REASON
