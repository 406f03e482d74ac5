"""A letter saved from a mail program."""

from pathlib import Path

from archiver.extract import mail
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 96 * 1024 * 1024
"""With its attachments; mail servers take 25 to 50 MB."""


def read(path: Path) -> Extracted:
    """Headers, body and the names of attachments."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    message = mail.parse(data[:MAX_BYTES])
    properties = mail.properties(mail.headers(message))
    state, reason = _judge(message, is_cut=len(data) > MAX_BYTES)
    return mail.letter(message).extracted("eml", state, reason, properties)


def _judge(message: mail.Mail, *, is_cut: bool) -> tuple[State, Reason]:
    if mail.is_sealed(message):
        return State.PARTIAL, Reason("extract.sealed_letter")
    if is_cut:
        return State.PARTIAL, Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
    return State.SEARCHABLE, NO_REASON
