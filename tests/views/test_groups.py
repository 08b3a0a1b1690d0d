"""Sightings regrouped, as people and machines read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from logbook.tally.groups import Grouped, GroupRow
from logbook.views import groups

if TYPE_CHECKING:
    from logbook.tally.groups import By
    from logbook.views.sheet import Sheet


def row(key: str | None, sightings: int = 1, **fields: int) -> GroupRow:
    return GroupRow(key=key, sightings=sightings, first=None, last=None, level="none", **fields)


def hour(key: str | None, *light: int) -> GroupRow:
    return row(key, sum(light), **dict(zip(("day", "twilight", "night", "light_unknown"), light, strict=True)))


def footer(sheet: Sheet) -> str:
    return sheet.footer or ""


@pytest.mark.parametrize(
    ("by", "key", "name"),
    [
        ("month", "09", "September"),
        ("hour", "04", "04"),
        ("year", "1991/2012", "1991 to 2012"),
        ("month", None, "(unknown)"),
        ("region", None, "(no region)"),
    ],
)
def test_groups_have_the_names_that_people_give_them(by: By, key: str | None, name: str) -> None:
    found = Grouped((row(key),))
    for sheet in (groups.table(found, by, None), groups.page(found, by, None)):
        assert next(iter(sheet.rows))[0] == name


def test_the_bars_of_hours_are_of_light_where_any_is_known() -> None:
    lit = groups.table(Grouped((hour("04", 1, 0, 2, 3), hour(None, 0, 0, 0, 9))), "hour", None)
    assert lit.bars == ([(1, 0, 2, 3), (0, 0, 0, 0)], ("day", "twilight", "night", "light unknown"))
    dark = groups.table(Grouped((hour("04", 0, 0, 0, 3), hour(None, 0, 0, 0, 9)), unzoned=3), "hour", None)
    assert dark.bars == ([(3,), (0,)], ("sightings",))


def test_an_unknown_time_has_no_bar_and_an_unknown_place_has() -> None:
    found = Grouped((row("x", 2), row(None, 9)))
    shown: list[By] = ["method", "hour"]
    assert [groups.table(found, by, None).bars for by in shown] == [
        ([(2,), (9,)], ("sightings",)),
        ([(2,), (0,)], ("sightings",)),
    ]


def test_the_footer_says_what_twilight_is_and_what_is_lacking() -> None:
    lit = footer(groups.table(Grouped((hour("04", 0, 1, 0, 3),), unzoned=1200, unplaced=1), "hour", None))
    assert "civil" in lit
    assert "0.833 to 6 degrees" in lit
    assert "1,200 without an offset from UTC (edit --date), 1 without a position" in lit
    assert footer(groups.table(Grouped((hour("04", 0, 0, 0, 3),), unzoned=3), "hour", None)) == (
        "Light unknown: 3 without an offset from UTC (edit --date)."
    )
    assert groups.table(Grouped((row("2013"),)), "year", None).footer is None


def test_the_footer_says_of_how_many_the_hour_is_utc() -> None:
    said = footer(groups.table(Grouped((hour("04", 0, 0, 1, 0),), utc=1200), "hour", None))
    assert said.startswith("Hours are by the clock as written: UTC for 1,200 sightings. Twilight")


@pytest.mark.parametrize(("by", "where"), [("hour", "where it begins"), ("credit", "in every credit of its sightings")])
def test_the_footer_says_what_an_event_is_and_where_it_counts(by: By, where: str) -> None:
    said = footer(groups.table(Grouped((row("04", events=1),)), by, "1h30m"))
    assert "for more than 1h30m" in said
    assert f"it counts {where}." in said


def test_machines_get_new_columns_behind_and_only_those_asked_for() -> None:
    plain = groups.whole(Grouped((row("WCS", 1200),)), "credit", None)
    assert [column.key for column in plain.columns][-2:] == ["last", "level"]
    assert list(plain.rows) == [["WCS", "1200", "", "", "", "", "none"]]
    found = Grouped((row("04", 3, events=0, day=0, twilight=1, night=2, light_unknown=0),))
    whole = groups.whole(found, "hour", "30m")
    assert [column.key for column in whole.columns][-5:] == ["events", "day", "twilight", "night", "light_unknown"]
    assert next(iter(whole.rows))[-5:] == ["0", "0", "1", "2", "0"]
    page = groups.page(found, "hour", "30m")
    assert [column.heading for column in page.columns][-5:] == ["Events", "Day", "Twilight", "Night", "Light unknown"]
    assert list(page.rows) == [("04", "3", "", "", "", "0", "0", "1", "2", "0")]
