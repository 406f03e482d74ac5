"""A letter saved from a mail program."""

from pathlib import Path

from archiver.extract import mail
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 96 * 1024 * 1024
"""With its attachments; mail servers take 25 to 50 MB."""


def read(path: Path) -> Extracted:
    """Headers, body and the names of attachments."""
    letter = message(path)
    properties = mail.properties(mail.headers(letter))
    state, reason = _judge(letter, is_cut=path.stat().st_size > MAX_BYTES)
    return mail.letter(letter).extracted("eml", state, reason, properties)


def message(path: Path) -> mail.Mail:
    """The letter as it was taken apart, as far as MAX_BYTES reach."""
    with path.open("rb") as file:
        return mail.parse(file.read(MAX_BYTES))


def _judge(message: mail.Mail, *, is_cut: bool) -> tuple[State, Reason]:
    if mail.is_sealed(message):
        return State.PARTIAL, Reason("extract.sealed_letter")
    if is_cut:
        return State.PARTIAL, Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
    return State.SEARCHABLE, NO_REASON
