"""Exif: time, place and camera as the camera wrote them, and nothing that it did not write."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.pictures.reading import exif, tiff
from tests.pictures.making import (
    ARTIST,
    CAPTION,
    COPYRIGHT,
    MAKE,
    MAKER_NOTE,
    MODEL,
    OFFSET,
    ORIENTATION,
    TAKEN,
    tags,
)

NORTH, EAST = [(43, 1), (28, 1), (2814, 1000)], [(130, 1), (3606, 100), (0, 1)]
BROKEN = ("its Exif is broken and was read only in part",)


def said(main: dict[int, Any], photo: dict[int, Any] | None = None, gps: dict[int, Any] | None = None) -> Any:
    return exif.read(io.BytesIO(tags(main, photo, gps))).fields


@pytest.mark.parametrize(
    ("photo", "time"),
    [
        ({}, None),
        ({TAKEN: "2013:09:05 04:31:22", OFFSET: "+08:00"}, "2013-09-05T04:31:22+08:00"),
        ({TAKEN: "2013:09:05 04:31:22", OFFSET: "   :  "}, "2013-09-05T04:31:22"),
        ({TAKEN: "2013:09:05 04:31:22", OFFSET: "+99:00"}, None),
        ({TAKEN: "2013:09:05 04:31:  "}, "2013-09-05T04:31"),
        ({TAKEN: "2013:09:05   :  :  ", OFFSET: "+08:00"}, "2013-09-05"),
        ({TAKEN: "2013:  :     :  :  "}, "2013"),
        ({TAKEN: "2013:21:05 04:31:22"}, None),
        ({TAKEN: "0000:00:00 00:00:00"}, None),
        ({TAKEN: "2013:02:30 04:31:22"}, None),
        ({TAKEN: "    :  :     :  :  "}, None),
        ({TAKEN: "x" * 10_000}, None),
        ({TAKEN: "٢٠١٣:09:05 04:31:22"}, None),
    ],
)
def test_a_time_is_kept_as_the_camera_recorded_it_and_never_guessed(photo: dict[int, Any], time: str | None) -> None:
    assert said({}, photo).get("date_created") == time


def test_the_time_of_the_last_change_is_no_capture_time() -> None:
    assert said({0x0132: "2020:01:01 00:00:00"}, {0x9004: "2020:01:01 00:00:00"}) == {}


def test_a_time_in_the_main_directory_is_read_too() -> None:
    assert said({TAKEN: "2013:09:05 04:31:22"})["date_created"] == "2013-09-05T04:31:22"


@pytest.mark.parametrize(
    ("main", "camera"),
    [
        ({}, None),
        ({MAKE: "Canon"}, "Canon"),
        ({MODEL: "X"}, "X"),
        ({MAKE: "Canon", MODEL: "Canon EOS R5"}, "Canon EOS R5"),
        ({MAKE: " Bushnell\0", MODEL: " 119876C "}, "Bushnell 119876C"),
        ({MAKE: "Bushnell\0\0", MODEL: "119876C\0 v2"}, "Bushnell 119876C"),
        ({MAKE: b"Trap"}, "Trap"),
        ({MAKE: (3, 1, b"\1\0")}, None),
    ],
)
def test_a_camera_is_its_maker_and_model(main: dict[int, Any], camera: str | None) -> None:
    assert said(main).get("camera") == camera


@pytest.mark.parametrize(("value", "kept"), [(1, None), (6, 6), (8, 8), (9, None), (0, None), ([(6, 1)], None)])
def test_only_a_turned_picture_has_an_orientation(value: object, kept: int | None) -> None:
    assert said({ORIENTATION: value}).get("orientation") == kept


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("© Иван Петров".encode(), "© Иван Петров"),
        ("café “x”".encode("cp1252"), "café “x”"),
        ("café \x8d".encode("latin-1"), "café"),
        (b"WCS\0 and what follows", "WCS"),
        (b" \0editor", None),
        (b"a\x1b[31mb\x07", "a[31mb"),
    ],
)
def test_text_is_utf_8_or_latin_1_and_ends_at_nul(written: bytes, text: str | None) -> None:
    assert said({COPYRIGHT: (2, len(written), written)}).get("copyright_notice") == text


def test_several_artists_stand_between_semicolons() -> None:
    assert said({ARTIST: "Иван Петров; 张三;; Иван Петров"})["creator"] == ("Иван Петров", "张三")


@pytest.mark.parametrize(
    ("written", "caption"),
    [
        ("A cub on snow", "A cub on snow"),
        ("OLYMPUS DIGITAL CAMERA         ", None),
        ("SONY DSC", None),
        ("DCIM\\100MEDIA\\DJI_0001.JPG", None),
        ("        ", None),
        ("A digital camera", "A digital camera"),
    ],
)
def test_what_a_camera_writes_under_every_picture_is_no_caption(written: str, caption: str | None) -> None:
    assert said({CAPTION: written}).get("caption") == caption


@pytest.mark.parametrize(
    ("gps", "place"),
    [
        ({1: "N", 2: NORTH, 3: "E", 4: EAST}, (43.4674483, 130.601)),
        ({1: "S", 2: NORTH, 3: "W", 4: EAST}, (-43.4674483, -130.601)),
        ({1: "N", 2: [(434_674_483, 10_000_000)], 3: "E", 4: [(130, 1)]}, (43.4674483, 130.0)),
        ({1: "S", 2: [(0, 1)], 3: "E", 4: [(130, 1)]}, (0.0, 130.0)),
        ({2: NORTH, 4: EAST}, None),
        ({1: "N", 2: NORTH, 4: EAST}, None),
        ({1: "", 2: NORTH, 3: "E", 4: EAST}, None),
        ({1: "E", 2: NORTH, 3: "N", 4: EAST}, None),
        ({1: "NS", 2: NORTH, 3: "E", 4: EAST}, None),
        ({1: "N", 2: [(0, 1)] * 3, 3: "E", 4: [(0, 1)] * 3}, None),
        ({1: "N", 2: [(0, 0)] * 3, 3: "E", 4: [(0, 0)] * 3}, None),
        ({1: "N", 2: [(90, 1), (1, 1)], 3: "E", 4: EAST}, None),
        ({1: "N", 2: NORTH, 3: "E", 4: [(181, 1)]}, None),
        ({1: "N", 3: "E", 4: EAST}, None),
        ({1: "N", 2: NORTH, 3: "E", 4: EAST, 9: "V"}, None),
        ({1: "N", 2: NORTH, 3: "E", 4: EAST, 9: "A"}, (43.4674483, 130.601)),
    ],
)
def test_a_position_has_its_hemispheres_or_is_none(gps: dict[int, Any], place: tuple[float, float] | None) -> None:
    fields = said({}, gps=gps)

    assert (fields.get("decimal_latitude"), fields.get("decimal_longitude")) == (place or (None, None))


def note(version: bytes = b"\x01\xf1\x03\0", time: tuple[int, ...] = (0, 0, 10, 3, 16, 2020)) -> bytes:
    return version.ljust(22, b"\0") + struct.pack("<6H", *time)


@pytest.mark.parametrize(
    ("main", "photo", "time"),
    [
        ({}, {MAKER_NOTE: note()}, "2020-03-16T10:00:00"),
        ({MAKE: "RECONYX"}, {MAKER_NOTE: note(b"\x01\xf1")}, "2020-03-16T10:00:00"),
        ({}, {MAKER_NOTE: note(b"\x01\xf1")}, None),
        ({MAKE: "RECONYX"}, {MAKER_NOTE: note(b"RECONYXH2\0")}, None),
        ({}, {MAKER_NOTE: note()[:30]}, None),
        ({}, {MAKER_NOTE: note(time=(0, 0, 10, 13, 16, 2020))}, None),
        ({}, {MAKER_NOTE: note(), TAKEN: "2013:09:05 04:31:22"}, "2013-09-05T04:31:22"),
    ],
)
def test_a_reconyx_hyperfire_has_its_time_in_the_maker_note(
    main: dict[int, Any], photo: dict[int, Any], time: str | None
) -> None:
    assert said(main, photo).get("date_created") == time


@pytest.mark.parametrize(
    "data", [b"", b"II", b"XX*\0\x08\0\0\0", b"II+\1\x08\0\0\0", b"II*\0\xff\xff\xff\xff", b"II*\0"]
)
def test_what_is_no_exif_is_noted(data: bytes) -> None:
    assert exif.read(io.BytesIO(data)) == ({}, None, (), BROKEN)


def test_of_broken_exif_the_rest_is_read() -> None:
    beyond = (2, 60_000, struct.pack("<I", 7))
    data = tags({MAKE: "Canon", ARTIST: beyond, 0x8769: (4, 1, b"\xff\xff\0\0")})

    assert exif.read(io.BytesIO(data)) == ({"camera": "Canon"}, None, (), BROKEN)


@pytest.mark.parametrize("broken", [(2, 60_000, b"\x07\0\0\0"), (2, 50, b"\xff\xff\0\0"), (2, 0xFFFFFFFF, b"\0\0\0\0")])
def test_a_broken_tag_costs_nothing_that_stands_behind_it(broken: tuple[int, int, bytes]) -> None:
    data = tags({CAPTION: broken, COPYRIGHT: "© WCS"}, {TAKEN: "2013:09:05 04:31:22"})

    fields = {"copyright_notice": "© WCS", "date_created": "2013-09-05T04:31:22"}
    assert exif.read(io.BytesIO(data)) == (fields, None, (), BROKEN)


@pytest.mark.parametrize(
    "data",
    [
        tags({ARTIST: (99, 5, b"what")}),
        tags({0x8769: "no offset"}),
        tags({0x8769: (9, 1, b"\xff\xff\xff\xff")}),
        tags({}, {MAKER_NOTE: (7, 60_000, b"\x07\0\0\0")}),
        b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHI4s", ORIENTATION, 3, 1, b"\1\0\0\0"),
    ],
    ids=["type", "pointer", "negative pointer", "maker note", "cut off"],
)
def test_what_cannot_be_read_is_never_passed_over_in_silence(data: bytes) -> None:
    assert exif.read(io.BytesIO(data)) == ({}, None, (), BROKEN)


def test_a_broken_maker_note_takes_nothing_from_a_time() -> None:
    data = tags({}, {TAKEN: "2013:09:05 04:31:22", MAKER_NOTE: (7, 60_000, b"\x07\0\0\0")})

    assert exif.read(io.BytesIO(data)) == ({"date_created": "2013-09-05T04:31:22"}, None, (), ())


def test_of_two_tags_that_are_one_the_first_is_read() -> None:
    entries = b"".join(struct.pack("<HHI4s", ARTIST, 2, 4, name) for name in (b"WCS\0", b"WWF\0"))
    data = b"II*\0\x08\0\0\0\x02\0" + entries

    assert exif.read(io.BytesIO(data)) == ({"creator": ("WCS",)}, None, (), ())


def test_no_more_is_read_than_metadata_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiff, "MOST_BYTES", 1000)
    data = tags(dict.fromkeys((CAPTION, ARTIST, COPYRIGHT), (7, 600, b"x" * 600)))

    assert list(exif.read(io.BytesIO(data)).fields) == ["caption"]


def test_what_nobody_reads_may_be_broken() -> None:
    data = tags({MAKE: "Canon", 0x013C: (2, 60_000, struct.pack("<I", 7)), 0x4444: (99, 5, b"what")})

    assert exif.read(io.BytesIO(data)) == ({"camera": "Canon"}, None, (), ())


def test_the_text_of_exif_3_is_read() -> None:
    text = "© 国家林业局".encode()

    assert said({COPYRIGHT: (129, len(text), text)}) == {"copyright_notice": "© 国家林业局"}


def test_big_endian_is_read_as_well() -> None:
    data = b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, ORIENTATION, 3, 1, 6, 0, 0)

    assert exif.read(io.BytesIO(data)).fields == {"orientation": 6}


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_are_too_odd(noise: bytes, at: int) -> None:
    whole = tags({MAKE: "Canon", ARTIST: "Петров"}, {TAKEN: "2013:09:05 04:31:22"}, {1: "N", 2: NORTH})
    exif.read(io.BytesIO(whole[:at] + noise + whole[at:]))
