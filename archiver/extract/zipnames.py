"""Names in zips: UTF-8 where the entry says so, otherwise whatever the computer spoke that packed it."""

import re
import struct
import unicodedata
import zipfile
import zlib

from archiver.extract.encodings import decode

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_LONGEST = 200
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"|?*]')


def member_name(info: zipfile.ZipInfo) -> str:
    """The path of an entry inside the zip, decided for this entry alone (APPNOTE 4.4.4 and 4.6.9), parts joined by "/"."""
    return safe_name(_said(info).replace("\\", "/")) or "未命名"


def safe_name(said: str) -> str:
    """A path of parts joined by "/", each a name that every file system takes; "" where nothing is left."""
    parts = (_NOT_IN_NAMES.sub("_", part).strip()[:_LONGEST] for part in said.split("/"))
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def attachment_name(said: str, number: int) -> str:
    """What an attachment is called, no path; 附件 with its number (from 1) where nothing is left of its name."""
    return safe_name(said.replace("/", "_").replace("\\", "_")) or f"附件{number}"


def _said(info: zipfile.ZipInfo) -> str:
    if info.flag_bits & _UTF8:
        return unicodedata.normalize("NFC", info.orig_filename)  # macOS packs letters and accents apart
    raw = info.orig_filename.encode("cp437", "replace")
    return unicodedata.normalize("NFC", _beside(info, raw) or decode(raw).text)


def _beside(info: zipfile.ZipInfo, raw: bytes) -> str:
    """The name that WinRAR and Info-ZIP put beside the old one, if it still is the name of that one."""
    at = 0
    while at + 4 <= len(info.extra):
        kind, length = struct.unpack_from("<HH", info.extra, at)
        data = info.extra[at + 4 : at + 4 + length]
        if kind == _UNICODE_PATH and data[:5] == b"\x01" + zlib.crc32(raw).to_bytes(4, "little"):
            return data[5:].decode("utf-8", "replace")
        at += 4 + length
    return ""
