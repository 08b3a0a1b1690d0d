"""A glance gives of every table what the slow way gives, and of what is no logbook the same faults."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import msgspec
import pytest

from logbook.errors import DamagedError, LogbookError
from logbook.records import TYPES
from logbook.store.glance import Glance
from logbook.store.snapshot import Snapshot
from tests import essay

FILE = Path("logbook.json")


def rows(name: str) -> dict[str, msgspec.Raw]:
    return msgspec.json.decode(Glance(FILE).table_json(name), type=dict[str, msgspec.Raw])


@pytest.mark.parametrize("laid_out", [True, False])
def test_every_table_is_given_as_it_stands_whoever_wrote_the_file(laid_out: bool) -> None:
    essay.write(FILE.absolute())
    whole = json.loads(FILE.read_bytes())
    if not laid_out:
        FILE.write_text(json.dumps(whole, indent=1))

    for name in TYPES:
        assert json.loads(bytes(Glance(FILE).table_json(name))) == whole[name]
    assert rows("herons") == {}


def test_a_checksum_that_differs_is_nobody_s_fault_here() -> None:
    essay.write(FILE.absolute())
    FILE.write_bytes(FILE.read_bytes().replace(b"Amur", b"amur"))

    assert b"amur leopard" in bytes(rows("sightings")["1"])


@pytest.mark.parametrize(
    "content", [b'{"logbook":{', b'{"a":1}', b"\0", b'{"logbook":{\n"1":{}\n},\n"sightings":{\n"1":{}']
)
def test_damage_is_told_as_a_reader_tells_it(content: bytes) -> None:
    FILE.write_bytes(content)

    with pytest.raises(DamagedError) as slow:
        Snapshot(FILE)
    with pytest.raises(DamagedError) as fast:
        Glance(FILE).table_json("sightings")
    assert str(fast.value) == str(slow.value)


def test_a_file_of_a_common_size_outlives_what_others_do_to_it() -> None:
    essay.write(FILE.absolute())
    table = Glance(FILE).table_json("sightings")
    os.truncate(FILE, 10)

    assert b"Amur leopard" in bytes(table)


def test_no_file_and_an_empty_one_have_no_records() -> None:
    assert rows("sightings") == {}
    FILE.touch()
    assert rows("sightings") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for() -> None:
    os.mkfifo(FILE)

    with pytest.raises(LogbookError, match="no file"):
        Glance(FILE).table_json("sightings")
