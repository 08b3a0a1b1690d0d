"""A contact sheet: pictures with their sightings, judged, examined, sorted by what they show."""

from __future__ import annotations

from datetime import date

import pytest

from logbook.records import Book, Credit, Image, Publication, Sighting, Taxon
from logbook.tally import contact_sheet
from logbook.tally.contact_sheet import Question, Scene, SceneCount
from logbook.taxa import Taxa

TODAY = date(2026, 11, 22)
IMAGES = {
    1: Image(title="Leopard", credit="c1", license="CC-BY-4.0"),
    2: Image(title="Tiger", credit_line="© WCS"),
    3: Image(title="Team", file="team.jpg"),
    4: Image(title="Both"),
}
BOOK = Book(
    taxa={1: Taxon(vernacular_name="Amur leopard", scientific_name="Panthera pardus orientalis")},
    credits={1: Credit(name="WCS")},
    images=IMAGES,
    sightings={
        1: Sighting(scientific_name="Panthera pardus orientalis", region="Primorye, Russia", images=("i1", "i4", "i9")),
        2: Sighting(vernacular_name="Tiger", images=("i2", "i4")),
        3: Sighting(vernacular_name="Amur leopard", region="Hunchun, Jilin, China", images=("i4",)),
        4: Sighting(region="China", images=("i2",)),
    },
)
TAXA = Taxa(BOOK.taxa)


def test_a_frame_has_the_line_the_credit_and_the_sightings_of_its_picture() -> None:
    leopard, team = contact_sheet.frames(BOOK, [1, 3])
    assert (leopard.line, leopard.owner, [number for number, _ in leopard.sightings]) == ("WCS", 1, [1])
    assert (team.line, team.owner, team.sightings, team.species, team.regions) == (None, None, (), [], [])


def test_each_species_and_region_is_named_once() -> None:
    [both] = contact_sheet.frames(BOOK, [4])
    assert both.species == ["Panthera pardus orientalis", "Tiger", "Amur leopard"]
    assert both.regions == ["Primorye, Russia", "Hunchun, Jilin, China"]


@pytest.mark.parametrize(
    ("question", "numbers", "states"),
    [
        (Question(), [1, 2, 3, 4], {}),
        (Question(use="editorial"), [1, 2, 3, 4], {"clear": 1, "not cleared": 1, "barred": 2}),
        (Question(use="editorial", state="clear"), [1], {"clear": 1, "not cleared": 1, "barred": 2}),
        (Question(use="internal", state="barred"), [], {"clear": 1, "not cleared": 3}),
    ],
)
def test_pictures_are_judged_only_where_it_is_asked_and_one_state_is_kept(
    question: Question, numbers: list[int], states: dict[str, int]
) -> None:
    answer = contact_sheet.answered(BOOK, question, contact_sheet.frames(BOOK, IMAGES), today=TODAY)
    assert [frame.number for frame in answer.frames] == numbers
    assert (answer.found, answer.looked_at, answer.states) == (len(numbers), 4, states)


def test_a_picture_that_was_printed_twice_is_counted_once() -> None:
    [tiger, team] = contact_sheet.frames(BOOK, [2, 3])
    sheet = [tiger, team, tiger._replace(publication=Publication(title="Again"))]
    answer = contact_sheet.answered(BOOK, Question("printed", "editorial"), sheet, today=TODAY)
    assert (len(answer.frames), answer.found, answer.looked_at, answer.without_credit) == (3, 2, 2, 1)
    assert answer.states == {"not cleared": 1, "barred": 1}


def test_a_file_that_is_not_there_is_to_be_mended() -> None:
    sheet = contact_sheet.examined(contact_sheet.frames(BOOK, [2, 3]), missing={3})
    assert [frame.faults for frame in sheet] == [("no alt text",), ("file missing: team.jpg", "no alt text")]


def test_pictures_are_sorted_by_species_and_region_and_those_of_no_sighting_are_last() -> None:
    sheet = contact_sheet.by_scene(contact_sheet.frames(BOOK, [3, 1, 4, 2]), TAXA)
    assert [frame.number for frame in sheet] == [4, 1, 2, 3]


def test_scenes_are_counted_by_taxon_and_a_picture_in_each_of_its_own() -> None:
    assert contact_sheet.scenes(contact_sheet.frames(BOOK, IMAGES), TAXA) == [
        SceneCount(Scene("Amur leopard", "Hunchun, Jilin, China"), 1),
        SceneCount(Scene("Amur leopard", "Primorye, Russia"), 2),
        SceneCount(Scene("Tiger", None), 2),
        SceneCount(Scene(None, "China"), 1),
        SceneCount(None, 1),
    ]
