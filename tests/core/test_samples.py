"""The sample papers: the same every time, readable, and each described as an archivist would."""

from pathlib import Path

import pytest

from archiver.describe import Scheme, default_scheme, describe, secrecy_mark
from archiver.extract import extract
from archiver.model import READ_STATES, State
from resources.samples.make_samples import make_samples


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("samples")
    return {path.relative_to(folder).as_posix(): path for path in make_samples(folder)}


def test_two_dozen_papers_of_several_formats_are_written(samples: dict[str, Path]) -> None:
    assert len(samples) >= 24
    assert {path.suffix for path in samples.values()} >= {".txt", ".docx", ".html", ".pdf", ".doc"}


def test_writing_them_again_gives_the_same_bytes(samples: dict[str, Path], tmp_path: Path) -> None:
    for path in make_samples(tmp_path):
        assert path.read_bytes() == samples[path.relative_to(tmp_path).as_posix()].read_bytes()


def test_all_but_the_locked_one_are_read_and_none_is_secret(samples: dict[str, Path]) -> None:
    for name, path in samples.items():
        extracted = extract(path)
        locked = name.endswith("职工工资表（已加密）.pdf")
        assert (extracted.state is State.ENCRYPTED) if locked else (extracted.state in READ_STATES), name
        assert secrecy_mark(extracted.text, extracted.blocks) is None


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("青河镇/2009年/森林防火工作总结.txt", "出动宣传车42台次"),
        ("青河镇/2010年/森林防火总结.doc", "缴火种630件"),
        ("青河镇/2011年/2011年森林防火工作总结.docx", "清理防火隔离带36公里"),
        ("上级来文/2011/云政办发86号.pdf", "森林防火条例"),
        ("上级来文/2013/低保工作总结.html", "应保尽保"),
        ("青河镇中心学校/校園安全總結.txt", "更換老化線路三百餘米"),
    ],
)
def test_their_words_come_out_of_every_format(samples: dict[str, Path], name: str, words: str) -> None:
    assert words in extract(samples[name]).text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("青河镇/2008年/2008年计划生育工作总结.txt",
         {"year": "2008", "date": "2008-12-20", "type": "总结", "category": "WJ03", "organisation": "青河镇人民政府"}),
        ("青河镇/2011年/2011年森林防火工作总结.docx",
         {"title": "青河镇2011年森林防火工作总结", "date": "2011-12-08", "category": "AQ02"}),
        ("上级来文/2011/云政办发86号.pdf",
         {"title": "云岭县人民政府办公室关于进一步加强今冬明春森林防火工作的通知", "number": "云政办发〔2011〕86号",
          "date": "2011-11-02", "type": "通知", "category": "AQ02", "organisation": "云岭县人民政府办公室"}),
        ("青河镇中心学校/校園安全總結.txt", {"year": "2010", "category": "JY06", "organisation": "青河鎮中心學校"}),
        ("上级来文/2012/控辍保学专项检查通知.docx",
         {"number": "云教发〔2012〕15号", "year": "2012", "category": "JY01"}),
        ("青河镇/2012年/支部大会记录0702.docx", {"type": "会议记录", "date": "2012-07-02", "category": "DJ"}),
        ("青河镇/2013年/党政联席会议纪要(5).docx", {"type": "纪要", "year": "2013", "date": "2013-05-17"}),
        ("青河镇/2014年/隐患台账.docx", {"type": "台账", "year": "2014", "category": "AQ01"}),
        ("上级来文/2015/园区招商汇报.htm", {"type": "汇报", "year": "2015", "category": "ZS01"}),
        ("青河镇/2016年/书记讲话（定稿）.txt", {"type": "讲话", "date": "2016-08-19", "category": "NY02"}),
        ("青河镇/2016年/周世平述职.docx", {"type": "述职报告", "year": "2016", "category": "RS02"}),
        ("上级来文/2017/档案检查通报.doc", {"number": "云档〔2017〕9号", "type": "通报", "category": "ZW04"}),
        ("上级来文/2021/党史学习教育简报第3期.docx", {"type": "会议报道", "date": "2021-05-14", "year": "2021"}),
        ("青河镇/2022年/年度总结.docx", {"year": "2022", "filing_year": "2023", "category": "ZW01"}),
        ("云岭机械公司/安全生产总结计划.txt", {"year": "2014", "filing_year": "2015", "type": "总结"}),
        ("网上下载/学校安全工作总结3篇.txt", {"pieces": "3", "type": "总结"}),
    ],
)  # fmt: skip
def test_they_are_described_as_an_archivist_would(
    samples: dict[str, Path], name: str, expected: dict[str, str]
) -> None:
    path = samples[name]
    extracted = extract(path)
    scheme = Scheme.parse(default_scheme())
    piece = describe(extracted.text, extracted.blocks, path.stem, extracted.properties, scheme)[0]
    values = {value.field: value.value for value in piece.values}
    assert {field: values.get(field) for field in expected} == expected
