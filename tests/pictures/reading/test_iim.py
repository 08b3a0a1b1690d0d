"""IIM: every field in whatever characters it declares."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.pictures.reading.iim import in_photoshop, read
from tests.pictures.making import iim, resource

UTF_8 = (1, 90, b"\x1b%G")
PART = ("its IIM is broken and was read only in part",)
UNDECLARED = ("some of its IIM is not in the characters that it declares, and was not read",)


def seven_bit(text: str, codec: str) -> bytes:
    return bytes(byte & 0x7F for byte in text.encode(codec))


def test_every_dataset_has_its_field() -> None:
    said = read(
        iim(
            UTF_8,
            (2, 0, b"\0\4"),
            (2, 5, b"The title"),
            (2, 105, "Редкая встреча".encode()),
            (2, 120, "远东豹".encode()),
            (2, 122, b"Writer"),
            (2, 80, "Иван Петров".encode()),
            (2, 80, "张三".encode()),
            (2, 110, "© WWF-Russia / ISUNR".encode()),
            (2, 116, "© 2013 WCS".encode()),
            (2, 115, b"Source"),
            (2, 25, b"leopard"),
            (2, 25, b" "),
            (2, 25, b"snow"),
            (2, 25, b"leopard"),
            (2, 55, b"20130905"),
            (2, 60, b"043122+0800"),
        )
    )

    assert said.fields == {
        "title": "Редкая встреча",
        "caption": "远东豹",
        "caption_writer": "Writer",
        "creator": ("Иван Петров", "张三"),
        "credit_line": "© WWF-Russia / ISUNR",
        "copyright_notice": "© 2013 WCS",
        "supplier": "Source",
        "tags": ("leopard", "snow"),
        "date_created": "2013-09-05T04:31:22+08:00",
    }
    assert said[1:] == ("The title", (), ())


@pytest.mark.parametrize(
    ("declared", "written", "text"),
    [
        (b"", "Žluťoučký".encode(), "Žluťoučký"),
        (b"", "café “x”".encode("cp1252"), "café “x”"),
        (b"no escape", "café".encode("latin-1"), "café"),
        (b"\x1b(B", "café".encode("latin-1"), "café"),
        (b"\x1b%G", "Иван".encode(), "Иван"),
        (b"\x1b%/I", "Иван".encode(), "Иван"),
        (b"\x1b%G", "Иван".encode()[:-1], "Ива"),
        (b"\x1b%G", "José, Ана".encode("latin-1", "replace"), "José, ???"),
        (b"\x1b-A", "Ã©té".encode("latin-1"), "Ã©té"),
        (b"\x1b.A", "été".encode("latin-1"), "été"),
        (b"\x1b(B\x1b-B", "Žluťoučký".encode("iso8859-2"), "Žluťoučký"),
        (b"\x1b-L", "Иван Петров".encode("iso8859-5"), "Иван Петров"),
        (b"\x1b-F", "Λεοπάρδαλη".encode("iso8859-7"), "Λεοπάρδαλη"),
        (b"\x1b-b", "œuvre €".encode("iso8859-15"), "œuvre €"),
        (b"\x1b$)A", "远东豹 Amur".encode("gb2312"), "远东豹 Amur"),
        (b"\x1b$A", seven_bit("远东豹", "gb2312"), "远东豹"),
        (b"\x1b$)C", "표범".encode("euc_kr"), "표범"),
        (b"\x1b$(C", seven_bit("표범", "euc_kr"), "표범"),
        (b"\x1b$)B", "豹の子".encode("euc_jp"), "豹の子"),
        (b"\x1b$B", seven_bit("豹の子", "euc_jp"), "豹の子"),
    ],
)
def test_text_is_in_the_characters_that_are_declared(declared: bytes, written: bytes, text: str) -> None:
    said = read(iim((1, 90, declared), (2, 80, written)))

    assert said.fields["creator"] == (text,)
    assert said.notes == ()


@pytest.mark.parametrize("declared", [b"\x1b-Z", b"\x1b$)A", b"\x1b-F"])
def test_what_is_in_other_characters_is_left_out_and_noted(declared: bytes) -> None:
    said = read(iim((1, 90, declared), (2, 110, b"WCS"), (2, 115, b"caf\xff"), (2, 230, b"\xff")))

    assert said.fields == {"credit_line": "WCS"}
    assert said.notes == UNDECLARED


@pytest.mark.parametrize(
    ("date", "time", "taken"),
    [
        (b"20130905", b"043122+0800", "2013-09-05T04:31:22+08:00"),
        (b"20130905", b"043122", "2013-09-05T04:31:22"),
        (b"20130905", b"0431", "2013-09-05T04:31"),
        (b"20130905", b"", "2013-09-05"),
        (b"20130905", b"nonsense", "2013-09-05"),
        (b"20130900", b"043122", "2013-09"),
        (b"20130000", b"", "2013"),
        (b"20130009", b"", "2013"),
        (b"20132100", b"", None),
        (b"00000000", b"000000", None),
        (b"2013-09-05", b"04:31:22+08:00", "2013-09-05T04:31:22+08:00"),
        (b"", b"043122", None),
    ],
)
def test_what_of_a_date_is_not_known_is_left_out(date: bytes, time: bytes, taken: str | None) -> None:
    assert read(iim((2, 55, date), (2, 60, time))).fields.get("date_created") == taken


@pytest.mark.parametrize(
    ("tail", "notes"),
    [
        (b"", ()),
        (b"\0\0\0\0\0\0\0", ()),
        (b"\x1c\2\x19\0\x09short", PART),
        (b"\x1c\2", PART),
        (b"rubbish", PART),
        (b"\x1c\2\x19\xff\xff", PART),
    ],
)
def test_what_stands_before_a_break_is_read(tail: bytes, notes: tuple[str, ...]) -> None:
    assert read(iim((2, 110, b"WCS")) + tail) == ({"credit_line": "WCS"}, None, (), notes)


def test_a_long_dataset_has_its_length_behind_its_number() -> None:
    long = b"x" * 40_000
    data = struct.pack(">BBBHI", 0x1C, 2, 120, 0x8004, len(long)) + long

    assert read(data + iim((2, 110, b"WCS"))).fields == {"caption": long.decode(), "credit_line": "WCS"}


def test_it_is_found_among_the_resources_of_photoshop() -> None:
    data = iim((2, 110, b"WCS"))
    others = resource(0x03ED, b"odd") + resource(0x0425, b"\0" * 16, b"named") + resource(0x0426, b"", b"even")

    assert in_photoshop(others + resource(0x0404, data, b"x") + others) == data


@pytest.mark.parametrize(
    "data", [b"", b"8BIM", others := resource(0x03ED, b"odd"), others + b"8BIM\4\4", others + b"x"]
)
def test_resources_without_one_have_none(data: bytes) -> None:
    assert in_photoshop(data) == b""


@given(st.binary(max_size=100), st.integers(0, 60))
def test_no_bytes_are_too_odd(noise: bytes, at: int) -> None:
    whole = resource(0x0404, iim(UTF_8, (2, 110, b"WCS"), (2, 55, b"20130905")))
    data = whole[:at] + noise + whole[at:]
    read(in_photoshop(data))
    read(data)
