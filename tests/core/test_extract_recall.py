"""Three real compilations in every format whose readers stand beside Word and PDF: at least .98 of their runs of
three characters come out, in order."""

import base64
import html
import quopri
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.extract import extract
from tests.core.extract_files import SHARED, recall
from tests.core.ofd_files import column, ofd
from tests.core.ole_files import msg

CORPUS = sorted((SHARED / "corpus").glob("*.txt"))
ENOUGH = 0.98

pytestmark = pytest.mark.skipif(not CORPUS, reason="the corpus is not on this machine")


def converted(text: str, kind: str, folder: Path) -> Path:
    """The text as LibreOffice saves it."""
    if not shutil.which("soffice"):
        pytest.skip("LibreOffice is not on this machine")
    source = folder / "paper.txt"
    source.write_text(text, encoding="utf-8-sig")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"paper.{kind}"


def written(folder: Path, data: bytes) -> Path:
    file = folder / "paper"
    file.write_bytes(data)
    return file


def raw_rtf(text: str, folder: Path) -> Path:
    lines = b"".join(line.encode("gb18030") + b"\\par\r\n" for line in text.splitlines())
    return written(folder, b"{\\rtf1\\ansi " + lines + b"}")


def escaped_rtf(text: str, folder: Path) -> Path:
    lines = b"\\par\r\n".join(b"".join(b"\\'%02x" % byte for byte in line.encode("gb18030")) for line in text.splitlines())
    return written(folder, b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset134 SimSun;}}\\f0 " + lines + b"\\par}")


def letter(text: str) -> bytes:
    packed = base64.encodebytes(text.encode("gb18030"))
    return (
        b"From: a@b.cn\nTo: c@d.cn\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gb2312\n"
        b"Content-Transfer-Encoding: base64\n\n" + packed
    )


def page(text: str) -> bytes:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    return f'<html><meta charset="gb2312"><body>{body}</body></html>'.encode("gb18030")


def mht(text: str, folder: Path) -> Path:
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html\n'
    return written(
        folder, head + b"Content-Transfer-Encoding: quoted-printable\n\n" + quopri.encodestring(page(text)) + b"\n--b--\n"
    )


def pages(text: str, folder: Path) -> Path:
    lines = [line[at:at + 28] for line in text.splitlines() for at in range(0, len(line), 28)]
    return ofd(folder / "paper", [column(lines[at:at + 30]) for at in range(0, len(lines), 30)])


FORMATS: dict[str, Callable[[str, Path], Path]] = {
    "rtf by LibreOffice": lambda text, folder: converted(text, "rtf", folder),
    "odt by LibreOffice": lambda text, folder: converted(text, "odt", folder),
    "rtf in raw GBK": raw_rtf,
    "rtf in escaped GBK": escaped_rtf,
    "ofd": pages,
    "eml": lambda text, folder: written(folder, letter(text)),
    "mbox": lambda text, folder: written(folder, b"From a@b.cn Thu Dec  8 09:30:00 2011\n" + letter(text)),
    "msg": lambda text, folder: msg(folder / "paper", {"10130102": page(text)}),
    "mht": mht,
}


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("source", CORPUS, ids=lambda source: source.name[:3])
def test_real_papers_come_out_whole(tmp_path: Path, source: Path, format: str) -> None:
    text = source.read_text(encoding="utf-8")
    found = extract(FORMATS[format](text, tmp_path))
    assert found.format == format.split()[0]
    assert recall(found.text, text) >= ENOUGH
