"""The gram index: what it keeps, that Whoosh itself reads it, and what happens when it breaks."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
import whoosh
import whoosh.index
from whoosh import fields
from whoosh.filedb.filestore import FileStorage

from archiver.errors import ArchiveError
from archiver.model import Entry, PieceId
from archiver.search import blocks, merging, segment_writer
from archiver.search.folder import BrokenIndex
from archiver.search.grams import GramIndex
from archiver.search.segment import NAME, Segment
from archiver.text.folding import fold

ROOT = Path(__file__).resolve().parents[2]

Open = Callable[..., GramIndex]


@pytest.fixture(name="open_index")
def _open_index(tmp_path: Path) -> Iterator[Open]:
    """Opens the index of the test's folder as often as one likes, and closes all of them in the end."""
    opened: list[GramIndex] = []

    def open_index(library: str = "lib") -> GramIndex:
        opened.append(GramIndex.open(tmp_path, library))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()


def entry(piece: int, body: str, title: str = "", names: str = "") -> Entry:
    return Entry(PieceId(piece), fold(title), fold(names), fold(body))


def having(index: GramIndex, literal: str, field: str = "body") -> set[int]:
    """Pieces whose field may hold the literal."""
    return {int(piece) for pieces, _f, _l in index.candidates(field, literal) for piece in pieces}


def random_texts(count: int, seed: int = 5) -> list[str]:
    rolls = random.Random(seed)
    words = ["工作", "总结", "森林防火", "责任书", "2011", "wto", "，", "。", "的", "𠀀", " ", "\n\n"]
    return ["".join(rolls.choices(words, k=rolls.randrange(1, 40))) for _ in range(count)]


def test_an_index_that_was_never_written_is_empty(open_index: Open) -> None:
    index = open_index()
    assert (index.sequence, index.text_count, having(index, "工作")) == (0, 0, set())


def test_what_was_committed_is_there_after_opening_again(open_index: Open) -> None:
    index = open_index()
    index.update([entry(7, "森林防火工作"), entry(9, "wto规则", title="总结", names="a.doc")], [], 41)
    again = open_index()
    assert again.sequence == 41
    assert having(again, "森林") == {7}
    assert having(again, "火") == {7}
    assert having(again, "总结", "title") == {9}
    assert having(again, "doc", "names") == {9}
    assert having(again, "作总") == set()


def test_a_reader_picks_up_what_the_writer_commits(open_index: Open) -> None:
    writer, reader = open_index(), open_index()
    writer.update([entry(1, "防火")], [], 1)
    assert having(reader, "防火") == set()
    assert reader.refresh() is True
    assert having(reader, "防火") == {1}
    assert reader.refresh() is False
    writer.wipe()
    reader.refresh()
    assert (reader.sequence, having(reader, "防火")) == (0, set())


def test_changed_and_removed_pieces_leave_nothing_behind(open_index: Open) -> None:
    index = open_index()
    index.update([entry(1, "防火"), entry(2, "防火"), entry(3, "防火")], [], 1)
    index.update([entry(1, "防汛"), entry(1, "防疫")], [2, 99], 2)
    assert having(index, "防火") == {3}
    assert having(index, "防汛") == set()
    assert having(index, "防疫") == {1}
    assert index.text_count == 2


def test_many_small_commits_become_few_segments(open_index: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "STRETCH", 500)
    index = open_index()
    texts = random_texts(150)
    for piece, text in enumerate(texts):
        index.update([entry(piece, text)], [piece - 7] if piece % 10 == 9 else [], piece + 1)
        index.merge_on()
    while index.merge_on():
        pass
    assert len(index.segments) <= 4
    gone = {piece - 7 for piece in range(150) if piece % 10 == 9}
    for literal in ("森林", "防", "20", "𠀀"):
        assert having(index, literal) == {p for p, t in enumerate(texts) if literal in fold(t)} - gone
    assert open_index().sequence == 150


def test_a_merge_that_was_left_in_the_middle_leaves_nothing_behind(
    tmp_path: Path, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "STRETCH", 50)
    index = open_index()
    for piece in range(6):
        index.update([entry(piece, text) for text in random_texts(1, piece)], [], piece + 1)
    before = {file.name for file in tmp_path.iterdir()}
    assert index.merge_on() and index.merge_on()
    assert {file.name for file in tmp_path.iterdir()} > before
    again = open_index()
    assert (again.sequence, again.text_count) == (6, 6)
    again.update([entry(6, "防火")], [], 7)
    assert len(list(tmp_path.glob("*.trm"))) == len(again.segments) == 7


