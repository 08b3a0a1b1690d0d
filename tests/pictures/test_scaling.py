"""Published copies of pictures."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from PIL import Image as Pillow

from logbook.errors import LogbookError
from logbook.pictures import reading, scaling
from logbook.pictures.scaling import Original, scale
from logbook.pictures.stored import Stored
from tests.pictures import exiftool, making
from tests.pictures.test_pixels import landscape
from tests.pictures.writing.test_packets import WHOLE, told

if TYPE_CHECKING:
    from logbook.records import Image

OUT, BEFORE = Path("out"), Path("before")


@pytest.fixture(autouse=True)
def folders(fixed_world: None) -> None:
    OUT.mkdir()
    BEFORE.mkdir()
    landscape((1200, 900)).save("secret ridge.jpg")


def original(path: str = "secret ridge.jpg", image: Image = WHOLE) -> Original:
    return Original("i3", Stored(Path(path)), image)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_copies_are_made_from_the_smallest_to_the_pictures_own_width() -> None:
    copies = scale(original(), OUT).copies

    assert [(one.width, one.height) for one in copies] == [(480, 360), (960, 720), (1200, 900)]
    assert names(OUT) == {one.name for one in copies}
    for one in copies:
        assert re.fullmatch(rf"i3-{one.width}-[0-9a-f]{{10}}\.jpg", one.name)
        with Pillow.open(OUT / one.name) as opened:
            assert (opened.size, opened.mode, opened.format) == ((one.width, one.height), "RGB", "JPEG")


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((300, 200), [(300, 200)]),
        ((480, 1), [(480, 1)]),
        ((5, 400), [(5, 400)]),
        ((1, 70_000), [(1, 65_500)]),
        ((960, 100), [(480, 50), (960, 100)]),
        ((3000, 10), [(480, 2), (960, 3), (1600, 5), (2560, 9)]),
    ],
)
def test_nothing_is_enlarged_and_no_side_is_nothing(size: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    Pillow.new("L", size, 90).save("a.png")

    copies = scale(original("a.png"), OUT).copies
    assert [(one.width, one.height) for one in copies] == expected
    with Pillow.open(OUT / copies[-1].name) as opened:
        assert opened.size == expected[-1]


def test_a_turned_picture_has_the_width_that_is_seen() -> None:
    exif = Pillow.Exif()
    exif[making.ORIENTATION] = 6
    landscape((1200, 900)).save("a.jpg", exif=exif)

    assert [(one.width, one.height) for one in scale(original("a.jpg"), OUT).copies] == [(480, 640), (900, 1200)]


def test_one_width_may_be_asked_for() -> None:
    (copy,) = scale(original(), OUT, widths=[1000]).copies

    assert (copy.width, copy.height) == (1000, 750)


def test_a_copy_says_what_the_record_says_and_nothing_of_the_original() -> None:
    gps = {1: "N", 2: [(43, 1), (36, 1), (0, 1)], 3: "E", 4: [(130, 1), (36, 1), (0, 1)]}
    exif = making.tags({making.ARTIST: "Secret", making.MODEL: "HC600"}, {0xA431: "SN4711"}, gps)
    packet = making.with_xmp(making.xmp("<photoshop:Credit>Secret</photoshop:Credit>"))
    data = making.jpeg(
        making.with_exif(exif), packet, making.with_iim(making.iim((2, 110, b"Secret"))), (0xFE, b"Secret")
    )
    Path("secret ridge.jpg").write_bytes(data)

    (copy,) = scale(original(), OUT).copies
    found = reading.read(OUT / copy.name)
    assert not found.notes
    assert {name: getattr(found.image, name) for name in told(WHOLE)} == told(WHOLE)
    written = (OUT / copy.name).read_bytes().lower()
    assert not [word for word in (b"secret", b"4711", b"hc600", b"ridge", b"gps") if word in written]


@exiftool.needed
def test_exiftool_finds_the_credit_in_every_copy_and_no_position() -> None:
    paths = [Path(f"secret ridge.{kind}") for kind in ("jpg", "png", "tif", "webp")]
    for path in paths:
        landscape((500, 400)).save(path)
    place = ("-GPSLatitude=43.6", "-GPSLatitudeRef=N", "-GPSLongitude=130.6", "-GPSLongitudeRef=E")
    said = ("-SerialNumber=SN4711", "-XMP-exif:GPSLatitude=43.6", "-XMP-xmpMM:PreservedFileName=secret.jpg")
    exiftool.write(paths, *place, *said, "-Artist=Secret", "-Comment=Secret")

    copies = [copy for path in paths for copy in scale(original(path.name), OUT).copies]
    for found in exiftool.read_all([OUT / one.name for one in copies]):
        kept = {name: value for name, value in found.items() if not name.startswith(("System:", "ExifTool:"))}
        kept.pop("SourceFile")
        assert kept["XMP-photoshop:Credit"] == kept["IPTC:Credit"] == WHOLE.credit_line
        assert kept["IFD0:Copyright"] == kept["XMP-dc:Rights"] == WHOLE.copyright_notice
        assert not re.search(r"gps|serial|4711|secret|ridge|thumbnail|icc_profile", str(kept), re.IGNORECASE)


def test_what_has_not_changed_is_taken_from_before_and_not_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    first = scale(original(), BEFORE).copies
    monkeypatch.setattr("logbook.pictures.pixels.scaled", lambda *_: pytest.fail("scaled again"))

    assert scale(original(), OUT, BEFORE).copies == first
    for one in first:
        assert (OUT / one.name).samefile(BEFORE / one.name)
    assert scale(original(), BEFORE, BEFORE).copies == first


def test_on_a_disk_without_links_it_is_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    first = scale(original(), BEFORE).copies

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr("logbook.pictures.pixels.scaled", lambda *_: pytest.fail("scaled again"))
    scale(original(), OUT, BEFORE)
    assert names(OUT) == {one.name for one in first}
    for one in first:
        assert (OUT / one.name).read_bytes() == (BEFORE / one.name).read_bytes()


def test_whatever_changes_in_the_picture_or_its_record_changes_the_name() -> None:
    found = {scale(original(image=image), OUT).copies[0].name for image in (WHOLE, replace(WHOLE, credit_line="WCS"))}
    found.add(scale(original(image=replace(WHOLE, caption="Other")), OUT).copies[0].name)
    with Path("secret ridge.jpg").open("ab") as file:
        file.write(b"\0")
    found.add(scale(original(), OUT).copies[0].name)

    assert len(found) == 4


def test_another_quality_or_recipe_changes_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    first = scale(original(), OUT).copies[0].name
    monkeypatch.setattr(scaling, "_RECIPE", "another")

    assert scale(original(), OUT).copies[0].name != first


@pytest.mark.parametrize("harm", ["cut off", "edited", "empty", "folder", "link", "gone"])
def test_a_copy_that_is_no_longer_ours_is_made_again(harm: str) -> None:
    first = scale(original(), BEFORE).copies
    harmed = BEFORE / first[1].name
    whole = harmed.read_bytes()
    harmed.unlink()
    if harm == "folder":
        harmed.mkdir()
    elif harm == "link":
        Path("elsewhere.jpg").write_bytes(whole)
        harmed.symlink_to(Path("elsewhere.jpg").absolute())
    elif harm != "gone":
        harmed.write_bytes({"cut off": whole[:-5], "edited": whole.replace(b"ISUNR", b"other"), "empty": b""}[harm])

    assert scale(original(), OUT, BEFORE).copies == first
    assert (OUT / first[1].name).read_bytes() == whole
    assert not (OUT / first[1].name).is_symlink()
    assert (OUT / first[0].name).samefile(BEFORE / first[0].name)


@pytest.mark.parametrize("before", [None, BEFORE])
def test_a_full_disk_is_no_fault_of_the_picture_and_leaves_no_half_copy(
    monkeypatch: pytest.MonkeyPatch, before: Path | None
) -> None:
    scale(original(), BEFORE)

    def write(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "write_bytes", write)
    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with pytest.raises(OSError, match="No space left on device"):
        scale(original(), OUT, before)
    assert names(OUT) == set()


def test_a_damaged_picture_leaves_nothing() -> None:
    path = Path("secret ridge.jpg")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + making.plain("JPEG"))

    with pytest.raises(LogbookError, match=r"^secret ridge\.jpg is damaged"):
        scale(original(), OUT)
    assert names(OUT) == set()
