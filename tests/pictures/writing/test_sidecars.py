"""Sidecars that are there already, and files that are put in their place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from logbook.errors import LogbookError
from logbook.pictures.reading.sidecar import beside
from logbook.pictures.writing import placing, sidecars
from logbook.records import Image
from tests.pictures import making

IMAGE = Image(credit_line="© WWF-Russia / ISUNR", alt_text="Леопард", creator=("王小明",))


def test_a_sidecar_is_named_after_the_whole_name_of_its_picture() -> None:
    assert beside(Path("cards/a.JPG")) == Path("cards/a.JPG.xmp")


def test_the_reader_reads_the_sidecar_that_was_written() -> None:
    packet = sidecars.sidecar(IMAGE, Path("a.jpg.xmp"))
    placing.place(Path("a.jpg.xmp"), packet.data, Path())

    found = making.read(making.jpeg()).image

    assert (found.credit_line, found.alt_text, found.creator) == (IMAGE.credit_line, IMAGE.alt_text, IMAGE.creator)
    assert not sidecars.sidecar(IMAGE, Path("a.jpg.xmp")).changed


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"half of <x", "it is not well-formed XML"),
        (b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', "it declares a DTD or entities, which are never read"),
        (b"<a/>", "it holds no XMP"),
        (b" " * (sidecars.MOST_BYTES + 1), "it is too large for a sidecar"),
    ],
    ids=["broken", "entities", "no XMP", "too large"],
)
def test_a_sidecar_that_cannot_be_read_is_left_alone_and_named(data: bytes, reason: str) -> None:
    path = Path("a.jpg.xmp")
    path.write_bytes(data)

    with pytest.raises(LogbookError) as error:
        sidecars.sidecar(IMAGE, path)

    assert str(error.value) == f"a.jpg.xmp was left alone: {reason}"


def test_a_folder_and_a_name_that_cannot_be_are_named() -> None:
    Path("a.jpg.xmp").mkdir()

    with pytest.raises(LogbookError, match=r"a\.jpg\.xmp was left alone: it is a folder"):
        sidecars.sidecar(IMAGE, Path("a.jpg.xmp"))
    os.mkfifo("b.jpg.xmp")
    with pytest.raises(LogbookError, match=r"b\.jpg\.xmp was left alone: it is no plain file"):
        sidecars.sidecar(IMAGE, Path("b.jpg.xmp"))
    with pytest.raises(LogbookError, match="it cannot be read: File name too long"):
        sidecars.sidecar(IMAGE, Path("x" * 300))


def test_a_file_is_put_in_place_with_its_folder_and_nothing_else_remains() -> None:
    placing.place(Path("new/deep/a"), b"1", Path())
    Path("new/deep/a").chmod(0o640)
    Path("link").symlink_to("new/deep/a")
    placing.place(Path("link"), b"22", Path())

    assert Path("link").is_symlink()
    assert placing.contents(Path("new/deep/a")) == b"22"
    assert Path("new/deep/a").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in Path("new/deep").iterdir()] == ["a"]


def test_nothing_is_written_through_a_link_that_leads_out() -> None:
    Path("mine").write_bytes(b"mine")
    Path("folder").mkdir()
    for name, to in (("there", "../mine"), ("new", "../other"), (f".logbook.{os.getpid()}.tmp", "../mine")):
        Path("folder", name).symlink_to(to)

    for name in ("there", "new"):
        with pytest.raises(LogbookError, match=rf"^folder/{name} is a link that leads out of folder"):
            placing.place(Path("folder", name), b"2", Path("folder"))
    placing.place(Path("folder/own"), b"2", Path("folder"))

    assert Path("mine").read_bytes() == b"mine"
    assert {path.name for path in Path().rglob("*")} == {"mine", "folder", "there", "new", "own"}


def test_what_replaces_a_private_file_is_private_from_its_first_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a").write_bytes(b"1")
    Path("a").chmod(0o600)
    modes: list[int] = []
    opened = os.open
    monkeypatch.setattr(os, "open", lambda *given: modes.append(given[2]) or opened(*given))

    placing.place(Path("a"), b"2", Path())
    assert modes == [0o600]


def test_what_is_too_large_for_a_picture_is_not_read() -> None:
    with Path("large.jpg").open("wb") as file:
        file.truncate((1 << 30) + 1)
    with pytest.raises(LogbookError, match=r"large\.jpg is larger than 1 GiB"):
        placing.contents(Path("large.jpg"))


def test_what_is_read_only_is_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a").write_bytes(b"1")
    monkeypatch.setattr(os, "access", lambda *_: False)

    with pytest.raises(LogbookError, match="a is read-only"):
        placing.place(Path("a"), b"2", Path())


def test_a_full_disk_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a").write_bytes(b"1")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(LogbookError, match="a cannot be written: No space left on device"):
        placing.place(Path("a"), b"2", Path())
    assert [path.name for path in Path.cwd().iterdir()] == ["a"]
    assert Path("a").read_bytes() == b"1"


def test_a_file_stands_already_only_byte_for_byte() -> None:
    Path("a").write_bytes(b"1")
    Path("dangling").symlink_to("nowhere")

    assert not placing.stands(Path("b"), b"1")
    assert placing.stands(Path("a"), b"1")
    for other in (Path("a"), Path(), Path("dangling")):
        with pytest.raises(LogbookError, match="is there already, and is another file; name another folder"):
            placing.stands(other, b"2")


def test_what_cannot_be_read_is_named() -> None:
    with pytest.raises(LogbookError, match="nowhere cannot be read: No such file or directory"):
        placing.contents(Path("nowhere"))
