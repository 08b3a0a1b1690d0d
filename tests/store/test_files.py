"""What touches the disk: temporary files, and the replacement, whole or not at all."""

from __future__ import annotations

import errno
import mmap
import os
import stat
import sys
import time
from pathlib import Path

import pytest

from logbook.errors import LogbookError
from logbook.store import files
from logbook.store.files import replace, state, sweep
from logbook.store.raw import Range
from tests.store import deeds

PATH = Path("logbook.json").absolute
MOST_BITES = 2


class TestSweep:
    """Temporary files of writers that were killed go, and nothing else does."""

    def test_only_this_logbooks_temporary_files_go(self) -> None:
        stays = [".logbook.json.lock", ".other.json.7.tmp", ".logbook.json.8.tmp.txt", ".logbook.json.b.json.7.tmp"]
        for name in [*stays, ".logbook.json.7.tmp", ".logbook.json.99999.tmp"]:
            Path(name).touch()
        Path(".logbook.json.5.tmp").mkdir()

        sweep(PATH())

        assert {entry.name for entry in Path().iterdir()} == {*stays, ".logbook.json.5.tmp"}

    @pytest.mark.parametrize("name", ["[x].json", "a*.json", "?.json", "x{1}.json", "日志.json", "no suffix"])
    def test_a_name_is_a_name_whatever_its_letters(self, name: str) -> None:
        Path(f".{name}.7.tmp").touch()

        assert deeds.add(Path(name), "one") == [1]
        assert deeds.leftovers(Path()) == []
        assert deeds.remarks(Path(name)) == {1: "one"}

    def test_a_folder_that_cannot_be_listed_is_no_failure(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "iterdir", deeds.raising(errno.EACCES))

        assert deeds.add(PATH(), "one") == [1]


