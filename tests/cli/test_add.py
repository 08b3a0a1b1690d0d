"""`logbook add`, as it is typed."""

from __future__ import annotations

import json
import os
import re
import shlex
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from logbook.records import METHODS, Sighting
from tests import by_hand
from tests.cli.stored import FILE, TAKEN, attempt, files, jpeg, records, stored
from tests.cli.terminal import Terminal

if TYPE_CHECKING:
    from tests.cli.conftest import Run

OPTIONS = (
    *("--region", "--at", "--date", "--animals", "--count", "--breeding", "--method", "--area", "--locality"),
    *("--uncertainty", "--observer", "--identified-by", "--reference", "--claim", "--note", "--tag", "--scientific"),
    *("--status", "--like", "--establishment", "--image", "--credit"),
)
ODD = "[/red]\x1b[31m\n\t\x07東北豹 e\u0301 \u202e© \\ \"' " + "x" * 10_000


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the logbook be the one in the test's folder, whether it is there yet or not."""
    monkeypatch.setenv("LOGBOOK_FILE", str(FILE.absolute()))


def test_the_line_of_the_design_is_recorded_whole(run: Run) -> None:
    jpeg("cub.jpg")
    run(
        'add "Amur leopard" --region "Jilin, China" --date 2013-10-09 --animals "1 adult female, 2 cubs"'
        ' --image cub.jpg --credit WCS --title "Rare sight" --caption "A cub." --alt "A leopard cub" --note "on snow"'
    )
    sighting, picture = stored("s1"), stored("i1")

    assert (sighting["region"], sighting["event_date"], sighting["remarks"]) == (
        "Jilin, China",
        "2013-10-09",
        "on snow",
    )
    assert (sighting["images"], picture["credit"], stored("c1")["name"]) == (["i1"], "c1", "WCS")
    assert (picture["file"], picture["date_created"], picture["camera"]) == (
        "cub.jpg",
        "2013-09-05T04:31:22",
        "RECONYX HC600",
    )


def test_it_says_what_it_understood_what_it_means_and_how_to_take_it_back(run: Run, essay_file: Path) -> None:
    done = run('add "amur leopard" --region jilin,cn --date "autumn 2013" --animals "2 cubs"')

    assert done.stdout == (
        "s4  Amur leopard\n"
        "    date      autumn 2013 (2013-09-01 to 2013-11-30)\n"
        "    region    jilin, China\n"
        "    animals   2 cubs\n"
        "    breeding  confirmed, dependent-young (derived)\n"
        "Breeding evidence as early or earlier in this logbook:\n"
        "    in jilin, China: none\n"
        "    in China: s1 (undated)\n"
        "To take it back: logbook undo\n"
    )


def test_every_option_has_its_field(run: Run) -> None:
    run(
        'add Lynx --scientific "Lynx lynx" --status LC --at "43°36\'N 130°36\'E" --uncertainty 30 --region Russia'
        ' --date "circa 2013" --count "at least 8" --survey --breeding den --method "Camera trap" --area LLNP --area B'
        ' --locality "a ridge" --observer "A. Li" --identified-by B --reference R --note N --tag t --tag u'
        " --establishment captive"
    )
    sighting = {name: value for name, value in stored("s1").items() if name not in {"uuid", "added"}}

    assert sighting == {
        "vernacular_name": "Lynx",
        "scientific_name": "Lynx lynx",
        "event_date": "2013~",
        "verbatim_event_date": "circa 2013",
        "individual_count": 8,
        "individual_count_qualifier": "at least",
        "count_basis": "survey",
        "breeding": {"stated": {"code": "den"}},
        "region": "Russia",
        "areas": ["LLNP", "B"],
        "locality": "a ridge",
        "decimal_latitude": 43.6,
        "decimal_longitude": 130.6,
        "coordinate_uncertainty_in_meters": 30.0,
        "method": "camera-trap",
        "recorded_by": ["A. Li"],
        "identified_by": ["B"],
        "associated_references": ["R"],
        "remarks": "N",
        "tags": ["t", "u"],
        "establishment": "captive",
    }
    assert stored("t1")["iucn_status"] == {"value": "LC"}


