"""`logbook show`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import (
    Animal,
    Assessed,
    Book,
    Breeding,
    Claim,
    Credit,
    Deployment,
    Image,
    Permission,
    Publication,
    Sighting,
    Stated,
)
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

NOTE = "Snow on the ridge.\n\n  Two tracks, " + "one beside the other, " * 8 + "\x1b[31m[/red] 东北豹"
RICH = Sighting(
    event_date="2013-23",
    verbatim_event_date="autumn 2013",
    recorded_date="2012-09-01",
    clock_offset="+1 year",
    vernacular_name="Amur leopard",
    identification_qualifier="cf.",
    animals=(
        Animal(
            n=1,
            count=1,
            life_stage="adult",
            sex="female",
            individual_id="F1",
            classification_method="machine",
            classification_probability=0.93,
        ),
    ),
    breeding=Breeding(
        stated=Stated(code="den-with-young"),
        assessed=Assessed(level="probable", code="den", by="Dr Wu", date="2014", reason="the den was not entered"),
    ),
    region="Hunchun, Jilin, China",
    decimal_latitude=43.5,
    decimal_longitude=130.25,
    coordinate_uncertainty_in_meters=1500.0,
    coordinate_precision=0.01,
    deployment="d1",
    method="camera-trap",
    recorded_by=("A. Li", "冯利民"),
    verification="verified",
    verified_by="Dr Wu",
    verified_date="2014",
    information_withheld="the exact place",
    embargo_until="2030",
    remarks=NOTE,
    images=("i1", "i7", "junk"),
)
PICTURE = Image(
    file="cub.jpg",
    media_type="image/jpeg",
    width=1920,
    height=1080,
    recorded_date="2012-09-01",
    date_created="2013-09-01",
    credit="c1",
    alt_text="cub, snow, leopard, camera",
    permission=Permission(status="asked"),
    detections=({}, {}),
)


def book(**tables: object) -> Path:
    return essay.write(Path("logbook.json").absolute(), Book(**tables))  # type: ignore[arg-type]


@pytest.fixture
def full() -> Path:
    return book(
        sightings={
            1: RICH,
            2: Sighting(
                vernacular_name="Amur leopard",
                event_date="2012",
                region="China",
                breeding=Breeding(stated=Stated(level="possible")),
            ),
        },
        images={1: PICTURE},
        credits={1: Credit(name="WCS", license="CC-BY-4.0", permission=Permission(status="granted"))},
        deployments={1: Deployment(location_name="Ridge", latitude=43.5, longitude=130.25, bait_use=False)},
    )


def card(run: Run, line: str, width: int = 80) -> dict[str, list[str]]:
    """Give a card's fields, each as its lines."""
    fields: dict[str, list[str]] = {}
    for shown in run(f"show {line} --format table", width=width).stdout.splitlines()[1:]:
        side = shown[2:].split("  ")[0] if shown.startswith("  ") and not shown.startswith("   ") else None
        if side:
            label = side
            fields[label] = [shown[2 + len(side) :].strip()]
        else:
            fields[label].append(shown.strip())
    return fields


def test_a_sighting_is_a_card_with_its_pictures_claims_and_gaps(run: Run, essay_file: Path) -> None:
    shown = card(run, "s1")
    assert shown["Date"] == ["undated"]
    assert shown["Region"] == ["China"]
    assert shown["Animals"] == ["1 adult female, 2 cubs"]
    assert shown["Breeding"] == ["confirmed, dependent-young, derived from the animals"]
    assert shown["Pictures"][:3] == ["i1  Rare sight", "Credit: WCS", "Alt text: amur leopard cub on camera"]
    assert "In this logbook: undecided" in shown["Claims"]
    assert " ".join(shown["Not known"]).startswith("date, position, observer")


def test_a_survey_total_is_never_a_group(run: Run, essay_file: Path) -> None:
    assert card(run, "s2")["Number"] == ["8: a survey total, not a group seen together"]


def test_everything_that_is_known_is_said(run: Run, full: Path) -> None:
    shown = card(run, "s1", width=120)
    assert shown["Date"] == [
        "autumn 2013 (2013-09-01 to 2013-11-30)",
        'as recorded: "autumn 2013"',
        "the clock read 2012-09-01, corrected by +1 year",
    ]
    assert shown["Position"] == ["43.5, 130.25, to within 1,500 m (precision 0.01 degrees)"]
    assert shown["Animals"] == ["1 adult female (F1; identified by machine, probability 0.93)"]
    assert shown["Breeding"] == [
        "probable, den, assessed (by Dr Wu; 2014; the den was not entered)",
        "not in force: confirmed, den-with-young, stated by the observer",
    ]
    assert shown["Verification"] == ["verified (by Dr Wu; 2014)"]
    assert shown["Pictures"][0] == "i1  cub.jpg"
    assert shown["Pictures"][1] == "Credit: WCS"
    assert shown["Pictures"][-2:] == ["i7  is not in this logbook", "junk  is not in this logbook"]


