"""Our own CSV: safe in a spreadsheet, and back unchanged."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.errors import LogbookError
from logbook.formats import Job, Outcome
from logbook.formats import csv as format_
from logbook.records import Animal, Assessed, Book, Breeding, Claim, Credit, Image, Sighting, Stated
from tests.formats.reading import NOW, read

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FULL = Sighting(
    uuid="u1",
    source_ids=("csv::1", "a|b"),
    event_date="2013~",
    vernacular_name="=Amur leopard",
    scientific_name="Panthera pardus orientalis",
    animals=(Animal(n=1, count=2, life_stage="juvenile", verbatim="cubs", individual_id="F7", tags=("x",)),),
    breeding=Breeding(stated=Stated(code="FY"), assessed=Assessed(level="none", by="B")),
    claims=(Claim(claim="first, in China", kind="first-breeding"),),
    region="Jilin, China",
    decimal_latitude=-43.6,
    coordinate_uncertainty_in_meters=1e-7,
    areas=("Hunchun", "a | b", "\\"),
    remarks='line\r\nline "two"; -x',
    count_basis="survey",
    individual_count=None,
)


def write(folder: Path, sightings: Mapping[int, Sighting], **book: Any) -> list[Outcome]:
    """Write sightings to out.csv in a folder."""
    job = Job(
        Book(sightings=dict(sightings), **book), {}, folder, sightings, to=folder / "out.csv", now=NOW, replace=True
    )
    return list(format_.write(job))


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_sighting_comes_back_as_it_was(tmp_path: Path) -> None:
    assert write(tmp_path, {7: FULL}) == [Outcome("s7", "written")]
    found = read(tmp_path / "out.csv", "csv")
    assert found.record == FULL
    assert found.sightings[0].key == "csv::u1"
    assert (found.bad, found.said, found.read) == ([], [], {("out.csv", "rows"): 1})


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.builds(
        Sighting,
        uuid=st.uuids().map(str),
        event_date=st.sampled_from([None, "2013-09", "../2013", "2013-09-05T04:31+08:00"]),
        vernacular_name=st.none() | TEXT,
        remarks=st.none() | TEXT | st.sampled_from(["=1", "'=1", "-5", "+x", "@", "\t", "''"]),
        tags=TEXTS,
        recorded_by=TEXTS,
        animals=st.lists(
            st.builds(Animal, count=st.none() | st.integers(1, 9), sex=st.sampled_from([None, "male"]), remarks=TEXT),
            max_size=2,
        ).map(tuple),
        claims=st.lists(st.builds(Claim, claim=TEXT), max_size=2).map(tuple),
        individual_count=st.none() | st.integers(1, 1_000_000),
        decimal_latitude=st.none() | st.floats(-90, 90),
        decimal_longitude=st.none() | st.floats(-180, 180),
        coordinate_uncertainty_in_meters=st.none() | st.floats(allow_nan=False, allow_infinity=False),
        method=st.sampled_from([None, "camera-trap"]),
        count_basis=st.sampled_from(["encounter", "survey"]),
    )
)
def test_any_sighting_comes_back(tmp_path: Path, sighting: Sighting) -> None:
    write(tmp_path, {1: sighting})
    assert read(tmp_path / "out.csv", "csv").record == sighting


def test_a_spreadsheet_sees_no_formula_and_all_of_the_text(tmp_path: Path) -> None:
    write(tmp_path, {7: FULL})
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfid,uuid,event_date,")
    (row,) = rows(tmp_path / "out.csv")
    assert row["vernacular_name"] == "'=Amur leopard"
    assert row["decimal_latitude"] == "-43.6"
    assert row["animals"] == "2 cubs"
    assert row["areas"] == r"Hunchun | a \| b | \\"
    assert (row["breeding_level"], row["breeding_basis"]) == ("none", "assessed")
    assert not [cell for cell in row.values() if cell[:1] in set("=+@\t\r")]


def test_pictures_are_named_with_their_credits_and_not_read_back(tmp_path: Path) -> None:
    images = {3: Image(credit_line="© WCS"), 4: Image(credit="c1"), 5: Image()}
    sighting = replace(FULL, images=("i3", "i4", "i5", "i9"), deployment="d1")
    write(tmp_path, {7: sighting}, images=images, credits={1: Credit(name="WWF | ISUNR")})
    (row,) = rows(tmp_path / "out.csv")
    assert (row["images"], row["credits"]) == ("i3 | i4 | i5 | i9", r"© WCS | WWF \| ISUNR")
    found = read(tmp_path / "out.csv", "csv")
    assert found.record == FULL
    assert found.said == ["out.csv: 1 of the sightings had pictures or a camera, which are not in it"]


def test_text_that_no_table_can_hold_is_left_out(tmp_path: Path) -> None:
    outcomes = write(tmp_path, {1: replace(FULL, remarks="a\0b"), 2: FULL})
    assert outcomes == [Outcome("s1", "left out", notes=("its text holds a NUL character",)), Outcome("s2", "written")]
    write(tmp_path, {1: replace(FULL, remarks="a\0b")})
    assert len(rows(tmp_path / "out.csv")) == 1


def edited(folder: Path, **cells: str) -> Path:
    """Write the full sighting, and change cells as a person does in a spreadsheet."""
    write(folder, {7: FULL})
    (row,) = rows(folder / "out.csv")
    path = folder / "edited.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [*row, *(name for name in cells if name not in row)])
        writer.writeheader()
        writer.writerow(row | cells)
    return path


def test_animals_that_somebody_has_written_anew_are_taken(tmp_path: Path) -> None:
    assert read(edited(tmp_path, animals="3 cubs"), "csv").record.animals[0].count == 3
    assert read(edited(tmp_path, animals=""), "csv").record.animals == ()


def test_numbers_that_a_european_spreadsheet_has_saved_anew_are_taken(tmp_path: Path) -> None:
    path = edited(tmp_path, decimal_latitude="43,6", decimal_longitude="-130,25", individual_count="2.0")
    one = read(path, "csv").record
    assert (one.decimal_latitude, one.decimal_longitude, one.individual_count) == (43.6, -130.25, 2)


def test_a_row_that_somebody_has_added_is_taken(tmp_path: Path) -> None:
    found = read(edited(tmp_path, uuid="", animals="1 adult", animals_json="", own="x"), "csv")
    assert found.record.animals[0].life_stage == "adult"
    assert found.sightings[0].key.startswith("csv::")
    assert found.said == ["edited.csv: own (1 value) has no place in a logbook"]


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"event_date": "05.09.2013"}, "column event_date: '05.09.2013' is no date as it was written"),
        ({"embargo_until": "31/12/2026"}, "column embargo_until: '31/12/2026' is no date"),
        ({"individual_count": "0"}, "column individual_count: '0' is no number from 1 to 1,000,000"),
        ({"individual_count": "2.5"}, "column individual_count: '2.5' is no whole number"),
        (
            {"coordinate_uncertainty_in_meters": "1.000,5"},
            "'1.000,5' is no number; write it with a decimal point alone",
        ),
        ({"decimal_latitude": "91"}, "column decimal_latitude: '91' is no number from -90 to 90"),
        ({"decimal_latitude": "north"}, "column decimal_latitude: 'north'"),
        ({"claims_json": "[{"}, "column claims_json: '[{' is no JSON any more"),
        ({"claims_json": "[" * 999_999}, "is no JSON any more (it is nested deeper than any record)"),
        ({"animals": "two pandas"}, "column animals: 'two pandas'"),
        ({"method": "magic"}, "line 2, column method: it cannot be stored so: Invalid enum value 'magic'"),
        ({"claims_json": "[3]"}, "line 2, column claims_json: it cannot be stored so: Expected `object`"),
        ({"animals_json": '[{"n":0}]'}, "line 2, column animals_json: it cannot be stored so: Expected `int` >= 1"),
    ],
)
def test_a_cell_that_was_spoilt_is_named(tmp_path: Path, cells: dict[str, str], why: str) -> None:
    found = read(edited(tmp_path, **cells), "csv")
    assert not found.sightings
    assert why in found.bad[0]


def test_a_row_that_is_broken_is_bad(tmp_path: Path) -> None:
    write(tmp_path, {7: FULL})
    path = tmp_path / "out.csv"
    path.write_bytes(path.read_bytes() + b'"a"b\r\n')
    found = read(path, "csv")
    assert found.record == FULL
    assert len(found.bad) == 1


def test_a_download_of_gbif_has_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "gbif.csv"
    path.write_text('gbifID\tspecies\tlocality\n1\tLynx lynx\t"Big" rock\n', encoding="utf-8")
    assert read(path, "csv").record.locality == '"Big" rock'


def test_a_part_of_a_camtrap_dp_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "observations.csv"
    path.write_text("observationID,observationLevel,scientificName\n1,event,Lynx lynx\n", encoding="utf-8")
    with pytest.raises(LogbookError, match=r"import the package's folder or datapackage\.json"):
        read(path, "csv")


def test_one_table_is_read_at_a_time(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("species\nLynx\n", encoding="utf-8")
    with pytest.raises(LogbookError, match=r"holds a\.csv, b\.csv, where one file is to be read"):
        read(tmp_path, "csv")


@pytest.mark.parametrize(
    ("head", "is_one"), [(b"a,b\n", True), (b'{"a":1,"b":2}', False), (b"<a,b>", False), (b"%PDF,", False)]
)
def test_a_table_is_no_other_text(head: bytes, is_one: bool) -> None:
    assert format_.sniff(head) is is_one


def test_a_table_with_commas_has_quotes_whoever_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "gbif.csv"
    path.write_text('gbifID,species,locality\n1,Lynx,"Bern, Switzerland"\n', encoding="utf-8")

    assert read(path, "csv").record.locality == "Bern, Switzerland"
