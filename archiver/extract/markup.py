"""Kinds told by how a text begins: HTML, mail, XML, or plain text."""

import re

_LEADING = re.compile(r"(?:\s|\ufeff|<\?xml[^>]*\?>|<!--.*?-->)+", re.DOTALL)
_HTML_DOCTYPE = re.compile(r"<!doctype\s+html", re.IGNORECASE)
_HTML_START = re.compile(
    r"<(?:html|head|body|title|meta|link|style|script|base|table|div|p|span|font|center|br|h[1-6]|ul|ol|pre|b|a"
    r"|img|form|section|article|main|blockquote)(?=[\s>/])",
    re.IGNORECASE,
)
_HTML_BEYOND = re.compile(r"<(?:html|head|body|table|p|div|br)[\s>/]", re.IGNORECASE)
_OFFICE_XML = re.compile(
    r"<(?:(?:w:)?wordDocument|pkg:package|office:document)[\s>]|<(?:\w+:)?Workbook\s[^>]*microsoft-com:office:spreadsheet"
)
_MAIL_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]")
_MAIL_FIELDS = frozenset({
    "return-path", "received", "from", "to", "subject", "date", "message-id", "mime-version",
    "delivered-to", "x-mailer", "content-type", "reply-to", "x-originating-ip", "dkim-signature", "cc",
    "bcc", "sender", "content-transfer-encoding",
})

_MACHINE_FIELDS = frozenset({"received", "mime-version", "message-id", "return-path", "delivered-to", "x-mailer"})


def kind_of_text(head: str) -> str:
    """The kind of the text that begins with `head`; `text` where it is nothing more special."""
    if not head.strip().strip("\ufeff\0"):
        return "text"
    start = _LEADING.match(head)
    body = head[start.end():] if start else head
    if _is_html(body):
        return "html"
    if body.startswith("<") and _OFFICE_XML.search(body[:8192]):
        return "xml"
    return _kind_of_mail(head.lstrip("\ufeff \t\r\n")) or "text"


def _is_html(body: str) -> bool:
    """An HTML tag first, or a foreign tag first (an XML of the web) that soon holds HTML ones."""
    if _HTML_DOCTYPE.match(body):
        return True
    start = _HTML_START.match(body)
    return bool(start and (start.group().casefold() != "<p" or _HTML_BEYOND.search(body[start.end():]) or
                           "</p>" in body.casefold()))


def _kind_of_mail(text: str) -> str | None:
    """A letter saved from a mail program: two header fields first, of those only programs write, or more."""
    if text.startswith("From ") and re.search(r"^(?:From|Subject|Date|To): ", text, re.MULTILINE):
        return "mbox"
    fields = _leading_fields(text)
    if len(fields) < 2 or not (fields & _MACHINE_FIELDS or fields >= {"from", "to"} or len(fields) > 2):
        return None
    is_page = re.search(r"^content-type:\s*multipart/related", text[:2000], re.IGNORECASE | re.MULTILINE)
    return "mht" if is_page and not fields & {"received", "to"} else "eml"


def _leading_fields(text: str) -> set[str]:
    fields: set[str] = set()
    for line in text.splitlines()[:40]:
        if line.startswith((" ", "\t")) and fields:
            continue
        field = _MAIL_FIELD.match(line)
        if not field:
            break
        fields.add(field.group(1).casefold())
    return fields & _MAIL_FIELDS
