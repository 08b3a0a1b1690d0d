"""What a merge says, in lines."""

from __future__ import annotations

import pytest

from logbook.changes import Change
from logbook.changes.merging import Conflict, Merged
from logbook.records import Id
from logbook.views import merged

S1, S2, S9, T1, T2 = Id("sightings", 1), Id("sightings", 2), Id("sightings", 9), Id("taxa", 1), Id("taxa", 2)
CONFLICT = Conflict(
    S1,
    S9,
    {"animals": [{"n": 1, "count": 2}, {"n": 2, "verbatim": "cub"}], "region": "China"},
    {"animals": [{"n": 1, "count": 3}], "region": "China", "areas": ["A", "B"]},
    called="Lynx",
    newer="theirs",
)
DONE = Merged(
    changes=[Change("logbook", 1, b"{}", b"{ }"), Change("taxa", 1, b"{}", b"{ }")],
    new={S9: S2, S1: S1, T1: T2},
    same={T2: T1},
    decided=[(CONFLICT, "ours"), (CONFLICT, "theirs")],
    open=[],
    returned=[S1, S2],
    kept=[S1],
    notes=["a", "a"],
)


@pytest.mark.parametrize(
    ("whole", "dry_run", "said"),
    [
        (False, False, ["1 species is new: t1 is now t2", "2 sightings are new: s9 is now s2, s1",
                        "here under another id: t2 is t1", "1 record changed: t1"]),
        (True, False, ["s9 is now s2", "s1", "t1 is now t2", "t2 is t1", "1 species is new", "2 sightings are new",
                       "1 record changed: t1"]),
        (False, True, ["1 species would be new: t1 would be t2", "2 sightings would be new: s9 would be s2, s1",
                       "here under another id: t2 is t1", "1 record would be changed: t1"]),
    ],
)  # fmt: skip
def test_what_came_in_is_counted_and_every_id_told_where_it_is_wanted(
    whole: bool, dry_run: bool, said: list[str]
) -> None:
    assert list(merged.lines(DONE, whole=whole, dry_run=dry_run)) == said


def test_what_was_decided_and_what_is_back_are_said_once() -> None:
    assert list(merged.notes(DONE)) == [
        "a",
        "s1, s2 had been removed here, and are back: the other logbook has what was removed",
        "1 of their records was generalised for publication: place, date, locality and files of ours stay: s1",
        "where the two differ, ours stays of s1 (animals, region, areas)",
        "where the two differ, theirs was taken of s1 (animals, region, areas)",
    ]


def test_a_conflict_on_one_line_is_what_differs() -> None:
    animals = "animals: ours n 1; count 2, n 2; verbatim cub, theirs n 1; count 3"

    assert list(merged.listing([CONFLICT])) == [f"s1, their s9: {animals}; areas: ours nothing, theirs A, B"]


def test_side_by_side_every_field_has_both_values() -> None:
    sheet = merged.sheet(CONFLICT)

    assert sheet.title == "Lynx: s1 here, s9 there; theirs changed last"
    assert list(sheet.rows) == [
        ("animals", ("n 1; count 2", "n 2; verbatim cub"), ("n 1; count 3",)),
        ("region", "China", "China"),
        ("areas", "", ("A", "B")),
    ]
