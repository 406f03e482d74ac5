"""Sketches and likenesses against the naive way: every text with every other, shingle by shingle."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.catalogue import Catalogue, likenesses, sketches
from archiver.catalogue.sketches import ChangedPiece
from archiver.model import PieceId
from archiver.similar import inverted as inverted_module
from archiver.similar.comparing import Likeness, Words, compare
from archiver.similar.inverted import Inverted
from archiver.similar.kinds import VERSION, Traits, kind_of
from archiver.similar.sketch import SHINGLE, WINDOW, compact, fingerprints
from archiver.similar.titles import drafts, period, series_stem, stem
from archiver.sketching import Known, sketch

CHARACTERS = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会"
texts = st.text(alphabet=CHARACTERS + "0123456789 \n", max_size=400)
steady = settings(max_examples=60)


def naive_shingles(text: str) -> set[str]:
    tight = text.replace(" ", "").replace("\n", "")
    return {tight[start : start + SHINGLE] for start in range(len(tight) - SHINGLE + 1)}


def naive_share(one: str, other: str) -> float:
    mine = naive_shingles(one)
    return len(mine & naive_shingles(other)) / len(mine) if mine else 0.0


@steady
@given(texts, texts, st.integers(0, 400))
def test_the_shares_are_those_of_sets_of_shingles(one: str, other: str, cut: int) -> None:
    other = one[:cut] + other
    likeness = compare(Words(one), Words(other))
    assert likeness.within == pytest.approx(naive_share(one, other))
    assert likeness.holds == pytest.approx(naive_share(other, one))


@steady
@given(
    st.text(alphabet=CHARACTERS, min_size=WINDOW + SHINGLE - 1, max_size=300),
    st.text(alphabet=CHARACTERS, max_size=3000),
    st.text(alphabet=CHARACTERS, max_size=3000),
)
def test_texts_that_share_a_run_as_long_as_the_window_share_a_fingerprint(run: str, before: str, after: str) -> None:
    assert set(fingerprints(run).tolist()) & set(fingerprints(before + run + after).tolist())


@settings(max_examples=15)
@given(data=st.data())
def test_every_pair_that_shares_enough_is_found_and_no_other(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts put together from a few paragraphs; those that share runs are many, by design."""
    paragraphs = data.draw(st.lists(st.text(alphabet=CHARACTERS, min_size=90, max_size=150), min_size=3, max_size=5))
    made = data.draw(st.lists(st.lists(st.sampled_from(paragraphs), min_size=1, max_size=4), min_size=2, max_size=8))
    bodies = ["".join(parts) for parts in made]
    catalogue = Catalogue(tmp_path_factory.mktemp("likeness") / "catalogue.db")
    known = Known([])
    with catalogue.write() as db:
        db.execute("INSERT INTO document (created_at) VALUES ('')")
        for number, body in enumerate(bodies, 1):
            db.execute(
                'INSERT INTO piece (id, document, ordinal, start, "end", start_line, end_line, added_at, words_changed,'
                " card_changed) VALUES (?, 1, ?, 0, 0, 1, 1, '', ?, ?)",
                (number, number, number, number),
            )
            db.execute("INSERT INTO folded (piece, body) VALUES (?, ?)", (number, body))
            sketch(db, known, ChangedPiece(PieceId(number), body, number))
    found = {
        (number, int(like.other)): like.within
        for number in range(1, len(bodies) + 1)
        for like in likenesses.of_piece(catalogue.read(), PieceId(number))
    }
    catalogue.close()
    for one, body in enumerate(bodies, 1):
        for other, theirs in enumerate(bodies, 1):
            if one == other:
                continue
            share, back = naive_share(body, theirs), naive_share(theirs, body)
            if max(share, back) >= VERSION:
                assert found[one, other] == pytest.approx(share)
            else:
                assert (one, other) not in found


