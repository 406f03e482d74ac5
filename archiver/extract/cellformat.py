"""How a number in a cell is shown: as the program that keeps it shows it in China."""

from dataclasses import dataclass
from functools import lru_cache

from archiver.extract import cellmoments, cellnumbers
from archiver.extract.cellcodes import Section, sections

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0 ;-#,##0", 38: "#,##0 ;-#,##0",
    39: "#,##0.00 ;-#,##0.00", 40: "#,##0.00 ;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"', 54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""Codes of formats that files only name by number, as Chinese Excel has them (ECMA-376 part 1, 18.8.30)."""


_OF_THE_SYSTEM = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}
"""Long dates and times as Windows in China is set to show them, whatever code follows."""


@dataclass(frozen=True, slots=True)
class Format:
    """The sections of a code; none shows a number as it is."""

    sections: tuple[Section, ...] = ()

    def section_for(self, value: float) -> tuple[Section, bool]:
        """The section that shows the number, and whether a minus is to stand before it."""
        if any(section.condition for section in self.sections):
            chosen = next((section for section in self.sections if section.takes(value)), self.sections[-1])
            return chosen, value < 0
        if value < 0 and len(self.sections) > 1:
            return self.sections[1], False
        return self.sections[2 if value == 0 and len(self.sections) > 2 else 0], value < 0


GENERAL = Format()


@lru_cache(maxsize=4096)
def parse(code: str) -> Format:
    """The format behind a code."""
    code = _OF_THE_SYSTEM.get(code[:8].upper(), code)
    return Format(sections(code)) if code and code.casefold() not in ("general", "@") else GENERAL


def show(value: float, format: Format = GENERAL, *, since_1904: bool = False) -> str:
    """The number as its cell shows it; as it is where the format hides it or makes no sense of it."""
    if not format.sections:
        return cellnumbers.plain(value)
    section, is_negative = format.section_for(value)
    if section.is_moment:
        text = cellmoments.shown(value, section, since_1904=since_1904)
    else:
        text = cellnumbers.shown(value, section).strip()
        text = f"-{text}" if is_negative and any(each.isdigit() and each != "0" for each in text) else text
    return text.strip() or cellnumbers.plain(value)
