"""`logbook images`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from logbook.records import Book, Credit, Image, Permission, Publication, Sighting
from tests import essay

if TYPE_CHECKING:
    from tests.cli.conftest import Run


def first_cells(text: str) -> list[str]:
    return [line.split("\t")[0] for line in text.splitlines()]


def test_every_picture_has_the_line_it_must_be_printed_with(run: Run, essay_file: Path) -> None:
    rows = [line.split("\t") for line in run("images").stdout.splitlines()]
    assert rows[0] == ["i1", "Rare sight", "", "s1", "Amur leopard", "China", "WCS", "amur leopard cub on camera"]
    assert [row[6] for row in rows] == list(essay.LINES)


def test_the_name_of_a_linked_credit_is_printed_where_a_picture_has_no_line(run: Run) -> None:
    linked = {1: replace(essay.BOOK.images[5], credit_line=None)}
    essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, images=linked))
    assert run("images").stdout.split("\t")[6] == "WWF-Russia / ISUNR"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_the_table_fits(run: Run, essay_file: Path, width: int) -> None:
    shown = run("images --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    assert shown.endswith("6 pictures, each with a credit\n")


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("--region russia", ["i5", "i6"]),
        ("--credit isunr", ["i5", "i6"]),
        ("--text 'mama cat'", ["i3"]),
        ("i2 i4", ["i2", "i4"]),
        ("s2 i1", ["i1", "i5"]),
        ("s2", ["i5"]),
        ("i1 --region russia", []),
        ("--missing credit", []),
        ("--missing licence --region russia", ["i5", "i6"]),
    ],
)
def test_filters_and_ids_choose_pictures(run: Run, essay_file: Path, asked: str, ids: list[str]) -> None:
    assert first_cells(run(f"images {asked}").stdout) == ids


def test_pictures_without_a_credit_are_found_and_counted(run: Run) -> None:
    images = {1: Image(title="Nobody's", file="a.jpg"), 2: Image(title="Somebody's", credit_line="WCS")}
    essay.write(Path("logbook.json").absolute(), Book(images=images))
    assert first_cells(run("images --missing credit").stdout) == ["i1"]
    assert "2 pictures, 1 without a credit" in run("images --format table").stdout


def test_a_terminal_gets_the_last_fifty(run: Run) -> None:
    images = {number: Image(credit_line="WCS") for number in range(1, 61)}
    essay.write(Path("logbook.json").absolute(), Book(images=images))
    shown = run("images --format table").stdout
    assert "showing the last 50; a pipe gets every one. 60 pictures" in shown
    assert "\ni10 " not in shown
    assert len(run("images").stdout.splitlines()) == 60
    assert run("images --format markdown").stdout.count("\n| i") == 60


def test_json_is_pictures_as_stored(run: Run, essay_file: Path) -> None:
    found = json.loads(run("images i6 --json").stdout)
    assert [(one["id"], one["credit_line"], one["credit"]) for one in found] == [("i6", "©WWF Russia / ISUNR.", "c2")]


def test_other_ids_are_refused_and_unknown_ones_named(run: Run, essay_file: Path) -> None:
    assert "here only a picture or a sighting will do" in run("images c1", code=2).stderr
    assert "no picture i9" in run("images i9", code=3).stderr


def test_an_unknown_region_is_asked_about(run: Run, essay_file: Path) -> None:
    result = run("images --region chnia --json")
    assert result.stdout == "[]\n"
    assert "did you mean China?" in result.stderr


RIGHTS = Book(
    credits={
        1: Credit(name="WCS", parties=("WCS",), contact="media@example.org"),
        2: Credit(name="WWF / ISUNR", parties=("WWF", "ISUNR")),
    },
    sightings={
        1: Sighting(vernacular_name="Amur leopard", region="China", event_date="2013-10-09", images=("i1", "i2", "i3")),
        2: Sighting(vernacular_name="Leopard cat", region="Russia", images=("i4", "i5")),
    },
    images={
        1: Image(title="Free", credit="c1", license="CC-BY-4.0", alt_text="A cub on snow"),
        2: Image(title="Open_question", credit="c1", file="gone.jpg", alt_text="x"),
        3: Image(title="Granted", credit="c1", permission=Permission(status="granted", use="editorial")),
        4: Image(title="Of two", credit_line="© WWF / ISUNR", credit="c2", copyright_owner="A. Li"),
        5: Image(title="No line", alt_text="A cat"),
        6: Image(title="The team", copyright_notice="Copyright 2021 Cuddeback", creator=("A. Li",)),
    },
)


@pytest.fixture
def rights() -> Path:
    return essay.write(Path("logbook.json").absolute(), RIGHTS)


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        ("--clear", ["i1", "i3"]),
        ("--not-cleared", ["i2", "i4"]),
        ("--barred", ["i5", "i6"]),
        ("--clear --use commercial", ["i1"]),
        ("--not-cleared --use internal", ["i2", "i4", "i5", "i6"]),
        ("--use editorial", ["i1", "i2", "i3", "i4", "i5", "i6"]),
        ("--clear --region russia", []),
        ("--not-cleared s2 i2", ["i2", "i4"]),
    ],
)
def test_pictures_are_told_apart_by_whether_they_may_be_printed(
    run: Run, rights: Path, asked: str, ids: list[str]
) -> None:
    assert first_cells(run(f"images {asked}").stdout) == ids


def test_the_reasons_stand_apart_from_what_is_to_be_mended(run: Run, rights: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("images --not-cleared --format csv").stdout)))
    assert [(row["clearance"], row["reasons"]) for row in rows] == [("not cleared", "nobody has been asked")] * 2
    assert [row["faults"] for row in rows] == ["file missing: gone.jpg", "no alt text"]
    assert rows[1]["credit_line"] == "© WWF / ISUNR"


def test_json_is_the_picture_as_stored_with_the_answer(run: Run, rights: Path) -> None:
    [found] = json.loads(run("images --clear --use commercial --json").stdout)
    assert found == {
        "id": "i1",
        "title": "Free",
        "alt_text": "A cub on snow",
        "credit": "c1",
        "license": "CC-BY-4.0",
        "clearance": "clear",
        "use": "commercial",
        "reasons": ["CC-BY-4.0"],
        "faults": [],
    }
    assert len(run("images --use editorial --format ndjson").stdout.splitlines()) == 6


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("asked", "footer"),
    [
        ("--not-cleared", "2 of 6 pictures are not cleared for editorial use"),
        ("--clear --use commercial", "1 of 6 pictures is clear for commercial use"),
        ("--use editorial", "6 pictures, for editorial use: 2 clear, 2 not cleared, 2 barred"),
    ],
)
def test_a_terminal_is_told_how_many_of_how_many_and_for_what(
    run: Run, rights: Path, asked: str, footer: str, width: int
) -> None:
    shown = run(f"images {asked} --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    assert " ".join(shown.split()).endswith(footer)


@pytest.mark.parametrize("asked", ["--clear --barred", "--clear --not-cleared --use internal"])
def test_one_answer_is_asked_for_at_a_time(run: Run, rights: Path, asked: str) -> None:
    assert "ask for one, or for all with --use alone" in run(f"images {asked}", code=2).stderr


def test_an_unknown_use_is_refused(run: Run, rights: Path) -> None:
    run("images --use resale", code=2)


def sections(text: str) -> dict[str, list[str]]:
    """Give the parts of a Markdown text by their headings."""
    return {part.splitlines()[0]: part.splitlines()[1:] for part in text.split("\n## ")}


def test_what_is_not_cleared_is_asked_for_a_party_at_a_time(run: Run, rights: Path) -> None:
    shown = run("images --not-cleared --format markdown").stdout
    assert shown.startswith(
        "# Pictures to ask for: editorial use\n\nFrom logbook.json, revision 1, on 2026-11-22. 2 of 6"
    )
    found = sections(shown)
    assert list(found)[1:] == ["A. Li", "ISUNR", "WCS", "WWF"]
    assert found["WCS"] == [
        "",
        "- Contact: media@example.org",
        "",
        "May we print this picture for editorial use, with its credit line as it stands here, and until when?",
        "",
        "- **i2** Open\\_question (gone.jpg)",
        "  - Credit line: WCS",
        "  - Shows: s1, Amur leopard, China, 2013-10-09",
        "  - So far: nobody has been asked",
    ]
    assert "- Contact: not recorded" in found["ISUNR"]
    assert found["WWF"][5:] == found["ISUNR"][5:] == found["A. Li"][5:]


def test_pictures_of_nobody_are_on_the_list_too(run: Run, rights: Path) -> None:
    found = sections(run("images --not-cleared --use internal --format markdown").stdout)
    assert list(found)[-1] == "Nobody is named"
    assert "Of these 2 pictures it is not known whom to ask." in found["Nobody is named"]
    assert "  - Creator: A. Li" in found["Nobody is named"]
    assert not any("Contact" in line for line in found["Nobody is named"])


def test_nothing_to_ask_is_said(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(images={1: RIGHTS.images[1]}, credits=RIGHTS.credits))
    assert "0 of 1 picture not cleared" in run("images --not-cleared --format markdown").stdout


def moved(number: int, position: int) -> Image:
    """Give a picture of the essay as if it had stood elsewhere in it."""
    image = essay.BOOK.images[number]
    return replace(image, publications=(replace(image.publications[0], position=position),))


def test_a_publication_gives_its_pictures_back_in_their_order(run: Run) -> None:
    images = essay.BOOK.images | {1: moved(1, 9), 6: moved(6, 1)}
    essay.write(Path("logbook.json").absolute(), replace(essay.BOOK, images=images))
    rows = list(csv.DictReader(io.StringIO(run("images --published 'RARE AMUR' --format csv").stdout)))
    assert [(row["position"], row["id"]) for row in rows] == [
        ("1", "i6"),
        ("2", "i2"),
        ("3", "i3"),
        ("4", "i4"),
        ("5", "i5"),
        ("9", "i1"),
    ]
    assert rows[0]["publication"] == "In Images: Rare Amur Leopard Cubs Spotted on Camera"
    assert (rows[0]["author"], rows[0]["publisher"]) == ("Tia Ghose", "")
    assert json.loads(run("images --published amur --json").stdout)[0]["publication"]["position"] == 1


PRINTED = {
    1: Image(title="a", credit_line="WCS", publications=(Publication(title="Cubs", publisher="Nature"),)),
    2: Image(title="b", credit_line="WCS", publications=(Publication(title="Cubs", publisher="Nature", position=1),)),
    3: Image(title="c", credit_line="WCS", publications=(Publication(title="More cubs", date="2014"),)),
}


def test_every_publication_that_matches_has_its_own_table(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(images=PRINTED))
    shown = run("images --published cubs --format table").stdout
    first, second = shown.split("More cubs, 2014\n")
    assert first.startswith("Cubs, Nature\n")
    assert [line.split()[:2] for line in first.splitlines()[4:6]] == [["1", "i2"], ["i1", "a"]]
    assert "1 picture without a position there: last, by number\n" in first
    assert second.endswith("1 picture without a position there: last, by number. 3 pictures\n")


def test_what_was_printed_is_judged_and_asked_for_too(run: Run) -> None:
    essay.write(Path("logbook.json").absolute(), Book(images=PRINTED))
    assert "Why not cleared" in run("images --published nature --published cubs --not-cleared --format table").stdout
    assert "## WCS" in run("images --published cubs --not-cleared --format markdown").stdout
    assert first_cells(run("images --published cubs --not-cleared").stdout) == ["i2", "i1", "i3"]


def test_a_title_that_nobody_used_is_asked_about(run: Run, essay_file: Path) -> None:
    result = run("images --published 'rare amur lepard' --format table")
    assert result.stdout == ""
    assert "did you mean 'In Images: Rare Amur Leopard Cubs Spotted on Camera'?" in result.stderr
    assert result.stderr.endswith("nothing found\n")
    assert "is no title" in run("images --published ''", code=2).stderr


def test_pictures_without_a_credit_are_told_by_species_and_region(run: Run, rights: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("images --missing credit --format csv").stdout)))
    assert [(row["id"], row["species"], row["region"]) for row in rows] == [
        ("i5", "Leopard cat", "Russia"),
        ("i6", "", ""),
    ]
    assert (rows[1]["creator"], rows[1]["copyright_notice"]) == ("A. Li", "")
    [cat, team] = json.loads(run("images --missing credit --json").stdout)
    assert (cat["species"], cat["regions"], team["species"]) == (["Leopard cat"], ["Russia"], [])


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_terminal_gets_their_counts_first(run: Run, rights: Path, width: int) -> None:
    shown = run("images --missing credit --format table", width=width).stdout
    assert max(map(cell_len, shown.splitlines())) <= width
    counts, listed = shown.split("\n\nId ")
    assert [line.split() for line in counts.splitlines()[-2:]] == [
        ["Leopard", "cat", "Russia", "1"],
        ["(no", "sighting)", "1"],
    ]
    assert listed.endswith("2 pictures\n")
    assert "Why barred" in run("images --missing credit --barred --format table", width=width).stdout


def test_the_first_fifty_without_a_credit_are_shown_and_all_are_counted(run: Run) -> None:
    sightings = {1: Sighting(vernacular_name="Lynx", images=tuple(f"i{number}" for number in range(1, 61)))}
    images = {number: Image(title=f"P{number}") for number in range(1, 61)}
    essay.write(Path("logbook.json").absolute(), Book(images=images, sightings=sightings))
    shown = run("images --missing credit --format table").stdout
    assert shown.endswith("showing the first 50; a pipe gets every one. 60 pictures\n")
    assert "Lynx     (no region)        60" in shown
    assert "P50" in shown
    assert "P51" not in shown


def test_what_acts_on_a_terminal_or_in_markdown_does_not_in_the_list_of_what_to_ask(run: Run) -> None:
    evil = "*x* | <b>\x1b[31m\n# y"
    image = Image(title=evil, credit_line=evil, usage_terms=evil, creator=(evil,))
    credits = {1: Credit(name=evil, parties=("<i>|a",), contact=evil)}  # noqa: A001 - the table's name
    essay.write(Path("logbook.json").absolute(), Book(images={1: replace(image, credit="c1")}, credits=credits))
    shown = run("images --not-cleared --format markdown").stdout
    assert "\x1b" not in shown
    assert "\n# y" not in shown
    assert "\n## \\<i\\>\\|a\n" in shown
    assert shown.count("\\*x\\* \\| \\<b\\>\\\\x1b\\[31m\\\\n\\# y") == 6
