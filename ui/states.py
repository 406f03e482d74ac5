"""The states of a file as words and tones, and what to say of one where the core gave no reason."""

from PySide6.QtCore import QCoreApplication

from archiver.model import State
from archiver.wording import NO_REASON, Reason
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
    words = {
        State.WAITING: QCoreApplication.translate("states", "等待读取"),
        State.SEARCHABLE: QCoreApplication.translate("states", "可检索"),
        State.PARTIAL: QCoreApplication.translate("states", "部分已读"),
        State.RECOVERED: QCoreApplication.translate("states", "尽力读出"),
        State.GARBLED: QCoreApplication.translate("states", "乱码"),
        State.SCAN: QCoreApplication.translate("states", "扫描件"),
        State.ENCRYPTED: QCoreApplication.translate("states", "有密码"),
        State.SECRET: QCoreApplication.translate("states", "涉密"),
        State.UNSUPPORTED: QCoreApplication.translate("states", "暂不支持"),
        State.EMPTY: QCoreApplication.translate("states", "空文件"),
        State.FAILED: QCoreApplication.translate("states", "未能读取"),
        State.OFFLINE: QCoreApplication.translate("states", "未连接"),
    }
    return words[state]


def why(state: State, reason: Reason = NO_REASON) -> Reason:
    """The reason given, or what the state means."""
    return reason or Reason(f"state.{state}")
