"""Numbers, dates and times in cells, by the codes of their formats."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.extract.cellformat import parse, show


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (45000, "General", "45000"), (12.0, "0.00", "12.00"), (0.1 + 0.2, "General", "0.3"), (-3.5, "0.0", "-3.5"),
        (1599.99, "#,##0.00", "1,599.99"), (-1234.5, "#,##0.00_);(#,##0.00)", "(1,234.50)"), (17, "000000", "000017"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"), (-0.001, "0.00", "0.00"), (5.5, "0.###", "5.5"),
        (420101197911050, "0", "420101197911050"), (1e300, "General", "1e+300"), (0.125, "0%", "13%"), (5, "#.##", "5"),
        (0.8567, "0.00%", "85.67%"), (45056.0, 'yyyy"年"m"月"d"日"', "2023年5月10日"), (45056.0, "m/d/yy", "2023-05-10"),
        (45056.0, 'm"月"d"日";@', "5月10日"), (45056.0, "[$-F800]dddd, mmmm dd, yyyy", "2023年5月10日"),
        (45056.604166667, "yyyy-mm-dd hh:mm", "2023-05-10 14:30"), (0.604166667, "h:mm AM/PM", "2:30 PM"),
        (45056.604166667, '上午/下午h"时"mm"分"', "下午2时30分"), (0.52, "mm:ss.0", "28:48.0"),
        (1.5, "[h]:mm", "36:00"), (-0.5, "[m]", "-720"), (1, "yyyy-m-d", "1900-1-1"), (59, "yyyy-m-d", "1900-2-28"),
        (61, "[$-804]aaaa", "星期四"), (-1, "yyyy-m-d", "-1"), (3e7, "yyyy-m-d", "30000000"),
        (45056.0, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年五月十日"), (123, '[DBNum2]General"元整"', "壹佰贰拾叁元整"),
        (1234567, '[DBNum1]#,##0"人"', "一百二十三万四千五百六十七人"), (12345, "[DBNum2]0.00", "壹万贰仟叁佰肆拾伍"),
        (12.5, '[Red]0.0"万元"', "12.5万元"), (1234567, '0!.0,"万元"', "123.5万元"), (12500, "0.00E+00", "1.25E+04"),
        (1234567, '0.0,,"百万"', "1.2百万"), (2.5, "# ?/?", "2.5"), (5, "G/通用格式", "5"), (5, 'G/通用格式"人"', "5人"),
        (7, "@", "7"), (3, '"第"0"号"', "第3号"), (13800138000, "000-0000-0000", "138-0013-8000"), (99, ";;;", "99"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"), (-7, '"合格";"不合格";"零"', "不合格"), (70, '[<60]"差";[<80]"中";"优"', "中"),
    ],
)  # fmt: skip
def test_a_number_is_shown_as_its_cell_shows_it(value: float, code: str, text: str) -> None:
    assert show(value, parse(code)) == text


@settings(derandomize=True)
@given(st.floats(allow_nan=True, allow_infinity=True), st.text("0#?.,%ymdhsE+-/[]\"\\;@_* 年", max_size=12))
def test_no_number_and_no_format_is_too_odd_to_be_shown(value: float, code: str) -> None:
    assert show(value, parse(code))
