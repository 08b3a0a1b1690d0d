"""What a picture file says of itself."""

from __future__ import annotations

import hashlib
import io
import os
import random
import struct
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from logbook.errors import LogbookError
from logbook.pictures import reading

MEDIA = Path(__file__).parents[3] / "shared/data/camtrap-dp-example/example/media"
MAKE, MODEL, ORIENTATION = 0x010F, 0x0110, 0x0112
TAKEN, OFFSET = 0x9003, 0x9011


def picture(kind: str = "JPEG", exif: dict[int, Any] | None = None, photo: dict[int, Any] | None = None) -> bytes:
    """Make a picture of 64 x 48 pixels, with Exif."""
    tags = Image.Exif()
    tags.update(exif or {})
    tags.get_ifd(0x8769).update(photo or {})
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, kind, **({"exif": tags} if exif or photo else {}))
    return buffer.getvalue()


def read(data: bytes, name: str = "a.jpg") -> reading.Facts:
    path = Path(name)
    path.write_bytes(data)
    return reading.read(path)


def test_time_camera_size_and_digest_are_read_from_the_file() -> None:
    data = picture(exif={MAKE: "RECONYX", MODEL: "HC600"}, photo={TAKEN: "2013:09:05 04:31:22"})

    assert read(data) == reading.Facts(
        hashlib.sha256(data).hexdigest(), "image/jpeg", 64, 48, None, "2013-09-05T04:31:22", "RECONYX HC600"
    )


@pytest.mark.parametrize(
    ("photo", "time"),
    [
        ({}, None),
        ({TAKEN: "2013:09:05 04:31:22", OFFSET: "+08:00"}, "2013-09-05T04:31:22+08:00"),
        ({TAKEN: "2013:09:05 04:31:22", OFFSET: "   :  "}, "2013-09-05T04:31:22"),
        ({TAKEN: "0000:00:00 00:00:00"}, None),
        ({TAKEN: "2013:02:30 04:31:22"}, None),
        ({TAKEN: "    :  :     :  :  "}, None),
        ({TAKEN: "x" * 10_000}, None),
        ({TAKEN: "٢٠١٣:09:05 04:31:22"}, None),
    ],
)
def test_a_time_is_kept_as_the_camera_recorded_it_and_never_guessed(photo: dict[int, Any], time: str | None) -> None:
    assert read(picture(photo=photo)).date_created == time


@pytest.mark.parametrize(
    ("exif", "camera"),
    [
        ({}, None),
        ({MAKE: "Canon"}, "Canon"),
        ({MODEL: "X"}, "X"),
        ({MAKE: "Canon", MODEL: "Canon EOS R5"}, "Canon EOS R5"),
        ({MAKE: " Bushnell\0", MODEL: " 119876C "}, "Bushnell 119876C"),
        ({MAKE: "Bushnell\0\0", MODEL: "119876C\0 v2"}, "Bushnell 119876C"),
    ],
)
def test_a_camera_is_its_maker_and_model(exif: dict[int, Any], camera: str | None) -> None:
    assert read(picture(exif=exif)).camera == camera


@pytest.mark.parametrize(("value", "kept"), [(1, None), (6, 6), (8, 8), (9, None), (0, None)])
def test_only_a_turned_picture_has_an_orientation(value: int, kept: int | None) -> None:
    assert read(picture(exif={ORIENTATION: value})).orientation == kept


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("PNG", "a.png", "image/png"),
        ("JPEG", "a.bin", "image/jpeg"),
        ("JPEG", "misnamed.png", "image/jpeg"),
        ("MPO", "a.jpg", "image/jpeg"),
        ("TIFF", "a.tif", "image/tiff"),
        ("WEBP", "东北豹.webp", "image/webp"),
    ],
)
def test_the_type_is_that_of_the_content(kind: str, name: str, media_type: str) -> None:
    assert read(picture(kind), name)[1:4] == (media_type, 64, 48)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.MP4", "video/mp4"), ("a.wav", "audio/x-wav"), ("a.heic", "image/heic"), ("a.NEF", "image/x-nikon-nef")],
)
def test_what_cannot_be_opened_is_known_by_its_name_and_digest(name: str, media_type: str) -> None:
    facts = read(b"anything", name)

    assert facts == reading.Facts(hashlib.sha256(b"anything").hexdigest(), facts.media_type)
    assert facts.media_type.replace("vnd.wave", "x-wav") == media_type


