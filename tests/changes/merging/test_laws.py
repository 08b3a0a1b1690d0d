"""What holds of every merge, whatever the two logbooks hold."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.changes.merging.arrivals import REFERENCES
from logbook.changes.merging.folding import UNITED
from logbook.records import (
    TYPES,
    Animal,
    Book,
    Credit,
    Deployment,
    Image,
    Permission,
    Sighting,
    Statement,
    Taxon,
    parse_id,
)
from tests.changes.merging import siding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from logbook.changes.merging import Preference, Side

PREFERENCES: tuple[Preference, ...] = ("newer", "ours", "theirs")
PLACES = range(2, 5)


def pool(kind: type[Any], **fields: tuple[Any, ...]) -> list[Any]:
    """Make records of all kinds of fields, two hundred of very many."""
    chance = Random(kind.__name__)  # noqa: S311 - the same ones every time
    every = {"modified": (None, "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), **fields}
    return [kind(**{name: chance.choice(values) for name, values in every.items()}) for _ in range(200)]


MAYBE, FEW = (None, None, "a", "b", "B"), ((), ("a",), ("B",), ("a", "b"))
STATEMENTS = (None, Statement(value="none"), Statement(value="high"), Statement(value="odd"))
PERMISSIONS = (None, Permission(status="granted"), Permission(status="refused"))
POOLS = {
    "taxa": pool(Taxon, vernacular_name=MAYBE, scientific_name=MAYBE, names=FEW, sensitivity=STATEMENTS),
    "credits": pool(Credit, name=("a", "b", "B"), spellings=FEW, license=MAYBE, permission=PERMISSIONS),
    "images": pool(
        Image, file=MAYBE, sha256=MAYBE, credit=(None, "c2", "c3"), credit_line=MAYBE, tags=FEW, permission=PERMISSIONS
    ),
    "deployments": pool(Deployment, location_name=MAYBE, data_generalizations=MAYBE, latitude=(None, 1.5)),
    "sightings": pool(
        Sighting,
        event_date=(None, "2013", "2014"),
        region=MAYBE,
        animals=((), (Animal(verbatim="a"),), (Animal(verbatim="a"), Animal(verbatim="b"))),
        deployment=(None, "d2", "d3"),
        images=((), ("i2",), ("i3", "i2")),
        data_generalizations=MAYBE,
    ),
}


def tables(identities: str) -> st.SearchStrategy[dict[str, list[tuple[str, Any]]]]:
    """Draw up to three records a table, each with an identity of its own."""

    def table(name: str) -> st.SearchStrategy[list[tuple[str, Any]]]:
        pair = st.tuples(st.sampled_from(identities), st.sampled_from(POOLS[name]))
        return st.lists(pair, max_size=len(PLACES), unique_by=lambda one: one[0])

    return st.fixed_dictionaries({name: table(name) for name in TYPES})


def made(drawn: Mapping[str, list[tuple[str, Any]]]) -> Side:
    """Make a logbook of what was drawn; references that lead nowhere are taken out."""
    numbered = {name: dict(zip(PLACES, drawn[name], strict=False)) for name in TYPES}
    book = Book(
        **{
            name: {
                number: replace(one, uuid=uuid, **_led(name, one, numbered)) for number, (uuid, one) in table.items()
            }
            for name, table in numbered.items()
        }
    )
    return siding.side(book)


def _led(name: str, one: Any, numbered: Mapping[str, Mapping[int, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field, kind in REFERENCES.get(name, {}).items():
        value = getattr(one, field)
        kept = [ref for ref in _refs(value) if int(ref[1:]) in numbered[kind]]
        found[field] = tuple(kept) if isinstance(value, tuple) else next(iter(kept), None)
    return found


SOME, STRANGERS, OTHERS = (tables(letters).map(made) for letters in ("pqrs", "PQRS", "1234"))


def uuids(side: Side) -> set[tuple[str, str | None]]:
    return {(name, one.uuid) for name in TYPES for one in getattr(side.book, name).values()}


@given(ours=SOME, prefer=st.sampled_from(PREFERENCES))
def test_a_logbook_merged_with_itself_is_nothing(ours: Side, prefer: Preference) -> None:
    done = siding.plan(ours, ours, prefer, folder="")

    assert not done.new
    assert not done.changes


@given(ours=SOME, theirs=SOME, prefer=st.sampled_from(PREFERENCES))
def test_a_second_merge_changes_nothing(ours: Side, theirs: Side, prefer: Preference) -> None:
    once = siding.both(ours, theirs, prefer)

    assert siding.plan(once, theirs, prefer).changes == []


@given(ours=SOME, theirs=SOME, prefer=st.sampled_from(PREFERENCES))
def test_every_record_of_both_is_there_and_no_number_is_given_twice(
    ours: Side, theirs: Side, prefer: Preference
) -> None:
    done = siding.plan(ours, theirs, prefer)
    merged = siding.after(ours, done)

    assert uuids(ours) <= uuids(merged)
    for name in TYPES:
        ids = {str(which) for which in [*done.new.values(), *done.same.values()] if which.table == name}
        assert ids <= {f"{name[0]}{number}" for number in getattr(merged.book, name)}
        assert len(getattr(merged.book, name)) == len(getattr(ours.book, name)) + sum(
            which.table == name for which in done.new
        )


@given(ours=SOME, theirs=SOME, prefer=st.sampled_from(PREFERENCES))
def test_references_lead_to_what_they_led_to(ours: Side, theirs: Side, prefer: Preference) -> None:
    done = siding.plan(ours, theirs, prefer)
    merged = siding.after(ours, done)
    here = done.same | done.new

    for name, kinds in REFERENCES.items():
        for one in getattr(merged.book, name).values():
            for field, kind in kinds.items():
                for ref in _refs(getattr(one, field)):
                    assert parse_id(ref).number in getattr(merged.book, kind)
    for their, our in done.new.items():
        for field in REFERENCES.get(their.table, {}):
            was, now = (
                getattr(getattr(side.book, their.table)[which.number], field)
                for side, which in ((theirs, their), (merged, our))
            )
            assert [str(here.get(parse_id(ref), ref)) for ref in _refs(was)] == _refs(now)


def _refs(value: Any) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


@given(ours=SOME, theirs=SOME)
def test_with_ours_preferred_nothing_that_we_said_is_another_now(ours: Side, theirs: Side) -> None:
    merged = siding.both(ours, theirs, "ours")

    for name in TYPES:
        for number, before in getattr(ours.book, name).items():
            now = msgspec.to_builtins(getattr(merged.book, name)[number])
            for field, value in msgspec.to_builtins(before).items():
                if field in UNITED:
                    assert all(one in now[field] for one in value)
                elif not (_is_restored(before) or field in ("modified", "permission")):
                    assert _holds(now, field, value)


def _is_restored(before: Any) -> bool:
    return bool(getattr(before, "data_generalizations", None))


def _holds(now: Mapping[str, Any], field: str, value: Any) -> bool:
    return bool(now[field] == value) or field == "sensitivity"


@given(ours=SOME, theirs=STRANGERS, third=OTHERS)
def test_the_order_of_merges_of_strangers_makes_the_same_records(ours: Side, theirs: Side, third: Side) -> None:
    one = siding.both(siding.both(ours, theirs), third)
    two = siding.both(siding.both(ours, third), theirs)

    assert {pair for pair in uuids(one) if pair[0] in ("deployments", "sightings")} == {
        pair for pair in uuids(two) if pair[0] in ("deployments", "sightings")
    }


@pytest.mark.parametrize("name", TYPES)
def test_every_reference_of_a_record_is_known_to_be_one(name: str) -> None:
    typed = {field for field, text in TYPES[name].__annotations__.items() if "Ref" in str(text)}

    assert typed == set(REFERENCES.get(name, ()))
