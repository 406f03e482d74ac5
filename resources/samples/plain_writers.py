"""Samples as plain text and as web pages, in the encodings that offices use."""

from html import escape

from resources.samples.paper import Paragraph

_TAGS = {"title": "h1", "heading": "h2", "letterhead": "h3", "item": "li"}


def text(paragraphs: list[Paragraph], encoding: str) -> bytes:
    """A text file with Windows line ends; the signature stands to the right as people type it."""
    lines = [_line(paragraph) for paragraph in paragraphs]
    return "".join(f"{line}\r\n" for line in lines).encode(encoding)


def html(paragraphs: list[Paragraph], encoding: str) -> bytes:
    """A page as a word processor of an office saves it."""
    title = next(paragraph.text for paragraph in paragraphs if paragraph.role == "title")
    body = "\n".join(_element(paragraph) for paragraph in paragraphs)
    return (
        f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={encoding}">'
        f"<title>{escape(title)}</title></head>\n<body>\n{body}\n</body></html>\n"
    ).encode(encoding)


def _line(paragraph: Paragraph) -> str:
    if paragraph.role == "signature":
        return "\u3000" * 20 + paragraph.text
    if paragraph.role == "title":
        return "\u3000" * 6 + paragraph.text
    return "\u3000\u3000" + paragraph.text if paragraph.role in ("text", "heading") else paragraph.text


def _element(paragraph: Paragraph) -> str:
    tag = _TAGS.get(paragraph.role, "p")
    align = ' align="right"' if paragraph.role == "signature" else ""
    return f"<{tag}{align}>{escape(paragraph.text)}</{tag}>"
