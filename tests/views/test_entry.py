"""What `add` and `attach` say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from logbook import animals
from logbook.changes.recording import Recorded
from logbook.records import Claim, Id, Image, Sighting
from logbook.tally.bearing import Earlier
from logbook.views import entry

if TYPE_CHECKING:
    from collections.abc import Sequence

S7, I3 = Id("sightings", 7), Id("images", 3)


def understood(
    images: dict[Id, Image] | None = None,
    filled: Sequence[str] = (),
    sources: dict[str, Sequence[Id]] | None = None,
    **fields: Any,
) -> list[str]:
    done = Recorded(id=S7, images=dict.fromkeys(images or {}, filled), sources=sources or {})
    return list(entry.understood(done, Sighting(vernacular_name="Lynx", **fields), images or {}))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "    date      undated"),
        ({}, "    region    (no region)"),
        ({"event_date": "2013-23", "region": "Jilin, China"}, "    date      autumn 2013 (2013-09-01 to 2013-11-30)"),
        ({"areas": ("LLNP", "Hunchun")}, "    area      LLNP, Hunchun"),
        ({"decimal_latitude": 43.6, "decimal_longitude": 130.6}, "    position  43.6, 130.6"),
        (
            {"decimal_latitude": 43.6, "decimal_longitude": 130.6, "coordinate_uncertainty_in_meters": 1500.0},
            "    position  43.6, 130.6, give or take 1,500 m",
        ),
        (
            {"decimal_latitude": 43.6, "decimal_longitude": 130.6, "coordinate_uncertainty_in_meters": 1_500_000.0},
            "    position  43.6, 130.6, give or take 1,500,000 m",
        ),
        ({"animals": animals.parse("1 adult female, 2 cubs")}, "    animals   1 adult female, 2 cubs"),
        ({"animals": animals.parse("cubs"), "individual_count": 5}, "    animals   cubs, 5 in all"),
        ({"individual_count": 8, "count_basis": "survey"}, "    animals   8 (survey total)"),
        ({"animals": animals.parse("2 cubs")}, "    breeding  confirmed, dependent-young (derived)"),
        ({"method": "scat"}, "    method    scat"),
        ({"claims": (Claim(claim="a first"),)}, '    claim     "a first"'),
        (
            {"claims": (Claim(claim="cubs", kind="first-breeding", region="China", method="camera-trap"),)},
            '    claim     first-breeding in China by camera-trap: "cubs"',
        ),
    ],
)
def test_each_fact_has_a_line(fields: dict[str, Any], line: str) -> None:
    assert line in understood(**fields)


def test_what_was_not_said_has_no_line() -> None:
    assert understood() == ["s7  Lynx", "    date      undated", "    region    (no region)"]


def test_a_picture_shows_its_name_and_its_line_to_the_letter() -> None:
    picture = Image(file="a.jpg", title="Cub", date_created="2013-09-05T04:31:22", camera="X", credit_line="© WCS.")

    assert understood({I3: picture})[-1] == '    picture   i3  a.jpg "Cub", credit © WCS.'
    assert understood({I3: Image(title="Cub")})[-1] == '    picture   i3  "Cub", no credit'


def test_what_the_file_said_stands_below_it_what_is_short_by_its_value() -> None:
    picture = Image(
        file="a.jpg",
        date_created="2013-09-05T04:31:22",
        camera="X",
        decimal_latitude=43.6,
        decimal_longitude=130.6,
        creator=("A", "B", "C", "D"),
        credit_line="© WCS.",
        alt_text="A cub",
        license="CC0-1.0",
        tags=("a", "b"),
    )
    filled = ("date_created", "camera", "decimal_latitude", "decimal_longitude", "creator", "credit_line", "alt_text")

    assert understood({I3: picture}, (*filled, "license", "tags"))[-1] == (
        "              from the file: taken 5 September 2013, 04:31:22, camera X, position 43.6, 130.6,"
        " creator A, B, C and 1 more, credit line, alt text, licence CC0-1.0, 2 tags"
    )


def test_what_pictures_say_of_the_sighting_is_told_with_their_names() -> None:
    lines = understood(
        sources={"event_date": [I3], "decimal_latitude": [Id("images", number) for number in range(1, 6)]},
        event_date="2013-09-05T04:31",
        decimal_latitude=43.6,
        decimal_longitude=130.6,
        coordinate_uncertainty_in_meters=30.0,
    )

    assert "    date      5 September 2013, 04:31 (2013-09-05T04:31, from i3)" in lines
    assert "    position  43.6, 130.6, give or take 30 m (from i1, i2, i3 and 2 more)" in lines


def test_nothing_acts_on_the_terminal() -> None:
    picture = Image(title="\x1b[31m", creator=("\x1b[31m",))
    shown = understood({I3: picture}, ["creator"], region="a\nb", areas=("\x07",))

    assert all(line.isprintable() for line in shown)


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (Earlier("China", (), ()), "    in China: none"),
        (Earlier("China", ("s1",), ("s2",)), "    in China: s1, s2 (undated)"),
        (Earlier("China", ("s1", "s2", "s3", "s4"), ("s5",)), "    in China: s1, s2, s3 and 2 more"),
    ],
)
def test_other_evidence_is_told_by_region(found: Earlier, line: str) -> None:
    assert list(entry.bearing([found], is_dated=True)) == [
        "Breeding evidence as early or earlier in this logbook:",
        line,
    ]


def test_beside_an_undated_record_it_is_other_evidence() -> None:
    found = [Earlier("China", (), ())]

    assert next(entry.bearing(found, is_dated=False)) == "Other breeding evidence in this logbook:"
    assert list(entry.bearing([], is_dated=True)) == []
