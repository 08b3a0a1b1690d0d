"""The timeline of a page: one drawing or several, with what the terminal shows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from logbook.records import Claim
from logbook.views.pages.timeline import drawing
from tests.tally.test_timeline import laid, seen
from tests.views.test_timeline import KINDS

if TYPE_CHECKING:
    from logbook.tally.timeline import Timeline

SVG = "{http://www.w3.org/2000/svg}"


def read(found: Timeline) -> list[ET.Element]:
    return list(ET.fromstring(f"<figure>{drawing(found)}</figure>"))  # noqa: S314 - it is our own


def texts(found: Timeline) -> list[str | None]:
    return [each.text for svg in read(found) for each in svg.iter(f"{SVG}text")]


def strokes(found: Timeline) -> list[tuple[str | None, str | None]]:
    """Give the paths of the rows, with their colours."""
    rows = (row for svg in read(found) for row in svg.iter(f"{SVG}svg") if row.get("preserveAspectRatio"))
    return [(path.get("d"), path.get("stroke")) for row in rows for path in row]


def test_a_row_says_who_where_how_many_and_what_it_proves() -> None:
    assert texts(KINDS)[:16] == [
        *("2000", "2002", "2004", "2006", "2008"),
        *("China", "Amur leopard", "5 sightings, 1 undated"),
        *("confirmed: 5 May 2006 (s3)", "probable: July 2002 to July 2004", "(s2)"),
        *("Amur tiger", "3 sightings"),
        *("Russia", "Amur leopard", "1 sighting, 1 undated"),
    ]


def test_what_is_drawn_is_told_in_words() -> None:
    [svg] = read(KINDS)
    assert svg.get("role") == "img"
    assert [each.text for each in svg.iter(f"{SVG}title")] == ["Sightings along time, per region and species"]
    told = svg.findtext(f"{SVG}desc") or ""
    assert told.startswith("China, Amur leopard: 5 sightings, 1 undated; first seen 2000-01-01 (s1); last seen")
    assert "first breeding confirmed: 5 May 2006 (s3)" in told


def test_a_row_has_its_line_its_spans_its_dots_and_its_marks() -> None:
    assert strokes(laid(seen("2000-01-01"), seen("2005", "confirmed"), seen("2009-12-31"))) == [
        ("M31 12H969", "var(--soft)"),
        ("M500 12H596", "var(--soft)"),
        ("M31 12H31M969 12H969", "var(--accent)"),
        ("M501 12H595", "var(--confirmed)"),
    ]


def test_nothing_is_drawn_of_what_has_no_date() -> None:
    found = laid(seen(None, "confirmed"))
    assert strokes(found) == []
    assert texts(found)[:4] == ["China", "Amur leopard", "1 sighting, 1 undated", "confirmed: undated (s1)"]


def test_what_lies_before_a_publication_says_so() -> None:
    found = laid(seen(None, "confirmed", claims=(Claim(claim="seen", date="2012-05"),)))
    assert "confirmed: undated, published May 2012 (s1)" in (read(found)[0].findtext(f"{SVG}desc") or "")
    assert "or any time before" in texts(found)


def test_many_rows_are_several_drawings_each_with_its_years_and_one_legend() -> None:
    found = laid(*(seen("2013", region=f"Land {number}") for number in range(13)), seen("2015-01-01", region="Land 0"))
    made = read(found)
    assert len(made) == 3
    assert all("2014" in {each.text for each in svg.iter(f"{SVG}text")} for svg in made)
    assert texts(found).count("a sighting some time within") == 1


def test_a_region_is_named_once_in_a_drawing() -> None:
    found = laid(*(seen("2013", vernacular_name=f"Kind {number}") for number in range(7)))
    assert texts(found).count("China") == 2


def test_no_text_is_wider_than_a_narrow_drawing_and_none_is_cut() -> None:
    name = "Panthera pardus orientalis (Schlegel, 1857) of the Land of the Leopard"
    lines = [line or "" for line in texts(laid(seen("2013", vernacular_name=name)))]
    assert max(map(len, lines)) <= 34
    assert name in " ".join(lines)


def test_whatever_is_stored_is_text() -> None:
    name = '<script>"onerror={{ 7 * 7 }}</style>\x1b\u202e'
    found = laid(seen("2013", region=name, vernacular_name=name))
    assert "".join("".join(line or "" for line in texts(found)).split()).count('<script>"onerror={{7*7}}</style>') == 2
    assert "\x1b" not in drawing(found)


def test_it_has_no_colours_of_its_own_and_no_width_but_that_of_the_page() -> None:
    made = drawing(KINDS)
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', made)) <= {
        "none",
        *(f"var(--{name})" for name in ("paper", "ink", "soft", "line", "accent", "confirmed", "probable")),
    }
    assert not re.search(r'<svg class="timeline"[^>]*(viewBox|width="[0-9]+")[ >]', made)
    assert "style=" not in made


def test_a_thousand_sightings_of_a_row_take_little_room() -> None:
    many = [seen(f"20{number % 20:02}-{1 + number % 12:02}-{1 + number % 28:02}") for number in range(1000)]
    assert len(drawing(laid(*many))) < 6_000
