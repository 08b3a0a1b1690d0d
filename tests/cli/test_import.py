"""`logbook import`, as it is typed."""

from __future__ import annotations

import json
import shlex
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.cards import picture
from tests.cli.stored import FILE, files, records, stored
from tests.pictures import making

if TYPE_CHECKING:
    from tests.cli.conftest import Run

MEDIA = making.SHARED / "camtrap-dp-example/example/media"
HERE = "--file logbook.json import cards"
DAY = "2024-05-01T"


@pytest.fixture
def card() -> None:
    """Fill the card of one camera: two pictures of one event, one of another."""
    for name, time in (("1", "09:00:00"), ("2", "09:20:00"), ("3", "12:00:00")):
        picture(f"cards/Station 1/DCIM/100RECNX/RCNX000{name}.JPG", f"{DAY}{time}")


def dates() -> list[str]:
    """Give the dates of the sightings as they stand in the file."""
    return [one.get("event_date", "") for one in records("sightings").values()]


@pytest.mark.parametrize("also", ["", " --date-from-name"])
@pytest.mark.parametrize("folder", [making.FRAMES, *filter(Path.is_dir, [MEDIA])], ids=str)
def test_the_ten_reconyx_frames_are_one_event_of_the_times_in_their_exif(run: Run, folder: Path, also: str) -> None:
    done = run(f"--file logbook.json import {shlex.quote(str(folder))}{also}")

    assert dates() == ["2021-04-11T20:43:09/2021-04-11T20:43:15"]
    assert len(stored("s1")["images"]) == 10
    assert "10 pictures became 1 sighting, of 1 camera\n" in done.stdout
    assert "verbatim_event_date" not in stored("s1")


@pytest.mark.usefixtures("card")
def test_a_card_becomes_sightings_in_one_change_that_can_be_taken_back(run: Run) -> None:
    run("--file logbook.json add Lynx --region Russia")
    before = FILE.read_bytes()
    done = run('import cards --region "Jilin, China" --method camera-trap --credit "© WCS" --observer "Li"')

    assert done.stdout == (
        "s2\t2024-05-01 09:00:00 to 09:20:00\tunidentified\tStation 1\t2\ti1 to i2\n"
        "s3\t2024-05-01 12:00:00\tunidentified\tStation 1\t1\ti3\n"
        "3 pictures became 2 sightings, of 1 camera\nTo take it back: logbook undo\n"
    )
    assert (stored("s2")["region"], stored("s2")["method"], stored("s2")["recorded_by"]) == (
        "Jilin, China",
        "camera-trap",
        ["Li"],
    )
    assert (stored("i3")["credit_line"], stored("i3")["file"]) == (
        "© WCS",
        "cards/Station 1/DCIM/100RECNX/RCNX0003.JPG",
    )
    assert stored("d1")["location_name"] == "Station 1"
    assert run("undo --list").stdout.splitlines()[0].endswith("import cards: 3 pictures")
    assert len(Path("logbook.history.jsonl").read_bytes().splitlines()) == 2
    run("undo")
    assert lines(FILE.read_bytes()) == lines(before)


def lines(book: bytes) -> list[bytes]:
    """Give the records of a logbook, line by line, but for that of the logbook itself, whose numbers only grow."""
    return [line.rstrip(b",") for line in book.split(b"\n") if line.startswith(b'"') and b'"revision"' not in line]


@pytest.mark.usefixtures("card")
def test_what_is_not_identified_is_found_and_settled(run: Run) -> None:
    run(HERE)

    assert run("list --species unidentified --camera 'Station 1'").stdout.count("unidentified") == 2
    assert run("list --camera 'Station 2'").stdout == ""
    run("edit s1 --species 'Leopard cat'")
    assert stored("s1")["vernacular_name"] == "Leopard cat"
    assert run("list --species unidentified").stdout.startswith("s2\t")


