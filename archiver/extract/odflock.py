"""OpenDocument files with a password: each part is encrypted by itself (ODF 1.2 part 3, 2.3 and 4.8)."""

import hashlib
import zipfile
import zlib
from base64 import b64decode
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, modes
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from lxml import etree

from archiver.errors import ArchiveError
from archiver.extract.package import MAX_MEMBER_BYTES, MEMBER_TROUBLE, parse_xml, read_member
from archiver.extract.xmlwalk import attribute, child

_PARTS = ("content.xml", "styles.xml", "meta.xml")
_MOST_ITERATIONS = 10_000_000
"""Rounds of key derivation taken; LibreOffice writes 100,000, which take 50 ms a part."""

_LONGEST_KEY = 56
"""Bytes, of Blowfish; AES takes 32 at most."""

_CHECKED = 1024
"""Bytes of the packed part that its checksum is of."""


@dataclass(frozen=True, slots=True)
class _Lock:
    """How a part is encrypted; the defaults are those of ODF 1.1: Blowfish, SHA-1."""

    cipher: str
    vector: bytes
    salt: bytes
    iterations: int
    key_size: int
    start_hash: str
    check_hash: str
    checksum: bytes

    def unlock(self, data: bytes, password: str) -> bytes:
        """The packed part. Raises `extract.wrong_password`, and ValueError for what can't be of this lock."""
        start = hashlib.new(self.start_hash, password.encode("utf-8", "surrogatepass")).digest()
        key = hashlib.pbkdf2_hmac("sha1", start, self.salt, self.iterations, self.key_size)
        packed = self._decrypt(data, key)
        if hashlib.new(self.check_hash, packed[:_CHECKED]).digest() != self.checksum:
            raise ArchiveError("extract.wrong_password")
        return packed

    def _decrypt(self, data: bytes, key: bytes) -> bytes:
        if self.cipher == "blowfish":
            plain = Cipher(Blowfish(key), CFB(self.vector)).decryptor()
            return plain.update(data) + plain.finalize()
        plain = Cipher(AES(key), modes.CBC(self.vector)).decryptor()
        padded = plain.update(data) + plain.finalize()
        return padded[:-padded[-1]] if padded else b""


def decrypted(path: Path, password: str) -> BytesIO:
    """The parts with words as a package without encryption. Raises `extract.wrong_password`, `extract.lock_unknown`."""
    built = BytesIO()
    try:
        with zipfile.ZipFile(path) as archive, zipfile.ZipFile(built, "w") as open_one:
            for name, lock in _locks(archive).items():
                open_one.writestr(name, _inflated(lock.unlock(read_member(archive, name), password)))
    except ArchiveError:
        raise
    except (*MEMBER_TROUBLE, etree.XMLSyntaxError):
        path.stat()  # a file that is gone has no unknown lock
        raise ArchiveError("extract.lock_unknown") from None
    built.seek(0)
    return built


def _locks(archive: zipfile.ZipFile) -> dict[str, _Lock]:
    """The locks of the parts with words. Raises `extract.lock_unknown` where there are none this module knows."""
    manifest = parse_xml(read_member(archive, "META-INF/manifest.xml"))
    locks = {}
    for entry in manifest.iter("{*}file-entry"):
        name, locked = attribute(entry, "full-path"), child(entry, "encryption-data")
        if name in _PARTS and locked is not None:
            locks[name] = _lock(locked)
    if "content.xml" not in locks:
        raise ArchiveError("extract.lock_unknown")
    return locks


def _lock(locked: etree._Element) -> _Lock:
    algorithm, derivation = child(locked, "algorithm"), child(locked, "key-derivation")
    cipher = (attribute(algorithm, "algorithm-name") or "").casefold()
    known = {"blowfish": "blowfish", "aes256-cbc": "aes", "aes192-cbc": "aes", "aes128-cbc": "aes"}
    start = attribute(child(locked, "start-key-generation"), "start-key-generation-name") or "sha1"
    rounds = int(attribute(derivation, "iteration-count") or "1024")
    kind = next((kind for mark, kind in known.items() if mark in cipher), None)
    size = int(attribute(derivation, "key-size") or "16")
    is_sane = 0 < rounds <= _MOST_ITERATIONS and 0 < size <= _LONGEST_KEY
    if kind is None or attribute(derivation, "key-derivation-name") != "PBKDF2" or not is_sane:
        raise ArchiveError("extract.lock_unknown")
    return _Lock(
        kind,
        b64decode(attribute(algorithm, "initialisation-vector") or ""),
        b64decode(attribute(derivation, "salt") or ""),
        rounds,
        size,
        _hash(start),
        _hash(attribute(locked, "checksum-type") or ""),
        b64decode(attribute(locked, "checksum") or ""),
    )


def _hash(named: str) -> str:
    return "sha256" if "sha256" in named.casefold() else "sha1"


def _inflated(packed: bytes) -> bytes:
    """The part itself. Raises `extract.bomb`, zlib.error."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    data = stream.decompress(packed, MAX_MEMBER_BYTES)
    if stream.unconsumed_tail:
        raise ArchiveError("extract.bomb", megabytes=MAX_MEMBER_BYTES // 1024**2)
    return data
