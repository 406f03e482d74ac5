"""Random splits, joins, moves, choices and undoings against a naive model of them; then the text changes."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.archive import Archive
from archiver.catalogue import documents, pieces, values
from archiver.errors import ArchiveError
from archiver.model import DocumentId, Extracted, PieceDraft, PieceId, State

LINES = [f"第{number}行，讲的是第{number}件事。" for number in range(1, 16)]

Hand = dict[str, str]


@dataclass
class Model:
    """Pieces as (id, index of the first line, values by hand), and what undoing goes back to."""

    pieces: list[tuple[int, int, Hand]] = field(default_factory=lambda: [(1, 0, {})])
    before: list[list[tuple[int, int, Hand]]] = field(default_factory=list)
    made: int = 1

    def act(self, now: list[tuple[int, int, Hand]]) -> None:
        self.before.append(self.pieces)
        self.pieces = now

    def split(self, at: int, line: int) -> bool:
        _, start, hand = self.pieces[at]
        end = self.pieces[at + 1][1] if at + 1 < len(self.pieces) else len(LINES)
        if not start < line < end:
            return False
        self.made += 1
        self.act([*self.pieces[: at + 1], (self.made, line, dict(hand)), *self.pieces[at + 1 :]])
        return True

    def join(self, at: int) -> bool:
        if at == 0:
            return False
        (upper, start, mine), (_, _, theirs) = self.pieces[at - 1 : at + 1]
        self.act([*self.pieces[: at - 1], (upper, start, {**theirs, **mine}), *self.pieces[at + 1 :]])
        return True

    def move(self, at: int, by: int) -> bool:
        piece, start, hand = self.pieces[at]
        end = self.pieces[at + 1][1] if at + 1 < len(self.pieces) else len(LINES)
        if at == 0 or not self.pieces[at - 1][1] < start + by < end or by == 0:
            return False
        self.act([*self.pieces[:at], (piece, start + by, hand), *self.pieces[at + 1 :]])
        return True

    def choose(self, at: int, name: str, value: str) -> bool:
        piece, start, hand = self.pieces[at]
        self.act([*self.pieces[:at], (piece, start, {**hand, name: value}), *self.pieces[at + 1 :]])
        return True

    def undo(self) -> bool:
        if self.before:
            self.pieces = self.before.pop()
        return True


def whole(lines: list[str]) -> tuple[str, Extracted]:
    text = "\n".join(lines)
    return text, Extracted("txt", State.SEARCHABLE, text=text)


def revise(archive: Archive, lines: list[str], digest: str) -> None:
    """Let the document be read anew, by rules that see one piece in it."""
    text, extracted = whole(lines)
    drafts = [PieceDraft(0, len(text), ())]
    with archive.opened.catalogue.write() as db:
        documents.revise(db, DocumentId(1), digest, len(text), extracted, 1, drafts, 1)


def stands(archive: Archive, lines: list[str]) -> list[tuple[int, int, Hand]]:
    """The pieces as the catalogue has them, in the shape of the model."""
    db = archive.opened.catalogue.read()
    found = []
    for piece in pieces.ids(db, DocumentId(1)):
        paper = archive.paper(piece)
        given = {one: values.hand_value(db, DocumentId(1), piece, one) for one in ("title", "organisation")}
        found.append((int(piece), paper.start_line - 1, {name: value for name, value in given.items() if value}))
        assert paper.text.split("\n")[0] == lines[paper.start_line - 1]
    assert "".join(archive.paper(PieceId(piece)).text for piece, _, _ in found) == "\n".join(lines)
    return found


def work(archive: Archive, model: Model, what: str, at: int, number: int) -> None:
    """Do the same to both; what the model refuses, the archive refuses."""
    at %= len(model.pieces)
    piece = PieceId(model.pieces[at][0])
    above = PieceId(model.pieces[max(0, at - 1)][0])
    moved = number % 7 - 3
    if what == "move" and moved == 0:
        return
    doing: dict[str, tuple[Callable[[], object], Callable[[], bool]]] = {
        "split": (lambda: archive.split(piece, [number + 1]), lambda: model.split(at, number)),
        "join": (lambda: archive.join(piece, above), lambda: model.join(at)),
        "move": (lambda: archive.move_boundary(piece, moved), lambda: model.move(at, moved)),
        "title": (lambda: archive.set([piece], "title", f"题{number}"), lambda: model.choose(at, "title", f"题{number}")),
        "office": (
            lambda: archive.set([piece], "organisation", f"局{number}"),
            lambda: model.choose(at, "organisation", f"局{number}"),
        ),
        "undo": (archive.undo, model.undo),
    }
    act, expected = doing[what]
    try:
        act()
        done = True
    except ArchiveError:
        done = False
    assert done == expected()


def changed(kept: list[int], news: list[int]) -> Iterator[str]:
    """The lines with new ones above some of them, and those left out that no boundary knows."""
    for number, line in enumerate(LINES):
        yield from (f"新加的第{number}之{more}段" for more in range(news.count(number)))
        if any(number - 2 <= boundary <= number + 2 for boundary in kept) or number % 3:
            yield line


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["split", "split", "split", "join", "move", "move", "title", "office", "undo"]),
        st.integers(0, 20), st.integers(0, len(LINES)),
    ),
    max_size=14,
)  # fmt: skip


@settings(max_examples=40)
@given(steps=STEPS, news=st.lists(st.integers(0, len(LINES) - 1), max_size=5))
def test_what_hands_do_holds_and_its_boundaries_go_along_with_their_lines(
    steps: list[tuple[str, int, int]], news: list[int]
) -> None:
    with TemporaryDirectory() as home, closing(Archive.open(Path(home) / "library")) as archive:
        with archive.opened.catalogue.write() as db:
            documents.create(db)
        revise(archive, LINES, "1")
        model = Model()
        for what, at, number in steps:
            work(archive, model, what, at, number)
            assert stands(archive, LINES) == model.pieces
        kept = [start for _, start, _ in model.pieces[1:]]
        lines = list(changed(kept, news))
        revise(archive, lines, "2")
        assert [start for _, start, _ in stands(archive, lines)] == [0, *(lines.index(LINES[at]) for at in kept)]
