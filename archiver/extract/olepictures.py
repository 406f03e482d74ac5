"""Pictures of pages in a compound file, by the names that its readers give them."""

import olefile

from archiver.extract.source import Content


def named(stream: str, start: int, end: int) -> str:
    """The name of the picture that lies there in a stream."""
    return f"{stream}:{start}:{end}"


def picture(content: Content, name: str) -> bytes:
    """The bytes of the picture of that name. Raises what olefile raises."""
    stream, start, end = name.split(":")
    with olefile.OleFileIO(content) as ole, ole.openstream(stream) as opened:
        opened.seek(int(start))
        data: bytes = opened.read(int(end) - int(start))
        return data
