"""The timeline on a terminal, and its rows in columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from logbook.records import Claim
from logbook.views import timeline
from tests.tally.test_timeline import laid, seen

if TYPE_CHECKING:
    import pytest

    from logbook.tally.timeline import Timeline

KINDS = laid(
    seen("2000-01-01"),
    seen("2002-07/2004-07", "probable"),
    seen("2006-05-05", "confirmed"),
    seen("2009-12-31"),
    seen(None),
    seen("../2003", vernacular_name="Amur tiger"),
    seen("2008/..", vernacular_name="Amur tiger"),
    seen("2006-05-05", vernacular_name="Amur tiger", verification="rejected"),
    seen(None, region="Russia"),
)


def drawn(found: Timeline, width: int = 60, *, ascii_only: bool = False) -> list[str]:
    return [line.plain for line in timeline.drawing(found, width, ascii_only=ascii_only)]


def test_a_row_is_drawn_from_first_to_last_with_its_first_breeding_evidence() -> None:
    assert drawn(KINDS, 64) == [
        "Region  Species        2000          2005",
        "-----------------------|-------------|---------------",
        "China   Amur leopard   ●──────◇═════◇────◆─────────●   1 undated",
        "        Amur tiger    ←╌╌╌╌╌╌╌╌╌╌╌╌──────×────╌╌╌╌╌╌→",  # noqa: RUF001 - signs
        "Russia  Amur leopard                                   1 undated",
        "",
        "●  sighting",
        "─  from first to last",
        "╌  a sighting some time within",
        "←  or any time before",
        "→  or any time after",
        "×  a sighting that counts for no first: in doubt, not wild, or",  # noqa: RUF001 - signs
        "   named by a machine alone",
        "◆  first confirmed breeding evidence in this logbook",
        "◇  first probable breeding evidence in this logbook",
        "═  first breeding evidence some time between its signs",
    ]


def test_where_there_is_little_room_names_stand_above() -> None:
    assert drawn(KINDS, 40)[:11] == [
        " 2000   2002    2004   2006    2008",
        "-|------|-------|------|-------|--------",
        "",
        "China",
        "Amur leopard, 1 undated",
        " ●────────◇═══════◇──────◆────────────●",
        "Amur tiger",
        "←╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌────────×─────╌╌╌╌╌╌╌╌→",  # noqa: RUF001 - signs
        "",
        "Russia",
        "Amur leopard, 1 undated",
    ]


def test_a_code_page_has_signs_of_its_own() -> None:
    lines = drawn(KINDS, 64, ascii_only=True)
    assert all(line.isascii() for line in lines)
    assert lines[2] == "China   Amur leopard   o------P=====P----C---------o   1 undated"


def test_only_the_signs_that_stand_there_are_explained() -> None:
    assert drawn(laid(seen("2013-10-09")))[-1] == "●  sighting"
    assert drawn(laid(seen("2013-10-09", "confirmed")))[-2:] == [
        "",
        "◆  first confirmed breeding evidence in this logbook",
    ]


def test_nothing_is_drawn_where_nothing_is_dated() -> None:
    assert drawn(laid(seen(None))) == []
    assert drawn(laid()) == []


def test_a_row_that_is_only_bounded_by_a_publication_runs_off_the_edge() -> None:
    found = laid(seen(None, claims=(Claim(claim="seen", date="2005"),)), seen("2009-12-31", region="Russia"))
    assert drawn(found, 60)[2:4] == [
        "China   Amur leopard  ←╌                           1 undated",
        "Russia  Amur leopard                           ●",
    ]


def test_levels_have_their_colours() -> None:
    row = timeline.drawing(KINDS, 64)[2]
    styles = {row.plain[span.start]: span.style for span in row.spans}
    assert (styles["◆"], styles["◇"], styles["─"]) == ("bold green", "yellow", "dim")


NAMES = st.sampled_from(("Amur leopard", "远东豹", "Panthera pardus orientalis of the far north", "x" * 90, "\x1b[31m"))


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=4), st.sampled_from((24, 60, 80, 120)))
def test_no_line_is_wider_than_the_terminal_and_no_name_is_cut(names: list[tuple[str, str]], width: int) -> None:
    found = laid(*(seen("2013", region=region, vernacular_name=species) for region, species in names))
    lines = drawn(found, width)
    assert max(map(cell_len, lines)) <= max(width, 26)
    shown = "".join("".join(lines).split())
    for name in names:
        assert all("".join(one.replace("\x1b", "\\x1b").split()) in shown for one in name)


def test_a_table_stands_for_what_has_no_date(capsys: pytest.CaptureFixture[str]) -> None:
    timeline.show(laid(seen(None)), ascii_only=False)
    assert "Undated" in capsys.readouterr().out


def test_the_drawing_has_a_title(capsys: pytest.CaptureFixture[str]) -> None:
    timeline.show(laid(seen("2013-10-09")), ascii_only=True)
    assert capsys.readouterr().out.splitlines()[:2] == ["Sightings along time, per region and species", ""]


def test_the_rows_for_people_say_what_is_drawn() -> None:
    leopard, tiger, russia = timeline.sheet(KINDS).rows
    assert leopard == (
        *("China", "Amur leopard", "5", "1", "2000-01-01 (s1)", "2009-12-31 (s4)"),
        ("confirmed: 2006-05-05 (s3)", "probable: 2002-07 to 2004-07 (s2)"),
    )
    assert tiger[2:] == ("3", "", "before 2004 (s6)", "since 2008 (s7)", ())
    assert russia[:4] == ("Russia", "Amur leopard", "1", "1")


def test_the_rows_for_machines_have_dates_as_stored_and_every_record() -> None:
    sheet = timeline.whole(KINDS)
    leopard, tiger, _ = (dict(zip((column.key for column in sheet.columns), row, strict=True)) for row in sheet.rows)
    assert (leopard["sightings"], leopard["undated"]) == ("5", "1")
    assert (leopard["first_date"], leopard["first"]) == ("2000-01-01", "s1, s5")
    assert (leopard["confirmed_date"], leopard["confirmed"], leopard["probable"]) == ("2006-05-05", "s3", "s2")
    assert (tiger["last_date"], tiger["last"], tiger["confirmed_date"]) == ("2008/..", "s7", "")
    assert list(sheet.objects) == list(KINDS.rows)


def test_what_has_no_region_and_no_species_says_so() -> None:
    [row] = laid(seen("2013", region=None, vernacular_name=None)).rows
    assert timeline.names(row) == ("(no region)", "(no species)")
