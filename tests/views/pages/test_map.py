"""The map of a page: one drawing with no more of the world than it shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from logbook.views.pages.map import drawing
from tests.views.test_map import PLACES, atlas

if TYPE_CHECKING:
    from logbook.places import Position
    from logbook.tally.atlas import Atlas

SVG = "{http://www.w3.org/2000/svg}"


def read(found: Atlas) -> ET.Element:
    return ET.fromstring(drawing(found))  # noqa: S314 - it is our own


def texts(svg: ET.Element) -> list[str | None]:
    return [each.text for each in svg.iter(f"{SVG}text")]


def titles(svg: ET.Element) -> list[str | None]:
    return [each.text for each in svg.iter(f"{SVG}title")]


def test_a_dot_stands_for_each_point_and_says_what_it_is() -> None:
    svg = read(atlas((43.6, 130.6), (40.0, 125.0), level="confirmed"))
    assert svg.get("role") == "img"
    assert titles(svg) == [
        "Map of 4 sightings at 2 positions",
        "1: 43.6, 130.6, to within 13,735 m, 2 sightings, Amur leopard, Sika deer, confirmed",
        "2: 40, 125, to within 13,735 m, 2 sightings, Amur leopard, Sika deer, confirmed",
    ]
    assert {"1", "2", "130°E", "40°N", "Natural Earth 1:110m"} <= set(texts(svg))


def test_colours_are_those_of_the_page() -> None:
    text = drawing(atlas((43.6, 130.6), level="probable"))
    colours = set(re.findall(r'(?:fill|stroke)="([^"]*)"', text))
    assert colours - {"none"} <= {
        f"var(--{name})" for name in ("paper", "wash", "line", "soft", "ink", "accent", "probable")
    }
    assert "style=" not in text


@pytest.mark.parametrize(
    ("level", "shape", "colour"),
    [
        ("confirmed", "path", "var(--confirmed)"),
        ("probable", "path", "var(--paper)"),
        ("possible", "circle", "var(--paper)"),
        ("none", "circle", "var(--accent)"),
    ],
)
def test_evidence_is_told_by_the_shape_too(level: str, shape: str, colour: str) -> None:
    [sign] = [
        each for each in read(atlas((43.6, 130.6), level=level)).iter(f"{SVG}g") if each.find(f"{SVG}title") is not None
    ]  # type: ignore[arg-type]
    assert sign.get("fill") == colour
    assert sign.find(f"{SVG}{shape}") is not None


def test_a_cell_is_drawn_as_large_as_it_is_where_that_can_be_seen() -> None:
    near = atlas((43.6, 130.6))
    [point] = near.points
    wide = replace(near, points=(replace(point, coordinate_uncertainty_in_meters=111_320.0),))
    [ring] = [each for each in read(wide).iter(f"{SVG}circle") if each.get("fill-opacity")]
    assert float(ring.get("r") or 0) == pytest.approx(427 / 18, abs=0.3)  # a degree of the 18 that the map is high
    exact = replace(near, points=(replace(point, coordinate_uncertainty_in_meters=None),))
    assert not [each for each in read(exact).iter(f"{SVG}circle") if each.get("fill-opacity")]


def test_points_that_would_cover_each_other_are_one_dot() -> None:
    svg = read(atlas((43.6, 130.6), (43.6, 130.601)))
    assert len(titles(svg)) == 2
    assert "1+" in texts(svg)


def test_a_label_stands_at_the_left_where_there_is_a_dot_at_the_right_and_nowhere_if_there_is_no_room() -> None:
    svg = read(atlas((43.6, 130.0), (43.6, 130.6), (43.6, 131.2)))
    assert [
        (each.text, each.get("text-anchor")) for each in svg.iter(f"{SVG}text") if (each.text or "").isdecimal()
    ] == [
        ("1", "end"),
        ("3", None),
    ]


@pytest.mark.parametrize(("apart", "said"), [(1, "40"), (0.001, "450 sightings at 225 positions")])
def test_points_that_have_no_key_have_no_numbers_however_few_dots_they_are(apart: float, said: str) -> None:
    svg = read(atlas(*((40 + at * apart, 120 + by * apart) for at in range(15) for by in range(15))))
    assert (titles(svg)[1] or "").split(",")[0] == said
    assert not [text for text in texts(svg) if text and text.strip("+").isdecimal()]
    assert "numbered" not in (svg.findtext(f"{SVG}desc") or "")


def test_a_regional_map_carries_no_world() -> None:
    assert len(drawing(atlas((43.6, 130.6)))) < 6_000
    assert len(drawing(atlas((43.6, 130.6), (-30, -60)))) < 60_000


def test_markup_in_a_name_is_text() -> None:
    found = atlas((43.6, 130.6))
    [point] = found.points
    svg = read(replace(found, points=(replace(point, species=("</title><script>alert(1)</script>{{ 7*7 }}",)),)))
    assert (titles(svg)[1] or "").endswith("</title><script>alert(1)</script>{{ 7*7 }}")


@given(PLACES, st.sampled_from(["none", "confirmed"]))
@settings(max_examples=20)
def test_every_dot_lies_on_the_drawing(places: list[Position], level: str) -> None:
    svg = read(atlas(*places, level=level))  # type: ignore[arg-type]
    _, _, width, height = map(float, (svg.get("viewBox") or "").split())
    spots = [(float(each.get("cx") or 0), float(each.get("cy") or 0)) for each in svg.iter(f"{SVG}circle")] or [
        tuple(map(float, re.findall(r"M(\S+) (\S+?)m", each.get("d") or "")[0]))
        for each in svg.iter(f"{SVG}path")
        if "m0-" in (each.get("d") or "")
    ]
    assert spots
    assert all(0 <= x <= width and 0 <= y <= height for x, y in spots)
