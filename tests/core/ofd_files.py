"""Small OFD files for tests."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

SPACE = ' xmlns:ofd="http://www.ofdspec.org/2016"'


def text_object(text: str, x: float, y: float, *, size: float = 5.0, deltas: str = "", more: str = "") -> str:
    """A TextObject whose base line begins at (x, y), in millimetres."""
    spread = f' DeltaX="{deltas}"' if deltas else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y - size} 150 {size}" Size="{size}"{more}>'
        f'<ofd:TextCode X="0" Y="{size}"{spread}>{escape(text)}</ofd:TextCode></ofd:TextObject>'
    )


def page(*objects: str, template: str = "") -> str:
    """The Content.xml of a page."""
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return f'<ofd:Page{SPACE}>{used}<ofd:Content><ofd:Layer>{"".join(objects)}</ofd:Layer></ofd:Content></ofd:Page>'


def column(lines: Sequence[str], *, size: float = 5.0) -> str:
    """A page of lines one below the other."""
    return page(*(text_object(line, 28, 30 + 1.6 * size * at, size=size) for at, line in enumerate(lines)))


def ofd(path: Path, *documents: Sequence[str], common: str = "", after: str = "", parts: Mapping[str, str | bytes] | None = None) -> Path:
    """An OFD of those documents, each its pages; `common` and `after` are XML inside and after CommonData."""
    bodies = "".join(
        f"<ofd:DocBody><ofd:DocInfo><ofd:Title>年度报告</ofd:Title></ofd:DocInfo>"
        f"<ofd:DocRoot>Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        for number in range(len(documents))
    )
    files: dict[str, str | bytes] = {"OFD.xml": f"<ofd:OFD{SPACE}>{bodies}</ofd:OFD>"}
    for number, pages in enumerate(documents):
        listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/P{at}.xml"/>' for at in range(len(pages)))
        files[f"Doc_{number}/Document.xml"] = (
            f"<ofd:Document{SPACE}><ofd:CommonData>{common}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages>{after}</ofd:Document>"
        )
        files |= {f"Doc_{number}/Pages/P{at}.xml": content for at, content in enumerate(pages)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (files | dict(parts or {})).items():
            archive.writestr(name, content)
    return path
