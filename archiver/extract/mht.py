"""A web page, or a Word document, saved as one file (MHTML, RFC 2557)."""

from pathlib import Path

from archiver.extract import html, mail
from archiver.extract.blocks import Collected
from archiver.model import Extracted, State
from archiver.wording import NO_REASON, Reason

MAX_BYTES = 96 * 1024 * 1024


def read(path: Path) -> Extracted:
    """The words of the page, and of the page that Word keeps headers and footers in."""
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    message = mail.parse(data[:MAX_BYTES])
    found, title = page_of(message)
    properties = {"title": title} if title else {}
    if len(data) > MAX_BYTES:
        cut = Reason("extract.too_long", {"megabytes": MAX_BYTES // 1024**2})
        return found.extracted("mht", State.PARTIAL, cut, properties)
    return found.extracted("mht", State.SEARCHABLE, NO_REASON, properties)


def page_of(message: mail.Mail) -> tuple[Collected, str]:
    """The first page with words is the one that is shown; others are its frames and advertisements."""
    found, shown, title = Collected(), False, ""
    for part in mail.walk_html(message):
        page = html.parse(html.text_of(mail.content(part), mail.label(part)))
        if _is_margin(part):
            for said in dict.fromkeys(page.found.parts):
                found.add("header", said)
        elif page.found.parts and not shown:
            found.extend(page.found)
            shown, title = True, page.title
    if not found.parts:
        found.extend(mail.body(message, []))
    return found, title or mail.header(message, "subject")


def _is_margin(part: mail.Mail) -> bool:
    place = mail.header(part, "content-location").casefold()
    return place.endswith(("/header.htm", "/header.html"))
