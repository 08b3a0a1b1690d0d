"""A picture's file without all that programs and cameras have put beside its pixels, but for its Exif and colours.

JPEG (ISO 10918-1) and PNG; what is behind a JPEG's end goes too: a second picture, a film. Others stay as they are.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from logbook.errors import LogbookError

if TYPE_CHECKING:
    from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_SCAN, _COMMENT, _FILL = 0xDA, 0xFE, 0xFF
_FIRST_APP, _LAST_APP = 0xE0, 0xEF
_END: Final = b"\xff\xd9"
_KEPT_APPS: Final = {0xE0: b"JFIF\0", 0xE1: b"Exif\0\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_CHUNKS: Final = frozenset((b"tEXt", b"zTXt", b"iTXt", b"tIME"))
_PROFILES: Final = b"Raw profile type "
"""What a zTXt chunk is called that holds Exif."""


def stripped(data: bytes) -> bytes:
    """Give a picture with its pixels, colours and Exif alone. Raises LogbookError where its parts cannot be told."""
    try:
        if data.startswith(_JPEG):
            return b"".join((_JPEG, *_segments(data)))
        if data.startswith(_PNG):
            return b"".join((_PNG, *_kept_chunks(data)))
    except (IndexError, ValueError, struct.error):
        raise LogbookError("no copy could be written: it is damaged, and its metadata cannot be taken out") from None
    return data


def _segments(data: bytes) -> Iterator[bytes]:
    """Give the segments of a JPEG that stay, its scans, and its end."""
    here = len(_JPEG)
    while (marker := data[here + 1]) != _SCAN:
        if data[here] != _FILL:
            raise ValueError(marker)
        if marker == _FILL:
            here += 1
            continue
        (length,) = struct.unpack_from(">H", data, here + 2)
        segment = data[here : here + 2 + length]
        is_app = _FIRST_APP <= marker <= _LAST_APP
        if marker != _COMMENT and (not is_app or segment.startswith(_KEPT_APPS.get(marker, _END), 4)):
            yield segment
        here += 2 + length
    yield data[here : data.index(_END, here) + len(_END)]


def _kept_chunks(data: bytes) -> Iterator[bytes]:
    """Give the chunks of a PNG that stay; nothing is read behind its end."""
    here, kind = len(_PNG), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", data, here)
        chunk = data[here : here + 12 + length]
        if len(chunk) != length + 12:
            raise ValueError(kind)
        if kind not in _CHUNKS or chunk.startswith(_PROFILES, 8):
            yield chunk
        here += len(chunk)
