"""The beginning of a JPEG that bears a record."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PIL import Image as Pillow

from logbook.pictures.properties import PROPERTIES
from logbook.pictures.writing import segments
from logbook.records import Image
from tests.pictures import exiftool, making
from tests.pictures.writing.test_packets import WHOLE, told

LONG = 20_000


def made(image: Image) -> bytes:
    """Put a picture behind the beginning."""
    return segments.begun(image) + making.plain("JPEG").removeprefix(segments.BEGIN)


def read(image: Image) -> Image:
    found = making.read(made(image))
    assert not found.notes
    return found.image


def test_the_reader_reads_the_whole_record_from_it() -> None:
    found = read(WHOLE)

    assert {name: getattr(found, name) for name in told(WHOLE)} == told(WHOLE)


def test_nothing_said_is_nothing_written_but_an_empty_packet() -> None:
    data = made(Image())
    assert b"Exif\0" not in data
    assert b"Photoshop" not in data
    with Pillow.open(io.BytesIO(data)) as opened:
        assert opened.info.keys() == {"jfif", "jfif_version", "jfif_unit", "jfif_density", "xmp"}


@exiftool.needed
def test_exiftool_reads_it_in_every_standard() -> None:
    path = Path("a.jpg")
    path.write_bytes(made(WHOLE))

    found = exiftool.read(path, "-validate", "-all")
    assert found["ExifTool:Validate"] == "OK"
    assert found["IFD0:Artist"] == "; ".join(WHOLE.creator)
    assert found["IFD0:Copyright"] == WHOLE.copyright_notice
    assert found["IFD0:ImageDescription"] == WHOLE.caption
    assert found["IPTC:Credit"] == WHOLE.credit_line
    assert found["IPTC:Keywords"] == list(WHOLE.tags)
    assert found["XMP-photoshop:Credit"] == WHOLE.credit_line
    assert found["XMP-cc:License"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "WCS ]]>",
        "a\0b\x1b",
        '"onerror="',
        "</x:xmpmeta>",
        "{{ 7 * 7 }}",
        "é\u2028豹\U0001f406",
    ],
)
def test_no_text_breaks_out_of_its_place(text: str) -> None:
    image = Image(title=text, caption=text, creator=(text,), credit_line=text, tags=(text,), usage_terms=text)
    clean = text.replace("\0", "").replace("\x1b", "")

    found = read(image)
    assert (found.title, found.caption, found.credit_line) == (clean, clean, clean)
    assert (found.creator, found.tags, found.usage_terms) == ((clean,), (clean,), clean)


@pytest.mark.parametrize("field", ["caption", "alt_text", "usage_terms"])
def test_a_text_of_5000_characters_stays_whole(field: str) -> None:
    text = "豹 <&> " * 1000

    assert getattr(read(replace(WHOLE, **{field: text})), field) == text.strip()


def test_a_record_too_long_for_a_segment_is_cut_and_its_short_texts_stay() -> None:
    many = tuple(f"word {number}" for number in range(2000))
    found = read(replace(WHOLE, caption="ж" * 2 * LONG, tags=many))

    assert found.caption == "ж" * 4000
    assert found.tags == many[: len(found.tags)]
    assert 7000 < sum(map(len, found.tags)) <= 8000
    assert found.credit_line == WHOLE.credit_line
    assert found.creator == WHOLE.creator
    assert found.license == WHOLE.license


def test_of_a_list_with_one_text_too_long_its_beginning_stays() -> None:
    assert read(Image(creator=("x" * 4 * LONG,))).creator == ("x" * 8000,)


@pytest.mark.parametrize(
    ("text", "times"), [("a&", 5000), ("a&" * LONG, 3), ("x; " * LONG, 2), ("豹" * LONG, 3), ("e\u0301" * LONG, 3)]
)
def test_however_long_all_of_a_record_is_its_segments_hold_it(text: str, times: int) -> None:
    lists = {"creator", "tags"}
    said: dict[str, Any] = {one.field: (text,) * times if one.field in lists else text for one in PROPERTIES}

    begun = segments.begun(Image(**said))
    found = making.read(made(Image(**said))).image
    assert begun.count(b"8BIM") == begun.count(b"x:xmpmeta xmlns") == 1
    assert found.creator[0][:1] == found.credit_line[:1] == found.copyright_notice[:1] == text[:1]
