"""The pixels of pictures, as they are looked at."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Pillow
from PIL import ImageChops

from logbook.errors import LogbookError
from logbook.pictures import pixels
from tests.pictures import making

SIZE = (64, 48)
CORNERS = {"top left": "red", "top right": "lime", "bottom left": "blue", "bottom right": "white"}
"""A quarter of a picture, as it is looked at, and its colour."""
SIDES = {
    1: ("top", "left"),
    2: ("top", "right"),
    3: ("bottom", "right"),
    4: ("bottom", "left"),
    5: ("left", "top"),
    6: ("right", "top"),
    7: ("right", "bottom"),
    8: ("left", "bottom"),
}
"""Which side of what is looked at the first row and the first column of the file are (Exif 2.32, 4.6.4)."""
OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}


def stored(orientation: int) -> Pillow.Image:
    """Draw a picture as it lies in a file of that orientation."""
    row, column = SIDES[orientation]
    size = SIZE if row in {"top", "bottom"} else SIZE[::-1]
    half = (size[0] // 2, size[1] // 2)
    image = Pillow.new("RGB", size)
    for y, vertical in enumerate((row, OPPOSITE[row])):
        for x, horizontal in enumerate((column, OPPOSITE[column])):
            names = (f"{vertical} {horizontal}", f"{horizontal} {vertical}")
            colour = next(CORNERS[name] for name in names if name in CORNERS)
            image.paste(colour, (x * half[0], y * half[1], (x + 1) * half[0], (y + 1) * half[1]))
    return image


def saved(image: Pillow.Image, name: str, **said: Any) -> Path:
    path = Path(name)
    image.save(path, **said)
    return path


def seen(path: Path, size: tuple[int, int] | None = None) -> Pillow.Image:
    """Give a picture as a page would show it, at its own size."""
    source = pixels.source(path)
    (image,) = pixels.scaled(source, [size or source.size])
    assert (image.mode, image.info) == ("RGB", {})
    return image


def near(image: Pillow.Image, at: tuple[int, int], colour: tuple[int, ...], by: int = 4) -> bool:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return all(abs(one - other) <= by for one, other in zip(found, colour, strict=True))


def middle(path: Path) -> tuple[int, ...]:
    image = seen(path)
    found = image.getpixel((image.width // 2, image.height // 2))
    assert isinstance(found, tuple)
    return found


@pytest.mark.parametrize("kind", ["jpg", "png", "webp", "tif"])
@pytest.mark.parametrize("orientation", SIDES)
def test_every_orientation_stands_upright(orientation: int, kind: str) -> None:
    exif = Pillow.Exif()
    exif[making.ORIENTATION] = orientation
    lossless = {"webp": {"lossless": True}, "jpg": {"quality": 95, "subsampling": 0}}
    path = saved(stored(orientation), f"a.{kind}", exif=exif, **lossless.get(kind, {}))

    image = seen(path)
    assert image.size == SIZE
    for name, at in zip(CORNERS, ((8, 8), (56, 8), (8, 40), (56, 40)), strict=True):
        assert near(image, at, Pillow.new("RGB", (1, 1), CORNERS[name]).getpixel((0, 0)), 12), name  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("mode", "value", "name", "expected"),
    [
        ("1", 1, "a.png", (255, 255, 255)),
        ("L", 100, "a.png", (100, 100, 100)),
        ("LA", (100, 255), "a.png", (100, 100, 100)),
        ("LA", (0, 0), "a.png", (255, 255, 255)),
        ("RGBA", (200, 0, 0, 255), "a.png", (200, 0, 0)),
        ("RGBA", (200, 0, 0, 0), "a.png", (255, 255, 255)),
        ("RGBA", (0, 0, 0, 128), "a.webp", (127, 127, 127)),
        ("RGBA", (200, 0, 0, 0), "a.jp2", (255, 255, 255)),
        ("CMYK", (0, 255, 255, 0), "a.jpg", (254, 0, 0)),
        ("CMYK", (0, 255, 255, 0), "a.tif", (255, 0, 0)),
        ("LAB", (255, 128, 128), "a.tif", (255, 255, 255)),
        pytest.param(
            *("YCbCr", (255, 128, 128), "a.tif", (255, 255, 255)),
            marks=pytest.mark.skipif(int(version("pillow").partition(".")[0]) < 12, reason="Pillow 11 cannot read it"),
        ),
        ("I;16", 65535, "a.png", (255, 255, 255)),
        ("I;16", 32896, "a.png", (128, 128, 128)),
        ("I;16", 257, "a.tif", (1, 1, 1)),
        ("I;16B", 32896, "a.tif", (128, 128, 128)),
        ("RGB", (1, 2, 3), "a.bmp", (1, 2, 3)),
    ],
)
def test_every_kind_of_pixels_is_shown(mode: str, value: Any, name: str, expected: tuple[int, ...]) -> None:
    path = saved(Pillow.new(mode, SIZE, value), name)

    assert near(seen(path), (30, 20), expected, 2)


def test_colours_of_a_palette_are_blended_and_its_clear_one_is_white() -> None:
    image = Pillow.new("P", SIZE, 1)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(0, (0, 0, 31, 48))
    path = saved(image, "a.gif", transparency=0)

    small = seen(path, (32, 24))
    assert near(small, (4, 4), (255, 255, 255))
    assert near(small, (15, 4), (127, 127, 255), 20)
    assert near(small, (28, 4), (0, 0, 255))


def test_sixteen_bits_of_colour_are_shown() -> None:
    row = b"\0" + struct.pack(">HHH", 0xC800, 0x6400, 0xFFFF) * 8
    packed = making.zlib.compress(row * 8)
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 8, 8, 16, 2, 0, 0, 0)), (b"IDAT", packed), (b"IEND", b""))
    Path("a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(making.chunk(*one) for one in chunks))

    assert middle(Path("a.png")) == (0xC8, 0x64, 0xFF)


def test_of_several_frames_the_first_is_shown() -> None:
    frames = [Pillow.new("RGB", SIZE, colour) for colour in ("red", "blue")]
    for name in ("a.gif", "a.png", "a.webp", "a.tif"):
        assert near(seen(saved(frames[0], name, save_all=True, append_images=frames[1:])), (30, 20), (255, 0, 0), 3)
    frames[0].save("a.jpg", "MPO", save_all=True, append_images=frames[1:])
    assert near(seen(Path("a.jpg")), (30, 20), (255, 0, 0), 3)


def profile(space: bytes, gamma: float, name: bytes = b"Own", *columns: tuple[float, float, float]) -> bytes:
    """Write an ICC profile (version 2) of a display with that gamma, or of a grey scale."""

    def fixed(*values: float) -> bytes:
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(gamma * 256)) + bytes(2)
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", len(name) + 1) + name + b"\0" + bytes(78 + 3 - len(name) % 4),
        b"wtpt": b"XYZ " + bytes(4) + fixed(0.9642, 1.0, 0.8249),
    }
    if space == b"GRAY":
        tags[b"kTRC"] = curve
    else:
        tags |= {b"%cTRC" % letter: curve for letter in b"rgb"}
        for letter, column in zip(b"rgb", columns or SRGB_COLUMNS, strict=True):
            tags[b"%cXYZ" % letter] = b"XYZ " + bytes(4) + fixed(*column)
    table, body, here = struct.pack(">I", len(tags)), b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        table += tag + struct.pack(">II", here + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = (
        b"\0\0\0\0lcms\x02\x10\0\0mntr" + space + b"XYZ " + bytes(12) + b"acsp" + bytes(28) + fixed(0.9642, 1.0, 0.8249)
    )
    whole = head.ljust(128, b"\0") + table + body
    return struct.pack(">I", len(whole)) + whole[4:]


SRGB_COLUMNS = ((0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7139))


def test_a_picture_in_other_colours_is_brought_into_those_of_the_web() -> None:
    grey = Pillow.new("RGB", SIZE, (128, 128, 128))

    path = saved(grey, "linear.png", icc_profile=profile(b"RGB ", 1.0))
    assert near(seen(path), (30, 20), (188, 188, 188), 1)
    path = saved(grey, "named.png", icc_profile=profile(b"RGB ", 1.0, b"sRGB IEC61966-2.1"))
    assert middle(path) == (128, 128, 128)
    turned = profile(b"RGB ", 2.2, b"Turned", *SRGB_COLUMNS[::-1])
    path = saved(Pillow.new("RGB", SIZE, "red"), "turned.jpg", icc_profile=turned)
    assert near(seen(path), (30, 20), (0, 0, 255), 8)


@pytest.mark.parametrize("mode", ["L", "LA"])
def test_a_grey_picture_has_its_own_kind_of_profile(mode: str) -> None:
    image = Pillow.new(mode, SIZE, 128 if mode == "L" else (128, 255))
    path = saved(image, "a.png", icc_profile=profile(b"GRAY", 1.0))

    assert near(seen(path), (30, 20), (188, 188, 188), 1)


@pytest.mark.parametrize("broken", [b"no profile", profile(b"GRAY", 1.0), profile(b"RGB ", 1.0)[:200]])
def test_a_profile_that_cannot_be_used_is_as_none(broken: bytes) -> None:
    path = saved(Pillow.new("RGB", SIZE, (10, 20, 30)), "a.png", icc_profile=broken)

    assert middle(path) == (10, 20, 30)


def landscape(size: tuple[int, int]) -> Pillow.Image:
    """Draw something with large and small things in it."""
    slopes = [Pillow.linear_gradient("L").rotate(turn).resize(size) for turn in (0, 90, 180)]
    fine = Pillow.frombytes("RGB", size, random.Random(1).randbytes(size[0] * size[1] * 3))  # noqa: S311 - to be looked at
    return Pillow.blend(Pillow.merge("RGB", slopes), fine, 0.15)


def test_sizes_made_of_each_other_look_like_those_made_of_the_original() -> None:
    path = saved(landscape((2000, 1500)), "a.png")
    sizes = [(240, 180), (480, 360), (900, 675)]

    with Pillow.open(path) as opened:
        for image, size in zip(pixels.scaled(pixels.source(path), sizes), reversed(sizes), strict=True):
            assert image.size == size
            apart = ImageChops.difference(image, opened.resize(size, Pillow.Resampling.LANCZOS))
            assert max(most for _, most in apart.getextrema()) <= 5  # type: ignore[misc]


def test_a_jpeg_read_at_a_part_of_its_size_looks_like_a_whole_one() -> None:
    path = saved(landscape((2001, 1501)), "a.jpg", quality=95)

    with Pillow.open(path) as opened:
        whole = opened.resize((320, 240), Pillow.Resampling.LANCZOS)
    apart = ImageChops.difference(seen(path, (320, 240)), whole).convert("L")
    assert sum(at * many for at, many in enumerate(apart.histogram())) / (320 * 240) < 1


def refused(path: Path | str) -> str:
    with pytest.raises(LogbookError) as caught:
        seen(Path(path))
    return str(caught.value)


@pytest.mark.parametrize("kind", ["jpg", "png", "tif", "webp", "gif", "bmp", "jp2"])
@pytest.mark.parametrize("part", [0.3, 0.5, 0.95])
def test_a_picture_that_was_cut_off_is_not_half_shown(kind: str, part: float) -> None:
    path = saved(landscape((200, 150)), f"a.{kind}")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])

    assert refused(path).startswith(f"a.{kind} is ")


def test_a_jpeg_cut_off_behind_which_a_preview_ends_is_not_half_shown() -> None:
    path = saved(landscape((200, 150)), "a.jpg")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + making.plain("JPEG"))

    assert refused(path) == "a.jpg is damaged and cannot be shown whole; look for another copy of it"


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.mp4", "video/mp4"), ("a.wav", "audio/x-wav"), ("a.heic", "image/heic"), ("a.nef", "image/x-nikon-nef")],
)
def test_what_is_no_still_picture_of_the_web_is_named(name: str, kind: str) -> None:
    Path(name).write_bytes(b"anything")

    assert refused(name) == f"{name} ({kind}) cannot be shown on a page; make a JPEG of it"


def test_what_is_no_picture_at_all_is_named() -> None:
    Path("a.jpg").write_text("no picture", encoding="utf-8")

    assert refused("a.jpg") == "a.jpg is no picture that can be read; look whether it is whole"
    assert refused("b.jpg") == "there is no picture b.jpg; look at the name and the folder"


@pytest.mark.parametrize("mode", ["I", "F"])
def test_pixels_of_which_nobody_says_what_is_white_are_refused(mode: str) -> None:
    path = saved(Pillow.new(mode, SIZE), "a.tif")

    assert refused(path) == "a.tif has pixels of 32 bits, and nothing says which are white; make a JPEG of it"


def test_a_picture_of_more_pixels_than_can_be_held_is_never_decoded() -> None:
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    Path("a.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + b"".join(making.chunk(*one) for one in ((b"IHDR", head), (b"IDAT", b""), (b"IEND", b"")))
    )

    told = "a.png has 20,000 x 20,000 pixels, more than can be scaled here; make a smaller copy of it"
    source = pixels.source(Path("a.png"))
    with pytest.raises(LogbookError, match="20,000 x 20,000") as caught:
        list(pixels.scaled(source, [(480, 480)]))
    assert str(caught.value) == told


def test_of_a_large_jpeg_only_what_is_decoded_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "MOST_DECODED", 100 * 75)
    picture = landscape((200, 150))
    path = saved(picture, "a.jpg")

    assert seen(path, (100, 75)).size == (100, 75)
    assert "pixels, more than can be scaled here" in refused(path)
    path = saved(picture, "a.jpg", progressive=True)
    with pytest.raises(LogbookError, match="200 x 150"):
        list(pixels.scaled(pixels.source(path), [(100, 75)]))


def test_broken_exif_says_nothing_on_the_screen() -> None:
    exif = making.tags({making.ORIENTATION: 6, making.CAPTION: (2, 5000, b"\xff\xff\0\0")})
    whole = making.jpeg(making.with_exif(exif))
    jfif = whole.index(b"\xff\xe0")
    Path("a.jpg").write_bytes(whole[:jfif] + whole[jfif + 18 :])
    assert (
        printed("(image,) = pixels.scaled(pixels.source(Path('a.jpg')), [(48, 64)]); print(image.size)") == "(48, 64)"
    )


@pytest.mark.parametrize("most", [64 * 48 - 1, 64 * 48 // 2 - 1], ids=["warns", "refuses"])
def test_that_pillow_finds_a_picture_too_large_is_nothing_to_us(most: int) -> None:
    saved(landscape(SIZE), "a.jpg")
    code = f"(image,) = pixels.scaled(pixels.source(Path('a.jpg')), [{SIZE}]); print(image.size)"
    assert printed(f"from PIL import Image; Image.MAX_IMAGE_PIXELS = {most}; {code}") == str(SIZE)


def printed(code: str) -> str:
    """Run a few words of Python in a process of their own; what they say on the screen is there too."""
    words = f"from pathlib import Path; from logbook.pictures import pixels; {code}"
    done = subprocess.run(
        [sys.executable, "-c", words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return done.stdout.rstrip("\n")