def test_the_line_ends_of_a_note_stay_and_long_lines_are_wrapped(run: Run, full: Path) -> None:
    result = run("show s1 --format table", width=60).stdout
    assert max(map(cell_len, result.splitlines())) <= 60
    note = card(run, "s1", width=60)["Note"]
    assert note[:3] == ["Snow on the ridge.", "", "Two tracks, one beside the other, one"]
    assert "\x1b" not in result


def test_a_picture_knows_its_line_its_faults_and_its_sightings(run: Run, full: Path) -> None:
    shown = card(run, "i1")
    assert shown["Credit line"] == ["WCS"]
    assert shown["Credit"] == ["c1  WCS"]
    assert shown["Kind"] == ["image/jpeg, 1920 x 1080 pixels"]
    assert shown["Detections"] == ["2 boxes"]
    assert shown["Permission"] == ["asked"]
    assert shown["Alt text"] == ["cub, snow, leopard, camera"]
    assert shown["To mend"][0] == "file missing: cub.jpg"
    assert shown["To mend"][1].startswith("the alt text is a list of search words")
    assert shown["Sightings"][0].startswith("s1  Amur leopard (cf.), autumn 2013, Hunchun, Jilin, China")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ["not cleared for editorial use", "nobody has been asked"]),
        ({"license": "CC-BY-4.0"}, ["clear for editorial use", "CC-BY-4.0"]),
        ({"permission": Permission(status="refused", by="WCS")}, ["barred for editorial use", "refused by WCS"]),
    ],
)
def test_a_picture_says_whether_it_may_be_printed_and_why(run: Run, said: dict[str, Any], told: list[str]) -> None:
    book(images={1: Image(credit_line="WCS", **said)})
    assert card(run, "i1")["Clearance"] == told


def test_the_embargo_of_a_sighting_bars_its_picture(run: Run) -> None:
    book(images={1: Image(credit_line="WCS")}, sightings={7: Sighting(images=("i1",), embargo_until="2030")})
    assert card(run, "i1")["Clearance"][0] == "barred for editorial use"


def test_a_picture_belongs_to_the_credit_that_its_line_spells(run: Run) -> None:
    book(images={1: Image(credit_line="© WCS.")}, credits={1: Credit(name="WCS", license="CC-BY-4.0")})
    shown = card(run, "i1")
    assert shown["Credit"] == ["c1  WCS"]
    assert shown["Clearance"] == ["clear for editorial use", "CC-BY-4.0 (by default of c1)"]


@pytest.mark.parametrize(
    ("notice", "shown"),
    [
        ("Copyright 2021 Cuddeback", "Copyright 2021 Cuddeback (the camera's own text, nobody's notice)"),
        ("© 2014 I. Ivanov", "© 2014 I. Ivanov"),
    ],
)
def test_the_text_of_a_camera_is_marked_as_such(run: Run, notice: str, shown: str) -> None:
    book(images={1: Image(copyright_notice=notice, camera="Cuddeback 1224")})
    assert card(run, "i1")["Notice"] == [shown]


def test_a_credit_says_its_terms_and_contact(run: Run) -> None:
    book(credits={1: Credit(name="WCS", usage_terms="Ask first.", contact="media@example.org")})
    shown = card(run, "c1", width=120)
    assert shown["Usage terms"] == ["Ask first. (a default, for pictures that say nothing else)"]
    assert shown["Contact"] == ["media@example.org"]


def test_a_credit_says_what_is_only_a_default(run: Run, full: Path) -> None:
    shown = card(run, "c1", width=100)
    assert shown["Licence"] == ["CC-BY-4.0 (a default, for pictures that say nothing else)"]
    assert shown["Pictures"] == ["i1  cub.jpg"]


def test_a_species_has_its_populations_side_by_side_with_their_sources(run: Run, essay_file: Path) -> None:
    shown = card(run, "t1", width=120)
    assert shown["IUCN status"][0].startswith("CR, critically endangered (Tia Ghose")
    assert shown["Populations"][0].startswith("<40 (Tia Ghose")
    assert len(shown["Sightings"]) == 3


def test_a_deployment_is_shown_field_by_field(run: Run, full: Path) -> None:
    shown = card(run, "d1", width=120)
    assert (shown["Bait use"], shown["Position"], len(shown["Sightings"])) == (["no"], ["43.5, 130.25"], 1)


def test_of_many_sightings_twenty_are_named(run: Run) -> None:
    book(images={1: Image(title="Flock")}, sightings={n: Sighting(images=("i1",)) for n in range(1, 1001)})
    assert card(run, "i1")["Sightings"][-1] == "and 980 more"


def test_records_that_refer_to_nothing_say_so(run: Run) -> None:
    book(images={1: Image(credit="nobody")}, credits={1: Credit(name="WCS")})
    assert card(run, "i1")["Sightings"] == ["none"]
    assert card(run, "i1")["Credit line"] == ["none"]
    assert card(run, "c1")["Pictures"] == ["none"]


def test_json_is_the_records_as_stored_their_id_in_front(run: Run, essay_file: Path) -> None:
    first, second = json.loads(run("show s1 c2 --json").stdout)
    assert next(iter(first)) == "id"
    assert (first["id"], first["breeding_level"], first["breeding_basis"]) == ("s1", "confirmed", "derived")
    assert second["spellings"] == ["© WWF-Russia / ISUNR", "©WWF Russia / ISUNR."]
    assert "breeding_level" not in second


