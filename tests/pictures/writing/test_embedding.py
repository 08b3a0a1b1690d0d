"""Copies of pictures with their records written into them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from PIL import Image as Pillow

from logbook.errors import LogbookError
from logbook.pictures.properties import PROPERTIES
from logbook.pictures.reading import said
from logbook.pictures.writing import embedding, packets
from logbook.records import Image
from tests.pictures import exiftool, making
from tests.pictures.writing.test_packets import WHOLE, told

pytest.importorskip("pyexiv2", reason="the extra `embed` is not installed")

KINDS = ("JPEG", "PNG", "TIFF", "WEBP")
IIM = {
    "CodedCharacterSet": "UTF8",
    "Headline": "Rare sight",
    "Caption-Abstract": WHOLE.caption,
    "Writer-Editor": "Editor",
    "By-line": ["Иван Петрович Сид", "王小明"],
    "Credit": "© WWF-Russia / ISUNR",
    "CopyrightNotice": "© 2013 WWF-Russia",
    "Source": "ISUNR",
    "Keywords": list(WHOLE.tags),
    "DateCreated": "2013:10:09",
    "TimeCreated": "04:31:22+08:00",
}
"""What IIM has of the record; WebP has no place for it."""
PLACE = {1: "N", 2: [(43, 1), (36, 1), (0, 1)], 3: "E", 4: [(130, 1), (36, 1), (0, 1)]}


def scan(data: bytes) -> bytes:
    """Give a JPEG from its tables on: all that pixels are made of."""
    here = 2
    kept = b""
    while data[here + 1] != 0xDA:
        length = int.from_bytes(data[here + 2 : here + 4], "big") + 2
        kept += b"" if data[here + 1] >= 0xE0 else data[here : here + length]
        here += length
    return kept + data[here:]


def pixels(data: bytes) -> bytes:
    with Pillow.open(io.BytesIO(data)) as opened:
        return opened.tobytes()


def saved(data: bytes, name: str = "copy.jpg") -> Path:
    path = Path(name)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_the_reader_reads_the_whole_record_from_a_copy(kind: str) -> None:
    found = making.read(embedding.embedded(making.plain(kind), WHOLE).data, f"copy.{kind.lower()}")

    assert not found.notes
    assert {name: getattr(found.image, name) for name in told(WHOLE)} == told(WHOLE)


@pytest.mark.parametrize("kind", KINDS)
def test_the_pixels_are_unchanged(kind: str) -> None:
    original = making.plain(kind)
    copy = embedding.embedded(original, WHOLE).data

    assert copy != original
    assert pixels(copy) == pixels(original)
    assert kind != "JPEG" or scan(copy) == scan(original)


@exiftool.needed
def test_exiftool_reads_each_standard() -> None:
    copies = [saved(embedding.embedded(making.plain(kind), WHOLE).data, kind) for kind in KINDS]

    for kind, found in zip(KINDS, exiftool.read_all(copies), strict=True):
        assert found["XMP-photoshop:Credit"] == "© WWF-Russia / ISUNR"
        assert found["XMP-dc:Creator"] == list(WHOLE.creator)
        assert found["XMP-iptcCore:AltTextAccessibility"] == WHOLE.alt_text
        assert [one["CopyrightOwnerName"] for one in found["XMP-plus:CopyrightOwner"]] == ["WWF-Russia", "ISUNR"]
        assert found["IFD0:Artist"] == "Иван Петрович Сидоров-Амурский; 王小明"
        assert found["IFD0:ImageDescription"] == WHOLE.caption
        assert found["IFD0:Copyright"] == "© 2013 WWF-Russia"
        assert found["ExifIFD:DateTimeOriginal"] == "2013:10:09 04:31:22"
        assert found["ExifIFD:OffsetTimeOriginal"] == "+08:00"
        iim = {name.removeprefix("IPTC:"): value for name, value in found.items() if name.startswith("IPTC:")}
        assert iim == ({} if kind == "WEBP" else IIM)


@settings(max_examples=40)
@given(st.text(max_size=50))
def test_any_text_survives_or_is_reported(text: str) -> None:
    copy = embedding.embedded(making.plain("JPEG"), Image(alt_text=text))

    whole = packets.held(text)
    assert (making.read(copy.data).image.alt_text or "") == said.clean(whole)
    assert bool(copy.notes) == (whole != text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("x" * 32, "x" * 32),
        ("x" * 33, "x" * 32),
        ("ж" * 17, "ж" * 16),
        ("x" + "ж" * 16, "x" + "ж" * 15),
        ("豹" * 11, "豹" * 10),
        ("x" * 31 + "e\u0301", "x" * 31),
        ("x" * 30 + "e\u0301\u0302", "x" * 30),
        ("\u0301" * 40, ""),
        ("xx" + "\u0915\u093f" * 6, "xx" + "\u0915\u093f" * 5),
        ("xxxxx" + "\u0915\u093f" * 5, "xxxxx" + "\u0915\u093f" * 4),
    ],
)
def test_a_limit_of_bytes_never_cuts_a_character(text: str, cut: str) -> None:
    assert packets.cut(text, 32) == cut


def test_what_iim_cuts_is_reported_by_field() -> None:
    image = Image(creator=("Иван Петрович Сидоров-Амурский", "王小明"), title="x" * 300, credit_line="WCS")

    copy = embedding.embedded(making.plain("JPEG"), image)

    assert copy.notes == (
        "title: cut to the 256 bytes that IIM holds; XMP has it whole",
        "creator: cut to the 32 bytes that IIM holds; XMP has it whole",
    )
    assert not embedding.embedded(making.plain("WEBP"), image).notes


@exiftool.needed
def test_an_old_iim_is_written_again_as_utf_8() -> None:
    old = [
        (b"", "latin-1", "Köln"),
        (b"", "utf-8", "Köln"),
        (b"\x1b.A", "latin-1", "Köln"),
        (b"\x1b-L", "iso8859-5", "Терней"),
        (b"\x1b$)A", "gb2312", "珲春"),
        (b"\x1b%G", "utf-8", "珲春"),
    ]
    copies = []
    for declared, encoding, city in old:
        text = city.encode(encoding)
        sets = [(1, 90, declared), (2, 90, text), (2, 25, text), (2, 202, b"\xe9")]
        original = making.jpeg(making.with_iim(making.iim(*sets[not declared :])))
        copy = embedding.embedded(original, Image(credit_line="© WCS", tags=("x",))).data
        copies.append(saved(copy, str(len(copies))))

    for (_, _, city), found in zip(old, exiftool.read_all(copies, "-b", "-IPTC:all"), strict=True):
        assert found["IPTC:CodedCharacterSet"] == "UTF8"
        assert (found["IPTC:City"], found["IPTC:Keywords"]) == (city, [city, "x"])
        assert found["IPTC:Credit"] == "© WCS"
        assert found["IPTC:ObjectPreviewData"] == "base64:6Q=="


def test_what_is_not_in_the_characters_it_declares_is_left_out_and_said() -> None:
    original = making.jpeg(making.with_iim(making.iim((1, 90, b"\x1b$)A"), (2, 90, b"\xff\xff"), (2, 105, b"A title"))))

    copy = embedding.embedded(original, Image(credit_line="WCS"))

    assert copy.notes == ("City in its IIM: left out, not in the characters that it declares",)
    assert b"\xff\xff" not in copy.data[:2000]
    assert b"A title" in copy.data


def test_nothing_is_said_of_a_picture_of_which_nothing_is_known() -> None:
    copy = embedding.embedded(making.plain("JPEG"), Image())

    assert b"8BIM" not in copy.data
    assert told(replace(making.read(copy.data).image, sha256=None)) == {
        "media_type": "image/jpeg",
        "width": 64,
        "height": 48,
    }


@exiftool.needed
def test_a_corrected_time_takes_the_place_of_the_cameras() -> None:
    photo = {making.TAKEN: "2012:01:01 00:00:01", making.OFFSET: "+01:00", 0x9291: "25"}
    original = making.jpeg(making.with_exif(making.tags({}, photo)))
    left = ("2012:01:01 00:00:01", "+01:00", 25)
    dates = {
        "2013-10-09T04:31:22+08:00": ("2013:10:09 04:31:22", "+08:00", None, "2013:10:09", "04:31:22+08:00"),
        "2013-10-09T04:31:22Z": ("2013:10:09 04:31:22", "+00:00", None, "2013:10:09", "04:31:22+00:00"),
        "2013-10-09T04:31:22": ("2013:10:09 04:31:22", None, None, "2013:10:09", None),
        "2012-01-01T00:00:01": ("2012:01:01 00:00:01", None, 25, "2012:01:01", None),
        "2013-10-09T04:31Z": (*left, "2013:10:09", "04:31:00+00:00"),
        "2013-10-09": (*left, "2013:10:09", None),
        "2013-10": (*left, None, None),
        "2013-10~": (*left, None, None),
        "2013-02-30": (*left, None, None),
    }
    copies = [saved(embedding.embedded(original, Image(date_created=date)).data, date) for date in dates]
    tags = [f"ExifIFD:{tag}Original" for tag in ("DateTime", "OffsetTime", "SubSecTime")]
    tags += ["IPTC:DateCreated", "IPTC:TimeCreated"]

    assert [tuple(map(found.get, tags)) for found in exiftool.read_all(copies)] == list(dates.values())
    taken = [making.reading.read(copy).image.date_created for copy in copies]
    assert taken == [*list(dates)[:-2], "2012-01-01T00:00:01+01:00", "2012-01-01T00:00:01+01:00"]


def test_iim_has_date_and_time_as_the_standard_writes_them() -> None:
    copy = embedding.embedded(making.plain("JPEG"), Image(date_created="2013-10-09T04:31+08:00"))

    assert b"\x1c\x02\x37\0\x0820131009" in copy.data
    assert b"\x1c\x02\x3c\0\x0b043100+0800" in copy.data


@exiftool.needed
def test_position_and_serial_number_go_out_with_no_copy_unless_asked_for() -> None:
    originals = [saved(making.plain(kind), kind) for kind in KINDS]
    telling = ("-GPSLatitude=43.6", "-GPSLatitudeRef=N", "-XMP-exif:GPSLatitude=43.6", "-SerialNumber=H77")
    exiftool.write(originals, *telling)
    copies = [embedding.embedded(path.read_bytes(), WHOLE) for path in originals]
    kept = [embedding.embedded(path.read_bytes(), WHOLE, tells="all") for path in originals]

    paths = [saved(copy.data, f"copy{number}") for number, copy in enumerate((*copies, *kept))]
    found = exiftool.read_all(paths)

    assert not [name for tags in found[: len(copies)] for name in tags if "GPS" in name or "Serial" in name]
    assert all(
        {"GPS:GPSLatitude", "XMP-exif:GPSLatitude", "ExifIFD:SerialNumber"} <= tags.keys()
        for tags in found[len(copies) :]
    )
    for copy in copies:
        assert copy.notes[-1].startswith("taken out of the copy: ")
        assert all(name in copy.notes[-1] for name in ("Exif GPS", "BodySerialNumber", "XMP GPSLatitude"))


@exiftool.needed
def test_what_the_record_says_nothing_of_stays() -> None:
    path = saved(making.plain("JPEG"))
    exiftool.write([path], "-XMP-dc:Title=Ref 7", "-IPTC:ObjectName=Ref 7", "-Make=RECONYX", "-IFD0:Artist=Somebody")
    copy = saved(embedding.embedded(path.read_bytes(), Image(title="Rare sight")).data)

    found = exiftool.read(copy)

    assert (found["XMP-dc:Title"], found["IPTC:ObjectName"]) == ("Ref 7", "Ref 7")
    assert (found["IFD0:Make"], found["IFD0:Artist"]) == ("RECONYX", "Somebody")
    assert found["IPTC:Headline"] == found["XMP-photoshop:Headline"] == "Rare sight"


@exiftool.needed
def test_the_digest_by_which_readers_compare_iim_and_xmp_is_renewed() -> None:
    path = saved(making.plain("JPEG"))
    exiftool.write([path], "-IPTC:Credit=old", "-IPTCDigest=new")
    before = exiftool.read(path, "-IPTCDigest", "-CurrentIPTCDigest")

    found = exiftool.read(saved(embedding.embedded(path.read_bytes(), WHOLE).data), "-IPTCDigest", "-CurrentIPTCDigest")

    assert found["Photoshop:IPTCDigest"] == found["File:CurrentIPTCDigest"] != before["Photoshop:IPTCDigest"]


def several(exif: bytes = b"") -> bytes:
    """Make a JPEG with a second picture behind it."""
    buffer = io.BytesIO()
    first, second = (Pillow.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    first.save(buffer, "MPO", save_all=True, append_images=[second])
    data = buffer.getvalue()
    at = data.rindex(b"\xff\xd8\xff") + 2
    return data[:at] + exif + data[at:]


def test_pictures_behind_the_first_stay_and_are_found() -> None:
    copy = embedding.embedded(several(), WHOLE).data
    with Pillow.open(io.BytesIO(copy)) as opened:
        length = opened.mpinfo[0xB002][0]["Size"]
        opened.seek(1)
        red, _, blue = opened.getpixel((5, 5))

    assert copy[:length].endswith(b"\xff\xd9")
    assert copy[length:].startswith(b"\xff\xd8\xff")
    assert (opened.format, opened.n_frames, red < 9, blue > 240) == ("MPO", 2, True, True)


def test_a_position_that_cannot_be_taken_out_is_never_copied() -> None:
    behind = several(making.segment(*making.with_exif(making.tags({}, gps=PLACE))))

    with pytest.raises(LogbookError, match="a position in it cannot be taken out; --exact copies it"):
        embedding.embedded(behind, WHOLE)
    for film in (b"<exif:GPSLatitude>43,36N", b"drone-dji:GpsLatitude", b"\xa9xyz\0\x12\x15\xc7+43.6000+130.6000/"):
        with pytest.raises(LogbookError, match="a position in it cannot be taken out"):
            embedding.embedded(making.plain("JPEG") + film, WHOLE)
    assert embedding.embedded(behind, WHOLE, tells="all")


@pytest.mark.parametrize("behind", [b"MPF\0II*\0\xff\xff", b"MPF\0II*\0\x08\0\0\0\0\0\0\0\0\0"])
def test_a_broken_list_of_pictures_is_left_as_it_is(behind: bytes) -> None:
    assert embedding.embedded(making.plain("JPEG") + behind, WHOLE).data.endswith(behind)


def test_a_picture_that_means_another_thing_by_a_prefix_changes_no_copy() -> None:
    namespace = "http://ns.adobe.com/photoshop/1.0/"
    odd = making.xmp("<photoshop:Credit>A</photoshop:Credit>").replace(namespace, "http://example.org/another/")
    record = Image(credit_line="© WCS")

    for packet in (odd, making.xmp("<photoshop:Credit>A</photoshop:Credit>")):
        copy = embedding.embedded(making.jpeg(making.with_xmp(packet)), record).data
        assert making.read(copy).image.credit_line == "© WCS"
        assert namespace.encode() in copy


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"GIF89a", "only a JPEG, PNG, TIFF or WebP can hold a record; --format xmp writes a sidecar"),
        (b"", "only a JPEG, PNG, TIFF or WebP"),
        (b"\xff\xd8\xff" + bytes(100), "no copy could be written: "),
        (b"II*\0\x08\0\0\0" + bytes(8), "its credit cannot be written so that it is found again; --format xmp"),
        (
            making.jpeg(making.with_xmp("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")),
            "its XMP cannot be rewritten, because it declares a DTD or entities, which are never read",
        ),
        (making.jpeg(making.with_xmp(b"<a>\xff</a>")), "because it is not well-formed XML"),
    ],
    ids=["GIF", "empty", "broken", "no pixels", "entities", "no text"],
)
def test_what_no_record_can_be_written_into_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(LogbookError, match=reason):
        embedding.embedded(data, WHOLE)


def test_a_cameras_raw_file_is_refused_though_it_begins_as_a_tiff() -> None:
    with pytest.raises(LogbookError, match="only a JPEG, PNG, TIFF or WebP"):
        embedding.embedded(making.plain("TIFF"), Image(media_type="image/x-nikon-nef"))


def test_metadata_too_large_for_the_file_are_refused() -> None:
    with pytest.raises(LogbookError, match="no copy could be written: Size of"):
        embedding.embedded(making.plain("JPEG"), Image(caption="x" * 70_000))


def test_without_the_extra_it_is_said_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyexiv2", None)

    with pytest.raises(LogbookError, match=r"pip install 'sighting-logbook\[embed\]'"):
        embedding.embedded(making.plain("JPEG"), WHOLE)


@exiftool.needed
@pytest.mark.parametrize(
    "original",
    [making.REFERENCE, *making.FRAMES.glob("*1.JPG"), *making.SHARED.glob("pictures/[gr]*.jpg")],
    ids=lambda path: path.name,
)
def test_pictures_of_cameras_keep_all_but_what_was_written(original: Path) -> None:
    copy = embedding.embedded(original.read_bytes(), Image(credit_line="© WCS"))
    kept = ("-XMP:all", "-IPTC:all", "-EXIF:all", "-MakerNotes:all", "-ICC_Profile:all")
    before, after = exiftool.read(original, *kept), exiftool.read(saved(copy.data), *kept)

    assert scan(copy.data) == scan(original.read_bytes())
    changed = {tag for tag in before | after if before.get(tag) != after.get(tag)}
    assert {tag for tag in changed if "GPS" not in str((tag, before.get(tag)))} <= {
        "SourceFile",
        "XMP-x:XMPToolkit",
        "XMP-photoshop:Credit",
        "IPTC:Credit",
        "IPTC:CodedCharacterSet",
        "IFD1:ThumbnailOffset",
    }


@exiftool.needed
def test_the_iptc_reference_picture_comes_back_from_a_sidecar_and_from_a_copy() -> None:
    original = making.REFERENCE
    record = making.reading.read(original).image
    sidecar = saved(packets.written(record).data, "a.xmp")
    copy = saved(embedding.embedded(making.plain("JPEG"), record).data)
    tags = [f"-XMP-{one.xmp.replace('Iptc4xmpCore', 'iptcCore')}" for one in PROPERTIES]

    found = [{**tags, "SourceFile": ""} for tags in exiftool.read_all([original, sidecar, copy], *tags)]

    for owner in found[0]["XMP-plus:CopyrightOwner"]:
        owner.pop("CopyrightOwnerID")  # our record has no field for it
    assert len(found[0]) == len([one for one in PROPERTIES if getattr(record, one.field)]) + 1 > 10
    assert found[0] == found[1] == found[2]


SAYING = (
    *(
        "-GPSLatitude=43.6",
        "-GPSLatitudeRef=N",
        "-SerialNumber=H77",
        "-UserComment=Old Oak",
        "-ImageDescription=Old Oak",
    ),
    *("-XMP-iptcCore:Location=Old Oak", "-XMP-dc:Title=Old Oak", "-OwnerName=Old Oak", "-ImageUniqueID=Old Oak"),
    *("-IFD0:Artist=Old Oak", "-XPComment=Old Oak", "-Make=RECONYX", "-ISO=400", "-IFD0:Software=Old Oak"),
    *("-DateTimeOriginal=2026:08:14 04:31:00", "-ModifyDate=2026:08:14 04:31:00", "-SubSecTimeOriginal=77"),
    *("-XMP-xmp:CreateDate=2026:08:14 04:31:00", "-XMP-photoshop:City=Old Oak"),
)


@exiftool.needed
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("tells", ["no place", "no place and day"])
def test_a_copy_whose_place_is_not_told_has_its_record_and_the_cameras_settings(
    kind: str, tells: embedding.Tells
) -> None:
    path = saved(making.plain(kind), f"a.{kind.lower()}")
    exiftool.write(
        [path],
        *SAYING,
        *(["-IPTC:Sub-location=Old Oak"] if kind != "WEBP" else []),
        *(["-Comment=Old Oak"] if kind in {"JPEG", "PNG"} else []),
    )
    copy = embedding.embedded(path.read_bytes(), Image(title="A leopard", creator=("Li Wei",)), tells=tells)

    found = exiftool.read(saved(copy.data, f"b.{kind.lower()}"))

    assert b"Old Oak" not in copy.data
    assert b"O\0l\0d\0" not in copy.data
    assert not [name for name in found if "GPS" in name or "Serial" in name]
    assert (found["IFD0:Make"], found["ExifIFD:ISO"], found["IFD0:Artist"]) == ("RECONYX", 400, "Li Wei")
    assert found["XMP-photoshop:Headline"] == "A leopard"
    assert (b"2026" in copy.data) == (tells == "no place")
    assert pixels(copy.data) == pixels(making.plain(kind))
    assert copy.notes[-1].startswith("its place is not told: all but the record, the pixels and")


@exiftool.needed
@pytest.mark.parametrize("name", ["20210531082538-RCNX0031.JPG", "20210531082540-RCNX0036.JPG"])
def test_a_makers_notes_go_with_the_place(name: str) -> None:
    original = (making.FRAMES / name).read_bytes()
    copy = embedding.embedded(original, Image(), tells="no place and day").data

    found = exiftool.read(saved(copy))

    assert scan(copy) == scan(original)
    assert not [tag for tag in found if tag.startswith("Reconyx") or "Maker" in tag or ":Date" in tag]
    assert b"2021" not in copy[: copy.index(b"\xff\xda")]


def test_the_notes_of_another_maker_go_too() -> None:
    path = making.SHARED / "pictures/gps-nikon.jpg"
    if not path.exists():
        pytest.skip("the pictures of others that may not be copied are not here")
    copy = embedding.embedded(path.read_bytes(), Image(), tells="no place").data

    assert b"Nikon\0" not in copy
    assert pixels(copy) == pixels(path.read_bytes())
