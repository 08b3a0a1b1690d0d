"""What an import says."""

from __future__ import annotations

from typing import Any

import pytest

from logbook.changes.importing.imported import Event, Imported, Reset
from logbook.records import Id
from logbook.views import imported, sheet

S1, I1, I3 = Id("sightings", 1), Id("images", 1), Id("images", 3)
D1, D2 = Id("deployments", 1), Id("deployments", 2)
EVENT = Event(S1, "Lynx", "2024-05-01T09:00:00/2024-05-01T09:01:00", "North", (I1, Id("images", 2), I3))
MAKE = "logbook attach s2 with the pictures of s1, and logbook remove s1"
AGAIN = Event(Id("sightings", 2), "Lynx", None, "South", (I3,), continued=True)


def said(*, faults: int = 0, others: int = 0, dry_run: bool = False, **done: Any) -> list[str]:
    return list(imported.summary(Imported(**done), faults=faults, others=others, dry_run=dry_run))


def warned(**done: Any) -> list[str]:
    return list(imported.warnings(Imported(**done)))


def test_each_event_is_a_row() -> None:
    assert list(sheet.plain(imported.sheet([EVENT, AGAIN], whole=True))) == [
        "s1\t2024-05-01 09:00:00 to 09:01:00\tLynx\tNorth\t3\ti1 to i3\n",
        "s2\tundated\tLynx\tSouth\t1 more\ti3\n",
    ]


def test_a_terminal_gets_the_first_events_and_how_many_more_there_are() -> None:
    shown = imported.sheet([EVENT] * (imported.SHOWN + 1_000), whole=False)

    assert len(list(shown.rows)) == imported.SHOWN
    assert shown.footer == "and 1,000 more; `logbook list` shows them all"
    assert imported.sheet([EVENT] * imported.SHOWN, whole=False).footer is None


@pytest.mark.parametrize(
    ("done", "lines"),
    [
        ({"new": 3, "events": (EVENT,)}, ["3 pictures became 1 sighting, of 1 camera"]),
        (
            {"new": 4, "events": (EVENT, AGAIN), "dry_run": True},
            ["4 pictures would become 1 sighting and go to 1 sighting that was there, of 2 cameras"],
        ),
        ({"new": 1, "events": (AGAIN,)}, ["1 picture went to 1 sighting that was there, of 1 camera"]),
        ({"known": ((I1, "a.jpg"),)}, ["no picture is new", "1 picture already in the logbook"]),
        ({}, ["no picture was imported"]),
        ({"faults": 2, "others": 1}, ["no picture was imported", "2 files skipped, named above", "1 other file"]),
        ({"twice": 1}, ["no picture was imported", "1 file the same as another here, taken once"]),
        (
            {"left_out": {"human": 1, "blank\n": 2}},
            ["no picture was imported", "2 pictures left out: blank\\n", "1 picture left out: human"],
        ),
    ],
)
def test_every_file_is_counted(done: dict[str, Any], lines: list[str]) -> None:
    assert [line.partition(" passed over")[0] for line in said(**done)] == lines


@pytest.mark.parametrize(
    ("dry_run", "line"),
    [
        (False, "1,000 times were corrected; what the clock recorded stays beside"),
        (True, "1,000 times would be corrected; what the clock recorded stays beside"),
    ],
)
def test_corrected_times_are_counted(dry_run: bool, line: str) -> None:
    assert said(corrected=1_000, dry_run=dry_run)[1] == line


@pytest.mark.parametrize(
    ("done", "line"),
    [
        ({"undated": 1}, "1 picture without a capture time: undated, a sighting by itself"),
        ({"undated": 2}, "2 pictures without a capture time: undated, each a sighting by itself"),
        ({"datable": 1}, "1 of these has a date in the file's name, which --date-from-name would take"),
        ({"datable": 2}, "2 of these have a date in the file's name, which --date-from-name would take"),
        ({"untimed": 2}, "2 pictures with a day but no time: each a sighting by itself"),
        ({"uncorrected": 1}, "1 picture not corrected: its date is not what a clock recorded"),
        ({"uncorrected": 2}, "2 pictures not corrected: their dates are not what a clock recorded"),
        ({"future": 1}, "1 picture dated in the future: the camera's clock was wrong"),
        (
            {"corrections": {"North": "+1h"}},
            "camera North: pictures of it were corrected by +1h before, and these were not",
        ),
        (
            {"events": (AGAIN._replace(beside=(S1,)),)},
            f"s2 and s1 are one event by the pictures between them; to make them one: {MAKE}",
        ),
        (
            {"unplaced": {D1: 1}},
            "1 sighting of d1 has no place: logbook edit --where-camera d1 --where-missing region --region PLACE",
        ),
        (
            {"changed": (I1,)},
            "i1 was changed since it was recorded, and is not taken again: logbook check changed-file",
        ),
        (
            {"changed": (I1, I3)},
            "i1, i3 were changed since they were recorded, and are not taken again: logbook check changed-file",
        ),
    ],
)
def test_what_a_person_should_look_at_is_told(done: dict[str, Any], line: str) -> None:
    assert warned(**done) == [line]


def test_of_several_cameras_each_gets_its_place() -> None:
    (line,) = warned(unplaced={D2: 3, D1: 1})

    assert line.startswith("4 sightings of d2, d1 have no place: logbook edit --where-camera d2 ")
    assert line.endswith(" --region PLACE, and so for each camera")


def reset(many: int, selected: tuple[Id, str, str] | None) -> str:
    sightings = tuple(Id("sightings", number) for number in range(1, many + 1))
    time = "2013-01-01T00:04:10"
    one = Reset(camera="North", file="a.jpg", time=time, images=2, sightings=sightings, selected=selected)
    (line,) = warned(resets=(one,))
    return line


def test_a_clock_that_began_anew_is_told_with_the_line_that_corrects_it() -> None:
    days = (D1, "2013-01-01", "2013-02-03")

    assert reset(2, days) == (
        "camera North: its clock showed 1 January 2013, 00:04:10 at a.jpg, as one does that was never set or lost its"
        " power; to correct 2 pictures from there: logbook edit s1 s2 --clock 2013-01-01T00:04:10=WHAT-IT-WAS"
    )
    assert " edit --where-camera d1 --where-since 2013-01-01 --where-until 2013-02-03 --clock " in reset(11, days)
    assert " edit s1 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 --clock " in reset(11, None)


def test_pictures_that_lie_elsewhere_are_named_with_the_line_that_finds_them() -> None:
    assert imported.elsewhere(["i1"], "cards") == "i1 lies here now: logbook check --fix --look-in cards"
    assert imported.elsewhere(["i1", "i2"], "cards").startswith("i1, i2 lie here now: ")
