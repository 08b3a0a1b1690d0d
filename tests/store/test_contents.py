"""A logbook's bytes at one moment, whatever other programs do to the file meanwhile."""

from __future__ import annotations

import mmap
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from logbook.errors import DamagedError
from logbook.records import Id
from logbook.store import contents, raw
from logbook.store.snapshot import Snapshot
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Callable

PATH = Path("logbook.json")


@pytest.fixture
def two() -> Path:
    deeds.add(PATH, "one", "two")
    return PATH


def test_a_file_of_a_common_size_is_read_and_outlives_what_others_do_to_it(two: Path) -> None:
    held = Snapshot(two)
    os.truncate(two, 10)

    assert isinstance(held.original, bytes)
    assert held.record(Id("sightings", 2)) == b'{"remarks":"two"}'


def test_a_large_file_is_mapped(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAPPED", two.stat().st_size - 1)
    held = Snapshot(two, writing=True)

    assert isinstance(held.original, mmap.mmap)
    assert held.record(Id("sightings", 2)) == b'{"remarks":"two"}'
    assert deeds.add(two, "three") == [3]


def test_a_file_that_changed_while_it_was_read_is_read_again(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = two.read_bytes()
    two.write_bytes(whole[:50])
    writes = [whole[:100], whole]
    _meanwhile(monkeypatch, lambda: two.write_bytes(writes.pop(0)) if writes else None)

    assert contents.contents(two)[1] == whole


def test_a_file_that_never_rests_is_read_all_the_same(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter(range(1, 99))
    _meanwhile(monkeypatch, lambda: two.write_bytes(b"x" * next(sizes)))

    assert contents.contents(two)[1] == b"x" * 10


def _meanwhile(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object]) -> None:
    """Let another program write whenever we ask for the state of the open file."""
    fstat = os.fstat

    def ask(descriptor: int) -> os.stat_result:
        write()
        return fstat(descriptor)

    monkeypatch.setattr(os, "fstat", ask)


class TestHalfWritten:
    """What another program is writing is damaged for a moment, and is opened again."""

    @pytest.fixture
    def naps(self, two: Path, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
        """Let the other program go on while we wait; it is a millisecond after its last write."""
        whole, naps = two.read_bytes(), list[Any]()
        monkeypatch.setattr(contents, "SETTLING", 0.1)
        monkeypatch.setattr(time, "time", lambda: two.stat().st_mtime + 0.001)

        def nap(seconds: float) -> None:
            naps.append(seconds)
            two.write_bytes(whole[: 40 * len(naps)] if len(naps) < 3 else whole)

        monkeypatch.setattr(time, "sleep", nap)
        return naps

    @pytest.mark.parametrize("cut", [0, 20])
    @pytest.mark.parametrize("writing", [False, True])
    def test_it_is_opened_until_it_is_whole(self, two: Path, naps: list[Any], cut: int, writing: bool) -> None:
        os.truncate(two, cut)

        held = Snapshot(two, writing=writing)

        assert held.record(Id("sightings", 2)) == b'{"remarks":"two"}'
        assert naps == pytest.approx([0.099] * 3, abs=1e-6)

    def test_it_is_not_waited_for_for_ever(self, two: Path, naps: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(time, "sleep", naps.append)
        os.truncate(two, 20)

        with pytest.raises(DamagedError):
            Snapshot(two)
        assert len(naps) == 10

    @pytest.mark.parametrize("age", [0.1, 3600, -5])
    def test_what_was_written_long_ago_is_damaged(
        self, two: Path, naps: list[Any], age: float, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        os.truncate(two, 20)
        monkeypatch.setattr(time, "time", lambda: two.stat().st_mtime + age + 0.001)

        with pytest.raises(DamagedError):
            Snapshot(two)
        assert naps == []


def test_what_went_meanwhile_does_not_settle() -> None:
    assert not contents.settles(PATH)
