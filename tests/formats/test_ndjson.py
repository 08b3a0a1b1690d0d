"""A JSON object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from logbook.errors import LogbookError
from logbook.formats import Job, Outcome, ndjson
from logbook.records import Animal, Book, Sighting
from tests.formats.reading import NOW, Found, read

if TYPE_CHECKING:
    from pathlib import Path

LEOPARD = Sighting(
    uuid="u1", vernacular_name="Amur leopard", event_date="2013~", animals=(Animal(n=1, count=2, verbatim="cubs"),)
)


def lines(folder: Path, *written: str | bytes) -> Found:
    path = folder / "in.ndjson"
    path.write_bytes(b"\n".join(line if isinstance(line, bytes) else line.encode() for line in written))
    return read(path, "ndjson")


def test_a_sighting_comes_back_as_it_was(tmp_path: Path) -> None:
    to = tmp_path / "out.ndjson"
    job = Job(Book(sightings={7: LEOPARD}), {}, tmp_path, {7: LEOPARD}, to=to, now=NOW)
    assert list(ndjson.write(job)) == [Outcome("s7", "written")]
    (line,) = to.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["id"] == "s7"
    found = read(to, "ndjson")
    assert found.record == LEOPARD
    assert (found.sightings[0].key, found.read) == ("ndjson::u1", {("out.ndjson", "lines"): 1})


def test_a_line_without_end_is_not_read_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ndjson, "_LONGEST", 50)
    with pytest.raises(LogbookError, match=r"^in\.ndjson, line 2 has no end; it is no NDJSON$"):
        lines(tmp_path, '{"vernacular_name":"Lynx"}', '{"vernacular_name":"' + "x" * 50)


def test_pictures_of_another_logbook_are_told_of(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        '{"id":"s7","uuid":"u1","vernacular_name":"Lynx","images":["i3"]}',
        "",
        b"\xff",
        '{"a":' * 9999,
        b'{"a":"\xff"}',
    )
    assert found.record == Sighting(uuid="u1", vernacular_name="Lynx")
    assert found.said == ["in.ndjson: 1 of the sightings had pictures or a camera, which are not in it"]
    told = "the line is no JSON object; write one a line, in UTF-8"
    assert found.bad == [f"in.ndjson, line {number}: {told}" for number in (3, 4, 5)]


def test_lines_of_other_programs_are_read_by_their_keys(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        b'\xef\xbb\xbf{"species":"Lynx","count":3,"captive":true,"observer":["A","B"],"box":{"x":1},"locality":null}',
        '{"species":"Lynx","date":"05/09/2013"}',
        '{"id":"s7","uuid":"u1","vernacular_name":"Lynx"}',
    )
    ours, other = found.sightings
    assert ours.record.uuid == "u1"
    assert (other.record.individual_count, other.record.establishment) == (3, "captive")
    assert other.record.recorded_by == ("A", "B")
    assert found.bad[0].startswith("in.ndjson, line 2, column date: '05/09/2013'")
    assert "in.ndjson: box (1 value) has no place in a logbook" in found.said


def test_our_fields_need_no_uuid_where_no_cell_could_hold_them(tmp_path: Path) -> None:
    line = '{"vernacular_name":"Lynx","animals":[{"count":2}]}'
    found = lines(tmp_path, line)
    assert found.record.animals == (Animal(count=2),)
    assert found.sightings[0].key == lines(tmp_path, line).sightings[0].key


def test_our_fields_with_wrong_values_are_bad(tmp_path: Path) -> None:
    found = lines(tmp_path, '{"id":"s1","uuid":"u1","animals":3}')
    assert found.bad[0].startswith("in.ndjson, line 1: ")


def test_lines_that_tell_no_species_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LogbookError, match="tells the species"):
        lines(tmp_path, '{"a":1}')


@pytest.mark.parametrize(
    ("head", "is_one"),
    [
        (b'{"species":"Lynx"}\n{"spe', True),
        (b'\xef\xbb\xbf{"species":"Lynx","tags":["a"]}', True),
        (b'{"id":"s1","uuid":"u","animals":[{"n":1}]}\n', True),
        (b'{"images":[{"file":"a.jpg"}],"info":{}}', False),
        (b'{"type":"FeatureCollection","features":[\n', False),
        (b'{"logbook":{\n', False),
        (b"[1]\n", False),
        (b"a,b\n", False),
        (b"", False),
    ],
)
def test_lines_are_known_by_the_first_two(head: bytes, is_one: bool) -> None:
    assert ndjson.sniff(head) is is_one