def test_nothing_is_left_of_a_wording_that_no_piece_has(tmp_path: Path) -> None:
    catalogue = Catalogue(tmp_path / "catalogue.db")
    known = Known([])
    with catalogue.write() as db:
        db.execute("INSERT INTO document (created_at) VALUES ('')")
        for number in (1, 2, 3):
            db.execute(
                'INSERT INTO piece (id, document, ordinal, start, "end", start_line, end_line, added_at, words_changed,'
                " card_changed) VALUES (?, 1, ?, 0, 0, 1, 1, '', 1, 1)",
                (number, number),
            )
        bodies = {1: CHARACTERS * 5, 2: CHARACTERS * 5, 3: CHARACTERS * 4 + "另外一句"}
        for number, body in bodies.items():
            db.execute("INSERT INTO folded (piece, body) VALUES (?, ?)", (number, body))
            sketch(db, known, ChangedPiece(PieceId(number), body, 1))
        assert db.execute("SELECT count(*) FROM wording").fetchone()[0] == 2
        assert db.execute("SELECT count(*) FROM likeness").fetchone()[0] == 2
        sketches.forget(db, PieceId(1))
        assert db.execute("SELECT count(*) FROM wording").fetchone()[0] == 2
        sketch(db, known, ChangedPiece(PieceId(2), "", 2))
        db.execute("DELETE FROM sketched WHERE piece = 3")
        sketches.forget_unused(db)
        for table in ("wording", "likeness", "sketched"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    catalogue.close()


@steady
@given(st.lists(st.lists(st.integers(0, 40), max_size=12, unique=True), max_size=8), st.integers(0, 8), st.integers(1, 30))
def test_texts_are_found_by_their_fingerprints_however_late_they_came(
    made: list[list[int]], known: int, unsorted: int
) -> None:
    columns = [np.array(sorted(each), dtype=np.uint32) for each in made]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inverted_module, "UNSORTED", unsorted)
        inverted = Inverted(enumerate(columns[:known]))
        for text, column in enumerate(columns[known:], known):
            inverted.add(text, column)
        for column in columns:
            wanted = {text: len(set(column.tolist()) & set(other.tolist())) for text, other in enumerate(columns)}
            assert inverted.sharing(column) == {text: count for text, count in wanted.items() if count}


def test_gaps_between_words_do_not_count() -> None:
    assert compact("全镇 的\n工作") == "全镇的工作"
    assert (fingerprints(compact("全镇 的\n工作" * 9)) == fingerprints("全镇的工作" * 9)).all()


@pytest.mark.parametrize(
    ("title", "said", "draft", "bare"),
    [
        ("云岭县林业站2010年度工作总结", {"2010年"}, set(), "云岭县林业站工作总结"),
        ("云岭县林业站二〇一一年工作总结", {"2011年"}, set(), "云岭县林业站工作总结"),
        ("第5次局务会议纪要", {"5次"}, set(), "局务会议纪要"),
        ("2012年上半年工作总结", {"2012年", "上半年"}, set(), "工作总结"),
        ("防火方案（征求意见稿）", set(), {"征求意见稿"}, "防火方案"),
        ("防火方案 定稿", set(), {"定稿"}, "防火方案"),
        ("实施方案v2", set(), {"v2"}, "实施方案"),
        ("关于第三季度安全生产的通报", {"三季"}, set(), "关于安全生产的通报"),
    ],
)
def test_a_title_tells_its_time_its_draft_and_its_stem(title: str, said: set[str], draft: set[str], bare: str) -> None:
    assert (set(period(title)), set(drafts(title)), stem(title)) == (said, draft, bare)


def test_a_summary_with_a_plan_belongs_to_the_series_of_the_summary() -> None:
    assert series_stem("林业站2011年工作总结及2012年工作计划") == series_stem("林业站2010年工作总结")
    assert series_stem("林业站2012年工作计划") != series_stem("林业站2010年工作总结")


def traits(title: str, year: int | None = None, date: str = "", number: str = "", name: str = "") -> Traits:
    return Traits(title, name, year, date, number)


@pytest.mark.parametrize(
    ("one", "other", "likeness", "kind"),
    [
        (traits("工作总结", 2011), traits("工作总结", 2011), Likeness(0.9, 0.8), "near"),
        (traits("工作总结", 2011), traits("工作总结", 2012), Likeness(1.0, 1.0), None),
        (traits("工作总结"), traits("工作总结"), Likeness(0.97, 0.97, numbers_differ=True), None),
        (traits("2011年总结"), traits("2012年总结"), Likeness(0.97, 0.97), None),
        (traits("2011年总结"), traits("总结"), Likeness(0.97, 0.97), "near"),
        (traits("森林法"), traits("森林法"), Likeness(0.97, 0.97, dates_differ=True), None),
        (traits("工作总结"), traits("工作总结"), Likeness(0.97, 0.97, dates_differ=True), "near"),
        (traits("通知", number="云林〔2011〕3号"), traits("通知", number="云林〔2011〕4号"), Likeness(0.97, 0.97), None),
        (traits("方案", date="2011-12-28"), traits("方案", date="2012-01-04"), Likeness(0.9, 0.9), None),
        (traits("方案初稿", date="2011-12-28"), traits("方案", date="2012-01-04"), Likeness(0.9, 0.9), "version"),
        (traits("方案", name="方案v1"), traits("方案", name="方案v2"), Likeness(0.5, 0.5), "version"),
        (traits("通知"), traits("材料"), Likeness(0.9, 0.1), "contained"),
        (traits("通知"), traits("材料"), Likeness(0.1, 0.9), "contained"),
        (traits("通知"), traits("材料"), Likeness(0.7, 0.7), None),
    ],
)
def test_what_two_papers_are_to_each_other(one: Traits, other: Traits, likeness: Likeness, kind: str | None) -> None:
    assert kind_of(one, other, likeness) == kind
    assert kind_of(other, one, likeness.turned()) == kind