def test_a_segment_mostly_deleted_is_written_anew(open_index: Open) -> None:
    index = open_index()
    index.update([entry(piece, "防火") for piece in range(10)], [], 1)
    index.update([], list(range(6)), 2)
    while index.merge_on():
        pass
    assert [segment.count for segment in index.segments] == [4]
    index.update([], list(range(6, 10)), 3)
    assert (index.segments, having(index, "防火")) == ([], set())


def test_a_large_update_is_written_in_several_segments(open_index: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_writer, "CHARACTERS_A_SEGMENT", 100)
    index = open_index()
    index.update([entry(piece, "防火" * 30) for piece in range(5)], [], 5)
    assert having(index, "防火") == set(range(5))
    assert len(index.segments) == 3


@pytest.mark.parametrize("merged", [False, True])
def test_whoosh_itself_reads_what_we_write(tmp_path: Path, open_index: Open, merged: bool) -> None:
    """Its own matchers over the files give the same texts and frequencies, common and rare grams alike."""
    texts = [fold(text) for text in random_texts(700)]
    texts[350] += "稀"
    texts[5] += "远" + "近" * 300
    texts[690] += "远"
    index = open_index()
    entries = [entry(i, text) for i, text in enumerate(texts)]
    for start in range(0, len(entries), 300) if merged else [0]:
        index.update(entries[start : start + 300] if merged else entries, [], 1)
    while merged and index.merge_on():
        pass
    index.update([], [3], 2)
    opened = whoosh.index.open_dir(str(tmp_path), indexname=NAME)
    with opened.reader() as reader:
        assert reader.doc_count() == len(texts) - 1
        for gram in ("工作", "林", "20", "𠀀", "稀", "远", "近近", "wt"):
            matcher = reader.postings("body", gram)
            theirs = {}
            while matcher.is_active():
                theirs[matcher.id()] = matcher.weight()
                matcher.next()
            ours = {
                int(piece): float(frequency)
                for pieces, frequencies, _l in index.candidates("body", gram)
                for piece, frequency in zip(pieces, frequencies, strict=True)
            }
            assert theirs == ours
            expected = {i: min(count_of(gram, text), 255) for i, text in enumerate(texts) if gram in text and i != 3}
            assert ours == expected
            assert reader.term_info("body", gram).doc_frequency() >= len(ours)


def count_of(gram: str, text: str) -> int:
    """How often a gram stands in a text, overlapping ones counted."""
    return sum(text.startswith(gram, place) for place in range(len(text)))


def test_we_read_what_whoosh_itself_writes(tmp_path: Path) -> None:
    schema = fields.Schema(
        key=fields.NUMERIC(int, bits=64, signed=False, sortable=True),
        body=fields.KEYWORD(scorable=True), names=fields.KEYWORD(), title=fields.KEYWORD(),
    )
    theirs = whoosh.index.create_in(str(tmp_path), schema, indexname="theirs")
    rolls = random.Random(2)
    words = [[rolls.choice("甲乙丙丁") for _ in range(rolls.randrange(1, 9))] for _ in range(400)]
    with theirs.writer() as writer:
        for number, line in enumerate(words):
            writer.add_document(key=number + 1000, body=" ".join(line), title="题" if number % 2 else "")
    storage = FileStorage(str(tmp_path))
    toc = whoosh.index.TOC.read(storage, "theirs")
    (stored,) = toc.segments
    with storage.open_file(f"{stored.segment_id()}.seg"):
        segment = Segment(stored.open_compound_file(storage), stored, toc.schema)
    for gram in "甲乙丙丁":
        found = segment.having("body", [gram])
        assert found is not None
        assert found[0].tolist() == [i for i, line in enumerate(words) if gram in line]
        assert found[1].tolist() == [line.count(gram) for line in words if gram in line]
    together = blocks.decode_all(list(segment.grams("body")), segment.stretch)
    assert together.grams == sorted("甲乙丙丁")
    for number, gram in enumerate(together.grams):
        own = slice(together.starts[number], together.starts[number + 1])
        assert together.ids[own].tolist() == [i for i, line in enumerate(words) if gram in line]
        assert together.frequencies[own].tolist() == [line.count(gram) for line in words if gram in line]
    assert segment.pieces.tolist() == list(np.arange(400) + 1000)
    segment.close()


