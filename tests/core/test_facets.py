"""Counts by organisation and folder: exact, and each a filter that gives as many papers."""

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from archiver.search.folders import Folders
from tests.core.office import Office

FOLDERS = st.lists(
    st.sampled_from(["/共享", "/共享/一办", "/共享/一办/2011", "/共享/二办", "/U盘/一办"]), max_size=3, unique=True
)


@given(st.lists(FOLDERS, max_size=30))
def test_a_paper_counts_once_in_each_folder_it_lies_in_or_below(lying: list[list[str]]) -> None:
    folders = Folders()
    folders.grow(len(lying))
    for piece, where in enumerate(lying):
        folders.put(piece, tuple(sorted(where)))
    naive: Counter[str] = Counter()
    for where in lying:
        above = {str(up) for one in where for up in (Path(one), *Path(one).parents)}
        naive.update(above - {"/"})
    counted = folders.counted(np.arange(len(lying)))
    assert counted == naive
    assert {folder: int(folders.below(folder).sum()) for folder in counted} == counted


def test_organisation_and_folder_narrow_to_as_many_as_they_counted(office: Office) -> None:
    office.watch_folder()
    office.write("林业站/2011/总结.txt", "关于森林防火工作的总结\n\n全年无火情。\n\n高新区林业站\n2011年12月8日\n")
    office.write("林业站/计划.txt", "森林防火工作计划\n\n落实责任。\n")
    office.scan()
    facets = office.run("search", "森林防火", "--facets")["facets"]
    assert facets["folder"][str(office.folder / "林业站")] == 2
    assert facets["folder"][str(office.folder / "林业站" / "2011")] == 1
    assert sum(facets["organisation"].values()) == facets["folder"][str(office.folder)]
    assert any(facets["organisation"])
    for name in ("organisation", "folder"):
        for key, count in facets[name].items():
            assert office.run("search", "森林防火", f"--{name}", key)["total"] == count, (name, key)


def test_a_file_that_went_to_another_folder_is_counted_there(office: Office) -> None:
    office.watch_folder()
    office.write("甲/办公室/报告.txt", "一份关于河道清淤的报告\n")
    office.scan()
    (office.folder / "乙" / "办公室").mkdir(parents=True)
    (office.folder / "甲" / "办公室" / "报告.txt").rename(office.folder / "乙" / "办公室" / "报告.txt")
    office.scan()
    folders = office.run("search", "河道清淤", "--facets")["facets"]["folder"]
    assert folders == {str(office.folder / part): 1 for part in ("", "乙", "乙/办公室")}


def test_the_same_name_in_another_watched_folder_is_counted_there_too(office: Office, tmp_path: Path) -> None:
    office.watch_folder()
    office.write("报告.txt", "一份关于河道清淤的报告\n")
    other = tmp_path / "U盘"
    other.mkdir()
    office.run("roots", "add", other)
    office.scan()
    (other / "报告.txt").write_bytes((office.folder / "报告.txt").read_bytes())
    office.scan()
    folders = office.run("search", "河道清淤", "--facets")["facets"]["folder"]
    assert folders == {str(office.folder): 1, str(other): 1}
