"""`logbook export` of data sets: what goes out, what is hidden or left out, what the logbook says of itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from logbook.changes import Change, edited
from logbook.cli import output
from logbook.records import Book, Id, Info, Statement, Taxon
from logbook.store.transaction import transaction
from tests import essay
from tests.cli import stored
from tests.formats.camtrap_dp import books

if TYPE_CHECKING:
    from tests.cli.conftest import Run

FACTS = (
    '--contributor "Anna Berg <anna@example.org>, contact; WWF" --project Leopards --sampling-design targeted '
    "--capture-method time-lapse --data-license cc0 --media-license 'cc by 4.0'"
)
_FACTS = ("title", "license", "media_license", "contributors", "project")
OPEN = {1: Taxon(scientific_name="Panthera pardus", sensitivity=Statement(value="none"))}


def keep(book: Book) -> None:
    """Write a logbook with what it says of itself."""
    path = essay.write(Path("logbook.json").absolute(), book)
    with transaction(path, "facts", lambda _: None) as held:
        before = held.record(Id("logbook", 1)) or b"{}"
        facts = {name: value for name in _FACTS if (value := getattr(book.info, name))}
        held.commit([Change("logbook", 1, before, edited(before, facts))], now=essay.WRITTEN)


def logbook(**tables: Any) -> None:
    """Write a logbook of a sighting that Camtrap DP can hold and one that it cannot."""
    whole = books.book(books.SEEN, books.sighting(uuid="other", deployment=None))
    keep(replace(whole, **({"taxa": OPEN, "info": Info()} | tables)))


def test_what_the_logbook_says_of_itself_is_said_once(run: Run) -> None:
    logbook()
    refused = run("export --format camtrap-dp out", code=1).stderr
    assert "--contributor" in refused
    assert "--media-license" in refused

    done = run(f"export --format camtrap-dp out {FACTS}")

    assert "what was said of the logbook is kept; `logbook undo` takes it back" in done.stderr
    assert stored.records("logbook")["1"]["contributors"] == [
        {"title": "Anna Berg", "email": "anna@example.org", "role": "contact", "organization": "WWF"}
    ]
    assert books.descriptor()["project"]["captureMethod"] == ["timeLapse"]
    assert "kept" not in run("export --format camtrap-dp again").stderr
    assert books.descriptor("again") == books.descriptor()
    run("undo")
    run("export --format camtrap-dp more", code=1)


def test_a_dry_run_keeps_no_facts_and_writes_nothing(run: Run) -> None:
    logbook()
    before = stored.FILE.read_bytes()

    done = run(f"export --format camtrap-dp deep/out {FACTS} --dry-run")

    assert done.stdout == "s1\twould be written\t\ns2\tleft out\tno deployment\n"
    assert done.stderr.endswith(
        "1 sighting would be written to deep/out, 1 sighting left out\na dry run: nothing was written\n"
    )
    assert stored.FILE.read_bytes() == before
    assert not Path("deep").exists()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("--contributor ','", "names no contributor"),
        ("--contributor 'Anna, boss'", "'boss' is no role of a contributor"),
        ("--sampling-design random", "'random' is no sampling design"),
        ("--sampling-design targeted", "name it with --project TITLE"),
        ("--data-license 'free for schools'", "--data-license takes an id as in CC-BY-4.0, or a web address"),
        ("--delay soon", "'soon' is no length of time; type --delay 1y, '18 months', 90d or 0"),
        ("--delay 18m", "'18m' is no length of time"),
        ("--delay 200y", "is more than a century"),
        ("--delay 0 --exact", "choose one"),
    ],
)
def test_a_slip_is_refused_before_anything_is_written(run: Run, option: str, said: str) -> None:
    logbook()

    assert said in run(f"export --format camtrap-dp out {option}", code=2).stderr
    assert not Path("out").exists()


def test_a_terminal_gets_the_reasons_with_their_counts(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logbook(info=books.INFO)
    monkeypatch.setattr(output, "on_terminal", lambda: True)

    done = run("export --format camtrap-dp out.zip")

    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "1 sighting left out, no deployment: s2",
        "1 sighting written to out.zip, 1 sighting left out",
    ]


def test_nothing_that_can_go_out_is_a_failure_and_leaves_nothing(run: Run) -> None:
    logbook(info=books.INFO)
    before = stored.files()

    failed = run("export --format camtrap-dp deep/out s2", code=1)
    assert failed.stdout == "s2\tleft out\tno deployment\n"
    assert failed.stderr == "logbook: nothing was written; 1 sighting left out\n"
    assert run("export --format camtrap-dp out --species lynx", code=1).stderr.endswith(
        "logbook: nothing was written; there is nothing to export\n"
    )
    assert stored.files() == before


def test_filters_and_ids_choose(run: Run) -> None:
    logbook(info=books.INFO)

    assert run("export --format camtrap-dp a --method camera-trap s1").stdout == "s1\twritten\t\n"
    assert run("export --format camtrap-dp b -", stdin="s1").stdout == "s1\twritten\t\n"
    assert run("export --format camtrap-dp --to c s1").stdout == "s1\twritten\t\n"


def test_a_rare_animal_goes_out_generalised_and_it_is_said_how_to_settle_it(run: Run) -> None:
    logbook(info=books.INFO, taxa={})

    done = run("export --format camtrap-dp out s1")

    assert (
        "nothing is stated of the sensitivity of Panthera pardus, which counts as high: "
        "logbook species NAME --sensitivity LEVEL --reference WHO; "
        "if nothing needs hiding: logbook species --all --sensitivity none --reference WHO\n"
        "1 sighting with a generalised place: 1 high; --exact would tell the truth\n"
    ) in done.stderr
    assert books.rows("deployments")[0]["longitude"] == "130.2"
    assert books.descriptor()["coordinatePrecision"] == 0.1


def test_the_truth_goes_out_loudly(run: Run) -> None:
    logbook(info=books.INFO, taxa={})

    done = run("export --format camtrap-dp out s1 --exact")

    assert "EXACT PLACES GO OUT: 1 sighting as on record, 1 exact position among them" in done.stderr
    assert "sensitivity" not in done.stderr
    assert books.rows("deployments")[0]["longitude"] == "130.25"


def test_young_dates_go_out_as_years_unless_the_delay_is_shorter(run: Run) -> None:
    logbook(info=books.INFO, taxa={})

    done = run("export --format camtrap-dp out s1 --delay 10y", code=1)

    assert "1 sighting and 1 deployment younger than --delay: only the year is told" in done.stderr
    assert "no exact time" in done.stdout
    assert "younger" not in run("export --format camtrap-dp out s1 --delay 0").stderr


def test_what_raises_a_level_is_said(run: Run) -> None:
    rare = Taxon(
        scientific_name="Panthera pardus", sensitivity=Statement(value="low"), iucn_status=Statement(value="CR")
    )
    logbook(info=books.INFO, taxa={1: rare})

    done = run("export --format camtrap-dp out s1")
    assert "Panthera pardus counts as high, not low: its IUCN status is CR" in done.stderr


def test_texts_that_would_give_a_place_away_are_named(run: Run) -> None:
    station = replace(books.STATION, location_name="Old Mill")
    seen = books.sighting(remarks="behind the old mill")
    whole = books.book(seen, station=station, info=books.INFO)
    keep(whole)

    done = run("export --format camtrap-dp out")

    assert "texts left out that name a withheld place or day: s1 (remarks)" in done.stderr
    assert not any("old mill" in path.read_text(encoding="utf-8").casefold() for path in Path("out").iterdir())


def test_what_is_under_embargo_goes_nowhere(run: Run) -> None:
    whole = books.book(books.SEEN, books.sighting(embargo_until="2027"), info=books.INFO)
    keep(replace(whole, taxa=OPEN))

    done = run("export --format camtrap-dp out --exact")

    assert done.stdout == "s1\twritten\t\n"
    assert "1 under embargo and not told: s2" in done.stderr


@pytest.mark.parametrize(
    "place", ["logbook.json", "logbook.history.jsonl", ".logbook.json.lock", "./a/../logbook.json"]
)
def test_the_logbook_itself_is_never_written_over(run: Run, place: str) -> None:
    logbook(info=books.INFO)
    Path("a").mkdir()
    before = stored.FILE.read_bytes()

    failed = run(f"export --format camtrap-dp {place} --replace", code=1)

    assert "belongs to the logbook itself; name another place" in failed.stderr
    assert stored.FILE.read_bytes() == before


def test_another_name_of_the_logbook_is_never_written_over(run: Run) -> None:
    logbook(info=books.INFO)
    os.link("logbook.json", "copy.zip")
    Path("link.zip").symlink_to("copy.zip")

    assert "belongs to the logbook" in run("export --format camtrap-dp copy.zip --replace", code=1).stderr
    assert "belongs to the logbook" in run("export --format camtrap-dp link.zip --replace", code=1).stderr


def test_a_picture_of_the_logbook_is_never_written_over(run: Run) -> None:
    stored.jpeg("cam/a.jpg")
    keep(books.book(picture=replace(books.PICTURE, file="cam/a.jpg")))
    before = Path("cam/a.jpg").read_bytes()

    said = run("export --format csv cam/../cam/a.jpg --replace", code=1).stderr
    assert "is the file of i1; name another place" in said
    assert Path("cam/a.jpg").read_bytes() == before


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("export --format camtrap-dp", "needs a place: logbook export --format camtrap-dp OUT"),
        ("export --format camtrap-dp -", "- is for ids from stdin, after the place: --format camtrap-dp OUT -"),
        ("export --format camtrap-dp s1", "s1 is an id, and the place comes before the ids; one of that name is ./s1"),
        ("export --format camtrap-dp out i1", "here only a sighting will do"),
    ],
)
def test_the_place_comes_first_and_then_ids_of_sightings(run: Run, line: str, said: str) -> None:
    logbook()

    assert said in run(line, code=2).stderr


def test_a_place_that_is_taken_is_refused_unless_it_is_an_earlier_export(run: Run) -> None:
    logbook(info=books.INFO)
    run("export --format camtrap-dp out")

    assert (
        "out is there already; name another place, or --replace it"
        in run("export --format camtrap-dp out", code=1).stderr
    )
    assert run("export --format camtrap-dp out --replace").stdout.startswith("s1\twritten")


def test_who_stops_reading_the_lines_does_not_stop_the_writing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    logbook(info=books.INFO)

    def stop(sheet: object, _: str) -> None:
        next(iter(sheet.rows))  # type: ignore[attr-defined]
        raise BrokenPipeError

    monkeypatch.setattr(output, "emit", stop)
    run("export --format camtrap-dp out")

    assert books.descriptor()["title"] == books.INFO.title


def test_facts_stand_beside_what_the_record_of_the_logbook_says_already(run: Run) -> None:
    logbook(info=Info(title="Ours"))

    run(f"export --format camtrap-dp out {FACTS}")

    assert books.descriptor()["title"] == "Ours"


def test_an_empty_logbook_has_nothing_to_export(run: Run) -> None:
    keep(Book(info=books.INFO))

    assert "nothing to export" in run("export --format camtrap-dp out", code=1).stderr


def test_what_is_typed_of_an_ordinary_animal_tells_no_place_of_a_rare_one(run: Run) -> None:
    run("""add Leopard --region "Den Valley, Jilin, China" --at "43°07'24\\"N 130°34'04\\"E" --file logbook.json""")
    run("species Leopard --sensitivity extreme --reference Chapman")
    run("add 'Roe deer' --region 'Jilin, China' --note 'a leopard den in Den Valley'")
    run("""add 'Roe deer' --region 'Jilin, China' --note "near 43°07'24\\"N 130°34'04\\"E" """)
    run("add 'Roe deer' --region 'Den Valley, Jilin, China' --note 'the oaks of Den Valley'")
    run("species 'Roe deer' --sensitivity none --reference Chapman")

    done = run("export --format csv out.csv")

    assert "texts left out that name a withheld place or day: s2 (remarks), s3 (remarks)" in done.stderr
    whole = Path("out.csv").read_text(encoding="utf-8")
    assert ("leopard den" in whole, "43°07" in whole, "the oaks of Den Valley" in whole) == (False, False, True)