@pytest.mark.parametrize("damage", ["toc", "empty toc", "terms", "postings", "missing", "library", "format"])
def test_a_broken_or_foreign_index_comes_back_empty_and_is_made_anew(
    tmp_path: Path, open_index: Open, damage: str
) -> None:
    open_index().update([entry(1, "防火"), entry(2, "防火")], [], 8)
    toc, terms = next(tmp_path.glob("*.toc")), next(tmp_path.glob("*.trm"))
    postings = next(tmp_path.glob("*.pst"))
    if damage in ("toc", "terms", "postings"):
        file = {"toc": toc, "terms": terms, "postings": postings}[damage]
        file.write_bytes(file.read_bytes()[:-9])
    elif damage == "empty toc":
        toc.write_bytes(b"")
    elif damage == "missing":
        terms.unlink()
    elif damage == "format":
        toc.write_bytes(toc.read_bytes().replace(b"grams-2", b"grams-1"))
    library = "other" if damage == "library" else "lib"
    index = open_index(library)
    assert (index.sequence, having(index, "防火")) == (0, set())
    index.update([entry(1, "防火")], [], 9)
    again = open_index(library)
    assert (again.sequence, having(again, "防火")) == (9, {1})
    assert len(list(tmp_path.glob("*.trm"))) == 1


def test_a_reader_that_finds_damage_makes_the_writer_start_anew(tmp_path: Path, open_index: Open) -> None:
    writer, reader = open_index(), open_index()
    writer.update([entry(1, "防火"), entry(2, "防火防火")], [], 8)
    reader.refresh()
    postings = next(tmp_path.glob("*.pst"))
    with postings.open("rb+") as file:
        file.write(b"\0" * postings.stat().st_size)
    with pytest.raises(BrokenIndex):
        reader.candidates("body", "防火")
    reader.give_up()
    assert reader.followed == 0
    assert writer.sequence == 0
    assert open_index().sequence == 0
    writer.update([entry(1, "防火")], [], 9)
    assert reader.refresh() is True
    assert (reader.followed, having(reader, "防火")) == (9, {1})


def test_a_writer_whose_index_was_lost_must_read_its_sequence_again(open_index: Open) -> None:
    index = open_index()
    assert index.sequence == 0
    index.update([entry(1, "防火")], [], 1)
    index.give_up()
    with pytest.raises(BrokenIndex):
        index.update([entry(2, "防汛")], [], 2)
    assert index.sequence == 0
    index.update([entry(1, "防火"), entry(2, "防汛")], [], 2)
    assert open_index().sequence == 2


def test_another_whoosh_under_the_same_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh, "__version__", (2, 7, 4))
    with pytest.raises(ArchiveError) as refused:
        GramIndex.open(tmp_path, "lib")
    assert refused.value.reason.code == "search.wrong_whoosh"
    assert "3.54.0" in refused.value.sentence() and "2.7.4" in refused.value.sentence("en")
    assert refused.value.hint()


WRITER = """
from archiver.search import merging
merging.STRETCH = 50
import sys
from pathlib import Path
from archiver.model import Entry
from archiver.search.grams import GramIndex
index = GramIndex.open(Path(sys.argv[1]), "lib")
start = index.sequence
for n in range(start, start + 400):
    index.update([Entry(n, "", "", f"防火{n}号"), Entry(n + 1, "", "", f"防火{n + 1}号")], [n - 3], n + 1)
    index.merge_on()
    print(n, flush=True)
"""


def test_a_writer_killed_at_any_point_leaves_an_index_that_is_not_ahead(tmp_path: Path) -> None:
    rolls = random.Random(11)
    for _ in range(8):
        command = [sys.executable, "-c", WRITER, str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(rolls.uniform(0, 0.4))
            process.send_signal(signal.SIGKILL)
        index = GramIndex.open(tmp_path, "lib")
        followed = index.sequence
        assert followed > 0
        kept = {n for n in range(followed - 3, followed + 1) if n >= 0}
        assert kept <= having(index, "防火") <= kept | {followed + 1}
        index.close()
