"""Names of animals: one of two species, two of one, and of none."""

from __future__ import annotations

from logbook.records import Book, Sighting, Taxon
from tests.checks.asking import found, ids


def test_a_name_in_two_species_records() -> None:
    taxa = {
        1: Taxon(vernacular_name="Amur leopard", names=("amur-leopard",)),
        2: Taxon(scientific_name="Panthera pardus", names=("AMUR LEOPARD",)),
    }

    (finding,) = found("shared-name", Book(taxa=taxa))
    assert (finding.id, finding.text) == ("t1", "'Amur leopard' is a name of t1 and t2")


def test_names_in_no_species_record() -> None:
    book = Book(
        taxa={
            1: Taxon(vernacular_name="Amur leopard"),
            2: Taxon(vernacular_name="Tiger"),
            3: Taxon(vernacular_name="tiger"),
        },
        sightings={
            1: Sighting(vernacular_name="amur leopard"),
            2: Sighting(vernacular_name="Sika deer"),
            3: Sighting(vernacular_name="sika-deer"),
            4: Sighting(vernacular_name="Tiger"),
            5: Sighting(),
            6: Sighting(scientific_name="Lynx lynx"),
        },
    )

    assert [finding.text for finding in found("unlisted-species", book)] == [
        "'Sika deer' stands in no species record: s2, s3",
        "'Lynx lynx' stands in no species record: s6",
    ]


def test_a_vernacular_name_with_two_scientific_ones() -> None:
    pairs = [
        ("Leopard", "Panthera pardus"),
        ("Leopard", "Panthera  Pardus"),
        ("leopard", "Panthera uncia"),
        ("Lynx", None),
    ]
    sightings = {
        number: Sighting(vernacular_name=vernacular, scientific_name=scientific)
        for number, (vernacular, scientific) in enumerate(pairs, 1)
    }

    (finding,) = found("two-scientific-names", Book(sightings=sightings))
    assert finding.text == "'Leopard' stands with Panthera pardus (s1, s2), Panthera uncia (s3)"
    assert "logbook species Leopard --scientific 'Panthera pardus' --also 'Panthera uncia'" in finding.advice


def test_a_species_record_with_another_scientific_name_than_its_sightings() -> None:
    taxon = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")
    sightings = {1: Sighting(vernacular_name="amur leopard", scientific_name="Panthera pardus")}

    (finding,) = found("two-scientific-names", Book(taxa={1: taxon}, sightings=sightings))
    assert finding.text == "'Amur leopard' stands with Panthera pardus orientalis (t1), Panthera pardus (s1)"


def test_names_that_one_species_record_holds_together_are_one() -> None:
    taxon = Taxon(vernacular_name="Lynx", scientific_name="Lynx lynx", names=("Felis lynx", "Bobcat"))
    sightings = {1: Sighting(vernacular_name="Lynx", scientific_name="Felis lynx")}

    assert ids("two-scientific-names", Book(taxa={1: taxon, 2: Taxon(names=("Lynx",))}, sightings=sightings)) == []
