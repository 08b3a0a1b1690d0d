"""Pictures made small for a look."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from logbook.pictures import preview
from logbook.pictures.stored import ClosedError, Stored
from tests.pictures import making

RED, BLUE = (255, 0, 0), (0, 0, 255)


def halved(name: str, size: tuple[int, int], orientation: int = 1) -> Path:
    """Make a picture, red on the left and blue on the right as it is stored."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    exif = Image.Exif()
    exif[making.ORIENTATION] = orientation
    image.save(name, exif=exif)
    return Path(name)


def drawn(name: str, size: tuple[int, int], orientation: int = 1) -> Stored:
    return Stored(halved(name, size, orientation))


def test_it_fits_into_the_room_and_keeps_its_proportions() -> None:
    small = preview.preview(drawn("a.png", (600, 300)), 240, 160)
    assert small is not None
    assert (small.size, small.mode) == ((240, 120), "RGB")


def test_it_is_not_enlarged() -> None:
    small = preview.preview(drawn("a.png", (30, 20)), 240, 160)
    assert small is not None
    assert small.size == (30, 20)


def test_it_is_turned_as_its_orientation_says() -> None:
    small = preview.preview(drawn("a.png", (300, 200), orientation=6), 240, 150)
    assert small is not None
    assert small.size == (100, 150)
    assert (small.getpixel((50, 5)), small.getpixel((50, 145))) == (RED, BLUE)


@pytest.mark.parametrize("name", ["gone.jpg", "cut.png", "text.jpg", "clip.mp4"])
def test_of_what_is_no_whole_picture_there_is_none(name: str) -> None:
    whole = halved("whole.png", (300, 200)).read_bytes()
    Path("cut.png").write_bytes(whole[: len(whole) // 2])
    Path("text.jpg").write_text("no picture", encoding="utf-8")
    Path("clip.mp4").write_bytes(b"\0\0\0\x18ftypmp42")
    assert preview.preview(Stored(Path(name)), 240, 160) is None


@pytest.mark.parametrize("name", ["clip.mp4", "raw.nef"])
def test_of_what_cannot_be_shown_no_digest_is_made(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(name).write_bytes(b"gigabytes")
    monkeypatch.setattr("hashlib.file_digest", None)
    assert preview.preview(Stored(Path(name)), 240, 160) is None


def test_a_strip_has_each_picture_in_the_middle_of_its_room() -> None:
    film = preview.strip([Image.new("RGB", (20, 10), RED), Image.new("RGB", (10, 20), BLUE)], 20, 20, 4)
    assert film.size == (44, 20)
    seen = [film.getpixel((x, y)) for x, y in ((0, 10), (0, 0), (22, 10), (24, 10), (34, 0), (43, 10))]
    black = (0, 0, 0)
    assert seen == [RED, black, black, black, BLUE, black]


def test_a_picture_that_is_not_the_one_demanded_is_not_shown() -> None:
    with pytest.raises(ClosedError, match=r"a\.png lies outside the logbook's folder, and is not the one"):
        preview.preview(Stored(halved("a.png", (30, 20)), "0" * 64), 240, 160)
