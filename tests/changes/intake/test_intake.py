"""What other programs' files hold becomes records; a second run adds nothing."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from logbook.changes.intake.items import Bad, LeftOut, Read, Said, Where
from logbook.errors import BadValueError
from logbook.records import Animal, Book, Credit, Deployment, Image, Sighting, Taxon
from logbook.store.layout import LARGEST
from tests.changes.intake.taking import item, taken

CAMERA = item("x:d:1", Deployment(location_name="Ridge"))
PICTURE = item("x:i:1", Image(file="a/1.jpg", credit_line="© WCS"))
SEEN = item(
    "x:s:1",
    Sighting(vernacular_name="Lynx", region="Jilin, China", event_date="2024-05-01"),
    deployment="x:d:1",
    images=("x:i:1",),
)
WHOLE = (CAMERA, PICTURE, SEEN)


def test_records_come_in_with_their_source_ids_and_references() -> None:
    done, book = taken(*WHOLE)

    one = book.sightings[1]
    assert (one.deployment, one.images, one.source_ids) == ("d1", ("i1",), ("x:s:1",))
    assert (book.images[1].credit, book.credits[1].name) == ("c1", "WCS")
    assert done.added == {"deployments": 1, "images": 1, "sightings": 1}
    assert (done.faults, done.no_region) == (0, [])


def test_a_second_run_adds_and_changes_nothing() -> None:
    _, once = taken(*WHOLE)
    done, twice = taken(*WHOLE, book=once, update=True)

    assert twice == once
    assert done.known == {"deployments": 1, "images": 1, "sightings": 1}
    assert (done.added, done.changed) == ({}, [])


def test_a_record_is_known_by_its_own_identity_too() -> None:
    book = Book(sightings={7: Sighting(uuid="abc", vernacular_name="Lynx")})
    done, after = taken(item("csv::abc", Sighting(uuid="abc", vernacular_name="Lynx")), book=book)

    assert after == book
    assert done.known == {"sightings": 1}


def test_what_a_source_has_otherwise_is_told_and_taken_only_where_asked() -> None:
    _, once = taken(*WHOLE)
    later = SEEN._replace(record=Sighting(vernacular_name="Lynx", region="Jilin, China", event_date="2024-05-02"))
    told, same = taken(CAMERA, PICTURE, later, book=once)
    done, after = taken(CAMERA, PICTURE, later, book=once, update=True)

    assert same == once
    assert [(str(one.id), one.field, one.ours, one.theirs) for one in told.changed] == [
        ("s1", "event_date", "2024-05-01", "2024-05-02")
    ]
    assert after.sightings[1].event_date == "2024-05-02"
    assert done.changed == told.changed


def test_what_a_source_does_not_say_stays() -> None:
    _, once = taken(item("x:s:1", Sighting(vernacular_name="Lynx")))
    book = Book(
        sightings={1: Sighting(**{**_fields(once.sightings[1]), "remarks": "by hand", "count_basis": "survey"})}
    )
    done, after = taken(item("x:s:1", Sighting(vernacular_name="lynx ")), book=book, update=True)

    assert [one.field for one in done.changed] == ["vernacular_name"]
    assert (after.sightings[1].remarks, after.sightings[1].count_basis) == ("by hand", "survey")


def _fields(one: Sighting) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__struct_fields__}


def test_a_new_picture_goes_to_the_sighting_that_is_there_and_a_detached_one_stays_away() -> None:
    more = item("x:i:2", Image(file="a/2.jpg"))
    _, once = taken(CAMERA, PICTURE, more, SEEN)
    third = item("x:i:3", Image(file="a/3.jpg"))
    done, after = taken(third, SEEN._replace(deployment=None, images=("x:i:1", "x:i:2", "x:i:3")), book=once)
    updated, whole = taken(SEEN._replace(deployment=None, images=("x:i:1", "x:i:2")), book=once, update=True)

    assert after.sightings[1].images == ("i1", "i3")
    assert (done.linked, [one.theirs for one in done.changed]) == (1, [("i1", "i3", "i2")])
    assert (whole.sightings[1].images, updated.linked) == (("i1", "i2"), 0)


def test_a_new_picture_stays_where_others_are_taken_from_the_source_again() -> None:
    _, once = taken(CAMERA, PICTURE, item("x:i:2", Image()), SEEN)
    rows = (item("x:i:3", Image()), SEEN._replace(deployment=None, images=("x:i:1", "x:i:2", "x:i:3")))
    _, after = taken(*rows, book=once, update=True)

    assert set(after.sightings[1].images) == {"i1", "i2", "i3"}


def test_a_row_that_brings_ids_of_other_sources_is_known_by_them() -> None:
    book = Book(sightings={1: Sighting(vernacular_name="Lynx", source_ids=("dwca::7",))})
    row = item("csv::1", Sighting(vernacular_name="Lynx", source_ids=("dwca::7", "csv::1")))
    done, after = taken(row, book=book)
    _, new = taken(row)

    assert (after, done.known) == (book, {"sightings": 1})
    assert new.sightings[1].source_ids == ("dwca::7", "csv::1")


def test_a_bad_row_leaves_no_credit_behind() -> None:
    _, book = taken(item("x:i:1", Image(credit_line="WCS", decimal_latitude=200)))

    assert (book.images, book.credits) == ({}, {})


def test_two_rows_that_are_one_record_by_now_both_count() -> None:
    book = Book(sightings={1: Sighting(vernacular_name="Lynx", source_ids=("x:s:1", "x:s:2"))})
    rows = (
        item("x:s:1", Sighting(remarks="by day"), images=("x:i:1",)),
        item("x:s:2", Sighting(behavior="resting"), images=("x:i:2",)),
    )
    _, after = taken(item("x:i:1", Image()), item("x:i:2", Image()), *rows, book=book, update=True)

    one = after.sightings[1]
    assert (one.images, one.remarks, one.behavior) == (("i1", "i2"), "by day", "resting")


def test_only_a_new_picture_is_no_difference_of_the_source() -> None:
    _, once = taken(*WHOLE)
    done, after = taken(item("x:i:3", Image()), SEEN._replace(deployment=None, images=("x:i:3",)), book=once)

    assert after.sightings[1].images == ("i1", "i2")
    assert (done.linked, done.changed, done.known["sightings"]) == (1, [], 0)


def test_another_credit_line_is_another_credit() -> None:
    _, once = taken(PICTURE)
    _, after = taken(item("x:i:1", Image(file="a/1.jpg", credit_line="ISUNR")), book=once, update=True)

    assert (after.images[1].credit_line, after.images[1].credit, after.credits[2].name) == ("ISUNR", "c2", "ISUNR")


def test_a_credit_line_that_names_nobody_is_left_out_and_told_once() -> None:
    same = (item("x:i:1", Image(credit_line="©")), item("x:i:2", Image(credit_line="©")))
    done, book = taken(*same)
    again, after = taken(*same, book=book)

    assert (book.images[1].credit_line, book.credits) == (None, {})
    assert list(done.said) == ["the credit line '©' names nobody, and is left out"]
    assert (after, again.changed) == (book, [])


def test_animals_are_compared_one_by_one_where_the_source_tells_which_is_which() -> None:
    young, old = Animal(n=1, source_id="o1", life_stage="juvenile"), Animal(n=2, source_id="o2", sex="female")
    _, once = taken(item("x:s:1", Sighting(vernacular_name="Lynx", animals=(young, old))))
    mine = Animal(n=1, source_id="o1", life_stage="juvenile", remarks="limping")
    book = Book(sightings={1: Sighting(**{**_fields(once.sightings[1]), "animals": (mine, old)})})
    later = (
        Animal(n=1, source_id="o2", sex="male"),
        Animal(n=2, source_id="o1", life_stage="juvenile"),
        Animal(n=3, source_id="o3"),
    )
    same, _ = taken(item("x:s:1", Sighting(vernacular_name="Lynx", animals=(young, old))), book=book)
    _, after = taken(item("x:s:1", Sighting(vernacular_name="Lynx", animals=later)), book=book, update=True)

    assert same.changed == []
    assert after.sightings[1].animals == (
        mine,
        Animal(n=2, source_id="o2", sex="male"),
        Animal(n=3, source_id="o3"),
    )


def test_animals_without_ids_are_one_value() -> None:
    _, once = taken(item("x:s:1", Sighting(vernacular_name="Lynx", animals=(Animal(count=1),))))
    _, after = taken(
        item("x:s:1", Sighting(vernacular_name="Lynx", animals=(Animal(count=2),))), book=once, update=True
    )

    assert after.sightings[1].animals == (Animal(count=2),)


def test_a_path_is_stored_as_the_logbook_has_it() -> None:
    _, book = taken(item("x:i:1", Image(file="/home/a.jpg")), stored=lambda file: file.removeprefix("/home/"))

    assert book.images[1].file == "a.jpg"


def test_all_is_counted() -> None:
    done, _ = taken(
        Read("o.csv", "observations", 3),
        Read("o.csv", "observations"),
        LeftOut("humans"),
        LeftOut("humans", 2),
        Said("no place for it"),
        Said("no place for it"),
        item("x:s:1", Sighting(vernacular_name="Lynx", data_generalizations="to 0.1 degrees")),
    )

    assert done.read == {("o.csv", "observations"): 4}
    assert done.left_out == {"humans": 3}
    assert list(done.said) == ["no place for it"]
    assert done.generalised == 1
    assert done.no_region == [1]


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([item("x:s:1", Sighting(region="China"))], "it names no species"),
        ([SEEN._replace(images=())], "it belongs to 'x:d:1', which was not among the deployments"),
        ([CAMERA, SEEN], "it belongs to 'x:i:1', which was not among the images"),
        (
            [CAMERA, CAMERA._replace(where=Where("rows.csv", 9))],
            "it is given twice; first in rows.csv, line 2: leave one out, or give each an id of its own",
        ),
        (
            [item("a", Deployment(uuid="u")), item("b", Deployment(uuid="u"), 5)],
            "it is given twice; first in rows.csv, line 2: leave one out, or give each an id of its own",
        ),
        ([item("x:d:1", Deployment(latitude=200))], "it cannot be stored so: "),
        ([item("x:d:1", Deployment(location_name="\ud800"))], "it holds what is no text"),
        ([item("x:s:1", Sighting(vernacular_name="Lynx", region="China, Jilin"))], "begins with its country"),
        ([Bad(Where("rows.csv", 3), "it is nonsense", "count", "x")], "it is nonsense"),
    ],
)
def test_a_bad_row_is_noted_with_its_place(parts: list[object], told: str) -> None:
    done, _ = taken(*parts)  # type: ignore[arg-type]

    assert (done.faults, len(done.bad)) == (1, 1)
    assert told in done.bad[0].reason
    assert str(done.bad[0]).startswith("rows.csv, line ")


def test_a_record_of_the_largest_number_is_known_again() -> None:
    book = Book(sightings={LARGEST: Sighting(uuid="u", vernacular_name="Lynx", source_ids=("x:s:1",))})

    done, after = taken(item("x:s:1", Sighting(vernacular_name="Lynx")), book=book)

    assert (done.known, done.faults) == ({"sightings": 1}, 0)
    assert after == book


def test_of_many_bad_rows_the_first_are_kept_or_all_where_they_are_skipped() -> None:
    rows = [item(f"x:s:{at}", Sighting(), at) for at in range(30)]

    first, _ = taken(*rows)
    every, _ = taken(*rows, skips=True)

    assert (len(first.bad), first.faults, len(every.bad)) == (10, 30, 30)
    assert every.bad[29].original == "the row of x:s:29"


def test_what_is_said_of_all_rows_is_filled_in_where_a_row_says_nothing() -> None:
    said = {
        "sightings": {
            "vernacular_name": "Lynx",
            "region": "China",
            "method": "camera-trap",
            "event_date": "2020",
            "decimal_latitude": 1.5,
            "decimal_longitude": 2.5,
            "coordinate_uncertainty_in_meters": 30.0,
            "count_basis": "survey",
        },
        "images": {"credit_line": "WCS"},
    }
    own = Sighting(scientific_name="Lynx lynx", region="Russia", verbatim_event_date="May", decimal_latitude=3.0)
    _, book = taken(item("a", Sighting()), item("b", own), item("c", Image()), fields=said)
    empty, full = book.sightings.values()

    assert (empty.vernacular_name, empty.region, empty.event_date, empty.decimal_longitude) == (
        "Lynx",
        "China",
        "2020",
        2.5,
    )
    assert (full.vernacular_name, full.region, full.event_date, full.decimal_longitude) == (None, "Russia", None, None)
    assert (full.method, full.count_basis, full.coordinate_uncertainty_in_meters) == ("camera-trap", "survey", None)
    assert book.images[1].credit == "c1"


def test_what_cannot_be_set_is_refused() -> None:
    with pytest.raises(BadValueError, match="what is to be set for all cannot be stored"):
        taken(fields={"sightings": {"decimal_latitude": 200}})


def test_an_uncertainty_alone_is_that_of_the_rows_own_positions() -> None:
    own = Sighting(vernacular_name="Lynx", decimal_latitude=3.0, decimal_longitude=4.0)
    _, book = taken(item("b", own), fields={"sightings": {"coordinate_uncertainty_in_meters": 30.0}})

    assert book.sightings[1].coordinate_uncertainty_in_meters == 30


def test_a_species_that_a_source_brings_is_known_by_its_name() -> None:
    book = Book(taxa={1: Taxon(scientific_name="Lynx lynx", vernacular_name="Lynx")}, credits={1: Credit(name="WCS")})
    brought = item("x:t:1", Taxon(scientific_name="lynx lynx", names=("Luchs",)))
    hare = item("x:t:2", Taxon(scientific_name="Lepus timidus", vernacular_name="Lynx", names=("Hase",)))
    wolf = item("x:t:3", Taxon(scientific_name="Canis lupus", vernacular_name="Wolf"))
    done, after = taken(brought, hare, wolf, book=book)
    again, same = taken(brought, hare, wolf, book=after, update=True)

    assert (done.known, done.added, after.taxa[3].vernacular_name) == ({"taxa": 1}, {"taxa": 2}, "Wolf")
    assert (after.taxa[2].vernacular_name, after.taxa[2].names) == (None, ("Hase",))
    assert list(done.said) == ["'Lynx' means another species here, and is no name of Lepus timidus"]
    assert (same, again.known) == (after, {"taxa": 3})


def test_what_a_generalised_source_tells_otherwise_is_not_taken_and_that_is_told() -> None:
    own = Sighting(vernacular_name="Lynx", region="Jilin, China", event_date="2024-05-01")
    _, once = taken(item("a", own))
    told = Sighting(vernacular_name="Lynx", region="China", event_date="2024", remarks="x", data_generalizations="cut")
    done, book = taken(item("a", told), book=once, update=True)
    again, _ = taken(item("a", own), book=once, update=True)

    assert (list(map(str, done.kept)), again.kept) == (["s1"], [])
    assert (book.sightings[1].event_date, book.sightings[1].remarks) == ("2024-05-01", "x")
    assert book.sightings[1].data_generalizations is None


def test_an_update_fills_in_what_is_said_of_all_where_neither_side_says_it() -> None:
    own = Sighting(vernacular_name="Lynx", verbatim_locality="the bridge")
    _, once = taken(item("a", own), item("b", Sighting(vernacular_name="Lynx", region="Russia")), item("c", Image()))
    said = {"sightings": {"region": "China", "remarks": "all"}, "images": {"credit_line": "WCS"}}
    _, same = taken(item("a", own), book=once, fields=said)
    row = replace(own, remarks="its own")
    done, book = taken(item("a", row), item("b", Sighting()), item("c", Image()), book=once, fields=said, update=True)

    assert same == once
    assert list(map(str, done.filled)) == ["s1", "s2", "i1"]
    assert [(one.region, one.remarks) for one in book.sightings.values()] == [("China", "its own"), ("Russia", "all")]
    assert (book.images[1].credit, book.sightings[1].verbatim_locality) == ("c1", "the bridge")
