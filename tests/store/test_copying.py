"""Copies of a logbook as it was: whole, read back, never twice, and under a name that no other file has."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.errors import LogbookError
from logbook.store import copying
from logbook.store.copying import keep_copy, kept
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("logbook.json").absolute
DATA = bytes(range(256)) * 9


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "_BLOCK", 100)


def names() -> list[str]:
    return sorted(entry.name for entry in Path().iterdir())


def test_a_copy_holds_every_byte_and_is_as_private_as_the_file() -> None:
    PATH().write_bytes(DATA)
    PATH().chmod(0o640)

    copy = keep_copy(PATH(), DATA, "before-fix")

    assert copy == PATH().with_name("logbook.before-fix.json")
    assert (copy.read_bytes(), stat.S_IMODE(copy.stat().st_mode)) == (DATA, 0o640)
    assert names() == ["logbook.before-fix.json", "logbook.json"]


def test_what_is_kept_already_is_not_kept_again() -> None:
    copies = [keep_copy(PATH(), data, "x") for data in (b"one", b"two", b"one", b"two", b"six")]

    one, two, six = "logbook.x.json", "logbook.x-2.json", "logbook.x-3.json"
    assert [copy.name for copy in copies] == [one, two, one, two, six]
    assert [copy.read_bytes() for copy in kept(PATH(), "x")] == [b"one", b"two", b"six"]


@pytest.mark.parametrize(
    "taken",
    [
        lambda name: name.write_bytes(b"mine"),
        lambda name: name.write_bytes(DATA[:-1] + b"x"),
        lambda name: name.mkdir(),
        lambda name: name.symlink_to("logbook.json"),
        lambda name: name.symlink_to("nowhere"),
        os.mkfifo,
    ],
)
def test_a_name_that_is_taken_is_left_alone(taken: Callable[[Path], object]) -> None:
    PATH().write_bytes(DATA)
    taken(PATH().with_name("logbook.x.json"))
    before = os.lstat("logbook.x.json")

    assert keep_copy(PATH(), DATA, "x").name == "logbook.x-2.json"
    assert os.lstat("logbook.x.json") == before


def test_a_copy_that_may_not_be_read_counts_as_another(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_copy(PATH(), DATA, "x")
    held = copying._holds
    monkeypatch.setattr(
        copying, "_holds", lambda place, data: deeds.raising(13)() if place.suffix == ".json" else held(place, data)
    )

    assert keep_copy(PATH(), DATA, "x").name == "logbook.x-2.json"


def test_a_disk_that_gives_back_other_bytes_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, bytes(len(data))))

    with pytest.raises(LogbookError, match=r"logbook\.x\.json did not come out as .*logbook\.json is; nothing was"):
        keep_copy(PATH(), DATA, "x")
    assert names() == []


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS])
def test_where_the_disk_fails_there_is_no_copy_and_nothing_is_left(
    step: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, step, deeds.raising(number))
        with pytest.raises(LogbookError, match=r"logbook\.x\.json"):
            keep_copy(PATH(), DATA, "x")
    assert names() == []


def test_the_copy_is_on_the_disk_before_it_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []
    for step in ("fsync", "replace"):
        real = getattr(os, step)
        monkeypatch.setattr(os, step, lambda *said, step=step, real=real: (steps.append(step), real(*said))[1])

    keep_copy(PATH(), DATA, "x")

    assert steps == ["fsync", "replace", "fsync"]
