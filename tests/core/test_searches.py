"""Searches kept by name tell of the library as it is; the last queries are remembered, or not."""

from dataclasses import replace

import pytest

from archiver.archive import Archive
from archiver.catalogue.searches import MOST_RECENT
from archiver.search.columns import Narrow
from archiver.search.query import Query
from archiver.search.searcher import Searcher
from tests.core.office import Office


def test_a_saved_search_counts_anew_and_takes_another_name(office: Office) -> None:
    office.watch_folder()
    office.run("searches", "save", "防火", "森林", "防火")
    assert office.run("searches", "list")["searches"] == [{"name": "防火", "query": "森林 防火", "count": 0}]
    office.write("一.txt", "关于森林防火的通知\n")
    office.scan()
    assert office.run("searches", "list")["searches"][0]["count"] == 1
    office.run("searches", "save", "防火", "防汛")
    office.run("searches", "rename", "防火", "防 汛")
    assert office.run("searches", "list")["searches"] == [{"name": "防 汛", "query": "防汛", "count": 0}]
    assert office.run("searches", "remove", "防 汛") == {"searches": []}


def test_a_name_of_nothing_a_taken_one_and_an_unknown_one_are_refused(office: Office) -> None:
    office.run("searches", "save", "甲", "森林")
    office.run("searches", "save", "乙", "防汛")
    assert office.run("searches", "save", " ", "森林", expect=2)["error"]
    assert "乙" in office.run("searches", "rename", "甲", "乙", expect=2)["error"]
    assert "丙" in office.run("searches", "rename", "丙", "丁", expect=2)["error"]
    assert "丙" in office.run("searches", "remove", "丙", expect=2)["error"]


def test_the_last_queries_are_remembered_each_once_the_latest_first(office: Office) -> None:
    archive = Archive.open(office.library)
    try:
        for number in range(MOST_RECENT + 5):
            archive.searches.remember(f"森林{number}")
        archive.searches.remember("森林10")
        archive.searches.remember("  ")
        recent = archive.searches.recent()
        assert len(recent) == MOST_RECENT
        assert recent[:3] == ["森林10", "森林24", "森林23"]
        archive.searches.forget()
        assert archive.searches.recent() == []
        archive.save_settings(replace(archive.settings, remember_queries=False))
        archive.searches.remember("森林")
        assert archive.searches.recent() == []
    finally:
        archive.close()


def test_the_history_is_listed_and_cleared_without_the_window_too(office: Office) -> None:
    archive = Archive.open(office.library)
    try:
        archive.searches.remember("森林 防火")
        archive.searches.remember("防汛")
    finally:
        archive.close()
    office.run("search", "预算")
    assert office.run("history", "list") == {"history": [{"query": "防汛"}, {"query": "森林 防火"}]}
    assert office.run("history", "clear") == {"history": []}
    assert office.run("history", "list") == {"history": []}


def test_saved_searches_are_asked_again_only_where_the_library_has_changed(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.watch_folder()
    office.write("一.txt", "关于森林防火的通知\n")
    office.scan()
    asked: list[Query] = []
    total = Searcher.total

    def counted(searcher: Searcher, query: Query, narrow: Narrow) -> int:
        asked.append(query)
        return total(searcher, query, narrow)

    monkeypatch.setattr(Searcher, "total", counted)
    archive = Archive.open(office.library)
    try:
        archive.searches.save("防火", "森林防火")
        archive.searches.save("林业", "类别:林业专卷")
        assert [count for _, count in archive.searches.counted()] == [1, 0]
        assert [count for _, count in archive.searches.counted()] == [1, 0]
        assert len(asked) == 2
        piece = archive.search("森林").pieces(0, 1)[0]
        category = next(one for one in archive.scheme.categories() if not one.parent)
        archive.scheme.rename_category(category.id, "林业专卷")
        archive.file([piece], category.id)
        assert [count for _, count in archive.searches.counted()] == [1, 1]
        archive.undo()
        assert [count for _, count in archive.searches.counted()] == [1, 0]
    finally:
        archive.close()
