"""What is linked with what goes, found in a pass over links alone, against the whole logbook read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook import places
from logbook.changes import Change, clocking, editing
from logbook.cli import linked, record
from logbook.records import Book, Claim, Credit, Deployment, Id, Image, Record, Sighting
from logbook.store import scanning
from logbook.store.snapshot import Snapshot
from logbook.taxa import Taxa
from tests.store import deeds

if TYPE_CHECKING:
    from collections.abc import Sequence

REFS = st.lists(st.sampled_from([f"i{number}" for number in range(1, 6)]), max_size=3, unique=True).map(tuple)
SIGHTINGS = st.builds(Sighting, images=REFS, deployment=st.sampled_from([None, None, "d1", "d2"]))
IMAGES = st.builds(
    Image, credit=st.sampled_from([None, "c1", "c2", "c3"]), credit_line=st.sampled_from([None, "WCS", "© ISUNR"])
)
BOOKS = st.tuples(st.lists(SIGHTINGS, min_size=1, max_size=6), st.lists(IMAGES, min_size=1, max_size=4))
ALWAYS: dict[str, list[Record]] = {
    "credits": [Credit(name="WCS"), Credit(name="ISUNR")],
    "deployments": [Deployment(location_name="ridge"), Deployment(location_name="ford")],
}


def put(path: Path, sightings: list[Sighting], images: list[Image]) -> list[Id]:
    """Write a logbook of these, and name every record of it."""
    tables: dict[str, Sequence[Record]] = {**ALWAYS, "images": images, "sightings": sightings}
    made = [
        Change(name, number, None, msgspec.json.encode(one))
        for name, records in tables.items()
        for number, one in enumerate(records, 1)
    ]
    deeds.commit(path, *made)
    return [Id(change.table, change.number) for change in made]


@pytest.mark.parametrize("is_foreign", [False, True], ids=["as we left it", "by other hands"])
@given(data=st.data(), made=BOOKS)
@settings(max_examples=60)
def test_what_a_removal_plans_and_says_is_what_the_whole_logbook_would_have_it(
    is_foreign: bool, data: st.DataObject, made: tuple[list[Sighting], list[Image]]
) -> None:
    path = Path("drawn.json")
    for old in (path, Path("drawn.history.jsonl")):
        old.unlink(missing_ok=True)
    chosen = data.draw(st.lists(st.sampled_from(put(path, *made)), min_size=1, unique=True))
    if is_foreign:
        path.write_text(json.dumps(json.loads(path.read_bytes()), indent=1), encoding="utf-8")
    held = Snapshot(path, writing=True)
    links = Book(sightings=linked.sightings(held, chosen), images=linked.pictures(held, chosen))
    some, every = record.draft(held), record.draft(held)

    assert editing.remove(some, links, chosen) == editing.remove(every, held.book(), chosen)
    assert [(one.table, one.number) for one in some.changes()] == [(one.table, one.number) for one in every.changes()]
    pictured = [which for which in chosen if which.table in {"sightings", "images"}]
    told = (clocking.shared(those, pictured) for those in (linked.sightings(held, pictured), held.table("sightings")))
    assert len({tuple(notes) for notes in told}) == 1


def test_links_are_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("logbook.json")
    put(path, [Sighting(images=("i1",), remarks="x" * 50) for _ in range(9)], [Image(credit="c1") for _ in range(9)])
    monkeypatch.setattr(scanning, "BLOCK", 100)
    held = Snapshot(path, writing=True)

    assert list(linked.sightings(held, [Id("images", 1)])) == list(range(1, 10))
    assert list(linked.pictures(held, [Id("credits", 1)])) == list(range(1, 10))
    assert linked.sightings(held, [Id("taxa", 1)]) == linked.pictures(held, [Id("images", 1)]) == {}


def test_what_is_beside_a_sighting_is_found_across_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("logbook.json")
    one = Sighting(vernacular_name="Lynx", region="Jilin, China", event_date="2013")
    put(path, [one] * 9, [Image(credit="c1")])
    monkeypatch.setattr(scanning, "BLOCK", 100)

    assert linked.beside(Snapshot(path, writing=True), [([one], Taxa({}))]) == dict.fromkeys(range(1, 10), one)


@pytest.mark.parametrize("typed", ["Jilin, China", "jilin", "JILIN, CHINA", "Hunchun, Jilin, China", "Gobi", "china"])
def test_a_region_is_filed_as_beside_all_that_are_there(typed: str) -> None:
    path, regions = Path("logbook.json"), ["Jilin, China", "Hunchun, Jilin, China", None, "Primorye, Russia"]
    claims = (Claim(claim="the first", kind="first-breeding", region=typed),)
    put(path, [Sighting(region=region, claims=claims) for region in regions], [])
    found = record.regions(Snapshot(path, writing=True), typed)

    assert places.file_region(typed, found) == places.file_region(typed, set(filter(None, regions)))