def test_plain_is_a_field_and_its_value_a_line(run: Run, essay_file: Path) -> None:
    lines = run("show s1 i6").stdout.splitlines()
    assert lines[0] == "id\ts1"
    assert "animals.2.verbatim\tcubs" in lines
    assert "images.4\ti4" in lines
    assert "credit_line\t©WWF Russia / ISUNR." in lines


def test_csv_names_the_record_on_every_row(run: Run, essay_file: Path) -> None:
    assert run("show s2 --format csv").stdout.splitlines()[:2] == ["record,field,value", "s2,id,s2"]


@pytest.mark.parametrize("how", ["json", "ndjson", "plain", "csv", "markdown", "table"])
def test_unknown_ids_are_all_named(run: Run, essay_file: Path, how: str) -> None:
    assert "there is no sighting s9 and no picture i44 in" in run(f"show s1 s9 i44 --format {how}", code=3).stderr


def test_something_must_be_named(run: Run, essay_file: Path) -> None:
    run("show", code=2)
    assert "is not an id" in run("show leopard", code=2).stderr


def test_a_picture_in_markdown_is_a_list_of_fields(run: Run, essay_file: Path) -> None:
    shown = run("show i1 c1 --format markdown").stdout
    assert "## i1 Rare sight\n\n- **Credit line:** WCS\n" in shown
    assert "\n\n## c1 WCS\n" in shown


def section(text: str, heading: str) -> list[str]:
    return text.split(f"## {heading}\n\n")[1].split("\n\n## ", maxsplit=1)[0].splitlines()


def test_the_evidence_sheet_has_what_a_note_must_tell(run: Run, essay_file: Path) -> None:
    shown = run("show s1 --format markdown").stdout
    assert shown.startswith(
        "# Evidence sheet s1: Amur leopard, China\n\nFrom logbook.json, revision 1, on 2026-11-22.\n"
    )
    assert "| Taxon | Amur leopard, *Panthera pardus orientalis* |" in shown
    assert "| Date | undated |" in shown
    assert section(shown, "Breeding evidence") == ["- confirmed, dependent-young, derived from the animals"]
    assert "- SHA-256: not recorded" in section(shown, "Pictures")
    assert "- Credit line: WCS" in section(shown, "Pictures")
    assert section(shown, "Evidence as early or earlier in this logbook") == [
        "This sighting has no date, so whatever stands here could be earlier.",
        "",
        "- In China, as strong or stronger: none",
        "- In China, weaker: none",
    ]
    assert section(shown, "Claims")[:2] == [
        '- "the first cubs on camera traps in China" (first-breeding, in China, by camera-trap)',
        "  - In this logbook: undecided",
    ]
    assert section(shown, "Gaps") == [
        "- The sighting: date, position, observer, who identified it, verification, region of a claim",
        "- i1, i2, i3, i4: file, sha256, date taken, creator, licence or permission",
    ]


def test_the_evidence_sheet_names_weaker_and_doubtful_evidence_and_a_faulty_alt_text(run: Run, full: Path) -> None:
    shown = run("show s1 --format markdown").stdout
    assert "- In China, weaker: s2 (2012, possible)" in shown
    assert "- Perhaps in Jilin, China, place or species in doubt: s2 (2012, possible)" in shown
    assert "- i1: the alt text is a list of search words" in shown
    assert "the exact place" in shown


def test_a_note_of_a_first_record_without_breeding_lists_earlier_sightings(run: Run, essay_file: Path) -> None:
    shown = run("show s2 --format markdown").stdout
    assert "- In Russia, of this species: s3 (undated, probable, grown-young)" in section(
        shown, "Sightings as early or earlier in this logbook"
    )
    assert "No claims" not in shown
    assert "## Claims" not in shown


def test_an_undated_record_lies_before_its_publication(run: Run) -> None:
    picture = Image(publications=(Publication(title="A note", date="2014-02"),))
    claims = (Claim(claim="x|y", kind="first-breeding", region="China"),)
    book(images={1: picture}, sightings={1: Sighting(region="China", images=("i1",), claims=claims)})
    shown = run("show s1 --format markdown").stdout
    assert "| Date | undated<br>before its publication: 2014-02 |" in shown
    assert '- "x\\|y" (first-breeding, in China)' in shown
    assert "  - Source: not recorded" in shown


def test_a_whole_essay_of_cards_fits_sixty_columns(run: Run, essay_file: Path) -> None:
    shown = run("show s1 s2 s3 i1 i6 c1 c2 t1 --format table", width=60).stdout
    assert max(map(cell_len, shown.splitlines())) <= 60


def test_an_unusual_species_needs_no_record(run: Run) -> None:
    book(sightings={1: replace(essay.BOOK.sightings[1], images=(), claims=(), vernacular_name=None)})
    assert run("show s1 --format table").stdout.startswith("s1  Panthera pardus orientalis\n")
