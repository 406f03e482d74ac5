"""The states of a file as words and tones, and what to say of one where the core gave no reason."""

from archiver.model import State
from archiver.wording import NO_REASON, Reason
from ui import words
from ui.labels import Tone

TONES: dict[State, Tone] = {
    State.SEARCHABLE: "good",
    State.WAITING: "second",
    State.OFFLINE: "second",
    State.EMPTY: "second",
    State.UNSUPPORTED: "second",
    State.SECRET: "trouble",
    State.FAILED: "trouble",
    State.GARBLED: "trouble",
}
"""Of a state's dot and word; what is not here wants a look."""


def tone(state: State) -> Tone:
    """The tone of a state's word."""
    return TONES.get(state, "attention")


def word(state: State) -> str:
    """What a state is called."""
    return Reason(f"state.word.{state}").say(words.language())


def why(state: State, reason: Reason = NO_REASON) -> Reason:
    """The reason given, or what the state means."""
    return reason or Reason(f"state.{state}")