def test_one_sighting_with_two_pictures_and_a_credit_is_one_transaction_and_one_undo(run: Run) -> None:
    run("add Tiger --region Russia")
    before = records("sightings")
    jpeg("a.jpg")
    jpeg("b.jpg", shade=9)
    run('add Lynx --region Russia --image a.jpg --image b.jpg --credit "© WCS"')

    assert json.loads(FILE.read_bytes())["logbook"]["1"]["revision"] == 2
    assert [stored(which)["credit_line"] for which in ("i1", "i2")] == ["© WCS", "© WCS"]
    run("undo")
    assert (records("sightings"), records("images"), records("credits")) == (before, {}, {})


def test_the_essay_typed_by_hand_gives_the_summary_of_the_demo(run: Run) -> None:
    for line in by_hand.LINES:
        run(f"--file hand.json {line}")
    run("demo demo")
    typed, shipped = (run(f"--file {path} summary --json").stdout for path in ("hand.json", "demo/logbook.json"))

    assert json.loads(typed) == json.loads(shipped)
    assert len(json.loads(typed)["claims"]) == 2


class TestFromThePictures:
    """What the person does not say, and the pictures do."""

    def test_date_and_place_are_those_of_the_picture_and_it_is_said(self, run: Run) -> None:
        placed("cub.jpg")
        done = run("add Lynx --image cub.jpg --uncertainty 30")
        sighting = stored("s1")

        assert (sighting["event_date"], "verbatim_event_date" in sighting) == ("2013-09-05T04:31:22", False)
        assert (sighting["decimal_latitude"], sighting["decimal_longitude"]) == (43.5, 130.25)
        assert done.stdout == (
            "s1  Lynx\n"
            "    date      5 September 2013, 04:31:22 (2013-09-05T04:31:22, from i1)\n"
            "    region    (no region)\n"
            "    position  43.5, 130.25, give or take 30 m (from i1)\n"
            "    picture   i1  cub.jpg, no credit\n"
            "              from the file: taken 5 September 2013, 04:31:22, position 43.5, 130.25\n"
            "To take it back: logbook undo\n"
        )

    def test_several_pictures_give_the_first_and_the_last_time(self, run: Run) -> None:
        placed("a.jpg", taken="2013:09:05 04:31:22")
        placed("b.jpg", taken="2013:09:05 04:31:25")
        run("add Lynx --image b.jpg --image a.jpg")

        assert stored("s1")["event_date"] == "2013-09-05T04:31:22/2013-09-05T04:31:25"

    def test_what_is_said_wins(self, run: Run) -> None:
        placed("cub.jpg")
        run("add Lynx --image cub.jpg --date 2013 --at 43,131")
        run("add Lynx --image cub.jpg --date '' --at '' --region China")

        assert (stored("s1")["event_date"], stored("s1")["decimal_latitude"]) == ("2013", 43)
        assert {"event_date", "decimal_latitude"}.isdisjoint(stored("s2"))

    def test_a_clock_that_was_never_set_dates_nothing_and_how_to_correct_it_is_said(self, run: Run) -> None:
        placed("cub.jpg", taken="2013:01:01 00:04:00")
        done = run("add Lynx --image cub.jpg")

        assert "event_date" not in stored("s1")
        assert "i1 was taken 1 January 2013, 00:04:00 by its clock, which was perhaps never set" in done.stderr
        assert "logbook edit i1 --clock 2013-01-01T00:04:00=" in done.stderr

    def test_the_same_minute_and_place_from_a_picture_is_a_duplicate(self, run: Run) -> None:
        placed("cub.jpg")
        run("add Lynx --date 2013-09-05T04:31 --at 43.5,130.25")

        assert "s1 is the same species at the same minute" in run("add Lynx --image cub.jpg", code=1).stderr

    def test_an_unversioned_licence_is_kept_and_told(self, run: Run) -> None:
        placed("cub.jpg")
        done = run("add Lynx --image cub.jpg --license cc-by-nc")

        assert stored("i1")["license"] == "CC-BY-NC"
        assert "the licence CC-BY-NC has no version" in done.stderr