class TestReplace:
    """The new file stands in the old one's place, or the old one stands untouched."""

    def test_pieces_follow_each_other(self) -> None:
        replace(PATH(), b"0123456789", [Range(2, 4), b"xy", Range(0, 0), Range(8, 10), b""], None)

        assert PATH().read_bytes() == b"23xy89"

    def test_what_the_system_takes_in_small_bites_is_written_whole(self, monkeypatch: pytest.MonkeyPatch) -> None:
        write = os.write
        with monkeypatch.context() as patch:
            patch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:3]))
            assert deeds.add(PATH(), "one", "two") == [1, 2]

        assert deeds.remarks(PATH()) == {1: "one", 2: "two"}

    @pytest.mark.skipif(not hasattr(os, "copy_file_range"), reason="the system copies nothing from file to file")
    @pytest.mark.parametrize("most", [9, 3, 0, None], ids=["whole", "in bites", "nothing", "not here"])
    def test_what_the_system_does_not_copy_is_written(self, most: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
        copy, asked = os.copy_file_range, list[int]()

        def copied(source: int, target: int, count: int, offset: int) -> int:
            asked.append(count)
            if most is None or len(asked) > MOST_BITES:
                raise OSError(errno.EXDEV, "another disk")
            return copy(source, target, min(count, most), offset)

        PATH().write_bytes(b"0123456789")
        monkeypatch.setattr(os, "copy_file_range", copied)
        with PATH().open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        replace(PATH(), data, [Range(2, 9), b"xy", Range(0, 1)], state(PATH()))

        assert PATH().read_bytes() == b"2345678xy0"
        assert asked

    def test_a_file_that_came_out_short_takes_no_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        PATH().write_bytes(b"old")
        monkeypatch.setattr(files, "_write", lambda *_: 1)

        with pytest.raises(LogbookError, match="came out too short; the logbook is as it was"):
            replace(PATH(), b"", [b"new"], state(PATH()))

        assert PATH().read_bytes() == b"old"
        assert deeds.leftovers(Path()) == []

    @pytest.mark.parametrize("meanwhile", [b"new", None])
    def test_what_was_changed_meanwhile_is_not_written_over(self, meanwhile: bytes | None) -> None:
        PATH().write_bytes(b"old")
        before = state(PATH())
        PATH().unlink()
        if meanwhile:
            PATH().write_bytes(meanwhile)

        with pytest.raises(LogbookError, match="changed by another program meanwhile; nothing was written"):
            replace(PATH(), b"", [b"newer"], before)

        assert (PATH().read_bytes() if PATH().exists() else None) == meanwhile
        assert deeds.leftovers(Path()) == []

    def test_what_came_meanwhile_is_not_written_over(self) -> None:
        PATH().write_bytes(b"new")

        with pytest.raises(LogbookError, match="changed by another program"):
            replace(PATH(), b"", [b"newer"], None)
        assert PATH().read_bytes() == b"new"

    @pytest.mark.parametrize("mode", [0o600, 0o664, 0o640, 0o444])
    def test_mode_and_group_stay(self, mode: int) -> None:
        deeds.add(PATH(), "one")
        PATH().chmod(mode)
        if os.geteuid() == 0:
            os.chown(PATH(), -1, 12_345)
        before = PATH().stat()

        replace(PATH(), b"", [b"new"], before)

        after = PATH().stat()
        assert (after.st_mode, after.st_gid) == (before.st_mode, before.st_gid)

    def test_a_new_file_is_as_the_umask_says(self) -> None:
        umask = os.umask(0o027)
        try:
            deeds.add(PATH(), "one")
        finally:
            os.umask(umask)

        assert {stat.S_IMODE(Path(name).stat().st_mode) for name in ("logbook.json", "logbook.history.jsonl")} == {
            0o640
        }

    def test_a_disk_that_knows_neither_mode_nor_group_is_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        deeds.add(PATH(), "one")
        monkeypatch.setattr(os, "fchown", deeds.raising(errno.EPERM))
        monkeypatch.setattr(os, "fchmod", deeds.raising(errno.EPERM))

        assert deeds.add(PATH(), "two") == [2]

    def test_a_disk_that_cannot_sync_a_folder_is_written(self, monkeypatch: pytest.MonkeyPatch) -> None:
        fsync = os.fsync

        def refuse(descriptor: int) -> None:
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, "Invalid argument")
            fsync(descriptor)

        monkeypatch.setattr(os, "fsync", refuse)

        assert deeds.add(PATH(), "one") == [1]

    def test_windows_has_no_mode_and_no_folder_to_sync(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(os, "fchmod", deeds.raising(errno.ENOSYS))

        replace(PATH(), b"", [b"new"], None)
        replace(PATH(), b"", [b"newer"], state(PATH()))

        assert PATH().read_bytes() == b"newer"


class TestRename:
    """On Windows another program may hold the file for a moment; elsewhere a refusal is one."""

    @pytest.fixture
    def slept(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        slept: list[float] = []
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(time, "sleep", slept.append)
        return slept

    def test_it_is_tried_again_on_windows(self, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        real = Path.replace
        monkeypatch.setattr(Path, "replace", lambda *paths: real(*paths) if len(slept) > 2 else deeds.raising(13)())

        replace(PATH(), b"", [b"new"], None)

        assert len(slept) == 3

    def test_it_is_given_up_after_two_seconds(self, slept: list[float], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "replace", deeds.raising(13))

        with pytest.raises(LogbookError, match="cannot be written"):
            replace(PATH(), b"", [b"new"], None)
        assert sum(slept) == pytest.approx(1.9)

    def test_elsewhere_it_is_tried_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "replace", deeds.raising(13))

        with pytest.raises(LogbookError, match="cannot be written"):
            replace(PATH(), b"", [b"new"], None)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "no room on the disk to write seen.json; the logbook is as it was: free some space and repeat"),
        (errno.EDQUOT, "no room on the disk"),
        (errno.EFBIG, "no room on the disk"),
        (errno.EROFS, "seen.json cannot be written (Read-only file system); the logbook is as it was"),
        (errno.EIO, "seen.json could not be written (Input/output error); the logbook is as it was"),
    ],
)
def test_a_fault_of_the_disk_is_one_sentence(number: int, said: str) -> None:
    error = files.explained(OSError(number, os.strerror(number)), Path("seen.json"))

    assert str(error).startswith(said)
    assert error.exit_code == 1
