"""What a package of ours says in tags is read again; the tags of others are tags."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.formats.camtrap_dp import marks
from logbook.records import Animal, Sighting
from tests.formats.camtrap_dp import books, packages
from tests.formats.camtrap_dp.books import book, sighting


def test_a_captive_or_doubtful_animal_and_a_count_that_is_not_exact_come_back() -> None:
    animals = (
        Animal(n=1, count=2, count_max=3, count_qualifier="at least", life_stage="adult", age="2 years"),
        Animal(n=2, count=1, life_stage="juvenile", tags=("collar:yes",)),
    )
    told = sighting(animals=animals, establishment="captive", verification="doubtful", identification_qualifier="cf.")
    books.write(book(told))

    (back,) = packages.sightings(Path("out"))
    assert (back.establishment, back.verification, back.identification_qualifier) == ("captive", "doubtful", "cf.")
    first, second = back.animals
    assert (first.count, first.count_max, first.count_qualifier, first.age) == (2, 3, "at least", "2 years")
    assert (first.tags, second.tags) == ((), ("collar:yes",))


def test_a_doubt_outweighs_that_a_machine_said_it() -> None:
    machine = Animal(n=1, classification_method="machine")
    books.write(book(sighting(animals=(machine,), verification="doubtful")))
    assert [one.verification for one in packages.sightings(Path("out"))] == ["doubtful"]


def test_another_program_s_tags_stay_tags(tmp_path: Path) -> None:
    tags = "age:8 | count:at least | establishment:captive"
    (found,) = packages.sightings(packages.make(tmp_path, [{"observationTags": tags, "count": "2"}]))
    assert found.animals[0].tags == ("age:8", "count:at least", "establishment:captive")
    assert (found.establishment, found.animals[0].count_qualifier) == (None, None)


@pytest.mark.parametrize(
    "tag",
    ["count", "count:many", "countMax:0", "countMax:x", "countMax:99999999999", "verification:verified", "age:", "a:b"],
)
def test_what_we_do_not_write_is_only_a_tag(tag: str) -> None:
    assert marks.read([tag]) == ((tag,), {})


@given(
    st.sampled_from([None, "at least", "about"]),
    st.none() | st.integers(2, 1_000_000),
    st.sampled_from([None, "captive", "released"]),
)
def test_what_is_written_is_read(qualifier: str | None, most: int | None, establishment: str | None) -> None:
    animal = Animal(count=1, count_max=most, count_qualifier=qualifier)  # type: ignore[arg-type]
    rest, fields = marks.read(marks.write(animal, Sighting(establishment=establishment)))  # type: ignore[arg-type]
    wanted = {"count_qualifier": qualifier, "count_max": most, "establishment": establishment}
    assert (rest, fields) == ((), {name: value for name, value in wanted.items() if value is not None})
