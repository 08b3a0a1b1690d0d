"""The named checks: what each finds, what it leaves alone, and what it says to do."""

from __future__ import annotations

from typing import Any

import pytest

from logbook import checks
from logbook.checks import CHECKS
from logbook.errors import BadValueError
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
    Population,
    Sighting,
    Stated,
    Statement,
    Taxon,
)
from tests.checks.asking import FACTS, found, ids, pictured, seen


def test_a_faultless_logbook_has_no_findings() -> None:
    names = {"vernacular_name": "Amur leopard", "scientific_name": "Panthera pardus orientalis"}
    book = Book(
        taxa={1: Taxon(uuid="a", **names)},
        credits={1: Credit(uuid="b", name="WCS")},
        images={1: Image(uuid="c", credit="c1", credit_line="© WCS", alt_text="A leopard cub on snow")},
        deployments={1: Deployment(uuid="d", deployment_start="2013-09-01T12:00:00+08:00")},
        sightings={
            1: Sighting(
                uuid="e",
                event_date="2013-10-09",
                region="Jilin, China",
                country_code="CN",
                images=("i1",),
                deployment="d1",
                breeding=Breeding(stated=Stated(code="dependent-young")),
                **names,
            )
        },
    )

    assert list(checks.run(book, FACTS)) == []
    assert list(checks.run(Book(), FACTS)) == []


def test_a_finding_says_who_found_what_where_and_what_to_do() -> None:
    (finding,) = found("zero-position", seen(decimal_latitude=0, decimal_longitude=0))

    assert finding.check == "zero-position"
    assert finding.severity == "problem"
    assert finding.id == "s1"
    assert finding.text == "lies at 0,0, in the sea off Africa"
    assert finding.advice.endswith('logbook edit s1 --at ""')


def test_every_check_has_a_name_and_problems_come_before_notes() -> None:
    names = [check.name for check in CHECKS]
    severities = [check.severity for check in CHECKS]

    assert len(set(names)) == len(names)
    assert severities == sorted(severities, reverse=True)


def test_checks_are_asked_for_by_name() -> None:
    book = seen(event_date="soon", country_code="XX")

    assert {finding.check for finding in checks.run(book, FACTS, ["Country code", "unreadable-date"])} == {
        "country-code",
        "unreadable-date",
    }
    with pytest.raises(BadValueError, match="'alt-txt' is no check; did you mean alt-text"):
        list(checks.run(book, FACTS, ["alt-txt"]))


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"images": ("i1", "i7")}, "names the picture 'i7', which is not there"),
        ({"images": ("s1",)}, "names the picture 's1', which is not there"),
        ({"images": ("I1",)}, "names the picture 'I1', which is not there"),
        ({"deployment": "d1"}, "names the deployment 'd1', which is not there"),
    ],
)
def test_a_sighting_that_names_what_is_not_there(fields: dict[str, Any], text: str) -> None:
    book = Book(images={1: Image()}, sightings=seen(**fields).sightings)

    assert [finding.text for finding in found("dangling", book)] == [text]


def test_a_picture_whose_credit_is_not_there() -> None:
    assert ids("dangling", pictured(credit="c3")) == ["i1"]
    assert ids("dangling", pictured(credit="c2")) == []


def test_one_uuid_on_two_records() -> None:
    book = Book(images={1: Image(uuid="u")}, sightings={2: Sighting(uuid="u"), 3: Sighting(uuid="v"), 4: Sighting()})

    assert [finding.text for finding in found("same-uuid", book)] == ["has the uuid of i1, u"]


@pytest.mark.parametrize(
    ("book", "field"),
    [
        (seen(event_date="9 October 2013"), "event_date:"),
        (seen(claims=(Claim(claim="a"), Claim(claim="b", date="05/09/2013"))), "claims.date:"),
        (seen(breeding=Breeding(assessed=Assessed(date="2013-13"))), "breeding.assessed.date:"),
        (seen(verified_date=""), "verified_date:"),
        (pictured(date_created="2013:10:09"), "date_created:"),
        (pictured(permission=Permission(status="asked", until="May")), "permission.until:"),
        (Book(taxa={1: Taxon(iucn_status=Statement(value="CR", date="x"))}), "iucn_status.date:"),
        (Book(taxa={1: Taxon(populations=(Population(value="<40", date="x"),))}), "populations.date:"),
        (Book(deployments={1: Deployment(deployment_end="noon")}), "deployment_end:"),
    ],
)
def test_dates_that_are_no_edtf(book: Book, field: str) -> None:
    (finding,) = found("unreadable-date", book)

    assert finding.text.startswith(field)


def test_an_interval_that_ends_before_it_begins_is_told_as_such() -> None:
    (finding,) = found("unreadable-date", seen(event_date="2013-10/2013-09"))

    assert finding.text.startswith("event_date: '2013-10/2013-09' ends before it begins")


