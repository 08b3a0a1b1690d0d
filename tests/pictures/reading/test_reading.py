"""What a picture file says of itself, and what is refused by name."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from logbook.errors import LogbookError
from logbook.pictures import reading
from logbook.records import Image
from tests.pictures.making import (
    COPYRIGHT,
    FRAMES,
    MAKE,
    MODEL,
    TAKEN,
    jpeg,
    plain,
    png,
    read,
    tags,
    with_exif,
    with_iim,
    with_xmp,
    xmp,
)

CREDIT = xmp(
    "<photoshop:Credit>WCS</photoshop:Credit><photoshop:DateCreated>2013-09-05</photoshop:DateCreated>"
    "<digiKam:TagsList><rdf:Seq><rdf:li>Species/Leopard Cat</rdf:li></rdf:Seq></digiKam:TagsList>"
)


def test_time_camera_size_and_digest_are_read_from_the_file() -> None:
    data = jpeg(with_exif(tags({MAKE: "RECONYX", MODEL: "HC600"}, {TAKEN: "2013:09:05 04:31:22"})))

    assert read(data) == reading.Reading(
        Image(
            sha256=hashlib.sha256(data).hexdigest(),
            media_type="image/jpeg",
            width=64,
            height=48,
            date_created="2013-09-05T04:31:22",
            camera="RECONYX HC600",
        )
    )


@pytest.mark.parametrize(
    ("kind", "name", "media_type"),
    [
        ("PNG", "a.png", "image/png"),
        ("JPEG", "a.bin", "image/jpeg"),
        ("JPEG", "no suffix", "image/jpeg"),
        ("JPEG", "misnamed.png", "image/jpeg"),
        ("MPO", "a.jpg", "image/jpeg"),
        ("TIFF", "a.tif", "image/tiff"),
        ("WEBP", "东北豹.webp", "image/webp"),
    ],
)
def test_the_type_is_that_of_the_content(kind: str, name: str, media_type: str) -> None:
    assert read(plain(kind), name).image.media_type == media_type


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.MP4", "video/mp4"), ("a.wav", "audio/x-wav"), ("a.heic", "image/heic"), ("a.NEF", "image/x-nikon-nef")],
)
def test_what_is_not_opened_is_known_by_name_digest_and_sidecar(name: str, media_type: str) -> None:
    image = Image(sha256=hashlib.sha256(b"anything").hexdigest(), media_type=media_type)
    assert read(b"anything", name) == (image, (), ())

    Path(f"{name}.xmp").write_text(CREDIT, encoding="utf-8")
    image, keywords, _ = read(b"anything", name)

    assert (image.credit_line, image.date_created, image.media_type) == ("WCS", "2013-09-05", media_type)
    assert keywords == ("Species|Leopard Cat",)


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("IMG.JPEG", "image/jpeg"), ("a.jpg.xmp", None), ("Thumbs.db", None), ("jpg", None), (".jpg", "image/jpeg")],
)
def test_a_medium_is_told_by_its_suffix(name: str, media_type: str | None) -> None:
    assert reading.media_type_by_name(name) == media_type


def test_every_medium_is_one_that_camtrap_dp_takes() -> None:
    assert {kind.partition("/")[0] for kind in reading.MEDIA_TYPES.values()} == {"image", "video", "audio"}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("missing.jpg", "there is no picture missing.jpg; look at the name and the folder"),
        ("folder", "folder is a folder, not a picture; name the pictures in it"),
        (".", ". is a folder, not a picture; name the pictures in it"),
        ("empty.jpg", "empty.jpg is empty; copy it from the camera's card again"),
        ("empty.mp4", "empty.mp4 is empty; copy it from the camera's card again"),
        ("notes.txt", "notes.txt is no picture that can be read; look whether it is whole"),
        ("pipe.jpg", "pipe.jpg is no file (a pipe or a device); name a picture file"),
        ("loop.jpg", "loop.jpg cannot be read: Too many levels of symbolic links"),
        ("x" * 5000, "x cannot be read: File name too long"),
        ("a\0b", "'a\\x00b' cannot be the name of a file"),
    ],
    ids=lambda text: text[:12].replace("\0", "0"),
)
def test_what_is_no_picture_is_refused_by_name(name: str, said: str) -> None:
    Path("folder").mkdir()
    Path("empty.jpg").touch()
    Path("empty.mp4").touch()
    Path("notes.txt").write_text("[/red]", encoding="utf-8")
    Path("loop.jpg").symlink_to("loop.jpg")
    os.mkfifo("pipe.jpg")

    with pytest.raises(LogbookError) as error:
        reading.read(Path(name))

    assert str(error.value).endswith(said)


def test_a_disk_that_fails_while_it_is_read_is_said_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(hashlib, "file_digest", fails)

    with pytest.raises(LogbookError, match=r"a\.jpg cannot be read: Input/output error"):
        read(plain("JPEG"))


def test_every_note_names_what_was_not_read_and_stands_once() -> None:
    broken = jpeg(
        with_exif(b"no Exif"), with_iim(b"\x1c\2"), with_xmp("<!DOCTYPE x><x/>"), with_xmp("<!DOCTYPE x><x/>")
    )
    Path("a.jpg.xmp").write_bytes(b"no XML")
    found = read(broken)

    assert (found.image.width, found.image.credit_line) == (64, None)
    assert found.notes == (
        "its sidecar a.jpg.xmp is broken and was not read",
        "its XMP declares entities, which are never read",
        "its IIM is broken and was read only in part",
        "its Exif is broken and was read only in part",
    )


def test_an_entity_bomb_in_a_png_does_no_harm() -> None:
    bomb = (
        "<!DOCTYPE x [<!ENTITY a '" + "a" * 1000 + "'><!ENTITY b '" + "&a;" * 1000 + "'>]><x>" + "&b;" * 1000 + "</x>"
    )
    exif = (b"eXIf", tags({COPYRIGHT: "WCS"}))
    found = read(png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + bomb.encode()), exif))

    assert found.image.copyright_notice == "WCS"
    assert found.notes == ("its XMP declares entities, which are never read",)


@pytest.mark.parametrize(
    ("kind", "notes"),
    [
        ("folder", ()),
        ("pipe", ()),
        ("dangling", ()),
        ("large", ("its sidecar a.jpg.xmp is larger than 4 MiB and was not read",)),
    ],
)
def test_a_sidecar_that_is_none_takes_nothing_from_the_picture(kind: str, notes: tuple[str, ...]) -> None:
    sidecar = Path("a.jpg.xmp")
    match kind:
        case "folder":
            sidecar.mkdir()
        case "pipe":
            os.mkfifo(sidecar)
        case "dangling":
            sidecar.symlink_to("missing")
        case "large":
            sidecar.write_bytes(bytes((4 << 20) + 1))

    assert read(plain("JPEG")).notes == notes


def test_a_sidecar_that_the_disk_refuses_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.jpg.xmp").touch()
    before = Path.open

    def refuses(self: Path, mode: str = "r") -> object:
        if self.suffix == ".xmp":
            raise PermissionError(13, "Permission denied")
        return before(self, mode)

    Path("a.jpg").write_bytes(plain("JPEG"))
    monkeypatch.setattr(Path, "open", refuses)

    assert reading.read(Path("a.jpg")).notes == ("its sidecar a.jpg.xmp cannot be read: Permission denied",)


def test_a_name_too_long_for_a_sidecar_has_none() -> None:
    assert read(plain("JPEG"), "x" * 251 + ".jpg").notes == ()


def test_many_threads_read_what_one_reads() -> None:
    large = plain("GIF")[:6] + b"\x00\x50\x00\x50" + plain("GIF")[10:]
    for number in range(40):
        kind = (jpeg(with_exif(tags({MAKE: f"M{number}"})), with_xmp(CREDIT)), plain("BMP"), large)[number % 3]
        Path(f"{number}.jpg").write_bytes(kind)
    paths = sorted(Path().glob("*.jpg"))
    start = threading.Barrier(8)

    def all_of_them(_: int) -> list[reading.Reading]:
        start.wait(10)
        return list(map(reading.read, paths))

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(all_of_them, range(8)))

    assert found[1:] == found[:-1]
    assert found[0] == list(map(reading.read, paths))


def test_a_picture_that_says_nothing_needs_neither_pillow_nor_defusedxml() -> None:
    Path("a.jpg").write_bytes(plain("JPEG"))
    code = (
        "import pathlib, sys; from logbook.pictures import reading\n"
        "reading.read(pathlib.Path('a.jpg')); print({'PIL', 'defusedxml'} & sys.modules.keys())"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_the_pictures_of_the_camtrap_dp_example_are_read() -> None:
    images = [reading.read(path).image for path in sorted(FRAMES.iterdir())]

    assert len({one.sha256 for one in images}) == len(images) == 10
    assert {(one.media_type, one.width, one.height) for one in images} == {("image/jpeg", 16, 12)}
    assert {one.camera for one in images} == {"RECONYX HYPERFIRE 2 COVERT"}
    # Their names say 31 May; the cameras' clocks are what is kept.
    assert {(one.date_created or "")[:10] for one in images} == {"2021-04-11"}