def placed(name: str, taken: str = TAKEN) -> None:
    """Make a picture as a camera writes it that knows its time and its position."""
    tags = Image.Exif()
    tags.get_ifd(0x8769)[0x9003] = taken
    tags.get_ifd(0x8825).update({1: "N", 2: (43.0, 30.0, 0.0), 3: "E", 4: (130.0, 15.0, 0.0)})
    Image.new("L", (64, 48)).save(name, exif=tags)


class TestDryRun:
    @pytest.mark.usefixtures("essay_file")
    def test_it_shows_the_changes_and_writes_nothing(self, run: Run) -> None:
        before, there = FILE.read_bytes(), files()
        jpeg("cub.jpg")
        done = run('add Lynx --region Russia --animals "2 cubs" --image cub.jpg --credit WCS --dry-run')

        assert "s4 (sighting, new)\n  + event_date: 2013-09-05T04:31:22\n  + vernacular_name: Lynx\n" in done.stdout
        assert "i7 (picture, new)\n  + file: cub.jpg\n" in done.stdout
        assert "a dry run: nothing was written" in done.stderr
        assert "To take it back" not in done.stdout
        assert (FILE.read_bytes(), files()) == (before, there | {"cub.jpg"})

    @pytest.mark.parametrize("where", ["", "--file logbook.json"])
    def test_it_needs_no_logbook_and_makes_none(self, run: Run, where: str) -> None:
        run(f"{where} add Lynx --region Russia --dry-run")

        assert files() == set()


@pytest.mark.usefixtures("essay_file")
class TestLike:
    def test_it_copies_species_and_place_but_no_date_animals_or_pictures(self, run: Run) -> None:
        run("add --like s1 --date 2013")

        assert stored("s4").keys() == {
            "uuid",
            "added",
            "event_date",
            "vernacular_name",
            "scientific_name",
            "region",
            "method",
        }

    @pytest.mark.parametrize(
        ("like", "code", "said"),
        [
            ("s9", 3, "there is no sighting s9"),
            ("i1", 3, "there is no sighting i1"),
            ("nine", 2, "'nine' is not an id"),
            ("s1 s2", 3, "s1 s2 are 2 records, and here one is asked for"),
        ],
    )
    def test_it_takes_one_sighting(self, run: Run, like: str, code: int, said: str) -> None:
        assert said in run(f"add --like {shlex.quote(like)}", code=code).stderr


class TestDuplicates:
    THERE = "add Lynx --at 43.6,130.6 --date 2013-09-05T04:31"

    def test_the_same_minute_and_place_is_refused_unless_forced(self, run: Run) -> None:
        run(self.THERE)
        before = FILE.read_bytes()

        assert "s1 is the same species at the same minute and place" in run(self.THERE, code=1).stderr
        assert FILE.read_bytes() == before
        run(f"{self.THERE} --force")
        assert len(records("sightings")) == 2

    def test_what_looks_alike_is_added_with_a_note(self, run: Run) -> None:
        run("add Lynx --region Russia --date 2013")
        done = run("add lynx --region russia --date 2013")

        assert "s1 has the same species, date and region; if this is one sighting" in done.stderr
        assert len(records("sightings")) == 2

    def test_a_known_picture_is_linked_not_doubled(self, run: Run) -> None:
        jpeg("a.jpg")
        jpeg("copy.jpg")
        run("add Lynx --region Russia --image a.jpg")
        done = run("add Tiger --region Russia --image copy.jpg")

        assert "copy.jpg is in the logbook already, as i1 of s1: that picture is linked" in done.stderr
        assert (list(records("images")), stored("s2")["images"]) == (["1"], ["i1"])

    def test_two_copies_of_one_picture_are_refused(self, run: Run) -> None:
        jpeg("a.jpg")
        jpeg("copy.jpg")
        done = run("add Lynx --region Russia --image a.jpg --image copy.jpg", code=1)

        assert "copy.jpg is the same picture as a.jpg; give one of them" in done.stderr


