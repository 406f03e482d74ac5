"""A page reader for tests without the extra, and scans made for it: the grey of a page says what stands on it.

Its script is a folder named by the environment, which the reading child inherits: `<grey>.txt` is what a page says
(CRASH ends the child), every page read adds a line to `log`, and a page called `<grey>.wait` is not read before that
file is gone.
"""

import os
import struct
import threading
import zlib
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from archiver.ocr import pictures
from archiver.ocr.pictures import Picture
from archiver.recognition import child as recognising
from archiver.recognition.asking import PageRow, Recogniser
from archiver.scans import line as scans
from tests.core.extract_files import pdf
from tests.core.in_process import RecogniserInProcess
from tests.core.office import Office

SCRIPT = "WENDU_TEST_PAGES"
NOTICE = "云岭县人民政府办公室\n关于做好森林防火工作的通知\n各乡镇人民政府："
ORDERS = "一、加强值班值守。\n全县共设检查站128处。"
SIGNED = "云岭县人民政府办公室\n2011年12月8日"


class Script:
    """What the pages say, and which of them were read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        (folder / "log").touch()

    def page(self, grey: int, text: str) -> None:
        """Let pages of that grey say `text`."""
        (self.folder / f"{grey}.txt").write_text(text, encoding="utf-8")

    def hold(self, grey: int) -> Path:
        """Let pages of that grey be read only once the file given is gone."""
        gate = self.folder / f"{grey}.wait"
        gate.touch()
        return gate

    @property
    def read(self) -> list[int]:
        """The greys of the pages whose reading was begun, in order."""
        return [int(line.split()[0]) for line in self._log()]

    @property
    def niceness(self) -> set[int]:
        """The priorities at which pages were read."""
        return {int(line.split()[1]) for line in self._log()}

    def _log(self) -> list[str]:
        return (self.folder / "log").read_text(encoding="ascii").splitlines()


def script_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> Script:
    """A script of three pages for an office, which watches its folder from now on."""
    script = Script(office.library.with_name("pages"))
    monkeypatch.setenv(SCRIPT, str(script.folder))
    for grey, text in ((10, NOTICE), (20, ORDERS), (30, SIGNED)):
        script.page(grey, text)
    office.watch_folder()
    return script


def read(picture: Picture) -> Sequence[PageRow]:
    """The rows of a page by its grey."""
    folder, grey = Path(os.environ[SCRIPT]), round(float(np.mean(picture)))
    with (folder / "log").open("a", encoding="ascii") as log:
        log.write(f"{grey} {os.nice(0)}\n")
    while (folder / f"{grey}.wait").exists():
        threading.Event().wait(0.01)
    text = (folder / f"{grey}.txt").read_text(encoding="utf-8")
    if text == "CRASH":
        os._exit(3)
    lines = text.splitlines()
    return [(line, 0.0, 20.0 * len(line), -30.0 * at - 20, -30.0 * at) for at, line in enumerate(lines)]


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let scans be recognised by this reader, as if the extra were there."""
    monkeypatch.setattr(scans, "available", lambda: True)
    monkeypatch.setattr(scans, "Recogniser", partial(Recogniser, read))


def install_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `install`, without a child: no page may be held, nor crash. Of picture files those of `png` are opened."""
    install(monkeypatch)
    monkeypatch.setattr(scans, "Recogniser", partial(RecogniserInProcess, read))
    monkeypatch.setattr(recognising, "stand_back", lambda: None)
    monkeypatch.setattr(pictures, "page_of_picture", _opened_png)


def _opened_png(file: BytesIO, number: int) -> Picture:
    """A picture made by `png`, opened without Pillow, which comes with the extra."""
    data = file.getvalue()
    (length,) = struct.unpack_from(">I", data, 33)  # of the one IDAT, behind the signature and IHDR
    points = zlib.decompress(data[41:41 + length])
    return np.full((1, 1, 3), points[1], np.uint8)


def page(grey: int) -> bytes:
    """PDF operators of a page that is one picture."""
    return b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID %c EI Q" % grey


def png(grey: int, width: int = 600, height: int = 850) -> bytes:
    """A picture of that grey, as large as the smallest that is taken for a page."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * width) * height)
    parts = ((b"IHDR", head), (b"IDAT", rows), (b"IEND", b""))
    chunks = (struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def scan(path: Path, *greys: int) -> Path:
    """A scanned PDF of pages of these greys."""
    return pdf(path, [page(grey) for grey in greys])
