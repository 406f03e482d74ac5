"""Three real compilations, saved in every format read today, found by any run of their characters."""

import html
import json
import random
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import docx
import pytest
from opencc import OpenCC

from archiver.archive import Archive
from archiver.describe.residue import set_aside
from archiver.model import PieceId
from archiver.text.folding import fold
from resources.samples.paper import Paragraph
from resources.samples.pdf_writer import pdf
from tests.core.office import Office

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpus"
RUNS = 200
SEED = 20261121
OPERATORS = re.compile(r"""^[-－−]|["“”＂「」『』()（）|｜]|(^|\s)(OR|ＯＲ|或)(\s|$)""")
"""A run that holds these reads as operators; the query language has its own tests."""

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not on this machine")


def as_html(text: str) -> bytes:
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines())
    return f'<html><head><meta charset="gb2312"><title>x</title></head><body>{body}</body></html>'.encode("gb18030")


def as_docx(text: str, path: Path) -> None:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(re.sub(r"[\x00-\x08\x0b-\x1f]", "", line))
    document.save(str(path))


def convert(source: Path, kind: str, folder: Path) -> None:
    wanted = {"doc": "doc:MS Word 97", "pdf": "pdf"}[kind]
    command = ["soffice", "--headless", "--convert-to", wanted, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)


def big5_lines(text: str) -> tuple[list[str], int]:
    """The text in traditional characters as far as Big5 has them, and how many characters it lacks."""
    lines, lacking = [], 0
    for line in OpenCC("s2tw").convert(text).splitlines():
        lacking += sum(1 for char in line if char.encode("big5hkscs", "ignore") == b"")
        lines.append(line.encode("big5hkscs", "ignore").decode("big5hkscs"))
    return lines, lacking


def without_residue(text: str) -> str:
    """The text without what web sites left in it, which nobody is to find."""
    return "".join(text[block.start : block.end] for block in set_aside(text, ()) if block.kind != "residue")


def runs_of(lines: list[str], chance: random.Random) -> Iterator[str]:
    """Random runs of 2 to 8 characters that stand in one line and hold at least one word character."""
    long_enough = [line for line in lines if len(line) > 8]
    while True:
        line = chance.choice(long_enough)
        length = chance.randint(2, 8)
        start = chance.randrange(len(line) - length)
        run = line[start : start + length].strip()
        if fold(run).strip() and not OPERATORS.search(run):
            yield run


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    office = Office(tmp_path_factory.mktemp("corpus"))
    for source in sorted(CORPUS.glob("*.txt")):
        name, text = source.name[:3], source.read_text(encoding="utf-8")
        shutil.copy(source, office.folder / f"{name}-txt.txt")
        office.folder.joinpath(f"{name}-gb18030.txt").write_bytes(text.encode("gb18030"))
        office.folder.joinpath(f"{name}-big5.txt").write_bytes("\n".join(big5_lines(text)[0]).encode("big5hkscs"))
        office.folder.joinpath(f"{name}-html.html").write_bytes(as_html(text))
        as_docx(text, office.folder / f"{name}-docx.docx")
        paragraphs = [Paragraph("text", line) for line in text.splitlines()]
        office.folder.joinpath(f"{name}-pdf.pdf").write_bytes(pdf(paragraphs))
        if shutil.which("soffice"):
            for kind in ("doc", "pdf"):
                convert(office.folder / f"{name}-docx.docx", kind, office.folder.parent)
                converted = "doc.doc" if kind == "doc" else "officepdf.pdf"
                shutil.move(office.folder.parent / f"{name}-docx.{kind}", office.folder / f"{name}-{converted}")
    office.watch_folder()
    office.scan()
    archive = Archive.open(office.library)
    yield archive
    archive.close()


@pytest.mark.parametrize("kind", ["txt", "gb18030", "big5", "html", "docx", "pdf", "doc", "officepdf"])
def test_any_run_of_characters_finds_the_paper_it_stands_in(library: Archive, kind: str) -> None:
    if kind in ("doc", "officepdf") and not shutil.which("soffice"):
        pytest.skip("no LibreOffice to convert the corpus")
    for source in sorted(CORPUS.glob("*.txt")):
        text = without_residue(source.read_text(encoding="utf-8"))
        lines = big5_lines(text)[0] if kind == "big5" else text.splitlines()
        wanted = f"{source.name[:3]}-{kind}"
        runs = runs_of(lines, random.Random(SEED))
        missed = [run for run, _ in zip(runs, range(RUNS), strict=False) if wanted not in found(library, run)]
        assert missed == [], wanted


def found(library: Archive, query: str) -> set[str]:
    results = library.search(query, facets=False)
    return {name_of(library, piece) for piece in results.pieces(0, results.total)}


@cache
def name_of(library: Archive, piece: PieceId) -> str:
    path = library.paper(piece).card.path
    return path.stem if path else ""


def test_traditional_and_simplified_find_each_other(library: Archive) -> None:
    assert found(library, "着力") == found(library, "著力")
    assert found(library, "着力")
    truth = json.loads((CORPUS / "truth.json").read_text(encoding="utf-8"))
    for name in sorted({piece["org"] for piece in truth if piece["org"]}):
        traditional = OpenCC("s2tw").convert(name)
        assert found(library, traditional) == found(library, name), name