def test_a_picture_in_a_folder_whose_name_is_no_text_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(os.fsdecode(b"caf\xe9"))
    folder.mkdir()
    monkeypatch.chdir(folder)
    jpeg("cub.jpg")

    said = run("--file ../logbook.json add Lynx --region Russia --image cub.jpg", code=1).stderr
    assert "caf\\udce9/cub.jpg is not valid text (UTF-8); rename" in said


def test_pictures_below_the_logbook_are_kept_by_relative_paths(run: Run, tmp_path: Path) -> None:
    jpeg("in/photos/a.jpg")
    jpeg("out/b.jpg", shade=9)
    run("--file in/logbook.json add Lynx --region Russia --image in/photos/a.jpg --image out/b.jpg")
    images = json.loads(Path("in/logbook.json").read_bytes())["images"]

    assert [one["file"] for one in images.values()] == ["photos/a.jpg", (tmp_path / "out/b.jpg").as_posix()]


def test_a_new_logbook_is_announced_with_its_whole_path(run: Run, tmp_path: Path) -> None:
    assert f"made a new logbook: {tmp_path / 'new.json'}" in run("--file new.json add Lynx --region Russia").stderr


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("Lynx", 2, "a sighting needs a place"),
        ("--region China", 2, "a sighting needs a species"),
        ("'' --region China", 2, "a sighting needs a species"),
        ("... --region China", 2, "a sighting needs a species"),
        ("Lynx --region China --date 2013-02-30", 2, "2013-02-30"),
        ("Lynx --region China --date 05/09/2013", 2, "05/09/2013"),
        ("Lynx --region China --date 2031", 2, "future"),
        ("Lynx --at 91,0", 2, "91"),
        ("Lynx --at 43.6,1300", 2, "1300"),
        ("Lynx --region China --count 0", 2, "'0'"),
        ("Lynx --region China --count -1", 2, "'-1'"),
        ("Lynx --region China --count 1000000000", 2, "1000000000"),
        ("Lynx --region China --animals '0 cubs'", 2, "'0'"),
        ("Lynx --region China --animals '2 cubs' --count 5", 2, "disagrees with '2 cubs'"),
        ("Lynx --region China --method camera", 2, "'camera' is no method; did you mean camera-trap?"),
        ("Lynx --region China --breeding often", 2, "'often'"),
        ("Lynx --region China --establishment wild", 2, "it is one of captive, released"),
        ("Lynx --region China --status XX", 2, "'XX' is no IUCN category"),
        ("Lynx --region China --uncertainty 30", 2, "give the position with --at"),
        ("Lynx --region 'China, Jilin'", 2, "begins with its country"),
        ("Lynx --region China --credit WCS", 2, "name it with --image"),
        (
            "Lynx --region China --image a.jpg --image b.jpg --title T --alt A",
            2,
            "--title and --alt can be said of one",
        ),
        ("Lynx --region China --image a.jpg --credit '©'", 2, "names nobody"),
        ("Lynx --region China --image a.jpg --position 0 --published T", 2, "--position"),
        ("Lynx --region China --image a.jpg --position 9", 2, "need --published"),
        ("Lynx --region China --image missing.jpg", 1, "there is no picture missing.jpg"),
        ("Lynx --region China --image .", 1, "is a folder, not a picture"),
        ("Lynx --region China --image logbook.json", 1, "is no picture that can be read"),
        ("Lynx --region China --no-such-option", 2, "--no-such-option"),
        ("Lynx Tiger --region China", 2, "Tiger"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    run: Run, essay_file: Path, words: str, code: int, said: str
) -> None:
    jpeg("a.jpg")
    jpeg("b.jpg", shade=9)
    before, there = FILE.read_bytes(), files()

    assert said in " ".join(re.sub("[│╭╮╰╯─]", " ", run(f"add {words}", code=code).stderr).split())
    assert (FILE.read_bytes(), files() - {".logbook.json.lock"}) == (before, there - {".logbook.json.lock"})


def test_cubs_without_a_number_have_no_count(run: Run) -> None:
    run('add Lynx --region Russia --animals "a female with cubs" --count 4')

    assert "count" not in stored("s1")["animals"][1]
    assert stored("s1")["individual_count"] == 4
    assert (
        "    animals   1 adult female, cubs, 4 in all\n"
        in run('add Lynx --region China --animals "a female with cubs" --count 4').stdout
    )


