"""Which files of stored pictures may be opened."""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

import pytest

from logbook.errors import LogbookError
from logbook.pictures.stored import ClosedError, Folder, Stored, is_of_another_computer, require_recorded
from logbook.records import Image

SHA256 = "AB" * 32


@pytest.fixture(autouse=True)
def folders(fixed_world: None) -> None:
    for name in ("home/sub/a.jpg", "outside/private.jpg"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"picture")


def file(name: str, sha256: str | None = None) -> Stored:
    return Folder(Path("home")).file(Image(file=name, sha256=sha256))


@pytest.mark.parametrize("name", ["sub/a.jpg", "sub/../sub/a.jpg", "linked.jpg", "linked/a.jpg"])
def test_what_lies_in_the_folder_is_opened(name: str) -> None:
    Path("home/linked.jpg").symlink_to("sub/a.jpg")
    Path("home/linked").symlink_to("sub")
    found = file(name)
    assert (found.path.read_bytes(), found.sha256) == (b"picture", None)


def test_the_folder_may_be_a_link() -> None:
    Path("there").symlink_to("home")
    assert Folder(Path("there")).file(Image(file="sub/a.jpg")).sha256 is None


@pytest.mark.parametrize("name", ["../outside/private.jpg", "linked.jpg", "linked/private.jpg", "ABSOLUTE"])
def test_what_lies_outside_is_opened_by_its_digest_only(name: str) -> None:
    Path("home/linked.jpg").symlink_to("../outside/private.jpg")
    Path("home/linked").symlink_to(Path("outside").absolute())
    name = name.replace("ABSOLUTE", str(Path("outside/private.jpg").absolute()))
    assert file(name, SHA256).sha256 == SHA256.lower()
    with pytest.raises(ClosedError, match=r"private\.jpg|linked\.jpg"):
        file(name)


@pytest.mark.parametrize("name", ["gone.jpg", "", "sub", "a\0b", "pipe", "round", "x" * 300, "\ud800"])
def test_what_is_no_file_is_not_there(name: str) -> None:
    os.mkfifo("home/pipe")
    Path("home/round").symlink_to("round")
    with pytest.raises(LogbookError, match=r"^its file .*(is not there|is none, but a )"):
        file(name)


def test_pictures_of_one_folder_are_each_found() -> None:
    folder = Folder(Path("home"))
    Path("home/sub/b.jpg").write_bytes(b"other")
    found = [folder.file(Image(file=f"sub/{name}")).path.read_bytes() for name in ("a.jpg", "b.jpg")]
    assert found == [b"picture", b"other"]


def test_a_device_is_never_opened() -> None:
    with pytest.raises(LogbookError, match=r"^its file /dev/zero is none, but a pipe or a device"):
        file("/dev/zero", SHA256)


@pytest.mark.parametrize(
    ("path", "is_other"),
    [(r"\\server\share\a.jpg", True), (r"\\nas\camera\a.jpg", False), (r"\\.\COM1\a", True), (r"Z:\a.jpg", False)],
)
def test_another_computer_is_never_asked(path: str, is_other: bool) -> None:
    assert is_of_another_computer(PureWindowsPath(path), PureWindowsPath(r"\\NAS\camera\notes")) == is_other


def test_a_picture_on_another_computer_counts_as_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.pictures.stored.is_of_another_computer", lambda *_: True)
    with pytest.raises(ClosedError, match="lies on another computer"):
        file("sub/a.jpg", SHA256)


def test_a_file_must_have_the_digest_that_is_demanded() -> None:
    require_recorded(Path("a.jpg"), "aa", "aa")
    with pytest.raises(ClosedError, match=r"^its file a\.jpg lies outside the logbook's folder, and is not the one"):
        require_recorded(Path("a.jpg"), "aa", "bb")
