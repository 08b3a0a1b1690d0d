"""What a new record means: read from a few fields of blocks, against every record decoded whole."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from logbook import animals
from logbook.changes import encode
from logbook.records import Assessed, Breeding, Gist, Sighting, Stated, Taxon
from logbook.tally.bearing import alike, beside, earlier_evidence, rivals
from logbook.taxa import Taxa

LEOPARD = Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis", names=("Far Eastern",))
TAXA = (Taxa({}), Taxa({1: LEOPARD}))
SEEN = ("2 cubs", "1 adult female, 2 cubs", "mother and full-grown cub", "1 adult, 1 juvenile", "1 adult", "F+2")
BREEDING = (
    None,
    None,
    Breeding(stated=Stated(level="none")),
    Breeding(stated=Stated(code="EBBA2 12")),
    Breeding(assessed=Assessed(level="probable")),
)
SIGHTINGS = st.builds(
    Sighting,
    event_date=st.sampled_from([None, "2013", "2013-10-09", "2013-10-09", "2013-10-09T04:31+08:00", "../2012", "2014"]),
    vernacular_name=st.sampled_from(["Amur leopard", "amur LEOPARD", "Far Eastern", "Tiger", None]),
    scientific_name=st.sampled_from([None, None, "Panthera pardus orientalis"]),
    region=st.sampled_from([None, "China", "Jilin, China", "Hunchun, Jilin, China", "Russia", "Amur basin"]),
    country_code=st.sampled_from([None, None, "CN", "ZZ"]),
    animals=st.sampled_from([(), *map(animals.parse, SEEN)]),
    breeding=st.sampled_from(BREEDING),
    count_basis=st.sampled_from(["encounter", "encounter", "survey"]),
    establishment=st.sampled_from([None, None, "captive"]),
    verification=st.sampled_from([None, None, "rejected"]),
)
EVIDENCE = SIGHTINGS.map(lambda one: msgspec.structs.replace(one, animals=animals.parse("2 cubs"), breeding=None))
OTHERS = st.lists(st.one_of(SIGHTINGS, EVIDENCE), max_size=8)


@given(st.one_of(SIGHTINGS, EVIDENCE), OTHERS, st.sampled_from(TAXA))
@settings(max_examples=500)
def test_what_is_beside_a_record_tells_all_that_the_whole_logbook_tells(
    own: Sighting, made: list[Sighting], taxa: Taxa
) -> None:
    others = dict(enumerate(made, 1))
    blocks = ({number: msgspec.json.decode(encode(one), type=Gist)} for number, one in others.items())
    near = dict(beside([([own], taxa)], blocks))

    assert near.keys() <= others.keys()
    assert alike(99, own, near, taxa) == alike(99, own, others, taxa)
    some, every = (earlier_evidence(99, rivals(99, own, those, taxa)) for those in (near, others))
    assert some == every


@given(OTHERS, st.lists(SIGHTINGS, min_size=1, max_size=2), st.lists(SIGHTINGS, min_size=1, max_size=2))
def test_what_is_beside_two_sides_is_what_is_beside_either(
    made: list[Sighting], before: list[Sighting], after: list[Sighting]
) -> None:
    block = {number: msgspec.json.decode(encode(one), type=Gist) for number, one in enumerate(made, 1)}
    sides = list(zip((before, after), TAXA, strict=True))
    either = {number for side in sides for number in dict(beside([side], [block]))}
    dates = {one.event_date for one in (*before, *after)} - {None}
    both = dict(beside(sides, [block]))

    assert either <= both.keys()
    assert all(both[number].event_date in dates for number in both.keys() - either)
