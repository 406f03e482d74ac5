"""What is carried when papers are dragged out and when files are dropped or pasted in."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl

from archiver.model import Card, PieceId, State

PIECES = "application/x-wendu-pieces"
VIRTUAL_FILES = "FileGroupDescriptor"
"""Part of the format name under which chat and mail programs on Windows offer files that lie nowhere yet."""


def carry(cards: Iterable[Card]) -> QMimeData:
    """The papers for a drag: their ids for this window, their files for every other program."""
    mime = QMimeData()
    cards = tuple(cards)
    mime.setData(PIECES, json.dumps([card.piece for card in cards]).encode())
    files = dict.fromkeys(card.path for card in cards if card.path and not card.container and reachable(card))
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in files if path])
    return mime


def reachable(card: Card) -> bool:
    """Whether the file should be there; the disk is not asked, a lost share would hold up the window."""
    return not card.missing and card.state is not State.OFFLINE


def holds_pieces(mime: QMimeData) -> bool:
    """Whether papers of this program are carried."""
    return mime.hasFormat(PIECES)


def pieces(mime: QMimeData) -> tuple[PieceId, ...]:
    """The papers carried."""
    return tuple(PieceId(number) for number in json.loads(mime.data(PIECES).toStdString()))


def holds_files(mime: QMimeData) -> bool:
    """Whether files from outside are carried."""
    return not holds_pieces(mime) and any(url.isLocalFile() for url in mime.urls())


def files(mime: QMimeData) -> list[Path]:
    """The files and folders carried from outside."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def holds_virtual_files(mime: QMimeData) -> bool:
    """Whether a program offers files that were never saved: Qt can't take those."""
    return not mime.hasUrls() and any(VIRTUAL_FILES in name for name in mime.formats())


def only_folders(paths: Sequence[Path]) -> bool:
    """Whether all of the paths are folders, so that they may be watched."""
    return bool(paths) and all(path.is_dir() for path in paths)
