"""Write two dozen sample papers into a folder: `python -m resources.samples.make_samples FOLDER`.

All offices, people and figures are invented. No clock, network or word processor is needed; the two
binary .doc files and the locked PDF were made once and are copied.
"""

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from resources.samples.docx_writer import docx
from resources.samples.paper import Paragraph, load
from resources.samples.pdf_writer import pdf
from resources.samples.plain_writers import html, text

BINARY = Path(__file__).resolve().parent / "binary"

Writer = Callable[[list[Paragraph]], bytes]
_UTF8 = partial(text, encoding="utf-8")
_GB = partial(text, encoding="gb18030")
_BIG5 = partial(text, encoding="big5")

_WRITTEN: tuple[tuple[str, str, Writer], ...] = (
    ("青河镇/2008年/2008年计划生育工作总结.txt", "family-planning-2008", _GB),
    ("青河镇/2009年/森林防火工作总结.txt", "forest-2009", _GB),
    ("青河镇/2011年/2011年森林防火工作总结.docx", "forest-2011", docx),
    ("上级来文/2011/云政办发86号.pdf", "notice-fire-2011", pdf),
    ("青河镇中心学校/校園安全總結.txt", "campus-2010", _BIG5),
    ("上级来文/2012/控辍保学专项检查通知.docx", "dropout-2012", docx),
    ("青河镇/2012年/支部大会记录0702.docx", "branch-2012", docx),
    ("青河镇/2013年/党政联席会议纪要(5).docx", "minutes-2013", docx),
    ("上级来文/2013/低保工作总结.html", "allowance-2013", partial(html, encoding="gb2312")),
    ("云岭机械公司/安全生产总结计划.txt", "company-safety-2014", _UTF8),
    ("青河镇/2014年/隐患台账.docx", "hazards-2014", docx),
    ("上级来文/2015/园区招商汇报.htm", "investment-2015", partial(html, encoding="utf-8")),
    ("上级来文/2015/大气污染防治方案.pdf", "air-2015", pdf),
    ("青河镇/2016年/周世平述职.docx", "duty-2016", docx),
    ("青河镇/2016年/书记讲话（定稿）.txt", "speech-2016", _UTF8),
    ("青河镇/2018年/河长制要点.txt", "river-2018", _GB),
    ("青河镇/2019年/心得.docx", "insight-2019", docx),
    ("青河镇中心学校/开学防控方案.docx", "epidemic-2020", docx),
    ("云岭机械公司/请示.txt", "request-2020", _UTF8),
    ("上级来文/2021/党史学习教育简报第3期.docx", "bulletin-2021", docx),
    ("青河镇/2022年/年度总结.docx", "annual-2022", docx),
    ("青河镇/2023年/脐橙产业调研.pdf", "survey-2023", pdf),
    ("上级来文/2023/知识产权工作总结.html", "patent-2023", partial(html, encoding="utf-8")),
    ("网上下载/学校安全工作总结3篇.txt", "compilation", _UTF8),
)
_COPIED: tuple[tuple[str, str], ...] = (
    ("青河镇/2010年/森林防火总结.doc", "forest-2010.doc"),
    ("上级来文/2017/档案检查通报.doc", "records-2017.doc"),
    ("青河镇/2014年/职工工资表（已加密）.pdf", "locked.pdf"),
)


def make_samples(folder: Path) -> list[Path]:
    """Write the samples below `folder` (made where missing) and return their paths, the same bytes each time."""
    files = {path: writer(load(name)) for path, name, writer in _WRITTEN}
    files |= {path: (BINARY / name).read_bytes() for path, name in _COPIED}
    made = [folder / path for path in sorted(files)]
    for path in made:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[path.relative_to(folder).as_posix()])
    return made


if __name__ == "__main__":
    for sample in make_samples(Path(sys.argv[1])):
        print(sample)
