"""The map as a terminal draws it, and the list that is its key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.places import Position
from logbook.tally.atlas import Atlas, Point, frame
from logbook.views import map as maps
from logbook.views.sheet import plain

if TYPE_CHECKING:
    from logbook.breeding import Level

WIDTHS = st.integers(40, 200)
PLACES = st.lists(st.builds(Position, st.floats(-90, 90), st.floats(-180, 180)), min_size=1, max_size=8, unique=True)


def atlas(*places: tuple[float, float], level: Level = "none", unplaced: tuple[str, ...] = ()) -> Atlas:
    points = tuple(
        Point(
            decimal_latitude=latitude,
            decimal_longitude=longitude,
            coordinate_uncertainty_in_meters=13_735,
            sightings=2,
            ids=("s1", "s4"),
            species=("Amur leopard", "Sika deer"),
            level=level,
        )
        for latitude, longitude in places
    )
    return Atlas(points=points, unplaced=unplaced, frame=frame([Position(*place) for place in places]))


def drawn(found: Atlas, width: int) -> list[str]:
    return [line.plain for line in maps.drawing(found, width)]


def test_the_outline_stands_around_the_points_with_the_degrees_at_its_edges() -> None:
    lines = drawn(atlas((43.6, 130.6), level="confirmed"), 80)
    [row] = [line for line in lines if "◆1" in line]
    assert any("\u2801" <= character <= "\u28ff" for character in row)
    assert {line.split(" ┤")[0].strip() for line in lines if "┤" in line} == {"35°N", "40°N", "45°N", "50°N"}
    assert "130°E" in lines[-3]
    assert " ".join(lines[-2:]) == (
        "◆ confirmed breeding evidence; the numbers are those of the list. Outline: Natural Earth 1:110m"
    )


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_the_map_is_as_wide_as_the_terminal_and_low_enough_for_it(width: int) -> None:
    lines = drawn(atlas((43.6, 130.6)), width)
    frame_lines = [line for line in lines if line.endswith(("│", "┐", "┘"))]
    assert {cell_len(line) for line in frame_lines} <= set(range(width - 3, width + 1))
    assert len(frame_lines) <= 25
    assert all(cell_len(line) <= width for line in lines)


def test_the_world_keeps_its_proportions() -> None:
    lines = drawn(atlas((43.6, 130.6), (-30, -60)), 200)
    assert len(lines[1]) == pytest.approx(2.42 * 23 * 2, abs=10)


def test_points_that_share_a_character_are_one_sign_with_the_strongest_evidence() -> None:
    first = atlas((43.6, 130.6))
    both = replace(first, points=(*first.points, *atlas((43.6, 130.601), level="probable").points))
    text = "\n".join(drawn(both, 80))
    assert "◇1+" in text
    assert text.count("◇") == 2  # on the map and in the legend


def test_a_number_stands_where_there_is_room_and_never_beside_another_sign() -> None:
    rows = drawn(atlas((43.6, 130.4), (43.6, 131.2)), 80)
    [row] = [line for line in rows if "●" in line and "sighting" not in line]
    assert "1●" in row
    assert "●2" in row
    crowded = drawn(atlas(*((43.6, 130 + at * 0.4) for at in range(12))), 80)
    assert re.search("●●+", "\n".join(crowded))


def test_more_points_than_a_key_may_have_are_drawn_without_numbers_and_said_to_be_listed_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm")
    many = [(40 + at / 100, 130 + by / 100) for at in range(15) for by in range(15)]
    maps.show(atlas(*many, unplaced=("s9",)), drawn=True)
    out = " ".join(capsys.readouterr().out.split())
    assert "●" in out
    assert not re.search("●[0-9]|[0-9]●", out)
    assert "numbers" not in out
    assert "225 positions, too many to be listed here; --format csv has them 1 sighting has no position" in out
    maps.show(atlas(*many), drawn=False)
    assert "40.14, 130.14" in capsys.readouterr().out


@given(PLACES, WIDTHS)
def test_every_point_is_on_the_canvas_within_a_character_of_its_place(places: list[Position], width: int) -> None:
    found = atlas(*places).frame.fitted(1.5)
    columns, height = width - 7, 20
    for latitude, longitude in places:
        column, row = maps._cell(found, columns, height, latitude, longitude)
        assert 0 <= column < columns
        assert 0 <= row < height
        back = found.west + (found.east - found.west) * (column + 0.5) / columns
        assert abs(back - found.along(longitude)) <= (found.east - found.west) / columns
        assert abs(found.north - (found.north - found.south) * (row + 0.5) / height - latitude) <= (
            (found.north - found.south) / height
        )


@settings(max_examples=20)
@given(PLACES, WIDTHS)
def test_no_line_is_wider_than_the_terminal_wherever_the_points_are(places: list[Position], width: int) -> None:
    lines = drawn(atlas(*places), width)
    assert all(cell_len(line) <= width for line in lines)
    assert any("●" in line for line in lines[:-1])


def test_the_key_tells_of_every_point_what_the_map_cannot() -> None:
    found = maps.key(atlas((43.6, 130.6), level="confirmed", unplaced=("s9",)))
    assert found.rows == [
        (
            "◆ 1",
            "43.6, 130.6",
            "13,735 m",
            "2",
            ("Amur leopard", "Sika deer"),
            "confirmed",
            "s1, s4",
        )
    ]
    assert found.footer == "1 sighting has no position, or none that may be told"
    assert maps.key(atlas((43.6, 130.6)), marked=False).rows[0][:2] == ("43.6, 130.6", "13,735 m")
    assert maps.key(atlas((43.6, 130.6))).footer is None
    assert maps.key(atlas((40.124559999999995, 0))).rows[0][1] == "40.12456, 0"


def test_rows_for_machines_are_whole() -> None:
    [point] = atlas((-0.1, 130.0)).points
    found = maps.rows([point, replace(point, coordinate_uncertainty_in_meters=None, species=())])
    assert list(plain(found)) == [
        "-0.1\t130\t13735\t2\ts1, s4\tAmur leopard, Sika deer\tnone\n",
        "-0.1\t130\t\t2\ts1, s4\t\tnone\n",
    ]
