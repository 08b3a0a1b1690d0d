"""Sources: files, folders and archives, whoever made them, and whatever they were made for."""

from __future__ import annotations

import os
import stat
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.errors import LogbookError
from logbook.formats import sources, tabular

if TYPE_CHECKING:
    from collections.abc import Callable

ROWS = b"id,species,region\n1,Lynx,China\n"
LARGE = 2 << 20


def packed(*names: str, data: bytes = ROWS, **how: int) -> Path:
    """Make an archive whose members all hold the same; `how` is said of each."""
    path = Path("a.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            member = zipfile.ZipInfo(name)
            member.compress_type = zipfile.ZIP_DEFLATED
            for field, value in how.items():
                setattr(member, field, value)
            archive.writestr(member, data)
    return path


def patched(path: Path, change: Callable[[bytes], bytes]) -> Path:
    path.write_bytes(change(path.read_bytes()))
    return path


def names(path: Path) -> list[str]:
    with sources.opened(path) as source:
        return source.names()


def content(path: Path, name: str) -> bytes:
    with sources.opened(path) as source:
        return source.head(name)


def refusal(path: Path, name: str | None = None) -> str:
    with pytest.raises(LogbookError) as caught:
        content(path, name) if name else names(path)
    return str(caught.value)


@pytest.mark.parametrize(
    "name", ["../x.csv", "a/../../x.csv", "..\\x.csv", "/etc/x.csv", "\\x.csv", "C:\\x.csv", "c:x.csv", "//host/x.csv"]
)
def test_a_member_that_leads_out_of_its_folder_is_refused(name: str) -> None:
    assert refusal(packed("ok.csv", name)).endswith("which leads out of its folder; nothing of it was read")


def test_a_name_longer_than_any_is_refused_in_a_sentence() -> None:
    assert len(refusal(packed("ok.csv", "x" * 50_000))) < 200


def test_a_fault_in_an_archive_is_told_without_its_bytes() -> None:
    path = packed("x" * 4_000)
    path.write_bytes(path.read_bytes().replace(b"xx", b"yx", 1))
    assert len(refusal(path, "x" * 4_000)) < 4_300


def test_a_file_makes_room_for_what_it_has_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"[]")
    tracemalloc.start()
    try:
        with sources.opened(tmp_path / "a.json") as source:
            assert source.whole("a.json", 1 << 29, "is too large") == b"[]"
        assert tracemalloc.get_traced_memory()[1] < 1 << 22
    finally:
        tracemalloc.stop()


def test_dots_within_a_name_lead_nowhere() -> None:
    assert names(packed("a..b/x...csv")) == ["a..b/x...csv"]


def test_links_and_locked_members_and_rare_packings_are_refused() -> None:
    assert "'l', which is a link" in refusal(packed("l", external_attr=(stat.S_IFLNK | 0o777) << 16))
    locked = patched(
        packed("l"), lambda data: data[:-22].replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1") + data[-22:]
    )
    assert "'l', which is locked by a password" in refusal(locked)
    assert "'l', which is packed in a way" in refusal(packed("l", compress_type=zipfile.ZIP_LZMA))


def test_a_name_that_stands_twice_is_refused() -> None:
    twice = patched(packed("a.csv", "b.csv"), lambda data: data.replace(b"b.csv", b"a.csv"))
    assert refusal(twice) == ("a.zip holds 'a.csv', which is given twice; nothing of it was read")


def test_two_members_in_one_place_are_refused() -> None:
    first = packed("a.csv", "b.csv").read_bytes().index(b"PK\x01\x02")
    start = slice(first + 46 + len("a.csv") + 42, first + 46 + len("a.csv") + 46)
    one = patched(Path("a.zip"), lambda data: data[: start.start] + bytes(4) + data[start.stop :])
    assert refusal(one) == "a.zip holds 'b.csv', which is where another one lies; nothing of it was read"