@pytest.mark.usefixtures("card")
def test_a_second_run_adds_nothing_also_where_all_was_moved_and_renamed(run: Run) -> None:
    run(HERE)
    before = FILE.read_bytes()
    again = run("import cards")
    Path("cards").rename("archive")
    Path("archive/Station 1/DCIM/100RECNX").rename("archive/A")
    Path("archive/A/RCNX0001.JPG").rename("archive/A/first.jpg")
    moved = run("import archive")

    assert again.stdout == moved.stdout == "no picture is new\n3 pictures already in the logbook\n"
    assert again.stderr == "nothing to change\n"
    assert moved.stderr.endswith("i1, i2, i3 lie here now: logbook check --fix --look-in archive\n")
    assert FILE.read_bytes() == before
    run("check --fix --look-in archive")
    assert stored("i1")["file"] == "archive/A/first.jpg"


@pytest.mark.usefixtures("card")
def test_equal_files_are_taken_once(run: Run) -> None:
    shutil.copytree("cards/Station 1", "cards/Station 2")

    assert "3 files the same as another here, taken once\n" in run(HERE).stdout
    assert len(records("images")) == 3


@pytest.mark.usefixtures("card")
def test_a_dry_run_tells_the_same_and_writes_nothing(run: Run) -> None:
    dry = run(f"{HERE} --dry-run")
    there = files()
    wet = run(HERE)

    assert there == {"cards"}
    assert dry.stderr.startswith("a dry run: nothing was written\n")
    assert dry.stdout.splitlines()[:2] == wet.stdout.splitlines()[:2]
    assert dry.stdout.splitlines()[2:] == ["3 pictures would become 2 sightings, of 1 camera"]


@pytest.mark.usefixtures("card")
def test_new_pictures_of_an_event_go_to_its_sighting(run: Run) -> None:
    run(HERE)
    picture("cards/Station 1/DCIM/101RECNX/RCNX0001.JPG", f"{DAY}12:25:00")
    done = run("import cards")

    assert done.stdout.splitlines()[:2] == [
        "s2\t2024-05-01 12:00:00 to 12:25:00\tunidentified\tStation 1\t1 more\ti4",
        "1 picture went to 1 sighting that was there, of 1 camera",
    ]
    assert (stored("s2")["images"], len(records("sightings"))) == (["i3", "i4"], 2)


@pytest.mark.usefixtures("card")
def test_a_file_whose_keywords_were_changed_is_not_taken_for_another_picture(run: Run) -> None:
    run(HERE)
    picture("cards/Station 1/DCIM/100RECNX/RCNX0001.JPG", f"{DAY}09:00:00", "Species|Lynx")
    done = run("import cards")

    assert len(records("images")) == 3
    assert "i1 was changed since it was recorded, and is not taken again: logbook check changed-file\n" in done.stderr
    assert "\ti1\t" in run("check changed-file", code=6).stdout


def test_cameras_species_and_individuals_part_events_and_blanks_are_left_out(run: Run) -> None:
    picture("cards/North/1.jpg", f"{DAY}09:00:00", "Species|Lynx", "Species|Wolf")
    picture("cards/North/2.jpg", f"{DAY}09:01:00", "Species|Lynx", "Individual|F12")
    picture("cards/North/3.jpg", f"{DAY}09:02:00", "Species|Lynx", "Individual|M3")
    picture("cards/North/4.jpg", f"{DAY}09:03:00", "Species|Blank")
    picture("cards/South/1.jpg", f"{DAY}09:00:00", "Species|Lynx")
    done = run(f"{HERE} --gap 5m")

    assert [line.split("\t")[2:] for line in done.stdout.splitlines()[:4]] == [
        ["Lynx", "North", "2", "i1 to i2"],
        ["Wolf", "North", "1", "i1"],
        ["Lynx", "North", "1", "i3"],
        ["Lynx", "South", "1", "i4"],
    ]
    assert [animal["individual_id"] for animal in stored("s1")["animals"]] == ["F12"]
    assert done.stdout.splitlines()[4:6] == [
        "4 pictures became 4 sightings, of 2 cameras",
        "1 picture left out: blank",
    ]


