"""Web pages, and what Word saves as such."""

from pathlib import Path

import pytest

from archiver.extract import extract
from archiver.model import Extracted, State


def read(folder: Path, data: bytes) -> Extracted:
    file = folder / "page.doc"
    file.write_bytes(data)
    return extract(file)


@pytest.mark.parametrize(
    ("codec", "label"),
    [
        ("gbk", ""),
        ("gbk", "gb2312"),
        ("utf-8", "gb2312"),
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gbk", "utf-8"),
        ("big5hkscs", ""),
        ("big5hkscs", "big5"),
    ],
)
def test_the_encoding_is_found_whatever_the_page_says_of_it(tmp_path: Path, codec: str, label: str) -> None:
    sentence = "關於檔案館工作的報告" if codec.startswith("big5") else "关于朱镕基总理视察档案馆的报告"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    found = read(tmp_path, f"<html><head>{meta}</head><body><p>{sentence}</p></body></html>".encode(codec))
    assert (found.format, found.text) == ("html", sentence + "\n")


def test_paragraphs_cells_headings_and_line_breaks(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<html><title>年 报</title><body><h2>概 况</h2><p class=MsoNormal>正<b>文</b><span>接着</span>"
        "<br>换行&nbsp;&#20013;&ldquo;引&rdquo;<o:p></o:p></p><table><tr><td>甲<td><p>乙</p></table>尾</body>".encode(),
    )
    assert found.text == "概 况\n正文接着\n换行 中“引”\n甲\n乙\n尾\n"
    assert [(block.kind, block.level) for block in found.blocks] == [
        ("heading", 2), ("paragraph", 0), ("cell", 0), ("cell", 0), ("paragraph", 0),
    ]  # fmt: skip
    assert found.properties["title"] == "年 报"


def test_what_a_browser_does_not_show_is_not_read(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "<html><head><style>p{color:red}</style><!--[if gte mso 9]><xml>藏</xml><![endif]--></head>"
        "<body><script>var a='藏'</script><!-- 藏 --><p>露</p><noscript>藏</noscript></body></html>".encode(),
    )
    assert found.text == "露\n"


def test_lines_of_preformatted_text_stay_lines(tmp_path: Path) -> None:
    assert read(tmp_path, "<html><body><pre>一  行\n二行</pre></body></html>".encode()).text == "一  行\n二行\n"


def test_a_hundred_thousand_nested_elements_are_no_harm(tmp_path: Path) -> None:
    page = "<html><body>" + "<div><font>" * 100_000 + "深处的字"
    assert read(tmp_path, page.encode()).text == "深处的字\n"


def test_a_page_without_words_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path, b"<html><body><img src=a.png></body></html>").state is State.EMPTY


def test_a_text_that_only_speaks_of_tags_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "说明：标题用 <h1> 表示".encode()).format == "text"


@pytest.mark.parametrize(
    "silent",
    [
        "<select><option>甲类</option></select>", "<noscript><p>没有脚本</p></noscript>",
        "<svg><title>图标</title><p>图</p></svg>", "<object><div>插件</div></object>",
    ],
)  # fmt: skip
def test_what_is_not_shown_takes_nothing_of_its_line_along(tmp_path: Path, silent: str) -> None:
    found = read(tmp_path, f"<html><body><p>保管期限为{silent}三十年</p></body></html>".encode())
    assert found.text == "保管期限为三十年\n"


def test_letters_of_symbol_fonts_are_the_signs_they_show(tmp_path: Path) -> None:
    ticked = '<p><span style="font-family:Wingdings;mso-ascii-font-family:宋体">þ</span>同意'
    other = '<font face="Wingdings 2">R</font>核准 <font face="Symbol">a<b style="font-family:宋体">a</b></font> \uf0b7\uf0fc'
    (tmp_path / "a.html").write_text(f'<meta charset="utf-8">{ticked}{other}', encoding="utf-8")
    assert extract(tmp_path / "a.html").text == "☑同意☑核准 αa ·✓\n"
