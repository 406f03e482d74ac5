"""A letter is called by its subject."""

from pathlib import Path

import pytest

from archiver.describe import Scheme, default_scheme, describe
from archiver.extract import extract
from archiver.model import Block, FieldValue, State

SCHEME = Scheme.parse(default_scheme())
LETTER = (
    "From: 办公室 <bgs@example.cn>\nTo: all@example.cn\nSubject: {subject}\nDate: Thu, 08 Dec 2011 09:30:00 +0800\n"
    "Content-Type: text/plain; charset=utf-8\n\n{body}\n"
)
BODY = "各位同事：\n2010年防汛工作总结\n请于本周五前将材料报送办公室，联系人小李，电话见通讯录。"


def title_of(folder: Path, data: str, name: str = "信件.eml") -> FieldValue:
    path = folder / name
    path.write_bytes(data.encode())
    found = extract(path)
    assert found.state is State.SEARCHABLE
    (draft,) = describe(found.text, found.blocks, path.stem, found.properties, SCHEME)
    title = draft.values[0]
    assert title.span is None or found.text[title.span[0] : title.span[1]] == title.value
    return title


@pytest.mark.parametrize("prefix", ["", "转发：", "Fw: ", "FWD:", "Re: ", "RE[2]: ", "回复: ", "答复：", "回复: 转发: Re: "])
def test_the_title_of_a_letter_is_its_subject_without_marks_of_passing_on(tmp_path: Path, prefix: str) -> None:
    title = title_of(tmp_path, LETTER.format(subject=f"{prefix}关于报送2011年工作总结的通知", body=BODY))
    assert title.value == "关于报送2011年工作总结的通知"
    assert title.reason.code == "describe.title_subject"


@pytest.mark.parametrize("subject", ["", "(无主题)", "Re:", "回复： (no subject)"])
def test_a_letter_without_a_subject_is_called_by_its_body(tmp_path: Path, subject: str) -> None:
    title = title_of(tmp_path, LETTER.format(subject=subject, body=BODY))
    assert title.reason.code != "describe.title_subject"
    assert title.value == "2010年防汛工作总结"


def test_a_word_that_only_begins_like_a_mark_is_kept(tmp_path: Path) -> None:
    assert title_of(tmp_path, LETTER.format(subject="转发市局文件的通知", body=BODY)).value == "转发市局文件的通知"
    assert title_of(tmp_path, LETTER.format(subject="Report: budget", body=BODY)).value == "Report: budget"


def test_an_mbox_of_one_letter_is_called_by_its_subject_and_one_of_two_is_not(tmp_path: Path) -> None:
    letter = "From bgs Thu Dec  8 09:30:00 2011\n" + LETTER.format(subject="Re: 关于节日值班的通知", body=BODY)
    assert title_of(tmp_path, letter, "一封.mbox").value == "关于节日值班的通知"
    assert title_of(tmp_path, f"{letter}\n{letter}", "两封.mbox").reason.code != "describe.title_subject"


def test_a_page_header_that_repeats_the_property_is_no_subject() -> None:
    text = "云岭县水务局\n2019年防汛工作总结\n今年汛期没有发生险情，各乡镇按预案组织巡查，全部水库安全度汛。"
    blocks = (Block("header", 0, 6), Block("paragraph", 7, len(text)))
    (draft,) = describe(text, blocks, "x", {"title": "云岭县水务局"}, SCHEME)
    assert draft.values[0].value == "2019年防汛工作总结"
