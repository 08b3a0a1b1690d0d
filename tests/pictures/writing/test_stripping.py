"""Files without what stands beside their pixels."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image as Pillow

from logbook.errors import LogbookError
from logbook.pictures.writing.stripping import stripped
from tests.pictures import making

SECRET = b"Old Oak"
EXIF = making.with_exif(making.tags({making.MAKE: "RECONYX"}))


def pixels(data: bytes) -> bytes:
    with Pillow.open(io.BytesIO(data)) as opened:
        return opened.tobytes()


@pytest.mark.parametrize(
    "segment",
    [
        (0xFE, SECRET),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
        (0xE1, b"http://ns.adobe.com/xmp/extension/\0" + SECRET),
        (0xE2, b"MPF\0" + SECRET),
        (0xE4, SECRET),
        (0xEC, b"[picture info]" + SECRET),
        (0xED, b"Photoshop 3.0\0" + SECRET),
        (0xEF, SECRET),
    ],
    ids=lambda segment: f"{segment[0]:X}",
)
def test_a_jpeg_keeps_its_pixels_and_its_exif(segment: tuple[int, bytes]) -> None:
    found = stripped(making.jpeg(EXIF, segment) + b"behind the end " + SECRET)

    assert found == stripped(making.jpeg(EXIF))
    assert SECRET not in found
    assert b"RECONYX" in found
    assert pixels(found) == pixels(making.jpeg(EXIF))


def test_the_colours_of_a_jpeg_stay() -> None:
    profile = making.segment(0xE2, b"ICC_PROFILE\0\1\1colours")
    original = making.jpeg()
    assert profile in stripped(original[:2] + b"\xff" + profile + original[2:])


@pytest.mark.parametrize(
    "chunk",
    [
        (b"tEXt", b"Comment\0" + SECRET),
        (b"iTXt", b"XML:com.adobe.xmp\0" + SECRET),
        (b"zTXt", b"Old Oak\0\0" + zlib.compress(SECRET)),
    ],
)
def test_a_png_loses_its_texts(chunk: tuple[bytes, bytes]) -> None:
    profile = making.chunk(b"zTXt", b"Raw profile type exif\0\0x")
    original = making.png(chunk, (b"zTXt", b"Raw profile type exif\0\0x"))

    found = stripped(original + SECRET)

    assert SECRET not in found
    assert profile in found
    assert pixels(found) == pixels(original)


def test_other_files_stay_as_they_are() -> None:
    data = making.plain("WEBP")
    assert stripped(data) is data


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8",
        b"\xff\xd8\x00\xe0\0\x04aa",
        b"\xff\xd8\xff\xe0\0",
        b"\xff\xd8\xff\xda\0\x04aa",
        making.plain("PNG")[:40],
        making.plain("PNG")[:-14] + struct.pack(">I4s", 2**31, b"tEXt"),
    ],
)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(LogbookError, match="it is damaged, and its metadata cannot be taken out"):
        stripped(data)
