"""Names and taxa: one taxon is what one record holds together by its names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logbook.errors import BadValueError, LogbookError, NotOneError
from logbook.records import Sighting, Taxon
from logbook.taxa import Names, Taxa, TaxonKey

AMUR = Taxon(
    vernacular_name="Amur leopard",
    scientific_name="Panthera pardus orientalis",
    names=("Far Eastern leopard", "東北豹"),
)
LYNX = Taxon(scientific_name="Lynx lynx", names=("Luchs",))


def seen(vernacular: str | None = None, scientific: str | None = None) -> Sighting:
    return Sighting(vernacular_name=vernacular, scientific_name=scientific)


def test_typed_and_imported_names_of_one_record_are_one_taxon() -> None:
    taxa = Taxa({4: AMUR})
    typed = taxa.key(seen("amur  LEOPARD"))
    assert typed == taxa.key(seen(scientific="Panthera pardus orientalis")) == taxa.key(seen("東北豹"))
    assert taxa.number(seen("Far-Eastern Leopard")) == 4


def test_a_name_in_no_record_is_its_own_taxon() -> None:
    taxa = Taxa({4: AMUR})
    assert taxa.key(seen("Sika deer")) == taxa.key(seen("sika deer")) != taxa.key(seen("Roe deer"))
    assert taxa.number(seen("Sika deer")) is None
    assert taxa.key(seen()) == TaxonKey(None, "")


def test_the_scientific_name_decides_first() -> None:
    taxa = Taxa({1: LYNX, 4: AMUR})
    assert taxa.number(seen("Amur leopard", "Lynx lynx")) == 1
    assert taxa.number(seen("Amur leopard", "Panthera pardus saxicolor")) == 4
    assert taxa.key(seen("Wolf", "Canis lupus")) == taxa.key(seen(None, "canis lupus"))


def test_a_name_that_two_records_claim_belongs_to_neither() -> None:
    taxa = Taxa({1: LYNX, 2: Taxon(vernacular_name="luchs")})
    with pytest.raises(NotOneError, match="'Luchs' is a name of t1 and t2"):
        taxa.find("Luchs")
    assert taxa.number(seen("Luchs")) is None
    assert taxa.number(seen("Luchs", "Lynx lynx")) == 1


def test_a_record_is_found_by_any_name() -> None:
    taxa = Taxa({4: AMUR})
    assert taxa.find("far eastern leopard") == 4
    assert taxa.record(4) is AMUR
    assert taxa.find("Lynx") is None


def test_names_of_punctuation_alone_are_not_one_taxon() -> None:
    taxa = Taxa({})
    assert taxa.key(seen("???")) != taxa.key(seen("!!!"))


def test_names_are_the_records_else_those_met() -> None:
    taxa = Taxa({1: LYNX, 4: AMUR})
    assert taxa.names(taxa.key(seen("東北豹"))) == Names("Amur leopard", "Panthera pardus orientalis")
    assert taxa.names(taxa.key(seen("Eurasian lynx", "Lynx lynx"))) == Names("Eurasian lynx", "Lynx lynx")
    own = taxa.key(seen(None, "Canis lupus"))
    assert taxa.names(own) == Names(None, "Canis lupus")
    assert taxa.key(seen("Wolf", "Canis lupus")) == own
    assert taxa.names(own) == Names("Wolf", "Canis lupus")


def test_a_taxon_is_called_by_its_vernacular_name_where_it_has_one() -> None:
    taxa = Taxa({4: AMUR})
    assert taxa.label(TaxonKey(4, "")) == "Amur leopard"
    assert taxa.label(taxa.key(seen(None, "Canis lupus"))) == "Canis lupus"
    assert taxa.label(taxa.key(seen())) is None


def test_every_name_is_listed_once() -> None:
    names = Taxa({1: LYNX, 4: AMUR}).all_names([seen("Wolf"), seen("Amur leopard"), seen("Wolf"), seen()])
    assert names == [
        *("Lynx lynx", "Luchs", "Amur leopard", "Panthera pardus orientalis", "Far Eastern leopard", "東北豹"),
        "Wolf",
    ]


@pytest.mark.parametrize(
    ("wanted", "finds"),
    [
        ("amur leopard", True),
        ("Far Eastern leopard", True),
        ("Panthera pardus orientalis", True),
        ("panthera PARDUS", True),
        ("Panthera", True),
        ("Panther", False),
        ("Panthera pardus orientalis minor", False),
        ("leopard", False),
        ("t4", True),
        (" T4 ", True),
        ("t1", False),
        ("Lynx", False),
        ("s4", False),
    ],
)
def test_a_filter_finds_a_taxon_by_any_name_and_a_subspecies_by_its_species(wanted: str, finds: bool) -> None:
    matches = Taxa({1: LYNX, 4: AMUR}).matcher(wanted)
    assert matches(seen("Amur leopard")) is finds
    assert matches(seen("Amur leopard")) is finds


def test_a_filter_finds_names_of_no_record_by_themselves() -> None:
    matches = Taxa({}).matcher("Panthera pardus")
    assert matches(seen(None, "Panthera pardus saxicolor"))
    assert not matches(seen(None, "Panthera pardusoides"))
    assert not matches(seen("Persian leopard"))
    assert Taxa({}).matcher("persian leopard")(seen("Persian leopard"))


def test_a_filter_by_a_name_of_two_records_finds_both() -> None:
    matches = Taxa({1: LYNX, 2: Taxon(vernacular_name="Bobcat", names=("Luchs",))}).matcher("Luchs")
    assert matches(seen("Bobcat"))
    assert matches(seen(None, "Lynx lynx"))
    assert matches(seen("luchs"))


def test_the_id_of_no_record_is_refused() -> None:
    with pytest.raises(NotOneError, match="no species t9"):
        Taxa({4: AMUR}).matcher("t9")


@pytest.mark.parametrize("wanted", ["", "  ", "?!"])
def test_a_filter_without_a_name_is_refused(wanted: str) -> None:
    with pytest.raises(BadValueError, match="no name of a species"):
        Taxa({}).matcher(wanted)


@given(st.text(), st.text() | st.none(), st.text() | st.none())
def test_any_text_finds_or_is_refused_in_a_sentence(
    wanted: str, vernacular: str | None, scientific: str | None
) -> None:
    sighting = seen(vernacular, scientific)
    taxa = Taxa({4: AMUR, 5: Taxon(vernacular_name=wanted)})
    taxa.names(taxa.key(sighting))
    try:
        taxa.find(wanted)
        assert taxa.matcher(wanted)(sighting) in (True, False)
    except LogbookError:
        pass
