"""OFD, the page format of GB/T 33190."""

from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.model import Extracted, State
from tests.core.ofd_files import SPACE, column, ofd, page, text_object


def said(found: Extracted) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start:block.end]) for block in found.blocks]


def test_runs_of_one_line_are_joined_by_their_places(tmp_path: Path) -> None:
    content = page(
        text_object("江档发〔", 30, 40), text_object("2012", 50, 40), text_object("〕7号", 60, 40),
        text_object("名称：", 30, 60), text_object("县档案馆", 65, 60),
        text_object("备注", 30, 80), text_object("另页", 150, 80),
    )  # fmt: skip
    found = extract(ofd(tmp_path / "a.ofd", [content]))
    assert (found.format, found.text) == ("ofd", "江档发〔2012〕7号\n名称： 县档案馆\n备注\n另页\n")
    assert found.properties == {"title": "年度报告", "pages": "1"}


def test_steps_between_characters_say_how_wide_a_run_is(tmp_path: Path) -> None:
    content = page(text_object("县局", 30, 40, deltas="g 1 20"), text_object("文件", 55, 40))
    assert extract(ofd(tmp_path / "a.ofd", [content])).text == "县局文件\n"


def test_a_scaled_and_moved_object_stands_where_it_is_shown(tmp_path: Path) -> None:
    moved = text_object("二", 30, 40, more=' CTM="2 0 0 2 10 0"').replace('Y="5.0"', 'Y="2.5"')
    content = page(text_object("一", 35, 40), moved, text_object("三", 50, 40))
    assert extract(ofd(tmp_path / "a.ofd", [content])).text == "一二三\n"


def test_a_sentence_runs_over_the_edge_of_a_page_past_its_number(tmp_path: Path) -> None:
    pages = [column(["年度报告", f"这是第{name}页的内容，下", "— 1 —".replace("1", str(at))]) for at, name in enumerate("一二三", 1)]
    found = extract(ofd(tmp_path / "a.ofd", pages))
    assert said(found)[0] == ("header", "年度报告")
    assert [(block.kind, block.joined) for block in found.blocks[1:]] == [
        ("page", False), ("page", True), ("page", True),
    ]  # fmt: skip
    assert "—" not in found.text


def test_the_form_comes_once_before_what_was_written_into_it(tmp_path: Path) -> None:
    found = extract(
        ofd(
            tmp_path / "a.ofd",
            [page(text_object("甲", 30, 40), template="2"), page(text_object("乙", 30, 40), template="2")],
            common='<ofd:TemplatePage ID="2" BaseLoc="Tpls/T.xml"/>',
            parts={"Doc_0/Tpls/T.xml": page(text_object("姓名", 20, 40))},
        )
    )
    assert found.text == "姓名\n甲\n乙\n"


def test_stamps_watermarks_and_remarks(tmp_path: Path) -> None:
    annotations = (
        f"<ofd:PageAnnot{SPACE}><ofd:Annot Type='Watermark'><ofd:Remark>已核</ofd:Remark><ofd:Appearance>"
        f"{text_object('秘密', 30, 40)}</ofd:Appearance></ofd:Annot></ofd:PageAnnot>"
    )
    found = extract(
        ofd(
            tmp_path / "a.ofd",
            [page(text_object("正文", 30, 40))],
            after="<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>",
            parts={
                "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations{SPACE}><ofd:Page PageID="0"><ofd:FileLoc>P0.xml'
                "</ofd:FileLoc></ofd:Page></ofd:Annotations>",
                "Doc_0/Annots/P0.xml": annotations,
            },
        )
    )
    assert said(found) == [("page", "正文"), ("textbox", "秘密"), ("comment", "已核")]


def test_a_drawing_kept_apart_is_read_where_it_is_shown_and_one_that_shows_itself_ends(tmp_path: Path) -> None:
    resources = (
        f'<ofd:Res{SPACE}><ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="7"><ofd:Content>'
        f'{text_object("印章", 30, 40)}<ofd:CompositeObject ResourceID="7"/></ofd:Content></ofd:CompositeGraphicUnit>'
        "</ofd:CompositeGraphicUnits></ofd:Res>"
    )
    found = extract(
        ofd(
            tmp_path / "a.ofd",
            [page('<ofd:CompositeObject ResourceID="7"/>')],
            common="<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>",
            parts={"Doc_0/PublicRes.xml": resources},
        )
    )
    assert found.text.startswith("印章")


