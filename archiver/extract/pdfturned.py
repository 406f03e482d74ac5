"""Pages of a PDF set upright before their words are asked for.

PDFium puts characters in order by where they stand on the page as it is shown. A page shown lying on its side, or
written so, comes out with its lines in reverse or its characters one by one: of 64 ways to lay four papers, 26
lost order, up to 90 % of it.
"""

import math
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium_c

SAMPLED_CHARACTERS = 64
"""Characters of a page asked for their angle (1 µs each)."""

MOST = 0.8
"""Share of the characters that have the same angle where the page as a whole is turned."""

_BACK = {1: (0, 1, -1, 0), 2: (-1, 0, 0, -1), 3: (0, -1, 1, 0)}
"""The matrix that takes back so many quarter turns to the right, without the shift that keeps all on the page."""


def upright_text(page: Any) -> Any:
    """The text page of a page laid as its words are written. Nothing of it reaches the file."""
    pdfium_c.FPDFPage_SetRotation(page, 0)
    textpage = page.get_textpage()
    turns = _quarter_turns(textpage)
    if not turns:
        return textpage
    textpage.close()
    width, height = page.get_size()
    shift = {1: (height, 0), 2: (width, height), 3: (0, width)}[turns]
    for index in range(pdfium_c.FPDFPage_CountObjects(page)):
        pdfium_c.FPDFPageObj_Transform(pdfium_c.FPDFPage_GetObject(page, index), *_BACK[turns], *shift)
    return page.get_textpage()


def _quarter_turns(textpage: Any) -> int:
    """How many quarter turns to the right most characters have made; white space that PDFium guessed has made none."""
    count = textpage.count_chars()
    asked = range(0, count, max(1, count // SAMPLED_CHARACTERS))
    drawn = [index for index in asked if pdfium_c.FPDFText_IsGenerated(textpage, index) == 0]
    found = Counter(round(2 * pdfium_c.FPDFText_GetCharAngle(textpage, index) / math.pi) % 4 for index in drawn)
    turns, times = found.most_common(1)[0] if found else (0, 0)
    return turns if times >= MOST * len(drawn) else 0
