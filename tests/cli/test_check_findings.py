"""What `check` finds in a logbook with every fault of a kind, as somebody who types it sees it."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from logbook.records import Animal, Book, Credit, Deployment, Image, Sighting, Statement, Taxon
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

HERE = Path("logbook.json")
DATA = Path(__file__).parents[3] / "shared" / "data"


def write(book: Book) -> None:
    """Write a logbook where the test stands."""
    essay.write(HERE.absolute(), book)


def test_dates_positions_and_licences_are_problems_or_notes_with_what_to_do(run: Run) -> None:
    seen = {"vernacular_name": "Amur leopard", "region": "Jilin, China", "deployment": "d1"}
    stood = Deployment(
        uuid="d", latitude=43.6123, longitude=130.6123, deployment_start="2013-09", deployment_end="2013-11"
    )
    write(
        Book(
            taxa={1: Taxon(uuid="t", vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")},
            credits={1: Credit(uuid="c", name="WCS", license="CC-BY-NC")},
            deployments={1: stood},
            sightings={
                1: Sighting(uuid="a", event_date="2013-08", **seen),
                2: Sighting(uuid="b", event_date="2013-10", verified_date="2012", **seen),
                3: Sighting(uuid="e", decimal_latitude=43.6123, decimal_longitude=-130.6123, **seen),
                4: Sighting(uuid="f", scientific_name="Panthera pardus", **seen),
            },
        )
    )

    found = json.loads(run("check --json", code=6).stdout)
    assert [(one["check"], one["severity"], one["id"]) for one in found] == [
        ("impossible-date", "problem", "s2"),
        ("outside-deployment", "problem", "s1"),
        ("outside-deployment", "problem", "s3"),
        ("outside-country", "problem", "s3"),
        ("unused-credit", "note", "c1"),
        ("license", "note", None),
        ("two-scientific-names", "note", None),
    ]
    assert all(one["text"] and "logbook " in one["advice"] for one in found)


def test_what_is_asked_about_a_position_can_be_typed_as_it_stands(run: Run) -> None:
    slip = Sighting(
        uuid="a",
        vernacular_name="Amur leopard",
        region="Jilin, China",
        decimal_latitude=43.6123,
        decimal_longitude=-130.6123,
    )
    write(Book(sightings={1: slip}))

    advice = json.loads(run("check outside-country --json", code=6).stdout)[0]["advice"]
    run(advice.partition("? logbook ")[2])
    assert run("check outside-country").stdout == ""


def test_a_first_in_doubt_is_a_note_until_somebody_has_reviewed_it(run: Run) -> None:
    run('--file logbook.json add "Amur leopard" --region China --date 2013-10-09 --animals "1 adult female, 2 cubs"')

    (line,) = run("check doubtful-first").stdout.splitlines()
    assert "s1\tis alone the first confirmed breeding evidence of Amur leopard in China, and doubtful" in line
    run('edit s1 --verification verified --verified-by "Feng Limin"')
    assert run("check doubtful-first").stdout == ""


def test_files_of_rare_animals_that_say_where_they_were_taken_are_named(run: Run) -> None:
    picture = DATA / "pictures" / "gps-nikon.jpg"
    if not picture.exists():
        pytest.skip("the picture with a position is not here")
    shutil.copy(picture, "located.jpg")
    Path("broken.jpg").write_bytes(b"no picture")
    images = {
        1: Image(uuid="a", file="located.jpg", sha256=sha256(picture.read_bytes()).hexdigest()),
        2: Image(uuid="b", file="broken.jpg"),
        3: Image(uuid="c", file="lost.jpg"),
    }
    leopard = Taxon(uuid="d", vernacular_name="Amur leopard", sensitivity=Statement(value="high"))
    sighting = Sighting(uuid="e", vernacular_name="Amur leopard", images=("i1", "i2", "i3"))
    write(Book(taxa={1: leopard}, images=images, sightings={1: sighting}))

    told = run("check sensitive-position").stdout
    assert "pictures of 'Amur leopard' (high) say exactly where it was: i1 (in its file)" in told
    assert run("check no-alt-text").stdout.count("\n") == 1
    run("species 'Amur leopard' --sensitivity none")
    assert run("check sensitive-position").stdout == ""


def test_the_picture_of_a_stranger_is_not_told_of(run: Run, tmp_path: Path) -> None:
    picture = DATA / "pictures" / "gps-nikon.jpg"
    if not picture.exists():
        pytest.skip("the picture with a position is not here")
    sighting = Sighting(uuid="e", vernacular_name="Amur leopard", images=("i1", "i2"))
    private = {"file": picture.as_posix()}
    images = {1: Image(uuid="a", **private), 2: Image(uuid="b", sha256="0" * 64, **private)}
    write(Book(images=images, sightings={1: sighting}))

    assert run("check sensitive-position").stdout == ""


@pytest.mark.parametrize("archive", ["camtrap-dp-example/example/datapackage.json", "wildlife-insights/cajambre.zip"])
def test_good_data_of_others_has_no_problem_and_few_kinds_of_notes(run: Run, archive: str) -> None:
    source = DATA / archive
    if not source.exists():
        pytest.skip("the data of others are not here")
    run(f"--file logbook.json import '{source}'")

    found = json.loads(run("check --json").stdout)
    assert {one["check"] for one in found} <= {"no-alt-text", "license", "unlisted-species"}


def test_many_cubs_are_looked_through_in_one_go(run: Run) -> None:
    cubs = (Animal(n=1, count=2, life_stage="juvenile", verbatim="cubs"),)
    sightings = {
        number: Sighting(uuid=str(number), event_date=f"{1900 + number}", region="China", animals=cubs)
        for number in range(1, 101)
    }
    write(Book(sightings=sightings))

    assert run("check doubtful-first doubtful-claim").stdout.count("\n") == 1