def test_a_picture_may_be_as_large_as_it_likes() -> None:
    before = Image.MAX_IMAGE_PIXELS
    header = picture("PNG")[:16] + (40_000).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0"
    with pytest.raises(LogbookError):
        read(header, "a.png")

    import zlib

    whole = header + zlib.crc32(header[12:]).to_bytes(4, "big") + picture("PNG")[33:]
    assert read(whole, "a.png")[2:4] == (40_000, 40_000)
    assert before == Image.MAX_IMAGE_PIXELS


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.jpg", "there is no picture missing.jpg; look at the name and the folder"),
        ("folder", "folder is a folder, not a picture; name the pictures in it"),
        ("empty.jpg", "empty.jpg is empty; copy it from the camera's card again"),
        ("notes.txt", "notes.txt is no picture that can be read; look whether it is whole"),
        ("pipe.jpg", "pipe.jpg is no file (a pipe or a device); name a picture file"),
        ("x" * 5000, "x cannot be read: File name too long"),
        ("a\0b", "'a\\x00b' cannot be the name of a file"),
    ],
    ids=lambda text: text[:12].replace("\0", "0"),
)
def test_what_is_no_picture_is_refused_by_name(name: str, said: str) -> None:
    Path("folder").mkdir()
    Path("empty.jpg").touch()
    Path("notes.txt").write_text("[/red]", encoding="utf-8")
    os.mkfifo("pipe.jpg")

    with pytest.raises(LogbookError) as error:
        reading.read(Path(name))

    assert str(error.value).endswith(said)


def test_broken_exif_takes_nothing_from_the_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise SyntaxError

    monkeypatch.setattr(Image.Image, "getexif", broken)

    assert read(picture())[2:] == (64, 48, None, None, None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same damage every time
    whole = picture(kind, exif={MAKE: "X", ORIENTATION: 6}, photo={TAKEN: "2013:09:05 04:31:22"})
    for _ in range(250):
        data = bytearray(whole[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(min(len(data), 300))] = chance.randrange(256)
        try:
            read(bytes(data), f"a.{kind.lower()}")
        except LogbookError as error:
            assert "is no picture" in str(error)  # noqa: PT017 - most of them are none


@pytest.mark.skipif(not MEDIA.is_dir(), reason="the example pictures of Camtrap DP are not here")
def test_the_pictures_of_the_camtrap_dp_example_are_read() -> None:
    facts = [reading.read(path) for path in sorted(MEDIA.iterdir())]

    assert len({one.sha256 for one in facts}) == len(facts) == 10
    assert {one[1:5] for one in facts} == {("image/jpeg", 2048, 1440, None)}
    assert {one.camera for one in facts} == {"RECONYX HYPERFIRE 2 COVERT"}
    # Their names say 31 May; the cameras' clocks are what is kept.
    assert {(one.date_created or "")[:10] for one in facts} == {"2021-04-11"}


def test_an_orientation_that_is_no_whole_number_is_none() -> None:
    rational = struct.pack("<HHHIIIII", 1, ORIENTATION, 5, 1, 26, 0, 3, 1)
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0" + rational)

    assert read(buffer.getvalue()).orientation is None


def test_a_maker_written_as_bare_bytes_is_text() -> None:
    undefined = struct.pack("<HHHI4sI", 1, MAKE, 7, 4, b"Trap", 0)
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48)).save(buffer, "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0" + undefined)

    assert read(buffer.getvalue()).camera == "Trap"
