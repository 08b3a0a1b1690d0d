"""What an import of data says of what was read."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from logbook.changes.intake import Changed, Taken
from logbook.changes.intake.items import Bad, Where
from logbook.records import Animal, Id, Permission
from logbook.views import taken as view

S1 = Id("sightings", 1)
CUB = Animal(verbatim="cub")
DATE = Changed(S1, "event_date", None, "2020")


def told(taken: Taken, *, dry_run: bool = False, whole: bool = True, skipped: str | None = None) -> list[str]:
    return list(view.summary(taken, dry_run=dry_run, whole=whole, skipped=skipped))


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        (Taken(), "nothing is new"),
        (Taken(read=Counter({("o.csv", "observations"): 1})), "read o.csv: 1 observation"),
        (Taken(read=Counter({("o.csv", "observations"): 1234})), "read o.csv: 1,234 observations"),
        (Taken(read=Counter({("t.csv", "species"): 1})), "read t.csv: 1 species"),
        (
            Taken(added=Counter(images=2, sightings=1, taxa=2, deployments=1)),
            "added: 1 sighting, 2 pictures, 1 deployment, 2 species",
        ),
        (Taken(detected=1), "given detections: 1 picture"),
        (Taken(linked=2), "given new pictures: 2 sightings"),
        (Taken(known=Counter(sightings=3)), "already in the logbook: 3 sightings"),
        (Taken(left_out=Counter({"humans": 1, "blanks": 1150})), "left out: 1 human, 1,150 blanks"),
        (
            Taken(left_out=Counter({"pictures not in the logbook": 1})),
            "left out: 1 picture not in the logbook",
        ),
        (Taken(faults=1), "left out as bad: 1 row"),
        (Taken(generalised=1), "1 record was generalised by the source: the places are not exact"),
        (Taken(generalised=2), "2 records were generalised by the source: the places are not exact"),
        (
            Taken(no_region=[1]),
            "1 sighting has no region: s1; to settle it, import it again with --region PLACE --update",
        ),
        (
            Taken(filled=[S1]),
            "filled in, where neither the source nor the logbook said it: 1 record: s1",
        ),
        (
            Taken(kept=[S1, S1]),
            "2 of their records were generalised for publication: place, date, locality and files of ours stay: s1, s1",
        ),
        (Taken(changed=[DATE]), "otherwise in the source: 1 record, left as here; --update takes what the source has"),
        (Taken(changed=[DATE], updated=True), "updated from the source: 1 record"),
        (Taken(changed=[DATE]), "    s1 event_date: nothing here, 2020 there"),
        (
            Taken(
                changed=[
                    Changed(S1, "animals", (CUB, Animal(count=1, sex="male")), (CUB, Animal(count=2, remarks="a\nb")))
                ]
            ),
            "    s1 animals: count 1; sex male; remarks nothing here, count 2; sex nothing; remarks a\\nb there",
        ),
        (Taken(changed=[Changed(S1, "images", ("i1",), ("i1", "i2"))]), "    s1 images: nothing here, i2 there"),
        (Taken(changed=[Changed(S1, "images", (), ("i1", "i2"))]), "    s1 images: nothing here, i1, i2 there"),
        (
            Taken(changed=[Changed(S1, "permission", None, Permission(status="granted"))]),
            "    s1 permission: nothing here, status granted there",
        ),
        (Taken(changed=[Changed(S1, "individual_count", 1, 2)]), "    s1 individual_count: 1 here, 2 there"),
        (Taken(changed=[Changed(S1, "remarks", "x" * 200, "y")]), f"    s1 remarks: {'x' * 100}… here, y there"),
    ],
)
def test_a_line_a_kind(taken: Taken, line: str) -> None:
    assert line in told(taken)


@pytest.mark.parametrize(
    ("taken", "line"),
    [
        (Taken(added=Counter(sightings=1)), "would be added: 1 sighting"),
        (Taken(detected=1), "would be given detections: 1 picture"),
        (Taken(linked=1), "would be given new pictures: 1 sighting"),
        (Taken(changed=[DATE], updated=True), "would be updated from the source: 1 record"),
        (Taken(no_region=[1, 2]), "2 sightings have no region: s1, s2"),
    ],
)
def test_a_dry_run_says_what_would_be(taken: Taken, line: str) -> None:
    assert line in told(taken, dry_run=True)


def test_where_the_bad_rows_are_is_said() -> None:
    bad = "left out as bad: 2 rows, written to bad\\x1b.csv: mend them in the source, and import it again"

    assert bad in told(Taken(faults=2), skipped="bad\x1b.csv")


def test_a_person_at_a_terminal_gets_the_first_of_many_fields() -> None:
    taken = Taken(changed=[DATE] * 25)

    assert len(told(taken)) == 26
    assert told(taken, whole=False)[-1] == "    and 5 fields more; a pipe gets them all"
    assert len(told(taken, whole=False)) == 22


@pytest.mark.parametrize(
    ("bad", "many", "lines"),
    [
        (
            Bad(Where("a.csv", 3), "it is nonsense", "count", "x"),
            1,
            ["a.csv, line 3, column count: 'x': it is nonsense"],
        ),
        (Bad(Where("a.csv"), "'x' is nonsense", value="x"), 1, ["a.csv: 'x' is nonsense"]),
        (Bad(Where("a.csv"), "nothing"), 2, ["a.csv: nothing", "and 1 bad row more"]),
    ],
)
def test_bad_rows_are_named(bad: Bad, many: int, lines: list[Any]) -> None:
    assert list(view.faults([bad], many)) == lines


def test_bad_rows_are_a_sheet_to_be_mended() -> None:
    sheet = view.bad_rows([Bad(Where("a.csv", 3), "why", "count", "x", "1,x"), Bad(Where("b.json"), "how")])

    assert [column.key for column in sheet.columns] == ["file", "line", "column", "value", "reason", "original"]
    assert list(sheet.rows) == [("a.csv", "3", "count", "x", "why", "1,x"), ("b.json", "", "", "", "how", "")]


def test_formats_are_a_sheet() -> None:
    assert list(view.formats([("csv", "a table", True, ".csv"), ("x", "y", False, "")]).rows) == [
        ("csv", "a table", "yes", ".csv"),
        ("x", "y", "no", ""),
    ]
