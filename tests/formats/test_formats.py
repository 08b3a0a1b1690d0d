"""The frame that every format stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from logbook import formats
from logbook.errors import BadValueError
from tests.pictures import making


@pytest.mark.parametrize("name", formats.NAMES)
def test_a_format_is_named_as_its_module_and_tells_of_itself(name: str) -> None:
    found = formats.named(name)

    assert name == found.NAME
    assert found.SUMMARY
    assert all(suffix.startswith(".") for suffix in found.SUFFIXES)
    assert not found.sniff(b"")


def test_every_module_of_a_format_is_named() -> None:
    home = Path(formats.__file__).parent
    modules = {path.relative_to(home).parts[0].removesuffix(".py") for path in home.rglob("*.py")}
    shared = {
        "by_picture",
        "counting",
        "lines",
        "markup",
        "objects",
        "outlets",
        "rows",
        "sources",
        "tabular",
        "terms",
        "times",
    }

    assert modules - {"__init__", *shared} == {name.replace("-", "_") for name in formats.NAMES}


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("xmp", b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'),
        ("xmp", b'<x:xmpmeta xmlns:x="adobe:ns:meta/">'),
        ("embedded", making.plain("JPEG")[:16]),
        ("embedded", making.plain("PNG")[:16]),
        ("embedded", making.plain("TIFF")[:16]),
        ("embedded", making.plain("WEBP")[:16]),
    ],
)
def test_a_format_is_known_by_how_a_file_begins(name: str, head: bytes) -> None:
    assert [one for one in formats.NAMES if formats.named(one).sniff(head)] == [name]


def test_another_name_is_refused() -> None:
    with pytest.raises(BadValueError, match=r"'xml' is no format that can be written; did you mean xmp\?"):
        formats.writer("xml")
