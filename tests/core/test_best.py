"""Best matches: what a plain question finds that no paper answers word for word."""

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from archiver.archive import Archive
from archiver.search.best import LOOKED_INTO, MOST_LOOKED_UP, first, shared_runs
from archiver.search.columns import Narrow
from archiver.search.everyday import said
from archiver.search.grams import GramIndex
from archiver.search.query import parse
from archiver.search.searcher import Searcher
from archiver.search.wish import wish_of
from tests.benchmarks import questions
from tests.core.office import Office
from tests.core.searching import MemoryShelf

PAPERS = (
    ("关于请求解决敬老院维修经费的请示", "敬老院住房漏雨严重，维修共需资金4.8万元。", 2007),
    ("森林防火工作总结", "层层落实防火责任，清理可燃物，整改火灾隐患。", 2011),
    ("森林病虫害防治计划", "松材线虫的监测与防治。", 2012),
    ("教学楼防火演练方案", "师生疏散，灭火器使用。", 2019),
    ("卫生院接种计划", "疫苗接种率达到九成五。", 2012),
)


@pytest.fixture
def shelf() -> MemoryShelf:
    shelf = MemoryShelf()
    for piece, (title, body, year) in enumerate(PAPERS, 1):
        shelf.put(piece, f"{title}\n\n{body}", title, year=year)
    return shelf


@pytest.fixture
def searcher(shelf: MemoryShelf, tmp_path: Path) -> Iterator[Searcher]:
    index = GramIndex.open(tmp_path / "index", "best")
    index.update(*shelf.behind(index.sequence))
    yield Searcher(index, shelf)
    index.close()


def best(searcher: Searcher, typed: str, narrow: Narrow = Narrow()) -> list[int]:  # noqa: B008 - a frozen record
    return [piece for piece, _score in searcher.best(parse(typed), narrow)]


def test_a_plain_question_finds_the_paper_that_answers_it_first(searcher: Searcher) -> None:
    assert best(searcher, "敬老院漏雨了找谁要钱维修")[0] == 1
    assert best(searcher, "请问打疫苗的接种率是多少")[0] == 5


def test_papers_that_have_all_the_words_are_not_told_again(searcher: Searcher) -> None:
    assert searcher.search(parse("森林 防火")).pieces == [2]
    assert set(best(searcher, "森林 防火")) == {3, 4}


def test_filters_and_conditions_and_words_left_out_hold_for_best_matches_too(searcher: Searcher) -> None:
    assert best(searcher, "森林 防火", Narrow(years=(2012, 2012))) == [3]
    assert best(searcher, "森林 防火 年度:2019") == [4]
    assert best(searcher, "森林 防火 -演练") == [3]
    assert best(searcher, "森林防火责任书 标题:防火") == [2, 4]
    assert best(searcher, '森林 防火 "灭火器使用"') == [4]


def test_one_word_is_looked_for_with_what_only_asks_left_out(searcher: Searcher) -> None:
    assert set(best(searcher, "请问森林怎么办")) == {2, 3}


@pytest.mark.parametrize("typed", ["", "森", "森林", '"森林消防队"', "森林 或 防汛", "标题:森林消防队"])
def test_nothing_is_guessed_where_every_word_must_stand(searcher: Searcher, typed: str) -> None:
    assert best(searcher, typed) == []


def test_papers_that_share_characters_but_no_pair_with_the_question_are_not_shown(searcher: Searcher) -> None:
    assert best(searcher, "林业与接班火箭") == []
    assert best(searcher, "怎么办怎么办") == []


def test_as_written_means_no_guessing_either(searcher: Searcher) -> None:
    assert searcher.best(parse("森林防火责任书", exactly=True)) == []


def test_papers_that_the_index_has_yet_to_follow_are_found_and_removed_ones_are_not(
    shelf: MemoryShelf, searcher: Searcher
) -> None:
    shelf.put(6, "敬老院漏雨，已请示拨款维修。")
    assert set(best(searcher, "敬老院漏雨了找谁要钱维修")[:2]) == {1, 6}
    shelf.remove(1)
    assert 1 not in best(searcher, "敬老院漏雨了找谁要钱维修")


def test_the_same_question_has_the_same_answer_whether_the_index_has_followed_or_not(
    shelf: MemoryShelf, tmp_path: Path
) -> None:
    index = GramIndex.open(tmp_path / "index", "best")
    index.update(*shelf.behind(index.sequence))
    shelf.put(2, "森林防火责任书", "森林防火责任书", year=2011)
    before = best(Searcher(index, shelf), "森林防火怎么抓落实")
    index.update(*shelf.behind(index.sequence))
    assert best(Searcher(index, shelf), "森林防火怎么抓落实") == before
    index.close()


def test_words_that_only_ask_are_not_looked_for() -> None:
    wish = wish_of(parse("请问森林防火怎么办"))
    assert wish is not None
    grams = wish.grams()
    assert grams["森林"] == 1
    assert not {"怎么", "怎", "请问", "火怎"} & set(grams)


def test_the_last_words_of_a_long_question_count_as_the_first_do(searcher: Searcher) -> None:
    told = "去年冬天我到城里亲友那儿住了几个礼拜，后来又坐火车往南走，一路上看见好多新鲜事，回来才听大伙儿聊起来，"
    assert best(searcher, told * 3 + "想请教一下松材线虫该怎样监测")[0] == 3