def test_folders_may_name_the_species(run: Run) -> None:
    picture("cards/North/Leopard cat/1.jpg", f"{DAY}09:00:00")
    picture("cards/North/2.jpg", f"{DAY}09:01:00")
    run(f"{HERE} --species-from folder")

    assert [one["vernacular_name"] for one in records("sightings").values()] == ["Leopard cat", "unidentified"]
    assert [one["location_name"] for one in records("deployments").values()] == ["North"]


def test_undated_pictures_are_counted_and_a_date_in_the_name_is_taken_only_where_it_is_asked_for(run: Run) -> None:
    picture("cards/20240501_091900.jpg")
    offered = run(f"{HERE} --dry-run").stderr
    run(f"{HERE} --date-from-name")

    assert "1 picture without a capture time: undated, a sighting by itself\n" in offered
    assert "1 of these has a date in the file's name, which --date-from-name would take\n" in offered
    assert (stored("s1")["event_date"], stored("s1")["verbatim_event_date"]) == (
        f"{DAY}09:19:00",
        "20240501_091900.jpg",
    )


def huge() -> bytes:
    """Write a PNG that announces 30,000 pixels each way."""
    header = making.chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0))
    return making.plain("PNG")[:8] + header + making.plain("PNG")[33:]


BAD = {
    "empty.jpg": b"",
    "half.jpg": making.plain("JPEG")[:300],
    "text.jpg": b"Dear Sir,\n" * 20,
    "zeros.jpg": bytes(1000),
    "huge.png": huge(),
}


@pytest.fixture
def bad() -> None:
    """Put files that are no pictures on the card, a loop of links, and a link to nothing."""
    for name, data in BAD.items():
        Path("cards/bad").mkdir(parents=True, exist_ok=True)
        (Path("cards/bad") / name).write_bytes(data)
    Path("cards/bad/loop").symlink_to(Path("cards").absolute())
    Path("cards/bad/gone.jpg").symlink_to("nowhere.jpg")


@pytest.mark.usefixtures("card", "bad")
def test_what_cannot_be_read_is_named_counted_and_skipped(run: Run) -> None:
    Path("cards/notes.txt").write_text("A note.")
    done = run(HERE)

    for name in (*BAD, "loop", "gone.jpg"):
        assert f"cards/bad/{name} " in done.stderr
    assert "30,000 x 30,000 pixels" in done.stderr
    assert done.stdout.splitlines()[2:] == [
        "3 pictures became 2 sightings, of 1 camera",
        "7 files skipped, named above",
        "1 other file passed over: no picture, video or sound",
        "To take it back: logbook undo",
    ]


@pytest.mark.usefixtures("bad")
def test_where_nothing_could_be_imported_the_exit_code_says_so(run: Run) -> None:
    done = run(HERE, code=1)

    assert done.stdout == "no picture was imported\n7 files skipped, named above\n"
    assert done.stderr.endswith("logbook: nothing was imported from cards\n")
    assert not FILE.exists()


def test_an_empty_folder_is_an_empty_answer(run: Run) -> None:
    Path("cards").mkdir()

    assert run(HERE).stdout == "no picture was imported\n"
    assert not FILE.exists()