def test_all_documents_of_a_file_are_read(tmp_path: Path) -> None:
    found = extract(ofd(tmp_path / "a.ofd", [column(["甲件"])], [column(["乙件"])]))
    assert found.text == "甲件\n乙件\n"
    assert [block.page for block in found.blocks] == [1, 2]


def test_prefixes_without_a_namespace_are_read(tmp_path: Path) -> None:
    found = extract(ofd(tmp_path / "a.ofd", [column(["正文"]).replace(SPACE, "")]))
    assert (found.state, found.text) == (State.SEARCHABLE, "正文\n")


def test_a_broken_page_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    found = extract(ofd(tmp_path / "a.ofd", [column(["甲"]), "no page", column(["丙"])]))
    assert (found.state, found.reason.code, found.text) == (State.PARTIAL, "extract.parts_lost", "甲\n丙\n")


def test_a_page_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    content = column(["甲", "乙"])
    found = extract(ofd(tmp_path / "a.ofd", [content[: content.rindex("</ofd:TextObject>")]]))
    assert (found.state, found.text) == (State.PARTIAL, "甲\n乙\n")


def test_pages_of_pictures_are_a_scan_and_pages_of_nothing_are_empty(tmp_path: Path) -> None:
    assert extract(ofd(tmp_path / "a.ofd", [page('<ofd:ImageObject ResourceID="1"/>')])).state is State.SCAN
    assert extract(ofd(tmp_path / "a.ofd", [page()])).state is State.EMPTY


def test_an_encrypted_file_is_said_to_be_so(tmp_path: Path) -> None:
    main = f"<ofd:OFD{SPACE}><ofd:DocBody><ofd:Encryptions>E.xml</ofd:Encryptions></ofd:DocBody></ofd:OFD>"
    assert extract(ofd(tmp_path / "a.ofd", [page()], parts={"OFD.xml": main})).state is State.ENCRYPTED


@pytest.mark.parametrize(
    "main", ["", "<broken", f"<ofd:OFD{SPACE}/>", f"<ofd:OFD{SPACE}><ofd:DocBody><ofd:DocRoot/></ofd:DocBody></ofd:OFD>"]
)
def test_a_file_without_its_parts_ends_in_a_state_with_a_reason(tmp_path: Path, main: str) -> None:
    found = extract(ofd(tmp_path / "a.ofd", [page()], parts={"OFD.xml": main}))
    assert found.state in (State.FAILED, State.EMPTY)
    assert found.reason.say()


def test_numbers_that_are_none_and_endless_repetitions_do_no_harm(tmp_path: Path) -> None:
    content = page(
        text_object("一", 30, 40, deltas="g 99999999999 5 nan inf x"), text_object("二", 1e300, 40),
        '<ofd:TextObject Boundary="x"><ofd:TextCode X="nan" Y="inf">三</ofd:TextCode></ofd:TextObject>',
        "<ofd:TextObject><ofd:TextCode>四</ofd:TextCode></ofd:TextObject>",
    )  # fmt: skip
    found = extract(ofd(tmp_path / "a.ofd", [content]))
    assert "".join(found.text.split()) == "一二三四"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    found = extract(ofd(tmp_path / "a.ofd", ["<a>" + " " * 100_000_000 + "</a>"]))
    assert not found.text
    assert found.state is State.FAILED


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_file_cut_short_gives_the_pages_that_are_there(tmp_path: Path, share: float) -> None:
    data = ofd(tmp_path / "a.ofd", [column(["正文", "第二行"])] * 20).read_bytes()
    file = tmp_path / "b.ofd"
    file.write_bytes(data[: int(len(data) * share)])
    found = extract(file)
    assert (found.format, found.state) == ("ofd", State.RECOVERED)
    assert found.text.startswith("正文第二行") or found.text.startswith("正文\n第二行")
    assert found.reason.say()


def test_characters_that_are_none_of_the_page_are_no_text(tmp_path: Path) -> None:
    shapes = column(["".join(chr(0xE000 + 20 * line + at) for at in range(20)) for line in range(3)])
    found = extract(ofd(tmp_path / "a.ofd", [shapes]))
    assert (found.state, found.reason.code, found.text) == (State.GARBLED, "extract.garbled_pdf", "")
    found = extract(ofd(tmp_path / "a.ofd", [column(["接收进馆档案目录"]), shapes]))
    assert (found.state, found.reason.data["pages"], found.text) == (State.PARTIAL, "2", "接收进馆档案目录\n")
