"""Office papers of any number, the same for the same seed: titles, numbered sections, signatures, three formats."""

from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random

from docx import Document

PLACES = ("青河镇", "石桥乡", "临川县", "东湖区", "白塔街道", "云岭林场", "南湾社区", "丰泽农场")
OFFICES = ("办公室", "人民政府", "农业农村局", "财政所", "党委", "工会", "卫生院", "中心小学", "档案馆", "水利站")
KINDS = ("通知", "报告", "请示", "批复", "意见", "函", "会议纪要", "工作总结", "实施方案", "决定")
MATTERS = (
    "春季防火", "农田水利建设", "预算执行", "人事任免", "安全生产", "档案整理", "防汛抗旱", "义务教育", "环境整治",
    "乡村道路养护", "医疗保障", "党员学习", "信访接待", "粮食收储", "土地确权", "文化站建设", "财务审计", "值班安排",
)  # fmt: skip
OPENINGS = ("根据上级要求", "经研究决定", "为进一步做好", "按照年度计划", "现将有关情况", "针对存在的问题", "会议认为")
VERBS = ("落实", "加强", "推进", "检查", "完善", "部署", "协调", "督促", "总结", "安排", "核实", "公布")
THINGS = (
    "责任制度", "工作台账", "专项资金", "人员培训", "物资储备", "排查整改", "宣传工作", "考核办法", "项目进度",
    "群众意见", "设施维修", "信息报送", "应急预案", "档案移交", "统计数据", "村级组织", "检查结果", "经费使用",
)  # fmt: skip
ENDINGS = ("务必按时完成", "确保取得实效", "不得延误", "并于月底前上报", "切实负起责任", "请认真贯彻执行")
COMMON = [bytes((high, low)).decode("gb2312") for high in range(0xB0, 0xD7) for low in range(0xA1, 0xFF)]
"""The characters of GB 2312 level one, the most frequent 3,666."""

FORMATS = (".txt", ".docx", ".html")


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper before it is saved. `mark` is a run of characters that stands in no other."""

    title: str
    mark: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs) + "\n"


def compose(random: Random, number: int) -> Paper:
    """A paper of 400 to 3,000 characters."""
    year, place, office = random.randint(1990, 2025), random.choice(PLACES), random.choice(OFFICES)
    title = f"{place}{office}关于{random.choice(MATTERS)}的{random.choice(KINDS)}"
    mark = "".join(random.choices(COMMON, k=8))
    body = [f"{place[:1]}政发〔{year}〕{number}号", title, "各村、各单位："]
    for section in "一二三四五六"[: random.randint(1, 6)]:
        body.append(f"{section}、{random.choice(VERBS)}{random.choice(THINGS)}")
        body += ["".join(_sentence(random) for _ in range(random.randint(3, 9))) for _ in range(2)]
    body.insert(random.randint(3, len(body)), f"经办事项代号{mark}，{random.choice(ENDINGS)}。")
    body += [place + office, f"{year}年{random.randint(1, 12)}月{random.randint(1, 28)}日"]
    return Paper(title, mark, tuple(body))


def _sentence(random: Random) -> str:
    works = "、".join(f"{random.choice(VERBS)}{random.choice(THINGS)}" for _ in range(random.randint(1, 3)))
    return f"{random.choice(OPENINGS)}{random.choice(MATTERS)}，{works}，{random.choice(ENDINGS)}。"


def save(paper: Paper, path: Path, encoding: str = "utf-8") -> None:
    """Write a paper in the format its ending says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".docx":
        word = Document()
        for paragraph in paper.paragraphs:
            word.add_paragraph(paragraph)
        word.save(str(path))
    elif path.suffix == ".html":
        lines = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paper.paragraphs)
        path.write_text(f'<meta charset="{encoding}"><body>\n{lines}</body>\n', encoding=encoding)
    else:
        path.write_text(paper.text, encoding=encoding)


def write_papers(folder: Path, count: int, seed: int) -> dict[Path, Paper]:
    """That many papers in folders by year and office, a third of each format, every fourth in GB 18030."""
    random = Random(seed)
    written = {}
    for number in range(1, count + 1):
        paper = compose(random, number)
        suffix = FORMATS[number % len(FORMATS)]
        path = folder / f"卷{number % 37:02}" / f"{number:05} {paper.title}{suffix}"
        save(paper, path, "gb18030" if number % 4 == 0 else "utf-8")
        written[path] = paper
    return written
