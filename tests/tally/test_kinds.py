"""Few of each kind: which sightings are kept, and how many each stands for."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import msgspec
import pytest

from logbook.records import Animal, Breeding, Claim, Sighting, Stated
from logbook.tally import kinds
from logbook.tally.kinds import Question, Sieve, Sketch
from logbook.taxa import Taxa

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFIRMED = Breeding(stated=Stated(level="confirmed"))
NAMED = (Animal(individual_id="F1"),)


def seen(edtf: str | None, **fields: object) -> Sighting:
    return Sighting(event_date=edtf, **{"vernacular_name": "Amur leopard", "region": "China", **fields})  # type: ignore[arg-type]


def kept(sightings: Iterable[Sighting], *, depth: int = 1) -> dict[int, int]:
    sieve = Sieve(Question(depth, "probable", Taxa({})))
    for number, sighting in enumerate(sightings, 1):
        block = {number: msgspec.json.decode(msgspec.json.encode(sighting), type=Sketch)}
        sieve.take(block, kinds.rows_of(block))
    return sieve.kept()


def days(*numbers: int, time: str = "") -> list[Sighting]:
    return [seen(f"{date(2013, 1, 1) + timedelta(days=number)}{time}") for number in numbers]


def test_the_first_met_stands_for_all_that_could_be_neither_first_nor_last() -> None:
    assert kept(days(50, 0, 100, 40, 60)) == {1: 3, 2: 1, 3: 1}


def test_what_could_change_places_as_instants_is_kept() -> None:
    assert kept(days(2, 0, 50, 98, 100, 3, 97)) == {1: 4, 2: 1, 4: 1, 5: 1}
    assert kept(days(0, 1, 2, 3)) == dict.fromkeys(range(1, 5), 1)


def test_dates_of_other_offsets_are_of_other_kinds() -> None:
    assert len(kept([*days(0, 50, 100), *days(10, 51, 90, time="T04:31Z"), *days(20, 52, 80, time="T04:31")])) == 6


@pytest.mark.parametrize("coarse", ["2013", "2013-02~", "2013-01/2013-05", "../2013", "2013-21"])
def test_a_date_that_says_little_may_be_the_first_and_the_last(coarse: str) -> None:
    assert 3 in kept([*days(0, 50), seen(coarse), *days(51, 100)])


@pytest.mark.parametrize(
    "edtf",
    [
        *(None, "", "some day", "2013-02-30", "2013-02-20T25:00", "2013-02-20/2013-02-19"),
        *("20130220", "2013-W08-3", "2013-W08", "2013W083", "2013W08", "2013-051", "2013051"),
    ],
)
def test_what_has_no_date_that_can_be_read_is_kept(edtf: str | None) -> None:
    assert kept([*days(0, 500), seen(edtf), seen(edtf), *days(250)]) == {1: 2, 2: 1, 3: 1, 4: 1}


@pytest.mark.parametrize(
    "fields", [{"identified_by": ("Dale",)}, {"method": "tracks"}, {"animals": NAMED}, {"individual_count": 8}]
)
def test_what_a_rule_looks_at_makes_a_kind(fields: dict[str, object]) -> None:
    first, other, last = (msgspec.structs.replace(one, animals=(Animal(),)) for one in days(0, 50, 100))
    assert set(kept([first, msgspec.structs.replace(other, **fields), last])) == {1, 2, 3}


def test_an_interval_of_one_day_does_not_make_every_day_one() -> None:
    assert {2, 4} < set(kept([*days(0), seen("2013-01-10/2013-01-10"), *days(9), seen("2013-02-20/2013-01-10")]))


@pytest.mark.parametrize(
    "fields",
    [
        {"count_basis": "survey"},
        {"claims": (Claim(claim="the first"),)},
        {"breeding": CONFIRMED, "verification": "doubtful"},
        {"breeding": CONFIRMED, "region": None},
        {"breeding": CONFIRMED, "region": "Amur basin", "country_code": "ZZ"},
    ],
    ids=["a survey", "claims", "open evidence", "evidence nowhere", "evidence between countries"],
)
def test_all_that_could_be_named_are_kept(fields: dict[str, object]) -> None:
    rows = [msgspec.structs.replace(one, **fields) for one in days(*range(0, 100, 10))]
    assert kept(rows) == dict.fromkeys(range(1, 11), 1)


def test_a_place_that_holds_a_row_is_too_wide_for_it() -> None:
    rows = [msgspec.structs.replace(one, breeding=CONFIRMED) for one in days(*range(0, 100, 10))]
    assert len(kept(rows)) == 2
    assert len(kept(rows, depth=2)) == 10


def test_what_no_rule_looks_at_makes_no_kind() -> None:
    rows = [
        msgspec.structs.replace(one, animals=(Animal(count=1, remarks=str(at)),), remarks=str(at))
        for at, one in enumerate(days(*range(0, 100, 10)))
    ]
    assert len(kept(rows)) == 2


def test_many_in_the_order_of_their_dates_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "_ROOM", 4)
    assert kept(days(*range(100))) == {1: 95, 2: 1, 3: 1, 98: 1, 99: 1, 100: 1}
    assert kept(days(*range(99, -1, -1))) == {1: 95, 2: 1, 3: 1, 98: 1, 99: 1, 100: 1}


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    assert len(kept([seen("0001-01-01"), seen("9999-12-31"), seen("../2013"), seen("2013/..")])) == 4
