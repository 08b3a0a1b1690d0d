"""The checksum that is begun before anybody has opened the file: taken for that very file, and for no other."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from logbook.store import ahead, raw
from logbook.store.snapshot import Snapshot
from tests.store import deeds

PATH = Path("logbook.json")


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "MAPPED", 0)
    monkeypatch.setattr(ahead, "_begun", [])
    deeds.add(PATH, "one", "two")


def taken(snapshot: Snapshot) -> bool:
    """Tell whether a snapshot uses a checksum that was begun before."""
    return any(snapshot._awaited is later for _, _, later in ahead._begun)


@pytest.mark.parametrize("writing", [False, True])
def test_who_opens_the_file_takes_what_was_begun(writing: bool) -> None:
    ahead.begin(PATH)
    snapshot = Snapshot(PATH, writing=writing)
    snapshot.compare()
    snapshot.verify()
    assert taken(snapshot)
    assert not snapshot.foreign


def test_a_change_is_written_from_it() -> None:
    ahead.begin(PATH)
    deeds.add(PATH, "three")
    snapshot = Snapshot(PATH)
    snapshot.compare()
    assert not taken(snapshot)
    assert not snapshot.notes
    assert len(snapshot.table("sightings")) == 3


def test_damage_is_found_by_it() -> None:
    PATH.write_bytes(PATH.read_bytes().replace(b"two", b"twe"))
    ahead.begin(PATH)
    snapshot = Snapshot(PATH)
    snapshot.compare()
    assert snapshot.notes == ["logbook.json is not as this program left it; `logbook check` tells where it differs"]
    assert taken(snapshot)


def test_what_was_written_since_is_read_again() -> None:
    ahead.begin(PATH)
    seen = PATH.stat()
    PATH.write_bytes(PATH.read_bytes().replace(b"two", b"twe"))
    os.utime(PATH, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))
    snapshot = Snapshot(PATH)
    snapshot.compare()
    assert len(snapshot.notes) == 1
    assert not taken(snapshot)


@pytest.mark.parametrize("data", [b"", b"{}", b'{"logbook":{', b"PK\x03\x04", None])
def test_what_is_no_logbook_of_ours_is_left_to_who_opens_it(data: bytes | None) -> None:
    if data is None:
        PATH.unlink()
    else:
        PATH.write_bytes(data)
    ahead.begin(PATH)
    assert not ahead._begun


def test_neither_a_pipe_nor_a_folder_is_waited_for(tmp_path: Path) -> None:
    os.mkfifo("pipe")
    ahead.begin(Path("pipe"))
    ahead.begin(tmp_path)
    assert not ahead._begun