def test_the_best_paper_is_looked_into_however_many_others_are_alike() -> None:
    pieces = np.arange(5 * LOOKED_INTO)
    scores = np.ones(len(pieces))
    scores[-1] = 2.0
    some = first(pieces, scores, LOOKED_INTO)
    assert len(some) == LOOKED_INTO
    assert pieces[-1] in some


def test_the_longest_runs_in_common_are_marked() -> None:
    wish = wish_of(parse("敬老院漏雨了找谁要钱维修"))
    assert wish is not None
    assert shared_runs(wish, ["敬老院住房漏雨，要维修。"]) == ["敬老院", "漏雨", "维修"]


def test_an_opened_best_match_has_the_words_marked_that_it_has(office: Office) -> None:
    office.watch_folder()
    office.write("请示.txt", "关于请求解决敬老院维修经费的请示\n\n敬老院住房漏雨严重，维修共需资金4.8万元。\n")
    office.scan()
    asked = "敬老院漏雨了找谁要钱维修"
    with closing(Archive.open(office.library)) as archive:
        (hit,) = archive.search(asked).page(0, 5)
        text = archive.paper(hit.card.piece).text
        marked = [text[start:end] for start, end in archive.marks(hit.card.piece, asked, match=hit.match)]
    assert marked == ["敬老院", "维修", "敬老院", "漏雨", "维修"]


def test_the_sixty_questions_over_the_samples_are_answered_better_than_by_plain_pairs(tmp_path: Path) -> None:
    asked = questions.from_samples()
    with closing(questions.Ours(asked.papers, tmp_path / "index")) as search:
        ours = questions.figures(asked, search)
    plain = questions.figures(asked, questions.PlainBigrams(asked.papers))
    assert len(asked.texts) >= 60
    assert ours.recall == 1
    assert ours.mrr > max(plain.mrr, 0.98)


def test_questions_in_everyday_words_find_papers_that_write_other_ones(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (questions.SAMPLES / "everyday.jsonl").read_text(encoding="utf-8").splitlines()]
    asked = questions.Questions(
        [("", row["text"]) for row in rows],
        [text for row in rows for text in row["asked"]],
        [{place: 1.0} for place, row in enumerate(rows) for _ in row["asked"]],
    )
    with closing(questions.Ours(asked.papers, tmp_path / "index")) as search:
        ours = questions.figures(asked, search)
    plain = questions.figures(asked, questions.PlainBigrams(asked.papers))
    assert ours.recall == 1
    assert ours.mrr > max(plain.mrr + 0.2, 0.9)


def test_everyday_words_never_stand_for_themselves_nor_for_single_characters() -> None:
    for word, written in said().items():
        assert all(len(one) > 1 and one not in word for one in written)


@pytest.mark.parametrize(
    ("corpus_id", "text", "judged"),
    [
        ("_id", "text", "query-id\tcorpus-id\tscore\n1\ta\t2\n2\ta\t0\n"),
        ("id", "text", "1\ta\t2\n2\ta\t0\n"),
        ("_id", "query", "\ufeff1\t0\ta\t2\r\n2\t0\ta\t0\r\n"),
        ("id", "query", "1 0 a 2\n1 0 unknown 1\n"),
    ],
)
def test_a_set_in_the_manner_of_beir_is_read(tmp_path: Path, corpus_id: str, text: str, judged: str) -> None:
    (tmp_path / "corpus.jsonl").write_text(f'{{"{corpus_id}": "a", "text": "防火"}}\n', encoding="utf-8")
    lines = f'{{"{corpus_id}": 1, "{text}": "防火"}}\n\n{{"{corpus_id}": "2", "{text}": "没有答案"}}\n'
    (tmp_path / "queries.jsonl").write_text(lines, encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text(judged, encoding="utf-8")
    read = questions.from_beir(tmp_path)
    assert (read.papers, read.texts, read.grades) == ([("", "防火")], ["防火"], [{0: 2.0}])


def test_a_set_of_which_no_question_has_an_answer_says_so(tmp_path: Path) -> None:
    (tmp_path / "corpus.jsonl").write_text('{"_id": "a", "text": "防火"}\n', encoding="utf-8")
    (tmp_path / "queries.jsonl").write_text('{"_id": "1", "text": "防火"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\n", encoding="utf-8")
    with pytest.raises(SystemExit, match="no question"):
        questions.from_beir(tmp_path)


def test_a_pasted_paragraph_looks_up_no_more_pairs_than_a_question(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    frequencies = GramIndex.frequencies

    def counted(index: GramIndex, fields: Mapping[str, float], gram: str) -> Any:
        asked.update([gram] if index.count("body", gram) else [])
        return frequencies(index, fields, gram)

    monkeypatch.setattr(GramIndex, "frequencies", counted)
    paragraph = "层层落实防火责任清理可燃物整改火灾隐患松材线虫的监测与防治师生疏散灭火器使用疫苗接种率达到九成五敬老院住房漏雨严重"
    assert best(searcher, paragraph)
    assert len(asked) == MOST_LOOKED_UP
