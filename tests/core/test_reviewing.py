"""The review of doubles: every pair of the library once, the surest first, decided one by one or all of a kind."""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.catalogue import Catalogue, likenesses
from archiver.catalogue.schema import migrate
from archiver.doubles import pairs, reviewing
from archiver.model import Decision, DoublePair
from archiver.similar.kinds import Traits, is_newer
from tests.core.office import Json, Office
from tests.core.test_doubles import paper


@pytest.fixture
def watched(office: Office) -> Office:
    office.run("status")
    office.watch_folder()
    return office


def names(pair: Json) -> tuple[str, str]:
    return pair["one"]["path"].rsplit("/", 1)[1], pair["other"]["path"].rsplit("/", 1)[1]


def listed(office: Office, *options: str) -> list[tuple[str, tuple[str, str]]]:
    return [(pair["kind"], names(pair)) for pair in office.run("similar", "--all", *options)["pairs"]]


def fill(office: Office) -> None:
    """A paper with two copies and a torn one, a draft and what became of it, and papers that are like none."""
    text = paper("林业站2011年工作总结", 1, figures=7)
    lines = text.split("\n")
    for name in ("总结.txt", "总结抄件.txt", "总结又一份.txt"):
        office.write(name, text + "\n" * len(name))
    office.write("残本.txt", "\n".join(lines[:20] + lines[24:]).replace("7051", "7"))
    part, rest = paper("防汛通知", 6, length=12, signed=""), paper("", 7, signed="水利站\n2009年12月20日")
    office.write("材料.txt", paper("水利站材料", 5, length=90, signed="") + part + rest)  # of another year than its part
    office.write("通知.txt", part.replace("通知", "通知（2012年）", 1))
    draft = paper("林业站森林防火实施方案（征求意见稿）", 8)
    body = draft.replace("（征求意见稿）", "").split("\n")
    office.write("方案征求意见稿.txt", draft)
    office.write("方案.txt", "\n".join([*body[:30], *paper("", 9, length=15).split("\n")[2:-3], *body[45:]]))
    office.write("别的.txt", paper("教育局2011年工作总结", 10))
    office.scan()


def test_every_pair_is_listed_once_the_surest_first_and_the_fuller_paper_before_the_other(watched: Office) -> None:
    fill(watched)
    answer = watched.run("similar", "--all")
    assert [(pair["kind"], names(pair)) for pair in answer["pairs"]] == [
        ("same_text", ("总结.txt", "总结又一份.txt")), ("same_text", ("总结.txt", "总结抄件.txt")),
        ("near", ("总结.txt", "残本.txt")), ("contained", ("材料.txt", "通知.txt")),
        ("version", ("方案.txt", "方案征求意见稿.txt")),
    ]  # fmt: skip
    assert answer["counts"] == {"same_bytes": 0, "same_text": 2, "near": 1, "contained": 1, "version": 1}
    assert (answer["total"], answer["to_compare"]) == (5, 0)
    last = answer["pairs"][-1]
    assert last["newer"] == last["one"]["piece"]
    assert listed(watched, "--limit", "1", "--offset", "2") == [("near", ("总结.txt", "残本.txt"))]
    assert len(listed(watched, "--kind", "same_text")) == 2


def test_all_pairs_of_a_kind_are_decided_in_one_act_and_come_back_with_one_undo(watched: Office) -> None:
    fill(watched)
    before = listed(watched)
    watched.run("similar", "--all", "--kind", "same_text", "--decide", "hide")
    found = {hit["path"].rsplit("/", 1)[1] for hit in watched.search("林业站2011年工作总结")}
    assert found == {"总结.txt", "残本.txt"}
    assert listed(watched) == before[2:]
    hidden = watched.run("similar", "--all", "--decided")["pairs"]
    assert [pair["decided"] for pair in hidden] == ["hide_second"] * 2
    stands = [f"p{hidden[0]['other']['piece']}", f"p{hidden[1]['other']['piece']}"]
    assert "已不在结果中显示" in watched.run("similar", *stands, "--decide", "hide", expect=2)["error"]
    undone = watched.run("undo")["undone"]
    assert (undone["action"], undone["pieces"]) == ("pair", 3)
    assert listed(watched) == before
    assert watched.run("similar", "--all", "--decided")["pairs"] == []


def test_a_hidden_paper_is_found_among_the_decided_ones_and_shown_again(watched: Office) -> None:
    fill(watched)
    (pair,) = watched.run("similar", "--all", "--kind", "near")["pairs"]
    one, other = (f"p{pair[side]['piece']}" for side in ("one", "other"))
    watched.run("similar", one, other, "--decide", "hide")
    watched.write("残本.txt", paper("档案局2013年工作总结", 11))  # it became a paper of its own, and is still hidden
    watched.scan()
    (decided,) = watched.run("similar", "--all", "--decided")["pairs"]
    assert (decided["kind"], decided["decided"], names(decided)) == (None, "hide_second", ("总结.txt", "残本.txt"))
    assert watched.search("档案局") == []
    watched.run("similar", one, other, "--decide", "keep")
    assert len(watched.search("档案局")) == 1


