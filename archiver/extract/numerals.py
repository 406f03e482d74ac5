"""Numbers as Word writes them in automatic numbering (ECMA-376 part 1, 17.18.59 ST_NumberFormat)."""

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_CIRCLE_DIGITS = "○一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_LEGAL_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟", "万")
_LEGAL_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟", "萬")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千", myriad: str = "万") -> str:
    """`number` (0 to 99,999,999) in Chinese characters: 10 is 十, 21 二十一, 101 一百零一, 110 一百一十."""
    if number >= 10000:
        high, low = divmod(number, 10000)
        gap = digits[0] if 0 < low < 1000 else ""
        rest = chinese_below_myriad(low, digits, units) if low else ""
        return chinese(high, digits, units, myriad) + myriad + gap + rest
    text = chinese_below_myriad(number, digits, units)
    return text[1:] if 10 <= number < 20 and units[0] == "十" else text


def chinese_below_myriad(number: int, digits: str, units: str) -> str:
    """`number` (0 to 9,999) with a zero for each gap inside and none at the end."""
    if number == 0:
        return digits[0]
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + (units[power - 1] if power else "")
        gap = not digit
    return text


def japanese(number: int) -> str:
    """十, 二十一, 百, 百一, 千: no zero for a gap and no 一 before a unit."""
    if not 0 < number < 10000:
        return str(number)
    text = chinese_below_myriad(number, _DIGITS, "十百千").replace("零", "")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def counting(number: int) -> str:
    """chineseCounting: 一 to 九十九 as spoken, from 100 on digit by digit (一○○)."""
    return chinese(number) if number < 100 else digitwise(number, _CIRCLE_DIGITS)


def digitwise(number: int, digits: str) -> str:
    """Each decimal digit as the character `digits` has for it."""
    return "".join(digits[int(digit)] for digit in str(number))


def roman(number: int) -> str:
    """Lower case; above 32,767 nobody numbers, and Word gives decimal."""
    if not 0 < number < 32768:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def letters(number: int) -> str:
    """a to z, then aa, bb (Word repeats the letter)."""
    if not 0 < number <= 26 * 30:
        return str(number)
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _in_turn(characters: str) -> Callable[[int], str]:
    """The characters one after the other, decimal beyond them."""
    return lambda number: characters[number - 1] if 0 < number <= len(characters) else str(number)


def _cycle(number: int) -> str:
    """甲子, 乙丑 … 癸亥."""
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


_CIRCLED = _in_turn("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿")
_IN_PARENTHESES = _in_turn("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇")
_WITH_FULL_STOP = _in_turn("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛")
_CIRCLED_HAN = _in_turn("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉")
_FULL_WIDTH = "０１２３４５６７８９"

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: digitwise(number, _FULL_WIDTH),
    "decimalFullWidth2": lambda number: digitwise(number, _FULL_WIDTH),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "decimalEnclosedParen": _IN_PARENTHESES,
    "decimalEnclosedFullstop": _WITH_FULL_STOP,
    "ideographEnclosedCircle": _CIRCLED_HAN,
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: roman(number).upper(),
    "lowerRoman": roman,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerLetter": letters,
    "ordinal": ordinal,
    "chineseCounting": counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda number: digitwise(number, _CIRCLE_DIGITS),
    "taiwaneseDigital": lambda number: digitwise(number, _CIRCLE_DIGITS),
    "japaneseDigitalTenThousand": lambda number: digitwise(number, "〇" + _DIGITS[1:]),
    "japaneseCounting": japanese,
    "koreanDigital2": lambda number: digitwise(number, _DIGITS),
    "chineseLegalSimplified": lambda number: chinese(number, *_LEGAL_SIMPLIFIED),
    "ideographLegalTraditional": lambda number: chinese(number, *_LEGAL_TRADITIONAL),
    "japaneseLegal": lambda number: chinese(number, *_LEGAL_TRADITIONAL),
    "ideographTraditional": _in_turn(_STEMS),
    "ideographZodiac": _in_turn(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}


def numeral(number: int, format: str) -> str:
    """`number` in the named format; "" for bullets and none, decimal for a format not known here."""
    if format in ("bullet", "none"):
        return ""
    return _FORMATS.get(format, str)(number) if number > 0 else str(number)