def test_any_text_is_stored_exactly_and_shown_harmless(run: Run) -> None:
    jpeg("a.jpg")
    text = shlex.quote(ODD)
    done = run(
        f"add {text} --at 43.6,130.6 --note {text} --locality {text} --observer {text} --claim {text} --tag {text}"
        f" --image a.jpg --credit {text} --title {text} --caption {text} --alt {text}"
    )
    sighting, picture = stored("s1"), stored("i1")

    assert {sighting["remarks"], sighting["locality"], sighting["recorded_by"][0], sighting["tags"][0]} == {ODD}
    assert {sighting["claims"][0]["claim"], picture["title"], picture["caption"], picture["alt_text"]} == {ODD}
    assert {sighting["vernacular_name"], picture["credit_line"]} == {ODD.strip()}
    assert all(line.isprintable() for line in done.stdout.split("\n"))
    assert "[/red]\\x1b[31m\\n\\t\\x07東北豹" in done.stdout
    assert all(line.isprintable() for line in run("undo --list").stdout.split("\n"))


@given(
    st.lists(st.tuples(st.sampled_from(OPTIONS), st.text(max_size=12) | st.sampled_from(METHODS)), max_size=4),
    st.text(max_size=12),
)
@settings(max_examples=100)
def test_whatever_is_typed_the_file_stays_valid(run: Run, said: list[tuple[str, str]], species: str) -> None:
    words = [word for name, text in said for word in (name, text)]
    attempt(run, shlex.join(["add", "--region", "China", *words, "--", species]))
    for sighting in records("sightings").values() if FILE.exists() else ():
        assert set(sighting) <= set(Sighting.__struct_fields__)


class TestOnATerminal:
    """What a person is asked, in a real terminal."""

    @staticmethod
    def terminal(*words: str) -> Terminal:
        env = {**os.environ, "LOGBOOK_FILE": str(FILE.absolute()), "PYTHONPATH": str(Path(__file__).parents[2])}
        return Terminal([sys.executable, "-m", "logbook", "add", *words], env)

    @pytest.fixture
    def typed(self) -> Terminal:
        return self.terminal()

    @pytest.mark.usefixtures("essay_file")
    def test_species_and_place_are_asked_for_with_the_last_entrys_as_defaults(self, typed: Terminal) -> None:
        with typed as terminal:
            terminal.until("Species (Amur leopard)")
            terminal.type("\n")
            terminal.until("Region (Far Eastern Russia, Russia)")
            terminal.type("China\n")
            terminal.until("To take it back")

        assert (stored("s4")["vernacular_name"], stored("s4")["region"]) == ("Amur leopard", "China")
        assert "event_date" not in stored("s4")

    def test_an_empty_logbook_offers_nothing_and_asks_again(self, typed: Terminal) -> None:
        with typed as terminal:
            terminal.until("Species:")
            terminal.type("\n")
            terminal.until("Species:")
            terminal.type("Lynx\n")
            terminal.until("Region:")
            terminal.interrupt("interrupted")

        assert not FILE.exists()

    def test_a_picture_with_a_position_is_place_enough_and_long_lines_are_broken_between_words(self) -> None:
        placed("cub.jpg")
        with self.terminal("--image", "cub.jpg", "--caption", "x") as terminal:
            terminal.until("Species:")
            terminal.type("Lynx\n")
            said = terminal.until("To take it back")

        assert "Region:" not in said
        assert "from the file: taken 5 September 2013, 04:31:22, position 43.5,\r\n              130.25" in said


def test_off_a_terminal_nothing_waits(run: Run) -> None:
    assert "a sighting needs a species; type its name, or 'unidentified'" in run("add", code=2, stdin="Lynx\n").stderr


def test_a_file_that_may_not_be_written_is_left_alone(run: Run, essay_file: Path) -> None:
    FILE.chmod(stat.S_IREAD)

    assert "is read-only" in run("add Lynx --region Russia", code=1).stderr
