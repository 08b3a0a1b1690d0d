"""Where Exif, IIM, XMP and a sidecar disagree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from logbook.pictures.reading.agreement import settle
from logbook.pictures.reading.said import Said
from tests.pictures.making import (
    ARTIST,
    COPYRIGHT,
    MAKE,
    TAKEN,
    iim,
    jpeg,
    read,
    tags,
    with_exif,
    with_iim,
    with_xmp,
    xmp,
)


def settled(*said: dict[str, Any], name: str = "a.jpg") -> dict[str, Any]:
    return {field: value for field, value in settle([Said(one) for one in said], name).items() if value is not None}


def test_a_sidecar_is_believed_then_xmp_then_iim_then_exif() -> None:
    exif = tags({MAKE: "Canon", ARTIST: "Exif", COPYRIGHT: "Exif", 0x010E: "Exif"}, {TAKEN: "2013:09:05 04:31:22"})
    older = iim((2, 80, b"IIM"), (2, 116, b"IIM"), (2, 110, b"IIM"), (2, 115, b"IIM"), (2, 55, b"20130905"))
    packet = xmp(
        "<dc:creator>XMP</dc:creator><photoshop:Credit>XMP</photoshop:Credit><photoshop:Headline>XMP</photoshop:Headline>"
    )
    Path("a.jpg.xmp").write_text(xmp("<photoshop:Credit>Sidecar</photoshop:Credit>"), encoding="utf-8")

    image = read(jpeg(with_exif(exif), with_iim(older), with_xmp(packet))).image

    assert (image.credit_line, image.title, image.creator) == ("Sidecar", "XMP", ("XMP",))
    assert (image.copyright_notice, image.supplier, image.caption, image.camera) == ("IIM", "IIM", "Exif", "Canon")
    assert image.date_created == "2013-09-05T04:31:22"


@pytest.mark.parametrize(
    ("times", "taken"),
    [
        (("2013-09-05", "2013-09-05T04:31:22", "2013-09-05T04:31:22+08:00"), "2013-09-05T04:31:22+08:00"),
        (("2013-09-05", "2013-09-06T04:31:22", "2013-09-05T04:31"), "2013-09-05T04:31"),
        (("2013-09-05T04:31:22", "2013-09-05"), "2013-09-05T04:31:22"),
        ((None, "2013"), "2013"),
        ((None,), None),
    ],
)
def test_a_later_time_is_taken_where_it_is_the_same_more_exactly(
    times: tuple[str | None, ...], taken: str | None
) -> None:
    assert settled(*({"date_created": time} for time in times)).get("date_created") == taken


def test_the_halves_of_a_position_are_never_mixed() -> None:
    here = {"decimal_latitude": 0.0, "decimal_longitude": 130.0}
    there = {"decimal_latitude": 43.0, "decimal_longitude": 0.0}

    assert settled(here, there) == here


@pytest.mark.parametrize(
    ("titles", "headline", "title"),
    [
        (("Rare sight",), None, "Rare sight"),
        (("Rare sight",), "Two cubs", "Two cubs"),
        (("IMG_0001",), None, None),
        (("img_0001.jpg", "Rare sight"), None, "Rare sight"),
        ((None, "IMG_0001.JPG"), None, None),
        (("IMG_0002",), None, "IMG_0002"),
    ],
)
def test_the_iptc_title_stands_in_for_a_headline_unless_it_is_the_name_of_the_file(
    titles: tuple[str | None, ...], headline: str | None, title: str | None
) -> None:
    said = [Said({}, one) for one in titles]
    said.append(Said({"title": headline} if headline else {}))

    assert settle(said, "IMG_0001.JPG")["title"] == title


def test_a_makers_boilerplate_is_a_notice_and_names_nobody() -> None:
    camera = {"camera": "Cuddeback 1279", "copyright_notice": "Copyright Cuddeback, 2021", "creator": ("Cuddeback",)}

    assert settled({"credit_line": "© 2021 Cuddeback"}, {"credit_line": "WCS"}, camera) == {
        "camera": "Cuddeback 1279",
        "copyright_notice": "Copyright Cuddeback, 2021",
        "credit_line": "WCS",
    }
    assert settled(camera | {"creator": ("RECONYX", "Иван Петров")})["creator"] == ("Иван Петров",)
