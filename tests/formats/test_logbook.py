"""A filtered copy of a logbook, which opens as one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from tinydb import TinyDB

from logbook.formats import Job, logbook
from logbook.records import Book, Deployment, Id, Image, Info, Sighting
from logbook.store.snapshot import Snapshot
from tests import essay

if TYPE_CHECKING:
    from collections.abc import Callable

    from logbook.formats import Outcome

OUT = Path("out.json")


def lines(of: dict[str, bytes]) -> Callable[[Id], bytes | None]:
    return lambda which: of.get(str(which))


def written(book: Book, **said: Any) -> list[Outcome]:
    return list(logbook.write(Job(book, book.images, Path(), sightings=book.sightings, to=OUT, **said)))


def stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(OUT.read_bytes())
    return found


def test_the_essay_comes_out_as_it_is() -> None:
    outcomes = written(essay.BOOK)

    assert [(one.id, one.state) for one in outcomes] == [("s1", "written"), ("s2", "written"), ("s3", "written")]
    assert [path.name for path in Path.cwd().iterdir()] == ["out.json"]
    copy = Snapshot(OUT, writing=True)
    assert not copy.foreign
    for table in ("taxa", "credits", "images", "deployments", "sightings"):
        assert copy.table(table) == getattr(essay.BOOK, table)


def test_stock_tinydb_opens_it() -> None:
    written(essay.BOOK)

    with TinyDB(OUT) as stock:
        assert len(stock.table("sightings")) == 3


def test_ids_stay_and_the_next_number_is_beyond_them() -> None:
    book = Book(
        info=Info(title="A", revision=9, crc32="x", next={"sightings": 99}), sightings={7: Sighting(), 3: Sighting()}
    )
    written(book)

    head = stored()["logbook"]["1"]
    assert list(stored()["sightings"]) == ["3", "7"]
    assert (head["title"], head["revision"], head["next"]) == ("A", 0, {"sightings": 8})


def test_a_record_that_is_told_as_it_is_keeps_every_byte() -> None:
    line = b'{"remarks":"x","moon":1.50}'
    written(Book(sightings={1: Sighting(remarks="x")}), lines=lines({"s1": line}))

    assert b'"1":' + line in OUT.read_bytes()


@pytest.mark.parametrize(("exact", "is_kept"), [(True, True), (False, False)])
def test_a_field_nobody_knows_goes_nowhere_once_others_were_made_coarse(exact: bool, is_kept: bool) -> None:
    book = Book(
        deployments={1: Deployment(data_generalizations="cut")}, images={1: Image(title="a")}, sightings={1: Sighting()}
    )
    known = {"i1": b'{"title":"a", "x":"Wangqing"}', "s1": b"{ }"}
    outcomes = written(book, lines=lines(known), exact=exact)

    assert (b"Wangqing" in OUT.read_bytes()) == is_kept
    assert b'"1":{ }' in OUT.read_bytes()
    told = [(one.id, one.notes) for one in outcomes if one.notes]
    assert told == ([] if is_kept else [("logbook", (f"i1: {logbook.CUT}",))])


def test_a_record_that_was_made_coarse_is_written_anew() -> None:
    told = Sighting(decimal_latitude=43.6, data_generalizations="cut")
    written(Book(sightings={1: told}), lines=lines({"s1": b'{"decimal_latitude":43.6123,"den":"here"}'}))

    assert stored()["sightings"] == {"1": msgspec.to_builtins(told)}


def test_nothing_to_write_leaves_nothing_behind() -> None:
    assert written(Book()) == []
    assert not OUT.exists()


@pytest.mark.parametrize(
    ("head", "is_logbook"),
    [
        (b'{"logbook":{\n"1":{"schema":1', True),
        (b'\xef\xbb\xbf{ "sightings" : {"1": {', True),
        (b'{"taxa":{}', True),
        (b'{"images":[{"file":"a.jpg"', False),
        (b'{"type":"FeatureCollection"', False),
        (b"sightings", False),
        (b"", False),
    ],
)
def test_a_logbook_is_known_by_its_first_table(head: bytes, is_logbook: bool) -> None:
    assert logbook.sniff(head) == is_logbook
