"""What the whole logbook says beside one sighting."""

from __future__ import annotations

from logbook.records import Book, Breeding, Sighting, Stated
from logbook.tally.dossier import Dossier, compile_dossier
from tests.essay import BOOK


def seen(level: str | None = None, **fields: object) -> Sighting:
    breeding = Breeding(stated=Stated(level=level)) if level else None
    return Sighting(**{"vernacular_name": "Amur leopard", "region": "Jilin, China", "breeding": breeding, **fields})  # type: ignore[arg-type]


def dossier(*sightings: Sighting) -> Dossier:
    """Compile the dossier of the first."""
    return compile_dossier(Book(sightings=dict(enumerate(sightings, start=1))), 1)


def beside(found: Dossier) -> dict[str, tuple[list[str], list[str], list[str]]]:
    return {
        one.region: ([e.id for e in one.rivals], [e.id for e in one.weaker], [e.id for e in one.in_doubt])
        for one in found.beside
    }


def test_earlier_evidence_is_given_region_by_region_strong_and_weak_apart() -> None:
    found = dossier(
        seen("probable", event_date="2013"),
        seen("confirmed", event_date="2012", region="China"),
        seen("possible", event_date="2011"),
        seen("confirmed", event_date="2014"),
        seen("confirmed"),
        seen(event_date="2010"),
        seen("confirmed", event_date="2010", vernacular_name="Amur tiger"),
    )
    assert beside(found) == {"Jilin, China": (["s5"], ["s3"], ["s2"]), "China": (["s2", "s5"], ["s3"], [])}


def test_where_the_record_has_no_date_everything_could_be_earlier() -> None:
    assert beside(dossier(seen("confirmed"), seen("confirmed", event_date="2020")))["China"] == (["s2"], [], [])


def test_the_earliest_stands_first_and_the_undated_last() -> None:
    others = [seen("confirmed", event_date=date) for date in (None, "2012", "2010-05/2011", "2010-05")]
    assert beside(dossier(seen("confirmed", event_date="2013"), *others))["China"][0] == ["s5", "s4", "s3", "s2"]


def test_what_is_in_doubt_or_has_no_place_stands_apart() -> None:
    found = dossier(
        seen("confirmed", event_date="2013"),
        seen("confirmed", event_date="2012", verification="doubtful"),
        seen("confirmed", event_date="2012", region=None),
        seen("confirmed", event_date="2012", region=None, verification="rejected"),
    )
    assert beside(found)["China"] == ([], [], ["s2", "s3"])


def test_of_a_sighting_without_breeding_every_earlier_sighting_is_given() -> None:
    assert beside(dossier(seen(event_date="2013"), seen(event_date="2012")))["China"] == (["s2"], [], [])


def test_the_essay_is_hard_and_its_claims_are_undecided() -> None:
    found = compile_dossier(BOOK, 1)
    assert found.grade == "hard"
    assert [row.standing for row in found.claims] == ["undecided", "undecided"]
