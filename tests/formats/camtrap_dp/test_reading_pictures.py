"""Which media become pictures of which sighting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.changes.intake.items import Item
from logbook.records import Sighting
from tests.formats.camtrap_dp import packages

if TYPE_CHECKING:
    from pathlib import Path

START = "2024-05-03T06:00:00+08:00"
LEOPARD, BOAR = "Panthera pardus", "Sus scrofa"


def linked(path: Path, **manner: bool) -> dict[str | None, list[str]]:
    """Give the media of each species."""
    items = packages.items(path, **manner)
    return {
        one.record.scientific_name: [key.rpartition(":")[2] for key in one.images]
        for one in items
        if isinstance(one.record, Sighting)
    }


def labelled(folder: Path, labels: list[tuple[str, str, str]], species: tuple[str, ...] = (LEOPARD,)) -> Path:
    """Make an event of some species, with media-level observations (medium, type, species) beside it."""
    rows = [
        {"observationID": f"e{number}", "eventID": "visit", "scientificName": name}
        for number, name in enumerate(species)
    ]
    rows += [
        {
            "observationID": f"o{number}",
            "observationLevel": "media",
            "eventID": "visit",
            "mediaID": medium,
            "observationType": kind,
            "scientificName": name,
        }
        for number, (medium, kind, name) in enumerate(labels)
    ]
    return packages.make(folder, rows, [{"mediaID": medium} for medium in dict.fromkeys(one[0] for one in labels)])


@pytest.mark.parametrize(
    ("time", "inside"),
    [
        ("2024-05-03T06:00:00+08:00", True),
        ("2024-05-02T22:00:10Z", True),
        ("2024-05-03T06:00:11+08:00", False),
        ("2024-05-03T05:59:59+08:00", False),
        ("2024-05-03T06:00:05", False),
    ],
)
def test_a_picture_of_no_label_belongs_to_the_event_in_whose_times_it_lies(
    tmp_path: Path, time: str, *, inside: bool
) -> None:
    path = packages.make(tmp_path, media=[{"timestamp": time}])
    assert linked(path) == {LEOPARD: ["m1"] if inside else []}
    assert packages.left_out(path) == ({} if inside else {"media of no animal that is taken": 1})


def test_times_without_a_zone_are_compared_among_themselves(tmp_path: Path) -> None:
    times = {"eventStart": "2024-05-03 06:00:00", "eventEnd": "2024-05-03 06:00:10"}
    path = packages.make(tmp_path, [times], [{"timestamp": "2024-05-03T06:00:05"}])
    assert linked(path) == {LEOPARD: ["m1"]}
    (told,) = packages.sightings(path, timezone="+08:00")
    assert told.event_date == "2024-05-03T06:00:00+08:00/2024-05-03T06:00:10+08:00"


def test_a_long_event_does_not_hide_a_short_one(tmp_path: Path) -> None:
    rows = [
        {"observationID": "o1", "eventEnd": "2024-05-03T08:00:00+08:00"},
        {"observationID": "o2", "scientificName": BOAR, "eventStart": "2024-05-03T07:00:00+08:00"}
        | {"eventEnd": "2024-05-03T07:10:00+08:00"},
    ]
    media = [
        {"mediaID": "late", "timestamp": "2024-05-03T07:05:00+08:00"},
        {"mediaID": "later", "timestamp": "2024-05-03T07:30:00+08:00"},
        {"mediaID": "early", "timestamp": "2024-05-03T06:05:00+08:00"},
    ]
    path = packages.make(tmp_path, rows, media)
    assert linked(path) == {LEOPARD: ["early", "late", "later"], BOAR: ["late"]}


def test_a_picture_shows_what_its_labels_say(tmp_path: Path) -> None:
    labels = [
        ("both", "animal", LEOPARD),
        ("both", "animal", BOAR),
        ("cat", "animal", LEOPARD),
        ("cat", "animal", LEOPARD),
        ("pig", "animal", BOAR),
        ("pig", "human", ""),
        ("dark", "unknown", ""),
        ("blur", "animal", ""),
        ("empty", "blank", ""),
        ("ranger", "human", ""),
    ]
    path = labelled(tmp_path, labels, (LEOPARD, BOAR))
    assert {name: set(own) for name, own in linked(path).items()} == {
        LEOPARD: {"both", "cat", "dark", "blur", "empty"},
        BOAR: {"both", "pig", "dark", "blur", "empty"},
    }


def test_where_no_label_names_the_species_all_pictures_are_its_but_those_of_people(tmp_path: Path) -> None:
    path = labelled(tmp_path, [("m1", "animal", "Felidae"), ("m2", "blank", ""), ("m3", "vehicle", "")])
    assert linked(path) == {LEOPARD: ["m1", "m2"]}


def test_pictures_of_one_second_keep_their_order(tmp_path: Path) -> None:
    path = packages.make(tmp_path, media=[{"mediaID": own} for own in ("m2", "m10", "m1")])
    assert linked(path) == {LEOPARD: ["m2", "m10", "m1"]}


def test_a_picture_of_another_event_is_not_taken_for_its_time(tmp_path: Path) -> None:
    other = {"observationLevel": "media", "observationID": "o2", "eventID": "another", "mediaID": "m1"}
    assert linked(packages.make(tmp_path, [{"eventID": "visit"}, other])) == {LEOPARD: []}


def test_without_media_nothing_is_linked_and_none_is_missed(tmp_path: Path) -> None:
    path = labelled(tmp_path, [("m1", "animal", LEOPARD)])
    (path / "media.csv").unlink()
    assert linked(path, without_media=True) == {LEOPARD: []}
    assert "media" not in packages.read(path, without_media=True)


def test_a_file_is_named_after_its_path_where_its_row_has_no_name(tmp_path: Path) -> None:
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.jpg").write_bytes(b"")
    media = [
        {"mediaID": "m1", "filePath": ".\\pictures\\a.jpg", "filePublic": "FALSE"},
        {"mediaID": "m2", "filePath": "pictures/b.jpg", "fileName": "original.jpg", "fileMediatype": "video/mp4"},
    ]
    path = packages.make(tmp_path, media=media)
    here, gone = packages.images(path)
    assert (here.file, here.file_name) == ((path / "pictures/a.jpg").absolute().as_posix(), "a.jpg")
    assert (here.file_public, gone.file_public) == (False, True)
    assert (gone.file, gone.file_name, gone.media_type) == (None, "original.jpg", "video/mp4")
    assert "pictures whose files are not there: 1" in packages.said(path)


def test_items_name_their_rows(tmp_path: Path) -> None:
    found = [one for one in packages.parts(packages.make(tmp_path)) if isinstance(one, Item)]
    assert [str(one.where) for one in found] == [
        "deployments.csv, line 2",
        "media.csv, line 2",
        "observations.csv, line 2",
    ]
    assert found[2].row().startswith("o1,north,")


def test_each_of_many_sightings_keeps_its_row_as_it_stands(tmp_path: Path) -> None:
    rows = [{"observationID": f"o{at}", "eventID": f"e{at}", "observationComments": f'"{at}"\n'} for at in range(600)]
    found = [one for one in packages.items(packages.make(tmp_path, rows)) if isinstance(one.record, Sighting)]
    assert [one.key for one in found] == [f"camtrap-dp:ours:observation:o{at}" for at in range(600)]
    for at in (0, 255, 256, 599, 1):
        assert found[at].row().startswith(f"o{at},north,")
        assert found[at].row().endswith(f'"""{at}""\n"')
