"""Kinds told by the first bytes of a file."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "rtf"),
    (b"%TSD-Header-###%", "drm"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"\0\0\x01\0", "image"),
    (b"8BPS", "drawing"),
    (b"\xd7\xcd\xc6\x9a", "drawing"),
    (b"AC10", "drawing"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF\0\0\0\0", "archive"),
    (b"\xdb\xa5\x2d\0", "old-word"),
    (b"\x31\xbe\0\0", "old-word"),
    (b"\x09\x08\x10\0\0\x06\x05\0", "xls"),
    (b"\x09\x08\x10\0\0\x06\x10\0", "xls"),
    (b"\x09\x08\x08\0\0\x05\x05\0", "xls"),
    (b"\x09\x08\x08\0\0\x05\x10\0", "xls"),
    (b"\x09\0\x04\0\x02\0\x10\0", "xls"),
    (b"\x09\0\x04\0\0\0\x10\0", "xls"),
    (b"\x09\x04\x06\0", "xls"),
    (b"\x09\x02\x06\0", "xls"),
    (b"FOUNDER CEB", "ceb"),
    (b"Founder CEB", "ceb"),
    (b"CAJ", "caj"),
    (b"KDH", "caj"),
    (b"ITSF", "help"),
    (b"AT&TFORM", "djvu"),
    (b"%!PS", "postscript"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"SQLite format 3\0", "database"),
    (b"\0\x01\0\0Standard Jet DB", "database"),
    (b"\0\x01\0\0Standard ACE DB", "database"),
    (b"\0\x01\0\0\0", "font"),
    (b"OTTO", "font"),
    (b"ttcf", "font"),
    (b"wOFF", "font"),
    (b"ID3", "audio"),
    (b"\xff\xfb", "audio"),
    (b"\xff\xf3", "audio"),
    (b"fLaC", "audio"),
    (b"OggS", "audio"),
    (b"#!AMR", "audio"),
    (b"FLV\x01", "video"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"0&\xb2u\x8ef\xcf\x11", "video"),
    (b"\0\0\x01\xba", "video"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_RIFF = {b"WAVE": "audio", b"AVI ": "video", b"WEBP": "image"}
_IMAGE_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif")


def by_first_bytes(head: bytes) -> str | None:
    """The kind of binary file that `head`, its first kilobytes, begins like; None where nothing is known."""
    if b"%PDF-" in head[:1024]:
        return "pdf"
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    return _by_later_bytes(head)


def _by_later_bytes(head: bytes) -> str | None:
    if head[:64].lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return "rtf"
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[4:8] == b"ftyp":
        return "image" if head[8:12] in _IMAGE_BRANDS else "video"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "image"
    if head[40:44] == b" EMF":
        return "drawing"
    return "archive" if head[257:262] == b"ustar" else None