def test_dates_of_the_future() -> None:
    book = Book(
        images={1: Image(date_created="2027-01-01T04:31"), 2: Image()},
        sightings={
            1: Sighting(event_date="2027"),
            2: Sighting(event_date="2026-11-23T01:00"),
            3: Sighting(event_date="soon"),
            4: Sighting(event_date="2026"),
        },
    )

    assert ids("future-date", book) == ["i1", "s1"]
    reviewed = seen(verified_date="2027", breeding=Breeding(assessed=Assessed(level="none", date="2028")))
    assert [finding.text for finding in found("future-date", reviewed)] == [
        "verified_date 2027 lies in the future",
        "breeding.assessed.date 2028 lies in the future",
    ]


@pytest.mark.parametrize(
    ("breeding", "text"),
    [
        (Breeding(stated=Stated(code="sure thing")), "breeding evidence 'sure thing' is not understood"),
        (Breeding(stated=Stated(code="FY"), assessed=Assessed(level="high")), "breeding evidence 'high'"),
        (Breeding(stated=Stated(level="confirmed", code="?")), "breeding evidence 'confirmed ?'"),
    ],
)
def test_breeding_evidence_that_nobody_understands(breeding: Breeding, text: str) -> None:
    (finding,) = found("unreadable-breeding", seen(breeding=breeding))

    assert finding.text.startswith(text)


def test_regions_that_nobody_could_type() -> None:
    book = Book(
        sightings={
            1: Sighting(region="China, Jilin"),
            2: Sighting(region="China, Jilin"),
            3: Sighting(region="..."),
            4: Sighting(region="Jilin"),
            5: Sighting(),
        }
    )

    first, second, third = found("unreadable-region", book)
    assert (first.id, second.id, third.id) == ("s1", "s2", "s3")
    assert first.text == second.text
    assert "'Jilin, China'" in first.text


@pytest.mark.parametrize(
    ("code", "advice"),
    [("XX", "see ISO 3166-1"), ("CHN", "write CN"), ("cn", "write CN"), ("China", "write CN"), ("", "see ISO 3166-1")],
)
def test_country_codes_that_are_none(code: str, advice: str) -> None:
    (finding,) = found("country-code", seen(country_code=code))

    assert finding.advice.startswith(advice)


def test_a_code_for_either_of_two_countries_is_one() -> None:
    assert ids("country-code", seen(country_code="ZZ")) == []
    assert ids("country-code", seen(country_code="CN")) == []


@pytest.mark.parametrize(
    ("region", "code", "differ"),
    [
        ("Jilin, China", "RU", True),
        ("Jilin, China", "ZZ", True),
        ("Jilin, China", "CN", False),
        ("Jilin", "RU", False),
        ("Jilin, China", None, False),
        (None, "RU", False),
    ],
)
def test_a_region_in_one_country_and_a_code_of_another(region: str | None, code: str | None, *, differ: bool) -> None:
    assert ids("country-mismatch", seen(region=region, country_code=code)) == ["s1"] * differ


@pytest.mark.parametrize(
    ("alt", "title", "faulty"),
    [
        ("leopard, cub, snow, china, camera trap", None, True),
        ("IMG_0031.JPG", None, True),
        ("Rare sight", "Rare sight", True),
        ("", None, True),
        ("A leopard cub on snow", "Rare sight", False),
        (None, None, False),
    ],
)
def test_alt_texts_that_are_none(alt: str | None, title: str | None, *, faulty: bool) -> None:
    assert ids("alt-text", pictured(alt_text=alt, title=title)) == ["i1"] * faulty


def test_pictures_without_alt_text_are_counted_in_one_line() -> None:
    (finding,) = found("no-alt-text", Book(images={number: Image() for number in range(1, 1301)}))

    assert finding.text == "no alt text: i1, i2, i3 and 1,297 more"
    assert ids("no-alt-text", pictured(alt_text="")) == []


def test_credits_and_pictures_that_nothing_uses() -> None:
    assert ids("unused-credit", pictured(credit="c2")) == ["c1"]
    assert ids("unused-picture", pictured(file="a.jpg")) == ["i1"]
    shown = Book(images={1: Image()}, sightings={1: Sighting(images=("i1",))})
    assert ids("unused-picture", shown) == []


def test_sightings_that_look_alike() -> None:
    cubs = (Animal(n=1, count=2, life_stage="juvenile"),)
    alike = {"vernacular_name": "Amur leopard", "event_date": "2013-10-09", "region": "Jilin, China", "animals": cubs}
    book = Book(
        sightings={
            1: Sighting(**alike),
            2: Sighting(**alike, remarks="the same again"),
            3: Sighting(**{**alike, "region": "Heilongjiang, China"}),
            4: Sighting(**{**alike, "event_date": None}),
            5: Sighting(**{**alike, "event_date": None}),
            6: Sighting(**{**alike, "region": None}),
            7: Sighting(**{**alike, "region": None}),
            8: Sighting(**{**alike, "animals": ()}),
            9: Sighting(**{**alike, "vernacular_name": "amur-leopard"}),
        }
    )

    (finding,) = found("look-alike", book)
    assert finding.id == "s1"
    assert finding.text.startswith("looks alike with s2, s9:")


def test_records_without_a_uuid_are_counted_in_one_line() -> None:
    (finding,) = found("no-uuid", Book(taxa={1: Taxon()}, images={1: Image(uuid="u")}, sightings={4: Sighting()}))

    assert finding.text == "no uuid: t1, s4"