def test_which_of_two_versions_is_newer_is_kept_as_a_hand_says_it(watched: Office) -> None:
    fill(watched)
    (pair,) = watched.run("similar", "--all", "--kind", "version")["pairs"]
    one, other = (pair[side]["piece"] for side in ("one", "other"))
    watched.run("similar", f"p{other}", f"p{one}", "--decide", "newer")
    (decided,) = watched.run("similar", "--all", "--decided")["pairs"]
    assert (decided["newer"], decided["one"]["piece"]) == (other, other)
    assert watched.run("similar", f"p{one}")["similar"][0]["kind"] == "version"


@pytest.mark.parametrize("wrong", [(), ("p1", "--all"), ("--all", "--decide", "keep"), ("p1", "--kind", "near")])
def test_a_review_asked_for_in_a_wrong_way_is_refused(office: Office, wrong: tuple[str, ...]) -> None:
    office.run("similar", *wrong, expect=2)


@pytest.mark.parametrize(
    ("name", "other", "newer"),
    [
        ("方案（征求意见稿）", "方案（送审稿）", False), ("方案", "方案（初稿）", True), ("方案 v1.10", "方案 v1.9", True),
        ("方案第三稿", "方案第二稿", True), ("方案（修改稿）", "方案", None), ("方案（1）", "方案", None), ("方案", "方案", None),
        ("甲方案", "乙方案（初稿）", None), ("", "", None),
    ],
)  # fmt: skip
def test_the_newer_version_is_known_by_its_stage_and_not_guessed(name: str, other: str, newer: bool | None) -> None:
    one, two = (Traits("", each, None, "", "") for each in (name, other))
    assert is_newer(one, two) is newer
    assert is_newer(two, one) is (None if newer is None else not newer)
    dated = [Traits("方案", "", None, date, "") for date in ("2011-03-01", "2011-05-01")]
    assert is_newer(*dated) is False


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=9),
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4), st.floats(0.86, 1.0)), max_size=6),
    st.lists(st.sampled_from(["keep", "version", "newer", "hide"]), max_size=12),
)
def test_deciding_in_any_order_comes_to_an_end_and_hides_nothing_behind_what_is_hidden(
    wordings: list[int], likes: list[tuple[int, int, float]], decisions: list[Decision]
) -> None:
    """Pieces share wordings, wordings are like others; the naive review is all pairs of first pieces."""
    with TemporaryDirectory() as folder, closing(Catalogue(Path(folder) / "catalogue.db")) as catalogue:
        with catalogue.write() as db:
            put(db, wordings, likes)
        assert {frozenset((each.one, each.other)) for each in asked(catalogue)} == naive(wordings, likes)
        for decision in decisions:
            left = asked(catalogue)
            if not left:
                break
            with catalogue.write() as db:
                pairs.decide(db, [(left[0].one, left[0].other)], decision)
            assert_sound(catalogue)
        if left := asked(catalogue):
            with catalogue.write() as db:
                pairs.decide(db, [(each.one, each.other) for each in left], "hide")
        assert_sound(catalogue)


def test_what_was_decided_before_versions_had_an_order_still_holds(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "catalogue.db", isolation_level=None)) as old:
        migrate(old, 6)
        put(old, [1, 2], [(1, 2, 0.9)])
        old.execute("INSERT INTO verdict VALUES (1, 2, 'version')")
    with closing(Catalogue(tmp_path / "catalogue.db")) as catalogue:
        (pair,) = reviewing.review(catalogue.read()).decided
        assert (pair.decided, pair.kind, pair.newer) == ("version", "version", None)


def put(db: sqlite3.Connection, wordings: list[int], likes: list[tuple[int, int, float]]) -> None:
    """Pieces with these wordings, of which the larger numbers are the longer texts."""
    db.execute("INSERT INTO document (created_at) VALUES ('')")
    for wording in set(wordings):
        db.execute("INSERT INTO wording VALUES (?, ?, x'', ?)", (wording, bytes([wording]), 100 * wording))
    for number, wording in enumerate(wordings, 1):
        db.execute(
            'INSERT INTO piece (id, document, ordinal, start, "end", start_line, end_line, added_at, words_changed,'
            " card_changed) VALUES (?, 1, ?, 0, 0, 1, 1, '', 0, 0)",
            (number, number),
        )
        db.execute("INSERT INTO sketched VALUES (?, ?)", (number, wording))
    for one, other, share in likes:
        if one != other:
            likenesses.put(db, one, other, (share, share), (False, False))


def asked(catalogue: Catalogue) -> tuple[DoublePair, ...]:
    return reviewing.review(catalogue.read()).open


def naive(wordings: list[int], likes: list[tuple[int, int, float]]) -> set[frozenset[int]]:
    first = {wording: wordings.index(wording) + 1 for wording in wordings}
    pairs = [(first[wording], number) for number, wording in enumerate(wordings, 1)]
    pairs += [(first[one], first[other]) for one, other, _ in likes if {one, other} <= first.keys()]
    return {frozenset(pair) for pair in pairs if len(set(pair)) == 2}


def assert_sound(catalogue: Catalogue) -> None:
    """What is hidden is not asked about, and the paper that stands for it was not hidden before."""
    db = catalogue.read()
    hidden = set(likenesses.hidden(db))
    assert not hidden & {piece for each in asked(catalogue) for piece in (each.one, each.other)}
    for each in reviewing.review(db).decided:
        assert each.decided is not None
        if each.decided.startswith("hide"):
            assert each.other in hidden
    assert len(hidden) < db.execute("SELECT count(*) FROM piece").fetchone()[0]