@pytest.mark.usefixtures("card")
def test_an_unreadable_folder_is_named_and_the_rest_is_imported(unprivileged: list[str]) -> None:
    locked = picture("cards/locked/1.jpg", f"{DAY}09:00:00").parent
    locked.chmod(0)
    try:
        command = [*unprivileged, sys.executable, "-m", "logbook", "--file", "logbook.json", "import", "cards"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    finally:
        locked.chmod(0o700)

    assert done.returncode == 0, done.stderr
    assert "cards/locked cannot be read: Permission denied\n" in done.stderr
    assert "1 file skipped, named above\n" in done.stdout
    assert len(records("images")) == 3


def test_the_xmp_of_a_picture_with_an_entity_bomb_is_refused_and_the_picture_is_imported(run: Run) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    exif = making.with_exif(making.tags({}, {making.TAKEN: "2024:05:01 09:00:00"}))
    Path("cards").mkdir()
    Path("cards/1.jpg").write_bytes(making.jpeg(exif, making.with_xmp(bomb)))
    done = run(HERE)

    assert "cards/1.jpg: " in done.stderr
    assert "XMP" in done.stderr
    assert dates() == [f"{DAY}09:00:00"]


@pytest.mark.usefixtures("card")
@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ('import cards --species ""', 2, "a sighting needs a species"),
        ('import cards --species "?"', 2, "a sighting needs a species"),
        ("import cards --gap 30", 2, "30m (minutes) or 30s (seconds)"),
        ("import cards --gap soon", 2, "'soon' is no gap"),
        ("import cards --clock-offset 1h", 2, "type the sign"),
        ("import cards --clock-offset +1h --clock 2013-01-01T00:04=2024-05-01T09:19", 2, "choose one"),
        ("import cards --title Cub", 2, "--title is said of one picture; say it afterwards: logbook edit i3 --title"),
        ("import cards --alt Cub", 2, "--alt is said of one picture"),
        ("import cards --method guessing", 2, "is no method"),
        ("import cards --position 3", 2, "--position is said of one picture"),
        ("import cards --author Li", 2, "--published"),
        ('import cards --credit "©"', 2, "credit"),
        ("import cards --species-from name", 2, "species-from"),
        ("import cards --species-from folder --species Lynx", 2, "say it in two ways; choose one"),
        ("import 'cards/Station 1/DCIM/100RECNX/RCNX0001.JPG'", 1, "RCNX0001.JPG is a file; name the folder"),
        ("import nowhere", 1, "there is no folder nowhere"),
        ("import", 2, "DIR"),
    ],
)
def test_what_means_nothing_is_refused_and_nothing_is_written(run: Run, line: str, code: int, told: str) -> None:
    done = run(f"--file logbook.json {line}", code=code)

    assert told in done.stderr
    assert files() == {"cards"}


def test_a_folder_that_is_a_link_to_itself_is_refused(run: Run) -> None:
    Path("cards").symlink_to("cards")

    assert "cards cannot be read" in run(HERE, code=1).stderr


@pytest.mark.usefixtures("card")
def test_words_are_refused_before_a_file_is_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("logbook.pictures.reading.read")
    run(f"{HERE} --region 'China, Jilin'", code=2)


def test_a_terminal_gets_a_table_at_any_width(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("logbook.cli.output.on_terminal", lambda: True)
    for at in range(60):
        picture(f"cards/Station {at % 2}/{at}.jpg", f"2024-05-{1 + at // 3:02}T{at % 3 * 5:02}:00:00")
    for width in (60, 80, 120):
        done = run(f"{HERE} --dry-run", width=width)

        assert "and 10 more; `logbook list` shows them all" in done.stdout
        assert max(map(len, done.stdout.splitlines())) <= width


@pytest.mark.usefixtures("card")
def test_the_place_is_given_afterwards_as_the_import_says(run: Run) -> None:
    run("--file logbook.json add Wolf --at 43.6,130.6")
    said = run("import cards").stderr.split("logbook ", 1)[1].splitlines()[0]
    run(said.replace("PLACE", "'Jilin, China'"))

    assert [one.get("region") for one in records("sightings").values()] == [None, "Jilin, China", "Jilin, China"]


@pytest.mark.slow
def test_three_thousand_pictures_are_one_line_of_history(run: Run) -> None:
    for at in range(3_000):
        name = f"cards/Station {at // 500}/{at:04}.jpg"
        picture(name, f"2024-{1 + at // 672:02}-{1 + at // 24 % 28:02}T{at % 24:02}:00:00")
    done = run(HERE)

    assert "3,000 pictures became 3,000 sightings, of 6 cameras\n" in done.stdout
    (line,) = Path("logbook.history.jsonl").read_bytes().splitlines()
    assert json.loads(line)["command"] == "import cards: 3,000 pictures"
