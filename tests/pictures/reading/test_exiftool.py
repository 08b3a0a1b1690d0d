"""What exiftool reads and writes, field by field: the pictures that others made, and some that it fills in here."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from logbook.pictures import reading
from tests.pictures import exiftool
from tests.pictures.making import OTHERS, REFERENCE, SHARED, plain

pytestmark = exiftool.needed

PICTURES = sorted(
    path
    for folder in (OTHERS, SHARED)
    for path in folder.rglob("*")
    if path.suffix.lower() in {".jpg", ".jpeg", ".png", ".tif", ".webp"}
)

SAID = {
    "title": ("XMP-photoshop:Headline", "IPTC:Headline"),
    "caption": ("XMP-dc:Description", "IPTC:Caption-Abstract", "IFD0:ImageDescription"),
    "caption_writer": ("XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"),
    "alt_text": ("XMP-iptcCore:AltTextAccessibility",),
    "creator": ("XMP-dc:Creator", "IPTC:By-line", "IFD0:Artist"),
    "credit_line": ("XMP-photoshop:Credit", "IPTC:Credit"),
    "copyright_notice": ("XMP-dc:Rights", "IPTC:CopyrightNotice", "IFD0:Copyright"),
    "copyright_owner": ("XMP-plus:CopyrightOwner",),
    "supplier": ("XMP-photoshop:Source", "IPTC:Source"),
    "usage_terms": ("XMP-xmpRights:UsageTerms",),
    "web_statement": ("XMP-xmpRights:WebStatement",),
    "tags": ("XMP-dc:Subject", "IPTC:Keywords"),
    "date_created": ("XMP-photoshop:DateCreated", "ExifIFD:DateTimeOriginal", "Reconyx:DateTimeOriginal"),
    "width": ("File:ImageWidth", "PNG:ImageWidth", "IFD0:ImageWidth", "RIFF:ImageWidth"),
    "height": ("File:ImageHeight", "PNG:ImageHeight", "IFD0:ImageHeight", "RIFF:ImageHeight"),
    "orientation": ("IFD0:Orientation",),
    "decimal_latitude": ("Composite:GPSLatitude",),
    "decimal_longitude": ("Composite:GPSLongitude",),
    "media_type": ("File:MIMEType",),
}
"""Where exiftool shows a field, the most trusted first."""


dumped = cache(lambda paths: exiftool.read_all(paths, "-n"))


def told_by_exiftool(path: Path, among: tuple[Path, ...] = ()) -> dict[str, Any]:
    """Give the fields as exiftool has them."""
    dump = next(one for one in dumped(among or (path,)) if one["SourceFile"] == str(path))
    found = {}
    for field, names in SAID.items():
        said = [dump[name] for name in names if str(dump.get(name, "")).strip()]
        if said:
            found[field] = as_stored(field, said[0])
    if found.get("orientation") == 1:
        del found["orientation"]  # upright: nothing to tell
    zone = dump.get("ExifIFD:OffsetTimeOriginal", "")
    if "date_created" in found and "XMP-photoshop:DateCreated" not in dump:
        found["date_created"] += zone
    make, model = (str(dump.get(f"IFD0:{name}", "")).strip() for name in ("Make", "Model"))
    camera = model if model.startswith(make) else f"{make} {model}"
    return found | ({"camera": camera} if camera else {})


def as_stored(field: str, said: Any) -> Any:
    match field:
        case "creator" | "tags":
            return tuple(map(str, said if isinstance(said, list) else [said]))
        case "copyright_owner":
            return "; ".join(owner["CopyrightOwnerName"] for owner in said)
        case "date_created":
            return re.sub(r"^(\d{4}):(\d\d):(\d\d) ", r"\1-\2-\3T", said)
        case "decimal_latitude" | "decimal_longitude":
            return round(said, 7)
        case "media_type" | "width" | "height" | "orientation":
            return said
    return str(said).strip()


def told_by_us(path: Path) -> dict[str, Any]:
    found = reading.read(path)
    assert found.notes == ()
    fields = {name: getattr(found.image, name) for name in (*SAID, "camera")}
    return {name: value for name, value in fields.items() if value not in (None, ())}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_every_picture_of_others_says_what_exiftool_reads(path: Path) -> None:
    assert told_by_us(path) == told_by_exiftool(path, tuple(PICTURES))


def test_the_reference_picture_of_the_iptc_comes_back_letter_for_letter() -> None:
    image = reading.read(REFERENCE).image

    assert {name: getattr(image, name) for name in image.__struct_fields__ if getattr(image, name)} == {
        "sha256": "4dd42338f5c3bf7a3802b54eb1207822fea7dafa7840c7a7196ceb5df41a675d",
        "media_type": "image/jpeg",
        "width": 2000,
        "height": 1000,
        "date_created": "2021-10-20T21:01:01+00:00",
        "title": "The Headline (ref2021.1)",
        "caption": "The description aka caption (ref2021.1)",
        "caption_writer": "Description Writer (ref2021.1)",
        "alt_text": "This is the Alt Text description to support accessibility in 2021.1",
        "creator": ("Creator1 (ref2021.1)",),
        "copyright_owner": "Copyright Owner Name 1 (ref2021.1); Copyright Owner Name 2 (ref2021.1)",
        "copyright_notice": "Copyright (Notice) 2021.1 IPTC - www.iptc.org  (ref2021.1)",
        "credit_line": "Credit Line (ref2021.1)",
        "supplier": "Source (ref2021.1)",
        "usage_terms": "Rights Usage Terms (ref2021.1)",
        "web_statement": "http://www.WebStatementOfRights.org/2021.1",
        "tags": ("Keyword1ref2021.1", "Keyword2ref2021.1", "Keyword3ref2021.1"),
    }


XMP = (
    "-XMP-photoshop:Headline=Редкая встреча",
    "-XMP-dc:Description=东北豹和两只幼崽\nв снегу",
    "-XMP-photoshop:CaptionWriter=Автор подписи, имя длиннее тридцати двух байт",
    "-XMP-iptcCore:AltTextAccessibility=雪地里的一只豹崽",
    "-XMP-dc:Creator=Иван Петров",
    "-XMP-dc:Creator=张三",
    "-XMP-photoshop:Credit=© WWF-Russia / ISUNR",
    "-XMP-dc:Rights=© 2013 WCS, все права защищены",
    "-XMP-plus:CopyrightOwner=[{CopyrightOwnerName=ВВФ},{CopyrightOwnerName=国家林业局}]",
    "-XMP-photoshop:Source=Агентство <&>",
    "-XMP-xmpRights:UsageTerms=Только для печати",
    "-XMP-xmpRights:WebStatement=https://example.org/права",
    "-XMP-cc:License=https://creativecommons.org/licenses/by/4.0/",
    "-XMP-dc:Subject=леопард",
    "-XMP-dc:Subject=豹",
    "-XMP-photoshop:DateCreated=2013:09:05 04:31:22+08:00",
)
EXIF = (
    "-EXIF:Make=RECONYX",
    "-EXIF:Model=HC600",
    "-EXIF:Artist=Иван Петров",
    "-EXIF:Copyright=© 2013 国家林业局",
    "-EXIF:ImageDescription=Самка леопарда",
    "-EXIF:DateTimeOriginal=2013:09:05 04:31:22",
    "-EXIF:OffsetTimeOriginal=+10:00",
    "-EXIF:GPSLatitude=43.0567891",
    "-EXIF:GPSLatitudeRef=S",
    "-EXIF:GPSLongitude=131.1234567",
    "-EXIF:GPSLongitudeRef=W",
)
IIM = (
    "-IPTC:CodedCharacterSet=UTF8",
    "-IPTC:Headline=Редкая встреча",
    "-IPTC:Caption-Abstract=东北豹",
    "-IPTC:Writer-Editor=Автор",
    "-IPTC:By-line=Иван Петров",
    "-IPTC:By-line=张三",
    "-IPTC:Credit=© WWF-Russia / ISUNR",
    "-IPTC:CopyrightNotice=© 2013 WCS",
    "-IPTC:Source=Агентство",
    "-IPTC:Keywords=леопард",
    "-IPTC:Keywords=豹",
)


# WebP has no place for IIM.
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        *((kind, words) for kind in ("JPEG", "PNG", "TIFF", "WEBP") for words in (XMP, EXIF, (*XMP, *EXIF, *IIM))),
        *((kind, IIM) for kind in ("JPEG", "PNG", "TIFF")),
    ],
    ids=lambda one: one if isinstance(one, str) else one[0],
)
def test_what_exiftool_writes_is_read(kind: str, words: tuple[str, ...]) -> None:
    path = Path(f"a.{kind.lower()}").absolute()
    path.write_bytes(plain(kind))
    exiftool.write([path], "-struct", *words)

    ours = told_by_us(path)

    assert ours == told_by_exiftool(path)
    assert ours["creator"][0] == "Иван Петров"
    assert reading.read(path).image.license == ("CC-BY-4.0" if set(XMP) <= set(words) else None)


@pytest.mark.parametrize(
    ("charset", "declared", "text"),
    [
        ("Latin", "", "Élodie Brulé “x”"),
        ("Latin", "ESC - A", "Ã©lodie"),
        ("Latin2", "ESC - B", "Bohumil Řezáč"),
        ("UTF8", "", "Иван Петров"),
    ],
)
def test_iim_in_older_characters_is_read(charset: str, declared: str, text: str) -> None:
    path = Path("a.jpg").absolute()
    path.write_bytes(plain("JPEG"))
    declaration = f"-IPTC:CodedCharacterSet={declared}"
    exiftool.write([path], "-charset", f"iptc={charset}", declaration, f"-IPTC:By-line={text}")

    assert reading.read(path).image.creator == (text,)


def test_a_sidecar_of_exiftool_is_read_above_the_picture() -> None:
    path = Path("a.jpg").absolute()
    path.write_bytes(plain("JPEG"))
    exiftool.write([path], *EXIF)
    exiftool.write([Path(f"{path}.xmp")], *XMP, "-XMP-exif:GPSLatitude=43.05 N", "-XMP-exif:GPSLongitude=131.1 E")

    image = reading.read(path).image

    assert (image.credit_line, image.camera) == ("© WWF-Russia / ISUNR", "RECONYX HC600")
    assert (image.decimal_latitude, image.decimal_longitude) == (43.05, 131.1)
    assert image.date_created == "2013-09-05T04:31:22+08:00"


def test_a_large_packet_is_read_across_segments() -> None:
    path = Path("a.jpg").absolute()
    path.write_bytes(plain("JPEG"))
    words = [f"-XMP-dc:Subject=keyword {number} {'x' * 100}" for number in range(1500)]
    Path("words.txt").write_text("\n".join([*words, "-XMP-photoshop:Credit=WCS"]), encoding="utf-8")
    exiftool.write([path], "-@", "words.txt")

    image = reading.read(path).image

    assert (image.credit_line, len(image.tags)) == ("WCS", 1500)
