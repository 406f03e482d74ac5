"""Reading members of a zip that may be hostile, and their XML, within limits."""

import zipfile
import zlib
from functools import lru_cache
from typing import IO, Any, cast

from lxml import etree

from archiver.errors import ArchiveError

MAX_MEMBER_BYTES = 96 * 1024 * 1024
"""One part unpacked; the XML of 2,000 pages has about 40 MB, and lxml needs eight times that."""

MAX_TOTAL_BYTES = 256 * 1024 * 1024
"""All parts read of one file."""

MAX_STREAMED_BYTES = 512 * 1024 * 1024
"""All parts of one file that are read piece by piece and never held whole: the sheets of a workbook."""

MAX_RATIO = 300
"""Unpacked to packed, above 16 MiB. XML of office papers packs 10 to 60 times, a bomb up to 1,032 times."""

TEMPLATE_BYTES = 1024 * 1024
"""Styles of which the parsed form is kept for the next papers; four of them take 40 MB at the most."""

MEMBER_TROUBLE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, OSError,
    OverflowError, RuntimeError, ArchiveError,
)
"""What a damaged, encrypted or hostile zip raises while it is read."""


def read_member(archive: zipfile.ZipFile, name: str, spent: int = 0) -> bytes:
    """The bytes of a member; raises `extract.bomb` where it, or all with the `spent` before, is too large."""
    info = archive.getinfo(name)
    if info.file_size > MAX_MEMBER_BYTES or spent + info.file_size > MAX_TOTAL_BYTES or swells(info.file_size, info.compress_size):
        raise ArchiveError("extract.bomb", megabytes=info.file_size // 1024**2)
    with archive.open(info) as member:
        return member.read(info.file_size + 1)


def open_member(archive: zipfile.ZipFile, name: str, spent: int = 0) -> IO[bytes]:
    """A member to be read piece by piece; raises `extract.bomb` as `read_member` does, at higher limits."""
    info = archive.getinfo(name)
    if spent + info.file_size > MAX_STREAMED_BYTES or swells(info.file_size, info.compress_size):
        raise ArchiveError("extract.bomb", megabytes=info.file_size // 1024**2)
    return archive.open(info)


def swells(unpacked: int, packed: int) -> bool:
    """Whether so many bytes out of so few are more than the XML of a paper ever gives."""
    return unpacked > 16 * 1024**2 and unpacked / max(1, packed) > MAX_RATIO


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part; no entities, no network, lxml's own limits on depth and size stand.

    Raises etree.XMLSyntaxError.
    """
    return etree.fromstring(data, _parser(recover=False))


def parse_template(data: bytes) -> etree._Element:
    """As `parse_xml`, for a part that only the template of a paper decides and that is not changed by its readers.

    Papers of one template have it to the byte: parsing the styles was half of reading a short one.
    """
    return _parse_once(data) if len(data) <= TEMPLATE_BYTES else parse_xml(data)


_parse_once = lru_cache(maxsize=4)(parse_xml)


def recover_xml(data: bytes) -> tuple[etree._Element, bool]:
    """What can be made out of a part that is no good XML, and whether nothing but namespaces is wrong with it.

    Raises etree.XMLSyntaxError where nothing can be made out of it.
    """
    parser = _parser(recover=True)
    root: etree._Element | None = etree.fromstring(data, parser)
    if root is None:
        return parse_xml(data), False
    faults = {entry.type_name for entry in cast(Any, parser.error_log)}
    return root, faults <= {"NS_ERR_UNDEFINED_NAMESPACE"}


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True, recover=recover,
    )
