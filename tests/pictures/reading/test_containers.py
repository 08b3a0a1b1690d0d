"""JPEG, PNG, TIFF and WebP: what stands in them, where they end, and what announces too much."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from logbook.errors import LogbookError
from logbook.pictures.reading import jpeg as jpegs
from logbook.pictures.reading import png as pngs
from logbook.pictures.reading import webp as webps
from tests.pictures import making
from tests.pictures.making import chunk, iim, jpeg, plain, png, read, resource, riff, segment, tags, tiff, webp, xmp

if TYPE_CHECKING:
    from types import ModuleType

CREDIT = xmp("<photoshop:Credit>WCS</photoshop:Credit>")
LINE = iim((2, 110, b"WCS"))
EXIF = tags({making.COPYRIGHT: "WCS"})
XMP_TEXT = b"XML:com.adobe.xmp\0"
MORE = b"http://ns.adobe.com/xmp/extension/\0"
CUT = "a.jpg is cut off or half-written; copy it from the camera's card again"
NONE = "a.jpg is no picture that can be read; look whether it is whole"
JPEG, PNG, WEBP, SIDES = plain("JPEG"), plain("PNG"), plain("WEBP"), struct.pack(">II", *making.SIZE)


def profile(kind: str, data: bytes) -> bytes:
    return f"Raw profile type {kind}\0".encode() + f"\n{kind}\n{len(data):8}\n{data.hex()}\n".encode()


def packed(keyword: bytes, data: bytes) -> bytes:
    name, _, rest = data.partition(b"\0")
    return name + b"\0\0" + zlib.compress(rest) if keyword == b"zTXt" else data


@pytest.mark.parametrize(
    "data",
    [
        jpeg(making.with_xmp(CREDIT)),
        jpeg(making.with_iim(LINE)),
        jpeg(
            (0xED, b"Photoshop 3.0\0" + (split := resource(0x0404, LINE))[:20]), (0xED, b"Photoshop 3.0\0" + split[20:])
        ),
        png((b"iTXt", XMP_TEXT + b"\0\0\0\0" + CREDIT.encode())),
        png((b"iTXt", XMP_TEXT + b"\1\0en\0Titel\0" + zlib.compress(CREDIT.encode()))),
        png((b"tEXt", profile("iptc", LINE))),
        png((b"tEXt", profile("iptc", resource(0x0404, LINE)))),
        png((b"zTXt", packed(b"zTXt", profile("iptc", LINE)))),
        png((b"tEXt", profile("xmp", CREDIT.encode()))),
        tiff({700: CREDIT.encode()}),
        tiff({700: (1, len(CREDIT), CREDIT.encode())}),
        tiff({33723: LINE}),
        tiff({33723: (4, 2, LINE)}),
        tiff({34377: resource(0x0404, LINE)}),
        webp((b"XMP ", CREDIT.encode())),
    ],
)
def test_a_credit_line_is_found_wherever_it_may_stand(data: bytes) -> None:
    reading = read(data)

    assert reading.image.credit_line == "WCS"
    assert (reading.image.width, reading.image.height) == making.SIZE
    assert reading.notes == ()


@pytest.mark.parametrize(
    "data",
    [
        jpeg(making.with_exif(EXIF)),
        jpeg(making.with_exif(EXIF), making.with_exif(tags({making.COPYRIGHT: "Other"}))),
        png((b"eXIf", EXIF)),
        png((b"eXIf", b"Exif\0\0" + EXIF)),
        png((b"tEXt", profile("exif", b"Exif\0\0" + EXIF))),
        png((b"tEXt", profile("APP1", b"Exif\0\0" + EXIF))),
        tiff({making.COPYRIGHT: "WCS"}),
        webp((b"EXIF", EXIF)),
        webp((b"EXIF", b"Exif\0\0" + EXIF)),
    ],
)
def test_exif_is_found_wherever_it_may_stand(data: bytes) -> None:
    assert read(data).image.copyright_notice == "WCS"


def test_xmp_that_did_not_fit_into_one_segment_is_put_together() -> None:
    digest = b"0123456789ABCDEF0123456789ABCDEF"
    main = xmp(f"<xmpNote:HasExtendedXMP>{digest.decode()}</xmpNote:HasExtendedXMP>")
    more = xmp("<photoshop:Credit>WCS</photoshop:Credit>").encode()

    def part(at: int, until: int, digest: bytes = digest) -> tuple[int, bytes]:
        return 0xE1, MORE + digest + struct.pack(">II", len(more), at) + more[at:until]

    whole = jpeg(making.with_xmp(main), part(100, len(more)), part(0, 100), part(0, 50, digest[::-1]))
    assert read(whole).image.credit_line == "WCS"
    assert read(jpeg(making.with_xmp(main), part(0, len(more), digest[::-1]))).image.credit_line is None


def test_metadata_too_large_to_be_any_are_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (jpegs, pngs, webps):
        monkeypatch.setattr(module, "MOST_BYTES", 100)
    text = CREDIT.encode()
    found = [
        read(jpeg(making.with_exif(EXIF), making.with_xmp(text))),
        read(webp((b"EXIF", EXIF), (b"XMP ", text))),
        read(png((b"eXIf", EXIF), (b"iTXt", XMP_TEXT + b"\0\0\0\0" + text))),
        read(png((b"eXIf", text))),
    ]

    assert [one.image.credit_line for one in found] == [None] * 4
    assert [one.image.copyright_notice for one in found] == ["WCS", "WCS", "WCS", None]
    assert [one.notes for one in found] == [
        ("its metadata are larger than 4 MiB and were read only in part",),
        ("its XMP is larger than 4 MiB and was not read",),
        ("its 'XML:com.adobe.xmp' is damaged, or larger than 4 MiB, and was not read",),
        ("its 'eXIf' is damaged, or larger than 4 MiB, and was not read",),
    ]


def test_of_two_packets_in_a_webp_or_png_the_first_is_read() -> None:
    first, second = CREDIT.encode(), xmp("<photoshop:Credit>Other</photoshop:Credit>").encode()
    texts = [(b"iTXt", XMP_TEXT + b"\0\0\0\0" + packet) for packet in (first, second)]

    assert read(webp((b"XMP ", first), (b"XMP ", second))).image.credit_line == "WCS"
    assert read(png(*texts)).image.credit_line == "WCS"


def test_what_unpacks_to_a_flood_is_not_read() -> None:
    bomb = b"\1\0\0\0" + zlib.compress(bytes(20 << 20), 9)
    said = ("its 'XML:com.adobe.xmp' is damaged, or larger than 4 MiB, and was not read",)

    assert read(png((b"iTXt", XMP_TEXT + bomb), (b"iTXt", XMP_TEXT + bomb))).notes == said
    assert read(png((b"iTXt", XMP_TEXT + b"\1\0\0\0no zlib"))).notes == said
    assert read(png(*[(b"iTXt", b"Comment\0" + bomb)] * 100)).notes == ()


@pytest.mark.parametrize(
    ("text", "noted"), [(b"", 0), (b"\niptc\n", 0), (b"\niptc\n 3\nxyz", 1), (b"\niptc\n 3\n\xff", 1)]
)
def test_a_raw_profile_that_is_none_says_nothing(text: bytes, noted: int) -> None:
    said = ("its 'Raw profile type iptc' is damaged, or larger than 4 MiB, and was not read",)

    assert read(png((b"tEXt", b"Raw profile type iptc\0" + text))).notes == said[:noted]


@pytest.mark.parametrize("packet", [(7, 90_000, struct.pack("<I", 9)), bytes((4 << 20) + 1)], ids=["beyond", "large"])
def test_a_packet_beyond_the_end_of_a_tiff_or_too_large_is_noted(packet: object) -> None:
    reading = read(tiff({700: packet, making.COPYRIGHT: "WCS and others"}))

    assert reading.image.copyright_notice == "WCS and others"
    assert reading.notes == ("its XMP lies beyond its end, or is larger than 4 MiB, and was not read",)


@pytest.mark.parametrize("big_endian", [False, True])
def test_a_bigtiff_is_read(*, big_endian: bool) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", making.SIZE).save(buffer, "TIFF", big_tiff=True, tiffinfo={making.COPYRIGHT: "WCS"})
    assert buffer.getvalue()[2:4] == b"+\0"
    order = ">" if big_endian else "<"
    by_hand = (
        (b"MM" if big_endian else b"II")
        + struct.pack(f"{order}HHHQQ", 43, 8, 0, 16, 2)
        + struct.pack(f"{order}HHQHHI", 0x100, 3, 1, 64, 0, 0)
        + struct.pack(f"{order}HHQHHI", 0x101, 3, 1, 48, 0, 0)
    )

    assert read(buffer.getvalue()).image.copyright_notice == "WCS"
    assert (read(by_hand).image.width, read(by_hand).image.height) == making.SIZE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000"])
@pytest.mark.parametrize("size", [(1, 1), (640, 13)])
def test_kind_and_size_are_those_that_pillow_finds(kind: str, size: tuple[int, int]) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", size).save(buffer, kind)
    image = read(buffer.getvalue()).image

    assert (image.width, image.height) == size
    assert image.media_type == Image.MIME[kind]


@pytest.mark.parametrize(
    "save",
    [{"lossless": True}, {"exif": b"Exif\0\0" + EXIF}, {"save_all": True, "append_images": [Image.new("L", (7, 5))]}],
)
def test_every_kind_of_webp_tells_its_size(save: dict[str, Any]) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (7, 5)).save(buffer, "WEBP", **save)
    image = read(buffer.getvalue()).image

    assert (image.width, image.height) == (7, 5)


def mpo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", making.SIZE).save(buffer, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 8))])
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        JPEG + bytes(4096),
        JPEG + b"trailer of a camera",
        JPEG + JPEG[:-40],
        mpo(),
        mpo()[:-20],
        JPEG[:-2] + bytes((1 << 16) - len(JPEG) % 7) + b"\xff\xd9" + bytes(70_000),
        JPEG[:2] + b"\xff\xff\xff" + JPEG[3:],
        JPEG[:2] + b"\xff\x01" + JPEG[2:],
        PNG + b"trailer",
        WEBP + b"trailer",
        riff(WEBP[12:] + b"odd"),
    ],
)
def test_what_stands_behind_the_end_takes_nothing_from_a_picture(data: bytes) -> None:
    image = read(data).image

    assert (image.width, image.height) == making.SIZE


def beyond_the_end(tag: int) -> bytes:
    return tags({0x100: 64, 0x101: 48, 0x111: 8, 0x117: 8, tag: (4, 300, struct.pack("<I", 8))})


@pytest.mark.parametrize(
    "data",
    [
        JPEG[:-2],
        JPEG[:-2] + bytes(100_000),
        JPEG[: len(JPEG) // 2],
        JPEG[:30],
        jpeg(making.with_exif(EXIF + JPEG))[: -len(JPEG) + 200],
        jpeg(making.with_exif(EXIF + JPEG))[:-2],
        PNG[:-12],
        PNG[:-1],
        PNG[:20],
        png((b"tEXt", b"x" * 50))[:-40],
        tiff({})[:-1],
        beyond_the_end(0x111),
        beyond_the_end(0x145),
        tags({0x100: 64, 0x101: 48})[:-4].replace(b"\x02\0", b"\x03\0", 1),
        plain("TIFF")[:200],
        WEBP[:-1],
        riff(WEBP[12:])[:4] + struct.pack("<I", len(WEBP) - 8) + b"WEBP" + b"XMP \xff\xff\0\0" + WEBP[20:],
        bytes(5000),
    ],
)
def test_what_is_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(LogbookError) as error:
        read(data)

    assert str(error.value) == CUT


@pytest.mark.parametrize(
    "data",
    [
        b"[/red] a text, renamed",
        b"\xff\xd8\xff\xd9" + bytes(9),
        b"\xff\xd8\xff\xe0\0\1" + bytes(9),
        b"\xff\xd8" + segment(0xC0, b"\x08\0\0\0\0") + segment(0xDA, b"") + b"\xff\xd9",
        b"\xff\xd8\xff" + b"\xff" * 70_000,
        b"\xff\xd8" + segment(0xE0, b"") * 5001,
        b"\xff\xd8" + segment(0xE0, b"") + b"no marker",
        PNG[:8] + chunk(b"IHDR", bytes(13)) + chunk(b"IEND", b""),
        PNG[:8] + chunk(b"tEXt", b"") * 200_001,
        b"II*\0\x08\0\0\0\0\0",
        b"II*\1\x08\0\0\0\0\0",
        b"MMMMMMMMMM",
        riff(b"XMP \0\0\0\0"),
        riff(b"XMP \0\0\0\0" * 100_001),
        b"RIFF\x24\0\0\0WAVE",
        b"GIF89a",
        b"BM\0\0\0",
    ],
    ids=lambda data: str(data[:12]),
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(LogbookError) as error:
        read(data)

    assert str(error.value) == NONE


def announcing(sides: bytes) -> list[bytes]:
    head = b"IHDR" + sides + b"\x08\x02\0\0\0"
    large_gif = b"GIF89a" + struct.pack("<HH", *struct.unpack(">II", sides)) + plain("GIF")[10:]
    whole_png = PNG[:12] + head + struct.pack(">I", zlib.crc32(head)) + PNG[33:]
    return [whole_png, large_gif]


@pytest.mark.parametrize("data", announcing(struct.pack(">II", 30_000, 30_000)))
def test_more_pixels_than_a_camera_takes_are_refused(data: bytes) -> None:
    with pytest.raises(LogbookError) as error:
        read(data)

    said = "a.jpg announces 30,000 x 30,000 pixels, more than a camera takes; look whether it is damaged"
    assert str(error.value) == said


@pytest.mark.parametrize("data", announcing(struct.pack(">II", 22_000, 22_000)))
def test_many_pixels_are_no_fault(data: bytes) -> None:
    assert read(data).image.width == 22_000


@pytest.mark.parametrize("module", [jpegs, pngs, webps], ids=lambda module: module.__name__)
def test_the_reader_of_a_kind_reads_from_the_beginning(module: ModuleType) -> None:
    data = {jpegs: JPEG, pngs: PNG, webps: WEBP}[module]
    file = io.BytesIO(data)
    file.seek(12)
    held = module.read(file)

    assert (held.width, held.height) == making.SIZE


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_damaged_files_are_read_or_refused(kind: str) -> None:
    chance = random.Random(kind)  # noqa: S311 - the same damage every time
    packet, directory = CREDIT.encode(), {making.MAKE: "X", making.ORIENTATION: 6}
    whole = {
        "JPEG": jpeg(making.with_exif(tags(directory)), making.with_xmp(packet), making.with_iim(LINE)),
        "PNG": png((b"eXIf", tags(directory)), (b"iTXt", XMP_TEXT + b"\0\0\0\0" + packet)),
        "TIFF": tiff({**directory, 700: packet, 33723: LINE}),
        "WEBP": webp((b"EXIF", tags(directory)), (b"XMP ", packet)),
    }[kind]
    for _ in range(300):
        data = bytearray(whole[: chance.choice((len(whole), chance.randrange(1, len(whole))))])
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            read(bytes(data))
        except LogbookError as error:
            assert str(error).startswith("a.jpg ")  # noqa: PT017 - most of them are none