def test_rows_that_nobody_reads_on_do_not_hold_their_file(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(ROWS)
    with sources.opened(path) as source:
        half_read = tabular.read(source, "a.csv").rows
        assert next(half_read)
        stream = source._streams[0]
    assert stream.closed
    half_read.close()


def test_what_expands_beyond_measure_is_refused_whatever_it_says_of_its_size() -> None:
    assert "'0', which would expand more than a thousandfold" in refusal(packed("0", data=bytes(LARGE * 5)))

    def lying(data: bytes) -> bytes:
        """Say of each member that it is packed in so many bytes as it would become."""
        at = data.index(b"PK\1\2")
        return data[: at + 20] + data[at + 24 : at + 28] + data[at + 24 :]

    assert refusal(patched(packed("0", data=bytes(LARGE * 5)), lying)) == (
        "a.zip would expand more than a thousandfold; nothing of it was read"
    )


def test_a_member_never_becomes_larger_than_it_says() -> None:
    def lying(data: bytes) -> bytes:
        at = data.index(b"PK\1\2")
        return data[: at + 24] + (9).to_bytes(4, "little") + data[at + 28 :]

    told = refusal(patched(packed("0.csv", data=bytes(LARGE)), lying), "0.csv")
    assert told == "0.csv in a.zip cannot be read: Bad CRC-32 for file '0.csv'"


def test_a_list_of_members_that_would_fill_the_memory_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_LONGEST_LIST", 100)
    assert names(packed("a", "b")) == ["a", "b"]
    assert refusal(packed("a", "b", "c")) == (
        "a.zip has more members than can be listed here; unpack it, and import the folder"
    )
    long = (1 << 40).to_bytes(8, "little")
    in_64_bits = patched(packed("a"), lambda data: data.replace(b"PK\5\6", b"PK\6\6" + bytes(36) + long + b"PK\5\6"))
    assert refusal(in_64_bits).startswith("a.zip has more members")


def test_every_archive_with_a_changed_byte_is_read_or_refused_with_a_sentence() -> None:
    whole = packed("tiere/东北豹.csv", "b.csv", data=ROWS * 9).read_bytes()
    for place in range(len(whole)):
        for byte in (0, 0x39, 0xFF):
            path = Path("a.zip")
            path.write_bytes(whole[:place] + bytes([byte]) + whole[place + 1 :])
            try:
                with sources.opened(path) as source:
                    for name in source.names():
                        source.head(name)
            except LogbookError as error:
                assert "\n" not in str(error)  # noqa: PT017 - most of them are read or refused, as the byte may be


def test_names_in_an_archive_are_read_in_any_script_and_a_systems_own_files_passed_over() -> None:
    path = packed("tiere/东北豹.csv", "Größe.csv", "__MACOSX/._x.csv", ".DS_Store", "folder/")
    assert names(path) == ["tiere/东北豹.csv", "Größe.csv"]
    assert content(path, "tiere/东北豹.csv") == ROWS


def test_an_empty_archive_holds_nothing_and_one_in_another_is_a_file() -> None:
    assert names(packed()) == []
    inner = packed("a.csv").read_bytes()
    assert content(packed("in.zip", data=inner), "in.zip") == inner


def test_a_folder_is_listed_by_name_without_hidden_files_and_what_is_no_file() -> None:
    for name in ("b/x.csv", "a/x.csv", "a.csv", ".git/x.csv", ".hidden"):
        Path("f", name).parent.mkdir(parents=True, exist_ok=True)
        Path("f", name).write_bytes(ROWS)
    os.mkfifo("f/pipe")
    Path("f/round").symlink_to(Path("f").absolute())
    Path("f/nowhere").symlink_to("gone")
    Path("f/linked.csv").symlink_to("a/x.csv")

    assert names(Path("f")) == ["a.csv", "linked.csv", "a/x.csv", "b/x.csv"]
    assert content(Path("f"), "linked.csv") == ROWS


def test_a_link_out_of_a_folder_is_refused_and_what_it_leads_to_never_read() -> None:
    Path("f").mkdir()
    Path("private.csv").write_bytes(ROWS)
    Path("f/a.csv").symlink_to(Path("private.csv").absolute())
    Path("f/b.csv").symlink_to("../private.csv")

    for name in ("a.csv", "b.csv"):
        with pytest.raises(LogbookError, match=rf"^{name} in f is a link that leads out of it"):
            content(Path("f"), name)


def test_a_folder_that_cannot_be_looked_into_is_not_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("f/shut").mkdir(parents=True)
    scan = os.scandir

    def shut(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", shut)
    assert refusal(Path("f")) == f"{Path('f/shut')} cannot be read: Permission denied"


def test_what_cannot_be_read_is_named() -> None:
    assert refusal(Path("gone")) == "gone cannot be read: No such file or directory"
    Path("x.csv").write_bytes(ROWS)
    with sources.opened(Path("x.csv")) as source:
        Path("x.csv").unlink()
        with pytest.raises(LogbookError, match=r"x\.csv cannot be read: No such file or directory"):
            source.head("x.csv")


def test_a_pipe_is_refused_before_anybody_waits_for_it() -> None:
    os.mkfifo("pipe")
    assert refusal(Path("pipe")) == "pipe is no plain file, and is to be read more than once; save it as one first"


def test_the_folder_nearest_to_the_top_that_holds_all_of_some_files_is_found() -> None:
    with sources.opened(packed("z/a.csv", "z/b.csv", "c/d/a.csv", "c/d/b.csv", "a.csv")) as source:
        assert source.folder_with(("a.csv", "b.csv")) == "z/"
        assert source.folder_with(("a.csv",)) == ""
        assert source.folder_with(("c.csv",)) is None
        assert (source.is_archive, source.is_single, source.file("a.csv")) == (True, False, None)


def test_it_tells_how_far_a_file_has_been_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"x" * 100)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b.csv", b"x" * 50)

    for name, inside, size in (("a.csv", "a.csv", 100), ("a.zip", "b.csv", 50)):
        with sources.opened(tmp_path / name) as source:
            assert source.place() == (0, 0)
            with source.open(inside) as stream:
                stream.read(20)
                assert source.place() == (20, size)
            assert source.place() == (size, size)
