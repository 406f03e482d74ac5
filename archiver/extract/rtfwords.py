"""What the control words of RTF mean to the words of a paper (RTF 1.9.1)."""

from archiver.model import BlockKind

STORIES: dict[str, BlockKind] = {
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header",
    "footer": "footer", "footerl": "footer", "footerr": "footer", "footerf": "footer",
    "footnote": "note", "annotation": "comment", "shptxt": "textbox", "dptxbxtext": "textbox",
    "listtext": "paragraph", "pntext": "paragraph", "title": "paragraph", "author": "paragraph", "sn": "paragraph",
    "sv": "paragraph", "fldinst": "paragraph",
}  # fmt: skip
"""Groups whose words are a story of their own; the last two lines hold a number, a property, words of WordArt, or the code of a
field."""

NEVER_SHOWN = frozenset({
    "colortbl", "filetbl", "listtable", "listoverridetable", "revtbl", "pict", "shprslt",
    "objdata", "objclass", "objname", "nonshppict", "nonesttables", "xe", "tc", "tcn", "rxe",
    "bkmkstart", "bkmkend", "atnid", "atnauthor", "atnref", "atndate", "ftnsep", "ftnsepc", "ftncn", "aftnsep",
    "aftnsepc", "aftncn", "template", "comment", "subject", "keywords", "operator", "company", "manager", "category",
    "doccomm", "hlinkbase", "buptim", "printim", "mmathPict", "datafield", "falt", "panose", "fontemb",
})  # fmt: skip
SHOWN_THOUGH_STARRED = frozenset({"shpinst", "do", "ud", "moMath", "moMathPara", *STORIES})
TIMES = {"creatim": "created", "revtim": "modified"}
WORDS_AS_TEXT = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "softline": "\n", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SIGNS_AS_TEXT = {b"~": " ", b"_": "-"}
