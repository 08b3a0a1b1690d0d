"""Wrong clocks, in an import and later, as they are typed: `--clock` and `--clock-offset`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.cards import picture
from tests.cli.stored import FILE, records, stored

if TYPE_CHECKING:
    from tests.cli.conftest import Run

SHOWED, WAS = "2013-01-01T00:04:00", "2024-05-01T09:19:00"
HERE = "--file logbook.json import cards"


@pytest.fixture
def card() -> None:
    """Fill the cards of two cameras: one with two pictures after a reset, one with a right clock."""
    picture("cards/North/1.jpg", SHOWED)
    picture("cards/North/2.jpg", "2013-01-01T00:05:00")
    picture("cards/South/1.jpg", "2024-05-01T12:00:00")


def clock(which: str) -> tuple[str | None, str | None, str | None]:
    """Give the date of a sighting or picture, what the clock recorded, and the correction."""
    one = stored(which)
    return one.get("event_date") or one.get("date_created"), one.get("recorded_date"), one.get("clock_offset")


CORRECTED = (f"{WAS}/2024-05-01T09:20:00", f"{SHOWED}/2013-01-01T00:05:00", "+4138d9h15m")
AS_RECORDED = (f"{SHOWED}/2013-01-01T00:05:00", None, None)


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("said", [f"--clock {SHOWED}={WAS}", "--clock-offset +4138d9h15m"])
def test_an_import_corrects_what_the_clock_recorded_and_keeps_it(run: Run, said: str) -> None:
    done = run(f"--file logbook.json import cards/North {said}")

    assert clock("s1") == CORRECTED
    assert clock("i1") == (WAS, SHOWED, "+4138d9h15m")
    assert "2 times were corrected; what the clock recorded stays beside\n" in done.stdout
    assert "its clock showed" not in done.stderr
    assert run("check factory-date").stdout == ""


@pytest.mark.usefixtures("card")
def test_new_pictures_of_a_corrected_event_are_corrected_with_it(run: Run) -> None:
    run(f"{HERE}/North --clock {SHOWED}={WAS}")
    picture("cards/North/3.jpg", "2013-01-01T00:06:00")
    run(f"import cards/North --clock {SHOWED}={WAS}")

    assert clock("s1") == (f"{WAS}/2024-05-01T09:21:00", f"{SHOWED}/2013-01-01T00:06:00", "+4138d9h15m")
    assert stored("s1")["images"] == ["i1", "i2", "i3"]


@pytest.mark.usefixtures("card")
def test_a_clock_that_began_anew_is_told_with_a_line_that_corrects_it_and_nothing_else(run: Run) -> None:
    (told,) = (line for line in run(HERE).stderr.splitlines() if line.startswith("camera "))
    before = FILE.read_bytes()

    assert told.startswith("camera North: its clock showed 1 January 2013, 00:04:00 at cards/North/1.jpg, ")
    assert run("check factory-date").stdout.startswith("factory-date\tnote\ts1\t")
    run(told.partition(": logbook ")[2].replace("WHAT-IT-WAS", WAS))
    assert clock("s1") == CORRECTED
    assert clock("i2") == ("2024-05-01T09:20:00", "2013-01-01T00:05:00", "+4138d9h15m")
    assert clock("s2") == ("2024-05-01T12:00:00", None, None)
    assert run("check factory-date").stdout == ""
    run("undo")
    assert FILE.read_bytes().splitlines()[2:] == before.splitlines()[2:]


def test_a_long_reset_is_told_with_a_filter_that_selects_just_its_sightings(run: Run) -> None:
    picture("cards/North/00.jpg", "2024-05-01T12:00:00")
    for hour in range(15):
        picture(f"cards/North/{hour + 1:02}.jpg", f"2013-01-0{1 + hour // 10}T{hour % 10:02}:04:00")
    (told,) = (line for line in run(HERE).stderr.splitlines() if line.startswith("camera "))
    run(told.partition(": logbook ")[2].replace("WHAT-IT-WAS", WAS))

    assert " edit --where-camera d1 --where-since 2013-01-01 --where-until 2013-01-02 --clock " in told
    offsets = [one.get("clock_offset") for one in records("sightings").values()]
    assert (offsets.count("+4138d9h15m"), offsets.count(None)) == (15, 1)
    assert all(one["event_date"] > "2024-05" for one in records("sightings").values())


@pytest.mark.usefixtures("card")
def test_a_camera_is_corrected_later_and_the_last_correction_holds(run: Run) -> None:
    run(HERE)
    run("edit --where-camera North --clock-offset +1h30m")
    assert clock("s1") == ("2013-01-01T01:34:00/2013-01-01T01:35:00", AS_RECORDED[0], "+1h30m")
    run(f"edit --where-camera North --clock {SHOWED}={WAS}")

    assert (clock("s1"), clock("s2")) == (CORRECTED, ("2024-05-01T12:00:00", None, None))


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize("empty", ["--clock-offset ''", "--clock ''"])
def test_an_empty_correction_takes_it_out_again(run: Run, empty: str) -> None:
    run(f"{HERE} --clock {SHOWED}={WAS}")
    run(f"edit s1 {empty}")

    assert clock("s1") == AS_RECORDED
    assert clock("i1") == (SHOWED, None, None)


@pytest.mark.usefixtures("card")
def test_a_dry_run_shows_the_correction_and_writes_nothing(run: Run) -> None:
    run(HERE)
    before = FILE.read_bytes()
    done = run("edit s2 --clock-offset +1h --dry-run")

    assert "  + event_date: 2024-05-01T13:00:00\n" in done.stdout
    assert FILE.read_bytes() == before


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("edit s1 --clock-offset 1h", 2, "type the sign"),
        ("edit s1 --clock-offset +1h --clock 2013-01-01T00:04=2024-05-01T09:19", 2, "choose one"),
        ("edit s1 --clock 2013-01-01=2024-05-01T09:19", 2, "has no time of day"),
        ("edit s1 --clock 2013-01-01T00:04=WHAT-IT-WAS", 2, "WHAT-IT-WAS"),
        ("edit d1 --clock-offset +1h", 2, "its sightings are: --where-camera d1"),
        ("edit s9 --clock-offset +1h", 3, "there is no sighting s9"),
        ("edit --clock-offset +1h", 2, "name what to edit"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_written(run: Run, line: str, code: int, told: str) -> None:
    run(HERE)
    before = FILE.read_bytes()

    assert told in run(line, code=code).stderr.replace("\n", " ")
    assert FILE.read_bytes() == before


def test_dates_that_no_clock_recorded_are_not_corrected_and_counted(run: Run) -> None:
    picture("cards/20240501_091900.jpg")
    done = run(f"{HERE} --date-from-name --clock-offset +1h")

    assert clock("s1") == (WAS, None, None)
    assert "1 picture not corrected: its date is not what a clock recorded\n" in done.stderr
