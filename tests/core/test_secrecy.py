"""Secrecy marks stop a file; what only looks like one does not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.describe import secrecy_mark
from archiver.model import Block

BODY = "各单位要高度重视，认真抓好落实，确保各项任务按时完成，取得实效。\n"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("秘密★1年", "秘密★1年"),
        ("机密★10年", "机密★10年"),
        ("绝密★长期", "绝密★长期"),
        ("机 密 ★ 长 期", "机密★长期"),
        ("秘　密", "秘密"),
        ("机密☆5年", "机密★5年"),
        ("秘密*1年", "秘密★1年"),
        ("秘密＊１年", "秘密★1年"),
        ("機密★長期", "机密★长期"),
        ("絕密", "绝密"),
        ("祕密★5年", "秘密★5年"),
        ("★机密★", "机密"),
        ("【机密】", "机密"),
        ("（秘密）", "秘密"),
        ("密级：秘密", "秘密"),
        ("密  级： 机密★5年", "机密★5年"),
        ("密级和保密期限：秘密★1年", "秘密★1年"),
        ("密级：秘密  保密期限：5年", "秘密"),
        ("秘密级", "秘密"),
        ("机密件", "机密"),
        ("000012    机密★1年", "机密★1年"),
        ("机密★1年　特急", "机密★1年"),
        ("秘密★公布前", "秘密★公布前"),
        ("云岭县人民政府文件    秘密★1年", "秘密★1年"),
        ("份号：000001 秘密★3个月", "秘密★3个月"),
        ("机密（10年）", "机密★10年"),
        ("机密（保密期限：10年）", "机密★10年"),
        ("【绝密】★", "绝密"),
        ("〖机密〗", "机密"),
        ("★绝密", "绝密"),
        ("★机密★5年", "机密★5年"),
        ("机密\ufe0f★1年", "机密★1年"),
        ("机\u200b密★\ufe0f1年", "机密★1年"),
        ("\"机密\"", "机密"),
        ("“秘密”", "秘密"),
        ("『机密』", "机密"),
        ("〔秘密〕", "秘密"),
        ("机密！", "机密"),
        ("机密。", "机密"),
        ("内部资料 秘密", "秘密"),
        ("内部资料　注意保存　机密★3年", "机密★3年"),
        ("国家秘密　机密★5年", "机密★5年"),
        ("机密★二十年", "机密★二十年"),
        ("机密·10年", "机密★10年"),
        ("绝密级★长期", "绝密★长期"),
        ("机密 ★ 特急", "机密"),
        ("云岭县委办公室　机密★特急", "机密"),
        ("【机密】关于干部考察情况的报告", "机密"),
        ("机\n密", "机密"),
        ("秘\n密\n★\n1\n年", "秘密★1年"),
        ("绝\n密\n★\n长\n期", "绝密★长期"),
        ("机\n密\n★\n10年", "机密★10年"),
        ("密级：机密、5年", "机密★5年"),
        ("密级和保密期限：绝密", "绝密"),
        ("NO.000012　秘密", "秘密"),
    ],
)
def test_a_mark_near_the_top_is_seen(line: str, mark: str) -> None:
    found = secrecy_mark(f"云岭县人民政府文件\n{line}\n云政发〔2011〕8号\n关于做好工作的通知\n{BODY * 5}")
    assert found == mark


@pytest.mark.parametrize(
    "line",
    [
        "绝密★启用前",
        "绝密 ★ 启用前",
        "绝密★\n启用前",
        "机密★启用前 试卷类型：A",
        "绝密★考试结束前",
        "绝密☆开考前",
        "绝密★启封并使用完毕前",
        "密级：",
        "密级：公开",
        "密级：内部",
        "内部资料 注意保存",
        "密级：□绝密 □机密 □秘密",
        "保守国家秘密是每个公民的义务",
        "商业秘密",
        "工作秘密",
        "商业秘密★5年",
        "二、秘密",
        "严守秘密，慎之又慎。",
        "国家秘密分为绝密、机密、秘密三级",
        "绝密\n机密\n秘密",
        "标注为“秘密★1年”",
        "《绝密★使者》",
        "秘密花园",
        "秘密会议前",
        "",
        "保密工作总结",
        "2011年度保密工作情况汇报",
        "机密文件管理制度",
        "涉密载体（绝密、机密、秘密）管理办法",
        "绝密级文件的传阅办法",
        "绝密\n——电影观后感",
        "秘密\n作者：李晓",
        "电影《绝密》观后感",
        "《绝密飞行》放映通知",
        "绝密★祖传宫廷养生秘方",
        "祖传绝密配方",
        "绝密\n绝密级国家秘密是最重要的国家秘密。",
        "（一）绝密",
        "1. 机密",
        "A. 绝密",
        "答案：机密",
        "保守商业秘密协议书",
        "工作秘密★1年",
        "不得泄露国家秘密！",
        "秘密武器",
        "秘密调查组成立",
        "机密设备采购公告",
        "密级：__________",
        "密级（绝密、机密、秘密）：",
        "机要文件登记簿",
        "对外公开，不涉及国家秘密",
        "解密",
        "保密期限：5年",
        "何为“机密”？",
        "（原机密★5年，已解密）",
        "绝\n对\n机\n动",
    ],
)
def test_what_only_looks_like_a_mark_lets_the_file_in(line: str) -> None:
    assert secrecy_mark(f"关于有关事项的说明\n{line}\n{BODY * 5}") is None


def test_a_bare_word_deep_inside_is_a_list_heading_but_a_star_is_a_mark_anywhere() -> None:
    assert secrecy_mark(f"{BODY * 40}秘密\n{BODY}") is None
    assert secrecy_mark(f"{BODY * 40}秘密★1年\n{BODY}") == "秘密★1年"


@pytest.mark.parametrize("kind", ["header", "textbox"])
def test_a_mark_in_a_header_or_a_text_box_is_seen_wherever_the_reader_puts_it(kind: str) -> None:
    text = f"{BODY * 40}秘密\n"
    start = text.index("秘密\n")
    blocks = (Block("paragraph", 0, start), Block(kind, start, len(text)))  # type: ignore[arg-type]
    assert secrecy_mark(text, blocks) == "秘密"


def test_a_ledger_that_lists_the_marks_of_other_papers_is_no_secret_itself() -> None:
    cells = ["序号", "文件名", "密级", "1", "某通知", "秘密", "2", "某报告", "机密"]
    assert secrecy_mark(*_table(cells)) is None


def test_a_form_whose_cell_beside_the_label_is_filled_in_is_secret() -> None:
    assert secrecy_mark(*_table(["文件名", "某通知", "密级", "秘密", "份数", "5"])) == "秘密"


def test_levels_that_are_explained_one_by_one_are_headings() -> None:
    text = "国家秘密的密级\n\n绝密\n泄露会使国家安全遭受特别严重的损害。\n机密\n泄露会使其遭受严重的损害。\n秘密\n"
    assert secrecy_mark(text + BODY * 3) is None


def test_a_paper_about_secrecy_that_is_marked_itself_is_secret() -> None:
    text = "机密\n云岭县保密局文件\n国家秘密的密级\n绝密\n最重要的秘密。\n机密\n重要的秘密。\n"
    assert secrecy_mark(text) == "机密"


def test_a_called_out_word_further_down_is_speech() -> None:
    assert secrecy_mark("访谈记录\n" + "问：下一步怎么办？\n" * 12 + "机密！\n" + BODY) is None


def test_the_first_cell_of_a_workbook_may_bear_the_mark() -> None:
    assert secrecy_mark(*_table(["机密", "干部名册", "序号", "姓名", "1", "某某"])) == "机密"
    assert secrecy_mark(*_table(["干部名册", "秘密", "序号", "姓名", "1", "某某"])) == "秘密"
    assert secrecy_mark(*_table(["密级", "机密★5年", "序号", "姓名", "1", "某某"])) == "机密★5年"


def test_counts_by_level_in_a_workbook_are_no_mark() -> None:
    assert secrecy_mark(*_table(["绝密", "机密", "秘密", "合计", "0", "3", "12", "15"])) is None


@pytest.mark.parametrize("properties", [
    {"title": "机密★5年"}, {"title": "【机密】考察情况"}, {"keywords": "秘密"}, {"密级": "密级：机密"},
    {"subject": "秘密★长期", "title": "某某报告"},
])  # fmt: skip
def test_a_mark_among_the_properties_of_the_file_is_seen(properties: dict[str, str]) -> None:
    assert secrecy_mark(f"关于某事的报告\n{BODY}", (), properties) is not None


@pytest.mark.parametrize("properties", [
    {"title": "机密文件管理制度"}, {"title": "保密工作总结", "author": "保密办"}, {"title": "2011年高考绝密★启用前"},
    {"密级": "密级：内部"},
])  # fmt: skip
def test_a_title_about_secrecy_is_no_mark(properties: dict[str, str]) -> None:
    assert secrecy_mark(f"关于某事的报告\n{BODY}", (), properties) is None


def _table(cells: list[str]) -> tuple[str, list[Block]]:
    text, blocks = "", []
    for cell in cells:
        blocks.append(Block("cell", len(text), len(text) + len(cell)))
        text += cell + "\n"
    return text, blocks


@given(st.text(alphabet="秘密机绝★☆* \u3000\n：:1年长期启用前国家商业一二、。", max_size=60))
@settings(max_examples=300)
def test_a_line_of_level_star_and_term_is_never_missed(noise: str) -> None:
    assert secrecy_mark(f"{noise}\n\n云岭县人民政府文件\n机密★5年\n{BODY}") is not None
