"""`logbook summary --by`: bars, events and light."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from logbook.records import Book, Deployment, Sighting
from logbook.views import table
from logbook.views.sheet import Bars, Column, Sheet
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run

TIMES = ("2013-10-09T04:31+08:00", "2013-10-09T04:50+08:00", "2013-10-10T12:00+08:00", "2011-01-02T23:10", "2013", None)


@pytest.fixture
def camera() -> None:
    sightings = {
        number: Sighting(vernacular_name="Amur leopard", event_date=time, deployment="d1", region="Jilin, China")
        for number, time in enumerate(TIMES, 1)
    }
    book = Book(deployments={1: Deployment(latitude=43.6, longitude=130.6)}, sightings=sightings)
    essay.write(Path("logbook.json").absolute(), book)


@pytest.mark.usefixtures("camera")
class TestATerminal:
    @pytest.mark.parametrize("by", ["year", "month", "hour"])
    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_has_a_bar_beside_each_number_and_no_line_wider_than_it_is(self, run: Run, by: str, width: int) -> None:
        lines = run(f"summary --by {by} --gap 30m --format table", width=width).stdout.splitlines()
        assert max(map(cell_len, lines)) <= width
        assert any(line[-1:] in {"█", "░"} for line in lines)

    def test_reads_as_a_calendar(self, run: Run) -> None:
        months = run("summary --by month --format table").stdout.splitlines()[4:17]
        assert [line.split()[0] for line in (months[0], months[9], months[11], months[12])] == [
            "January",
            "October",
            "December",
            "(unknown)",
        ]
        assert months[9].split() == ["October", "3", "█" * 18]
        years = run("summary --by year --format table").stdout.splitlines()[4:8]
        assert [line.split()[:2] for line in years] == [["2011", "1"], ["2012", "0"], ["2013", "4"], ["(unknown)", "1"]]

    def test_tells_the_light_of_hours_by_signs_and_says_what_they_mean(self, run: Run) -> None:
        shown = run("summary --by hour --format table").stdout
        hours = shown.splitlines()[4:29]
        assert set("".join(hours[4].split()[2:])) == {"░"}
        assert set("".join(hours[12].split()[2:])) == {"█"}
        assert set("".join(hours[23].split()[2:])) == {"·"}
        assert "█ day   ░ night   · light unknown" in shown
        assert "Light unknown: 1 without an offset from UTC" in " ".join(shown.split())

    def test_that_is_narrow_gives_up_the_bars_first(self, run: Run) -> None:
        shown = run("summary --by month --format table", width=36).stdout
        assert "█" not in shown
        assert "September" in shown


@pytest.mark.usefixtures("camera")
class TestAMachine:
    def test_gets_only_what_is_there_with_new_columns_behind(self, run: Run) -> None:
        rows = list(csv.DictReader(io.StringIO(run("summary --by hour --gap 30m --format csv").stdout)))
        light = ("events", "day", "twilight", "night", "light_unknown")
        assert [(row["key"], row["sightings"], *(row[name] for name in light)) for row in rows] == [
            ("04", "2", "1", "0", "0", "2", "0"),
            ("12", "1", "1", "1", "0", "0", "0"),
            ("23", "1", "1", "0", "0", "0", "1"),
            ("", "2", "2", "0", "0", "0", "2"),
        ]
        assert run("summary --by year").stdout.splitlines()[1] == (
            "2013\t4\t2013-10-09T04:31+08:00\ts1, s5\t2013-10-10T12:00+08:00\ts3, s5\tnone"
        )

    def test_gets_null_for_what_was_not_asked_for(self, run: Run) -> None:
        (_, row, _) = json.loads(run("summary --by year --json").stdout)
        assert {name: row[name] for name in ("key", "sightings", "events", "night")} == {
            "key": "2013",
            "sightings": 4,
            "events": None,
            "night": None,
        }


@pytest.mark.parametrize("gap", ["30", "soon", "''"])
def test_a_gap_that_is_none_is_refused(run: Run, essay_file: Path, gap: str) -> None:
    assert gap.strip("'") in run(f"summary --by hour --gap {gap}", code=2).stderr


def test_a_gap_between_nothing_is_refused(run: Run, essay_file: Path) -> None:
    assert "--by" in run("summary --gap 30m", code=2).stderr


def test_a_terminal_of_a_code_page_gets_bars_in_its_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="ascii", write_through=True))
    table.show([Sheet([Column("key", "Key")], [("a",)], bars=Bars([(1, 1)], ("day", "twilight")))])
    assert "# day   + twilight" in written.getvalue().decode()
